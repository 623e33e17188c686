"""Exercises of notebook 09, first part: the regularised cost, a step with L2 and L1."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

BY_LAYER = "a dict, one array for each layer"


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


def _l2_cost(C0, w, b, lambda_, n, slips=frozenset()):
    arrays = [*w.values()]
    if "biases priced" in slips:
        arrays += b.values()
    if "only one layer" in slips:
        arrays = arrays[-1:]
    power = np.abs if "not squared" in slips else np.square
    numbers = np.concatenate([power(array).ravel() for array in arrays])
    price = numbers.mean() if "mean of the weights" in slips else numbers.sum()
    if "square of the sum" in slips:
        price = sum(array.sum() for array in arrays) ** 2
    half = 1 if "½ forgotten" in slips else 2
    by = 1 if "not divided by n" in slips else n
    price *= lambda_ / (half * by)
    if "price only" in slips:
        return price
    return C0 - price if "price taken off" in slips else C0 + price


def _rate(eta, lambda_, n, slips):
    rate = lambda_ if "not divided by n" in slips else lambda_ / n
    if "½ kept" in slips:
        rate /= 2
    elif "factor 2" in slips:
        rate *= 2
    rate = -rate if "grows" in slips else rate
    return rate if "η forgotten" in slips else eta * rate


def _l2_step(w, b, nabla_w, nabla_b, eta, lambda_, n, slips=frozenset()):
    rate = _rate(eta, lambda_, n, slips)
    uphill = -1 if "uphill" in slips else 1
    step_w, step_b = uphill * eta * nabla_w, uphill * eta * nabla_b
    new_b = (1 - rate) * b - step_b if "biases shrunk" in slips else b - step_b
    if "a constant push" in slips:
        return w - rate * np.sign(w) - step_w, new_b
    if "shrunk after the step" in slips:
        return (1 - rate) * (w - step_w), new_b
    return (1 - rate) * w - step_w, new_b


def _l1_step(w, nabla_w, eta, lambda_, n, slips=frozenset()):
    push = _rate(eta, lambda_, n, slips)
    step = (-1 if "uphill" in slips else 1) * eta * nabla_w
    if "pushed after the step" in slips:
        w, step = w - step, 0.0
    if "multiplied" in slips:
        return w - push * w - step
    if "sign forgotten" in slips:
        return w - push - step
    pushed = w - push * np.sign(w)
    if "crosses 0" not in slips:
        pushed = np.where(np.abs(w) <= push, 0.0, pushed)
        if "held at 0" in slips:
            step = np.where(np.abs(w) <= push, 0.0, step)
    return pushed - step


_RATES = {
    "not divided by n": "λ is not divided by n, the number of training examples.",
    "grows": "The weights grow by their price: the symbol before λ is wrong. The price "
    "makes them smaller.",
    "η forgotten": "What λ does to a weight is a part of the step, too: it has the "
    "factor η.",
    "uphill": "The step of the data goes uphill: w − η ∂C₀/∂w.",
}


# Costs after each epoch, and the patience.
_RUNS = (
    ((0.9, 0.6, 0.7, 0.5, 0.6, 0.55, 0.4), 2),
    ((0.8, 0.7, 0.6, 0.5), 1),
    ((0.8, 0.5, 0.6, 0.45, 0.7), 1),
    ((0.9, 0.4, 0.8, 0.6, 0.7, 0.5, 0.3, 0.2), 3),
    ((0.7, 0.5, 0.6, 0.5, 0.6, 0.45, 0.6), 3),
    ((0.7, 0.6, 0.65, 0.5, 0.55, 0.4, 0.45, 0.3, 0.35), 2),
    ((0.3, 0.5, 0.4, 0.35, 0.32, 0.31, 0.2), 4),
)


def early_stopping(costs, patience):
    """Return the epoch, counted from 1, that early stopping keeps."""
    best = 0
    for epoch in range(len(costs)):
        if costs[epoch] < costs[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return best + 1


def _runs(rng):
    for costs, patience in _RUNS:
        yield np.array(costs), patience
    for patience in (2, 3, 5):
        falling = np.exp(-np.arange(40) / 8) + 0.004 * np.arange(40)
        yield falling + rng.normal(0, 0.05, size=40), patience


def _early_stopping(costs, patience, slips=frozenset()):
    wait = patience + ("one too many" in slips)
    if "one too few" in slips:
        wait = patience - 1
    best, in_vain, last = 0, 0, len(costs) - 1
    for epoch in range(1, len(costs)):
        before = costs[epoch - 1 if "against the one before" in slips else best]
        lower = costs[epoch] < before
        if "a tie is lower" in slips:
            lower = costs[epoch] <= before
        if costs[epoch] < costs[best] or (lower and costs[epoch] == costs[best]):
            best = epoch
        if not lower:
            in_vain += 1
        elif "not in a row" not in slips:
            in_vain = 0
        if in_vain >= wait and "never stops" not in slips:
            last = epoch
            break
    kept = last if "the last epoch" in slips else best
    return kept if "counted from 0" in slips else kept + 1


EXERCISES = (
    Exercise(
        prompt="The cost with L2: C₀ and the price of all weights.",
        arguments={
            "C0": "a number",
            "w": BY_LAYER,
            "b": BY_LAYER,
            "lambda_": "a number",
            "n": "a number",
        },
        returns=(Part("C"),),
        inputs=_networks,
        reference=_l2_cost,
        slips={
            "½ forgotten": "The price is twice too high: the ½ of λ/2n is missing.",
            "biases priced": "The biases are in the sum. They have no price.",
            "not divided by n": _RATES["not divided by n"],
            "not squared": "The price is on |w|. L2 puts it on w².",
            "square of the sum": "You squared the sum. Square each weight, then add.",
            "mean of the weights": "You took a mean over the weights. It is their sum; "
            "only n, the number of examples, divides it.",
            "only one layer": "Only the last layer is in the sum. All layers pay.",
            "price only": "This is the price alone. Add it to C₀.",
            "price taken off": "The price is taken off C₀. It must be added: large "
            "weights are to cost more.",
        },
        hints=(
            "np.sum(w[2] ** 2) is the sum of the squares of one layer.",
            "Add these sums for all l in w. Leave b alone.",
            "C₀ plus lambda_ / (2 * n) times this sum.",
        ),
        solution=l2_cost,
        example="the numbers of this page",
    ),
    Exercise(
        prompt="A step of one layer with L2: return the new w, the new b.",
        arguments={
            "w": "shape (n_l, n_before)",
            "b": "shape (n_l, 1)",
            "nabla_w": "shape (n_l, n_before)",
            "nabla_b": "shape (n_l, 1)",
            "eta": "a number",
            "lambda_": "a number",
            "n": "a number",
        },
        returns=(Part("w", "weights"), Part("b", "neurons")),
        inputs=_layers,
        reference=_l2_step,
        slips=_RATES
        | {
            "biases shrunk": "The biases shrink as well. They have no price: their "
            "step is b − η ∂C₀/∂b.",
            "factor 2": "The weights shrink twice too fast. The slope of (λ/2n) w² is "
            "(λ/n) w.",
            "½ kept": "The weights shrink half too slowly. The slope of (λ/2n) w² is "
            "(λ/n) w: the ½ is gone.",
            "shrunk after the step": "You shrink what the step has already moved. The "
            "factor belongs to the old w: (1 − ηλ/n) w − η ∂C₀/∂w.",
            "a constant push": "Every weight loses the same amount: this is L1. L2 "
            "multiplies.",
        },
        hints=(
            "Without λ this is the step of page 05: w − η ∂C₀/∂w.",
            "With L2 the old w is first multiplied by 1 − ηλ/n. b is not.",
            "(1 - eta * lambda_ / n) * w - eta * nabla_w.",
        ),
        solution=l2_step,
    ),
    Exercise(
        prompt="A step of one layer with L1: the push, not across 0, then the step of "
        "the data.",
        arguments={
            "w": "shape (n_l, n_before)",
            "nabla_w": "shape (n_l, n_before)",
            "eta": "a number",
            "lambda_": "a number",
            "n": "a number",
        },
        returns=(Part("w", "weights"),),
        inputs=_weights,
        reference=_l1_step,
        slips=_RATES
        | {
            "sign forgotten": "Every weight is pushed downwards. A negative one must "
            "go up: use sign(w).",
            "multiplied": "The push has the size of w: this is L2. L1 pushes all by "
            "the same ηλ/n.",
            "crosses 0": "A weight nearer to 0 than the push jumps to the other side. "
            "It must stop at 0.",
            "held at 0": "A weight that the push has set to 0 stays there. The step of "
            "the data still moves it.",
            "pushed after the step": "You push what the step has already moved. Push "
            "the old w first.",
            "factor 2": "The push is twice too large: the slope of (λ/n)|w| is λ/n.",
            "½ kept": "The push is half of what it should be. The price of L1 has no "
            "½.",
        },
        hints=(
            "push = eta * lambda_ / n. Which weights are nearer to 0 than that?",
            "np.clip(w, -push, push) is push or −push for a large weight, and w itself "
            "for a small one.",
            "Take it off w; then take off eta * nabla_w.",
        ),
        solution=l1_step,
    ),
    Exercise(
        prompt="The epoch, counted from 1, that early stopping keeps.",
        arguments={"costs": "shape (epochs,)", "patience": "a whole number"},
        returns=(Part("epoch"),),
        inputs=_runs,
        reference=_early_stopping,
        slips={
            "counted from 0": "You count epochs from 0. The first one is number 1.",
            "never stops": "This is the lowest of all costs. Once patience has run "
            "out, what comes later is never seen.",
            "the last epoch": "This is the epoch at which training stops. Go back to "
            "the one with the lowest cost.",
            "one too many": "You wait for one epoch too many: stop after `patience` "
            "epochs without a new lowest cost.",
            "one too few": "You stop one epoch too soon: `patience` epochs may go by "
            "without a new lowest cost.",
            "against the one before": "You compare each cost with the one before it. "
            "A new lowest must be lower than all before.",
            "not in a row": "You count all epochs in vain. A new lowest cost starts "
            "the count again.",
            "a tie is lower": "You count a cost equal to the lowest as a new lowest. "
            "It must be lower.",
        },
        hints=(
            "Go through the costs, and remember where the lowest one so far is.",
            "At a new lowest, its place changes. Else look how many epochs ago it was.",
            "When that is `patience` epochs ago, break. Return its place plus 1.",
        ),
        solution=early_stopping,
    ),
)
