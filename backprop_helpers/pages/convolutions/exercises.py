"""Exercises: a kernel slides forward, and its blame goes back."""

import numpy as np

from backprop_helpers.pages.convolutions.example import DELTA, KERNEL, X
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def correlate(x, w, b):
    """Return z, shape (n − q + 1,): the kernel w (q,) at each place of x, plus b."""
    q = len(w)
    return np.array([np.sum(w * x[i : i + q]) + b for i in range(len(x) - q + 1)])


def how_many_places(length, size, stride, padding):
    """Return the number of places of a kernel."""
    return (length + 2 * padding - size) // stride + 1


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


def _signals(rng):
    yield X, KERNEL, 0.5
    for n, q in ((6, 2), (8, 4), (5, 3), (7, 3), (9, 5)):
        yield rng.normal(size=n), rng.normal(size=q), float(rng.normal())


def _sizes(_):
    yield from ((5, 3, 1, 0), (5, 3, 2, 1), (8, 5, 1, 2), (9, 2, 3, 0))
    yield from ((28, 5, 2, 1), (7, 4, 3, 2), (10, 3, 4, 0), (6, 6, 1, 3))


def _other_sizes(rng):
    for _ in range(6):
        size, stride = int(rng.integers(1, 9)), int(rng.integers(1, 5))
        yield size + int(rng.integers(60)), size, stride, int(rng.integers(6))


def _rows(rng):
    yield X, DELTA[:3]
    for places, q in ((5, 2), (4, 4), (3, 3), (6, 3), (2, 5)):
        yield rng.normal(size=places + q - 1), rng.normal(size=places)


def _kernels(rng):
    yield KERNEL, DELTA[:3]
    for places, q in ((5, 2), (4, 4), (3, 3), (6, 3), (5, 5)):
        yield rng.normal(size=q), rng.normal(size=places)


def _pools(rng):
    yield np.array([1.0, 3.0, 2.0, 0.0, 4.0, 5.0]), DELTA[:3], 2
    for places, size in ((4, 2), (3, 3), (2, 4), (5, 2), (3, 5)):
        yield rng.normal(size=places * size), rng.normal(size=places), size


EXERCISES = (
    Exercise(
        prompt="A kernel at every place: z from x, w and b, stride 1, no padding.",
        arguments={"x": "shape (n,)", "w": "shape (q,)", "b": "a number"},
        returns=(Part("z", "places"),),
        inputs=_signals,
        solution=correlate,
        slips=(
            Slip("flipped", {"w *": "w[::-1] *"},
                 "The kernel is flipped. In a cross-correlation its first weight "
                 "meets the first number of the window."),
            Slip("last place missing", {"- q + 1": "- q"},
                 "The last place is missing: a kernel of q fits at n − q + 1 places."),
            Slip("always the first place", {"x[i : i + q]": "x[:q]"},
                 "Every output looks at the first window. The window must move on: "
                 "it starts at i."),
            Slip("mean for sum", {"np.sum": "np.mean"},
                 "You take the mean of the products; it is their sum."),
            Slip("b left out", {" + b": ""},
                 "The bias is missing: z is a weighted sum plus b."),
            Slip("b for every weight", {"+ b": "+ q * b"},
                 "b is added once for each weight. It belongs to the sum, once."),
        ),
        hints=(
            "The window at place i is x[i : i + q], with q = len(w).",
            "Multiply it by w entry by entry, add up, and add b.",
            "Do so for i in range(len(x) - q + 1) and put the results into an array.",
        ),
        example=THIS_PAGE,
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
        others=_other_sizes,
        solution=how_many_places,
        slips=(
            Slip("padding left out", {" + 2 * padding": ""},
                 "The padding is not counted: it makes the row longer."),
            Slip("padding on one side", {"2 * padding": "padding"},
                 "The padding counts once. There are zeros on both sides."),
            Slip("size not taken off", {" - size": ""},
                 "The kernel needs room itself: its last place starts a whole kernel "
                 "before the end."),
            Slip("stride left out", {" // stride": ""},
                 "The stride is not used: with stride 2 there is an output at every "
                 "second place only."),
            Slip("1 left out", {" + 1": ""},
                 "You count the steps between the places; there is one place more "
                 "than steps."),
            Slip("rounded up", {") //": " + stride - 1) //"},
                 "You round up. A step that would lead over the end is not taken: "
                 "round down, //."),
            Slip("not rounded", {"//": "/"},
                 "A number of places is whole. A last step that does not fit is not "
                 "taken: //."),
        ),
        hints=(
            "First the length with the zeros on both sides.",
            "The kernel can move on by that length minus its size.",
            "Divide by the stride, round down with //, and count the first place, too.",
        ),
    ),
    Exercise(
        prompt="∂C/∂w of one kernel, from x and the blame of the outputs.",
        arguments={"x": "shape (n,)", "delta": "one number per place"},
        returns=(Part("∂C/∂w", "places"),),
        inputs=_rows,
        solution=kernel_gradient,
        slips=(
            Slip("kernel flipped", {"range(q)": "reversed(range(q))"},
                 "The entries are in the opposite order. The first weight met x[0] "
                 "at the first place."),
            Slip("blame the wrong way round", {"delta *": "delta[::-1] *"},
                 "The blame is read from back to front. Weight k at place i meets "
                 "x[i + k]: i and the place grow together."),
            Slip("last place only",
                 {"np.sum(delta * x[k : k + places])": "delta[-1] * x[k + places - 1]"},
                 "Only the last place is left. Perhaps = stands where += is meant: "
                 "the weight is used at every place."),
            Slip("first place only",
                 {"np.sum(delta * x[k : k + places])": "delta[0] * x[k]"},
                 "Only the first place counts. The weight is used at every place: "
                 "add up over all of them."),
            Slip("mean over the places", {"np.sum": "np.mean"},
                 "You take the mean over the places. Each use is a path, and paths "
                 "are added."),
            Slip("x left out", {" * x[k : k + places]": ""},
                 "x is missing: a weight is blamed δ times the number it was "
                 "multiplied by."),
        ),
        hints=(
            "At place i, weight k was multiplied by x[i + k].",
            "So its share of the blame there is delta[i] * x[i + k].",
            "Add up over all i. For a fixed k, that is delta times the window "
            "x[k : k + len(delta)].",
        ),
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="∂C/∂x, from the kernel and the blame of the outputs. Stride 1, no "
        "padding.",
        arguments={"w": "shape (q,)", "delta": "one number per place"},
        returns=(Part("∂C/∂x", "places"),),
        inputs=_kernels,
        solution=input_gradient,
        slips=(
            Slip("not flipped", {"of_x =": "w = w[::-1]\n    of_x ="},
                 "The kernel must be flipped on the way back: the output at place i "
                 "used x[i + k] with w[k], so x[j] gets w[j − i]."),
            Slip("ends left out",
                 {"return of_x": "return of_x[len(w) - 1 : len(delta)]"},
                 "The ends are missing. The first input was used, too, if only by "
                 "one output: there are as many numbers as inputs."),
            Slip("last path only",
                 {"for k in range(len(w))": "for i in range(len(delta))",
                  "of_x[k : k + len(delta)] += w[k] * delta":
                  "of_x[i : i + len(w)] = delta[i] * w"},
                 "Only the last path is left. Perhaps = stands where += is meant: an "
                 "input collects from every output that used it."),
            Slip("mean over the paths", {"return": "of_x /= len(w)\n    return"},
                 "You divide by the size of the kernel. Paths are added, and nothing "
                 "is divided."),
            Slip("w left out", {"w[k] * ": ""},
                 "w is missing: each δ is multiplied by the weight of its path."),
        ),
        hints=(
            "x has len(delta) + len(w) - 1 entries. Start with zeros.",
            "Output i used x[i + k] with w[k], so it adds delta[i] * w[k] there.",
            "Two loops with += do it. Or one, over k: of_x[k : k + len(delta)] += "
            "w[k] * delta.",
        ),
        example=THIS_PAGE,
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
        solution=max_route,
        slips=(
            Slip("spread",
                 {"+ np.argmax(window)": ": (i + 1) * size",
                  "delta[i]": "delta[i] / size"},
                 "You spread the blame over the window. That is mean pooling; a "
                 "maximum depends on its largest number alone."),
            Slip("to all", {"+ np.argmax(window)": ": (i + 1) * size"},
                 "Every number of the window gets the whole blame. A small change of "
                 "one that is not the largest changes nothing."),
            Slip("to the first", {" + np.argmax(window)": ""},
                 "The blame goes to the first number of each window. It belongs to "
                 "the largest."),
            Slip("to the smallest", {"argmax": "argmin"},
                 "The blame goes to the smallest number of each window."),
            Slip("times the value", {"delta[i]": "delta[i] * np.max(window)"},
                 "You multiply by the largest number. The output is that number "
                 "itself, so its slope is 1."),
        ),
        hints=(
            "Which numbers of a window change the output when they change a little?",
            "Only the largest, and one to one. np.argmax(window) finds it.",
            "Window i starts at i * size: delta[i] goes to i * size + np.argmax(...).",
        ),
    ),
)  # fmt: skip
