"""What the page says of its runs is so in what they have printed."""

import re

import pytest

from backprop_helpers.nets.convolutional_network import accuracy
from backprop_helpers.pages.convolutional_networks.example import twins, words_of
from tests.pages.convolutional_networks.panels import HELD_OUT, PARTS, text_reader
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


def test_against_a_shift_sharing_and_pooling_help_together():
    lines, rows, answer = printed("for start, eta in ((dense")
    names = ["dense", "unshared", "unpooled", "shared"]
    assert [line.split()[0] for line in lines] == names
    counts = [int(NUMBER.search(line)[1]) for line in lines]
    assert counts == [835, 20458, 8002, 802]
    *rivals, shared = rows
    assert "As the images are, it reads one to three points more than the" in answer
    assert {shared[0][0] - rival[0][0] for rival in rivals} <= {1, 2, 3}
    assert max(row[0][1] for row in rows) <= 1
    assert "its rivals read only about half of them, and it still reads most" in answer
    for way in (1, 2):
        assert all(40 <= rival[way][0] <= 55 for rival in rivals)
        mean, spread = shared[way]
        assert mean > 60
        assert mean - spread > max(rival[way][0] for rival in rivals)


def test_neither_sharing_nor_pooling_alone_does_much():
    _, rows, answer = printed("for start, eta in ((dense")
    assert "help **together**, and neither alone does much" in answer
    dense, pooling, sharing, both = (row[1][0] + row[2][0] for row in rows)
    # In points for each way: much less than both, even when the two are added up.
    assert max(pooling, sharing) - dense <= 2 * 8
    assert pooling - dense + sharing - dense < (both - dense) / 2


def test_three_words_read_what_one_cannot():
    one, three, answer = of_words()
    assert "about three lines in four" in answer
    assert 70 <= one[0][0] <= 80
    assert one[1] == (50, 0), "exactly 50%, from every start"
    assert "exactly 50%" in answer
    assert three[0][0] >= 95
    assert three[1] == (100, 0)
    assert "both lines of all three pairs" in answer


@pytest.mark.slow
def test_kernels_of_one_word_differ_from_start_to_start():
    _, _, answer = of_words()
    assert "and from other starts half to nearly all" in answer
    networks = (text_reader(((24, (1,), 0),), seed) for seed in range(5, 17))
    right = [accuracy(network, *PARTS[1]) for network in networks]
    assert 0.45 <= min(right) < 0.6
    assert max(right) > 0.9
    assert 0.65 < sum(right) / len(right) < 0.85


def test_the_lower_kernels_need_their_blame():
    _, (_, (used,), _, (stopped,)), answer = printed("for learning in")
    assert "No more than by guessing" in answer
    assert stopped[0] + stopped[1] <= 52
    assert "in 30 epochs" in answer
    assert "about as much as the 1682 of the three-word kernels" in answer
    _, (three, _), _ = of_words()
    said = f"{used[0]} ± {used[1]}% here and {three[0]} ± {three[1]}% there"
    assert said in answer
    assert "no sure difference" in answer
    assert abs(used[0] - three[0]) <= used[1] + three[1]


def test_the_held_out_pairs_are_as_many_as_the_page_says():
    (cell,) = (each for each in PAGE.cells if "pairs of the same words" in each.source)
    assert "Six held-out lines are three pairs of the same words" in cell.source
    places = twins(HELD_OUT.texts)
    bags = {tuple(sorted(words_of(HELD_OUT.texts[place]))) for place in places}
    assert (len(places), len(bags)) == (6, 3)
    for text in re.findall(r"\*(The song [^*]+)\*", cell.source):
        assert text in [HELD_OUT.texts[place] for place in places]


@pytest.mark.parametrize(("kernels", "channels", "count"), [(12, 4, 444)])
def test_the_count_of_the_first_prediction(kernels, channels, count):
    assert kernels * (9 * channels + 1) == count
    assert any(f"= {count}$" in cell.source for cell in PAGE.cells)
