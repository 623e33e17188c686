"""Stands in for a student's code in a panel: here it is taken as it is.

Never imported from here: sandbox.py copies it into the package that a submission gets,
which holds no solution that could take its place.
"""


class OwnCode:
    """A student's function, whatever it is."""

    def __init__(self, name, function):
        self.function, self.sentence = function, ""

    def run(self, work):
        """Return work(function)."""
        return work(self.function)
