"""An exercise: what is asked, what is right, and what often goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.calling import stop_unless_callable
from backprop_helpers.practice.judging import collect, compare, tell_changes
from backprop_helpers.practice.left_out import look_for_left_out
from backprop_helpers.practice.slips import Slip, calculated, with_slips
from backprop_helpers.practice.steps import on_the_way
from backprop_helpers.practice.verdict import WRONG, Finding


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise of a page.

    The name is that of `solution`, a function as a student would write it.
    arguments maps the names of its arguments to their shapes in words, in order.
    inputs(rng) yields tuples of arguments. slips are edits of the solution: what often
    goes wrong. `example` says, if it is set, what the first inputs are: "the numbers of
    this page". others(rng) yields more inputs to grade with, where those of `inputs`
    are typed in and could be answered by a table, or tell little with another seed.
    advice maps kinds of errors to what usually lies behind them in this exercise.
    """

    prompt: str
    arguments: dict[str, str]
    returns: tuple[Part, ...]
    inputs: Callable = field(repr=False)
    solution: Callable = field(repr=False)
    slips: tuple[Slip, ...] = field(repr=False)
    hints: tuple[str, ...] = field(repr=False)
    example: str = ""
    seed: int = 1
    others: Callable | None = field(default=None, repr=False)
    advice: dict = field(default_factory=dict, repr=False)

    @property
    def name(self):
        """The name by which check, hint and solution know it."""
        return self.solution.__name__

    @property
    def page(self):
        """The name of its page: that of the folder in which it stands."""
        return self.solution.__module__.split(".")[2]

    @cached_property
    def sentences(self):
        """What is said about each known mistake, by its name."""
        return {slip.name: slip.sentence for slip in self.slips}

    def variant(self, *names):
        """Return the solution with these known mistakes, None if it cannot have all."""
        chosen = [slip for slip in self.slips if slip.name in names]
        return with_slips(self.solution, chosen)

    def in_order(self, names):
        """Return names of slips in the order of the calculation, as a tuple."""
        chosen = [slip for slip in self.slips if slip.name in names]
        chosen.sort(key=lambda slip: calculated(self.solution, slip))
        return tuple(slip.name for slip in chosen)

    def cases(self, seed=None):
        """Return the inputs that a check uses: the same tuples every time.

        With another seed they are those of a grading, which no page has shown.
        """
        if seed is None:
            return [*self.inputs(np.random.default_rng(self.seed))]
        rng = np.random.default_rng(seed)
        return [*self.inputs(rng), *(self.others(rng) if self.others else ())]

    def judge(self, function, seed=None):
        """Return the Verdict on a student's function; never raises, never prints.

        The cases are those of the seed, as in `cases`.
        """
        cases = self.cases(seed)
        try:
            stop_unless_callable(function, self.name, self.arguments)
            answers, changed = collect(self, function, cases)
        except Finding as finding:
            return finding.verdict
        verdict = tell_changes(compare(self, answers, cases), changed)
        if verdict.status != WRONG or verdict.mistakes:
            return verdict
        sentence, mistakes = look_for_left_out(self, function, cases)
        said = [verdict.message, sentence, on_the_way(self, function, cases)]
        return replace(
            verdict, message="\n".join(filter(None, said)), mistakes=mistakes
        )
