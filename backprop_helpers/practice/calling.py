"""Call a student's function so that nothing it does can harm the page or the check."""

import contextlib
import inspect
import io
import linecache
import math
import os
import re
import sys
import sysconfig
import traceback
import warnings
from pathlib import Path

import numpy as np
from IPython.core.error import StdinNotImplementedError

from backprop_helpers.practice.answers import NO_RETURN, is_unfilled
from backprop_helpers.practice.verdict import ERROR, NOT_ATTEMPTED, WRONG, Finding
from backprop_helpers.practice.wording import a_kind_of, counted, listed

LONGEST = 300  # characters shown of an error's own message
ENDLESS = "endless"
STOPPED = "It was stopped before it had finished. If it ran for long, look for a loop "
STOPPED += "that never ends."
NO_INPUT = "Leave out input(): the numbers are in the arguments."
ADVICE = {  # what usually lies behind an error, beside Python's own words
    NameError: "Is the name spelt as among your arguments, and set before it is used?",
    IndexError: "Python counts from 0, so the last of n entries has the index n − 1.",
    KeyError: "A dictionary d has no such key: print(list(d)) shows those it has.",
    RecursionError: "The function calls itself without end.",
    EOFError: NO_INPUT,
    StdinNotImplementedError: NO_INPUT,
    SystemExit: "Leave out exit() and quit(): a function ends with `return`.",
    ValueError: "If shapes do not fit: print(a.shape) on both sides shows which.",
}
SIZES = {  # what NumPy says of sizes that do not fit, and what we say before it
    r"(?:input array from shape|value array of shape) (\(.*?\)).*?(\(.*?\))":
        "Numbers of size {0} do not fit into a place of size {1}.",
    r"matmul.*\(size (\d+) is different from (\d+)\)":
        "The sizes do not fit: @ needs as many columns on its left as rows on its "
        "right. Here they are {1} and {0}.",
    r"matmul.*not have enough dimensions":
        "One side of @ is a single number. A number is multiplied with *.",
    r"shapes (\(.*?\)) and (\(.*?\)) not aligned":
        "The sizes {0} and {1} do not fit: a matrix product needs as many columns on "
        "its left as rows on its right.",
    r"shapes? (\(.*?\)) .*?(\(.*?\))":
        "The sizes {0} and {1} do not fit: * and + go entry by entry, so both must be "
        "equal, number by number, or 1.",
}  # fmt: skip
UNCHANGED = {  # what these modules hold before anybody has set a name in them
    module: {name: own for name, own in vars(module).items() if name[0] != "_"}
    for module in (np, np.linalg, np.random, math)
}
# Beginnings of the names of files that no student writes: those of Python and its
# packages, and the course's own.
_FOLDERS = [sysconfig.get_path(key) for key in ("stdlib", "purelib", "platlib")]
_FOLDERS.append(str(Path(__file__).parents[1]))
LIBRARIES = (*(folder + os.sep for folder in _FOLDERS), "<frozen", "<__array")


@contextlib.contextmanager
def quiet():
    """Swallow what student code prints and warns, and restore its settings."""
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


def stop_unless_callable(function, name, arguments):
    """Raise a Finding unless the function can be called with the arguments.

    name is that of the exercise; arguments maps names to their shapes in words.
    """
    if is_unfilled(function):
        message = f"Not attempted yet: there is no function, only {function}."
        raise Finding(NOT_ATTEMPTED, message)
    if replaced := restore_libraries():
        message = f"{replaced} was set to something else in a cell above. It has been "
        message += "put back, so check once more; give yours another name there."
        raise Finding(WRONG, message, "changed numpy")
    if not callable(function):
        raise Finding(
            WRONG,
            f"You gave {a_kind_of(function)}. Give the function itself: "
            f"check.{name}({name}), with no quotes round its name and no brackets "
            "behind it.",
            "wrong type",
        )
    try:
        signature = inspect.signature(function)
    except Exception:  # built-in functions need not have one
        return
    described = listed([f"{key} ({words})" for key, words in arguments.items()])
    try:
        signature.bind(*arguments)
    except TypeError:
        message = f"Your function's arguments are {signature}; the check gives it "
        message += f"{counted(len(arguments), 'argument')}: {described}."
        raise Finding(ERROR, message, "arguments") from None
    names = [*signature.parameters]
    if names != [*arguments] and sorted(names) == sorted(arguments):
        message = f"Put the arguments in this order: {described}."
        raise Finding(WRONG, message, "arguments")


def copied(value):
    """Return a copy of an array, or of a dict of arrays; anything else as it is."""
    if isinstance(value, dict):
        return {key: np.copy(array) for key, array in value.items()}
    return np.copy(value) if isinstance(value, np.ndarray) else value


def has_changed(before, after):
    """Whether an array, or a dict of arrays, is another one after a call.

    What rounding leaves is no change.
    """
    if isinstance(before, dict):
        pairs = [(before[key], after.get(key)) for key in before]
        return [*before] != [*after] or any(has_changed(*pair) for pair in pairs)
    if not isinstance(before, np.ndarray) or np.array_equal(before, after):
        return False
    if before.shape != np.shape(after) or before.dtype.kind != "f":
        return True
    # Who adds ε to an entry and takes it away again has put it back.
    rest = 1e-12 * np.abs(before).max(initial=0)
    return not np.allclose(after, before, rtol=1e-12, atol=rest, equal_nan=True)


def call(function, inputs, advice=None):
    """Call the function with copies; return its answer and the copies afterwards.

    Finding if it raises anything: NotImplementedError means not attempted, everything
    else is told with the line of the student's own code. advice maps kinds of errors to
    what lies behind them in this exercise, where ADVICE would point elsewhere.
    """
    given = [copied(value) for value in inputs]
    try:
        answer = function(*given)
    except Finding:  # it was stopped from outside
        raise
    except BaseException as error:
        if type(error) is NotImplementedError:
            message = NO_RETURN.format("nothing")
            raise Finding(NOT_ATTEMPTED, message) from None
        raise Finding(ERROR, explain_error(error, advice or {})) from None
    finally:
        name = restore_libraries()
    if name:
        message = f"Your function sets {name} to something of its own, and every later "
        message += f"cell would count with it. {name} has been put back: call yours by "
        message += "another name."
        raise Finding(WRONG, message, "changed numpy")
    return answer, given


def restore_libraries():
    """Put back what somebody has set in UNCHANGED; return the first name, or ""."""
    first = ""
    for module, names in UNCHANGED.items():
        for name, own in names.items():
            if vars(module).get(name) is not own:
                setattr(module, name, own)
                first = first or f"{module.__name__}.{name}".replace("numpy.", "np.")
    return first


class _EndlessError(BaseException):
    """Raised inside a student's function, whose `except Exception` lets it pass."""


@contextlib.contextmanager
def few_instructions(most):
    """Stop with a Finding what runs more instructions of Python: a loop without end.

    They are counted, not seconds, so that a slow machine stops nothing that ends. Lines
    will not do: before Python 3.12 `while True: pass` never reaches a new one. A
    debugger, or a measurement of coverage, goes on as it was afterwards.
    """
    left, before = [most], sys.gettrace()

    def count(frame, event, _):
        if event == "call" and frame.f_code.co_filename.startswith(LIBRARIES):
            return None  # what is called there comes to an end by itself
        frame.f_trace_opcodes = True
        if event == "opcode":
            left[0] -= 1
            if left[0] < 0:
                raise _EndlessError
        return count

    sys.settrace(count)
    try:
        yield left
    except BaseException:
        if left[0] >= 0:
            raise
        raise Finding(ERROR, "It does not come to an end.", ENDLESS) from None
    finally:
        sys.settrace(before)


def explain_error(error, advice):
    """Describe an exception: its message, the line in the student's code, advice.

    advice is that of an exercise, as for `call`.
    """
    if isinstance(error, KeyboardInterrupt):
        return STOPPED
    try:
        message = str(error)[:LONGEST]
    except Exception:  # even the message of an exception may raise one
        message = ""
    said = f"{type(error).__name__}{': ' if message else ''}{message}"
    known = ADVICE | advice
    said_of_it = [known[kind] for kind in known if isinstance(error, kind)]
    sizes = _on_sizes(message) if isinstance(error, ValueError) else ""
    sentences = [f"Your function stopped with an error. {sizes or said}", _where(error)]
    sentences += [*said_of_it, f"In NumPy's words: {said}" if sizes else ""]
    return "\n".join(sentence for sentence in sentences if sentence)


def _on_sizes(message):
    """Say in plain words which sizes do not fit, "" if NumPy complains of others."""
    for pattern, sentence in SIZES.items():
        found = re.search(pattern, message)
        if found:
            return sentence.format(*found.groups())
    return ""


def _where(error):
    """Return the line, with its number, of the innermost frame that is not a library's.

    Works for notebook cells, too: IPython puts their text into linecache.
    """
    for frame, number in reversed([*traceback.walk_tb(error.__traceback__)]):
        name = frame.f_code.co_filename
        text = linecache.getline(name, number).strip()
        if not name.startswith(LIBRARIES):  # an error is told where it can be mended
            return (
                f"Line {number} of your code: {text}"
                if text
                else f"Line {number} of your code."
            )
    return ""
