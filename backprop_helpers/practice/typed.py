"""Numbers as a student types them: how large, and to how many digits."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isclose

from backprop_helpers.figures.numbers import HIGH

ENOUGH = 3  # digits that count
_FROM_HIGH = str.maketrans({sign: chr(plain) for plain, sign in HIGH.items()})
_POWER = re.compile(r"[*·×x]10(?:\^|\*\*)?\(?([-+]?\d+)\)?$")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A typed number: its value, what its last digit counts, how many digits count."""

    value: float
    unit: float
    digits: int

    def is_exactly(self, number):
        """Whether it is the number itself, not a rounded one."""
        return isclose(self.value, number, rel_tol=1e-9, abs_tol=1e-12)

    def agrees(self, number):
        """Whether it is the number to the digits typed.

        The last one may be one off, as where it was cut off. Who types four or more may
        have gone on with rounded numbers: a quarter of the third digit is forgiven.
        """
        third = self.unit * 10.0 ** (self.digits - ENOUGH)
        within = self.unit if self.is_short else max(self.unit, third / 4)
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
    plain = re.sub(r"\s", "", text).lstrip("=").translate(_FROM_HIGH)
    plain = plain.replace("−", "-").replace("–", "-").replace("⁻", "-")
    plain = _POWER.sub(r"e\1", plain)
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not plain.isascii() or not _NUMBER.fullmatch(plain):
        raise ValueError(_not_a_number(text.strip(), plain))
    number = Decimal(plain)
    exponent = number.as_tuple().exponent
    if abs(number.adjusted()) > 300:
        raise ValueError(f"“{text.strip()}” is far too large or too small here.")
    digits = len(str(abs(int(number.scaleb(-exponent)))))
    return Typed(float(number), float(Decimal(1).scaleb(exponent)), digits)


def _not_a_number(text, plain):
    if not plain:
        return "Type a number, then press Enter."
    if "/" in plain:
        return f"Work “{text}” out: type a decimal number, such as 0.25."
    if plain.count(",") + plain.count(".") > 1:
        return f"“{text}” has too many points and commas: write 0.25 or 0,25."
    return f"“{text}” is not a number: write it as 0.25, −1.5 or 3e-2."
