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


def _signals(rng):
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


DELTA = np.array([1.0, -1.0, 2.0])


def kernel_gradient(x, delta):
    """Return ∂C/∂w, shape (q,), of a kernel that met x (n,) at len(delta) places."""
    places = len(delta)
    q = len(x) - places + 1
    return np.array([np.sum(delta * x[k : k + places]) for k in range(q)])


def input_gradient(w, delta):
    """Return ∂C/∂x, shape (n,), from the kernel w (q,) and delta (places,)."""
    of_x = np.zeros(len(delta) + len(w) - 1)
    for k in range(len(w)):
        of_x[k : k + len(delta)] += w[k] * delta
    return of_x


def max_route(x, delta, size):
    """Return ∂C/∂x, shape (n,), of max pooling over windows side by side."""
    of_x = np.zeros(len(x))
    for i in range(len(delta)):
        window = x[i * size : (i + 1) * size]
        of_x[i * size + np.argmax(window)] = delta[i]
    return of_x


def _rows(rng):
    yield X, DELTA
    for places, q in ((5, 2), (4, 4), (3, 3), (6, 3), (2, 5)):
        yield rng.normal(size=places + q - 1), rng.normal(size=places)


def _kernels(rng):
    yield KERNEL, DELTA
    for places, q in ((5, 2), (4, 4), (3, 3), (6, 3), (5, 5)):
        yield rng.normal(size=q), rng.normal(size=places)


def _pools(rng):
    yield np.array([1.0, 3.0, 2.0, 0.0, 4.0, 5.0]), DELTA, 2
    for places, size in ((4, 2), (3, 3), (2, 4), (5, 2), (3, 5)):
        yield rng.normal(size=places * size), rng.normal(size=places), size


def _kernel_gradient(x, delta, slips=frozenset()):
    places, q = len(delta), len(x) - len(delta) + 1
    if "blame the wrong way round" in slips:
        delta = delta[::-1]
    weights = np.ones(places)
    weights[1:] = 0 if "first place only" in slips else 1
    weights[:-1] = 0 if "last place only" in slips else weights[:-1]
    of_w = np.array([np.sum(weights * delta * x[k : k + places]) for k in range(q)])
    of_w = of_w / places if "mean over the places" in slips else of_w
    if "x left out" in slips:
        of_w = np.full(q, np.sum(weights * delta))
    return of_w[::-1] if "kernel flipped" in slips else of_w


def _input_gradient(w, delta, slips=frozenset()):
    q, places = len(w), len(delta)
    w = w[::-1] if "not flipped" in slips else w
    w = np.ones(q) if "w left out" in slips else w
    table = np.zeros((places, places + q - 1))  # a row of paths for each output
    for i in range(places):
        table[i, i : i + q] = delta[i] * w
    of_x = table.sum(axis=0)
    if "last path only" in slips:
        last = np.minimum(np.arange(places + q - 1), places - 1)
        of_x = table[last, np.arange(places + q - 1)]
    of_x = of_x / q if "mean over the paths" in slips else of_x
    return of_x[q - 1 : len(of_x) - q + 1] if "ends left out" in slips else of_x


def _max_route(x, delta, size, slips=frozenset()):
    windows = x.reshape(-1, size)
    rows, routed = np.arange(len(delta)), np.zeros_like(windows)
    winner = windows.argmax(axis=1)
    winner = windows.argmin(axis=1) if "to the smallest" in slips else winner
    winner = np.zeros_like(winner) if "to the first" in slips else winner
    blame = delta * windows.max(axis=1) if "times the value" in slips else delta
    routed[rows, winner] = blame
    if "to all" in slips:
        routed[:] = blame[:, None]
    if "spread" in slips:
        routed[:] = blame[:, None] / size
    return routed.ravel()


EXERCISES = (
    Exercise(
        prompt="A kernel at every place: z from x, w and b, stride 1, no padding.",
        arguments={"x": "shape (n,)", "w": "shape (q,)", "b": "a number"},
        returns=(Part("z", "places"),),
        inputs=_signals,
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
    Exercise(
        prompt="∂C/∂w of one kernel, from x and the blame of the outputs.",
        arguments={"x": "shape (n,)", "delta": "one number per place"},
        returns=(Part("∂C/∂w", "places"),),
        inputs=_rows,
        reference=_kernel_gradient,
        slips={
            "kernel flipped": "The entries are in the opposite order. The first weight "
            "met x[0] at the first place.",
            "blame the wrong way round": "The blame is read from back to front. Weight "
            "k at place i meets x[i + k]: i and the place grow together.",
            "last place only": "Only the last place is left. Perhaps = stands where += "
            "is meant: the weight is used at every place.",
            "first place only": "Only the first place counts. The weight is used at "
            "every place: add up over all of them.",
            "mean over the places": "You take the mean over the places. Each use is a "
            "path, and paths are added.",
            "x left out": "x is missing: a weight is blamed δ times the number it was "
            "multiplied by.",
        },
        hints=(
            "At place i, weight k was multiplied by x[i + k].",
            "So its share of the blame there is delta[i] * x[i + k].",
            "Add up over all i. For a fixed k, that is delta times the window "
            "x[k : k + len(delta)].",
        ),
        solution=kernel_gradient,
        example="the numbers of this page",
    ),
    Exercise(
        prompt="∂C/∂x, from the kernel and the blame of the outputs. Stride 1, no "
        "padding.",
        arguments={"w": "shape (q,)", "delta": "one number per place"},
        returns=(Part("∂C/∂x", "places"),),
        inputs=_kernels,
        reference=_input_gradient,
        slips={
            "not flipped": "The kernel must be flipped on the way back: the output at "
            "place i used x[i + k] with w[k], so x[j] gets w[j − i].",
            "ends left out": "The ends are missing. The first input was used, too, if "
            "only by one output: there are as many numbers as inputs.",
            "last path only": "Only the last path is left. Perhaps = stands where += "
            "is meant: an input collects from every output that used it.",
            "mean over the paths": "You divide by the size of the kernel. Paths are "
            "added, and nothing is divided.",
            "w left out": "w is missing: each δ is multiplied by the weight of its "
            "path.",
        },
        hints=(
            "x has len(delta) + len(w) - 1 entries. Start with zeros.",
            "Output i used x[i + k] with w[k], so it adds delta[i] * w[k] there.",
            "Two loops with += do it. Or one, over k: of_x[k : k + len(delta)] += "
            "w[k] * delta.",
        ),
        solution=input_gradient,
        example="the numbers of this page",
    ),
    Exercise(
        prompt="Max pooling, backward: ∂C/∂x. The windows lie side by side.",
        arguments={
            "x": "shape (n,)",
            "delta": "one number per window",
            "size": "a whole number",
        },
        returns=(Part("∂C/∂x", "places"),),
        inputs=_pools,
        reference=_max_route,
        slips={
            "spread": "You spread the blame over the window. That is mean pooling; a "
            "maximum depends on its largest number alone.",
            "to all": "Every number of the window gets the whole blame. A small change "
            "of one that is not the largest changes nothing.",
            "to the first": "The blame goes to the first number of each window. It "
            "belongs to the largest.",
            "to the smallest": "The blame goes to the smallest number of each window.",
            "times the value": "You multiply by the largest number. The output is that "
            "number itself, so its slope is 1.",
        },
        hints=(
            "Which numbers of a window change the output when they change a little?",
            "Only the largest, and one to one. np.argmax(window) finds it.",
            "Window i starts at i * size: delta[i] goes to i * size + np.argmax(...).",
        ),
        solution=max_route,
    ),
)
