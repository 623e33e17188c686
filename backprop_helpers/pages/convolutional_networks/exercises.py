"""Exercises: channels forward, and BP2 through a convolution."""

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
            Slip("b subtracted", {"+ b[c]": "- b[c]"},
                 "The bias is subtracted. It is added, whatever its sign."),
            Slip("first b for all", {"b[c]": "b[0]"},
                 "Every kernel gets the first bias. Kernel c has bias c."),
            Slip("w left out", {"w[c] *": "1 *"},
                 "The weights are missing: each number of the window is multiplied by "
                 "its weight."),
            Slip("product of sums",
                 {"np.sum(w[c] * x[:, i : i + q])":
                  "np.sum(w[c]) * np.sum(x[:, i : i + q])"},
                 "You add up w and x by themselves and multiply the sums. Multiply "
                 "first, number by number, then add."),
            Slip("b for every weight of a row", {"+ b[c]": "+ q * b[c]"},
                 "b is added once for each weight in a row of the kernel. It belongs "
                 "to the whole sum: look inside which brackets it stands."),
            Slip("b for every weight", {"+ b[c]": "+ w[c].size * b[c]"},
                 "b is added once for each weight of the kernel. It belongs to the "
                 "whole sum."),
            Slip("tanh of z", {"return z": "return np.tanh(z)"},
                 "This is an activation, tanh(z). The sums z themselves are asked "
                 "for."),
            Slip("sigmoid of z", {"return z": "return 1 / (1 + np.exp(-z))"},
                 "This is an activation, σ(z). The sums z themselves are asked for."),
            Slip("ReLU of z", {"return z": "return np.maximum(z, 0)"},
                 "This is an activation: what is below 0 has become 0. The sums z "
                 "themselves are asked for."),
            Slip("+ 1 left out", {"- q + 1": "- q"},
                 "One place is missing: at how many places does a kernel of 2 lie on "
                 "a row of 3?"),
            Slip("padded",
                 {"    z = np": "    x = np.pad(x, ((0, 0), ((q - 1) // 2, q // 2)))\n"
                                "    z = np"},
                 "The row is padded with zeros. Here the kernel stays inside the row, "
                 "so there are fewer places than numbers."),
        ),
        hints=(
            "Begin with one kernel and one channel: that is the row of page 15.",
            "A kernel has one row of weights for each channel. All products, over all "
            "channels and all its places, go into one sum.",
            "At place i kernel c sees x[:, i : i + q], and w[c] has the same shape.",
        ),
        example="two kernels of two weights on a row of three numbers and two channels",
        advice={
            ValueError: "w[c] is kernel c, with a row of q weights for each channel of "
            "x: kernels come first, then channels. Does each index run over its own?",
            IndexError: "w[c] is kernel c, with a row of q weights for each channel of "
            "x: kernels come first, then channels. Does each index run over its own?",
        },
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
            Slip("σ′ of the sigmoid",
                 {"(1 - np.tanh(z) ** 2)": "(1 / (2 + np.exp(z) + np.exp(-z)))"},
                 "This is the slope of the sigmoid at z. The layer below has tanh."),
            Slip("no square", {"np.tanh(z) ** 2": "np.tanh(z)"},
                 "The slope of tanh is 1 − tanh²(z), with the square."),
            Slip("whole bracket squared",
                 {"(1 - np.tanh(z) ** 2)": "(1 - np.tanh(z)) ** 2"},
                 "The square stands outside the bracket. In the slope, 1 − tanh²(z), "
                 "only the tanh is squared."),
            Slip("slope of ReLU", {"(1 - np.tanh(z) ** 2)": "(z > 0)"},
                 "1 where z is above 0, and else 0, is the slope of ReLU. This layer "
                 "has tanh."),
            Slip("z for tanh z", {"np.tanh(z) ** 2": "z**2"},
                 "The slope of tanh is 1 − a², with a = tanh(z), not with z itself."),
            Slip("tanh twice", {"np.tanh(z) ** 2": "np.tanh(np.tanh(z)) ** 2"},
                 "tanh is taken twice. The slope is 1 − a², and a = tanh(z) is "
                 "squeezed already."),
            Slip("slope at the blame", {"np.tanh(z)": "np.tanh(of_a)"},
                 "The slope is taken at the blame of the activations. It belongs at "
                 "the sums z of the layer."),
            Slip("not flipped", {"delta[c, i] * w[c]": "delta[c, i] * w[c][:, ::-1]"},
                 "The weights are in the opposite order: at place i, the number in "
                 "column i + k met weight k."),
            Slip("last path only", {"+=": "="},
                 "Only the last path is left: several places and all kernels use the "
                 "same number, so += is needed."),
            Slip("first kernel only", {"for c in range(n)": "for c in range(1)"},
                 "Only the first kernel hands blame down. All of them used it."),
            Slip("first place only", {"range(delta.shape[1])": "range(1)"},
                 "Only the first place hands blame down. Is there a `return` inside "
                 "the loop?"),
            Slip("last kernel only", {"for c in range(n)": "for c in range(n - 1, n)"},
                 "Only the last kernel's blame is left. Is the table set to zero again "
                 "for each kernel? All of them used the same numbers."),
            Slip("last place only",
                 {"+= delta[c, i] * w[c]": "= np.tensordot(delta[:, i], w, axes=1)"},
                 "Where the windows of two places overlap, only the later one is left. "
                 "Perhaps = stands where += is meant."),
            Slip("channels added up",
                 {"delta[c, i] * w[c]": "delta[c, i] * w[c].sum(axis=0)"},
                 "All channels get the same blame: the rows of a kernel are added up. "
                 "Each channel has its own row of weights."),
            Slip("δ left out", {"delta[c, i] * w[c]": "w[c]"},
                 "δ is missing: each weight is multiplied by the blame of its kernel "
                 "at this place."),
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
        advice={
            ValueError: "w[c] is kernel c, with a row for each channel, and delta[c] "
            "its blame: in both the first index counts kernels.",
            IndexError: "w[c] is kernel c, with a row for each channel, and delta[c] "
            "its blame: in both the first index counts kernels.",
        },
    ),
)  # fmt: skip
