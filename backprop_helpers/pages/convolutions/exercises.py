"""Exercises: the way back of a kernel that jumps, of one on an image, of pooling."""

import numpy as np

from backprop_helpers.pages.convolutions.example import DELTA, X
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def strided_gradient(x, delta, size, stride):
    """Return ∂C/∂w, shape (size,), of a kernel that met x (n,) at len(delta) places."""
    nabla_w = np.zeros(size)
    for i in range(len(delta)):
        for k in range(size):
            nabla_w[k] += delta[i] * x[stride * i + k]
    return nabla_w


def kernel_gradient(x, delta):
    """Return ∂C/∂w of a kernel on an image x (H, W), from delta (R, S), its map's."""
    rows, columns = delta.shape
    nabla_w = np.zeros((x.shape[0] - rows + 1, x.shape[1] - columns + 1))
    for k, l in np.ndindex(nabla_w.shape):
        nabla_w[k, l] = np.sum(delta * x[k : k + rows, l : l + columns])
    return nabla_w


def max_route(x, delta, size):
    """Return ∂C/∂x, shape (n,), of max pooling over windows side by side."""
    of_x = np.zeros(len(x))
    for i in range(len(delta)):
        window = x[i * size : (i + 1) * size]
        of_x[i * size + np.argmax(window)] = delta[i]
    return of_x


def _rows(rng):
    # A kernel of 3 lies at 1 and 3 on the five numbers of the page.
    yield X, DELTA[:2], 3, 2
    for places, size, stride, rest in (
        (4, 2, 3, 1), (3, 5, 2, 0), (6, 4, 2, 1), (5, 3, 4, 2), (7, 6, 3, 0),
    ):  # fmt: skip
        n = stride * (places - 1) + size + rest
        yield rng.normal(size=n), rng.normal(size=places), size, stride


def _images(rng):
    yield np.arange(12.0).reshape(3, 4) % 5, np.array([[1.0, -1.0], [0.0, 2.0]])
    for rows, columns, high, wide in (
        (5, 4, 2, 3), (3, 6, 4, 2), (6, 3, 3, 5), (4, 5, 5, 4), (2, 7, 6, 3),
    ):  # fmt: skip
        image = rng.normal(size=(rows + high - 1, columns + wide - 1))
        yield image, rng.normal(size=(rows, columns))


def _pools(rng):
    yield np.array([1.0, 3.0, 2.0, 0.0, 4.0, 5.0]), np.array([1.0, -1.0, 2.0]), 2
    for places, size in ((4, 2), (3, 3), (2, 4), (5, 2), (3, 5)):
        yield rng.normal(size=places * size), rng.normal(size=places), size


EXERCISES = (
    Exercise(
        prompt="∂C/∂w of a kernel that moves on by `stride` places at a time.",
        arguments={
            "x": "shape (n,)",
            "delta": "one number per place",
            "size": "how many weights the kernel has",
            "stride": "a whole number",
        },
        returns=(Part("∂C/∂w", "row"),),
        inputs=_rows,
        solution=strided_gradient,
        slips=(
            Slip("stride left out", {"stride * i": "i"},
                 "The stride is not used: where does place i begin, if the kernel "
                 "moves on by more than one?"),
            Slip("place left out", {"x[stride * i + k]": "x[k]"},
                 "You meet the same x at every place. Place i begins at stride · i."),
            Slip("kernel flipped", {"nabla_w[k]": "nabla_w[size - 1 - k]"},
                 "The entries are in the opposite order. The first weight met the "
                 "first number of each window."),
            Slip("blame the wrong way round", {"delta[i]": "delta[-1 - i]"},
                 "The blame is read from back to front: delta[0] belongs to the first "
                 "place."),
            Slip("last place only", {"+=": "="},
                 "Only the last place is left. Perhaps = stands where += is meant: "
                 "the weight is used at every place."),
            Slip("mean over the places",
                 {"return nabla_w": "return nabla_w / len(delta)"},
                 "You take the mean over the places. Each use is a path, and paths "
                 "are added."),
            Slip("x left out", {" * x[stride * i + k]": ""},
                 "x is missing: a weight is blamed δ times the number it was "
                 "multiplied by."),
            Slip("first place only", {"range(len(delta))": "range(1)"},
                 "Only the first place counts. The same weights are used at every "
                 "place: is there a `return` inside the loop?"),
            Slip("product of sums", {"delta[i] *": "np.sum(delta) *"},
                 "You add up δ and x by themselves and multiply the sums. Each δ goes "
                 "with the numbers of its own place: multiply first, then add."),
            Slip("δ left out", {"delta[i] * ": ""},
                 "δ is missing: each number of x counts as much as the place where it "
                 "was used is blamed."),
            Slip("stride at the weight alone",
                 {"x[stride * i + k]":
                  "(x[i + stride * k] if i + stride * k < len(x) else 0)"},
                 "The stride multiplies k, the number of the weight. It is how far the "
                 "kernel jumps from one place i to the next."),
            Slip("stride at the weight, too",
                 {"x[stride * i + k]":
                  "(x[stride * (i + k)] if stride * (i + k) < len(x) else 0)"},
                 "The stride multiplies k, too. The kernel jumps from place to place, "
                 "but its own weights lie side by side."),
            Slip("δ jumped over",
                 {"range(len(delta))": "range(0, len(delta), stride)",
                  "stride * i": "i"},
                 "You jump over some of the δ. Each of them is used: it is in x that "
                 "the kernel moves on by more than one."),
            Slip("one number too early", {"stride * i + k": "stride * i + k - 1"},
                 "Every number of x is taken one too early. Python counts from 0: "
                 "where does weight 0 lie at place 0?"),
            Slip("from the end",
                 {"x[stride": "x[len(x) - size - stride * (len(delta) - 1) + stride"},
                 "The windows are counted from the end of x. The first begins at x[0]; "
                 "numbers may be left over behind the last."),
            Slip("size worked out",
                 {"    nabla_w = np": "    size = len(x) - stride * (len(delta) - 1)\n"
                                      "    nabla_w = np"},
                 "Some numbers of x may be left over behind the last window. Do not "
                 "work out how many weights there are: `size` says it."),
        ),
        hints=(
            "Draw it for stride 2: on which numbers does the kernel lie at its first "
            "place, at its second, at its third?",
            "Place i begins at x[stride * i], so there weight k was multiplied by "
            "x[stride * i + k].",
            "Start with np.zeros(size). In two loops, over i and k, add "
            "delta[i] * x[stride * i + k] to entry k.",
        ),
        example="the first two δ and the five numbers of this page, with stride 2",
        advice={
            IndexError: "Does i count the numbers of x? delta has one entry per place, "
            "not per input. And what does the stride multiply, the place or the weight?"
        },
    ),
    Exercise(
        prompt="∂C/∂w of a kernel on an image, from the blame of its map.",
        arguments={
            "x": "shape (H, W), an image",
            "delta": "shape (R, S), one number per place",
        },
        returns=(Part("∂C/∂w", "kernel"),),
        inputs=_images,
        solution=kernel_gradient,
        slips=(
            Slip("blame the wrong way round", {"delta *": "delta[::-1, ::-1] *"},
                 "The blame is read from back to front. Place and number grow "
                 "together: the map's first row belongs to the kernel's first rows."),
            Slip("kernel flipped", {"return nabla_w": "return nabla_w[::-1, ::-1]"},
                 "The kernel comes out turned by half a turn: its first weight, top "
                 "left, met the image from its first row and column on."),
            Slip("upside down", {"return nabla_w": "return nabla_w[::-1]"},
                 "The rows of the kernel are in the opposite order."),
            Slip("left for right", {"return nabla_w": "return nabla_w[:, ::-1]"},
                 "The columns of the kernel are in the opposite order."),
            Slip("first place only",
                 {"np.sum(delta * x[k : k + rows, l : l + columns])":
                  "delta[0, 0] * x[k, l]"},
                 "Only the first place counts. Add up over all rows and columns of "
                 "the map."),
            Slip("last place only",
                 {"np.sum(delta * x[k : k + rows, l : l + columns])":
                  "delta[-1, -1] * x[k + rows - 1, l + columns - 1]"},
                 "Only the last place is left. Perhaps = stands where += is meant."),
            Slip("mean over the places", {"np.sum": "np.mean"},
                 "You take the mean over the places. Each use is a path, and paths "
                 "are added."),
            Slip("x left out", {" * x[k : k + rows, l : l + columns]": ""},
                 "The image is missing: a weight is blamed δ times the number it was "
                 "multiplied by."),
            Slip("turned round", {"return nabla_w": "return -nabla_w"},
                 "The sign is turned round: a slope has no minus, only the step has."),
            Slip("product of sums",
                 {"np.sum(delta * x[k : k + rows, l : l + columns])":
                  "np.sum(delta) * np.sum(x[k : k + rows, l : l + columns])"},
                 "You add up δ and x by themselves and multiply the sums. Each δ goes "
                 "with the number of its own place: multiply first, then add."),
            Slip("diagonal places only", {"np.sum(delta *": "np.trace(delta *"},
                 "Only the places with the same number of row and column count. The "
                 "map has all pairs of them: a loop for each."),
            Slip("δ left out", {"np.sum(delta * ": "np.sum("},
                 "δ is missing: each number counts as much as the place where it was "
                 "used is blamed."),
            Slip("+ 1 left out", {"- rows + 1": "- rows", "- columns + 1": "- columns"},
                 "The kernel is one row and one column too small. At how many places "
                 "does a map of 2 fit on a row of 4?"),
            Slip("kernel taken for square",
                 {"x.shape[1] - columns + 1": "x.shape[0] - rows + 1",
                  "    for k, l": "    x = np.pad(x, ((0, 0), (0, x.shape[0])))\n"
                                 "    for k, l"},
                 "The kernel is taken for square, with as many columns as rows. How "
                 "many columns do those of x and delta leave for it?"),
        ),
        hints=(
            "The weight in row k, column l of the kernel met x[i + k, j + l] at the "
            "place in row i, column j of the map.",
            "Four loops with += do it: over the rows and columns of the map, and over "
            "those of the kernel, which has x.shape[0] - delta.shape[0] + 1 rows.",
            "For a fixed weight the sum over the places is that of delta times the "
            "part x[k : k + R, l : l + S], entry by entry.",
        ),
        advice={
            IndexError: "Is the map taken for square? delta has R rows and S columns, "
            "and the kernel has two sizes of its own, too."
        },
    ),
    Exercise(
        prompt="Max pooling, backward: ∂C/∂x. The windows lie side by side.",
        arguments={
            "x": "shape (n,)",
            "delta": "one number per window",
            "size": "a whole number",
        },
        returns=(Part("∂C/∂x", "inputs"),),
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
            Slip("the winner itself", {"delta[i]": "np.max(window)"},
                 "You hand back the largest number itself. What belongs at its place "
                 "is the blame of its window."),
            Slip("place in the window", {"i * size + np.argmax": "np.argmax"},
                 "np.argmax(window) counts from the start of the window. Where in x "
                 "does window i begin?"),
            Slip("place in the window, added up",
                 {"i * size + np.argmax": "np.argmax", "= delta[i]": "+= delta[i]"},
                 "np.argmax(window) counts from the start of the window, so all blame "
                 "lands in the first one. Where in x does window i begin?"),
            Slip("i for the start", {"i * size + np": "i + np"},
                 "The blame is put too far to the left. i windows come before window "
                 "i: at which number of x does it begin?"),
            Slip("first window only", {"    return": "        return"},
                 "Only the first window gets blame. Look where `return` stands: inside "
                 "the loop it ends the function in the first round."),
            Slip("as in ReLU",
                 {"of_x[i * size + np.argmax(window)] = delta[i]":
                  "of_x[i * size : (i + 1) * size] = delta[i] * (window > 0)"},
                 "Every positive number gets the blame of its window. That is ReLU: "
                 "max pooling compares the numbers with each other, not with 0."),
            Slip("overlapping windows",
                 {"x[i * size : (i + 1) * size]": "x[i : i + size]",
                  "i * size + np.argmax": "i + np.argmax"},
                 "Your windows overlap: the next one begins one number on. They lie "
                 "side by side, so where does window i begin?"),
            Slip("overlapping windows, added up",
                 {"x[i * size : (i + 1) * size]": "x[i : i + size]",
                  "i * size + np.argmax": "i + np.argmax", "= delta[i]": "+= delta[i]"},
                 "Your windows overlap: the next one begins one number on. They lie "
                 "side by side, so where does window i begin?"),
            Slip("every n-th number",
                 {"x[i * size : (i + 1) * size]": "x[i :: len(delta)]",
                  "i * size + np.argmax(window)": "i + len(delta) * np.argmax(window)"},
                 "Your windows hold numbers that are far apart in x. A window holds "
                 "neighbours: if you use reshape, look at the order of its sizes."),
            Slip("largest in size", {"np.argmax(window)": "np.argmax(abs(window))"},
                 "You compare the sizes, without their signs. Max pooling takes the "
                 "larger number: 1 before −3."),
            Slip("search from 0", {"np.argmax(window)":
                                   "np.argmax(np.maximum(window, 0))"},
                 "If all numbers of a window are negative, its first one gets the "
                 "blame. Does the search for the largest begin at 0?"),
            Slip("one winner of all", {"= delta[i]": "= delta[i] * (max(x) in window)"},
                 "Only the largest number of the whole of x gets blame. Every window "
                 "has a largest number of its own."),
            Slip("all blame to one",
                 {"of_x[i * size + np.argmax(window)] =": "of_x[np.argmax(x)] +="},
                 "The largest number of the whole of x gets all blame. Every window "
                 "has a largest number of its own."),
            Slip("divided by size", {"= delta[i]": "= delta[i] / size"},
                 "The blame is divided by the size of the window. One number alone "
                 "acted on the output: with which slope?"),
        ),
        hints=(
            "Which numbers of a window change the output when they change a little?",
            "Only the largest, and one to one. np.argmax(window) finds it.",
            "Window i starts at i * size: delta[i] goes to i * size + np.argmax(...).",
        ),
    ),
)  # fmt: skip
