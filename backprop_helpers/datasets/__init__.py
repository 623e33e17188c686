"""The small data sets that come with the course, and MNIST on request."""
