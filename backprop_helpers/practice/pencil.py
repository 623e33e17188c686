"""A calculation with a pencil: a picture with blanks, judged number by number.

A page's `pencil.py` holds its Sheets. What is right, and what goes wrong, comes from
solutions and slips, as for exercises: a line of a sheet is a function of the numbers
that are known by then.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import isclose, isfinite

import numpy as np

from backprop_helpers.figures.blanks import ASKED, OPEN
from backprop_helpers.figures.numbers import with_minus_signs, written
from backprop_helpers.panels.controls import Blanks, Button, Buttons
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.diagnosis import evaluate
from backprop_helpers.practice.registry import SHEETS, nearest
from backprop_helpers.practice.slips import with_slips
from backprop_helpers.practice.typed import ENOUGH, read_number
from backprop_helpers.practice.wanted import MORE_DIGITS, Wanted

NEW = "numbers"  # the button for new numbers, and the seed that it counts
PROGRESS = {
    "wrong": "✗ {said}",
    "short": "○ {said}",
    "right": "✓ {said} ",
    "asked": "Blank {number} of {total}: {ask}",
    "done": "All {total} blanks are filled, {right} of them by you.",
}


@dataclass(frozen=True)
class Line:
    """A line of the calculation, with a blank for each number that it gives.

    solution is a function whose arguments are names of known numbers; its own name is
    that of its result. blanks maps the name of each blank to its place in the result,
    an index tuple, () for a number. ask(name, numbers) is what is asked for, in words;
    worked(name, numbers) is how it is worked out, with its numbers. slips are edits of
    the solution; also_wrong(name, numbers) yields more wrong numbers, each with its
    sentence.
    """

    solution: Callable = field(repr=False)
    blanks: dict[str, tuple]
    ask: Callable = field(repr=False)
    worked: Callable = field(repr=False)
    slips: tuple = field(default=(), repr=False)
    also_wrong: Callable = field(default=lambda name, numbers: (), repr=False)

    @classmethod
    def of(cls, exercise, blanks, ask, worked, without=(), **others):
        """Return the line whose solution and slips are those of an exercise.

        without are names of slips that say nothing to somebody with a pencil.
        """
        slips = [slip for slip in exercise.slips if slip.name not in without]
        return cls(exercise.solution, blanks, ask, worked, slips, **others)

    @property
    def result(self):
        """The name of what it gives."""
        return self.solution.__name__

    @cached_property
    def wants(self):
        """The names of the numbers that it needs."""
        return [*inspect.signature(self.solution).parameters]

    @cached_property
    def wrong_ways(self):
        """The solution with each slip in it, and the slip's sentence."""
        return [
            (with_slips(self.solution, [slip]), slip.sentence) for slip in self.slips
        ]

    def wrong_numbers(self, blank, numbers):
        """Yield each typical wrong number for a blank, with the sentence that fits.

        Not those of slips that do not touch this blank: a little beside these numbers
        they still give what is right there.
        """
        given, place = [numbers[name] for name in self.wants], self.blanks[blank]
        beside = _beside(given)
        right_beside = np.asarray(self.solution(*beside))[place]
        for function, sentence in self.wrong_ways:
            parts = evaluate(function, given)
            if not parts or parts[0].shape != np.shape(numbers[self.result]):
                continue
            if not isclose(evaluate(function, beside)[0][place], right_beside):
                yield float(parts[0][place]), sentence
        yield from self.also_wrong(blank, numbers)


@dataclass(frozen=True)
class Sheet:
    """A picture with blanks, and the lines that fill them, in the order of the work.

    given(rng) returns the numbers at the start by name; those of the page where rng is
    None. draw(figure) makes the picture, whose artists follow moment(filled), see
    Filled; alt says what it is for a reader who cannot see it.
    """

    name: str
    title: str
    given: Callable = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    draw: Callable = field(repr=False)
    alt: str = field(repr=False)
    size: tuple[float, float]
    moment: Callable = field(default=lambda filled: filled, repr=False)

    @cached_property
    def line_of(self):
        """The line that fills each blank, by name, in the order of the work."""
        return {blank: line for line in self.lines for blank in line.blanks}

    def numbers(self, seed=0):
        """Return all numbers by name; seed 0 stands for those of the page.

        Others are drawn until they are fair.
        """
        rng = np.random.default_rng(seed) if seed else None
        numbers = worked_out(self.given(rng), self.lines)
        while rng and not self.is_fair(numbers):
            numbers = worked_out(self.given(rng), self.lines)
        return numbers

    def is_fair(self, numbers):
        """Whether three digits tell right from wrong, and can be had from the picture.

        What the picture shows is rounded; what comes of it must still be right.
        """
        shown = {name: _as_shown(value) for name, value in numbers.items()}
        for line in self.lines:
            result = np.asarray(line.solution(*[shown[name] for name in line.wants]))
            for blank, place in line.blanks.items():
                right = self.value(blank, numbers)
                if not _to_three_digits(result[place]).agrees(right):
                    return False
                for wrong, _ in line.wrong_numbers(blank, numbers):
                    if not isfinite(wrong) or _to_three_digits(wrong).agrees(right):
                        return False
        return True

    def value(self, blank, numbers):
        """Return the right number of a blank."""
        line = self.line_of[blank]
        return float(np.asarray(numbers[line.result])[line.blanks[blank]])

    def judge(self, blank, text, numbers):
        """Return whether a typed text is right for a blank, and a sentence on it."""
        return self.wanted(blank, numbers).judge(text)

    def wanted(self, blank, numbers):
        """Return what a blank wants, as it judges what is typed there."""
        line = self.line_of[blank]

        def find_wrong():
            named = [*line.wrong_numbers(blank, numbers)]
            return named, [*self._from_any_calculation(blank, numbers)]

        right, asked = self.value(blank, numbers), line.ask(blank, numbers)
        return Wanted(blank, right, asked, find_wrong)

    def _from_any_calculation(self, blank, numbers):
        """Yield wrong numbers that any calculation can give, with their sentences."""
        right = self.value(blank, numbers)
        yield -right, "The size is right, the sign is not."
        order = [*self.line_of]
        for other in order[: order.index(blank)]:  # a later one would be given away
            yield self.value(other, numbers), f"It is {other}."
        yield 2 * right, "It is twice the right number: where does that 2 come from?"
        yield right / 2, "It is half the right number: where has a 2 gone?"
        for power in (-3, -2, -1, 1, 2, 3):
            yield right * 10.0**power, "The digits are right, the point is not."


def worked_out(given, lines):
    """Return the numbers given, by name, and with them what each line makes of them."""
    numbers = dict(given)
    for line in lines:
        numbers[line.result] = line.solution(*[numbers[name] for name in line.wants])
    return numbers


@dataclass(frozen=True)
class Filled:
    """A sheet with what was written on it: what its picture shows.

    numbers holds all numbers by name, also those that are not yet known; right are the
    blanks filled in by hand, shown those given up; asked is the blank that is lit.
    """

    sheet: Sheet
    numbers: dict
    right: frozenset
    shown: frozenset
    asked: str
    sentence: str

    def blank(self, name):
        """Return OPEN or ASKED, or None if its number is known or it is no blank."""
        if name not in self.sheet.line_of or name in self.right | self.shown:
            return None
        return ASKED if name == self.asked else OPEN

    def text(self, name, spec=".4f"):
        """Return the number of a blank as it stands in the picture, "?" if unknown."""
        if self.blank(name):
            return "?"
        return written(self.sheet.value(name, self.numbers), spec)


def _beside(given):
    """Return numbers a little beside those given, each moved by its own; 0 stays 0."""
    rng = np.random.default_rng(0)
    return [value * (1 + 0.01 * rng.normal(size=np.shape(value))) for value in given]


def _as_shown(value):
    """Return a number, or an array of them, as the picture shows it."""
    return np.vectorize(lambda each: float(written(each).replace("−", "-")))(value)


def _to_three_digits(value):
    return read_number(f"{float(value):#.{ENOUGH}g}")


class Pencil(Panel):
    """A Sheet on a page: when a blank is filled, the next empty one lights up."""

    write = staticmethod(with_minus_signs)  # what was typed stays as it was typed

    def __init__(self, sheet):
        self.sheet, self.order = sheet, (*sheet.line_of,)
        self.turned = None, None  # what the page sent, what was made of it
        blanks = Blanks("sheet", "Blank", self.order)
        other = Buttons((Button("New numbers", action=NEW),))
        super().__init__(
            sheet.title, (blanks, other), self._fill, sheet.draw,
            lambda shown: shown.sentence, alt=sheet.alt, size=sheet.size,
        )  # fmt: skip

    def _fill(self, sheet, numbers):
        """Return what the picture shows: the moment of a Filled."""
        values = self.sheet.numbers(numbers)
        verdicts = self._verdicts(sheet, values)
        right = frozenset(blank for blank, verdict in verdicts.items() if verdict[0])
        shown = frozenset(sheet["shown"]) - right
        sentence = self._sentence(sheet, values, verdicts, right, shown)
        filled = Filled(self.sheet, values, right, shown, sheet["at"], sentence)
        return self.sheet.moment(filled)

    def _verdicts(self, sheet, values):
        return {
            blank: self.sheet.judge(blank, text, values)
            for blank, text in sheet["written"].items()
        }

    def _sentence(self, sheet, values, verdicts, right, shown):
        """Say what the last number was, and what is asked for next."""
        at, last, said = sheet["at"], sheet["last"], ""
        if at in verdicts and at not in right | shown:
            is_short = MORE_DIGITS in verdicts[at][1]
            return PROGRESS["short" if is_short else "wrong"].format(
                said=verdicts[at][1]
            )
        if last in right:
            said = PROGRESS["right"].format(said=verdicts[last][1])
        elif last in shown:
            said = f"{self.sheet.line_of[last].worked(last, values)} "
        total = len(self.order)
        if right | shown == {*self.order}:
            return said + PROGRESS["done"].format(total=total, right=len(right))
        if at in right | shown:
            return self.sheet.line_of[at].worked(at, values)
        asked, number = self.sheet.line_of[at].ask(at, values), self.order.index(at) + 1
        return said + PROGRESS["asked"].format(number=number, total=total, ask=asked)

    def _follow(self, change):
        state = change["new"]
        values = self._turned(state.get("values"))
        if values == state.get("values"):
            super()._follow(change)
        else:  # comes back here
            self.widget.state = dict(state, values=values)

    def _turned(self, values):
        """Return values with the next empty blank lit, or new numbers on a clean sheet.

        Values that are not allowed come back as they are: the panel says so.
        """
        if values == self.turned[0]:  # a slow page sends them again as the hand rests
            return self.turned[1]
        try:
            self._checked(values)
            sheet, numbers = values["sheet"], values[NEW]
        except (KeyError, TypeError, ValueError):
            return values
        if numbers != self.values[NEW]:
            turned = {"sheet": self.widget.initial["sheet"], NEW: numbers}
        else:
            turned = {"sheet": self._with_next_lit(sheet, numbers), NEW: numbers}
        if turned != values:
            self.turned = values, turned
        return turned

    def _with_next_lit(self, sheet, numbers):
        at, before = sheet["at"], self.values["sheet"]
        if all(sheet[key] == before[key] for key in ("written", "shown")):
            return sheet  # another blank was chosen
        verdicts = self._verdicts(sheet, self.sheet.numbers(numbers))
        done = {blank for blank, verdict in verdicts.items() if verdict[0]}
        done |= {*sheet["shown"]}
        if at not in done:
            return sheet
        place = self.order.index(at)
        after = (*self.order[place:], *self.order[:place])
        following = next((blank for blank in after if blank not in done), at)
        return sheet | {"last": at, "at": following}


def pencil(name):
    """Return a sheet of a page, to be filled in.

    ValueError if there is none of this name; its sentence names the nearest one.
    """
    if name not in SHEETS:
        near = nearest(name, SHEETS)
        raise ValueError(f"There is no pencil {name!r}. Did you mean {near!r}?")
    return Pencil(SHEETS[name])
