"""Against over-fitting: L2, L1, dropout, and when to stop early (notebook 12).

Regularised cost, with n training examples: C = C₀ + (λ/2n) Σ w² for L2 (weight decay;
Krogh and Hertz 1992), C = C₀ + (λ/n) Σ |w| for L1 (Tibshirani 1996). The sums run over
all weights and over no bias. λ is written lambda_, since Python keeps the plain word.
"""

import numpy as np

from backprop_helpers.nets.functions import Activation
from backprop_helpers.nets.network import Network

KINDS = ("none", "L2", "L1")


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
    """Return push(w_l), in place: w ← w − (ηλ/n) sign(w), but not across 0.

    A weight nearer to 0 than the push ηλ/n stops at 0; else it would jump to and fro
    over 0 for ever. Made after the step −η ∂C₀/∂w, it lets a weight at which the data
    pull less than λ/n rest at exactly 0. This is the proximal step of (λ/n)|w|, called
    soft threshold: the v with the least (v − w)²/2η + (λ/n)|v| (Parikh and Boyd,
    Proximal Algorithms, 2014, 4.2 and 6.5.2). ValueError as above.
    """
    _check("L1", lambda_, n)
    size = eta * lambda_ / n

    def push(w_l):
        w_l -= np.clip(w_l, -size, size)

    return push


def penalty(kind, eta, lambda_, n):
    """Return what `train` needs for one of KINDS, by name; ValueError as above."""
    _check(kind, lambda_, n)
    if kind == "L2":
        return {"shrink": l2(eta, lambda_, n)}
    return {"push": l1(eta, lambda_, n)} if kind == "L1" else {}


class Thinned(Network):
    """A network while it learns with dropout (Srivastava and others 2014).

    It has the weights and biases of the network that it is made from: what it learns,
    that one has learnt. At each forward pass every hidden neuron is silent with the
    probability p, for each example anew, and the others count 1/(1 − p) times, so that
    a sum keeps its mean. ValueError unless 0 ≤ p < 1.
    """

    def __init__(self, network, p, rng):
        if not 0 <= p < 1:
            raise ValueError(f"p is {p}: choose a number from 0 to below 1.")
        vars(self).update(vars(network))
        self.whole, self.p, self.rng = network, p, rng
        hidden = {l: self._thinned(self.sigma[l]) for l in range(2, self.L)}
        self.sigma = {**self.sigma, **hidden}

    def copy(self):
        """Return one that shares no array, but draws from the same rng."""
        return Thinned(self.whole.copy(), self.p, self.rng)

    def _thinned(self, activation):
        """Return an activation with neurons silent, the same ones on the way back."""
        mask = 1.0

        def function(z):
            nonlocal mask
            a = activation(z)
            mask = ((self.rng.random(a.shape) >= self.p) / (1 - self.p)).astype(a.dtype)
            return a * mask

        def derivative(z):
            return mask * activation.derivative(z)

        return Activation(activation.name, function, derivative)


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
