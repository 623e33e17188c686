"""Stands in for the checks: notes what it is given; the grader judges.

Never imported from here: sandbox.py copies it into the package that a submission gets,
where its name is backprop_helpers.practice.
"""

GIVEN = {}


class _Desk:
    def __init__(self, notes):
        self._notes = notes

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *given, **_: self._note(name, given)

    def __call__(self, *given, **named):
        pass

    def _note(self, name, given):
        if self._notes and len(given) == 1:
            GIVEN[name] = given[0]


check, hint, solution, quiz = (_Desk(note) for note in (True, False, False, False))
