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


@wrong("early_stopping", "never stops", "counted from 0")
def _(costs, patience):
    return int(np.argmin(costs))


@wrong("early_stopping", "the cost itself")
def _(costs, patience):
    return costs[stop(costs, patience)[0]]


@wrong("early_stopping", "shape")
def _(costs, patience):
    return np.add(stop(costs, patience), 1)


# l1_step


def soft(w, push):
    return np.sign(w) * np.maximum(np.abs(w) - push, 0)


@right("l1_step")
def _(w, nabla_w, eta, lambda_, n):
    return soft(w - eta * nabla_w, eta * lambda_ / n)


@right("l1_step")
def _(w, nabla_w, eta, lambda_, n):
    push, new = eta * lambda_ / n, np.zeros_like(w)
    for place, weight in np.ndenumerate(w - eta * nabla_w):
        if weight > push:
            new[place] = weight - push
        elif weight < -push:
            new[place] = weight + push
    return new


@right("l1_step")
def _(w, nabla_w, eta, lambda_, n):
    moved = w - eta * nabla_w
    pushed = moved - eta * lambda_ / n * np.sign(moved)
    return np.where(pushed * moved < 0, 0, pushed)


@wrong("l1_step", "not divided by n", "crosses 0")
def _(w, nabla_w, eta, lambda_, n):
    moved = w - eta * nabla_w
    return moved - eta * lambda_ * np.sign(moved)


@wrong("l1_step", "pushed before the step")
def _(w, nabla_w, eta, lambda_, n):
    return soft(w, eta * lambda_ / n) - eta * nabla_w


@wrong("l1_step", "the data stopped at 0, but may leave it")
def _(w, nabla_w, eta, lambda_, n):
    push = eta * lambda_ / n
    new = w - eta * nabla_w - push * np.sign(w)
    return np.where(new * w < 0, 0, new)


@wrong("l1_step", "changed its arguments")
def _(w, nabla_w, eta, lambda_, n):
    w -= eta * nabla_w
    return soft(w, eta * lambda_ / n)


# dropout


@right("dropout")
def _(a, blame, u, p):
    silent, factor = u < p, 1 / (1 - p)
    return np.where(silent, 0, a * factor), np.where(silent, 0, blame * factor)


@right("dropout")
def _(a, blame, u, p):
    thinned, back = a / (1 - p), blame / (1 - p)
    thinned[u < p] = 0
    back[u < p] = 0
    return [thinned, back]


@right("dropout")
def _(a, blame, u, p):
    thinned, back = np.zeros_like(a), np.zeros_like(a)
    for place in zip(*np.nonzero(u >= p), strict=True):
        thinned[place] = a[place] / (1 - p)
        back[place] = blame[place] / (1 - p)
    return thinned, back


@wrong("dropout", "not scaled")
def _(a, blame, u, p):
    return np.where(u < p, 0, a), np.where(u < p, 0, blame)


@wrong("dropout", "not scaled", "blame for all")
def _(a, blame, u, p):
    return np.where(u < p, 0, a), blame


@wrong("dropout", "the others silent", "divided by p")  # p as the part that stays
def _(a, blame, u, p):
    mask = np.where(u < p, 1 / p, 0)
    return mask * a, mask * blame


@wrong("dropout", "an argument left out")  # a draw of its own in place of u
def _(a, blame, u, p):
    mask = np.random.default_rng(3).random(a.shape) >= p
    return a * mask / (1 - p), blame * mask / (1 - p)


@wrong("dropout", "changed its arguments")
def _(a, blame, u, p):
    a *= (u >= p) / (1 - p)
    return a, blame * (u >= p) / (1 - p)
