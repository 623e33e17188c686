"""For teachers: an edition without solutions, and grading; `python -m … --help`.

The highest floor: it may use everything below, and nothing below uses it.

- edition.py: notebooks without their solutions
- paper.py: notebooks as pages to be printed
- wire.py: numbers as text, between a grader and the process of a submission
- child.py: that process: runs the cells, then calls functions when asked to
- sandbox.py: starts it with limits, talks to it, and ends it with all it started
- grading.py: judges every submission, and writes a row for each
- picture.py: how many got what right, from the rows
"""
