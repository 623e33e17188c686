"""What a blank wants: its number, and what is said to any text that is typed there.

The book judges without Python, see teach/book: sentences and limits stand here as data.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import isclose

from backprop_helpers.figures.numbers import number, written
from backprop_helpers.practice.typed import ENOUGH, read_number

ROOM = 150  # characters for two sentences on a wrong number
SAME = 1e-9  # a wrong number is met, if no further off
NEAR, NEAR_STEP = 0.02, 0.2  # of the number, of the way to the nearest wrong one
MORE_DIGITS = f"give {ENOUGH} digits, not counting zeros in front"
SAID = {
    "right": "{blank} = {number}.",
    "wrong": "{text} is not {blank}. {said}",
    "short": f"{{text}} is right as far as it goes: {MORE_DIGITS}{{more}}.",
    "zero": "; the third is a 0 here, so write {rounded}",
    "exact": "Do not round here: the number comes out exactly.",
    "near": "It is near: go on with the digits that the picture shows.",
    "or": "{first} Or: {second}",
}


@dataclass(frozen=True)
class Wanted:
    """A blank with its right number, and what is asked for in words.

    find_wrong() returns two lists of wrong numbers, each number with its sentence:
    those that are typical here, and those that any calculation can give.
    """

    blank: str
    right: float
    ask: str
    find_wrong: Callable = field(repr=False)

    @cached_property
    def wrong(self):
        """Both lists of wrong numbers: they cost time, and who is right needs none."""
        return self.find_wrong()

    @cached_property
    def number(self):
        """The right number as it stands in the picture."""
        return written(self.right)

    @cached_property
    def rounded(self):
        """It with as many digits as are asked for, a 0 at the end included."""
        return number(self.right, f"#.{ENOUGH}g")

    @cached_property
    def comes_out(self):
        """Whether as many digits as are asked for give it exactly."""
        return isclose(self.right, float(f"{self.right:.{ENOUGH}g}"), rel_tol=SAME)

    def judge(self, text):
        """Return whether a typed text is right, and a sentence on it."""
        try:
            typed = read_number(text)
        except ValueError as problem:
            return False, str(problem)
        right = self.right
        if typed.is_exactly(right) or (typed.agrees(right) and not typed.is_short):
            return True, SAID["right"].format(blank=self.blank, number=self.number)
        said = self._explain(typed)
        if said is None:
            more = SAID["zero"] if self._lacks_a_zero(typed) else ""
            more = more.format(rounded=self.rounded)
            return False, SAID["short"].format(text=text, more=more)
        return False, SAID["wrong"].format(text=text, blank=self.blank, said=said)

    def _explain(self, typed):
        """Say what a wrong number looks like: the nearest of those that are known.

        None if all that is wrong with it is that it has too few digits.
        """
        right, (named, generic) = self.right, self.wrong
        for wrongs in (named, generic):
            exact = [said for wrong, said in wrongs if abs(typed.value - wrong) < SAME]
            if exact:
                return _either(*dict.fromkeys(exact))
        if self._is_the_start(typed):
            return None
        near = [
            (abs(typed.value - wrong), sentence)
            for wrong, sentence in (*named, *generic)
            if (typed.is_about if typed.is_short else typed.agrees)(wrong)
            and not isclose(wrong, right, rel_tol=SAME)
        ]
        if near and typed.digits > 1:  # one digit is too little to tell
            within = min(near)[0] + typed.unit / 2
            return next(sentence for distance, sentence in near if distance <= within)
        if typed.digits > 1 and self.comes_out and typed.agrees(right):
            return SAID["exact"]
        # A step is small: then every wrong slope is near, as is the old number.
        step = min((abs(wrong - right) for wrong, _ in named), default=abs(right))
        if abs(typed.value - right) < min(NEAR * abs(right), NEAR_STEP * step):
            return SAID["near"]
        return self.ask

    def _is_the_start(self, typed):
        """Whether more digits would make it right: not if it has few and is exact."""
        if typed.value == 0 or self.comes_out:
            return False
        return (
            typed.agrees(self.right) if typed.digits > 1 else typed.is_about(self.right)
        )

    def _lacks_a_zero(self, typed):
        """Whether only a 0 at the end was left out, which is a digit: round() does."""
        plain = self.rounded.replace("−", "-")
        return "e" not in plain and isclose(typed.value, float(plain), rel_tol=SAME)


def _either(first, second="", *_):
    """Say which of two mistakes it may be, where there is room for both."""
    if not second or len(first) + len(second) > ROOM:
        return first
    word = second.split()[0]
    plain = word.isascii() and word.isalpha()
    second = f"{second[0].lower() if plain else second[0]}{second[1:]}"
    return SAID["or"].format(first=first, second=second)
