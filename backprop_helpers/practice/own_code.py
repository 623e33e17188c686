"""A student's own function moves a picture: as it runs, even where it is wrong.

Nothing that it does can harm the page. Where it gives nothing that could be drawn, the
course's own takes its place, and a sentence says so.
"""

import numpy as np

from backprop_helpers.practice.answers import layers_of, read, together
from backprop_helpers.practice.calling import (
    ENDLESS,
    call,
    few_instructions,
    quiet,
    stop_unless_callable,
)
from backprop_helpers.practice.diagnosis import all_same, evaluate
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.verdict import ERROR, NOT_ATTEMPTED, Finding

# Instructions of Python that one call may run before it counts as endless, and that all
# calls of a run may before they are too slow for a picture: a second, and some seconds.
ONE_CALL, ONE_RUN = 3_000_000, 15_000_000
NOT_YET = "Your {} is not filled in yet: this is the course's own."


class OwnCode:
    """A student's answer to an exercise, ready to move a picture.

    `sentence` says whose code was at work in the last `run`.
    """

    def __init__(self, name, function):
        self.exercise, self.function = EXERCISES[name], function
        self.trouble = None  # the Finding that keeps it out of the picture
        self.is_right, self.shapes = False, {}
        self.left = ONE_RUN
        try:
            stop_unless_callable(function, name, self.exercise.arguments)
            self.is_right = self._is_right()
        except Finding as finding:
            self.trouble = finding
        self.sentence = self._say(self.trouble)

    def _is_right(self):
        """Whether it is right for all cases of its check.

        A Finding if it can answer none of them: one that fails where numbers are large
        may still be drawn where they are small.
        """
        right, findings = [], []
        for inputs in self.exercise.cases():
            try:
                right.append(self._is_right_for(inputs))
            except Finding as finding:
                ends = ENDLESS not in finding.verdict.mistakes
                if finding.verdict.status == NOT_ATTEMPTED or not ends:
                    raise
                findings.append(finding)
        if not right:
            raise findings[0]
        return all(right) and not findings

    def run(self, work):
        """Return work(function): with the student's function, or with the course's.

        work calls it as often as it likes; if one call fails, all is done again with
        the course's own.
        """
        if self.trouble is None:
            self.left = ONE_RUN
            try:
                result = work(self._call)
            except Finding as finding:
                self.sentence = self._say(finding)
            else:
                self.sentence = self._say(None)
                return result
        return work(self.exercise.solution)

    def _call(self, *inputs):
        """Call it and return its numbers; a Finding unless they can be drawn."""
        arrays = self._arrays(inputs)
        arrays = [array if array.ndim else float(array) for array in arrays]
        parts = together(arrays, self.exercise.returns, layers_of(inputs))
        return tuple(parts) if len(parts) > 1 else parts[0]

    def _arrays(self, inputs):
        with quiet():
            answer, _ = call(self._with_an_end, inputs)
            arrays = read(answer, self.exercise.returns, layers_of(inputs))
        if [array.shape for array in arrays] != self._shapes_for(inputs):
            raise Finding(ERROR, "It gives numbers of another shape.")
        if not all(np.all(np.isfinite(array)) for array in arrays):
            raise Finding(ERROR, "It gives something that is not finite.")
        return arrays

    def _with_an_end(self, *given):
        most = min(ONE_CALL, self.left)
        with few_instructions(most) as left:
            answer = self.function(*given)
        self.left -= most - left[0]
        return answer

    def _shapes_for(self, inputs):
        given = tuple(map(_shape, inputs))
        if given not in self.shapes:
            expected = evaluate(self.exercise.solution, inputs)
            self.shapes[given] = [array.shape for array in expected]
        return self.shapes[given]

    def _is_right_for(self, inputs):
        return all_same(self._arrays(inputs), evaluate(self.exercise.solution, inputs))

    def _say(self, finding):
        name, other = self.exercise.name, "this is the course's own"
        if finding is None and self.is_right:
            return f"This is your {name} at work."
        if finding is None:
            return (
                f"This is your {name} as it runs, but its check does not hold yet: "
                f"check.{name} says why."
            )
        if finding.verdict.status == NOT_ATTEMPTED:
            return NOT_YET.format(name)
        if ENDLESS in finding.verdict.mistakes:
            end = (
                "does not come to an end"
                if self.left >= ONE_CALL
                else "is too slow here"
            )
            return f"Your {name} {end}: {other}."
        return (
            f"Your {name} gives nothing that can be drawn: {other}. check.{name} "
            "says why."
        )


def _shape(given):
    """Return the shape of an array, or those in a dict of arrays.

    A whole number is returned as it is: it may say how much is asked for.
    """
    if isinstance(given, int):
        return given
    if isinstance(given, dict):
        return tuple((key, np.shape(array)) for key, array in given.items())
    return np.shape(given)
