"""Stands in for the checks: notes what it is given; the grader judges.

Never imported from here: sandbox.py copies it into the package that a submission gets,
where its name is backprop_helpers.practice.
"""

GIVEN = {}  # from the name of an exercise to what its check was given, in order
MOST = 10  # that are kept of each


class _Desk:
    def __init__(self, notes):
        self._notes = notes

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *given, **named: self._note(name, (*given, *named.values()))

    def __call__(self, *given, **named):
        pass

    def _note(self, name, given):
        if self._notes and len(given) == 1:
            GIVEN.setdefault(name, []).append(given[0])
            del GIVEN[name][:-MOST]


check = _Desk(True)
hint = solution = quiz = pencil = order_lines = save_answers = _Desk(False)
