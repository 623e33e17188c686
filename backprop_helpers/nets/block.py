"""A block: attention and a small network, each on a way round (notebook 21).

Tokens are columns: a text is x, (d, T), and m texts are (m, d, T); any axes may stand
in front. Gradients are means over the texts; blame is that within each text.

The normalisations stand before both parts, so that on the way round there is nothing
but two sums: R. Xiong and others, On Layer Normalization in the Transformer
Architecture, 2020. All else: A. Vaswani and others, Attention Is All You Need, 2017.
"""

import numpy as np

from backprop_helpers.nets.attention import Attention, mean_over_texts
from backprop_helpers.nets.functions import relu
from backprop_helpers.nets.normalization import layer_norm, norm_backward


class Block:
    """y = x + attention(norm x), then out = y + network(norm y), all (…, d, T).

    The network is w_2 relu(w_1 x + b_1) + b_2, the same for every token.
    """

    def __init__(self, d, n, rng, heads=1):
        """Draw weights from N(0, 1) / √inputs, times √2 before the n ReLUs (He)."""
        self.attention = Attention.random(d, rng, heads, masked=True)
        self.parameters = self.attention.parameters | {
            "gain_1": np.ones((d, 1)), "shift_1": np.zeros((d, 1)),
            "gain_2": np.ones((d, 1)), "shift_2": np.zeros((d, 1)),
            "w_1": drawn(rng, n, d) * np.sqrt(2), "b_1": np.zeros((n, 1)),
            "w_2": drawn(rng, d, n), "b_2": np.zeros((d, 1)),
        }  # fmt: skip

    def forward(self, x):
        """Return out, of the shape of x, and what `backward` needs."""
        w = self.parameters
        normed, first = layer_norm(x, w["gain_1"], w["shift_1"])
        looked, looking = self.attention.forward(normed)
        y = x + looked
        normed, second = layer_norm(y, w["gain_2"], w["shift_2"])
        z = w["w_1"] @ normed + w["b_1"]
        out = y + w["w_2"] @ relu(z) + w["b_2"]
        return out, (first, looking, second, normed, z)

    def backward(self, trace, nabla_out):
        """Return nabla_x, of the shape of x, and the gradients by name."""
        first, looking, second, normed, z = trace
        w, nabla = self.parameters, {}

        def network_back(nabla_y):
            blame, nabla["w_2"], nabla["b_2"] = line_back(w["w_2"], relu(z), nabla_y)
            delta = blame * relu.derivative(z)
            blame, nabla["w_1"], nabla["b_1"] = line_back(w["w_1"], normed, delta)
            blame, nabla["gain_2"], nabla["shift_2"] = norm_back(
                second, w["gain_2"], blame
            )
            return blame

        def attention_back(nabla_y):
            blame, of_weights = self.attention.backward(looking, nabla_y)
            nabla.update(of_weights)
            blame, nabla["gain_1"], nabla["shift_1"] = norm_back(
                first, w["gain_1"], blame
            )
            return blame

        return self.block_back(nabla_out, network_back, attention_back), nabla

    @staticmethod
    def block_back(nabla_out, network_back, attention_back):
        """Return nabla_x: the lines of `backward` that a page may replace.

        The two functions take blame back through a part and the norm before it.
        """
        nabla_y = nabla_out + network_back(nabla_out)
        return nabla_y + attention_back(nabla_y)


def drawn(rng, rows, inputs):
    """Draw weights, (rows, inputs), from N(0, 1) / √inputs."""
    return rng.standard_normal((rows, inputs)) / np.sqrt(inputs)


def line_back(w, x, blame):
    """Return the blame of x and the gradients of w and b, from the blame of w x + b."""
    nabla_b = mean_over_texts(blame.sum(axis=-1, keepdims=True))
    return w.T @ blame, mean_over_texts(blame @ x.mT), nabla_b


def norm_back(normal, gain, blame):
    """Return what norm_backward does, with gradients that are means over the texts."""
    blame, *sums = norm_backward(normal, gain, blame)
    texts = blame[..., 0, 0].size
    return blame, *(each / texts for each in sums)
