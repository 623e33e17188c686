"""A network that finds the letter, with the package's look and with the page's."""

import numpy as np
import pytest

from backprop_helpers.pages.attention.letter import Finder, text_by_text
from backprop_helpers.practice.registry import EXERCISES
from tests.nets.recurrent_examples import assert_gradients

SOLVED = [EXERCISES[name].solution for name in ("attention", "attention_back")]
BLIND = 0.5  # of a look: below it, the letter is hardly looked at


@pytest.fixture(scope="module")
def finders():
    """Return those of ten starts, trained as in the page's panel."""
    found = [Finder(seed) for seed in range(10)]
    for finder in found:
        assert len([*finder.learn(15, 100)]) == 100
    return found


@pytest.mark.parametrize("functions", [(), SOLVED], ids=["package", "page"])
def test_gradients(functions):
    finder = Finder(1, *functions)
    symbols, y = finder.batch(5, 3)
    assert symbols.shape == (3, 6)
    np.testing.assert_array_equal(y.argmax(axis=0), symbols[:, 0])
    _, nabla = finder.walk_back(symbols, y)
    cost = lambda: finder.walk_back(symbols, y)[0]  # noqa: E731 the arrays move
    finder.table += 0.5  # large enough that the looks differ
    _, nabla = finder.walk_back(symbols, y)
    assert_gradients(nabla, finder.parameters, cost)


def test_one_text_at_a_time_gives_the_same():
    package, page = Finder(3), Finder(3, *SOLVED)
    costs = [[*each.learn(4, 5)] for each in (package, page)]
    np.testing.assert_allclose(*costs, rtol=1e-9)


def test_text_by_text():
    both = text_by_text(lambda a, b: (a + 1, a @ b))
    a, b = np.random.default_rng(0).normal(size=(2, 3, 1, 2, 2))
    plus, product = both(a, b)
    np.testing.assert_array_equal(plus, a + 1)
    np.testing.assert_allclose(product, a @ b)


@pytest.mark.slow
def test_every_start_names_every_letter(finders):
    assert min(finder.named(15, 250) for finder in finders) > 0.99


@pytest.mark.slow
@pytest.mark.parametrize("others", [2, 5, 10])
def test_also_after_fewer_digits(others):
    for seed in range(5):
        finder = Finder(seed)
        for _ in finder.learn(others, 100):
            pass
        assert finder.named(others, 250) > 0.9


@pytest.mark.slow
def test_most_networks_do_not_look_at_one_of_the_letters(finders):
    """And the digits in between look where the last token looks."""
    blind = []
    for finder in finders:
        symbols, _ = finder.batch(15, 400)
        alpha = finder.forward(symbols)[1].alpha[:, 0, :, 0]
        letters = [alpha[symbols[:, 0] == letter] for letter in range(4)]
        looks = np.array([each[:, -1].mean() for each in letters])
        between = np.array([each[:, 1:-1].mean() for each in letters])
        np.testing.assert_allclose(between, looks, atol=0.05)
        blind.append((looks < BLIND).sum())
    assert max(blind) <= 1
    assert 6 <= sum(blind) <= 9  # "from most of them"
    assert blind[2] == 0  # the start that the page shows first


@pytest.mark.slow
def test_a_plain_mean_learns_the_task_but_not_longer_texts(finders):
    many = np.array([finder.named(150) for finder in finders])
    means = []
    for seed in range(10):
        finder = Finder(seed)
        for name in ("w_q", "w_k"):
            finder.parameters[name][...] = 0
        for _ in finder.learn(15, 100):
            pass
        for name in ("w_q", "w_k"):
            assert not finder.parameters[name].any(), "they stay 0"
        means.append((finder.named(15), finder.named(150)))
        w = finder.parameters
        handed = w["w_o"] @ w["w_v"] @ w["table"]  # on to z; the same for all is idle
        size = np.linalg.norm(handed - handed.mean(axis=0), axis=0)
        assert size[:4].mean() > 20 * size[4:].mean(), "far more than a digit"
    few, without = np.transpose(means)
    assert few.min() > 0.9
    error = np.sqrt((many.var(ddof=1) + without.var(ddof=1)) / 10)
    assert many.mean() - without.mean() > 4 * error
    assert many.mean() == pytest.approx(0.99, abs=0.03)
    assert without.mean() == pytest.approx(0.51, abs=0.1)
    assert many.std(ddof=1) == pytest.approx(0.03, abs=0.02)
    assert without.std(ddof=1) == pytest.approx(0.25, abs=0.1)
