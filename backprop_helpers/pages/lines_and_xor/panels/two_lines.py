"""Two lines that the reader places, and a neuron that joins what they say."""

import numpy as np

from backprop_helpers.figures.border import border_ends
from backprop_helpers.figures.colours import INK
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.lines_and_xor.example import (
    FUNCTIONS,
    INPUTS,
    JOINED,
    answers,
)
from backprop_helpers.pages.lines_and_xor.figures import plane as figures
from backprop_helpers.pages.lines_and_xor.figures.points import draw_arrow
from backprop_helpers.panels.controls import Choice, Slider, presets
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted, listed

LETTERS = "ABCD"  # of the four points, in the order of INPUTS
APART = 0.26  # of points that fall on one place: each moves towards its own corner
TRUE = FUNCTIONS["XOR"][0] > 0
BOTH = np.ones(2)  # the weights of the output neuron
CELLS = 90


def two_lines():
    """Place two lines and join them: XOR is built before any network learns it."""
    everywhere = figures.plane(CELLS)

    def compute(angle1, shift1, angle2, shift2, together):
        directions = np.radians([[angle1, angle1 - 90], [angle2, angle2 - 90]])
        # Rounded, or chance would say on which side of a line through a point it lies.
        w, b = np.cos(directions).round(9), -np.array([[shift1], [shift2]])
        hidden, there = (answers((w @ x + b).round(9)) for x in (INPUTS, everywhere))
        out = answers(BOTH @ hidden + JOINED[together])
        right = (out > 0) == TRUE
        lines = [border_ends(w[k], b[k, 0]) for k in range(2)]
        seen = answers(BOTH @ everywhere + JOINED[together])
        planes = (
            _plane(there[0], INPUTS, right | True, lines[:1]),
            _plane(there[1], INPUTS, right | True, lines[1:]),
            _plane(answers(BOTH @ there + JOINED[together]), INPUTS, right, lines),
            _plane(seen, hidden + APART * INPUTS, right,
                   [border_ends(BOTH, JOINED[together])]),
        )  # fmt: skip
        return {
            "planes": planes, "w": w, "b": b, "hidden": hidden > 0, "out": out > 0,
            "right": right, "together": together,
            "lines": (f"{angle1}°, {shift1:.2g}", f"{angle2}°, {shift2:.2g}"),
        }  # fmt: skip

    def draw(figure):
        all_axes = figure.subplots(1, 4)
        for k, axes in enumerate(all_axes):
            figures.draw_decision(axes, CELLS, lambda r, k=k: r["planes"][k])
            _letters(axes, lambda r, k=k: r["planes"][k]["points"])
        for k, axes in enumerate(all_axes[:2]):
            axes.set_title(f"line {k + 1}", fontsize=10)
            draw_arrow(axes, lambda r, k=k: _arrow(r["w"][k], r["b"][k, 0]), INK)
        joined, seen = all_axes[2:]
        joined.set_title(" ", fontsize=10)
        title = joined.annotate(
            "", (0, 1), (0, 8), "axes fraction", "offset points", va="baseline"
        )
        follow(title, lambda r: {"text": f"line 1 {r['together']} line 2"})
        seen.set_title("the last neuron sees", fontsize=10)
        seen.set(xlabel="$a^2_1$", ylabel="$a^2_2$")
        for axes in all_axes[1:3]:
            axes.set_ylabel("")
        figures.explain_marks(figure, joined)

    def describe(r):
        one, two, both = map(_named, (*r["hidden"], r["out"]))
        places = len({*map(tuple, r["hidden"].T)})
        end = " This is XOR." if r["right"].all() else ""
        first, second = r["lines"]
        return (
            f"Line 1 ({first}) has {one} on its side, line 2 ({second}) has {two}; "
            f"with “{r['together']}”, the last neuron says true at {both}: "
            f"{r['right'].sum()} of 4 are right. It sees the four points at "
            f"{counted(places, 'place')}.{end}"
        )

    shown = {
        "or, and not both": {
            "angle1": 45, "shift1": -0.7, "angle2": 225, "shift2": -0.7,
            "together": "and",
        },
        "one alone, or the other": {
            "angle1": 315, "shift1": 0.7, "angle2": 135, "shift2": 0.7,
            "together": "or",
        },
    }  # fmt: skip
    return Panel(
        "Two lines",
        (
            Slider("angle1", "line 1: angle", 0, 359, 0, integer=True, unit="°"),
            Slider("shift1", "line 1: shift", -1.8, 1.8, 0, count=36),
            Slider("angle2", "line 2: angle", 0, 359, 90, integer=True, unit="°"),
            Slider("shift2", "line 2: shift", -1.8, 1.8, 0, count=36),
            Choice("together", "Last neuron", tuple(JOINED), "and"),
            presets(shown, "Show me"),
        ),
        compute,
        draw,
        describe,
        alt="Four planes with the points A, B, C and D. In the first two, a line and "
        "the side that its arrow points to; in the third, where both lines or one of "
        "them say true; in the fourth, the points where the answers of both lines "
        "put them, and the one line of the last neuron.",
        size=(8.2, 3.0),
    )  # fmt: skip


def _named(says):
    """Name the points at which a neuron says true, (4,)."""
    return listed(
        [x for x, yes in zip(LETTERS, says, strict=True) if yes] or ["no point"]
    )


def _plane(outputs, points, right, lines):
    """Return what `draw_decision` follows, and where the points are, (2, 4)."""
    return {
        "outputs": figures.square(outputs), "lines": [], "boundary": lines,
        "points": points, "true": points[:, TRUE], "false": points[:, ~TRUE],
        "wrong": points[:, ~right],
    }  # fmt: skip


def _arrow(w, b):
    """Return the ends of an arrow of length ½ at right angles to the line w·x + b = 0.

    w is (2,) and of length 1; it starts where the line is nearest to the middle.
    """
    return -b * w, (0.5 - b) * w


def _letters(axes, points):
    """Write the letters of the four points, each outwards from where it is."""
    for i, letter in enumerate(LETTERS):
        text = axes.text(0, 0, letter, ha="center", va="center", fontsize=9, zorder=6)

        def place(r, i=i):
            return {"position": tuple(points(r)[:, i] + 0.38 * INPUTS[:, i])}

        follow(text, place)
