"""Keeping weights small: L2 and L1, and when to stop early (notebook 12).

Regularised cost, with n training examples: C = C₀ + (λ/2n) Σ w² for L2 (weight decay;
Krogh and Hertz 1992), C = C₀ + (λ/n) Σ |w| for L1 (Tibshirani 1996). The sums run over
all weights and over no bias. λ is written lambda_, since Python keeps the plain word.
"""

import numpy as np

KINDS = ("none", "L2", "L1")
FAR = 1e6  # a weight beyond it has run away


def l2(eta, lambda_, n):
    """Return shrink(w_l), in place: w ← (1 − ηλ/n) w.

    With the step −η ∂C₀/∂w after it, a step on the L2 cost. In PyTorch: SGD with
    weight_decay = λ/n. Beyond ηλ/n = 2 each shrinking makes weights larger. ValueError
    for a negative lambda_, or n below 1.
    """
    _check("L2", lambda_, n)
    factor = 1 - eta * lambda_ / n

    def shrink(w_l):
        w_l *= factor

    return shrink


def l1(eta, lambda_, n):
    """Return shrink(w_l), in place: w ← w − (ηλ/n) sign(w), but not across 0.

    A weight nearer to 0 than the push ηλ/n stops at 0; else it would jump to and fro
    over 0 for ever. This is the proximal step of (λ/n)|w|, called soft threshold: the v
    with the least (v − w)²/2η + (λ/n)|v| (Parikh and Boyd, Proximal Algorithms, 2014,
    6.5.2). ValueError as above.
    """
    _check("L1", lambda_, n)
    push = eta * lambda_ / n

    def shrink(w_l):
        w_l -= np.clip(w_l, -push, push)

    return shrink


def shrinker(kind, eta, lambda_, n):
    """Return l2(…) or l1(…), None for "none"; ValueError as above."""
    _check(kind, lambda_, n)
    return {"none": lambda *_: None, "L2": l2, "L1": l1}[kind](eta, lambda_, n)


def one_weight(kind, w, eta, lambda_, n, pull, steps):
    """Return the places (steps + 1,) of one weight whose data pull with −∂C₀/∂w = pull.

    The pull is the same at every step. A path that runs beyond FAR ends there, sooner.
    ValueError as above.
    """
    shrink = shrinker(kind, eta, lambda_, n)
    places = [np.array([float(w)])]
    for _ in range(steps):
        now = places[-1].copy()
        if shrink is not None:
            shrink(now)
        places.append(now + eta * pull)
        if not abs(places[-1][0]) < FAR:
            break
    return np.concatenate(places)


def stopping_epoch(costs, patience):
    """Return the epoch, counted from 1, whose weights early stopping keeps.

    costs holds the validation cost after each epoch. Training stops when `patience`
    epochs in a row have brought no new lowest cost; what follows is never seen
    (Goodfellow, Bengio and Courville, Deep Learning, 2016, algorithm 7.1).
    ValueError if no cost is a number until then, or for a patience below 1.
    """
    if len(costs) == 0 or patience < 1:
        raise ValueError("Early stopping needs some costs and a patience of 1 or more.")
    costs, best = np.nan_to_num(costs, nan=np.inf, posinf=np.inf), 0
    for epoch, cost in enumerate(costs):
        if cost < costs[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    if costs[best] == np.inf:
        raise ValueError("No cost is a number: the run diverged from the start.")
    return best + 1


def _check(kind, lambda_, n):
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}: choose one of {', '.join(KINDS)}.")
    if not 0 <= lambda_ < np.inf or n < 1:
        raise ValueError(f"lambda_ is {lambda_}, n is {n}: λ ≥ 0 and n ≥ 1 are needed.")
