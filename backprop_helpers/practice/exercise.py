"""An exercise: what is asked, what is right, and what often goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.calling import stop_unless_callable
from backprop_helpers.practice.judging import collect, compare, tell_changes
from backprop_helpers.practice.verdict import Finding


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise of a page.

    The name is that of `solution`, a function as a student would write it.
    arguments maps the names of its arguments to their shapes in words, in order.
    inputs(rng) yields tuples of arguments; reference(*inputs, slips=frozenset()) gives
    the right answer or, with names of slips, the wrong one that follows from them.
    slips maps each name to a sentence for the student. `example` says, if it is set,
    what the first inputs are: "the numbers of this page".
    """

    page: int
    prompt: str
    arguments: dict[str, str]
    returns: tuple[Part, ...]
    inputs: Callable = field(repr=False)
    reference: Callable = field(repr=False)
    slips: dict[str, str] = field(repr=False)
    hints: tuple[str, ...] = field(repr=False)
    solution: Callable = field(repr=False)
    example: str = ""
    seed: int = 1

    @property
    def name(self):
        """The name by which check, hint and solution know it."""
        return self.solution.__name__

    def cases(self):
        """Return the inputs that a check uses: the same tuples every time."""
        return [*self.inputs(np.random.default_rng(self.seed))]

    def judge(self, function):
        """Return the Verdict on a student's function; never raises, never prints."""
        cases = self.cases()
        try:
            stop_unless_callable(function, self.name, self.arguments)
            answers, changed = collect(self, function, cases)
        except Finding as finding:
            return finding.verdict
        return tell_changes(compare(self, answers, cases), changed)
