"""When to stop early, a step with L1 that can rest at 0, and dropout."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def early_stopping(costs, patience):
    """Return the epoch, counted from 1, that early stopping keeps."""
    best = 0
    for epoch in range(len(costs)):
        if costs[epoch] < costs[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return best + 1


def l1_step(w, nabla_w, eta, lambda_, n):
    """Return the new weights of one layer, in the shape of w."""
    push = eta * lambda_ / n
    w = w - eta * nabla_w
    return w - np.clip(w, -push, push)


def dropout(a, blame, u, p):
    """Return the thinned activations, and ∂C/∂a as they were before, (n, m) each."""
    mask = (u >= p) / (1 - p)
    return a * mask, blame * mask


def _runs(rng):
    yield np.array([0.9, 0.6, 0.7, 0.5, 0.6, 0.55, 0.4]), 2
    yield np.array([0.8, 0.7, 0.6, 0.5]), 1
    yield np.array([2.5, 1.8, 1.2, 1.9, 1.5]), 2
    yield np.array([0.8, 0.5, 0.6, 0.45, 0.7]), 1
    yield np.array([0.9, 0.4, 0.8, 0.6, 0.7, 0.5, 0.3, 0.2]), 3
    yield np.array([0.7, 0.5, 0.6, 0.5, 0.6, 0.45, 0.6]), 3
    yield (
        np.array([0.5, 0.5, 0.6, 0.5, 0.7, 0.6, 0.75]),
        2,
    )  # ties in its patience, one at the start
    yield np.array([0.7, 0.6, 0.65, 0.5, 0.55, 0.4, 0.45, 0.3, 0.35]), 2
    yield np.array([0.3, 0.5, 0.4, 0.35, 0.32, 0.31, 0.2]), 4
    for patience in (2, 3, 5):
        falling = np.exp(-np.arange(40) / 8) + 0.004 * np.arange(40)
        yield falling + rng.normal(0, 0.05, size=40), patience


def _weights(rng):
    w = np.array([[0.5, -2.0, 0.05, 0.0]])
    yield w, np.array([[0.2, 0.0, 0.0, 0.4]]), 0.5, 2.0, 10
    for rows, columns, n in ((3, 2, 5), (1, 4, 20), (2, 3, 3), (4, 3, 8)):
        w, nabla_w = rng.normal(size=(2, rows, columns))
        eta, lambda_ = float(rng.uniform(0.3, 0.9)), float(rng.uniform(2, 4))
        w.flat[0], w.flat[1] = 0.0, 0.3 * eta * lambda_ / n  # below the push
        w.flat[2] = -0.6 * eta * lambda_ / n
        nabla_w.flat[3] = -4 * lambda_ / n  # the data carry this one across 0
        w.flat[3] = -2 * eta * lambda_ / n
        yield w, nabla_w, eta, lambda_, n


def _layers(rng):
    a = np.array([[1.0, -0.5], [0.6, 0.8], [-0.9, 0.2]])
    u = np.array([[0.1, 0.7], [0.9, 0.4], [0.3, 0.8]])
    yield a, np.array([[0.2, 0.4], [-0.6, 0.1], [0.5, -0.3]]), u, 0.5
    for n, m, p in ((4, 3, 0.3), (5, 4, 0.6), (6, 1, 0.4), (3, 5, 0.7), (8, 6, 0.2)):
        a, blame = rng.normal(size=(2, n, m))
        u = rng.permutation(np.linspace(0.02, 0.98, n * m)).reshape(n, m)
        a.flat[np.argmax(u)] = 0.0  # an activation of 0 that is not silent
        u.flat[np.argsort(u.flat)[u.size // 2]] = p  # as it is not below p
        yield a, blame, u, p


W, A = "shape (n_l, n_before)", "shape (n, m)"

EXERCISES = (
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
                 {"epoch - best == patience": "epoch - best + 1 == patience"},
                 "You stop one epoch too soon: `patience` epochs may go by without a "
                 "new lowest cost. Is the last of them still compared?"),
            Slip("the cost itself", {"best + 1": "costs[best]"},
                 "This is the lowest cost itself. In which epoch was it measured?"),
            Slip("the last epoch if it stops",
                 {"            break": "            return epoch + 1"},
                 "Where patience runs out, you return the epoch at which training "
                 "stops. Go back to the one with the lowest cost."),
            Slip("the last epoch if it never stops",
                 {"    return best": "    else:\n        return len(costs)\n"
                  "    return best"},
                 "Where patience never runs out, you return the last epoch. Then, too, "
                 "the epoch of the lowest cost is kept."),
            Slip("the first in vain",
                 {"epoch - best == patience": "epoch - best + (best == 0) == patience"},
                 "The first epoch counts as one in vain, as its cost is not below "
                 "itself. The count begins with the second."),
            Slip("against the first only", {"< costs[best]": "< costs[0]"},
                 "You compare each cost with the first one. Is the lowest so far "
                 "renewed when a lower one comes?"),
            Slip("every fall kept", {"< costs[best]": "< costs[epoch - 1]"},
                 "You keep every cost that is lower than the one before it. A new "
                 "lowest must be lower than all before."),
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
    Exercise(
        prompt="A step of one layer with L1: the step of the data, then the push, not "
        "across 0.",
        arguments={"w": W, "nabla_w": W, "eta": "a number", "lambda_": "a number",
                   "n": "a number"},
        returns=(Part("w", "weights"),),
        inputs=_weights,
        solution=l1_step,
        slips=(
            Slip("not divided by n", {"lambda_ / n": "lambda_"},
                 "λ is not divided by n, the number of training examples."),
            Slip("grows", {"w - np.clip(w, -push, push)": "w + push * np.sign(w)"},
                 "The weights are pushed away from 0. The price makes them smaller."),
            Slip("no push", {"w - np.clip(w, -push, push)": "w"},
                 "This is the step of the data alone. The push towards 0 is missing."),
            Slip("push alone", {"w - np.clip": "np.clip"},
                 "This is what the push takes away. Subtract it from the weight."),
            Slip("η left out of the step", {"eta * nabla_w": "nabla_w"},
                 "η is missing in the step of the data: w − η ∂C₀/∂w."),
            Slip("η forgotten", {"eta * lambda_": "lambda_"},
                 "The push is a part of the step, too: it has the factor η."),
            Slip("uphill", {"w - eta": "w + eta"},
                 "The step of the data goes uphill: w − η ∂C₀/∂w."),
            Slip("sign forgotten", {"np.clip(w, -push, push)": "push"},
                 "Every weight is pushed downwards. A negative one must go up."),
            Slip("weight decay",
                 {"    push =": "    old = w\n    push =",
                  "np.clip(w, -push, push)": "push * old"},
                 "The weights lose a part of themselves: this is L2. L1 pushes all by "
                 "the same ηλ/n."),
            Slip("small ones to 0 only",
                 {"np.clip(w, -push, push)": "w * (abs(w) <= push)"},
                 "Weights nearer to 0 than the push become 0, but the others are not "
                 "pushed at all."),
            Slip("negative ones to 0",
                 {"w - np.clip(w, -push, push)": "np.maximum(w - push, 0)"},
                 "Every negative weight becomes 0. It is pushed upwards by ηλ/n, and "
                 "stops at 0 only if it gets there."),
            Slip("grows, small ones to 0",
                 {"w - np.clip(w, -push, push)":
                  "np.where(abs(w) > push, w + push * np.sign(w), 0)"},
                 "The large weights are pushed away from 0. The price makes them "
                 "smaller."),
            Slip("step of the data left out", {"w - eta * nabla_w": "w"},
                 "The weights are only pushed. The step of the data comes first: "
                 "w − η ∂C₀/∂w."),
            Slip("number of weights for n", {"lambda_ / n": "lambda_ / w.size"},
                 "You divide by the number of weights. n is the number of training "
                 "examples."),
            Slip("sign of the old weight, across 0",
                 {"    push =": "    old = w\n    push =",
                  "np.clip(w, -push, push)": "push * np.sign(old)"},
                 "The push has the sign of the weight before the step, and does not "
                 "stop at 0. Take the step of the data first, then look at the weight "
                 "that it gives."),
            Slip("sign of the old weight put back",
                 {"    push =": "    old = w\n    push =",
                  "w - np.clip(w, -push, push)":
                  "np.sign(old) * abs(w - np.clip(w, -push, push))"},
                 "The weight gets back the sign from before the step. If the data have "
                 "carried it across 0, which sign does it have?"),
            Slip("the data stopped at 0, too",
                 {"    push =": "    old = w\n    push =",
                  "w - np.clip(w, -push, push)":
                  "np.maximum((w - push * np.sign(old)) * np.sign(old), 0)"
                  " * np.sign(old)"},
                 "A weight becomes 0 whenever its sign changes. Only the push stops at "
                 "0; the step of the data may go across, or leave 0."),
            Slip("the data stopped at 0, but may leave it",
                 {"    push =": "    old = w\n    push =",
                  "w - np.clip(w, -push, push)":
                  "(w - push * np.sign(old)) * ((w - push * np.sign(old)) * old >= 0)"},
                 "A weight becomes 0 whenever its sign changes, and one that was 0 is "
                 "not pushed. Look at the signs after the step of the data."),
            Slip("multiplied", {"np.clip(w, -push, push)": "push * w"},
                 "The push has the size of w: this is L2. L1 pushes all by the same "
                 "ηλ/n."),
            Slip("crosses 0", {"np.clip(w, -push, push)": "push * np.sign(w)"},
                 "A weight nearer to 0 than the push jumps to the other side. It must "
                 "stop at 0."),
            Slip("pushed before the step",
                 {"w = w - eta": "moved = eta", "push, push)": "push, push) - moved"},
                 "You push first and step afterwards, so a weight that the push has "
                 "set to 0 leaves it again. The push comes last."),
            Slip("factor 2", {"eta * lambda_": "eta * 2 * lambda_"},
                 "The push is twice too large: the slope of (λ/n)|w| is λ/n."),
            Slip("½ kept", {"eta * lambda_": "eta / 2 * lambda_"},
                 "The push is half of what it should be. The price of L1 has no ½."),
        ),
        hints=(
            "First the ordinary step, w − η ∂C₀/∂w. Which of these weights are now "
            "nearer to 0 than push = eta * lambda_ / n?",
            "np.clip(w, -push, push) is push or −push for a large weight, and w itself "
            "for a small one.",
            "The last line is `return w - np.clip(w, -push, push)`, with the new w.",
        ),
    ),
    Exercise(
        prompt="Dropout in one layer: the thinned activations, and the blame of the "
        "activations before they were thinned.",
        arguments={"a": A, "blame": A, "u": A, "p": "a number"},
        returns=(Part("thinned a", "neurons"), Part("∂C/∂a", "neurons")),
        inputs=_layers,
        solution=dropout,
        slips=(
            Slip("the others silent", {"u >= p": "u < p"},
                 "You silence the others: a neuron is silent where u is below p, which "
                 "happens with the probability p."),
            Slip("not scaled", {" / (1 - p)": ""},
                 "Those that are left must count more, or the sums behind them become "
                 "smaller."),
            Slip("scaled down", {"/ (1 - p)": "* (1 - p)"},
                 "Those that are left count less. They must make up for the silent "
                 "ones."),
            Slip("divided by p", {"(1 - p)": "p"},
                 "You divide by the part that is silent. Which part is left?"),
            Slip("blame for all", {"blame * mask": "blame"},
                 "A silent neuron gets blame. It has changed nothing, so its slope "
                 "is 0."),
            Slip("blame for all, scaled", {"blame * mask": "blame / (1 - p)"},
                 "A silent neuron gets blame. It has changed nothing, so its slope "
                 "is 0."),
            Slip("silence read from a", {"blame * mask": "blame * mask * (a != 0)"},
                 "A neuron with the activation 0 gets no blame, though it is not "
                 "silent. Who is silent stands in u and p."),
            Slip("blame for the silent", {"blame * mask": "blame * (u < p) / (1 - p)"},
                 "The silent neurons get the blame, and those that are left get none. "
                 "Who has had a part in the cost?"),
            Slip("a not scaled", {"return a * mask": "return a * (mask > 0)"},
                 "The blame is scaled, the activations are not: those that are left "
                 "must count more."),
            Slip("blame times a", {"blame * mask": "blame * (a * mask)"},
                 "The blame is multiplied by the thinned activations. What is the "
                 "slope of a neuron's thinned activation along its a?"),
            Slip("equal to p is silent", {"u >= p": "u > p"},
                 "A neuron whose u is p itself is silent in yours. Silent are those "
                 "below p."),
            Slip("divided by the part that stayed", {"(1 - p)": "np.mean(u >= p)"},
                 "You divide by the part that happens to be left this time. Which part "
                 "is left on average?"),
            Slip("blame not scaled", {"blame * mask": "blame * (mask > 0)"},
                 "A neuron that is left was multiplied on the way forward. By the "
                 "chain rule its blame has the same factor."),
            Slip("blame scaled twice", {"blame * mask": "blame * mask / (1 - p)"},
                 "The blame has the factor twice. Each number passes one edge, with "
                 "one slope."),
            Slip("one draw for each example", {"(u >= p)": "(u[:1] >= p)"},
                 "All neurons of an example share one draw. Each has a number of its "
                 "own in u."),
            Slip("1 − p for p", {"u >= p": "u >= 1 - p"},
                 "You compare u with 1 − p. A neuron is silent where u is below p."),
            Slip("slope of a ReLU", {"blame * mask": "blame * mask * (a > 0)"},
                 "The blame of a negative activation is 0 in yours, as in a ReLU. Here "
                 "the only factor between a and the thinned a is that of dropout."),
            Slip("one draw for all", {"(u >= p)": "(u[:, :1] >= p)"},
                 "All examples lose the same neurons. Each has numbers of its own "
                 "in u."),
        ),
        hints=(
            "`u >= p` is a table of True and False, which count as 1 and 0.",
            "Make of it one table of factors: 0 for the silent ones, and for the "
            "others what makes up for those.",
            "Both results are products with this same table.",
        ),
        example=THIS_PAGE,
    ),
)  # fmt: skip
