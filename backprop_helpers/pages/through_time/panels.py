"""The pictures with sliders: a layer unrolled, its blame, and a wall."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
)
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.through_time import example
from backprop_helpers.pages.through_time.figures import draw_bars, draw_chain
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

MOST = 6  # steps of the one neuron: more would not fit a phone
DOTTED = {"markersize": 4, "linewidth": 1.2}


def unrolled():
    """Unroll one neuron over 1 to 6 steps: what goes forward, what blame comes back."""

    def draw(figure):
        # On a phone the bars stand below each other: the chain has less than its half.
        top, bottom = figure.subfigures(2, 1, height_ratios=(0.8, 1))
        draw_chain(top.subplots(), MOST)
        a, delta, terms = bottom.subplots(1, 3)
        draw_bars(a, MOST, "a", 1.0, BLUE, "forward: a⟨t⟩")
        draw_bars(delta, MOST, "delta", 1.0, ORANGE, "back: δ⟨t⟩")
        draw_bars(terms, MOST, "terms", 1.0, INK, "δ⟨t⟩ a⟨t−1⟩, to be added")

    def describe(run):
        T = len(run.x)
        first, last = abs(run.delta[1]), abs(run.delta[T])
        start = (
            f"{counted(T, 'step')}, w = {run.w:.2f}: a⟨{T}⟩ = {run.a[T]:.3f}, target "
            f"{run.y:.2f}, cost {run.cost:.3f}. ∂C/∂w = {run.nabla_w:.3f}, the sum of "
            "the bars δ⟨t⟩ a⟨t−1⟩."
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
            Slider("T", "steps T", 1, MOST, MOST, integer=True),
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
    "vanishing": "Vanishing: the first inputs have hardly any say.",
    "exploding": "Exploding so far: the first inputs drown the last ones.",
    "steady": "So far it neither vanishes nor explodes.",
}


def vanish_or_explode():
    """Follow the length of δ, step by step back, through a matrix of two neurons."""
    ends = 1e-6, 1e6  # of the axis of blame

    def compute(largest, extra, T, kind):
        w = example.lopsided(largest, extra)
        return {
            "largest": largest, "kind": kind, "back": np.arange(T),
            "singular": example.largest_singular_value(w),
            "lengths": example.blame_by_steps_back(largest, extra, T, kind),
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        axes.set_yscale("log")
        axes.set(xlim=(-1, example.LONGEST), ylim=ends)
        axes.set(xlabel="steps back from the end", ylabel="length of δ, 1 at the end")
        axes.axhline(1, color=GREEN, linewidth=1, linestyle=":")
        handles = []
        for name, dash, colour, label in (
            ("singular", "--", BLUE, "largest singular value, to the power of steps"),
            ("largest", "-.", GREY, "largest eigenvalue, to the power of steps"),
        ):
            (line,) = axes.plot([], [], dash, color=colour, linewidth=1.2, label=label)
            follow(
                line, lambda r, name=name: {"data": (r["back"], r[name] ** r["back"])}
            )
            handles.append(line)
        (curve,) = axes.plot([], [], "o-", color=ORANGE, label="δ", **DOTTED)
        follow(curve, lambda r: {"data": (r["back"], np.clip(r["lengths"], *ends))})
        figure.legend(handles=[curve, *handles], loc="outside upper center", ncols=3)

    def describe(r):
        lengths, largest = r["lengths"], r["largest"]
        inside = ends[0] <= lengths[-1] <= ends[1]
        edge = "" if inside else " (drawn at the edge)"
        start = (
            f"Eigenvalues {largest:.2f} and {largest - example.GAP:.2f}, largest "
            f"singular value {r['singular']:.2f}, {r['kind']}: "
            f"{counted(len(lengths) - 1, 'step')} back, δ is {lengths[-1]:.2g} times "
            f"as long as at the end{edge}"
        )
        if lengths.max() > max(1, lengths[-1]):
            start += f", on the way up to {lengths.max():.2g} times"
        return f"{start}. {FATES[example.state_of(lengths)]}"

    kinds = tuple(example.KINDS)
    tried = {
        "of the text": {"largest": 0.9, "extra": 2.0},
        "symmetric": {"extra": 0.0},
        "1": {"largest": 1.0},
        "1.2": {"largest": 1.2},
    }
    return Panel(
        "Vanish or explode",
        (
            Slider("largest", "largest eigenvalue", 0.8, 1.2, 0.9, count=40),
            Slider("extra", "weight above the diagonal", 0, 3, 2.0, count=30),
            Slider("T", "steps T", 2, example.LONGEST, example.LONGEST, integer=True),
            Choice("kind", "Activation", kinds, kinds[0]),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="The length of δ against the steps back, on a log axis, with two straight "
        "lines to compare: powers of the largest eigenvalue and singular value.",
        size=(8.2, 3.6),
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
