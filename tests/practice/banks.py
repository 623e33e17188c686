"""Right and wrong answers to the exercises, written out as students write them.

Those of a page stand in its folder, tests/pages/<name>/bank.py.
"""

import importlib
from pathlib import Path

PAGES = Path(__file__).parents[1] / "pages"
RIGHT = []  # (name of the exercise, function)
WRONG = []  # (name of the exercise, function, names of the mistakes)


def right(exercise):
    def collect(function):
        RIGHT.append((exercise, function))
        return function

    return collect


def wrong(exercise, *mistakes):
    def collect(function):
        WRONG.append((exercise, function, mistakes))
        return function

    return collect


for _bank in sorted(PAGES.glob("*/bank.py")):  # each of them fills the banks
    importlib.import_module(f"tests.pages.{_bank.parent.name}.bank")
