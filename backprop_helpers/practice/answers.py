"""Read what a student's function returned as numbers, whatever it is."""

from dataclasses import dataclass
from numbers import Real
from types import CoroutineType, GeneratorType

import numpy as np

from backprop_helpers.figures.numbers import high
from backprop_helpers.practice.verdict import NOT_ATTEMPTED, WRONG, Finding
from backprop_helpers.practice.wording import (
    a_kind_of,
    counted,
    listed,
    subscript,
    the_first,
)

MOST_NUMBERS = 100_000  # in an answer; the largest that is asked for has some 100
DEEPEST = 64  # lists in lists; numpy has no more axes
UNFILLED = "Not attempted yet: the three dots are still there."
NO_RETURN = (
    "Not attempted yet: the function returns {}. If you have filled in its body, "
    "its last line needs a `return`."
)
AXES = {
    "number": "one number",
    "examples": "one number per example",
    "inputs": "one number per input",
    "row": "one number per weight",
    "gradient": "the gradient itself, of the same shape as nabla",
    "nodes": "one number per node",
    "neurons": "one row per neuron, one column per example",
    "targets": "one row per example, one column per digit",
    "kernel": "one row per row of the kernel, one column per column of it",
    "channels": "one row per channel, one column per place",
    "weights": "one row per neuron of the layer, one column per neuron before it",
    "table": "one row per number of a token, one column per symbol",
    "tokens": "one row per number of a token, one column per token",
    "looks": "one row per token that looks, one column per token it looks at",
}

SUBSCRIPTED = {"weights", "inputs", "row", "gradient", "kernel", "channels", "looks"}
SUBSCRIPTED |= {"table"}


@dataclass(frozen=True)
class Part:
    """One result of an exercise: its symbol, such as δ², and a key of AXES.

    One `by_layer` is a dict of arrays, with the layers of the first dict that the
    exercise is given.
    """

    symbol: str
    kind: str = "number"
    by_layer: bool = False

    def entry(self, index, shape):
        """Name the entry at an index tuple (from 0) as the course does: w³₂₁."""
        numbers = [i + 1 for i in index]
        if self.kind in ("targets", "nodes"):
            return f"{self.symbol}[{', '.join(map(str, index))}]"
        if self.kind in SUBSCRIPTED:
            return self.symbol + subscript(*numbers)
        if self.kind == "tokens":
            return f"number {numbers[0]} of {self.symbol}{subscript(numbers[1])}"
        neuron = subscript(numbers.pop(0)) if self.kind == "neurons" else ""
        one_example = self.kind == "neurons" and shape[1] == 1
        of = f" of example {numbers[0]}" if numbers and not one_example else ""
        return self.symbol + neuron + of


def is_unfilled(value):
    """Whether a value is what an exercise holds before it is attempted."""
    return value is None or value is Ellipsis or value is NotImplemented


def layers_of(inputs):
    """Return the layers, in order, of the first dict that an exercise is given."""
    return next((sorted(given) for given in inputs if isinstance(given, dict)), [])


def one_by_one(parts, layers):
    """Return a Part for each array of an answer: one by layer has several."""
    single = []
    for part in parts:
        of_layers = [Part(f"{part.symbol}{high(l)}", part.kind) for l in layers]
        single += of_layers if part.by_layer else [part]
    return single


def size_of(value, most, deep=0):
    """Return how many numbers a value holds, without a copy; `most` if it is more."""
    if isinstance(value, np.ndarray):
        return min(value.size, most)
    if type(value) not in (list, tuple, dict) or deep > DEEPEST:
        return 1
    if len(value) >= most:
        return most
    total = 0
    for each in value.values() if type(value) is dict else value:
        total += size_of(each, most - total, deep + 1)
        if total >= most:
            return most
    return total


def stop_if_too_large(answer):
    """Raise a Finding, before anything is copied, if an answer is far too large."""
    if size_of(answer, MOST_NUMBERS) < MOST_NUMBERS:
        return
    is_array = isinstance(answer, np.ndarray)
    what = (
        f"an array of shape {answer.shape}" if is_array else "more than 100,000 numbers"
    )
    message = f"You returned {what}: far more than is asked for, so it was not "
    message += "read. Does a loop append too often, or is an array made far too long?"
    raise Finding(WRONG, message, "shape")


def read(answer, parts, layers=()):
    """Return the answer as a list of float arrays, as `one_by_one` counts the parts.

    A list or tuple counts as an array; any array of size 1 counts as a number.
    Finding if the answer is unfilled or is not made of numbers.
    """
    if is_unfilled(answer):
        words = UNFILLED if answer is Ellipsis else NO_RETURN.format(answer)
        raise Finding(NOT_ATTEMPTED, words)
    if type(answer) in (tuple, list) and answer and all(map(is_unfilled, answer)):
        raise Finding(NOT_ATTEMPTED, NO_RETURN.format(f"only {answer[0]}"))
    if type(answer) in (GeneratorType, CoroutineType):
        answer.close()
        message = (
            "Your function gives its answer with `yield` or `async`; use `return`."
        )
        raise Finding(WRONG, message, "wrong type")
    try:
        stop_if_too_large(answer)
        items = [answer] if len(parts) == 1 else _separate(answer, parts)
        arrays = []
        for item, part in zip(items, parts, strict=True):
            arrays += _by_layer(item, part, layers) if part.by_layer else [item]
        pairs = zip(arrays, one_by_one(parts, layers), strict=True)
        return [_read_part(*pair) for pair in pairs]
    except Finding:
        raise
    except BaseException:  # the answer may be any object and do anything when read
        message = f"The function returns {a_kind_of(answer)}; it cannot be read as "
        raise Finding(WRONG, f"{message}numbers.", "wrong type") from None


def _separate(answer, parts):
    names = f"({', '.join(part.symbol for part in parts)})"
    expected = f"expected {len(parts)} results, in this order: {names}"
    if isinstance(answer, np.ndarray):
        if answer.ndim and len(answer) != len(parts):
            message = f"You returned one array, of shape {answer.shape}; {expected}."
            raise Finding(WRONG, message, "shape")
        answer = list(np.asarray(answer)) if answer.ndim else answer.item()
    if not isinstance(answer, (tuple, list)):
        what = "one number" if isinstance(answer, Real) else a_kind_of(answer)
        raise Finding(WRONG, f"You returned {what}; {expected}.", "wrong type")
    if len(answer) != len(parts):
        message = f"You returned {counted(len(answer), 'result')}; {expected}."
        raise Finding(WRONG, message, "shape")
    return list(answer)


def _by_layer(value, part, layers):
    names = listed([str(l) for l in layers])
    expected = f"expected a dictionary with arrays for layers {names}"
    if not isinstance(value, dict):
        message = f"For {part.symbol} you returned {a_kind_of(value)}; {expected}."
        raise Finding(WRONG, message, "wrong type")
    if {*value} != {*layers}:
        keys = the_first([repr(key) for key in value]) if value else "nothing"
        message = f"For {part.symbol} your dictionary holds {keys}; {expected}."
        raise Finding(WRONG, message, "shape")
    return [value[l] for l in layers]


def together(arrays, parts, layers):
    """Put arrays, as `read` returns them, into the form of the answer: a list."""
    arrays = iter(arrays)
    return [
        {l: next(arrays) for l in layers} if part.by_layer else next(arrays)
        for part in parts
    ]


def _read_part(value, part):
    where = f"For {part.symbol} you" if part.symbol else "You"
    if is_unfilled(value):
        raise Finding(WRONG, f"{where} returned {value}.", "wrong type")
    if isinstance(value, np.ma.MaskedArray):
        message = f"{where} returned a masked array, in which numbers are hidden. "
        message += "Return a plain one: np.array(…)."
        raise Finding(WRONG, message, "wrong type")
    try:
        array = np.asarray(value)
        stop_if_too_large(array)  # what an object says of itself is known only now
        array = np.array(array)  # a copy, and never a subclass
    except ValueError:
        message = f"{where} returned a list whose rows differ in length, or that mixes "
        raise Finding(WRONG, f"{message}numbers and arrays.", "wrong type") from None
    if array.dtype.kind == "O" and all(_is_number(entry) for entry in array.flat):
        array = array.astype(float)
    if array.dtype.kind == "c" and not array.imag.any():
        array = array.real  # as numpy's eigvals may give real eigenvalues
    if array.dtype.kind not in "fiu":
        what = {
            "b": "True and False, which count as 1 and 0 only after 1 * …",
            "c": "complex numbers",
            "U": "text",
            "S": "text",
        }
        what = what.get(array.dtype.kind, a_kind_of(value))
        message = f"{where} returned {what}; expected {AXES[part.kind]}."
        raise Finding(WRONG, message, "wrong type")
    array = array.astype(float)
    return array.reshape(()) if part.kind == "number" and array.size == 1 else array


def _is_number(entry):
    return isinstance(entry, Real) and not isinstance(entry, (bool, np.bool_))
