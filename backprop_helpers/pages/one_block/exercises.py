"""Exercises: back through a block, a plan for η, and chances with a temperature."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import Formula
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def block_back(nabla_out, network_back, attention_back):
    """Return ∂C/∂x, shape (d, T)."""
    nabla_y = nabla_out + network_back(nabla_out)
    return nabla_y + attention_back(nabla_y)


def _times(number):
    return Formula(f"{number} times the blame", lambda blame: number * blame)


def _mixed(rng, d, T):
    """Return a part that mixes rows, and each token with those before it."""
    w, alpha = rng.normal(size=(d, d)) / np.sqrt(d), np.tril(rng.uniform(size=(T, T)))
    return Formula("w.T @ blame @ alpha", lambda blame: w.T @ blame @ alpha)


def _blocks(rng):
    yield np.array([[2.0]]), _times(0.5), _times(-0.25)
    for d, T in ((2, 3), (3, 2), (1, 4), (4, 1), (3, 3)):
        parts = _mixed(rng, d, T), _mixed(rng, d, T)
        yield rng.normal(size=(d, T)), *parts


def planned_eta(t, eta, warm_up, steps):
    """Return η of step t."""
    return eta * min(t / warm_up, (steps - t) / (steps - warm_up))


def _plans(rng):
    yield 10, 0.1, 20, 100
    yield 20, 0.1, 20, 100
    yield 60, 0.1, 20, 100
    for _ in range(6):
        warm_up, fall = (int(each) for each in rng.integers(4, 60, size=2))
        steps = warm_up + fall
        yield int(rng.integers(1, steps)), float(rng.uniform(0.01, 1)), warm_up, steps


def chances(z, temperature):
    """Return p of each sign, shape (k, m)."""
    e = np.exp(z / temperature)
    return e / e.sum(axis=0)


def _sums(rng):
    yield np.log([[1.0], [2.0], [4.0]]), 0.5
    for k, m in ((3, 2), (5, 1), (4, 3), (2, 4)):
        yield rng.normal(size=(k, m)), float(rng.choice([0.3, 0.7, 1.6, 2.5]))


EXERCISES = (
    Exercise(
        prompt="Blame back through a block: two parts, each with a way round.",
        arguments={
            "nabla_out": "shape (d, T)",
            "network_back": "a function of blame, of the same shape",
            "attention_back": "a function of blame, of the same shape",
        },
        returns=(Part("∂C/∂x", "channels"),),
        inputs=_blocks,
        solution=block_back,
        slips=(
            Slip("no way round the network", {"nabla_out + network": "network"},
                 "The way round the network is missing: y also stands in the sum out "
                 "as it is."),
            Slip("no way round attention", {"nabla_y + attention": "attention"},
                 "The way round attention is missing: x also stands in the sum y as "
                 "it is."),
            Slip("both ways round left out",
                 {"nabla_out + network": "network", "nabla_y + attention": "attention"},
                 "Both ways round are missing: only the way through both parts is "
                 "left."),
            Slip("one way round both",
                 {"return nabla_y + attention_back(nabla_y)":
                  "return nabla_out + attention_back(network_back(nabla_out))"},
                 "One way leads round both parts together. How many pluses has the "
                 "block, and which part does each go round?"),
            Slip("network left out", {" + network_back(nabla_out)": ""},
                 "No blame comes back through the network. It acts on the cost, too: "
                 "over the paths, add."),
            Slip("attention left out", {" + attention_back(nabla_y)": ""},
                 "No blame comes back through attention. It acts on the cost, too: "
                 "over the paths, add."),
            Slip("side by side",
                 {"attention_back(nabla_y)": "attention_back(nabla_out)"},
                 "Attention gets the blame of out. But what it adds goes through the "
                 "network as well: which blame is that of y?"),
            Slip("attention first",
                 {"network_back(nabla_out)": "attention_back(nabla_out)",
                  "attention_back(nabla_y)": "network_back(nabla_y)"},
                 "The parts have changed places. Blame meets first what came last on "
                 "the way forward."),
            Slip("out once more", {"return nabla_y": "return nabla_out + nabla_y"},
                 "The blame of out is in that of y already: here it is added twice."),
            Slip("round by out", {"return nabla_y": "return nabla_out"},
                 "The way round attention brings the blame of y, and not that of out "
                 "alone: the path x → y → network → out is missing."),
            Slip("network in the place of y",
                 {"attention_back(nabla_y)": "attention_back(network_back(nabla_out))"},
                 "Attention gets only what comes through the network. y also stands in "
                 "out as it is."),
            Slip("multiplied", {"nabla_out + network": "nabla_out * network",
                                "nabla_y + attention": "nabla_y * attention"},
                 "You multiply the two ways. Along a path one multiplies; over the "
                 "paths, add."),
            Slip("1 + blame as a factor",
                 {"return nabla_y + attention_back(nabla_y)":
                  "return nabla_out * (1 + network_back(nabla_out)) * "
                  "(1 + attention_back(nabla_out))"},
                 "You multiply blame by blame. network_back(blame) is no slope: it is "
                 "what has come back through the network already."),
            Slip("subtracted", {"nabla_out + network": "nabla_out - network",
                                "nabla_y + attention": "nabla_y - attention"},
                 "What comes through the parts is subtracted. It is added, with its "
                 "own sign."),
            Slip("network twice",
                 {"attention_back(nabla_y)": "network_back(nabla_y)"},
                 "Blame goes through the network twice, and never through attention."),
            Slip("blame of y", {"return nabla_y + attention_back(nabla_y)":
                                "return nabla_out + nabla_y"},
                 "Attention has no part in it. From y, go on to x: two ways again."),
        ),
        hints=(
            "Begin at the end: out = y + network. On which two ways does y act on out?",
            "The blame of y is that of out, as it is, plus what network_back makes of "
            "it.",
            "From y to x it is the same again: nabla_y plus what attention_back makes "
            "of nabla_y.",
        ),
    ),
    Exercise(
        prompt="A plan for η: up to eta in warm_up steps, then down to 0.",
        arguments={
            "t": "the number of the step, from 1", "eta": "the largest η",
            "warm_up": "a number of steps", "steps": "how many there are in all",
        },
        returns=(Part("η"),),
        inputs=_plans,
        solution=planned_eta,
        slips=(
            Slip("the larger", {"min(": "max("},
                 "You take the larger of both lines. Where they cross is the top: "
                 "which of them is the plan before it, and which after?"),
            Slip("no fall", {"(steps - t) / (steps - warm_up)": "1"},
                 "η stays at the top: after the warm-up it goes down to 0."),
            Slip("rises on", {"min(t / warm_up, (steps - t) / (steps - warm_up))":
                              "t / warm_up"},
                 "The first line goes on rising behind the top. At step warm_up it "
                 "ends: where does η go from there?"),
            Slip("rises again",
                 {"min(t / warm_up, (steps - t) / (steps - warm_up))":
                  "(t / warm_up if t < warm_up"
                  " else (t - warm_up) / (steps - warm_up))"},
                 "Behind the top η begins at 0 and rises again. What is your second "
                 "line at t = warm_up, and what at t = steps?"),
            Slip("no rise", {"t / warm_up": "1"},
                 "η begins at the top: in the warm-up it rises."),
            Slip("falls from the start", {"/ (steps - warm_up)": "/ steps"},
                 "The second line falls from step 0 on. It starts where the first one "
                 "ends: over how many steps does it fall?"),
            Slip("falls too fast", {"/ (steps - warm_up)": "/ warm_up"},
                 "The second line falls over warm_up steps. How many are left for it?"),
            Slip("rises over all steps",
                 {"min(t / warm_up, (steps - t) / (steps - warm_up))":
                  "(t / steps if t < warm_up else (steps - t) / (steps - warm_up))"},
                 "The first line rises over all steps, and not over warm_up of them."),
            Slip("turned over", {"t / warm_up": "warm_up / t"},
                 "t and warm_up have changed places: at t = warm_up both give 1, but "
                 "before?"),
            Slip("product", {"min(t / warm_up, (steps": "(t / warm_up * (steps"},
                 "You multiply the two lines. At each step only one of them holds."),
            Slip("rise times fall",
                 {"min(t / warm_up, (steps - t) / (steps - warm_up))":
                  "min(t / warm_up, 1) * (steps - t) / steps"},
                 "The rise is multiplied by a line that falls from step 0 on. At each "
                 "step only one line holds, and at warm_up both are 1."),
            Slip("ends too early", {"(steps - t)": "(steps - warm_up - t)"},
                 "The second line comes to 0 too early: what is left of the steps is "
                 "steps − t."),
            Slip("jumps at the top",
                 {"min(t / warm_up, (steps - t) / (steps - warm_up))":
                  "(t / warm_up if t < warm_up else 1 - t / steps)"},
                 "Behind the top η jumps down: the second line begins where the first "
                 "one ends. Over how many steps does it fall?"),
            Slip("ends above 0",
                 {"min(t / warm_up, (steps - t) / (steps - warm_up))":
                  "(t / warm_up if t <= warm_up else 1 - (t - warm_up) / steps)"},
                 "At the last step η is not 0: over how many steps does the second "
                 "line fall?"),
            Slip("η left out", {"eta * ": ""},
                 "The top is 1: multiply by the largest η."),
            Slip("counts from 0", {"t / warm_up": "(t - 1) / warm_up"},
                 "At step 1 you do not move at all. t counts from 1."),
            Slip("one step early", {"t / warm_up": "(t + 1) / warm_up"},
                 "The first line is one step early. What is it at t = 0?"),
            Slip("counts from 0 in the fall", {"(steps - t)": "(steps - t + 1)"},
                 "The second line is one step late. It is 1 at t = warm_up."),
        ),
        hints=(
            "Two straight lines: one rises from 0 at t = 0 to 1 at t = warm_up.",
            "The other is (steps − t) / (steps − warm_up): 1 at t = warm_up, 0 at the "
            "end.",
            "At each step the lower line counts: eta * min(…, …).",
        ),
    ),
    Exercise(
        prompt="How likely each sign comes next, with a temperature.",
        arguments={"z": "shape (k, m), a column for each text",
                   "temperature": "a number above 0"},
        returns=(Part("p", "neurons"),),
        inputs=_sums,
        solution=chances,
        slips=(
            Slip("temperature left out", {" / temperature": ""},
                 "The temperature changes nothing. If e is divided by it, it falls out "
                 "again: divide z."),
            Slip("multiplied", {"z / temperature": "z * temperature"},
                 "z is multiplied by the temperature: hot and cold have changed "
                 "places."),
            Slip("p divided", {"z / temperature": "z",
                               "e / e.sum(axis=0)": "e / e.sum(axis=0) / temperature"},
                 "p is divided by the temperature, so it no longer adds up to 1. "
                 "Divide z."),
            Slip("softmax of chances",
                 {"np.exp(z / temperature)": "np.exp(z) / np.exp(z).sum(axis=0)",
                  "return e": "e = np.exp(e / temperature)\n    return e"},
                 "Two softmaxes stand behind one another, and the temperature divides "
                 "what comes out of the first. What should it divide?"),
            Slip("temperature only above",
                 {"e.sum(axis=0)": "np.exp(z).sum(axis=0)"},
                 "The temperature stands only above the fraction line. Below it are "
                 "other numbers: do your columns add up to 1?"),
            Slip("not added up to 1", {" / e.sum(axis=0)": ""},
                 "A column does not add up to 1: divide by its sum."),
            Slip("sum over all", {"axis=0": ""},
                 "You divide by the sum of all columns. Each text has its own: "
                 "axis=0."),
            Slip("sum over the texts", {"axis=0": "axis=1, keepdims=True"},
                 "You divide by the sums of the rows. A text is a column: axis=0."),
            Slip("divided by the largest", {"e.sum": "e.max"},
                 "You divide by the largest, not by the sum."),
            Slip("mean", {"e.sum": "e.mean"},
                 "You divide by the mean: a column adds up to k, not to 1."),
            Slip("minus", {"np.exp(z": "np.exp(-z"},
                 "A minus stands before z: what was likely is now rare."),
            Slip("no exponential", {"np.exp(z / temperature)": "z / temperature"},
                 "The exponential is missing: z may be negative, a chance may not."),
            Slip("power not added up",
                 {"z / temperature": "z", "e / e.sum(axis=0)":
                  "(e / e.sum(axis=0)) ** (1 / temperature)"},
                 "The powers are right, but a column no longer adds up to 1: divide "
                 "once more."),
            Slip("sigmoid", {"e / e.sum(axis=0)": "e / (1 + e)"},
                 "This is the sigmoid of each by itself. Here the signs share a 1."),
            Slip("only the largest",
                 {"e / e.sum(axis=0)": "1.0 * (e == e.max(axis=0))"},
                 "The largest gets all. That is temperature 0; the others keep a "
                 "part."),
        ),
        hints=(
            "It is a softmax, as on page 10, of other numbers than z.",
            "Divide z by the temperature first, then exponentials, then by their sum.",
            "e = np.exp(z / temperature), and the sum of each column is "
            "e.sum(axis=0).",
        ),
    ),
)  # fmt: skip
