"""The pictures with sliders: gates held by hand, and cells that learn to remember."""

from functools import lru_cache

import numpy as np

from backprop_helpers.datasets.recall import SYMBOLS
from backprop_helpers.figures.colours import BLUE, GREEN, GREY, ORANGE
from backprop_helpers.figures.curve import numbered
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.lstm import example
from backprop_helpers.pages.lstm.recall import Readers
from backprop_helpers.panels.controls import Button, Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

DOTTED = {"markersize": 4, "linewidth": 1.2}
STEPS, ETA, SCALE, OPEN = 150, 0.02, 0.1, 3.0  # of your cell's training


def hold_the_gates():
    """Hold the three gates by hand: what the cell keeps, and what blame comes back."""
    limit, lowest = 3.0, 1e-8  # of the axes of c and of blame

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        xlim = (0, example.MOST_CELL_STEPS + 1)
        left.set(xlim=xlim, ylim=(-limit, limit), xlabel="step t")
        left.axhline(0, color=GREY, linewidth=0.8)
        left.axhline(1, color=GREEN, linestyle="--", linewidth=1.2)
        left.set_title("what the cell holds", fontsize=10)
        right.set_yscale("log")
        right.set(xlim=xlim, ylim=(lowest / 3, 10), xlabel="step t")
        right.set_title("∂c⟨T⟩/∂c⟨t⟩, going back", fontsize=10)

        def curve(axes, dash, colour, heights, label=None):
            (line,) = axes.plot([], [], dash, color=colour, label=label, **DOTTED)
            follow(line, lambda kept: {"data": (kept.steps, heights(kept))})

        # What is beyond an axis stands at its edge.
        curve(left, "o-", BLUE, lambda kept: np.clip(kept.c, -limit, limit), "cell c")
        curve(left, "s--", ORANGE, lambda kept: kept.a, "activation a")
        curve(right, "o-", ORANGE, lambda kept: np.maximum(kept.back, lowest))
        left.legend(loc="lower left", ncols=2)

    def describe(kept):
        T = len(kept.back)
        start = (
            f"At step {T} the cell holds {kept.c[-1]:.3g} and shows a = "
            f"{kept.a[-1]:.2g}. Of the 1 of step 1, the factor {kept.back[0]:.2g} is "
            "left"
        )
        if T == 1:
            return f"{start}: nothing has been forgotten yet."
        if kept.f == 0:
            return f"{start}: all is forgotten at every step."
        if kept.i == 0:
            return f"{start}, and nothing else has come in."
        if kept.f == 1:
            return f"{start}, but all that came in later has been added on top."
        return f"{start}; the rest is what came in later."

    tried = {
        "keep": {"f": 1.0, "i": 0.0},
        "f = 0.73": {"f": 0.73, "i": 0.0},
        "f = 0.95": {"f": 0.95, "i": 0.0},
        "let all in": {"f": 1.0, "i": 1.0},
        "hide it": {"o": 0.0},
    }
    return Panel(
        "The gates of a cell",
        (
            Slider("f", "forget gate f", 0, 1, 0.9, count=100),
            Slider("i", "input gate i", 0, 1, 0.2, count=50),
            Slider("o", "output gate o", 0, 1, 1.0, count=50),
            Slider(
                "T",
                "steps T",
                1,
                example.MOST_CELL_STEPS,
                example.MOST_CELL_STEPS,
                integer=True,
            ),
            presets(tried),
        ),
        example.keep,
        draw,
        describe,
        alt="Left, what one cell holds and shows at each step, after a 1 at step 1. "
        "Right, how much the last cell depends on each earlier one, on a log axis.",
        size=(8.2, 3.5),
    )


def remember(candidate_delta=None):
    """Train eight cells to name a letter after many digits, with a δ of the reader's.

    candidate_delta is a student's, for the gradient of every step.
    """
    own = OwnCode("candidate_delta", candidate_delta)

    @lru_cache(maxsize=140)
    def run(others, seed):
        """Return the costs from start to end, what is named at the end, and whose."""

        def work(delta):
            readers = Readers(OPEN, SCALE, 1, seed)
            readers.layer.candidate_delta = lambda *given: delta(
                *(each[0] for each in given)  # (n, m), without the axis in front
            )[None]
            costs = [cost.item() for cost in readers.learn(others, ETA, STEPS)]
            final, *_ = readers.walk_back(*readers.batch(others))
            return [*costs, final.item()], readers.accuracies(others).item()

        return *own.run(work), own.sentence

    def compute(others, seed, steps):
        costs, named, whose = run(others, seed)
        return {
            "others": others, "seed": seed, "costs": np.array(costs[: steps + 1]),
            "named": named, "steps": steps, "whose": whose,
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(0, STEPS + 1), ylim=(0, 2), xlabel="steps done", ylabel="cost C")
        guess = np.log(SYMBOLS)
        axes.axhline(guess, color=GREY, linewidth=1, linestyle=":")
        axes.text(STEPS, guess + 0.03, "guessing", color=GREY, ha="right", va="bottom")
        (curve,) = axes.plot([], [], "-o", color=ORANGE, markevery=[-1])

        def heights(r):
            return numbered(np.minimum(r["costs"], 2))

        follow(curve, heights)

    def describe(r):
        costs, done = r["costs"], len(r["costs"]) - 1
        start = (
            f"Start {r['seed']}, {r['others']} digits in between, after "
            f"{'1 step' if r['steps'] == 1 else str(r['steps']) + ' steps'}: "
            f"cost {costs[-1]:.2f}, guessing 1.39."
        )
        if done == STEPS:
            start += f" Of fresh sequences the cells name {100 * r['named']:.0f}%."
        if costs.max() > 2:
            start += " The cost has been above the picture."
        return f"{start} {r['whose']}"

    return Panel(
        "Your cell remembers",
        (
            Slider("others", "digits in between", 2, 15, 15, integer=True),
            Slider("seed", "start", 0, 9, 1, integer=True),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
        ),
        compute,
        draw,
        describe,
        alt="The cost of eight cells that learn to name the first letter of a "
        "sequence, after each step of descent, with the cost of guessing.",
        size=(8.2, 3.2),
    )
