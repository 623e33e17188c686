"""A student's function in a panel: as it runs, or replaced and said."""

import sys

import numpy as np
import pytest

from backprop_helpers.practice import EXERCISES, own_code
from backprop_helpers.practice.own_code import OwnCode

Z, A, Y = (
    np.array([[one], [two]]) for one, two in ((0.1, 0.4), (0.5, 0.6), (1.0, 0.2))
)
RIGHT = EXERCISES["delta3"].solution(Z, A, Y)


ON_ONE_LINE = "def endless(z3, a3, y):\n    while True: pass\n"


def slowly_endless(z3, a3, y):
    while True:
        a3 = a3 + 1


def defined(text):
    """Return the function that a text defines."""
    scope = {}
    exec(text, scope)
    return scope["endless"]


@pytest.fixture
def few_instructions(monkeypatch):
    monkeypatch.setattr(own_code, "ONE_CALL", 20_000)
    monkeypatch.setattr(own_code, "ONE_RUN", 100_000)


def call_of(function):
    own = OwnCode("delta3", function)
    return own, own.run(lambda delta3: delta3(Z, A, Y))


def test_a_right_one_is_at_work():
    own, delta = call_of(lambda z3, a3, y: 2 * (a3 - y) * slope(z3))
    np.testing.assert_allclose(delta, RIGHT)
    assert own.sentence == "This is your delta3 at work."


def slope(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def test_one_that_fails_for_large_numbers_only_is_shown_where_they_are_small():
    own = OwnCode("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=0))
    a = own.run(lambda softmax: softmax(np.zeros((2, 1))))
    np.testing.assert_allclose(a, [[0.5], [0.5]])
    assert "as it runs, but its check does not hold yet" in own.sentence
    own.run(lambda softmax: softmax(np.full((2, 1), 1000.0)))
    assert "gives nothing that can be drawn" in own.sentence


def test_a_wrong_one_is_shown_as_it_runs():
    own, delta = call_of(lambda z3, a3, y: y - a3)
    np.testing.assert_allclose(delta, Y - A)
    assert "as it runs, but its check does not hold yet: check.delta3" in own.sentence


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda z3, a3, y: ..., "is not filled in yet: this is the course's own"),
        (lambda z3, a3, y: None, "is not filled in yet: this is the course's own"),
        (None, "is not filled in yet: this is the course's own"),
        (..., "is not filled in yet: this is the course's own"),
        (lambda z3, a3, y: 1 / 0, "gives nothing that can be drawn"),
        (lambda z3, a3, y: 3.0, "gives nothing that can be drawn"),
        (lambda z3, a3, y: a3 * np.nan, "gives nothing that can be drawn"),
        (lambda z3, a3, y: "text", "gives nothing that can be drawn"),
        (lambda a3, y: a3, "gives nothing that can be drawn"),
        (lambda z3, a3, y: sys.exit(), "gives nothing that can be drawn"),
        ("delta3", "gives nothing that can be drawn"),
        (defined(ON_ONE_LINE), "does not come to an end: this is the course's own"),
        (slowly_endless, "does not come to an end: this is the course's own"),
    ],
)
def test_what_cannot_be_drawn_is_replaced_and_said(function, said, few_instructions):
    own, delta = call_of(function)
    np.testing.assert_allclose(delta, RIGHT)
    assert said in own.sentence
    assert sys.gettrace() is None


def test_one_that_fails_on_the_way_is_replaced_from_the_start():
    def fails_later(z3, a3, y):
        if a3[0, 0] > 2:
            raise ValueError
        return EXERCISES["delta3"].solution(z3, a3, y)

    own = OwnCode("delta3", fails_later)
    assert own.sentence == "This is your delta3 at work."
    found = own.run(lambda delta3: [delta3(Z, A + n, Y) for n in range(5)])
    assert len(found) == 5
    assert "nothing that can be drawn" in own.sentence
    own.run(lambda delta3: delta3(Z, A, Y))
    assert own.sentence == "This is your delta3 at work."


def laborious(z3, a3, y):
    for _ in range(500):
        pass
    return EXERCISES["delta3"].solution(z3, a3, y)


def test_one_that_works_long_is_taken_until_its_picture_would_wait_too_long(
    few_instructions,
):
    own = OwnCode("delta3", laborious)
    assert own.sentence == "This is your delta3 at work."
    own.run(lambda delta3: [delta3(Z, A, Y) for _ in range(3)])
    assert own.sentence == "This is your delta3 at work."
    found = own.run(lambda delta3: [delta3(Z, A, Y) for _ in range(200)])
    assert len(found) == 200
    assert own.sentence == "Your delta3 is too slow here: this is the course's own."


def test_it_cannot_change_what_it_is_given_nor_print(capsys):
    def writes(z3, a3, y):
        print("here")
        a3 += 100
        return z3

    before = A.copy()
    call_of(writes)
    np.testing.assert_array_equal(A, before)
    assert capsys.readouterr() == ("", "")


def test_several_results_come_as_a_tuple():
    step = EXERCISES["whole_step"]
    own = OwnCode("whole_step", step.solution)
    inputs = step.cases()[0]
    for one, other in zip(
        own.run(lambda f: f(*inputs)), step.solution(*inputs), strict=True
    ):
        np.testing.assert_array_equal(one, other)


def test_results_by_layer_come_as_dicts():
    walk_back = EXERCISES["walk_back"]
    own = OwnCode("walk_back", lambda *inputs: [*walk_back.solution(*inputs)])
    for inputs in walk_back.cases():
        found = own.run(lambda f, inputs=inputs: f(*inputs))
        for one, other in zip(found, walk_back.solution(*inputs), strict=True):
            assert [*one] == [*other]
            for l in other:
                np.testing.assert_array_equal(one[l], other[l])
    assert own.sentence == "This is your walk_back at work."
