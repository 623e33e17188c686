import numpy as np

from tests.practice.banks import right, wrong

# early_stopping


@right("early_stopping")
def _(costs, patience):
    lowest, kept, in_vain = np.inf, 0, 0
    for epoch, cost in enumerate(costs, start=1):
        if cost < lowest:
            lowest, kept, in_vain = cost, epoch, 0
        else:
            in_vain += 1
        if in_vain == patience:
            return kept
    return kept


@right("early_stopping")
def _(costs, patience):
    best = 0
    while True:
        following = costs[best + 1 : best + 1 + patience]
        lower = np.flatnonzero(following < costs[best])
        if len(lower) == 0:
            return best + 1
        best += 1 + lower[0]


@right("early_stopping")
def _(costs, patience):
    costs = list(costs)
    for end in range(1, len(costs) + 1):
        best = costs.index(min(costs[:end]))
        if end - 1 - best >= patience:
            break
    return float(best + 1)


def stop(costs, patience):
    """Return where the lowest is, and where it stops, both counted from 0."""
    best = 0
    for epoch in range(len(costs)):
        if costs[epoch] < costs[best]:
            best = epoch
        elif epoch - best == patience:
            return best, epoch
    return best, epoch


@wrong("early_stopping", "counted from 0", "the last epoch")
def _(costs, patience):
    return stop(costs, patience)[1]


@wrong("early_stopping", "counted from 0", "never stops")
def _(costs, patience):
    return int(np.argmin(costs))


@wrong("early_stopping")  # the cost, not the epoch
def _(costs, patience):
    return costs[stop(costs, patience)[0]]


@wrong("early_stopping", "shape")
def _(costs, patience):
    return np.add(stop(costs, patience), 1)


# l2_cost


@right("l2_cost")
def _(C0, w, b, lambda_, n):
    total = 0
    for w_l in w.values():
        for row in w_l:
            for weight in row:
                total += weight * weight
    return C0 + lambda_ * total / n / 2


@right("l2_cost")
def _(C0, w, b, lambda_, n):
    squares = [np.linalg.norm(w_l) ** 2 for w_l in w.values()]
    return np.array([C0 + 0.5 * lambda_ / n * sum(squares)])


@right("l2_cost")
def _(C0, w, b, lambda_, n):
    all_weights = np.concatenate([w[l].ravel() for l in sorted(w)])
    return C0 + lambda_ / (2 * n) * (all_weights @ all_weights)


def squares(arrays):
    return sum(np.sum(array**2) for array in arrays.values())


@wrong("l2_cost", "½ forgotten", "biases priced")
def _(C0, w, b, lambda_, n):
    return C0 + lambda_ / n * (squares(w) + squares(b))


@wrong("l2_cost", "½ forgotten", "not divided by n")
def _(C0, w, b, lambda_, n):
    return C0 + lambda_ * squares(w)


@wrong("l2_cost", "½ forgotten", "not squared")  # the price of L1
def _(C0, w, b, lambda_, n):
    return C0 + lambda_ / n * sum(np.abs(w[l]).sum() for l in w)


@wrong("l2_cost", "mean of the weights")
def _(C0, w, b, lambda_, n):
    all_weights = np.concatenate([w_l.ravel() for w_l in w.values()])
    return C0 + lambda_ / (2 * n) * np.mean(all_weights**2)


# l2_step


@right("l2_step")
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    return w - eta * (nabla_w + lambda_ / n * w), b - eta * nabla_b


@right("l2_step")
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    w = w * (1 - eta * lambda_ / n)
    w -= eta * nabla_w
    return [w, b + -eta * nabla_b]


@right("l2_step")
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    new_w = np.zeros_like(w)
    for j, k in np.ndindex(*w.shape):
        decay = eta * lambda_ * w[j, k] / n
        new_w[j, k] = w[j, k] - decay - eta * nabla_w[j, k]
    return new_w, b - eta * nabla_b


@wrong("l2_step", "not divided by n", "biases shrunk")
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    factor = 1 - eta * lambda_
    return factor * w - eta * nabla_w, factor * b - eta * nabla_b


@wrong("l2_step")  # the whole penalty, taken off every weight
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    penalty = lambda_ / (2 * n) * np.sum(w**2)
    return w - eta * (nabla_w + penalty), b - eta * nabla_b


@wrong("l2_step", "order of results")
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    return b - eta * nabla_b, (1 - eta * lambda_ / n) * w - eta * nabla_w


@wrong("l2_step", "changed its arguments")
def _(w, b, nabla_w, nabla_b, eta, lambda_, n):
    w *= 1 - eta * lambda_ / n
    w -= eta * nabla_w
    return w, b - eta * nabla_b


# l1_step


@right("l1_step")
def _(w, nabla_w, eta, lambda_, n):
    push = eta * lambda_ / n
    return np.sign(w) * np.maximum(np.abs(w) - push, 0) - eta * nabla_w


@right("l1_step")
def _(w, nabla_w, eta, lambda_, n):
    push, new = eta * lambda_ / n, np.zeros_like(w)
    for place, weight in np.ndenumerate(w):
        if weight > push:
            new[place] = weight - push
        elif weight < -push:
            new[place] = weight + push
        new[place] -= eta * nabla_w[place]
    return new


@right("l1_step")
def _(w, nabla_w, eta, lambda_, n):
    push = eta * lambda_ / n
    pushed = w - push * np.sign(w)
    crossed = pushed * w < 0
    return np.where(crossed, 0, pushed) - eta * nabla_w


def soft(w, push):
    return np.sign(w) * np.maximum(np.abs(w) - push, 0)


@wrong("l1_step", "not divided by n", "crosses 0")
def _(w, nabla_w, eta, lambda_, n):
    return w - eta * lambda_ * np.sign(w) - eta * nabla_w


@wrong("l1_step", "pushed after the step")
def _(w, nabla_w, eta, lambda_, n):
    return soft(w - eta * nabla_w, eta * lambda_ / n)


@wrong("l1_step")  # all that ends beyond 0 is set to 0, the step of the data included
def _(w, nabla_w, eta, lambda_, n):
    new = w - eta * lambda_ / n * np.sign(w) - eta * nabla_w
    return np.where(new * w < 0, 0, new)


@wrong("l1_step", "changed its arguments")
def _(w, nabla_w, eta, lambda_, n):
    push = eta * lambda_ / n
    w -= np.clip(w, -push, push)
    return w - eta * nabla_w
