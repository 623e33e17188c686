"""A few layers make every picture of a sheet, also those that nobody has drawn."""

import random
from itertools import combinations

import numpy as np
import pytest

from backprop_helpers.panels.picture import Picture
from backprop_helpers.practice.pencil import Filled
from backprop_helpers.practice.registry import SHEETS
from backprop_helpers.teach.book.frames import as_numbers
from backprop_helpers.teach.book.layers import NOTHING, Layers, State
from backprop_helpers.teach.book.things import BookError

BLANKS = ("a", "b", "c", "d")


def every_state(blanks):
    for count in range(len(blanks) + 1):
        for filled in combinations(blanks, count):
            left = [blank for blank in blanks if blank not in filled]
            for asked in ("", *left):
                yield State(frozenset(filled), asked)


def drawn(state):
    """A picture in which blanks get in each other's way, as the course's do."""
    filled, asked = state
    pixels = np.zeros((4, 8), np.uint32)
    for place, blank in enumerate(BLANKS):
        pixels[:2, 2 * place : 2 * place + 2] = 1 if blank in filled else 0
        if blank == asked:
            pixels[1, 2 * place : 2 * place + 3] = 2  # and a pixel of its neighbour
    if {"a", "b"} <= filled:
        pixels[:2, :2] = 3 if "c" in filled else 0  # as nothing at all looks
    if filled == {*BLANKS}:
        pixels[3] = 4
    return pixels


def test_what_shows_only_with_several_blanks_is_found():
    layers = Layers(drawn, BLANKS)
    layers.fit()
    for state in every_state(BLANKS):
        assert (layers.picture(state) == drawn(state)).all(), state
    assert max(layer.state.size for layer in layers.layers) == len(BLANKS)


def test_who_is_alone_gets_two_layers_and_no_more():
    def alone(state):
        rows = [[blank in state.filled, blank == state.asked] for blank in BLANKS]
        return np.array(rows, np.uint32)

    layers = Layers(alone, BLANKS)
    layers.fit()
    assert len(layers.layers) == 2 * len(BLANKS)
    assert {layer.state.size for layer in layers.layers} == {1}
    assert layers.picture(NOTHING).sum() == 0


def test_a_picture_that_is_never_the_same_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(Layers, "_add_missing", lambda self, state: 1)
    with pytest.raises(BookError, match=r"^The pictures of a, b, c, d do not come out"):
        Layers(drawn, BLANKS).fit()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one_neuron", "forward", "update", "slide"])
def test_states_that_were_never_drawn_come_out_to_the_pixel(name):
    sheet = SHEETS[name]
    picture, numbers = Picture(sheet.draw, sheet.size), sheet.numbers()

    def draw(state):
        given = Filled(sheet, numbers, state.filled, frozenset(), state.asked, "")
        return as_numbers(picture.pixels(sheet.moment(given))).copy()

    blanks = (*sheet.line_of,)
    layers = Layers(draw, blanks)
    layers.fit()
    rng, off = random.Random(sheet.name), []
    for _ in range(30):
        filled = frozenset(rng.sample(blanks, rng.randrange(len(blanks) + 1)))
        asked = rng.choice(blanks)  # a hand may choose one that is filled: none is lit
        state = State(filled, "" if asked in filled else asked)
        off.append(np.sum(layers.picture(state) != draw(State(filled, asked))))
    assert sum(count > 0 for count in off) <= 1
    assert max(off) < 150  # of 200,000: two edges of letters that meet
