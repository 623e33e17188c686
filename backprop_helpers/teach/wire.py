"""Values as JSON text, between the grader and the process that runs a submission.

Nothing that comes from a submission is unpickled, evaluated or called here: it is
numbers, text, and lists of them, or else only the name of its type.
"""

import base64
import fractions
import json

import numpy as np

NUMERIC = "fiubc"  # kinds of arrays that are sent; others go as lists
MOST_ENTRIES = 2_000_000
LONGEST_TEXT = 1000
DEEPEST = 8  # lists within lists
CONSTANTS = {"None": None, "Ellipsis": Ellipsis, "NotImplemented": NotImplemented}


class Unreadable(Exception):
    """What was sent is not a message of this kind."""


def dumps(message):
    """Return a message, a dict, as one line of bytes."""
    return json.dumps(message).encode() + b"\n"


def loads(line):
    """Return the message in a line of bytes, a dict; Unreadable if it is none."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("not a message") from None
    if not isinstance(message, dict):
        raise Unreadable("not a message")
    return message


def encode(value, functions=None, depth=0):
    """Return a value as something that JSON can hold.

    functions is a list to which what can be called is added, to be called from the
    other side by its place there; without it only the name of its type is sent.
    """
    for name, constant in CONSTANTS.items():
        if value is constant:
            return {"is": "constant", "name": name}
    kind = type(value)
    if kind in (bool, np.bool_):
        return {"is": "bool", "value": bool(value)}
    if kind is int or kind is float or kind is str:
        value = value[:LONGEST_TEXT] if kind is str else value
        if kind is int and abs(value) >= 2**63:
            return {"is": "float", "value": float("inf" if value > 0 else "-inf")}
        return {"is": kind.__name__, "value": value}
    if isinstance(value, fractions.Fraction):
        return {"is": "float", "value": float(value)}
    if kind is complex:
        return encode(np.array(value))
    if isinstance(value, (np.ndarray, np.generic)):
        return _encode_array(np.asarray(value), depth)
    if isinstance(value, (list, tuple)) and depth < DEEPEST:  # a namedtuple is one, too
        items = [encode(item, functions, depth + 1) for item in value]
        return {"is": "list" if isinstance(value, list) else "tuple", "items": items}
    if kind is dict and depth < DEEPEST:
        flat = [part for pair in value.items() for part in pair]
        items = [encode(item, functions, depth + 1) for item in flat]
        return {"is": "dict", "items": items}
    if functions is not None and callable(value):
        functions.append(value)
        return {"is": "function", "place": len(functions) - 1, "name": str(value)}
    return {"is": "other", "name": str(kind.__name__)[:50]}


def _encode_array(array, depth):
    if array.size > MOST_ENTRIES:
        return {"is": "other", "name": f"ndarray of {array.size} entries"}
    if array.dtype.kind not in NUMERIC or array.dtype.itemsize > 16:
        return encode(array.tolist(), depth=depth + 1)
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {
        "is": "array", "dtype": array.dtype.str, "shape": array.shape, "data": data,
    }  # fmt: skip


def decode(packed, call=None):
    """Return the value; Unreadable if it is not what `encode` makes.

    call(place, *arguments) stands behind the functions of the other side, if given.
    """
    try:
        return _decode(packed, call)
    except Unreadable:
        raise
    except Exception:
        raise Unreadable("not a value") from None


def _decode(packed, call):
    kind = packed["is"]
    if kind == "constant":
        return CONSTANTS[packed["name"]]
    if kind in ("bool", "int", "float", "str"):
        return {"bool": bool, "int": int, "float": float, "str": str}[kind](
            packed["value"]
        )
    if kind == "array":
        return _decode_array(packed)
    if kind in ("list", "tuple"):
        items = [_decode(item, call) for item in packed["items"]]
        return items if kind == "list" else tuple(items)
    if kind == "dict":
        items = [_decode(item, call) for item in packed["items"]]
        return dict(zip(items[::2], items[1::2], strict=True))
    if kind == "function" and call is not None:
        return lambda *arguments: call(packed["place"], *arguments)
    if kind == "other":
        return type(str(packed["name"]), (), {})()
    raise Unreadable("not a value")


def _decode_array(packed):
    dtype = np.dtype(str(packed["dtype"]))
    shape = tuple(int(side) for side in packed["shape"])
    if dtype.kind not in NUMERIC or dtype.itemsize > 16:
        raise Unreadable("not an array of numbers")
    data = base64.b64decode(packed["data"])
    return np.frombuffer(data, dtype).reshape(shape).copy()
