"""A small text is learnt by heart, and written: by blocks, and by counting pairs.

A writer is whatever says how likely each sign comes next: its forward(symbols), for
symbols (m, T), returns p, (m, size, T), first; T is at most its `longest`.
"""

import re
from copy import deepcopy

import numpy as np

from backprop_helpers.datasets import load_hills
from backprop_helpers.nets.optimizers import AdamW
from backprop_helpers.nets.writer import Writer
from backprop_helpers.pages.one_block.exercises import chances, planned_eta
from backprop_helpers.panels.watch import bar
from backprop_helpers.practice.own_code import OwnCode

BATCH, STEPS, ETA, WARM_UP = 8, 1000, 0.02, 100  # of the page's training
KEPT = (0, 25, 50, 100, 200, 300, 500, 700, STEPS)  # steps after which it is kept
WORD = re.compile(r"[a-z]+(?=[^a-z])")  # one that has come to its end


class Script:
    """A text as whole numbers: symbol i stands for signs[i]."""

    def __init__(self, text):
        self.text = text
        self.signs = "".join(sorted({*text}))
        self.symbols = self.read(text)

    def read(self, text):
        """Return the symbols of a text, (T,); ValueError for a sign that has none."""
        return np.array([self.signs.index(sign) for sign in text])

    def spell(self, symbols):
        """Return the text that symbols, (T,), stand for."""
        return "".join(self.signs[symbol] for symbol in symbols)

    def windows(self, T, rng, m=BATCH):
        """Draw m pieces of the text: symbols and the right next ones, both (m, T)."""
        places = rng.integers(len(self.symbols) - T, size=(m, 1)) + np.arange(T)
        return self.symbols[places], self.symbols[places + 1]


def hills():
    """Return the Script of the course's own text."""
    return Script(load_hills())


def new_writer(script, seed, longest=32, d=32, n=64):
    """Draw a writer with one block of two heads."""
    rng = np.random.default_rng(seed)
    return Writer(len(script.signs), longest, d, n, rng, heads=2)


def learn(writer, script, rng, eta=ETA, warm_up=WARM_UP, steps=STEPS, plan=planned_eta):
    """Take steps of AdamW with a planned η, each on fresh windows; yield the costs."""
    optimisers = {name: AdamW(eta) for name in writer.parameters}
    for t in range(1, steps + 1):
        symbols, right = script.windows(writer.longest, rng)
        p, trace = writer.forward(symbols)
        nabla = writer.backward(trace, right)
        # A student's walk back may not reach all parameters: the others stay.
        for name, each in nabla.items():
            optimisers[name].eta = plan(t, eta, warm_up, steps)
            optimisers[name].step(writer.parameters[name], each)
        yield -np.log(np.take_along_axis(p, right[:, None], axis=1)).mean()


def learn_to_write(block_back=None, seed=0):
    """Train a writer on the course's text; return copies after KEPT steps, by step.

    block_back is a student's, for the way back through the block at every step.
    """
    own, script = OwnCode("block_back", block_back), hills()

    def work(block_back):
        writer = new_writer(script, seed)
        writer.blocks[0].block_back = block_back
        costs = learn(writer, script, np.random.default_rng(seed))
        kept = {0: deepcopy(writer)}
        for step, _ in enumerate(bar(costs, "steps"), start=1):
            if step in KEPT:
                kept[step] = deepcopy(writer)
        return kept

    kept = own.run(work)
    print(own.sentence)
    return kept


class Pairs:
    """Writes by counting how often each sign follows each in the text."""

    longest = 1

    def __init__(self, script):
        pairs = np.zeros((len(script.signs), len(script.signs)))
        np.add.at(pairs, (script.symbols[1:], script.symbols[:-1]), 1)
        self.p = pairs / np.maximum(pairs.sum(axis=0), 1)

    def forward(self, symbols):
        """Return p, (m, size, T), and nothing to walk back with."""
        return np.moveaxis(self.p[:, symbols], 0, 1), None


def write(writer, script, lines, signs, rng, temperature=1.0, chances=chances):
    """Return so many lines of text, written side by side, each of so many signs.

    What stands before each is the end of a line. chances(z, temperature) makes p,
    (size, lines), of z. That is ln p at the last place: the sums that enter the softmax
    up to a number that is the same for all signs, and so falls out.
    """
    symbols = np.full((lines, 1), script.signs.index("\n"))
    for _ in range(signs):
        p, _ = writer.forward(symbols[:, -writer.longest :])
        z = np.log(np.maximum(p[:, :, -1].T, 1e-300))
        ends = np.cumsum(chances(z, temperature), axis=0)
        drawn = np.sum(rng.uniform(size=lines) * ends[-1] > ends, axis=0)
        drawn = np.minimum(drawn, len(script.signs) - 1)  # if ends are a student's
        symbols = np.hstack([symbols, drawn[:, None]])
    return [script.spell(line[1:]) for line in symbols]


def share_of_words(lines, script):
    """Return how many whole words stand in lines, and how many of them in the text."""
    known = {*WORD.findall(script.text)}
    words = [word for line in lines for word in WORD.findall(line)]
    return len(words), sum(word in known for word in words)
