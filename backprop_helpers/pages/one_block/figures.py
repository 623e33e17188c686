"""A block, drawn as a way with two parts beside it; and lines that were written."""

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, PALE_GREY
from backprop_helpers.figures.following import follow, put_at_rest
from backprop_helpers.figures.network_diagram import Moment, write
from backprop_helpers.figures.show import new_figure

WAY, PART = 1.0, 2.7  # heights: the way round, and the two parts
# Where each branches off, its box with half its width, and the plus where it ends.
PARTS = (
    (0.95, "attention", 2.05, 0.5, 3.15), (4.55, "small network", 5.65, 0.72, 6.75)
)  # fmt: skip
ROUND = {"boxstyle": "round,pad=0.5", "facecolor": PALE_GREY, "edgecolor": INK}
LETTERS = {"x": "x", "y": "y", "out": "out", "p": "p", "last": "norm\nw, softmax"}


def draw_block(axes):
    """Draw a block whose numbers, blue forward and orange back, follow a Moment."""
    axes.set_axis_off()
    axes.set(xlim=(-0.2, 10.7), ylim=(-0.75, 3.3))
    style = {"ha": "center", "va": "center", "fontsize": 9.5, "zorder": 4}
    arrow = {"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0}
    for start, end in ((0.05, 2.95), (3.35, 6.55), (6.95, 8.1), (9.2, 10.3)):
        axes.annotate("", (end, WAY), (start, WAY), arrowprops=arrow)
    for i, (branch, part, x, half, plus) in enumerate(PARTS, start=1):
        axes.plot([branch, branch, x - half], [WAY, PART, PART], color=INK, lw=1)
        axes.plot([x + half, plus], [PART, PART], color=INK, lw=1)
        axes.annotate("", (plus, WAY + 0.22), (plus, PART), arrowprops=arrow)
        axes.text(x, PART, f"norm\n{part}", bbox=ROUND, **style)
        axes.plot(plus, WAY, "o", ms=17, mfc="white", mec=INK, zorder=3)
        axes.text(plus, WAY, "+", **style | {"fontsize": 13})
        write(axes, f"adds_{i}", plus + 0.1, 1.95, BLUE, **style | {"ha": "left"})
        write(axes, f"slope_{i}", x, PART - 0.75, INK, **style)
    write(axes, "last", 8.65, WAY, INK, bbox=ROUND, **style)
    for name, x in (("x", 0.45), ("y", 3.95), ("out", 7.5)):
        write(axes, name, x, WAY + 0.3, BLUE, **style)
        write(axes, f"∂{name}", x, WAY - 0.35, DARK_ORANGE, **style)
    write(axes, "p", 9.85, WAY + 0.3, BLUE, **style)
    for row, name in enumerate(("a", "b")):
        write(axes, f"z_{name}", 7.75, 0.05 - 0.5 * row, BLUE, **style)
        write(axes, f"δ_{name}", 9.3, 0.05 - 0.5 * row, DARK_ORANGE, **style)
    write(axes, "given", 8.65, 2.5, INK, **style)
    write(axes, "C", 8.65, 1.8, BLUE, **style)


def whole_block():
    """Draw the block with its letters; a figure."""
    figure, axes = new_figure(8.2, 2.2)
    draw_block(axes)
    axes.set_ylim(0.5, 3.3)  # no numbers stand below
    put_at_rest(figure, Moment("", {}, LETTERS))
    return figure


def draw_lines(axes, count, signs, lines):
    """Draw so many lines of text that follow: words that are known bold and blue.

    lines(result) gives for each line a pair of texts of the same length: the known
    words, and all the rest.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, signs), ylim=(count, -0.5))
    style = {"family": "monospace", "fontsize": 11.5, "va": "center"}  # for a phone
    for row in range(count):
        for part, look in enumerate(
            ({"color": BLUE, "weight": "bold"}, {"color": GREY})
        ):
            text = axes.text(0, row, "", **style | look)
            follow(text, lambda r, at=(row, part): {"text": lines(r)[at[0]][at[1]]})
