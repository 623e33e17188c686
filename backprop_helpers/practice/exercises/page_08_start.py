"""Exercises of notebook 08, second part: two rules for the start, and dead neurons."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


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
        page=8,
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
        page=8,
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
