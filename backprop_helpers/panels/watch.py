"""Training that can be watched, and stopped: a bar, and curves that grow."""

import os
from functools import partial
from time import monotonic, sleep
from typing import NamedTuple

import numpy as np
from IPython.display import display
from tqdm.notebook import tqdm

from backprop_helpers.figures.accuracy import draw_accuracy
from backprop_helpers.figures.colours import BLUE
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.show import bundle
from backprop_helpers.panels.picture import Picture

# Else tqdm starts a thread to watch its bars, and warns where there are none.
tqdm.monitor_interval = 0
SIZE = (8.2, 3.0)
LOW, HIGH = 1e-3, 10.0  # ends of the axis of costs
REST = 0.1  # seconds between two pictures
# Either of them, if set, asks for the last picture only: tqdm's own switch, and what
# pytest sets, since nbval cannot follow a picture that changes while its cell runs.
SILENT = ("TQDM_DISABLE", "PYTEST_VERSION")
DONE, RUNNING, STOPPED, BLOWN_UP = "done", "running", "stopped", "blown up"
ALT = (
    "Left, the cost of the training images after each epoch; right, the part of the "
    "training images and of the held-out images that is answered right."
)


class History(NamedTuple):
    """What was measured: entry 0 before the first epoch, entry e after epoch e."""

    costs: tuple
    training: tuple
    held_out: tuple


def watch(run, measure, epochs, pause=REST):
    """Carry out a run of so many epochs, show how it goes, and return its History.

    Each step of the run trains for one epoch, as `training.train(...)` does; measure()
    gives the cost, and the part of the training images and of the held-out ones that
    is answered right. The button ■ (or I, I) stops it without an error; so does a cost
    that is no longer a number. After an epoch it waits for `pause` seconds, so that one
    can watch. Where an environment variable of SILENT is set, only the last picture is
    shown, without a bar and without pauses.
    """
    silent = _silent()
    screen, measured, state = Screen(epochs, silent), [], DONE
    try:
        with tqdm(total=epochs, desc="epochs", disable=silent) as bar:
            for _ in _with_the_start(run):
                values = measure()
                if not np.isfinite(values).all():
                    state = BLOWN_UP
                    break
                measured.append(values)
                bar.update(len(measured) > 1)
                screen.follow(measured)
                sleep(0 if silent else pause)
    except KeyboardInterrupt:
        state = STOPPED
    screen.show(measured, state)
    return history_of(measured)


def bar(items, what):
    """Go through a sequence of items with a bar that counts them, named by what.

    Where an environment variable of SILENT is set, there is none.
    """
    return tqdm(items, desc=what, disable=_silent())


def _silent():
    return any(os.environ.get(name, "0") not in ("", "0") for name in SILENT)


def _with_the_start(run):
    yield 0
    yield from run


def history_of(measured):
    """Return what was measured, a list of (cost, training, held out), as a History."""
    return History(*zip(*measured, strict=True)) if measured else History((), (), ())


class Screen:
    """The growing picture of a run of so many epochs, with a sentence under it."""

    def __init__(self, epochs, silent=False):
        self.epochs, self.silent = epochs, silent
        self.picture = Picture(self._draw, SIZE)
        self.handle, self.last = None, -np.inf

    def _draw(self, figure):
        left, right = figure.subplots(1, 2)
        left.set_title("cost of the training images", fontsize=10)
        words = left.text(0.5, 0.9, "", transform=left.transAxes, ha="center")
        follow(words, lambda r: {"text": r[1] if r[1] in (STOPPED, BLOWN_UP) else ""})
        # Blue as the training images on the right: their cost.
        costs = partial(draw_costs, xlabel="epoch", color=BLUE)
        costs(left, self.epochs, LOW, HIGH, lambda r: r[0].costs)
        draw_accuracy(right, self.epochs, lambda r: r[0][1:])

    def follow(self, measured):
        """Show a run on its way, unless the last picture has only just been shown."""
        if not self.silent and monotonic() - self.last >= REST:
            self.show(measured, RUNNING)
            self.last = monotonic()

    def show(self, measured, state):
        """Show what was measured so far, in the place of the picture before."""
        history = history_of(measured)
        sentence = describe(history, state, self.epochs)
        png = self.picture.png((history, state))
        width, height = (round(100 * side) for side in SIZE)
        packed = bundle(png, f"{ALT} {sentence}", width, height, caption=sentence)
        if self.handle is None:
            self.handle = display(packed, raw=True, display_id=True)
        else:
            self.handle.update(packed, raw=True)


def describe(history, state, epochs):
    """Say in one or two sentences how a run of so many epochs stands."""
    done = len(history.costs) - 1
    if state == BLOWN_UP:
        lost = "This network is lost: make a new one, and choose a smaller η."
        if done < 0:
            return f"The cost is no number before the first epoch. {lost}"
        return (
            f"The run blew up in epoch {done + 1} of {epochs}: the cost is no longer a "
            f"number, because η is too large. {lost}"
        )
    start = {
        STOPPED: f"Stopped after epoch {max(done, 0)} of {epochs}. The network keeps "
        "what it has learnt.",
        RUNNING: f"Epoch {done} of {epochs}.",
        DONE: f"All {done} epochs are done.",
    }[state]
    if done < 0:
        return start
    cost, training, held_out = (values[-1] for values in history)
    return (
        f"{start} Cost {cost:.3f}; {100 * training:.1f}% of the training images and "
        f"{100 * held_out:.1f}% of the held-out images are right."
    )
