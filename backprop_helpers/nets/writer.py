"""A network that writes: symbols in, through blocks, p of the next out (notebook 21).

As in block.py, texts stand in any axes in front, and gradients are means over them. So
it is made in A. Radford and others, Language Models are Unsupervised Multitask
Learners, 2019, though there the table is used for the output, too.
"""

import numpy as np

from backprop_helpers.nets.attention import embed, embed_backward, mean_over_texts
from backprop_helpers.nets.block import Block, drawn, line_back, norm_back
from backprop_helpers.nets.functions import softmax_along
from backprop_helpers.nets.normalization import layer_norm


class Writer:
    """Says at each place of a text how likely each symbol comes next.

    Symbols are whole numbers below `size`. x = table[symbols] + places, (…, d, T), goes
    through the blocks; then p = softmax(w norm(x) + b), (…, size, T).
    """

    def __init__(self, size, longest, d, n, rng, heads=1, blocks=1):
        """Draw it, from N(0, 1) / √d, with n neurons in the network of each block."""
        self.size, self.longest = size, longest
        self.blocks = [Block(d, n, rng, heads) for _ in range(blocks)]
        self.parameters = {
            "table": drawn(rng, size, d).T, "places": drawn(rng, longest, d).T,
            "gain": np.ones((d, 1)), "shift": np.zeros((d, 1)),
            "w": drawn(rng, size, d), "b": np.zeros((size, 1)),
        }  # fmt: skip
        for i, block in enumerate(self.blocks, start=1):
            self.parameters |= named(block.parameters, i)

    def forward(self, symbols):
        """Return p and what `backward` needs, for symbols (…, T).

        ValueError if T is more than the longest text that it has places for.
        """
        w, traces, T = self.parameters, [], symbols.shape[-1]
        if self.longest < T:
            raise ValueError(f"{T} symbols, but there are {self.longest} places.")
        x = embed(w["table"], symbols) + w["places"][:, :T]
        for block in self.blocks:
            x, trace = block.forward(x)
            traces.append(trace)
        normed, normal = layer_norm(x, w["gain"], w["shift"])
        z = w["w"] @ normed + w["b"]
        p = softmax_along(z, -2)
        return p, (symbols, traces, normed, normal, p)

    def cost(self, symbols, right):
        """Return the mean of −ln p of the right next symbols, (…, T)."""
        p, _ = self.forward(symbols)
        return -np.log(np.take_along_axis(p, right[..., None, :], axis=-2)).mean()

    def backward(self, trace, right):
        """Return the gradients of the cost by name, for the right next symbols."""
        symbols, traces, normed, normal, p = trace
        w, T = self.parameters, symbols.shape[-1]
        delta = (p - np.eye(self.size)[right].mT) / T
        nabla = {"places": np.zeros_like(w["places"])}
        blame, nabla["w"], nabla["b"] = line_back(w["w"], normed, delta)
        blame, nabla["gain"], nabla["shift"] = norm_back(normal, w["gain"], blame)
        for i, block in reversed([*enumerate(self.blocks, start=1)]):
            blame, of_block = block.backward(traces[i - 1], blame)
            nabla |= named(of_block, i)
        nabla["table"] = embed_backward(blame, symbols, self.size)
        nabla["places"][:, :T] = mean_over_texts(blame)
        return nabla


def named(parameters, i):
    """Return the parameters of block i under names that no other block has."""
    return {f"{name} of {i}": w for name, w in parameters.items()}
