"""A network with one attention that names the first letter of a text (section 5)."""

import numpy as np

from backprop_helpers.datasets.recall import SYMBOLS, recall_texts
from backprop_helpers.nets.attention import Attention, embed, embed_backward
from backprop_helpers.nets.functions import softmax
from backprop_helpers.nets.optimizers import Adam

NUMBERS, BATCH, SCALE, ETA = 8, 16, 0.1, 0.02  # of each token; of every run


class Finder:
    """A table of SYMBOLS letters and as many digits, an attention, and a softmax.

    The answer a is read off at the last token. attention and attention_back are those
    of the page, for one text each; without them the package's own do it.
    """

    def __init__(self, seed, attention=None, attention_back=None):
        self.rng = np.random.default_rng(seed)
        self.table = SCALE * self.rng.standard_normal((NUMBERS, 2 * SYMBOLS))
        w_q, w_k, w_v = self.rng.standard_normal((3, NUMBERS, NUMBERS))
        w_o = self.rng.standard_normal((SYMBOLS, NUMBERS))
        root = np.sqrt(NUMBERS)
        self.layer = Attention(w_q / root, w_k / root, w_v / root, w_o / root)
        if attention:
            self.layer.attend = text_by_text(attention)
        if attention_back:
            self.layer.attend_backward = text_by_text(attention_back)

    @property
    def parameters(self):
        """The arrays that learn, by name."""
        return {"table": self.table} | self.layer.parameters

    def batch(self, others, m=BATCH):
        """Draw m texts with so many digits; return symbols, (m, T), and y, (4, m)."""
        texts = recall_texts(others, (m,), self.rng)
        return texts.T, np.eye(SYMBOLS)[:, texts[0]]

    def forward(self, symbols):
        """Return the answers a, (4, m), and the Trace of the attention."""
        z, trace = self.layer.forward(embed(self.table, symbols))
        return softmax(z[:, :, -1].T), trace

    def walk_back(self, symbols, y):
        """Return the cost, a log-likelihood, and the gradients by name."""
        a, trace = self.forward(symbols)
        delta = np.zeros((len(symbols), SYMBOLS, symbols.shape[1]))
        delta[:, :, -1] = (a - y).T  # no other token is asked
        nabla_x, nabla = self.layer.backward(trace, delta)
        nabla["table"] = embed_backward(nabla_x, symbols, 2 * SYMBOLS)
        return -np.log(np.sum(a * y, axis=0)).mean(), nabla

    def learn(self, others, steps):
        """Take steps of Adam, each on a fresh batch; yield the cost before each."""
        optimisers = {name: Adam(ETA) for name in self.parameters}
        for _ in range(steps):
            cost, nabla = self.walk_back(*self.batch(others))
            for name, optimiser in optimisers.items():
                optimiser.step(self.parameters[name], nabla[name])
            yield cost

    def named(self, others, m=250):
        """Return which fraction of m fresh texts it names."""
        symbols, y = self.batch(others, m)
        return np.mean(self.forward(symbols)[0].argmax(axis=0) == y.argmax(axis=0))


def text_by_text(function):
    """Return a function of many texts, (…, rows, T), made from one of a single text."""

    def of_all(*arrays):
        lead = arrays[0].shape[:-2]
        answers = [function(*(each[i] for each in arrays)) for i in np.ndindex(lead)]
        stacks = map(np.stack, zip(*answers, strict=True))
        return tuple(each.reshape(*lead, *each.shape[1:]) for each in stacks)

    return of_all
