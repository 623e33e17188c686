"""Factors along a path, a start for ReLU, and dead neurons."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import prime_slips

BY_LAYER = "a dict, one number for each layer 2 … L"


def blame_ratio(w, z):
    """Return δ²/δ^L of a sigmoid network with one neuron in each layer."""
    L = max(w)
    product = 1.0
    for l in range(2, L):
        product *= w[l + 1] * sigmoid.derivative(z[l])
    return product


def start(normal):
    """Return weights (n, n_before) of a ReLU layer from numbers of N(0, 1)."""
    return np.sqrt(2 / normal.shape[1]) * normal


def count_dead(z):
    """Count the ReLU neurons, rows of z (n, m), that are off for all examples."""
    return np.sum(np.all(z <= 0, axis=1))


def _narrow_networks(rng):
    yield {2: 1.0, 3: 2.0, 4: -1.0}, {2: 0.0, 3: 1.0, 4: 0.5}
    for L in (5, 3, 8, 4, 12, 2):
        w, z = rng.normal(0, 2, size=(2, L - 1))
        layers = range(2, L + 1)
        yield dict(zip(layers, w, strict=True)), dict(zip(layers, z, strict=True))


# Not 2, 4 or 8 columns: a variance in place of its root would be right there.
def _normal(rng):
    yield (np.array([[1.0, -2.0, 0.5], [0.0, 1.0, -1.0]]),)
    for shape in ((5, 3), (3, 5), (4, 6), (2, 7), (7, 10)):
        yield (rng.standard_normal(shape),)


def _sums(rng):
    rows = [[-1.0, -2.0, 0.0], [0.0, 0.0, 0.0], [3.0, -9.0, -1.0], [1.0, 2.0, 3.0]]
    yield (np.array(rows),)
    for n, m, at_0 in ((6, 3, 1), (8, 2, 2), (12, 5, 1), (5, 4, 0), (20, 1, 3)):
        z = rng.normal(-0.7, 1, size=(n, m))
        z[rng.permutation(n)[:at_0]] = 0.0  # weights and bias of 0
        if not at_0:
            z[:, 1] = -abs(z[:, 1])  # an image for which all are off
        yield (z,)
    yield (-abs(z[:3]),)


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
            *prime_slips({"z[l]": "sigmoid.derivative(z[l])"}),
            Slip("σ′ taken as ¼", {"sigmoid.derivative(z[l])": "0.25"},
                 "Each σ′ is taken as ¼. That is its largest value, and it is so large "
                 "at z = 0 only."),
            Slip("z for σ′", {"sigmoid.derivative(z[l])": "z[l]"},
                 "Each weight is multiplied by z itself. By which slope does blame go "
                 "back through a neuron?"),
            Slip("σ′ of the layer after", {"derivative(z[l])": "derivative(z[l + 1])"},
                 "The slopes are one layer too high. The step back to layer l goes "
                 "through the neuron of layer l: whose z stands in σ′?"),
            Slip("a factor for every layer",
                 {"range(2, L)": "range(1, L)",
                  "derivative(z[l])": "derivative(z[l + 1])"},
                 "You have a factor for each of the layers 2 … L. From δ^L back to δ² "
                 "there is one step fewer: which weight lies on none of them?"),
            Slip("w of layer 2, too", {"product = 1.0": "product = w[2]"},
                 "One weight too many: w[2] leads into layer 2, and the blame of layer "
                 "2 has not passed it yet."),
            Slip("last factor missing", {"max(w)": "len(w)"},
                 "The step from layer L back to layer L − 1 is missing. The keys begin "
                 "with 2, so len(w) is one less than L."),
            Slip("factor of the last turn only", {"product *=": "product ="},
                 "Only the factor of layer L − 1 is left. Is there an = where *= is "
                 "meant?"),
            Slip("factor of layer 2 only", {"range(2, L)": "range(2, min(L, 3))"},
                 "Only the factor of layer 2 is there. Is the `return` inside the "
                 "loop, or an = where *= is meant?"),
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
        advice={
            KeyError: "The keys are the layers 2 … L. L may be 2: then no step leads "
            "back, so no factor may stand before the loop, or after it.",
        },
    ),
    Exercise(
        prompt="Weights of a ReLU layer, from numbers of N(0, 1) in their shape.",
        arguments={"normal": "shape (n, n_before)"},
        returns=(Part("w", "weights"),),
        inputs=_normal,
        solution=start,
        slips=(
            Slip("nothing done", {"np.sqrt(2 / normal.shape[1]) * ": ""},
                 "These are the numbers of N(0, 1) as they came. How must they be "
                 "scaled so that the mean square stays?"),
            Slip("the half left out", {"2 /": "1 /"},
                 "This keeps E[z²] where a = z. A ReLU lets only half of the mean "
                 "square through: what makes up for it?"),
            Slip("half for twice", {"2 /": "0.5 /"},
                 "This halves once more. The ReLU halves the mean square already, and "
                 "the weights have to make up for it."),
            Slip("variance for deviation", {"np.sqrt(": "("},
                 "You scale by the variance. A factor s makes E[w²] equal to s², so "
                 "which s gives the variance that you want?"),
            Slip("factor outside the root", {"np.sqrt(2 /": "2 * np.sqrt(1 /"},
                 "The factor stands outside the root, so E[w²] gets its square."),
            Slip("root of the 2 only",
                 {"np.sqrt(2 / normal.shape[1])": "np.sqrt(2) / normal.shape[1]"},
                 "The root is taken of the 2 only. Which number is E[w²] to be, and "
                 "what is its root?"),
            Slip("n left out", {" / normal.shape[1]": ""},
                 "The number of terms of a sum z is missing: the more there are, the "
                 "smaller each must be."),
            Slip("rows counted", {"shape[1]": "shape[0]"},
                 "You count the neurons of the layer, the rows. A sum z has as many "
                 "terms as there are neurons before it."),
            Slip("both ends", {"normal.shape[1]": "sum(normal.shape)"},
                 "You add the neurons at both ends. Only the number of terms of a sum "
                 "z counts here."),
            Slip("all weights counted", {"normal.shape[1]": "normal.size"},
                 "You count all weights. A single sum z has one row of them."),
            Slip("limit of a uniform start", {"2 /": "6 /"},
                 "√(6/n) is the limit of a uniform start, whose mean square is a third "
                 "of its limit squared. Which one have numbers of N(0, 1)?"),
            Slip("divided by its own size",
                 {"* normal": "* normal / np.sqrt(np.mean(normal**2))"},
                 "The numbers are first divided by the size that they happen to have. "
                 "Scale them as they are: the mean square is meant on average."),
            Slip("divided by its own deviation",
                 {"* normal": "* normal / np.std(normal)"},
                 "The numbers are first divided by their own deviation. Scale them as "
                 "they are: the mean square is meant on average."),
            Slip("ReLU on the weights", {"* normal": "* np.maximum(normal, 0)"},
                 "The negative weights have become 0. ReLU acts on the sums z; a "
                 "weight may have any sign."),
            Slip("turned over", {"2 / normal.shape[1]": "normal.shape[1] / 2"},
                 "It is turned over: the more terms a sum has, the smaller its weights "
                 "must be."),
        ),
        hints=(
            "Ask for n · E[w²] · E[a²] = E[z²], where E[a²] is half of E[z²] of the "
            "layer before.",
            "So E[w²] must be 2/n. Numbers of N(0, 1) times s have mean square s².",
            "n is normal.shape[1]; scale by np.sqrt(...).",
        ),
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
            Slip("last example only", {"all(z": "all(z[:, -1:]"},
                 "Only the last example is looked at. Is something written over at "
                 "each turn of a loop?"),
            Slip("exactly 0 only", {"<= 0": "== 0"},
                 "Only neurons whose z are exactly 0 are counted. A ReLU is off below "
                 "0, too."),
            Slip("0 or above", {"<= 0": ">= 0"},
                 "You count the neurons whose z are 0 or above for all examples. Where "
                 "is a ReLU off?"),
            Slip("none after a living one",
                 {"np.all(z <= 0, axis=1)": "np.cumprod(np.all(z <= 0, axis=1))"},
                 "After the first living neuron no more are counted. What must be set "
                 "back, or go on, when the next row begins?"),
        ),
        hints=(
            "Where is a ReLU off? z <= 0 is a table of True and False.",
            "A row that is True throughout: np.all(..., axis=1).",
            "np.sum counts True as 1.",
        ),
    ),
)  # fmt: skip
