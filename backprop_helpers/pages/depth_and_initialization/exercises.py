"""Factors along a path, the variance of z, two rules for weights, and dead neurons."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

BY_LAYER = "a dict, one number for each layer 2 … L"


def blame_ratio(w, z):
    """Return δ²/δ^L of a sigmoid network with one neuron in each layer."""
    L = max(w)
    product = 1.0
    for l in range(2, L):
        product *= w[l + 1] * sigmoid.derivative(z[l])
    return product


def variance_of_z(var_w, a):
    """Return Var(z) of neurons with weights of variance var_w, for inputs a (n, m)."""
    n = a.shape[0]
    return n * var_w * np.mean(a**2)


def xavier_and_he(n_in, n_out):
    """Return the standard deviations of weights after Xavier and after He."""
    return np.sqrt(2 / (n_in + n_out)), np.sqrt(2 / n_in)


def count_dead(z):
    """Count the ReLU neurons, rows of z (n, m), that are off for all examples."""
    return np.sum(np.all(z <= 0, axis=1))


def _narrow_networks(rng):
    yield {2: 1.0, 3: 2.0, 4: -1.0}, {2: 0.0, 3: 1.0, 4: 0.5}
    for L in (5, 3, 8, 4, 12):
        w, z = rng.normal(0, 2, size=(2, L - 1))
        layers = range(2, L + 1)
        yield dict(zip(layers, w, strict=True)), dict(zip(layers, z, strict=True))


def _activations(rng):
    yield 0.5, np.array([[1.0, 2.0, 0.0], [3.0, 0.0, 1.0]])
    for n, m in ((30, 4), (5, 8), (64, 10), (3, 2), (10, 7)):
        yield float(rng.uniform(0.01, 2)), rng.normal(0.5, 1, size=(n, m))


def _layers(rng):
    yield from ((64, 30), (30, 10), (784, 100), (100, 784), (2, 6), (50, 50))


def _other_layers(rng):
    for widths in rng.integers(2, 400, size=(4, 2)):
        yield tuple(widths.tolist())


def _sums(rng):
    rows = [[-1.0, -2.0, 0.0], [0.0, 0.0, 0.0], [3.0, -9.0, -1.0], [1.0, 2.0, 3.0]]
    yield (np.array(rows),)
    for n, m in ((6, 3), (8, 2), (12, 5), (5, 4), (20, 3)):
        z = rng.normal(-0.7, 1, size=(n, m))
        z[0] = 0.0  # weights and bias of 0
        yield (z,)


_VARIANCE = "is a variance. The standard deviation is its root."
_TWO = "lacks a factor 2 under the root."

EXERCISES = (
    Exercise(
        prompt="How much blame arrives: δ²/δ^L in a sigmoid network with one neuron in "
        "each layer.",
        arguments={"w": BY_LAYER, "z": BY_LAYER},
        returns=(Part("δ²/δ^L"),),
        inputs=_narrow_networks,
        solution=blame_ratio,
        slips=(
            Slip("σ′ left out", {" * sigmoid.derivative(z[l])": ""},
                 "The slopes are missing: each factor is a weight times σ′."),
            Slip("w left out", {"w[l + 1] * ": ""},
                 "The weights are missing: each factor is a weight times σ′."),
            Slip("w of the layer itself", {"w[l + 1]": "w[l]"},
                 "The weights are one layer too low: from layer l + 1 back to layer l "
                 "leads w[l + 1]."),
            Slip("one layer short", {"range(2, L)": "range(3, L)"},
                 "The factor of layer 2 is missing: the last step goes from layer 3 to "
                 "layer 2. In Python range(2, L) begins with 2."),
            Slip("σ′ of layer L, too",
                 {"product = 1.0": "product = sigmoid.derivative(z[L])"},
                 "One slope too many: σ′(z^L) is already a part of δ^L, and it cancels "
                 "in the ratio."),
            Slip("σ for σ′", {"sigmoid.derivative(z[l])": "sigmoid(z[l])"},
                 "You have the activation σ(z) where its slope σ′(z) belongs."),
            Slip("σ′ at a", {"derivative(z[l])": "derivative(sigmoid(z[l]))"},
                 "σ′ is taken at a. It belongs at z: sigmoid.derivative(z[l])."),
            Slip("plus for times", {"] * ": "] + "},
                 "A weight and its slope are added. Along a path, multiply."),
            Slip("added up", {"product = 1.0": "product = 0.0", "*=": "+="},
                 "The factors are added. Along a path they are multiplied; only "
                 "different paths are added, and here there is one."),
            Slip("turned over", {"return product": "return 1 / product"},
                 "It is turned over: this is δ^L/δ². The blame of layer 2 stands above "
                 "the line."),
        ),
        hints=(
            "L is max(w). The blame walks back from layer L to layer 2.",
            "One layer back multiplies it by w[l + 1] and by the slope at z[l].",
            "Start with product = 1.0, then: for l in range(2, L), multiply.",
        ),
    ),
    Exercise(
        prompt="Var(z), from the variance of the weights and the activations before.",
        arguments={"var_w": "a number", "a": "shape (n, m)"},
        returns=(Part("Var(z)"),),
        inputs=_activations,
        solution=variance_of_z,
        slips=(
            Slip("variance of a", {"np.mean(a**2)": "np.var(a)"},
                 "You take the variance of a, with its mean subtracted. The proof "
                 "leaves the mean square, E[a²]."),
            Slip("square of the mean", {"np.mean(a**2)": "np.mean(a) ** 2"},
                 "You square the mean. E[a²] is the mean of the squares: first square, "
                 "then take the mean."),
            Slip("a not squared", {"a**2": "a"},
                 "The square of a is missing: the terms that are left in the proof are "
                 "w² a²."),
            Slip("summed over the examples", {"n * var_w * np.mean": "var_w * np.sum"},
                 "You add over the examples, too. n counts the neurons; over the "
                 "examples take the mean."),
            Slip("n left out", {"return n * ": "return "},
                 "A factor is missing: the sum z has n terms, and each of them adds "
                 "its share."),
            Slip("m for n", {"a.shape[0]": "a.shape[1]"},
                 "You count the examples, a.shape[1]. The terms of a sum z are the "
                 "neurons before it: a.shape[0]."),
            Slip("var_w squared", {"var_w *": "var_w**2 *"},
                 "var_w is squared. It is a variance already, the mean of w²."),
            Slip("root taken", {"return ": "return np.sqrt(", ")\n": "))\n"},
                 "You took a root: that is the standard deviation. Here the variance "
                 "is asked for."),
        ),
        hints=(
            "The claim of this section, with numbers: n times Var(w) times E[a²].",
            "Neurons are the rows of a: n is a.shape[0].",
            "E[a²] is np.mean(a**2), over all entries.",
        ),
    ),
    Exercise(
        prompt="The standard deviations of the weights after Xavier and after He.",
        arguments={"n_in": "a number", "n_out": "a number"},
        returns=(Part("Xavier"), Part("He")),
        inputs=_layers,
        others=_other_layers,
        solution=xavier_and_he,
        slips=(
            Slip("Xavier: variance",
                 {"np.sqrt(2 / (n_in + n_out))": "2 / (n_in + n_out)"},
                 f"Xavier {_VARIANCE}"),
            Slip("He: variance", {"np.sqrt(2 / n_in)": "2 / n_in"}, f"He {_VARIANCE}"),
            Slip("Xavier: lost the 2", {"2 / (n_in": "1 / (n_in"},
                 f"Xavier {_TWO} It divides by the mean of n_in and n_out, which is "
                 "half of their sum."),
            Slip("He: lost the 2", {"2 / n_in": "1 / n_in"},
                 f"He {_TWO} A ReLU takes half of the mean square away, and the "
                 "weights have to make up for it."),
            Slip("Xavier: brackets lost", {"(n_in + n_out)": "n_in + n_out"},
                 "In Python 2 / n_in + n_out divides first. Put the sum in brackets."),
            Slip("Xavier: n_in alone", {"2 / (n_in + n_out)": "1 / n_in"},
                 "This is 1/√n_in, which looks forward only. Xavier has n_out in it, "
                 "too."),
            Slip("Xavier: n_in times n_out", {"n_in + n_out": "n_in * n_out"},
                 "Xavier has the sum of n_in and n_out, not their product."),
            Slip("He: n_out for n_in", {"2 / n_in)": "2 / n_out)"},
                 "He takes n_in, the number of terms in the sum z, not n_out."),
            Slip("He: both added", {"2 / n_in)": "2 / (n_in + n_out))"},
                 "He takes n_in alone: n_in + n_out belongs to Xavier."),
        ),
        hints=(
            "The page has both variances. A standard deviation is the root of one.",
            "Xavier: 2 over the sum of both numbers. He: 2 over n_in.",
            "np.sqrt(...) twice, and a comma between: return xavier, he.",
        ),
        example="the first layer of this page",
    ),
    Exercise(
        prompt="How many ReLU neurons are dead, off for all examples of a batch?",
        arguments={"z": "shape (n, m)"},
        returns=(Part("dead neurons"),),
        inputs=_sums,
        solution=count_dead,
        slips=(
            Slip("0 counts as on", {"<= 0": "< 0"},
                 "A neuron with z = 0 counts as off: its activation is 0, and the code "
                 "takes its slope as 0. So z <= 0."),
            Slip("places counted", {"np.all(": "", ", axis=1)": ""},
                 "You count places of the map, a neuron with an image. Ask of each "
                 "neuron whether all of its row is off."),
            Slip("off for one image", {"np.all": "np.any"},
                 "A neuron that is off for some image is not dead: it must be off for "
                 "all of them."),
            Slip("images for neurons", {"axis=1": "axis=0"},
                 "You count images, the columns. Neurons are the rows: look along "
                 "axis=1."),
            Slip("the living", {"sum(np": "sum(~np"},
                 "You count the neurons that are alive."),
            Slip("a fraction", {"np.sum": "np.mean"},
                 "You return a part of all neurons, between 0 and 1. How many are "
                 "they?"),
            Slip("mean of z", {"all(z": "all(z.mean(axis=1, keepdims=True)"},
                 "You look at the mean of z. One image with z above 0 is enough to "
                 "keep a neuron alive."),
            Slip("first example only", {"all(z": "all(z[:, :1]"},
                 "Only the first example, column 0, is looked at."),
        ),
        hints=(
            "Where is a ReLU off? z <= 0 is a table of True and False.",
            "A row that is True throughout: np.all(..., axis=1).",
            "np.sum counts True as 1.",
        ),
    ),
)  # fmt: skip
