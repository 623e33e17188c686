"""Exercises: blame past a layer with a way round, and back through a normalisation."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

MATRIX = "shape (n, m)"


def way_round_blame(nabla_a, w, slope):
    """Return ∂C/∂a^{l−1}, shape (n, m), of a^l = a^{l−1} + σ(w a^{l−1} + b)."""
    return nabla_a + w.T @ (nabla_a * slope)


def _layers(rng):
    for n, m in ((1, 1), (2, 1), (3, 2), (4, 5), (2, 3), (5, 1)):
        slope = rng.uniform(0.1, 0.9, size=(n, m))
        yield rng.normal(size=(n, m)), rng.normal(size=(n, n)), slope


def norm_blame(blame, x_hat, deviation):
    """Return ∂C/∂x, shape (n, m), from the blame of x_hat; each column by itself."""
    through_mean = np.mean(blame, axis=0)
    through_deviation = x_hat * np.mean(blame * x_hat, axis=0)
    return (blame - through_mean - through_deviation) / deviation


def _normal(rng):
    for n, m in ((3, 1), (3, 2), (4, 3), (5, 4), (2, 5), (6, 1)):
        x = 2 * rng.normal(size=(n, m))
        deviation = np.std(x, axis=0, keepdims=True) + 0.3  # ε is in it
        yield rng.normal(size=(n, m)), (x - x.mean(axis=0)) / deviation, deviation


EXERCISES = (
    Exercise(
        prompt="The blame of what goes into a layer with a way round it.",
        arguments={"nabla_a": MATRIX, "w": "shape (n, n)", "slope": MATRIX},
        returns=(Part("∂C/∂a", "neurons"),),
        inputs=_layers,
        solution=way_round_blame,
        slips=(
            Slip("way round left out", {"nabla_a + w": "w"},
                 "Only the way through f is there. The numbers also go past it: over "
                 "the paths, add."),
            Slip("way through left out", {" + w.T @ (nabla_a * slope)": ""},
                 "Only the way round is there. The numbers also go through f: over the "
                 "paths, add."),
            Slip("ways multiplied",
                 {"nabla_a + w.T @ (nabla_a * slope)":
                  "nabla_a * (w.T @ (nabla_a * slope))"},
                 "The two ways are multiplied. Along a path, multiply; over the paths, "
                 "add."),
            Slip("ways subtracted", {"nabla_a + w": "nabla_a - w"},
                 "One way is subtracted from the other. Over the paths, add."),
            Slip("mean of the ways",
                 {"nabla_a + w.T @ (nabla_a * slope)":
                  "(nabla_a + w.T @ (nabla_a * slope)) / 2"},
                 "This is half of it. Blame is not shared out between the ways: each "
                 "gets all of it, and the ways are added."),
            Slip("1 on the way round", {"nabla_a + w": "1 + w"},
                 "The way round has the slope 1. What is multiplied by that 1 on its "
                 "way back?"),
            Slip("a alone for its slope", {"nabla_a + w": "2 * nabla_a + w"},
                 "The way round counts twice. Its slope is 1: how often does the blame "
                 "go back along it?"),
            Slip("slope on both",
                 {"nabla_a + w.T @ (nabla_a * slope)":
                  "nabla_a * slope + w.T @ (nabla_a * slope)"},
                 "The slope σ′ stands on the way round, too. On that way there is no "
                 "squeeze: its slope is 1."),
            Slip("w on both",
                 {"nabla_a + w.T @ (nabla_a * slope)":
                  "w.T @ (nabla_a + nabla_a * slope)"},
                 "The weights stand on the way round, too. On that way there are none: "
                 "its slope is 1."),
            Slip("round and through again",
                 {"nabla_a + w.T @ (nabla_a * slope)":
                  "nabla_a + w.T @ (nabla_a * (1 + slope))"},
                 "On the way through f the slope is 1 + σ′. The 1 belongs to the other "
                 "way, and has its term already."),
            Slip("slope left out", {" * slope": ""},
                 "The slope σ′(z) is missing on the way through f."),
            Slip("w left out", {"w.T @ (nabla_a * slope)": "nabla_a * slope"},
                 "The weights are missing on the way through f."),
            Slip("blame left out on the way through", {"(nabla_a * slope)": "slope"},
                 "On the way through f there are only slopes. What do they multiply?"),
            Slip("w not transposed", {"w.T": "w"},
                 "Row k of the result belongs to neuron k of the layer before, and "
                 "w[j, k] leads from k to j. Over which of the two do you add?"),
            Slip("slope too late",
                 {"w.T @ (nabla_a * slope)": "(w.T @ nabla_a) * slope"},
                 "You multiply by σ′(z) after the weights. On its way back through f, "
                 "which comes first: σ or w?"),
            Slip("entry by entry",
                 {"w.T @ (nabla_a * slope)":
                  "np.sum(w, axis=0)[:, None] * nabla_a * slope"},
                 "Each neuron gets its own blame back, times a sum of weights. Neuron "
                 "k acts on all z: for each j its weight meets the blame of j."),
            Slip("1 + f′ entry by entry",
                 {"nabla_a + w.T @ (nabla_a * slope)": "nabla_a * (1 + w.T @ slope)"},
                 "Each neuron gets its own blame back, times 1 and slopes. Neuron k "
                 "acts on all z: whose blame comes back along w[j, k]?"),
            Slip("mean over the batch",
                 {"w.T @ (nabla_a * slope)":
                  "w.T @ (nabla_a * slope) / nabla_a.shape[1]"},
                 "The way through f is divided by the number of examples. Each column "
                 "is the blame of one example: what have the others to do with it?"),
            Slip("slope of the slope",
                 {"nabla_a * slope": "nabla_a * slope * (1 - slope)"},
                 "You make a slope of slope. It is no activation: it holds σ′(z) "
                 "already."),
        ),
        hints=(
            "a^{l−1} goes two ways to a^l: round the layer, and through it. Write down "
            "what comes back along each.",
            "Round: the slope is 1, so nabla_a comes back as it is. Through: nabla_a "
            "times σ′(z), then w.T @, as in BP2.",
            "Over the paths, add: nabla_a + w.T @ (...).",
        ),
    ),
    Exercise(
        prompt="The blame of x, for columns that are normalised.",
        arguments={
            "blame": MATRIX, "x_hat": MATRIX, "deviation": "shape (1, m)"
        },
        returns=(Part("∂C/∂x", "neurons"),),
        inputs=_normal,
        solution=norm_blame,
        slips=(
            Slip("only divided", {" - through_mean - through_deviation": ""},
                 "Only the straight way is there. Each x moves the mean as well, and "
                 "the deviation: two more ways to the cost."),
            Slip("mean left out", {" - through_mean": ""},
                 "The way through the mean is missing."),
            Slip("deviation left out", {" - through_deviation": ""},
                 "The way through the deviation is missing, or it comes to 0: the mean "
                 "of products is not the product of the means."),
            Slip("straight way left out", {"(blame - through_mean": "(-through_mean"},
                 "The straight way is missing: x_k stands in its own x̂_k, too."),
            Slip("not divided", {" / deviation": ""},
                 "The deviation is missing as a divisor: all three ways lead through "
                 "the division by it."),
            Slip("divided by the variance", {"/ deviation": "/ deviation**2"},
                 "You divide by the variance, the square of the deviation."),
            Slip("multiplied by the deviation", {"/ deviation": "* deviation"},
                 "x̂ is x − μ divided by the deviation. So what is the slope from x − μ "
                 "to x̂?"),
            Slip("divided too late",
                 {"(blame - through_mean - through_deviation)":
                  "blame - through_mean - through_deviation"},
                 "Only the last way is divided by the deviation: brackets are "
                 "missing."),
            Slip("plus the mean", {"- through_mean": "+ through_mean"},
                 "If the mean grows, every x̂ falls: look at the sign of that way."),
            Slip("plus the deviation", {"- through_deviation": "+ through_deviation"},
                 "If the deviation grows, every x̂ comes nearer to 0: look at the sign "
                 "of that way."),
            Slip("sum for the mean",
                 {"np.mean(blame, axis=0)": "np.sum(blame, axis=0)"},
                 "On the way through the mean you add up the blame. Each x moves the "
                 "mean by only one n-th."),
            Slip("sum in the deviation",
                 {"np.mean(blame * x_hat": "np.sum(blame * x_hat"},
                 "On the way through the deviation you add up. Each x moves the "
                 "variance by only one n-th of what its square moves."),
            Slip("along the rows, mean",
                 {"np.mean(blame, axis=0)":
                  "np.mean(blame, axis=1, keepdims=True)"},
                 "On the way through the mean you go along the rows. A column is "
                 "normalised by itself: axis=0."),
            Slip("along the rows, deviation",
                 {"np.mean(blame * x_hat, axis=0)":
                  "np.mean(blame * x_hat, axis=1, keepdims=True)"},
                 "On the way through the deviation you go along the rows. A column is "
                 "normalised by itself: axis=0."),
            Slip("mean of all",
                 {"np.mean(blame, axis=0)": "np.mean(blame)",
                  "np.mean(blame * x_hat, axis=0)": "np.mean(blame * x_hat)"},
                 "The means are taken over all columns at once. A column is normalised "
                 "by itself: axis=0."),
            Slip("outer x̂ left out", {"x_hat * np.mean": "np.mean"},
                 "On the way through the deviation one x̂ is missing: x_k moves the "
                 "deviation by x̂_k/n."),
            Slip("inner x̂ left out", {"blame * x_hat": "blame"},
                 "On the way through the deviation one x̂ is missing: x̂_j falls in "
                 "proportion to itself."),
            Slip("blame for the outer x̂", {"x_hat * np.mean": "blame * np.mean"},
                 "On the way through the deviation the mean is multiplied by the "
                 "blame. How much does x_k move the deviation?"),
            Slip("x̂ squared", {"x_hat * np.mean": "x_hat**2 * np.mean"},
                 "x̂ is squared. x_k moves the deviation by x̂_k/n, with its sign."),
            Slip("own blame only",
                 {"np.mean(blame * x_hat, axis=0)": "blame * x_hat / len(blame)"},
                 "On the way through the deviation each x gets only its own blame "
                 "back. The deviation moves all x̂."),
        ),
        hints=(
            "Three ways lead from x_k to the cost: straight on, through the mean and "
            "through the deviation. All three end with a division by the deviation.",
            "Through the mean comes back the mean of the blame, with a minus; through "
            "the deviation x_hat times the mean of blame * x_hat, with a minus.",
            "Along a column that is np.mean(..., axis=0).",
        ),
    ),
)  # fmt: skip
