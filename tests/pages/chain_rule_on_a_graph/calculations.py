"""Calculations as a reader might type them, drawn at random, with what they mean."""

import re
from math import exp

from backprop_helpers.pages.chain_rule_on_a_graph.expression import (
    Refused,
    read_calculation,
)

NAMES = "wxbyac"
FITS = re.compile("circles|one behind|signs|no name|alone")  # what a good one may lack


def random_text(rng, depth, names):
    """Return a text, and a function from a dict of values to its number."""
    kind = rng.integers(9) if depth else rng.integers(3)
    if kind < 2:
        name = str(rng.choice([*names]))
        return name, lambda values: values[name]
    if kind == 2:
        number = str(rng.choice(["2", "0.5", "3", "1.25", "−2"]))
        return number, lambda values: float(number.replace("−", "-"))
    one, f = random_text(rng, depth - 1, names)
    if kind in (3, 4):
        return {
            3: (f"({one}){rng.choice(['²', '^2', '**2'])}", lambda v: f(v) ** 2),
            4: (f"{rng.choice(['σ', 'sigma'])}({one})", lambda v: 1 / (1 + exp(-f(v)))),
        }[int(kind)]
    if kind == 5 and not one.startswith("−"):
        return f"(−{one})", lambda v: -f(v)
    two, g = random_text(rng, depth - 1, names)
    sign = {5: "+", 6: "+", 7: "−", 8: "·"}[int(kind)]
    text = f"({one} {sign} {two})"
    operations = {
        "+": lambda v: f(v) + g(v), "−": lambda v: f(v) - g(v),
        "·": lambda v: f(v) * g(v),
    }  # fmt: skip
    return text, operations[sign]


def random_calculations(rng, count):
    """Yield (text, Calculation, function) of so many that fit into a picture."""
    while count:
        names = NAMES[: rng.integers(1, len(NAMES) + 1)]
        text, function = random_text(rng, int(rng.integers(1, 6)), names)
        try:
            calculation = read_calculation(text)
        except Refused as problem:
            if not FITS.search(str(problem)):
                raise
            continue
        count -= 1
        yield text, calculation, function
