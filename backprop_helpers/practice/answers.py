"""Read what a student's function returned as numbers, whatever it is."""

import inspect
from dataclasses import dataclass
from numbers import Real

import numpy as np

from backprop_helpers.practice.verdict import NOT_ATTEMPTED, WRONG, Finding
from backprop_helpers.practice.wording import a_kind_of, counted, subscript

UNFILLED = "Not attempted yet: the three dots are still there."
NO_RETURN = (
    "Not attempted yet: the function returns {}. If you have filled in its body, "
    "its last line needs a `return`."
)
AXES = {
    "number": "one number",
    "examples": "one number per example",
    "inputs": "one number per input",
    "places": "one number per place",
    "neurons": "one row per neuron, one column per example",
    "targets": "one row per example, one column per digit",
    "counts": "one row per label, one column per answer",
    "weights": "one row per neuron of the layer, one column per neuron before it",
}


@dataclass(frozen=True)
class Part:
    """One result of an exercise: its symbol, such as δ², and a key of AXES."""

    symbol: str
    kind: str = "number"

    def entry(self, index, shape):
        """Name the entry at an index tuple (from 0) as the course does: w³₂₁."""
        numbers = [i + 1 for i in index]
        if self.kind in ("targets", "counts"):
            return f"{self.symbol}[{', '.join(map(str, index))}]"
        if self.kind in ("weights", "inputs", "places"):
            return self.symbol + subscript(*numbers)
        neuron = subscript(numbers.pop(0)) if self.kind == "neurons" else ""
        one_example = self.kind == "neurons" and shape[1] == 1
        of = f" of example {numbers[0]}" if numbers and not one_example else ""
        return self.symbol + neuron + of


def is_unfilled(value):
    """Whether a value is what an exercise holds before it is attempted."""
    return value is None or value is Ellipsis or value is NotImplemented


def read(answer, parts):
    """Return the answer as a list of float arrays, one for each of the parts.

    A list or tuple counts as an array; any array of size 1 counts as a number.
    Finding if the answer is unfilled or is not made of numbers.
    """
    if is_unfilled(answer):
        words = UNFILLED if answer is Ellipsis else NO_RETURN.format(answer)
        raise Finding(NOT_ATTEMPTED, words)
    if type(answer) in (tuple, list) and answer and all(map(is_unfilled, answer)):
        raise Finding(NOT_ATTEMPTED, NO_RETURN.format(f"only {answer[0]}"))
    if inspect.isgenerator(answer) or inspect.iscoroutine(answer):
        answer.close()
        message = (
            "Your function gives its answer with `yield` or `async`; use `return`."
        )
        raise Finding(WRONG, message, "wrong type")
    try:
        items = [answer] if len(parts) == 1 else _separate(answer, parts)
        return [_read_part(item, part) for item, part in zip(items, parts, strict=True)]
    except Finding:
        raise
    except BaseException:  # the answer may be any object and do anything when read
        message = f"The function returns {a_kind_of(answer)}; it cannot be read as "
        raise Finding(WRONG, f"{message}numbers.", "wrong type") from None


def _separate(answer, parts):
    names = f"({', '.join(part.symbol for part in parts)})"
    expected = f"expected {len(parts)} results, in this order: {names}"
    if isinstance(answer, np.ndarray):
        answer = list(np.asarray(answer)) if answer.ndim else answer.item()
    if not isinstance(answer, (tuple, list)):
        what = "one number" if isinstance(answer, Real) else a_kind_of(answer)
        raise Finding(WRONG, f"You returned {what}; {expected}.", "wrong type")
    if len(answer) != len(parts):
        message = f"You returned {counted(len(answer), 'result')}; {expected}."
        raise Finding(WRONG, message, "shape")
    return list(answer)


def _read_part(value, part):
    where = f"For {part.symbol} you" if part.symbol else "You"
    if is_unfilled(value):
        raise Finding(WRONG, f"{where} returned {value}.", "wrong type")
    try:
        array = np.array(value)  # a copy, and never a subclass
    except ValueError:
        message = f"{where} returned a list whose rows differ in length, or that mixes "
        raise Finding(WRONG, f"{message}numbers and arrays.", "wrong type") from None
    if array.dtype.kind == "O" and all(_is_number(entry) for entry in array.flat):
        array = array.astype(float)
    if array.dtype.kind == "c" and not array.imag.any():
        array = array.real  # as numpy's eigvals may give real eigenvalues
    if array.dtype.kind not in "fiu":
        what = {"b": "True or False", "c": "complex numbers", "U": "text", "S": "text"}
        what = what.get(array.dtype.kind, a_kind_of(value))
        message = f"{where} returned {what}; expected {AXES[part.kind]}."
        raise Finding(WRONG, message, "wrong type")
    array = array.astype(float)
    return array.reshape(()) if part.kind == "number" and array.size == 1 else array


def _is_number(entry):
    return isinstance(entry, Real) and not isinstance(entry, (bool, np.bool_))
