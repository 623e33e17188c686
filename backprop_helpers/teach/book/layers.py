"""The picture of a sheet with blanks as layers: few of them make all its states.

Nine blanks can be filled in 2,305 ways, each a picture of its own. But what is drawn in
one blank seldom depends on the others: so each blank gets a layer for "asked for" and
one for "filled". Where two of them together show something else, as an edge that gets
its new weight when all slopes are known, that is found by drawing such states and
comparing: a layer of its own then holds for those blanks together.
"""

import random
from functools import lru_cache
from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np

from backprop_helpers.teach.book.things import BookError

TRIED = 24  # states in which a hand may leave the order of the work
ROUNDS = 8  # a new layer may lie under older ones, which are then looked at once more


class State(NamedTuple):
    """Which blanks are filled, and which one is lit, "" if none is."""

    filled: frozenset
    asked: str

    def includes(self, other):
        """Whether all that another state has is there, too."""
        return other.filled <= self.filled and other.asked in ("", self.asked)

    @property
    def size(self):
        """How much is said of it."""
        return len(self.filled) + bool(self.asked)


NOTHING = State(frozenset(), "")


class Layer(NamedTuple):
    """Pixels that lie over the base wherever a state includes this one."""

    state: State
    box: tuple  # slices of rows and columns
    covers: np.ndarray  # which pixels of the box, bool
    pixels: np.ndarray  # of the whole box, one number each


class Layers:
    """A base, and layers in the order in which they lie over it.

    draw(state) returns pixels, one number each, (height, width); blanks are named in
    the order of the work.
    """

    def __init__(self, draw, blanks):
        self.draw, self.blanks = lru_cache(maxsize=48)(draw), blanks
        self.base = self.draw(NOTHING)
        self.layers = []

    def fit(self, like=None):
        """Find the layers of the usual states, and of what shows only in pairs.

        With the Layers of other numbers on the same sheet, what mattered there is tried
        instead of all pairs. BookError if no layers do, a bug in this module.
        """
        more = self.pairs() if like is None else [each.state for each in like.layers]
        states = [*dict.fromkeys((*self.single(), *more, *self.usual(), *self.tried()))]
        for _ in range(ROUNDS):
            if not sum([self._add_missing(state) for state in states]):
                return
        raise BookError(f"The pictures of {', '.join(self.blanks)} do not come out.")

    def single(self):
        """Return the states of one blank each."""
        lit = [State(frozenset(), blank) for blank in self.blanks]
        return [*lit, *(State(frozenset({blank}), "") for blank in self.blanks)]

    def pairs(self):
        """Return the states of two blanks: both filled, or one of them and one lit."""
        lit = [
            State(frozenset({one}), other)
            for one, other in permutations(self.blanks, 2)
        ]
        both = combinations(self.blanks, 2)
        return [*lit, *(State(frozenset(pair), "") for pair in both)]

    def usual(self):
        """Return the states of the work from the first blank to the last."""
        every = range(len(self.blanks) + 1)
        asked = (*self.blanks, "")
        return [State(frozenset(self.blanks[:done]), asked[done]) for done in every]

    def tried(self):
        """Return some states at random, the same in each build."""
        rng, found = random.Random(" ".join(self.blanks)), []
        for _ in range(TRIED):
            filled = rng.sample(self.blanks, rng.randrange(len(self.blanks)))
            left = [blank for blank in self.blanks if blank not in filled]
            found.append(State(frozenset(filled), rng.choice(left)))
        return found

    def picture(self, state):
        """Return the pixels that the layers make of a state."""
        pixels = self.base.copy()
        for layer in self.layers:
            if state.includes(layer.state):
                pixels[layer.box][layer.covers] = layer.pixels[layer.covers]
        return pixels

    def _is_wrong(self, state):
        return self.picture(state) != self.draw(state)

    def _add_missing(self, state):
        """Add layers until the picture of a state comes out; return how many."""
        count = 0
        while self._is_wrong(state).any():
            self._add(self._smallest(state))
            count += 1
        return count

    def _smallest(self, state):
        """Return the least of a state that is still drawn wrongly."""
        if state.asked and self._is_wrong(State(state.filled, "")).any():
            state = State(state.filled, "")
        for blank in sorted(state.filled):
            less = State(state.filled - {blank}, state.asked)
            if self._is_wrong(less).any():
                state = less
        return state

    def _add(self, state):
        wrong, pixels = self._is_wrong(state), self.draw(state)
        rows, columns = np.flatnonzero(wrong.any(1)), np.flatnonzero(wrong.any(0))
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        self.layers.append(Layer(state, box, wrong[box], pixels[box].copy()))
        # Who says more knows better; sort keeps the order of the others.
        self.layers.sort(key=lambda layer: layer.state.size)
