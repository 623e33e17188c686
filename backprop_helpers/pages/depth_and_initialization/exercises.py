"""Exercises of notebook 08, first part: factors along a path, and the variance of z."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

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


def _blame_ratio(w, z, slips=frozenset()):
    L = max(w)

    def slope(l):
        wrong = {
            "σ′ left out": 1.0,
            "σ for σ′": sigmoid(z[l]),
            "σ′ at a": sigmoid.derivative(sigmoid(z[l])),
        }
        right = sigmoid.derivative(z[l])
        return next((wrong[name] for name in wrong if name in slips), right)

    def weight(l):
        weight = w[l] if "w of the layer itself" in slips else w[l + 1]
        return 1.0 if "w left out" in slips else weight

    first = 3 if "one layer short" in slips else 2
    factors = [
        weight(l) + slope(l) if "plus for times" in slips else weight(l) * slope(l)
        for l in range(first, L)
    ]
    product = np.sum(factors) if "added up" in slips else np.prod(factors)
    if "σ′ of layer L, too" in slips:
        product = product * slope(L)
    return 1 / product if "turned over" in slips else product


def _variance_of_z(var_w, a, slips=frozenset()):
    n, m = a.shape
    wrong = {
        "variance of a": np.var(a),
        "square of the mean": np.mean(a) ** 2,
        "a not squared": np.mean(a),
        "summed over the examples": np.sum(a**2) / n,
    }
    right = np.mean(a**2)
    square = next((wrong[name] for name in wrong if name in slips), right)
    if "n left out" in slips:
        n = 1
    elif "m for n" in slips:
        n = m
    variance = n * (var_w**2 if "var_w squared" in slips else var_w) * square
    return np.sqrt(np.abs(variance)) if "root taken" in slips else variance


def xavier_and_he(n_in, n_out):
    """Return the standard deviations of weights after Xavier and after He."""
    return np.sqrt(2 / (n_in + n_out)), np.sqrt(2 / n_in)


def count_dead(z):
    """Count the ReLU neurons, rows of z (n, m), that are off for all examples."""
    return np.sum(np.all(z <= 0, axis=1))


def _layers(rng):
    yield 64, 30
    yield from ((30, 10), (784, 100), (100, 784), (2, 6), (50, 50))


def _sums(rng):
    rows = [[-1.0, -2.0, 0.0], [0.0, 0.0, 0.0], [3.0, -9.0, -1.0], [1.0, 2.0, 3.0]]
    yield (np.array(rows),)
    for n, m in ((6, 3), (8, 2), (12, 5), (5, 4), (20, 3)):
        z = rng.normal(-0.7, 1, size=(n, m))
        z[0] = 0.0  # weights and bias of 0
        yield (z,)


def _xavier_and_he(n_in, n_out, slips=frozenset()):
    def first(wrong, right):
        return next((wrong[name] for name in wrong if name in slips), right)

    xavier = first(
        {
            "Xavier: brackets lost": 2 / n_in + n_out,
            "Xavier: n_in alone": 1 / n_in,
            "Xavier: n_in times n_out": 2 / (n_in * n_out),
        },
        2 / (n_in + n_out),
    )
    he = first(
        {"He: n_out for n_in": 2 / n_out, "He: both added": 2 / (n_in + n_out)},
        2 / n_in,
    )
    xavier = xavier / 2 if "Xavier: lost the 2" in slips else xavier
    he = he / 2 if "He: lost the 2" in slips else he
    return (
        xavier if "Xavier: variance" in slips else np.sqrt(xavier),
        he if "He: variance" in slips else np.sqrt(he),
    )


def _count_dead(z, slips=frozenset()):
    if "first example only" in slips:
        z = z[:, :1]
    if "mean of z" in slips:
        z = np.mean(z, axis=1, keepdims=True)
    off = z < 0 if "0 counts as on" in slips else z <= 0
    axis = 0 if "images for neurons" in slips else 1
    dead = np.all(off, axis=axis)
    if "off for one image" in slips:
        dead = np.any(off, axis=axis)
    if "places counted" in slips:
        dead = off.ravel()
    if "the living" in slips:
        dead = ~dead
    return np.mean(dead) if "a fraction" in slips else np.sum(dead)


_VARIANCE = "is a variance. The standard deviation is its root."
_TWO = "lacks a factor 2 under the root."


EXERCISES = (
    Exercise(
        prompt="How much blame arrives: δ²/δ^L in a sigmoid network with one neuron in "
        "each layer.",
        arguments={"w": BY_LAYER, "z": BY_LAYER},
        returns=(Part("δ²/δ^L"),),
        inputs=_narrow_networks,
        reference=_blame_ratio,
        slips={
            "σ′ left out": "The slopes are missing: each factor is a weight times σ′.",
            "w left out": "The weights are missing: each factor is a weight times σ′.",
            "w of the layer itself": "The weights are one layer too low: from layer "
            "l + 1 back to layer l leads w[l + 1].",
            "one layer short": "The factor of layer 2 is missing: the last step goes "
            "from layer 3 to layer 2. In Python range(2, L) begins with 2.",
            "σ′ of layer L, too": "One slope too many: σ′(z^L) is already a part of "
            "δ^L, and it cancels in the ratio.",
            "σ for σ′": "You have the activation σ(z) where its slope σ′(z) belongs.",
            "σ′ at a": "σ′ is taken at a. It belongs at z: sigmoid.derivative(z[l]).",
            "plus for times": "A weight and its slope are added. Along a path, "
            "multiply.",
            "added up": "The factors are added. Along a path they are multiplied; only "
            "different paths are added, and here there is one.",
            "turned over": "It is turned over: this is δ^L/δ². The blame of layer 2 "
            "stands above the line.",
        },
        hints=(
            "L is max(w). The blame walks back from layer L to layer 2.",
            "One layer back multiplies it by w[l + 1] and by the slope at z[l].",
            "Start with product = 1.0, then: for l in range(2, L), multiply.",
        ),
        solution=blame_ratio,
    ),
    Exercise(
        prompt="Var(z), from the variance of the weights and the activations before.",
        arguments={"var_w": "a number", "a": "shape (n, m)"},
        returns=(Part("Var(z)"),),
        inputs=_activations,
        reference=_variance_of_z,
        slips={
            "variance of a": "You take the variance of a, with its mean subtracted. "
            "The proof leaves the mean square, E[a²].",
            "square of the mean": "You square the mean. E[a²] is the mean of the "
            "squares: first square, then take the mean.",
            "a not squared": "The square of a is missing: the terms that are left in "
            "the proof are w² a².",
            "summed over the examples": "You add over the examples, too. n counts the "
            "neurons; over the examples take the mean.",
            "n left out": "A factor is missing: the sum z has n terms, and each of "
            "them adds its share.",
            "m for n": "You count the examples, a.shape[1]. The terms of a sum z are "
            "the neurons before it: a.shape[0].",
            "var_w squared": "var_w is squared. It is a variance already, the mean of "
            "w².",
            "root taken": "You took a root: that is the standard deviation. Here the "
            "variance is asked for.",
        },
        hints=(
            "The claim of this section, with numbers: n times Var(w) times E[a²].",
            "Neurons are the rows of a: n is a.shape[0].",
            "E[a²] is np.mean(a**2), over all entries.",
        ),
        solution=variance_of_z,
    ),
    Exercise(
        prompt="The standard deviations of the weights after Xavier and after He.",
        arguments={"n_in": "a number", "n_out": "a number"},
        returns=(Part("Xavier"), Part("He")),
        inputs=_layers,
        reference=_xavier_and_he,
        slips={
            "Xavier: variance": f"Xavier {_VARIANCE}",
            "He: variance": f"He {_VARIANCE}",
            "Xavier: lost the 2": f"Xavier {_TWO} It divides by the mean of n_in and "
            "n_out, which is half of their sum.",
            "He: lost the 2": f"He {_TWO} A ReLU takes half of the mean square away, "
            "and the weights have to make up for it.",
            "Xavier: brackets lost": "In Python 2 / n_in + n_out divides first. Put "
            "the sum in brackets.",
            "Xavier: n_in alone": "This is 1/√n_in, which looks forward only. Xavier "
            "has n_out in it, too.",
            "Xavier: n_in times n_out": "Xavier has the sum of n_in and n_out, not "
            "their product.",
            "He: n_out for n_in": "He takes n_in, the number of terms in the sum z, "
            "not n_out.",
            "He: both added": "He takes n_in alone: n_in + n_out belongs to Xavier.",
        },
        hints=(
            "The page has both variances. A standard deviation is the root of one.",
            "Xavier: 2 over the sum of both numbers. He: 2 over n_in.",
            "np.sqrt(...) twice, and a comma between: return xavier, he.",
        ),
        solution=xavier_and_he,
        example="the first layer of this page",
    ),
    Exercise(
        prompt="How many ReLU neurons are dead, off for all examples of a batch?",
        arguments={"z": "shape (n, m)"},
        returns=(Part("dead neurons"),),
        inputs=_sums,
        reference=_count_dead,
        slips={
            "0 counts as on": "A neuron with z = 0 counts as off: its activation is 0, "
            "and the code takes its slope as 0. So z <= 0.",
            "places counted": "You count places of the map, a neuron with an image. "
            "Ask of each neuron whether all of its row is off.",
            "off for one image": "A neuron that is off for some image is not dead: it "
            "must be off for all of them.",
            "images for neurons": "You count images, the columns. Neurons are the "
            "rows: look along axis=1.",
            "the living": "You count the neurons that are alive.",
            "a fraction": "You return a part of all neurons, between 0 and 1. How many "
            "are they?",
            "mean of z": "You look at the mean of z. One image with z above 0 is "
            "enough to keep a neuron alive.",
            "first example only": "Only the first example, column 0, is looked at.",
        },
        hints=(
            "Where is a ReLU off? z <= 0 is a table of True and False.",
            "A row that is True throughout: np.all(..., axis=1).",
            "np.sum counts True as 1.",
        ),
        solution=count_dead,
    ),
)
