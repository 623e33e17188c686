"""The cell of an LSTM, drawn; and what starts have come to."""

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_ORANGE,
    GREY,
    INK,
    ORANGE,
    PALE_GREY,
)
from backprop_helpers.figures.following import put_at_rest
from backprop_helpers.figures.network_diagram import Moment, write
from backprop_helpers.figures.numbers import written
from backprop_helpers.figures.show import new_figure, show

LINE, MIDDLE, GATES = 3.3, 2.05, 0.95  # heights: the cells, the products, the gates
GATE_AT = {"f": 2.3, "i": 3.9, "g": 5.3, "o": 7.9}  # from left to right
LETTERS = {
    "c_before": "c⟨t−1⟩", "kept": "f · c⟨t−1⟩", "let_in": "i · g", "c": "c⟨t⟩",
    "squeezed": "tanh c⟨t⟩", "a": "a⟨t⟩",
}  # fmt: skip
BEFORE = {  # what stands before a blame
    "∂a": "∂C/∂a = ", "∂c": "∂C/∂c = ", "∂c_before": "to c⟨t−1⟩: ← ",
    "∂next": "← from c⟨t+1⟩: ",
    **{f"∂{gate}": f"δ_{gate} = " for gate in GATE_AT},
}  # fmt: skip
ROUND = {"boxstyle": "round,pad=0.35", "facecolor": PALE_GREY, "edgecolor": BLUE}
ARROWS = (  # from, to
    ((1.27, LINE), (2.1, LINE)), ((2.5, LINE), (4.4, LINE)),
    ((4.8, LINE), (5.95, LINE)),
    ((6.85, LINE), (9.7, LINE)), ((2.3, 1.2), (2.3, LINE - 0.2)),
    ((4.0, 1.2), (4.5, MIDDLE - 0.18)), ((5.2, 1.2), (4.7, MIDDLE - 0.18)),
    ((4.6, MIDDLE + 0.2), (4.6, LINE - 0.2)),
    ((6.4, LINE - 0.28), (6.4, MIDDLE + 0.22)),
    ((6.85, MIDDLE), (7.7, MIDDLE)), ((7.9, 1.2), (7.9, MIDDLE - 0.2)),
    ((8.1, MIDDLE), (8.9, MIDDLE)),
)  # fmt: skip


def draw_cell(axes):
    """Draw one step of a cell: numbers, forward and back, follow a Moment.

    They stand at a name of example.CELL or LETTERS, at "∂" and a name for blame.
    """
    axes.set_axis_off()
    axes.set(xlim=(-0.35, 10.3), ylim=(-0.2, 4.0))
    style = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 4}
    for start, end in ARROWS:
        arrow = {"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", end, start, arrowprops=arrow)
    signs = ((2.3, LINE, "×"), (4.6, LINE, "+"), (4.6, MIDDLE, "×"), (7.9, MIDDLE, "×"))
    for x, y, sign in signs:
        axes.text(x, y, sign, **style | {"fontsize": 13})
        axes.plot(x, y, "o", ms=17, mfc="white", mec=INK, zorder=3)
    axes.text(6.4, MIDDLE, "tanh", bbox=ROUND | {"facecolor": "white"}, **style)
    for gate, x in GATE_AT.items():
        squeeze = "tanh" if gate == "g" else "σ"
        axes.text(x, 0.5, f"{squeeze}(z_{gate})", color=GREY, **style | {"fontsize": 8})
        write(axes, gate, x, GATES, BLUE, bbox=ROUND, **style)
        write(axes, f"∂{gate}", x, 0.05, DARK_ORANGE, **style)
    axes.text(9.7, LINE - 0.25, "to step t + 1", color=GREY, **style)
    on = "to the cost\nand to step t + 1"
    axes.text(9.4, MIDDLE + 0.42, on, color=GREY, **style)
    for name, x, y in (
        ("c_before", 0.45, LINE), ("kept", 3.45, LINE + 0.25),
        ("let_in", 5.15, 2.62), ("c", 6.4, LINE), ("squeezed", 7.27, MIDDLE + 0.28),
        ("a", 9.4, MIDDLE),
    ):  # fmt: skip
        write(axes, name, x, y, BLUE, **style)
    for name, x, y in (
        ("∂c_before", 1.15, LINE + 0.42), ("∂c", 6.4, LINE + 0.42),
        ("∂next", 8.8, LINE + 0.35), ("∂a", 9.4, MIDDLE - 0.4),
    ):  # fmt: skip
        write(axes, name, x, y, DARK_ORANGE, **style)


def whole_cell(cell, deltas=None):
    """Draw the cell with its letters, or with numbers and all blame; a figure.

    cell maps the names of LETTERS and the gates to numbers; deltas those of blame.
    """
    figure, axes = new_figure(8.2, 3.9)
    draw_cell(axes)
    texts = {gate: gate for gate in GATE_AT} | LETTERS
    if deltas is not None:
        texts = {name: written(value) for name, value in cell.items()}
        texts |= {gate: f"{gate} = {texts[gate]}" for gate in GATE_AT}
        texts["c_before"] = f"c⟨t−1⟩ = {texts['c_before']}"
        for name, value in deltas.items():
            texts[f"∂{name}"] = BEFORE[f"∂{name}"] + written(value)
    put_at_rest(figure, Moment("", {}, texts))
    return figure


def show_cell(cell=None, deltas=None):
    """Show the figure of whole_cell, with letters alone or with numbers, and words."""
    alt = (
        "One step of a cell. The old cell comes in at the left, times f; i times g is "
        "added, which gives the new cell. Through a tanh and times o it becomes the "
        "activation. Each of f, i and o comes out of a sigmoid, g out of a tanh."
    )
    if deltas is not None:
        told = {name: written(value) for name, value in cell.items()}
        back = {name: written(value) for name, value in deltas.items()}
        alt = (
            f"The same cell with numbers. Forward: {told['f']} of the old cell "
            f"{told['c_before']}, plus {told['i']} times {told['g']}, is {told['c']}; "
            f"its tanh is {told['squeezed']}, times {told['o']} is {told['a']}. Back: "
            f"the blame of the cell is {back['c']}, of which {back['c_before']} goes "
            "on to the cell before."
        )
    show(whole_cell(cell or {}, deltas), alt=alt)


def show_starts(named, guess):
    """Show the figure of draw_starts, with the mean of each column and its error.

    named maps a kind of layer and the scale of u to accuracies (starts,).
    """
    groups = {}
    for (kind, scale), each in named.items():
        error = each.std(ddof=1) / np.sqrt(len(each))
        groups[f"{kind}\nu · {scale}\n{each.mean():.2f} ± {error:.2f}"] = each
    show(
        draw_starts(groups, guess),
        alt="A column for each kind of layer, with a dot for each start: which "
        "fraction of the letters it names. Most dots lie near a quarter, a half, three "
        "quarters or 1.",
    )


def draw_starts(groups, guess):
    """Draw a dot for each start: what fraction it names, in columns by group; a figure.

    groups maps the words under a column to accuracies (starts,).
    """
    figure, axes = new_figure(8.2, 3.0)
    for place, accuracies in enumerate(groups.values()):
        spread = np.linspace(-0.25, 0.25, len(accuracies))
        axes.plot(place + spread, np.sort(accuracies), "o", color=ORANGE, ms=5)
    axes.axhline(guess, color=GREY, linestyle=":", linewidth=1.5)
    axes.text(len(groups) - 0.5, guess + 0.02, "guessing", color=GREY, ha="right")
    axes.set(ylim=(0, 1.06), ylabel="fraction named", xlim=(-0.5, len(groups) - 0.5))
    axes.set_xticks(range(len(groups)), [*groups])
    return figure
