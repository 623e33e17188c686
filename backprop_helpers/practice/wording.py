"""How checks write names, numbers and lists for a student."""

import textwrap

import numpy as np

from backprop_helpers.figures.numbers import low

WIDTH = 70  # characters in a line of output, in a window of half a screen
LONGEST = 8  # numbers shown of an array's row; an ellipsis stands for the rest
MOST = 5  # places named in a sentence; the others are counted


def subscript(*numbers):
    """Write index numbers as the course does: (2, 1) becomes ₂₁."""
    separator = "," if max(numbers, default=0) > 9 else ""
    return separator.join(map(low, numbers))


def shown(value, digits=6):
    """Write a number, an array, a dict of arrays or a function on one line."""
    if isinstance(value, dict):
        return f"arrays with the keys {listed([str(key) for key in value])}"
    if callable(value):
        return str(value)
    array = np.asarray(value)
    if array.ndim == 0:
        return f"{float(array):.{digits}g}"
    entries = [shown(entry, digits) for entry in array[:LONGEST]]
    return f"[{', '.join(entries)}{', …' if len(array) > LONGEST else ''}]"


def listed(words, last="and"):
    """Join words as a sentence does: a, b and c."""
    *first, final = words
    return f"{', '.join(first)} {last} {final}" if first else final


def the_first(words):
    """Join words as `listed` does, and count those that come after the first few."""
    others = len(words) - MOST
    if others < 2:  # one more is no longer than its number
        return listed(words)
    return listed([*words[:MOST], counted(others, "other")])


def counted(number, noun):
    """Write a number with its noun: 1 argument, 3 arguments."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def a_kind_of(value):
    """Name the type of a value, in the words of a student: a string, a dict."""
    known = {str: "a string", bool: "True or False", dict: "a dictionary"}
    known |= {int: "a number", float: "a number", complex: "a complex number"}
    known |= {list: "a list", tuple: "a tuple", np.ndarray: "an array"}
    return known.get(type(value), f"something of type {type(value).__name__}")


def wrapped(text):
    """Break long lines between words, never within; what begins with a space stays."""
    whole = {"break_long_words": False, "break_on_hyphens": False}
    return "\n".join(
        line if line.startswith(" ") else textwrap.fill(line, WIDTH, **whole)
        for line in text.splitlines()
    )
