"""What the page says of its runs is so in what they have printed."""

import re

import pytest

from backprop_helpers.pages.convolutional_networks.example import words_of
from tests.pages.convolutional_networks.panels import HELD_OUT
from tests.rules.package_source import REPOSITORY
from tests.rules.page_rules import pages

(PAGE,) = pages([*(REPOSITORY / "notebooks").glob("*_convolutional_networks.ipynb")])
PERCENT = re.compile(r"(\d+) ± (\d+)%")
NUMBER = re.compile(r"(\d+) numbers")


def printed(words):
    """Return the lines that the cell with these words has printed, and its prose."""
    (place,) = (n for n, cell in enumerate(PAGE.cells) if words in cell.source)
    lines = PAGE.cells[place].outputs[0].text.splitlines()
    percents = [[(int(m), int(s)) for m, s in PERCENT.findall(line)] for line in lines]
    return lines, percents, PAGE.cells[place + 1].source


def test_against_a_shift_sharing_helps_with_pooling():
    lines, rows, answer = printed("for start, eta in ((dense")
    assert [line.split()[0] for line in lines] == ["dense", "unpooled", "shared"]
    assert [int(NUMBER.search(line)[1]) for line in lines] == [835, 8002, 802]
    *rivals, shared = rows
    assert "it reads three in a hundred more than the others" in answer
    assert {shared[0][0] - rival[0][0] for rival in rivals} == {3}
    assert max(row[0][1] for row in rows) <= 1
    assert "rivals read fewer than half of them, and it still reads most" in answer
    for way in (1, 2):
        assert all(40 <= rival[way][0] < 50 for rival in rivals)
        mean, spread = shared[way]
        assert mean > 60
        assert mean - spread > max(rival[way][0] for rival in rivals)


def test_sharing_alone_hardly_helps():
    _, rows, answer = printed("for start, eta in ((dense")
    assert "sharing alone hardly helps, and **with pooling** it does" in answer
    dense, sharing, both = (row[1][0] + row[2][0] for row in rows)
    # In points for each way: much less than both.
    assert sharing - dense <= 2 * 2
    assert sharing - dense < (both - dense) / 10


def test_three_words_read_what_one_cannot():
    _, ((one,), (three,)), answer = printed("for n, words, padding")
    assert "about three lines in four" in answer
    assert 70 <= one[0] <= 80
    assert "Three-word kernels read nearly all" in answer
    assert three[0] >= 95
    pair = re.findall(r"\*(The song [^*]+)\*", answer)
    places = [HELD_OUT.texts.index(line) for line in pair]
    assert len({tuple(sorted(words_of(line))) for line in pair}) == 1
    assert sorted(HELD_OUT.liked[places]) == [False, True]


@pytest.mark.parametrize(("kernels", "channels", "count"), [(12, 4, 444)])
def test_the_count_of_the_first_prediction(kernels, channels, count):
    assert kernels * (9 * channels + 1) == count
    assert any(f"= {count}$" in cell.source for cell in PAGE.cells)
