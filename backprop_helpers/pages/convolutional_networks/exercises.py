"""Exercises: channels forward, what a stack sees, and BP2 through a convolution."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def many_channels(w, b, x):
    """Return z (n, places): kernels w (n, channels, q), b (n,) on x (channels, N)."""
    n, q = len(w), w.shape[2]
    z = np.zeros((n, x.shape[1] - q + 1))
    for c in range(n):
        for i in range(z.shape[1]):
            z[c, i] = np.sum(w[c] * x[:, i : i + q]) + b[c]
    return z


def receptive_field(sizes, strides):
    """Return how many neighbouring inputs one output of a stack of kernels sees."""
    seen, step = 1, 1
    for size, stride in zip(sizes, strides, strict=True):
        seen += (size - 1) * step
        step *= stride
    return seen


def delta_below(w, delta, z):
    """Return δ of the tanh layer with sums z (channels, N) below kernels w, by BP2.

    w is (n, channels, q), delta (n, places) is the blame of what the kernels gave.
    """
    n, q = len(w), w.shape[2]
    of_a = np.zeros(z.shape)
    for c in range(n):
        for i in range(delta.shape[1]):
            of_a[:, i : i + q] += delta[c, i] * w[c]
    return of_a * (1 - np.tanh(z) ** 2)


def _layers(rng):
    yield (
        np.array([[[1.0, 2.0], [0.0, -1.0]], [[3.0, 0.0], [1.0, 1.0]]]),
        np.array([0.5, -1.0]),
        np.array([[1.0, 3.0, 2.0], [4.0, 0.0, 5.0]]),
    )
    for n, channels, q, length in (
        (3, 2, 4, 8),
        (4, 3, 2, 7),
        (1, 5, 3, 6),
        (5, 4, 2, 9),
    ):
        w = rng.normal(size=(n, channels, q))
        yield w, rng.normal(size=n), rng.normal(size=(channels, length))


def _stacks(_):
    yield [3, 3], [1, 1]
    yield from (([5, 3], [2, 1]), ([3, 4, 2], [2, 3, 1]), ([2, 2, 2, 2], [2, 2, 2, 2]))
    yield from (([1, 4], [1, 2]), ([4, 3, 5], [1, 2, 2]), ([7], [3]), ([3, 5], [3, 2]))


def _other_stacks(rng):
    for depth in (2, 3, 4, 5):
        yield rng.integers(2, 7, depth).tolist(), rng.integers(1, 4, depth).tolist()


def _below(rng):
    for n, channels, q, places in (
        (2, 3, 2, 4), (3, 2, 4, 5), (4, 3, 3, 6), (3, 5, 2, 7), (5, 4, 3, 3),
    ):  # fmt: skip
        yield (
            rng.normal(size=(n, channels, q)), rng.normal(size=(n, places)),
            rng.normal(size=(channels, places + q - 1)),
        )  # fmt: skip


EXERCISES = (
    Exercise(
        prompt="Several kernels on a row with several channels: z. Stride 1.",
        arguments={
            "w": "shape (kernels, channels, q)",
            "b": "shape (kernels,)",
            "x": "shape (channels, length)",
        },
        returns=(Part("z", "channels"),),
        inputs=_layers,
        solution=many_channels,
        slips=(
            Slip("b left out", {" + b[c]": ""},
                 "The bias is missing: each kernel has one."),
            Slip("b for every channel", {"+ b[c]": "+ len(x) * b[c]"},
                 "b is added once for each channel. It belongs to the whole sum."),
            Slip("first channel only",
                 {"w[c] * x[:, i : i + q]": "w[c, 0] * x[0, i : i + q]"},
                 "Only the first channel is in it: a kernel adds over all of them."),
            Slip("last channel only",
                 {"w[c] * x[:, i : i + q]": "w[c, -1] * x[-1, i : i + q]"},
                 "Only the last channel is left. Perhaps = stands where += is meant."),
            Slip("mean over the channels",
                 {"np.sum(w[c] * x[:, i : i + q])":
                  "np.sum(w[c] * x[:, i : i + q]) / len(x)"},
                 "You take the mean over the channels. They are added."),
            Slip("flipped", {"w[c] *": "w[c][:, ::-1] *"},
                 "The kernels are flipped: the first weight meets the first number of "
                 "the window."),
            Slip("first kernel for all", {"w[c] *": "w[0] *"},
                 "Every output channel uses the first kernel. Channel c has kernel c."),
        ),
        hints=(
            "Begin with one kernel and one channel: that is the row of page 15.",
            "A kernel has one row of weights for each channel. All products, over all "
            "channels and all its places, go into one sum.",
            "At place i kernel c sees x[:, i : i + q], and w[c] has the same shape.",
        ),
        example="two kernels of two weights on a row of three numbers and two channels",
    ),
    Exercise(
        prompt="How many neighbouring inputs does one output of a stack depend on?",
        arguments={
            "sizes": "a list: the size of each kernel, the lowest first",
            "strides": "a list: the stride of each, the lowest first",
        },
        returns=(Part("inputs"),),
        inputs=_stacks,
        others=_other_stacks,
        solution=receptive_field,
        slips=(
            Slip("strides left out", {"step *= stride": "step = 1"},
                 "The strides are not used. If the lower kernel jumps by 2, neighbours "
                 "above are 2 inputs apart."),
            Slip("stride too early",
                 {"seen += (size - 1) * step\n        step *= stride":
                  "step *= stride\n        seen += (size - 1) * step"},
                 "A stride spreads what lies above it. Its own kernel still sees "
                 "neighbours."),
            Slip("strides added", {"step *= stride": "step += stride - 1"},
                 "Strides of several layers are multiplied: a jump of 2 over "
                 "neighbours that are 3 inputs apart goes over 6."),
            Slip("sizes added", {"(size - 1)": "size"},
                 "Neighbouring windows overlap: each layer adds one less than its "
                 "kernel's size."),
            Slip("sizes multiplied", {"seen += (size - 1) * step": "seen *= size"},
                 "The sizes are multiplied. Neighbouring windows overlap, unless the "
                 "stride is as large as the kernel."),
            Slip("1 left out", {"seen, step = 1, 1": "seen, step = 0, 1"},
                 "You count the steps from the first input to the last; there is one "
                 "input more than steps."),
            Slip("top kernel alone", {"seen +=": "seen = 1 +"},
                 "Only the last kernel counts. Each kernel widens what is seen."),
        ),
        hints=(
            "Draw two kernels of 3 with stride 1: the output sees 3 neurons, and these "
            "see 3 inputs each, which overlap.",
            "A kernel of q reaches q − 1 steps further than one neuron. With all "
            "strides 1, each step is one input.",
            "Keep two numbers, `seen` and `step`, both 1 at first. For each kernel, "
            "from below: seen += (size - 1) * step, and then step *= stride.",
        ),
        example="two kernels of 3 with stride 1",
    ),
    Exercise(
        prompt="BP2 through a convolution: δ of the tanh layer below it. Stride 1, no "
        "padding.",
        arguments={
            "w": "shape (kernels, channels, q)",
            "delta": "shape (kernels, places)",
            "z": "shape (channels, length), the sums of the layer below",
        },
        returns=(Part("δ", "channels"),),
        inputs=_below,
        solution=delta_below,
        slips=(
            Slip("σ′ left out", {" * (1 - np.tanh(z) ** 2)": ""},
                 "This is the blame of the activations. Times σ′(z) it is that of "
                 "the sums."),
            Slip("σ for σ′", {"(1 - np.tanh(z) ** 2)": "np.tanh(z)"},
                 "You multiply by tanh(z) itself; its slope is 1 − tanh²(z)."),
            Slip("slope of the sigmoid",
                 {"(1 - np.tanh(z) ** 2)": "np.tanh(z) * (1 - np.tanh(z))"},
                 "a (1 − a) is the slope of the sigmoid. This layer has tanh."),
            Slip("not flipped", {"delta[c, i] * w[c]": "delta[c, i] * w[c][:, ::-1]"},
                 "The weights are in the opposite order: at place i, the number in "
                 "column i + k met weight k."),
            Slip("last path only", {"+=": "="},
                 "Only the last path is left: several places and all kernels use the "
                 "same number, so += is needed."),
            Slip("first kernel only", {"for c in range(n)": "for c in range(1)"},
                 "Only the first kernel hands blame down. All of them used it."),
            Slip("mean over the kernels", {"return of_a": "return of_a / n"},
                 "You take the mean over the kernels. Over the paths, add."),
            Slip("w left out", {"delta[c, i] * w[c]": "delta[c, i]"},
                 "w is missing: each δ is multiplied by the weight of its path."),
        ),
        hints=(
            "First the blame of the activations, of the shape of z. Start with zeros.",
            "Kernel c at place i used all channels of columns i to i + q − 1: there "
            "add delta[c, i] * w[c].",
            "Three lines of loops, then multiply by 1 - np.tanh(z) ** 2.",
        ),
    ),
)  # fmt: skip
