"""The sheet of this page: its graph, and what it shows when."""

import numpy as np
import pytest

from backprop_helpers.figures.blanks import ASKED, OPEN
from backprop_helpers.pages.chain_rule_on_a_graph.pencil import FORWARD, SHEETS
from backprop_helpers.practice.pencil import Filled

(SHEET,) = SHEETS
BLANKS = (*SHEET.line_of,)


def shown(count, seed=0):
    """Return what the picture shows when so many blanks are filled in."""
    asked = BLANKS[min(count, len(BLANKS) - 1)]
    right = frozenset(BLANKS[:count])
    numbers = SHEET.numbers(seed)
    return SHEET.moment(Filled(SHEET, numbers, right, frozenset(), asked, "Words."))


def cost(w, x, v, y):
    return sum((v * w * x - y) ** 2)


@pytest.mark.parametrize("seed", range(6))
def test_values_and_blames_are_those_that_are_measured(seed):
    numbers, graph = SHEET.numbers(seed), shown(12, seed).graph
    given = {name: numbers[name] for name in "wxvy"}
    assert graph.value["C"] == pytest.approx(cost(**given), rel=1e-12)
    for name in "wx":
        ends = (cost(**given | {name: given[name] + h}) for h in (1e-5, -1e-5))
        slope = np.subtract(*ends) / 2e-5
        assert graph.blame[name] == pytest.approx(slope, rel=1e-7)
    assert SHEET.value("∂C/∂w", numbers) == pytest.approx(graph.blame["w"])
    for n, o in enumerate(("o₁", "o₂")):
        for blank, value in (
            (o, graph.value[o]), (f"∂C/∂{o}", graph.blame[o]),
            (f"what {o} hands to a", graph.share["a", o]),
            (f"C{o[1]}", graph.value[f"C{o[1]}"]),
        ):  # fmt: skip
            assert SHEET.value(blank, numbers) == pytest.approx(value)
        assert numbers["shares"][n] * numbers["shares"][1 - n] < 0, "they pull apart"


def test_the_numbers_of_the_page():
    numbers = SHEET.numbers()
    found = [SHEET.value(blank, numbers) for blank in BLANKS]
    assert found == [6, 15, -9, 16, 6.25, 22.25, -8, -5, -20, 7.5, -12.5, -25]


def test_the_way_back_is_empty_until_the_way_forward_is_done():
    for count in range(len(FORWARD)):
        moment = shown(count)
        assert {kind for kind, _ in moment.blanks} == {"value"}
        assert list(moment.blanks.values()).count(ASKED) == 1
        assert not moment.blamed
        assert not moment.shares
    moment = shown(len(FORWARD))
    assert {kind for kind, _ in moment.blanks} == {"blame", "share"}
    assert moment.blamed == {"C", "C₁", "C₂"}
    assert list(moment.blanks.values()).count(OPEN) == 5


def test_no_slope_gives_a_number_away_that_is_asked_for():
    for count in range(len(BLANKS) + 1):
        moment = shown(count)
        asked = {place for (kind, place) in moment.blanks if kind != "value"}
        for parent, child in moment.slopes:
            assert (parent, child) not in asked
            assert parent not in asked - {"a"}
    assert set(shown(12).slopes) == set(shown(12).graph.slope)
    assert shown(12).blamed == set(shown(12).graph.value)
