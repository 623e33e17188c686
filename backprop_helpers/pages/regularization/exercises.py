"""The regularised cost, a step with L2 and with L1, and when to stop early."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def l2_cost(C0, w, b, lambda_, n):
    """Return C₀ + (λ/2n) Σ w², the sum over all weights of all layers."""
    return C0 + lambda_ / (2 * n) * sum(np.sum(w[l] ** 2) for l in w)


def l2_step(w, b, nabla_w, nabla_b, eta, lambda_, n):
    """Return the new w and b of one layer, in the shapes of w and b."""
    return (1 - eta * lambda_ / n) * w - eta * nabla_w, b - eta * nabla_b


def l1_step(w, nabla_w, eta, lambda_, n):
    """Return the new weights of one layer, in the shape of w."""
    push = eta * lambda_ / n
    return w - np.clip(w, -push, push) - eta * nabla_w


def early_stopping(costs, patience):
    """Return the epoch, counted from 1, that early stopping keeps."""
    best = 0
    for epoch in range(len(costs)):
        if costs[epoch] < costs[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return best + 1


def _networks(rng):
    w = {2: np.array([[3.0, -1.0]]), 3: np.array([[2.0]])}
    yield 0.5, w, {2: np.array([[5.0]]), 3: np.array([[0.0]])}, 2.0, 4
    for sizes, n in (((2, 3), 5), ((3, 4, 2), 10), ((2, 2, 2, 1), 3), ((4, 1, 3), 50)):
        layers = range(2, len(sizes) + 1)
        w = {l: rng.normal(size=(sizes[l - 1], sizes[l - 2])) for l in layers}
        b = {l: rng.normal(size=(sizes[l - 1], 1)) for l in layers}
        yield float(rng.uniform(0.1, 2)), w, b, float(rng.uniform(0.5, 4)), n


def _layers(rng):
    w, b = np.array([[0.5, -2.0]]), np.array([[1.0]])
    yield w, b, np.array([[0.2, 0.0]]), np.array([[-0.4]]), 0.5, 2.0, 10
    for rows, columns, n in ((3, 2, 5), (1, 4, 20), (2, 2, 3), (4, 3, 8)):
        w, nabla_w = rng.normal(size=(2, rows, columns))
        b, nabla_b = rng.normal(size=(2, rows, 1))
        eta, lambda_ = float(rng.uniform(0.1, 0.9)), float(rng.uniform(0.5, 3))
        yield w, b, nabla_w, nabla_b, eta, lambda_, n


def _weights(rng):
    w = np.array([[0.5, -2.0, 0.05, 0.0]])
    yield w, np.array([[0.2, 0.0, 0.0, 0.4]]), 0.5, 2.0, 10
    for rows, columns, n in ((3, 2, 5), (1, 4, 20), (2, 3, 3), (4, 3, 8)):
        w, nabla_w = rng.normal(size=(2, rows, columns))
        eta, lambda_ = float(rng.uniform(0.3, 0.9)), float(rng.uniform(2, 4))
        w.flat[0], w.flat[1] = 0.0, 0.3 * eta * lambda_ / n  # below the push
        w.flat[2] = -0.6 * eta * lambda_ / n
        yield w, nabla_w, eta, lambda_, n


def _runs(rng):
    yield np.array([0.9, 0.6, 0.7, 0.5, 0.6, 0.55, 0.4]), 2
    yield np.array([0.8, 0.7, 0.6, 0.5]), 1
    yield np.array([0.8, 0.5, 0.6, 0.45, 0.7]), 1
    yield np.array([0.9, 0.4, 0.8, 0.6, 0.7, 0.5, 0.3, 0.2]), 3
    yield np.array([0.7, 0.5, 0.6, 0.5, 0.6, 0.45, 0.6]), 3
    yield np.array([0.7, 0.6, 0.65, 0.5, 0.55, 0.4, 0.45, 0.3, 0.35]), 2
    yield np.array([0.3, 0.5, 0.4, 0.35, 0.32, 0.31, 0.2]), 4
    for patience in (2, 3, 5):
        falling = np.exp(-np.arange(40) / 8) + 0.004 * np.arange(40)
        yield falling + rng.normal(0, 0.05, size=40), patience


BY_LAYER = "a dict, one array for each layer"
W, B = "shape (n_l, n_before)", "shape (n_l, 1)"
NUMBERS = {"eta": "a number", "lambda_": "a number", "n": "a number"}
NOT_DIVIDED = "λ is not divided by n, the number of training examples."


def _slips_of_a_step(grows, uphill):
    """Return the slips that L2 and L1 share; two of them need edits of their own."""
    return (
        Slip("not divided by n", {"lambda_ / n": "lambda_"}, NOT_DIVIDED),
        Slip("grows", grows,
             "The weights grow by their price: the symbol before λ is wrong. The price "
             "makes them smaller."),
        Slip("η forgotten", {"eta * lambda_": "lambda_"},
             "What λ does to a weight is a part of the step, too: it has the factor "
             "η."),
        Slip("uphill", uphill,
             "The step of the data goes uphill: w − η ∂C₀/∂w."),
    )  # fmt: skip


EXERCISES = (
    Exercise(
        prompt="The cost with L2: C₀ and the price of all weights.",
        arguments={"C0": "a number", "w": BY_LAYER, "b": BY_LAYER,
                   "lambda_": "a number", "n": "a number"},
        returns=(Part("C"),),
        inputs=_networks,
        solution=l2_cost,
        slips=(
            Slip("½ forgotten", {"2 * n": "n"},
                 "The price is twice too high: the ½ of λ/2n is missing."),
            Slip("biases priced", {" for l in w": " + np.sum(b[l] ** 2) for l in w"},
                 "The biases are in the sum. They have no price."),
            Slip("not divided by n", {"n) *": "1) *"}, NOT_DIVIDED),
            Slip("not squared", {"w[l] ** 2": "np.abs(w[l])"},
                 "The price is on |w|. L2 puts it on w²."),
            Slip("square of the sum", {"w[l] ** 2": "w[l]", "in w)": "in w) ** 2"},
                 "You squared the sum. Square each weight, then add."),
            Slip("mean of the weights", {"in w)": "in w) / sum(w[l].size for l in w)"},
                 "You took a mean over the weights. It is their sum; only n, the "
                 "number of examples, divides it."),
            Slip("only one layer", {"in w)": "in [max(w)])"},
                 "Only the last layer is in the sum. All layers pay."),
            Slip("price only", {"C0 + ": ""},
                 "This is the price alone. Add it to C₀."),
            Slip("price taken off", {"C0 + ": "C0 - "},
                 "The price is taken off C₀. It must be added: large weights are to "
                 "cost more."),
        ),
        hints=(
            "np.sum(w[2] ** 2) is the sum of the squares of one layer.",
            "Add these sums for all l in w. Leave b alone.",
            "C₀ plus lambda_ / (2 * n) times this sum.",
        ),
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="A step of one layer with L2: return the new w, the new b.",
        arguments={"w": W, "b": B, "nabla_w": W, "nabla_b": B} | NUMBERS,
        returns=(Part("w", "weights"), Part("b", "neurons")),
        inputs=_layers,
        solution=l2_step,
        slips=(
            *_slips_of_a_step(
                grows={"1 - ": "1 + "}, uphill={"w - ": "w + ", "b - ": "b + "}),
            Slip("biases shrunk",
                 {"return (1": "factor = (1", "* w": "\n    return factor * w",
                  ", b ": ", factor * b "},
                 "The biases shrink as well. They have no price: their step is "
                 "b − η ∂C₀/∂b."),
            Slip("factor 2", {"eta * lambda_": "eta * 2 * lambda_"},
                 "The weights shrink twice too fast. The slope of (λ/2n) w² is "
                 "(λ/n) w."),
            Slip("½ kept", {"eta * lambda_": "eta / 2 * lambda_"},
                 "The weights shrink half too slowly. The slope of (λ/2n) w² is "
                 "(λ/n) w: the ½ is gone."),
            Slip("shrunk after the step",
                 {"* w": "* (w", "nabla_w, b ": "nabla_w), b "},
                 "You shrink what the step has already moved. The factor belongs to "
                 "the old w: (1 − ηλ/n) w − η ∂C₀/∂w."),
            Slip("a constant push", {"(1 - eta": "w - (eta", ") * w": ") * np.sign(w)"},
                 "Every weight loses the same amount: this is L1. L2 multiplies."),
        ),
        hints=(
            "Without λ this is the step of page 05: w − η ∂C₀/∂w.",
            "With L2 the old w is first multiplied by 1 − ηλ/n. b is not.",
            "(1 - eta * lambda_ / n) * w - eta * nabla_w.",
        ),
    ),
    Exercise(
        prompt="A step of one layer with L1: the push, not across 0, then the step of "
        "the data.",
        arguments={"w": W, "nabla_w": W} | NUMBERS,
        returns=(Part("w", "weights"),),
        inputs=_weights,
        solution=l1_step,
        slips=(
            *_slips_of_a_step(
                grows={"- np.clip(w, -push, push)": "+ push * np.sign(w)"},
                uphill={"- eta": "+ eta"}),
            Slip("sign forgotten", {"np.clip(w, -push, push)": "push"},
                 "Every weight is pushed downwards. A negative one must go up: use "
                 "sign(w)."),
            Slip("multiplied", {"np.clip(w, -push, push)": "push * w"},
                 "The push has the size of w: this is L2. L1 pushes all by the same "
                 "ηλ/n."),
            Slip("crosses 0", {"np.clip(w, -push, push)": "push * np.sign(w)"},
                 "A weight nearer to 0 than the push jumps to the other side. It must "
                 "stop at 0."),
            Slip("held at 0",
                 {"return w": "return np.where(abs(w) <= push, 0, w",
                  "nabla_w\n": "nabla_w)\n"},
                 "A weight that the push has set to 0 stays there. The step of the "
                 "data still moves it."),
            Slip("pushed after the step",
                 {" - eta * nabla_w": "",
                  "return": "w = w - eta * nabla_w\n    return"},
                 "You push what the step has already moved. Push the old w first."),
            Slip("factor 2", {"eta * lambda_": "eta * 2 * lambda_"},
                 "The push is twice too large: the slope of (λ/n)|w| is λ/n."),
            Slip("½ kept", {"eta * lambda_": "eta / 2 * lambda_"},
                 "The push is half of what it should be. The price of L1 has no ½."),
        ),
        hints=(
            "push = eta * lambda_ / n. Which weights are nearer to 0 than that?",
            "np.clip(w, -push, push) is push or −push for a large weight, and w itself "
            "for a small one.",
            "Take it off w; then take off eta * nabla_w.",
        ),
    ),
    Exercise(
        prompt="The epoch, counted from 1, that early stopping keeps.",
        arguments={"costs": "shape (epochs,)", "patience": "a whole number"},
        returns=(Part("epoch"),),
        inputs=_runs,
        solution=early_stopping,
        slips=(
            Slip("counted from 0", {" + 1": ""},
                 "You count epochs from 0. The first one is number 1."),
            Slip("never stops", {"break": "continue"},
                 "This is the lowest of all costs. Once patience has run out, what "
                 "comes later is never seen."),
            Slip("the last epoch", {"return best": "return epoch"},
                 "This is the epoch at which training stops. Go back to the one with "
                 "the lowest cost."),
            Slip("one too many", {"== patience": "> patience"},
                 "You wait for one epoch too many: stop after `patience` epochs "
                 "without a new lowest cost."),
            Slip("one too few",
                 {"range(": "range(1, ", "elif epoch": "if epoch",
                  "== patience": "== patience - 1"},
                 "You stop one epoch too soon: `patience` epochs may go by without a "
                 "new lowest cost."),
            Slip("against the one before",
                 {"best = 0": "best = in_vain = 0", "range(": "range(1, ",
                  "elif epoch - best ==":
                  "in_vain = in_vain + 1 if costs[epoch] >= costs[epoch - 1] else 0\n"
                  "        if in_vain =="},
                 "You compare each cost with the one before it. A new lowest must be "
                 "lower than all before."),
            Slip("not in a row",
                 {"best = 0": "best = in_vain = 0", "range(": "range(1, ",
                  "elif epoch - best ==":
                  "else:\n            in_vain += 1\n        if in_vain =="},
                 "You count all epochs in vain. A new lowest cost starts the count "
                 "again."),
            Slip("a tie is lower", {"< costs[best]": "<= costs[best]"},
                 "You count a cost equal to the lowest as a new lowest. It must be "
                 "lower."),
        ),
        hints=(
            "Go through the costs, and remember where the lowest one so far is.",
            "At a new lowest, its place changes. Else look how many epochs ago it was.",
            "When that is `patience` epochs ago, break. Return its place plus 1.",
        ),
    ),
)  # fmt: skip
