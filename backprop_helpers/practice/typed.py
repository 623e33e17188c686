"""Numbers as a student types them: how large, and to how many digits."""

import re
from dataclasses import dataclass
from math import isclose

from backprop_helpers.figures.numbers import HIGH

ENOUGH = 3  # digits that count
FORGIVEN = 1 / 4  # of the third digit, see `agrees`
EXACT = {"rel_tol": 1e-9, "abs_tol": 1e-12}
LARGEST = 300  # power of ten
REFUSED = {
    "nothing": "Type a number, then press Enter.",
    "fraction": "Work “{text}” out: type a decimal number, such as 0.25.",
    "points": "“{text}” has too many points and commas: write 0.25 or 0,25.",
    "no number": "“{text}” is not a number: write it as 0.25, −1.5 or 3e-2.",
    "size": "“{text}” is far too large or too small here.",
}
_FROM_HIGH = str.maketrans(
    {sign: chr(plain) for plain, sign in HIGH.items()} | {"⁻": "-"}
)
_RAISED = re.compile("[⁻⁰¹²³⁴-⁹]+")
_POWER = re.compile(r"(?:^([-+]?)|[*·×x])10(?:\^|\*\*)\(?([-+]?\d+)\)?$")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A typed number: its value, what its last digit counts, how many digits count."""

    value: float
    unit: float
    digits: int

    def is_exactly(self, number):
        """Whether it is the number itself, not a rounded one."""
        return isclose(self.value, number, **EXACT)

    def agrees(self, number):
        """Whether it is the number to the digits typed.

        The last one may be one off, as where it was cut off. Who types four or more may
        have gone on with rounded numbers: a quarter of the third digit is forgiven.
        """
        third = self.unit * 10.0 ** (self.digits - ENOUGH)
        within = self.unit if self.is_short else max(self.unit, FORGIVEN * third)
        return self.is_exactly(number) or abs(self.value - number) < within

    def is_about(self, number):
        """Whether it is the number rounded to the digits typed."""
        return abs(self.value - number) <= self.unit / 2

    @property
    def is_short(self):
        """Whether fewer digits were typed than are needed to tell numbers apart."""
        return self.digits < ENOUGH


def read_number(text):
    """Read a number with a point or a comma, any minus, powers of ten in any form.

    ValueError, with a sentence for the student, if it is none.
    """
    plain = re.sub(r"\s", "", text).lstrip("=").replace("−", "-").replace("–", "-")
    plain = _RAISED.sub(lambda found: "^" + found[0].translate(_FROM_HIGH), plain)
    plain = _POWER.sub(_with_e, plain)
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not plain.isascii() or not _NUMBER.fullmatch(plain):
        raise ValueError(REFUSED[_why_not(plain)].format(text=text.strip()))
    mantissa, _, power = plain.lower().lstrip("+-").partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0") or "0"
    exponent = int(power or 0) - len(part)  # of the last digit
    if abs(exponent + len(digits) - 1) > LARGEST:
        raise ValueError(REFUSED["size"].format(text=text.strip()))
    return Typed(float(plain), float(f"1e{exponent}"), len(digits))


def _with_e(power):
    """Write a found power of ten as Python does; alone it is 1 times it."""
    sign, exponent = power.groups()
    return f"e{exponent}" if sign is None else f"{sign}1e{exponent}"


def _why_not(plain):
    """Name the reason for which a text is no number, as in REFUSED."""
    if not plain:
        return "nothing"
    if "/" in plain:
        return "fraction"
    return "points" if plain.count(",") + plain.count(".") > 1 else "no number"
