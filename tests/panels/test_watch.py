"""Training can be watched, stopped without an error, and never loses what it learnt."""

import os
import signal
from itertools import count

import numpy as np
import pytest

from backprop_helpers.nets.functions import identity, leaky_relu
from backprop_helpers.nets.initialization import FAN_IN, initial_network
from backprop_helpers.nets.training import accuracy, one_hot, outputs, train
from backprop_helpers.panels import watch as live
from tests.pages.handwritten_digits.trained_reader import DIGITS
from tests.panels.flashing import flashes
from tests.panels.pictures import numbers_of, picture_in, texts_of

pytestmark = pytest.mark.slow

TRAINING, HELD_OUT = DIGITS.training, DIGITS.test
TARGETS = one_hot(TRAINING.labels)


@pytest.fixture
def shown(monkeypatch):
    """What reaches the page: ("display" or "update", bundle), one after the other."""
    shown = []

    class Handle:
        def update(self, packed, raw):
            assert raw
            shown.append(("update", packed))

    def display(packed, raw, display_id):
        assert raw
        assert display_id
        shown.append(("display", packed))
        return Handle()

    monkeypatch.setattr(live, "display", display)
    return shown


@pytest.fixture
def awake(monkeypatch):
    """As on a student's page: with a bar and pictures on the way, but no pauses."""
    bars = []

    class Bar:
        def __init__(self, total, desc, disable):
            self.total, self.done, self.silent = total, 0, disable
            bars.append(self)

        def __enter__(self):
            return self

        def __exit__(self, *problem):
            pass

        def update(self, more):
            self.done += more

    for name in live.SILENT:
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(live, "tqdm", Bar)
    clock = iter(np.arange(0, 1e6, 0.06))
    monkeypatch.setattr(live, "monotonic", lambda: next(clock))
    monkeypatch.setattr(live, "sleep", lambda seconds: None)
    return bars


def fresh(**functions):
    return initial_network((64, 10, 10), FAN_IN, np.random.default_rng(0), **functions)


def run_of(network, epochs, eta=1.5):
    rng = np.random.default_rng(1)
    return train(network, TRAINING.images, TARGETS, eta, 32, epochs, rng)


def measure_of(network):
    def measure():
        cost = network.cost(outputs(network, TRAINING.images).T, TARGETS.T)
        parts = (TRAINING, HELD_OUT)
        return cost, *(accuracy(network, part.images, part.labels) for part in parts)

    return measure


def watched(network, epochs, eta=1.5, stop_at=None):
    """Watch a training; Ctrl+C, or the button ■, comes at a measurement."""
    measure, calls = measure_of(network), count(1)

    def measure_or_stop():
        if next(calls) == stop_at:
            os.kill(os.getpid(), signal.SIGINT)
        return measure()

    return live.watch(run_of(network, epochs, eta), measure_or_stop, epochs)


@pytest.fixture(autouse=True)
def _an_interrupt_arrives():
    """Tests that run in the background of a shell would ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def sentence(shown):
    return shown[-1][1]["text/plain"]


def test_a_silent_run_shows_one_picture_at_the_end(shown):
    history = watched(fresh(), 4)
    ((way, packed),) = shown
    assert way == "display"
    image, pixels = picture_in(packed)
    assert pixels.shape == (300, 820, 3)
    assert sentence(shown) in image["alt"]
    cost, training, held_out = (values[-1] for values in history)
    assert sentence(shown) == (
        f"All 4 epochs are done. Cost {cost:.3f}; {100 * training:.1f}% of the "
        f"training images and {100 * held_out:.1f}% of the held-out images are right."
    )


def test_a_bar_counts_the_items_and_is_silent_where_it_should_be(monkeypatch):
    seen = []

    def tqdm(items, desc, disable):
        seen.append((desc, disable))
        return items

    monkeypatch.setattr(live, "tqdm", tqdm)
    assert [*live.bar([1, 2, 3], "fits")] == [1, 2, 3]  # pytest asks for silence
    for name in live.SILENT:
        monkeypatch.setenv(name, "")
    live.bar([], "fits")
    assert seen == [("fits", True), ("fits", False)]


def test_the_history_starts_before_the_first_epoch(shown):
    twin = fresh()
    expected = [measure_of(twin)()]
    expected += [measure_of(twin)() for _ in run_of(twin, 3)]
    assert [*zip(*watched(fresh(), 3), strict=True)] == expected


def test_it_shows_the_way_but_not_every_epoch(shown, awake):
    watched(fresh(), 12)
    ways = [way for way, _ in shown]
    assert ways == ["display"] + ["update"] * (len(ways) - 1)
    assert 3 <= len(ways) < 13  # a picture at most each 0.1 s
    words = [packed["text/plain"] for _, packed in shown]
    assert words[0].startswith("Epoch 0 of 12. Cost ")
    assert all(word.startswith("Epoch ") for word in words[:-1])
    assert words[-1].startswith("All 12 epochs are done.")
    (bar,) = awake
    assert (bar.done, bar.total, bar.silent) == (12, 12, False)


@pytest.mark.parametrize("eta", [1.5, 1e9])
def test_it_does_not_flash(shown, awake, eta):
    network = fresh(activation=leaky_relu, output=identity) if eta > 2 else fresh()
    watched(network, 30, eta)
    pictures = [picture_in(packed)[1] for _, packed in shown]
    assert len(pictures) > (10 if eta < 2 else 1)
    assert flashes(pictures) == 0


@pytest.mark.parametrize("at", [2, 4])
def test_it_stops_at_an_interrupt_and_keeps_what_was_learnt(shown, awake, at):
    network, twin = fresh(), fresh()
    history = watched(network, 30, stop_at=at)
    done = at - 2  # the first measurement is before the first epoch
    assert sentence(shown).startswith(
        f"Stopped after epoch {done} of 30. The network keeps what it has learnt. Cost "
    )
    assert [len(values) for values in history] == [at - 1] * 3
    for _ in run_of(twin, done + 1):  # the epoch that was not measured any more
        pass
    for l in network.w:
        np.testing.assert_array_equal(network.w[l], twin.w[l])


def test_an_interrupt_before_anything_is_measured(shown):
    assert watched(fresh(), 5, stop_at=1) == ((), (), ())
    assert sentence(shown) == (
        "Stopped after epoch 0 of 5. The network keeps what it has learnt."
    )


def test_a_second_run_goes_on_from_there(shown):
    network = fresh()
    first, second = watched(network, 3), watched(network, 3)
    assert second.costs[0] == first.costs[-1]
    assert second.costs[-1] < first.costs[-1]


def test_a_run_that_blows_up_is_named_and_has_a_picture(shown):
    history = watched(fresh(activation=leaky_relu, output=identity), 9, eta=50.0)
    said = sentence(shown)
    assert said.startswith("The run blew up in epoch ")
    assert "of 9: the cost is no longer a number, because η is too large." in said
    assert len(history.costs) >= 1
    assert np.isfinite(history.costs).all()
    assert picture_in(shown[-1][1])[1].std() > 1


def test_what_was_lost_or_shorter_than_said_is_told_as_it_was(shown):
    network = fresh()
    network.w[2][:] = np.nan
    watched(network, 3)
    assert sentence(shown).startswith("The cost is no number before the first epoch.")
    live.watch(iter(range(2)), lambda: (0.5, 0.5, 0.5), 9)
    assert sentence(shown).startswith("All 2 epochs are done.")


@pytest.mark.parametrize("state", [live.DONE, live.STOPPED, live.BLOWN_UP])
@pytest.mark.parametrize(
    "measured", [[], [(3.0, 0.1, 0.1)], [(1e300, 0.0, 1.0), (1e-12, 1.0, 0.5)]]
)
def test_any_history_can_be_seen(state, measured):
    screen = live.Screen(5)
    history = live.history_of(measured)
    screen.picture.png((history, state))
    for artist in screen.picture.moving:
        assert np.isfinite(numbers_of(artist)).all()
    words = texts_of(screen.picture.moving)
    assert words == ([] if state == live.DONE else [state])


def test_curves_are_those_of_the_history():
    screen = live.Screen(5)
    measured = [(2.0, 0.1, 0.2), (0.5, 0.9, 0.85), (0.1, 0.95, 0.9)]
    screen.picture.png((live.history_of(measured), live.RUNNING))
    _, costs, training, held_out = screen.picture.followers
    np.testing.assert_allclose(numbers_of(costs), [[0, 2.0], [1, 0.5], [2, 0.1]])
    assert costs.get_color() == training.get_color() != held_out.get_color()
    np.testing.assert_allclose(numbers_of(training), [[0, 10], [1, 90], [2, 95]])
    np.testing.assert_allclose(numbers_of(held_out), [[0, 20], [1, 85], [2, 90]])


@pytest.mark.parametrize("name", live.SILENT)
def test_one_variable_is_enough_to_silence_it(shown, awake, monkeypatch, name):
    monkeypatch.setenv(name, "1")
    watched(fresh(), 2)
    assert [way for way, _ in shown] == ["display"]
    assert [bar.silent for bar in awake] == [True]


def test_without_those_variables_a_page_gets_a_real_bar(shown, monkeypatch):
    for name in live.SILENT:
        monkeypatch.delenv(name, raising=False)
    bars = []
    real = live.tqdm
    monkeypatch.setattr(
        live, "tqdm", lambda **named: bars.append(real(**named)) or bars[0]
    )
    network = fresh()
    live.watch(run_of(network, 3), measure_of(network), 3, pause=0)
    assert (bars[0].n, bars[0].total) == (3, 3)
    assert bars[0].container.children  # the widget of a notebook, not text
    assert sentence(shown).startswith("All 3 epochs are done.")
