"""Attention: each token looks at all tokens, and its gradient (notebook 20).

Tokens are columns: a text is x, (d, T), and m texts are (m, d, T); any axes may stand
in front. Of q, k and v there is one column for each token. The weights alpha, (T, T),
say in row i how much token i looks at each token j, so that each row adds up to 1.
Gradients are means over the texts, and nabla_x, nabla_q, … the blame within each text.

A. Vaswani and others, Attention Is All You Need, 2017: there tokens are rows.
"""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.functions import softmax_along


def embed(table, symbols):
    """Return x, (…, d, T): for each of the symbols, (…, T), its column of the table.

    The table is (d, size). It is its product with one-hot columns, without the zeros.
    """
    return table.T[symbols].mT


def embed_backward(nabla_x, symbols, size):
    """Return the gradient of the table, (d, size), from the blame of `embed`'s x.

    A symbol that is met twice gets both blames, added.
    """
    return mean_over_texts(nabla_x @ np.eye(size)[symbols])


def look_back(T):
    """Return the mask (T, T): True where j > i, since token i must not see what comes.

    A network that writes needs it: at place i the tokens after i are not there yet.
    """
    return ~np.tri(T, dtype=bool)


def attend(q, k, v, mask=None):
    """Return o, (…, d_v, T), and alpha, (…, T, T): o_i = Σ_j α_ij v_j.

    q and k are (…, d_k, T), v is (…, d_v, T). Row i of alpha is the softmax of the
    scores s_ij = q_i · k_j / √d_k; where mask, (T, T), is True, alpha is 0.
    """
    scores = q.mT @ k / np.sqrt(q.shape[-2])
    if mask is not None:
        scores = np.where(mask, -np.inf, scores)
    alpha = softmax_along(scores, -1)
    return v @ alpha.mT, alpha


def attend_backward(q, k, v, alpha, nabla_o):
    """Return the blame of q, k and v, each of its shape, from that of o.

    alpha as `attend` returns it. A mask needs no word here: where alpha is 0, so is the
    blame of the score.
    """
    nabla_alpha = nabla_o.mT @ v
    mean = np.sum(alpha * nabla_alpha, axis=-1, keepdims=True)
    delta, root = alpha * (nabla_alpha - mean), np.sqrt(q.shape[-2])
    return k @ delta.mT / root, q @ delta / root, nabla_o @ alpha


@dataclass(frozen=True)
class Trace:
    """What a forward pass keeps; q, k, v, alpha by heads: (…, heads, n / heads, T)."""

    x: np.ndarray
    q: np.ndarray
    k: np.ndarray
    v: np.ndarray
    alpha: np.ndarray
    o: np.ndarray  # (…, n, T), the heads below one another again


class Attention:
    """y = w_o o, where o is looked up with q = w_q x, k = w_k x, v = w_v x by heads.

    w_q, w_k, w_v are (n, d), w_o is (rows, n); all are copied. Each head has n / heads
    rows of q, k and v, and an alpha of its own. With masked, a token sees no later one.
    ValueError if the shapes do not fit together.
    """

    attend, attend_backward = staticmethod(attend), staticmethod(attend_backward)

    def __init__(self, w_q, w_k, w_v, w_o, heads=1, masked=False):
        given = {"w_q": w_q, "w_k": w_k, "w_v": w_v, "w_o": w_o}
        self.parameters = {name: np.multiply(w, 1.0) for name, w in given.items()}
        shapes = [w.shape for w in self.parameters.values()]
        n = shapes[0][0] if shapes[0] else 0
        same = len(set(shapes[:3])) == 1 and len(shapes[0]) == len(shapes[3]) == 2
        if not same or shapes[3][1] != n or heads < 1 or n % heads:
            raise ValueError(
                f"w_q, w_k, w_v and w_o, {shapes}, do not fit together: expected three "
                f"times (n, d), then (rows, n), with n a multiple of {heads} heads."
            )
        self.heads, self.masked = heads, masked

    @classmethod
    def random(cls, d, rng, heads=1, masked=False):
        """Draw four squares (d, d) from N(0, 1) / √d."""
        return cls(*rng.standard_normal((4, d, d)) / np.sqrt(d), heads, masked)

    def forward(self, x):
        """Return y, (…, rows, T), and the Trace for x, (…, d, T)."""
        w = self.parameters
        q, k, v = (self._split(w[name] @ x) for name in ("w_q", "w_k", "w_v"))
        given = (look_back(x.shape[-1]),) if self.masked else ()
        heads, alpha = self.attend(q, k, v, *given)
        o = _joined(heads)
        return w["w_o"] @ o, Trace(x, q, k, v, alpha, o)

    def backward(self, trace, nabla_y):
        """Return nabla_x, of the shape of x, and the gradients by name, as means.

        nabla_y, (…, rows, T), is the blame of y within each text.
        """
        w, x = self.parameters, trace.x
        nabla_o = self._split(w["w_o"].T @ nabla_y)
        back = self.attend_backward(trace.q, trace.k, trace.v, trace.alpha, nabla_o)
        nabla_x, nabla = 0.0, {}
        for name, blame in zip(("w_q", "w_k", "w_v"), map(_joined, back), strict=True):
            nabla_x = nabla_x + w[name].T @ blame
            nabla[name] = mean_over_texts(blame @ x.mT)
        return nabla_x, nabla | {"w_o": mean_over_texts(nabla_y @ trace.o.mT)}

    def _split(self, rows):
        """Cut (…, n, T) into heads: (…, heads, n / heads, T)."""
        *lead, n, T = rows.shape
        return rows.reshape(*lead, self.heads, n // self.heads, T)


def _joined(heads):
    """Put the heads, (…, heads, n / heads, T), below one another: (…, n, T)."""
    *lead, parts, rows, T = heads.shape
    return heads.reshape(*lead, parts * rows, T)


def mean_over_texts(nabla):
    """Return the mean of (…, rows, columns) over the axes in front: (rows, columns)."""
    return nabla.mean(axis=tuple(range(nabla.ndim - 2)))
