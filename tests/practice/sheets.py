"""The sheets of all pages, with the wrong numbers that learners type.

Those of a page stand in tests/pages/<name>/pencil.py, as WRONG: for each sheet and each
blank, what is typed and words of the reply; None where no mistake is named.
"""

import importlib
from importlib.util import find_spec

from backprop_helpers.pages import PAGES
from backprop_helpers.practice.registry import SHEETS


def wrong_numbers():
    """Yield (sheet, blank, typed, words) for all that is banked."""
    for page in PAGES:
        place = f"tests.pages.{page}.pencil"
        if find_spec(place) is None:
            continue
        for name, blanks in importlib.import_module(place).WRONG.items():
            for blank, typed in blanks.items():
                for text, words in typed.items():
                    yield SHEETS[name], blank, text, words


WRONG = [*wrong_numbers()]
BLANKS = [(sheet, blank) for sheet in SHEETS.values() for blank in sheet.line_of]
