"""Exercises of notebook 11, first part: a kernel slides forward."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

KERNEL = np.array([1.0, 2.0, -1.0])
X = np.array([1.0, 3.0, 2.0, 0.0, 4.0])


def correlate(x, w, b):
    """Return z, shape (n − q + 1,): the kernel w (q,) at each place of x, plus b."""
    q = len(w)
    return np.array([np.sum(w * x[i : i + q]) + b for i in range(len(x) - q + 1)])


def how_many_places(length, size, stride, padding):
    """Return the number of places of a kernel."""
    return (length + 2 * padding - size) // stride + 1


def _rows(rng):
    yield X, KERNEL, 0.5
    for n, q in ((6, 2), (8, 4), (5, 3), (7, 3), (9, 5)):
        yield rng.normal(size=n), rng.normal(size=q), float(rng.normal())


def _sizes(_):
    yield from ((5, 3, 1, 0), (5, 3, 2, 1), (8, 5, 1, 2), (9, 2, 3, 0))
    yield from ((28, 5, 2, 1), (7, 4, 3, 2), (10, 3, 4, 0), (6, 6, 1, 3))


def _correlate(x, w, b, slips=frozenset()):
    q = len(w)
    w = w[::-1] if "flipped" in slips else w
    count = len(x) - q + (0 if "last place missing" in slips else 1)
    starts = [0] * count if "always the first place" in slips else range(count)
    z = np.array([np.sum(w * x[i : i + q]) for i in starts])
    z = z / q if "mean for sum" in slips else z
    if "b left out" in slips:
        return z
    return z + (q if "b for every weight" in slips else 1) * b


def _places(length, size, stride, padding, slips=frozenset()):
    room = length + 2 * padding - size
    if "padding left out" in slips:
        room -= 2 * padding
    if "padding on one side" in slips:
        room -= padding
    room += size if "size not taken off" in slips else 0
    steps = room if "stride left out" in slips else room // stride
    steps = -(-room // stride) if "rounded up" in slips else steps
    steps = room / stride if "not rounded" in slips else steps
    return steps + (0 if "1 left out" in slips else 1)


EXERCISES = (
    Exercise(
        page=11,
        prompt="A kernel at every place: z from x, w and b, stride 1, no padding.",
        arguments={"x": "shape (n,)", "w": "shape (q,)", "b": "a number"},
        returns=(Part("z", "places"),),
        inputs=_rows,
        reference=_correlate,
        slips={
            "flipped": "The kernel is flipped. In a cross-correlation its first weight "
            "meets the first number of the window.",
            "last place missing": "The last place is missing: a kernel of q fits at "
            "n − q + 1 places.",
            "always the first place": "Every output looks at the first window. The "
            "window must move on: it starts at i.",
            "mean for sum": "You take the mean of the products; it is their sum.",
            "b left out": "The bias is missing: z is a weighted sum plus b.",
            "b for every weight": "b is added once for each weight. It belongs to the "
            "sum, once.",
        },
        hints=(
            "The window at place i is x[i : i + q], with q = len(w).",
            "Multiply it by w entry by entry, add up, and add b.",
            "Do so for i in range(len(x) - q + 1) and put the results into an array.",
        ),
        solution=correlate,
        example="the numbers of this page",
    ),
    Exercise(
        page=11,
        prompt="How many outputs? All four arguments are whole numbers.",
        arguments={
            "length": "a whole number",
            "size": "a whole number",
            "stride": "a whole number",
            "padding": "a whole number, zeros on each side",
        },
        returns=(Part("places"),),
        inputs=_sizes,
        reference=_places,
        slips={
            "padding left out": "The padding is not counted: it makes the row longer.",
            "padding on one side": "The padding counts once. There are zeros on both "
            "sides.",
            "size not taken off": "The kernel needs room itself: its last place starts "
            "a whole kernel before the end.",
            "stride left out": "The stride is not used: with stride 2 there is an "
            "output at every second place only.",
            "1 left out": "You count the steps between the places; there is one place "
            "more than steps.",
            "rounded up": "You round up. A step that would lead over the end is not "
            "taken: round down, //.",
            "not rounded": "A number of places is whole. A last step that does not fit "
            "is not taken: //.",
        },
        hints=(
            "First the length with the zeros on both sides.",
            "The kernel can move on by that length minus its size.",
            "Divide by the stride, round down with //, and count the first place, too.",
        ),
        solution=how_many_places,
    ),
)
