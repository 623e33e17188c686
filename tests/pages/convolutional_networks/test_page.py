"""What the page says of its runs is so in what they have printed."""

import re

import pytest

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


def of_words():
    """Return what kernels of one and of three words get right: all lines, pairs."""
    _, (one, one_of_pairs, three, of_pairs), answer = printed("for n, words, padding")
    return one + one_of_pairs, three + of_pairs, answer


def test_sharing_helps_a_little_as_they_are_and_much_when_moved():
    lines, (dense, unshared, shared), answer = printed("for start in (dense")
    assert [line.split()[0] for line in lines] == ["dense", "unshared", "shared"]
    assert [int(NUMBER.search(line)[1]) for line in lines] == [835, 20458, 802]
    assert (
        "windows and pooling bring one or two points, and sharing brings two" in answer
    )
    assert 1 <= unshared[0][0] - dense[0][0] <= 2
    assert shared[0][0] - unshared[0][0] == 2
    assert max(spread for _, spread in (dense[0], unshared[0], shared[0])) <= 1
    assert "read only about half of them, and the one that shares still reads" in answer
    for (low, _), (own, _), (high, spread) in zip(
        dense[1:], unshared[1:], shared[1:], strict=True
    ):
        assert low < own <= 55
        assert high - spread > own
        assert high > 60


def test_three_words_read_what_one_cannot():
    one, three, answer = of_words()
    assert "about three lines in four" in answer
    assert 70 <= one[0][0] <= 80
    assert one[1] == (50, 0), "exactly 50%, from every start"
    assert "exactly 50%" in answer
    assert three[0][0] >= 95
    assert three[1] == (100, 0)


def test_the_lower_kernels_need_their_blame():
    _, (_, (used,), _, (stopped,)), answer = printed("for learning in")
    assert "No more than by guessing" in answer
    assert stopped[0] + stopped[1] <= 52
    assert "214 numbers read 99% of the lines" in answer
    assert used[0] == 99
    _, three, _ = of_words()
    assert f"three-word kernels read {three[0][0]}%" in answer


@pytest.mark.parametrize(("kernels", "channels", "count"), [(12, 4, 444)])
def test_the_count_of_the_first_prediction(kernels, channels, count):
    assert kernels * (9 * channels + 1) == count
    assert any(f"= {count}$" in cell.source for cell in PAGE.cells)
