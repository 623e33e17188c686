"""The pictures with sliders: a layer unrolled, its blame, a wall, and an LSTM cell."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREY,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE_GREY,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.through_time import example
from backprop_helpers.pages.through_time.figures import draw_bars, draw_chain
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

MOST = 8  # steps of the one neuron
DOTTED = {"markersize": 4, "linewidth": 1.2}


def unrolled():
    """Unroll one neuron over 1 to 8 steps: what goes forward, what blame comes back."""

    def draw(figure):
        top, bottom = figure.subfigures(2, 1, height_ratios=(1, 1))
        draw_chain(top.subplots(), MOST)
        a, delta, terms = bottom.subplots(1, 3)
        draw_bars(a, MOST, "a", 1.0, BLUE, "forward: a⟨t⟩")
        draw_bars(delta, MOST, "delta", 2.0, ORANGE, "back: δ⟨t⟩")
        draw_bars(terms, MOST, "terms", 1.0, INK, "δ⟨t⟩ a⟨t−1⟩, to be added")

    def describe(run):
        T = len(run.x)
        first, last = abs(run.delta[1]), abs(run.delta[T])
        start = (
            f"{counted(T, 'step')}, w = {run.w:.2f}: a⟨{T}⟩ = {run.a[T]:.3f}, target "
            f"{run.y:.2f}, cost {run.cost:.3f}. ∂C/∂w = {run.nabla_w:.3f}, the sum of "
            "the dark bars."
        )
        if T == 1:
            return f"{start} With one step it is 0, because a⟨0⟩ = 0."
        if last < 1e-6:
            return f"{start} The answer is right: there is no blame to carry back."
        if first == 0:
            return f"{start} With w = 0 no blame reaches an earlier step."
        return f"{start} δ⟨1⟩ is {first / last:.2g} times as large as δ⟨{T}⟩."

    inputs = tuple(example.INPUTS)
    tried = {
        "by hand": {"T": 3, "w": 0.8, "y": 1.0, "inputs": inputs[0]},
        "w = 1.5": {"w": 1.5},
        "w = −0.8": {"w": -0.8},
        "w = 0": {"w": 0.0},
    }
    return Panel(
        "One neuron, unrolled",
        (
            Slider("T", "steps T", 1, MOST, 3, integer=True),
            Slider("w", "recurrent weight w", -1.5, 1.5, 0.8, count=60),
            Slider("y", "target y", 0, 1, 1.0, count=20),
            Choice("inputs", "Inputs", inputs, inputs[0], menu=True),
            presets(tried),
        ),
        example.one_neuron,
        draw,
        describe,
        alt="A chain of circles, one for each step, with a in the circle, the input "
        "below and δ above. Below the chain, bars for each step: a, δ, and the terms "
        "of ∂C/∂w.",
        size=(8.2, 4.0),
    )


FATES = {
    "lost": "Lost: next to 1 a computer cannot tell it from 0, so the first inputs "
    "have no say.",
    "vanishing": "Vanishing: the first inputs have hardly any say.",
    "exploding": "Exploding: the first inputs drown all others.",
    "steady": "Neither vanishing nor exploding, by a factor of 100 or less.",
}


def vanish_or_explode():
    """Follow the length of δ, step by step back: the eigenvalues of w decide."""
    ends = 1e-24, 1e12  # of the axis of blame

    def compute(largest, T, kind):
        return {
            "largest": largest, "kind": kind, "back": np.arange(T),
            "eigenvalues": example.symmetric_weights(largest)[1],
            "lengths": example.blame_by_steps_back(largest, T, kind),
        }  # fmt: skip

    def draw(figure):
        strip, axes = figure.subplots(2, 1, height_ratios=(1, 5.5))
        strip.axhline(0, color=GREY, linewidth=0.8)
        strip.set(xlim=(-1.6, 1.6), ylim=(-1, 1), yticks=[], xticks=(-1, 0, 1))
        strip.spines["left"].set_visible(False)
        strip.vlines((-1, 1), -0.9, 0.9, color=GREEN, linestyles="--", linewidth=1.5)
        strip.set_title("the eigenvalues of w", fontsize=10)
        (dots,) = strip.plot([], [], "o", color=BLUE, markersize=8)
        follow(dots, lambda r: {"data": (r["eigenvalues"], np.zeros(example.NEURONS))})
        axes.set_yscale("log")
        axes.set(xlim=(-1, example.LONGEST), ylim=ends)
        axes.set(xlabel="steps back from the end", ylabel="length of δ, 1 at the end")
        axes.set_yticks([10.0**power for power in range(-20, 11, 5)])
        axes.axhline(1, color=GREEN, linewidth=1, linestyle="--")
        axes.axhspan(ends[0], example.LOST, color=PALE_GREY, linewidth=0)
        axes.text(
            0, example.LOST / 30, "next to 1, the computer rounds this away",
            va="top", fontsize=9, color=DARK_GREY,
        )  # fmt: skip
        label = "largest |eigenvalue|, to the power of the steps"
        (ruler,) = axes.plot([], [], "-.", color=GREY, linewidth=1.2, label=label)
        follow(ruler, lambda r: {"data": (r["back"], r["largest"] ** r["back"])})
        (curve,) = axes.plot([], [], "o-", color=ORANGE, label="δ", **DOTTED)
        follow(curve, lambda r: {"data": (r["back"], np.clip(r["lengths"], *ends))})
        axes.legend(handles=(curve, ruler), loc="upper left", ncols=2)

    def describe(r):
        start = f"Largest |eigenvalue| {r['largest']:.2f}, {r['kind']}:"
        lengths = r["lengths"]
        if len(lengths) == 1:
            return f"{start} with one step δ has no way to go."
        return (
            f"{start} {counted(len(lengths) - 1, 'step')} back, δ is {lengths[-1]:.2g} "
            f"times as long as at the end. {FATES[example.state_of(lengths)]}"
        )

    kinds = tuple(example.KINDS)
    tried = {
        f"{largest:g}": {"largest": largest, "T": example.LONGEST}
        for largest in (0.9, 1.0, 1.1, 1.5)
    }
    return Panel(
        "Vanish or explode",
        (
            Slider("largest", "largest |eigenvalue|", 0.5, 1.5, 1.0, count=50),
            Slider("T", "steps T", 1, example.LONGEST, 10, integer=True),
            Choice("kind", "Activation", kinds, kinds[0]),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Above, eight eigenvalues as dots on a line with −1 and 1 marked. Below, "
        "the length of δ against the steps back, on a log axis.",
        size=(8.2, 4.1),
    )


def clipping():
    """Descend twice at a wall: with the slopes as they are, and with clipped ones."""
    low, high = example.ROOM
    every = np.linspace(low, high, 400)

    def compute(T, w, eta, most, steps):
        return {
            "as it is": example.descend(w, T, eta, steps),
            "clipped": example.descend(w, T, eta, steps, most),
            "slope": example.wall_slope(w, T), "costs": example.wall_cost(every, T),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        left.set(xlim=(low, high), ylim=(-0.15, 4), xlabel="w", ylabel="cost C")
        right.set(xlim=(-1, 41), ylim=(low - 0.01, high + 0.01))
        right.set(xlabel="step", ylabel="w")
        right.axhline(1, color=GREEN, linestyle="--", linewidth=1.2)
        (curve,) = left.plot([], [], color=BLUE, linewidth=1.6)
        follow(curve, lambda r: {"data": (every, np.minimum(r["costs"], 4.5))})

        def walker(name, mark, dash, colour, size):
            look = {"marker": mark, "color": colour, "markersize": size, "linewidth": 1}
            (path,) = left.plot([], [], linestyle="", label=name, **look)
            (course,) = right.plot([], [], linestyle=dash, **look)
            follow(
                path, lambda r: {"data": (r[name].inside, np.minimum(r[name].costs, 4))}
            )
            follow(course, lambda r: {"data": (r[name].steps, r[name].inside)})

        walker("as it is", "x", "--", INK, 7)
        walker("clipped", "o", "-", ORANGE, 5)
        left.legend(loc="upper left", title="slope")
        word = right.text(0, 0, "", color=INK, fontsize=9, ha="left", va="center")

        def end(r):
            free = r["as it is"]
            at = (len(free.w) - 0.2, np.clip(free.w[-1], low + 0.012, high - 0.012))
            return {"text": "thrown out" if free.thrown_out else "", "position": at}

        follow(word, end)

    def describe(r):
        free = r["as it is"]
        if len(free.w) == 1:
            slope = f"{r['slope']:.3g}"
            return f"Both stand at the start, on a slope of {slope}. Press Step."
        return f"As it is: {_tell(free)}. Clipped: {_tell(r['clipped'])}."

    steps = (Button("Step", add={"steps": 1}), Button("20 steps", set={"steps": 20}))
    return Panel(
        "Clipping at a wall",
        (
            Slider("steps", "steps", 0, 40, 0, integer=True),
            Slider("w", "start w", 0.8, 1.05, 0.955, count=50, digits=4),
            Slider("eta", "learning rate η", 1e-4, 0.1, 0.01, count=60, log=True),
            Slider("most", "clip at", 0.1, 1e3, 1.0, count=80, log=True),
            Slider("T", "steps in time T", 5, 60, 50, integer=True),
            Buttons(steps),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost against w: a plain at cost 1, a valley at w = 1, then a "
        "wall, with two paths; what is higher stands at the upper edge. Right, w after "
        "each step.",
        size=(8.2, 3.4),
    )


def _tell(walk):
    """Say in a few words where a walk led."""
    steps, w = len(walk.slopes), walk.w[-1]
    if walk.thrown_out:
        slope = f"{walk.slopes[-1]:.3g}"
        return f"thrown out by step {steps}, on a slope of {slope}, to w = {w:.3g}"
    largest = np.abs(walk.slopes).max(initial=0)
    return (
        f"after {counted(steps, 'step')} w = {w:.3f}, steepest slope met {largest:.3g}"
    )


def lstm_gates():
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
            Slider("f", "forget gate f", 0, 1, 0.5, count=100),
            Slider("i", "input gate i", 0, 1, 0.5, count=50),
            Slider("o", "output gate o", 0, 1, 1.0, count=50),
            Slider("T", "steps T", 1, example.MOST_CELL_STEPS, 20, integer=True),
            presets(tried),
        ),
        example.keep,
        draw,
        describe,
        alt="Left, what one cell holds and shows at each step, after a 1 at step 1. "
        "Right, how much the last cell depends on each earlier one, on a log axis.",
        size=(8.2, 3.5),
    )
