"""Where circles, arrows and numbers stand: none upon another, few arrows crossed."""

from itertools import combinations

import numpy as np
import pytest

from backprop_helpers.pages.chain_rule_on_a_graph.expression import read_calculation
from backprop_helpers.pages.chain_rule_on_a_graph.layout import (
    HEIGHT,
    LABEL,
    RADIUS,
    WIDTH,
    lay_out,
)
from tests.pages.chain_rule_on_a_graph.calculations import random_calculations

pytestmark = pytest.mark.slow

FAMILIAR = (
    "(w·x + b − y)²", "(w·(w·x + b) − y)²", "x·x", "x·x·x", "(σ(w·x + b) − y)²",
    "(σ(v·σ(w·x)) − y)²", "(p·a − 1)² + (q·a + 6)²", "a·b + c·d + e·f", "−x²",
    "σ(σ(σ(σ(σ(σ(σ(x)))))))", "(x + y)·(x − y)", "w·(w + 1)·(w + 2)",
)  # fmt: skip


@pytest.fixture(scope="module")
def drawn():
    """Layouts of the calculations above, and of random ones, with their texts."""
    rng = np.random.default_rng(1)
    texts = [(text, read_calculation(text)) for text in FAMILIAR]
    texts += [(text, each) for text, each, _ in random_calculations(rng, 150)]
    return [(text, calculation, lay_out(calculation)) for text, calculation in texts]


def test_circles_stand_apart_and_inside_the_picture(drawn):
    for text, _, layout in drawn:
        circles = np.array(layout.circles)
        for one, other in combinations(circles, 2):
            assert np.hypot(*(one - other)) > 2.2 * RADIUS, text
        assert (circles > RADIUS).all(), text
        assert (circles < np.array([WIDTH, HEIGHT]) - RADIUS).all(), text


def test_arrows_run_to_the_right_from_circle_to_circle_and_past_all_others(drawn):
    for text, calculation, layout in drawn:
        for edge in calculation.edges:
            line, circles = layout.lines[edge], np.array(layout.circles)
            start, end = circles[list(edge[:2])]
            assert RADIUS <= np.hypot(*(line[0] - start)) < RADIUS + 0.1, text
            assert RADIUS < np.hypot(*(line[-1] - end)) < RADIUS + 0.2, text
            assert (np.diff(line[:, 0]) > 0).all(), text
            for step, circle in enumerate(circles):
                if step not in edge[:2]:
                    assert np.hypot(*(line - circle).T).min() > 0.9 * RADIUS, text


def test_two_arrows_from_one_circle_to_another_are_both_seen(drawn):
    for text, calculation, layout in drawn:
        for one, other in combinations(calculation.edges, 2):
            if one[:2] == other[:2]:
                lines = layout.lines[one], layout.lines[other]
                middles = [line[len(line) // 2] for line in lines]
                assert np.hypot(*np.subtract(*middles)) > 0.2, text


def crossings(layout):
    """Count the pairs of arrows that cross between their ends."""
    count = 0
    for (one, a), (other, b) in combinations(layout.lines.items(), 2):
        if {*one[:2]} & {*other[:2]}:
            continue
        low, high = max(a[0, 0], b[0, 0]), min(a[-1, 0], b[-1, 0])
        if low < high:
            x = np.linspace(low, high, 60)
            gap = np.interp(x, *a.T) - np.interp(x, *b.T)
            count += int((gap[:-1] * gap[1:] < 0).sum())
    return count


def test_what_can_be_drawn_without_crossings_is(drawn):
    for text, calculation, layout in drawn:
        uses = [parent for parent, *_ in calculation.edges]
        if len({*uses}) == len(uses):  # a tree
            assert crossings(layout) == 0, text
    for text, _, layout in drawn[: len(FAMILIAR)]:
        expected = 1 if text == "(x + y)·(x − y)" else 0
        assert crossings(layout) <= expected, text
    assert np.mean([crossings(layout) for *_, layout in drawn]) < 0.35


def test_numbers_of_an_edge_stand_on_it_and_on_no_circle(drawn):
    covered = total = 0
    for _, calculation, layout in drawn:
        for edge in calculation.edges:
            place = np.array(layout.labels[edge])
            assert np.hypot(*(layout.lines[edge] - place).T).min() < 0.02
            gaps = np.abs(np.array(layout.circles) - place)
            covered += int((gaps < [RADIUS, RADIUS]).all(axis=1).any())
            others = [layout.labels[e] for e in calculation.edges if e != edge]
            covered += any((np.abs(place - o) < LABEL / 2).all() for o in others)
            total += 1
    assert covered < 0.03 * total


def test_a_layout_is_the_same_every_time():
    calculation = read_calculation("(x + y)·(x − y)·x")
    first = lay_out(calculation)
    lay_out.cache_clear()
    second = lay_out(read_calculation("(x + y)·(x − y)·x"))
    assert first.circles == second.circles
    for edge in calculation.edges:
        np.testing.assert_array_equal(first.lines[edge], second.lines[edge])
