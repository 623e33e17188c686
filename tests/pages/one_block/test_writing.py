"""What is written, how its words are counted, and what the page says of it."""

import copy
import re
from functools import cache

import numpy as np
import pytest

from backprop_helpers.pages.one_block import writing
from backprop_helpers.pages.one_block.exercises import block_back, planned_eta
from backprop_helpers.pages.one_block.panels import FEW, MEAN_OF
from backprop_helpers.pages.one_block.writing import (
    STEPS,
    Pairs,
    Script,
    hills,
    learn,
    learn_to_write,
    new_writer,
    share_of_words,
    write,
)
from tests.pages.one_block.panels import kept
from tests.rules.package_source import REPOSITORY, page_cells

NOTEBOOK = REPOSITORY / "notebooks/21_one_block.ipynb"
PROSE = "\n".join(page_cells(NOTEBOOK, "markdown"))
SCRIPT, SEEDS = hills(), range(5)


def lines_of(writer, seed, temperature=1.0):
    """Let it write 20 lines of 100 signs."""
    rng = np.random.default_rng(seed)
    return write(writer, SCRIPT, 20, 100, rng, temperature)


def share(writer, seed, temperature=1.0):
    """Return which part of the whole words that it writes stands in the text."""
    whole, known = share_of_words(lines_of(writer, seed, temperature), SCRIPT)
    return known / whole


@pytest.fixture(scope="module")
def five():
    """Return writers as on the page, trained from five starts."""
    return [kept(seed)[STEPS] for seed in SEEDS]


def mean_and_spread(values):
    return np.mean(values), np.std(values, ddof=1)


def in_the_text(before):
    """Return the percentages a ± b that stand behind these words on the page."""
    found = re.search(rf"{re.escape(before)}[^%]*?(\d+) ± (\d+) %", PROSE)
    return [int(number) / 100 for number in found.groups()]


def assert_told(values, before):
    """Another processor turns a word or two: the page's mean within 4 %."""
    mean, spread = mean_and_spread(values)
    told, told_spread = in_the_text(before)
    assert mean == pytest.approx(told, abs=0.04), (mean, spread)
    assert spread == pytest.approx(told_spread, abs=0.03), (mean, spread)


def test_a_script_reads_and_spells():
    script = Script("a hill, a hill.")
    assert script.signs == " ,.ahil"
    assert script.spell(script.symbols) == "a hill, a hill."
    symbols, right = script.windows(4, np.random.default_rng(0), m=50)
    assert symbols.shape == right.shape == (50, 4)
    np.testing.assert_array_equal(symbols[:, 1:], right[:, :-1])
    texts = {script.spell(each) for each in symbols}
    assert {"a hi", "hill", "l, a"} < texts
    assert all(text in script.text for text in texts)
    with pytest.raises(ValueError, match="substring not found"):
        script.read("hello")


def test_words_are_counted_when_they_have_come_to_their_end():
    assert share_of_words(["the hill, the hil"], SCRIPT) == (3, 3)
    assert share_of_words(["thehill the\nhxll.", "a", "a "], SCRIPT) == (4, 2)
    assert share_of_words([SCRIPT.text], SCRIPT) == (488, 488)


def test_pairs_are_counted():
    script = Script("abac")
    p, _ = Pairs(script).forward(np.array([[0, 1], [2, 0]]))
    assert p.shape == (2, 3, 2)
    np.testing.assert_allclose(p[0, :, 0], [0, 0.5, 0.5])  # after a
    np.testing.assert_allclose(p[0, :, 1], [1, 0, 0])  # after b
    np.testing.assert_allclose(p[1, :, 1], [0, 0.5, 0.5])
    written = write(Pairs(SCRIPT), SCRIPT, 3, 200, np.random.default_rng(0))
    pairs = {SCRIPT.text[i : i + 2] for i in range(len(SCRIPT.text) - 1)}
    assert all(line[i : i + 2] in pairs for line in written for i in range(199))


def test_the_dice_follow_the_chances():
    """Also where a student's do not add up to 1, or are no chances at all."""
    three = Script("abc\n")

    class Same:
        longest = 1

        def forward(self, symbols):
            column = np.array([0.0, 0.2, 0.3, 0.5])[:, None]
            return np.tile(column, (len(symbols), 1, 1)), None

    rng = np.random.default_rng(0)
    lines = write(Same(), three, 40, 100, rng)
    text = "".join(lines)
    assert "\n" not in text
    for sign, part in zip("abc", (0.2, 0.3, 0.5), strict=True):
        assert text.count(sign) / len(text) == pytest.approx(part, abs=0.03)
    cold = "".join(write(Same(), three, 4, 50, rng, temperature=0.05))
    assert {*cold} == {"c"}
    tenfold = write(Same(), three, 40, 100, rng, chances=lambda z, T: 10 * np.exp(z))
    assert "".join(tenfold).count("c") / 4000 == pytest.approx(0.5, abs=0.03)
    write(Same(), three, 4, 50, rng, chances=lambda z, T: z)


def test_a_plan_begins_small_and_ends_at_zero():
    plan = [planned_eta(t, 0.3, 20, 100) for t in range(1, 101)]
    assert plan[0] == pytest.approx(0.015)
    assert max(plan) == plan[19] == pytest.approx(0.3)
    assert plan[-1] == 0
    assert np.all(np.diff(plan[:20]) > 0)
    assert np.all(np.diff(plan[19:]) < 0)


def test_a_walk_back_that_ends_too_early_leaves_weights_as_they_are():
    writer = new_writer(SCRIPT, 0, d=8, n=8)
    writer.blocks[0].block_back = lambda nabla_out, network_back, attention_back: (
        nabla_out
    )
    before = {name: w.copy() for name, w in writer.parameters.items()}
    for _ in learn(writer, SCRIPT, np.random.default_rng(0), steps=110):
        pass
    still = {n for n, w in writer.parameters.items() if np.array_equal(w, before[n])}
    assert still == {f"{name} of 1" for name in writer.blocks[0].parameters}


def test_writers_are_kept_on_their_way_and_it_is_said_whose_line_it_was(
    monkeypatch, capsys
):
    monkeypatch.setattr(writing, "STEPS", 120)
    monkeypatch.setattr(writing.learn, "__defaults__", (0.02, 100, 120, planned_eta))
    kept = writing.learn_to_write(lambda nabla_out, network_back, attention_back: ...)
    assert [*kept] == [0, 25, 50, 100]
    assert "Your block_back is not filled in yet" in capsys.readouterr().out
    again = writing.learn_to_write(block_back)
    assert "This is your block_back at work." in capsys.readouterr().out
    for step, writer in kept.items():
        for name, w in writer.parameters.items():
            np.testing.assert_array_equal(w, again[step].parameters[name])
        assert writer.parameters["w_1 of 1"] is writer.blocks[0].parameters["w_1"]
    assert not np.array_equal(*(kept[s].parameters["table"] for s in (50, 100)))


@pytest.mark.slow
def test_the_words_that_are_written(five):
    """Before and after training, and by counting pairs: the table of the page."""
    before = [share(new_writer(SCRIPT, seed), seed) for seed in SEEDS]
    pairs = [share(Pairs(SCRIPT), seed) for seed in SEEDS]
    after = [share(writer, seed) for seed, writer in enumerate(five)]
    cold = [share(writer, seed, 0.5) for seed, writer in enumerate(five)]
    assert "the writer before training | 1 %" in PROSE
    assert np.mean(before) == pytest.approx(0.01, abs=0.01)
    assert_told(pairs, "counting pairs, which costs 1.9 |")
    assert_told(after, "your block after 1000 steps |")
    assert_told(cold, "the same at temperature 0.5 |")
    assert max(before) < 0.03 < min(pairs) < max(pairs) < 0.2 < 0.75 < min(after)
    assert STEPS == 1000


@pytest.mark.slow
def test_what_is_written_first_and_what_the_temperature_does(five):
    def after(step):
        return [kept(seed)[step] for seed in SEEDS]

    spaces = [
        "".join(lines_of(w, s)).count(" ") / 2000 for s, w in enumerate(after(25))
    ]
    words = [share(w, s) for step in (100, 300) for s, w in enumerate(after(step))]
    assert SCRIPT.text.count(" ") / len(SCRIPT.text) == pytest.approx(0.2, abs=0.005)
    assert np.mean(spaces) == pytest.approx(0.2, abs=0.03)
    assert np.mean(words[:5]) == pytest.approx(0.09, abs=0.04)
    assert np.mean(words[5:]) == pytest.approx(0.5, abs=0.08)
    for seed, writer in enumerate(five):
        assert share(writer, seed, 0.1) > 0.96
        assert 0.35 < share(writer, seed, 2.0) < 0.6
        fresh = [_fresh(lines_of(writer, seed, t)) for t in (0.1, 1.0)]
        assert fresh[0] < 0.35 < 0.75 < fresh[1]


def _fresh(lines):
    """Return how many of the runs of three words there are, beside all of them."""
    runs = [tuple(words[i : i + 3]) for words in map(writing.WORD.findall, lines)
            for i in range(len(words) - 2)]  # fmt: skip
    return len({*runs}) / len(runs)


@pytest.mark.slow
def test_it_does_not_recite(five):
    text = " ".join(re.findall("[a-z]+", SCRIPT.text))
    shares = []
    for seed, writer in enumerate(five):
        lines = [re.findall("[a-z]+", line)[:-1] for line in lines_of(writer, seed)]
        runs = [" ".join(l[i : i + 4]) for l in lines for i in range(len(l) - 3)]
        assert len(runs) > 200
        shares.append(np.mean([f" {run} " in f" {text} " for run in runs]))
    assert_told(shares, "its runs of four words only")


@pytest.mark.slow
def test_a_wrong_walk_back_learns_too_but_fewer_words(five):
    def side_by_side(nabla_out, network_back, attention_back):
        return nabla_out + network_back(nabla_out) + attention_back(nabla_out)

    wrong = [share(learn_to_write(side_by_side, seed)[STEPS], seed) for seed in SEEDS]
    right = [share(writer, seed) for seed, writer in enumerate(five)]
    assert_told(wrong, "in the place of that of $y$,")
    assert max(wrong) < min(right)


@pytest.mark.slow
def test_the_heads_look_a_few_signs_back(five):
    T = new_writer(SCRIPT, 0).longest
    starts = np.arange(0, len(SCRIPT.symbols) - T, 7)
    symbols = SCRIPT.symbols[starts[:, None] + np.arange(T)]

    def near(writer):
        _, (_, ((_, looking, *_),), *_) = writer.forward(symbols)
        places = range(T // 2, T)
        shares = [looking.alpha[:, :, i, i - 3 : i + 1].sum(axis=-1) for i in places]
        return np.mean(shares, axis=(0, 1))  # by head

    after = np.concatenate([near(writer) for writer in five])
    before = np.concatenate([near(new_writer(SCRIPT, seed)) for seed in SEEDS])
    assert "each puts between half and four fifths of its shares" in PROSE
    assert 0.47 < after.min() < after.max() < 0.85
    assert np.mean(before) == pytest.approx(1 / 6, abs=0.03)


@pytest.mark.slow
def test_a_warm_up_helps_where_eta_is_large():
    @cache
    def last(eta, warm_up):
        costs = []
        for seed in SEEDS:
            writer = new_writer(SCRIPT, seed, longest=16, d=16, n=32)
            given = np.random.default_rng(seed), eta, warm_up, FEW
            costs.append(np.mean([*learn(writer, SCRIPT, *given)][-MEAN_OF:]))
        return mean_and_spread(costs)

    answer = re.search(r"At 0\.1: from five starts.*", PROSE).group()
    told = re.findall(r"(\d\.\d\d) ± (0\.\d\d)", answer)
    for (eta, warm_up), pair in zip(
        ((0.1, 1), (0.1, 60), (0.01, 1), (0.01, 60)), told, strict=True
    ):
        mean, spread = last(eta, warm_up)
        assert mean == pytest.approx(float(pair[0]), abs=0.08)
        assert spread == pytest.approx(float(pair[1]), abs=0.06)
    assert last(0.3, 60)[0] > 2.4, "does not save the run"
    assert last(0.03, 60)[0] < last(0.1, 60)[0], "as the quiz says"


def test_the_step_of_the_page_is_that_of_the_package():
    (cell,) = (c for c in page_cells(NOTEBOOK, "code") if c.startswith("def one_s"))
    page = {}
    exec(cell, page)
    ours = new_writer(SCRIPT, 0, d=8, n=8)
    theirs = copy.deepcopy(ours)
    for block in theirs.blocks:
        assert block.parameters["w_1"] is theirs.parameters["w_1 of 1"]
    optimisers = {name: writing.AdamW(1.0) for name in ours.parameters}
    rng = np.random.default_rng(1)
    for t, _ in enumerate(learn(theirs, SCRIPT, np.random.default_rng(1), 0.02, 5, 20)):
        pair = SCRIPT.windows(ours.longest, rng)
        page["one_step"](ours, optimisers, *pair, planned_eta(t + 1, 0.02, 5, 20))
    for name, w in ours.parameters.items():
        np.testing.assert_allclose(w, theirs.parameters[name], rtol=1e-12)
