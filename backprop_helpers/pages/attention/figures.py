"""The look of one token at three, drawn: numbers forward, and blame back."""

from matplotlib.colors import LinearSegmentedColormap

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK
from backprop_helpers.figures.network_diagram import write

SHARES = LinearSegmentedColormap.from_list("shares", ["white", BLUE])
COLUMNS = (4.1, 6.4, 8.7)  # of the three tokens
ROWS = {"k": 4.2, "s": 3.0, "α": 1.8, "v": 0.6}  # heights
WORDS = {
    "k": "keys", "s": "scores", "α": "shares\nsoftmax of the row",
    "v": "values",
}  # fmt: skip
UNDER = 0.4  # how far below a number its blame stands


def draw_look(axes):
    """Draw keys, scores, shares and values of three tokens; a Moment says their texts.

    A text stands at a row and a token, ("s", 1), at "q" or at "o"; blame at ("∂", …).
    """
    axes.set_axis_off()
    axes.set(xlim=(-0.15, 12.1), ylim=(0, 5.1))
    style = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 4}
    for token, x in enumerate(COLUMNS, start=1):
        axes.text(x, 4.75, f"token {token}", color=INK, **style)
        for row, y in ROWS.items():
            write(axes, (row, token), x, y, BLUE, **style)
            write(axes, ("∂", row, token), x, y - UNDER, DARK_ORANGE, **style)
        for above, below in (("k", "s"), ("s", "α")):
            _arrow(axes, (x, ROWS[above] - 0.62), (x, ROWS[below] + 0.25))
    for row, y in ROWS.items():
        axes.text(3.0, y, WORDS[row], color=GREY, **style | {"ha": "right"})
    middle = (ROWS["k"] + ROWS["s"]) / 2
    write(axes, "q", 0.95, middle, BLUE, **style)
    write(axes, ("∂", "q"), 0.95, middle - 1.5 * UNDER, DARK_ORANGE, **style)
    axes.text(0.95, middle + 0.45, "query of\ntoken 3", color=GREY, **style)
    middle = (ROWS["α"] + ROWS["v"]) / 2
    write(axes, "o", 11.0, middle, BLUE, **style)
    write(axes, ("∂", "o"), 11.0, middle - 1.7 * UNDER, DARK_ORANGE, **style)
    axes.text(11.0, middle + 0.5, "Σ α v", color=GREY, **style)
    write(axes, ("∂", "mean"), 11.0, ROWS["α"] + 0.55, DARK_ORANGE, **style)
    _arrow(axes, (9.4, ROWS["α"] - 0.15), (10.0, middle + 0.2))
    _arrow(axes, (9.4, ROWS["v"] + 0.1), (10.0, middle - 0.15))


def _arrow(axes, start, end):
    style = {"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=style)
