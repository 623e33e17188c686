"""Exercises: a whole way back, and a slope to check it."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.bug_museum.example import BUGS
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import Formula
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def backward_pass(w, z, a, y):
    """Return ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³ of a sigmoid network with L = 3."""
    m = y.shape[1]
    delta3 = 2 * (a[3] - y) * sigmoid.derivative(z[3])
    delta2 = (w[3].T @ delta3) * sigmoid.derivative(z[2])
    nabla_w2, nabla_w3 = delta2 @ a[1].T / m, delta3 @ a[2].T / m
    nabla_b2 = delta2.mean(axis=1, keepdims=True)
    nabla_b3 = delta3.mean(axis=1, keepdims=True)
    return nabla_w2, nabla_b2, nabla_w3, nabla_b3


def _passes(rng):
    # Equal widths, and never two examples: with m = 2, sum for mean hides a lost 2.
    for n, m in ((2, 3), (3, 4), (3, 5), (4, 1), (2, 6)):
        network = Network.random((n + 1, n, n), rng)
        z, a = network.forward(rng.normal(size=(n + 1, m)))
        yield network.w, z, a, rng.uniform(size=(n, m))


def measured_slope(f, w, j, k, epsilon):
    """Return the slope of f along the entry w[j, k], measured to both sides."""
    higher, lower = w.copy(), w.copy()
    higher[j, k] += epsilon
    lower[j, k] -= epsilon
    return (f(higher) - f(lower)) / (2 * epsilon)


CURVES = (
    Formula("sum of w³", lambda w: float(np.sum(w**3))),
    Formula("sum of w²", lambda w: float(np.sum(w**2))),
    Formula("sum of sin w", lambda w: float(np.sum(np.sin(w)))),
    Formula("sum of w, squared", lambda w: float(np.sum(w) ** 2)),
    Formula("sum of exp w", lambda w: float(np.sum(np.exp(w)))),
)


def _matrices(rng):
    """Yield each of CURVES with a square w, a place off its diagonal, and an ε."""
    yield CURVES[0], np.array([[0.5, 2.0], [-1.0, 1.5]]), 0, 1, 0.1
    for n, curve in zip((3, 5, 4, 6), CURVES[1:], strict=True):
        j, k = (int(i) for i in rng.choice(n, 2, replace=False))
        yield curve, rng.normal(size=(n, n)), j, k, rng.uniform(0.05, 0.8)


def _bug(name, edits):
    """Return the bug of this name in the museum as a Slip."""
    return Slip(name, edits, BUGS[name])


COLUMNS, BY_LAYER = "shape (n, m)", "a dict, one array for each layer"
EXERCISES = (
    Exercise(
        prompt="A whole backward pass of a sigmoid network with L = 3, quadratic cost "
        "and m examples: ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³.",
        arguments=dict.fromkeys("wza", BY_LAYER) | {"y": COLUMNS},
        returns=(
            Part("∂C/∂w²", "weights"), Part("∂C/∂b²", "neurons"),
            Part("∂C/∂w³", "weights"), Part("∂C/∂b³", "neurons"),
        ),
        inputs=_passes,
        solution=backward_pass,
        slips=(
            _bug("sum for mean", {
                "y.shape[1]": "1", "delta2.mean": "delta2.sum",
                "delta3.mean": "delta3.sum",
            }),
            _bug("σ′ at a", {"(z[3])": "(a[3])", "(z[2])": "(a[2])"}),
            _bug("w not transposed", {"w[3].T @": "w[3] @"}),
            _bug("last path only", {"w[3].T @ delta3": "w[3][-1:].T @ delta3[-1:]"}),
            _bug("lost the 2", {"2 * (": "("}),
            _bug("σ′ left out", {" * sigmoid.derivative(z[3])": ""}),
            _bug("b not summed", {
                "delta2.mean(axis=1, keepdims=True)": "delta2",
                "delta3.mean(axis=1, keepdims=True)": "delta3",
            }),
            Slip("b² not summed", {"delta2.mean(axis=1, keepdims=True)": "delta2"},
                 "∂C/∂b² still has a column for each example, as δ² has. All examples "
                 "share one b²: take the mean over the columns."),
            Slip("b³ not summed", {"delta3.mean(axis=1, keepdims=True)": "delta3"},
                 "∂C/∂b³ still has a column for each example, as δ³ has. All examples "
                 "share one b³: take the mean over the columns."),
            Slip("σ′ at a²", {"(z[2])": "(a[2])"},
                 "In δ², σ′ is taken at a². It belongs at z²."),
            Slip("σ′ at a³", {"(z[3])": "(a[3])"},
                 "In δ³, σ′ is taken at a³. It belongs at z³."),
            Slip("σ′(z²) left out", {" * sigmoid.derivative(z[2])": ""},
                 "δ² lacks its factor σ′(z²): between z² and a² stands the sigmoid."),
            Slip("a³ for a²", {"a[2].T": "a[3].T"},
                 "∂C/∂w³ holds a³. Which numbers come in through w³?"),
            Slip("mean over the neurons",
                 {"delta2.mean(axis=1": "delta2.mean(axis=0",
                  "delta3.mean(axis=1": "delta3.mean(axis=0"},
                 "The mean for the biases goes along the wrong axis, over the neurons. "
                 "Each neuron has a bias of its own; the examples share it."),
            Slip("one mean for all neurons",
                 {f"{d}.mean(axis=1, keepdims=True)":
                  f"np.full((len({d}), 1), {d}.mean())" for d in ("delta2", "delta3")},
                 "All biases of a layer get one number: the mean goes over the "
                 "neurons, too. Each neuron has a bias of its own."),
            Slip("divided by the neurons",
                 {f"{d}.mean(axis=1, keepdims=True)":
                  f"{d}.sum(axis=1, keepdims=True) / len({d})"
                  for d in ("delta2", "delta3")},
                 "For the biases the sum is divided by the number of neurons. The cost "
                 "is a mean over the examples."),
            Slip("means multiplied",
                 {"delta2 @ a[1].T / m":
                  "delta2.mean(axis=1, keepdims=True) @ [a[1].mean(axis=1)]",
                  "delta3 @ a[2].T / m":
                  "delta3.mean(axis=1, keepdims=True) @ [a[2].mean(axis=1)]"},
                 "For the weights, the mean δ is multiplied by the mean a. Multiply δ "
                 "by a for each example first, then take the mean of the products."),
            Slip("mean before BP2",
                 {"delta2.mean(axis=1, keepdims=True)":
                  "(w[3].T @ delta3.mean(axis=1, keepdims=True)) "
                  "* sigmoid.derivative(z[2]).mean(axis=1, keepdims=True)"},
                 "∂C/∂b² is made of means: the mean of a product is not the product of "
                 "the means. Go through BP2 with each example, then take the mean."),
            Slip("sum in BP3 only",
                 {"delta2.mean": "delta2.sum", "delta3.mean": "delta3.sum"},
                 "The biases have a sum over the examples, the weights a mean. The "
                 "cost is a mean, so both are means."),
            Slip("divided, not summed", {
                "delta2.mean(axis=1, keepdims=True)": "delta2 / m",
                "delta3.mean(axis=1, keepdims=True)": "delta3 / m"},
                 "You divide ∂C/∂b by m, and yet it still has a column for each "
                 "example. A mean is a sum first: add the columns."),
            Slip("turned round", {"a[3] - y": "y - a[3]"},
                 "The sign is wrong: BP1 begins with a − y, not y − a."),
            Slip("first example only",
                 {"m = y": "y = y[:, :1]\n"
                  "    z, a = ({l: p[l][:, :1] for l in p} for p in (z, a))\n"
                  "    m = y"},
                 "Only the first example, column 0, is used. The gradient is the mean "
                 "over all columns."),
            Slip("last example only",
                 {"m = y": "y = y[:, -1:]\n"
                  "    z, a = ({l: p[l][:, -1:] for l in p} for p in (z, a))\n"
                  "    m = y"},
                 "Only the last example is used. The gradient is the mean over all "
                 "columns: perhaps = stands where += is meant."),
        ),
        hints=(
            "Go through the four equations, one line each: BP1, BP2, BP3, BP4.",
            "All four results wrong: look at BP1, or at the mean. Only those of layer "
            "2: look at BP2. Only the biases: look at BP3. Only the weights: BP4.",
            "δ³ = 2 (a³ − y) ⊙ σ′(z³), δ² = (w³)ᵀ δ³ ⊙ σ′(z²); then means over the "
            "columns.",
        ),
    ),
    Exercise(
        prompt="The slope of f along one entry of a matrix, measured to both sides.",
        arguments={
            "f": "a function, f(w) is a number", "w": "shape (n, n)",
            "j": "a row of w", "k": "a column of w", "epsilon": "a number above 0",
        },
        returns=(Part("slope"),),
        inputs=_matrices,
        solution=measured_slope,
        slips=(
            Slip("back to the middle", {"lower[j, k] -= epsilon": "pass"},
                 "The second value is taken at w itself, but the run is 2 ε. Where "
                 "does a central difference end?"),
            Slip("from the middle", {"higher[j, k] += epsilon": "pass"},
                 "The first value is taken at w itself, but the run is 2 ε. Where does "
                 "a central difference begin?"),
            Slip("one-sided",
                 {"lower[j, k] -= epsilon": "pass", "(2 * epsilon)": "epsilon"},
                 "This goes from w to w + ε: a one-sided difference. Start at w − ε "
                 "instead."),
            Slip("backward",
                 {"higher[j, k] += epsilon": "pass", "(2 * epsilon)": "epsilon"},
                 "This goes from w − ε to w: a one-sided difference. End at w + ε "
                 "instead."),
            Slip("half the run", {"(2 * epsilon)": "epsilon"},
                 "The rise goes from w − ε to w + ε. How long is the run?"),
            Slip("divided by 2 only", {"(2 * epsilon)": "2"},
                 "ε is missing in the run. How far is it from w − ε to w + ε?"),
            Slip("ε squared", {"(2 * epsilon)": "epsilon**2"},
                 "ε² belongs to second differences, which measure curvature. A slope "
                 "is a rise divided by a run: how long is the run?"),
            Slip("second difference",
                 {"f(higher) - f(lower)": "f(higher) - 2 * f(w) + f(lower)",
                  "(2 * epsilon)": "epsilon**2"},
                 "This is a curvature: how fast the slope changes. The slope needs the "
                 "two outer values alone."),
            Slip("not divided", {" / (2 * epsilon)": ""},
                 "This is the rise. Divide it by the run, 2 ε."),
            Slip("brackets lost", {"(2 * epsilon)": "2 * epsilon"},
                 "Python reads a / 2 * epsilon from left to right, so this multiplies "
                 "by ε. Put brackets round 2 * epsilon."),
            Slip("turned round", {"f(higher) - f(lower)": "f(lower) - f(higher)"},
                 "The sign is wrong: the higher end minus the lower end."),
            Slip("added", {"f(higher) - f": "f(higher) + f"},
                 "The two values are added. The rise is their difference."),
            Slip("all entries moved",
                 {"higher[j, k]": "higher", "lower[j, k]": "lower"},
                 "All entries are moved at once. Along one weight means: only w[j, k] "
                 "changes."),
            Slip("whole row moved",
                 {"higher[j, k]": "higher[j]", "lower[j, k]": "lower[j]"},
                 "The whole row j is moved. Along one weight means: only w[j, k] "
                 "changes."),
            Slip("whole column moved",
                 {"higher[j, k]": "higher[:, k]", "lower[j, k]": "lower[:, k]"},
                 "The whole column k is moved. Along one weight means: only w[j, k] "
                 "changes."),
            Slip("set, not moved",
                 {"higher[j, k] += epsilon": "higher[j, k] = epsilon",
                  "lower[j, k] -= epsilon": "lower[j, k] = -epsilon"},
                 "The entry is set to ε and −ε, so this is the slope at 0. Where is "
                 "w[j, k] before it is moved?"),
            Slip("row and column",
                 {"higher[j, k]": "higher[k, j]", "lower[j, k]": "lower[k, j]"},
                 "Another weight is moved: w[j, k] is in row j and column k."),
        ),
        hints=(
            "At which two places is f asked? Write down what w[j, k] is at each.",
            "From w + ε back to w is ε; to w − ε it is 2 ε.",
            "Make two copies of w, move one of them up and the other down by epsilon.",
        ),
    ),
)  # fmt: skip
