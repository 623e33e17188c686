"""The maths of the course in plain numpy: what the pages derive, ready for use."""
