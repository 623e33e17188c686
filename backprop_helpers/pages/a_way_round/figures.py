"""A layer with a way round it, and three numbers that are normalised, drawn."""

from matplotlib.patches import FancyBboxPatch

from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, GREY, INK, PALE_GREY
from backprop_helpers.figures.network_diagram import write

CENTRED = {"ha": "center", "va": "center", "fontsize": 9.5, "zorder": 4}
FORK, PLUS, ABOVE, MIDDLE = 1.9, 7.6, 2.3, 1.0  # where the two ways part, meet, run
COLUMNS = (4.9, 6.8, 8.7)  # of the three numbers
ROWS = {"x": 3.4, "x_hat": 2.4, "g": 1.4, "of_x": 0.4}


def draw_layer(axes):
    """Draw a layer of one neuron with a way round it; numbers follow a Moment.

    They stand at "a", "layer", "f" and "out", at "∂" and a name for blame, and at
    "round" and "through", where it comes back along the two ways.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, 10.6), ylim=(-0.1, 3.0))
    arrow = {"arrowstyle": "->", "color": INK, "shrinkA": 0, "shrinkB": 0}
    for start, end in (
        ((1.3, MIDDLE), (2.3, MIDDLE)), ((4.4, MIDDLE), (4.9, MIDDLE)),
        ((5.9, MIDDLE), (PLUS - 0.25, MIDDLE)), ((PLUS, ABOVE), (PLUS, MIDDLE + 0.2)),
        ((PLUS + 0.25, MIDDLE), (8.5, MIDDLE)),
    ):  # fmt: skip
        axes.annotate("", end, start, arrowprops=arrow)
    axes.plot([FORK, FORK, PLUS], [MIDDLE, ABOVE, ABOVE], color=INK, linewidth=1)
    axes.plot(FORK, MIDDLE, "o", color=INK, ms=5)
    axes.plot(PLUS, MIDDLE, "o", ms=17, mfc="white", mec=INK, zorder=3)
    axes.text(PLUS, MIDDLE, "+", **CENTRED | {"fontsize": 13})
    for x, width in ((2.3, 2.1), (4.9, 1.0)):
        box = FancyBboxPatch(
            (x, MIDDLE - 0.25), width, 0.5, boxstyle="round,pad=0,rounding_size=0.1",
            facecolor=PALE_GREY, edgecolor=BLUE, zorder=2,
        )  # fmt: skip
        axes.add_patch(box)
    axes.text(5.4, MIDDLE, "tanh", **CENTRED)
    axes.text(4.6, ABOVE + 0.2, "the way round", color=GREY, **CENTRED)
    for name, x, y in (
        ("a", 0.7, MIDDLE), ("layer", 3.35, MIDDLE), ("f", 6.6, MIDDLE + 0.35),
        ("out", 9.55, MIDDLE),
    ):  # fmt: skip
        write(axes, name, x, y, BLUE, **CENTRED)
    for name, x, y in (
        ("∂a", 1.05, 0.45), ("round", 4.6, ABOVE - 0.27), ("through", 4.2, 0.45),
        ("∂out", 9.3, 0.45),
    ):  # fmt: skip
        write(axes, name, x, y, DARK_ORANGE, **CENTRED)


def draw_three(axes):
    """Draw three numbers, normalised, and their blame; numbers follow a Moment.

    They stand at (row of ROWS, 0 … 2), and beside the rows at the name of what belongs
    to all three.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, 9.6), ylim=(0, 4.0))
    heads = {"x": "x", "x_hat": "x̂", "g": "blame of x̂", "of_x": "blame of x"}
    for row, y in ROWS.items():
        colour = DARK_ORANGE if row in ("g", "of_x") else BLUE
        axes.text(3.9, y, heads[row], color=colour, **CENTRED | {"ha": "right"})
        for i, x in enumerate(COLUMNS):
            write(axes, (row, i), x, y, colour, **CENTRED)
        if row != "of_x":
            axes.plot([2.9, 9.4], [y - 0.5, y - 0.5], color=PALE_GREY, zorder=1)
    beside = {"ha": "left"}
    for name, y in (("mean", ROWS["x"]), ("deviation", ROWS["x"] - 0.5)):
        write(axes, name, 0.1, y, BLUE, **CENTRED | beside)
    for name, y in (("mean_blame", ROWS["g"]), ("mean_product", ROWS["g"] - 0.5)):
        write(axes, name, 0.1, y, DARK_ORANGE, **CENTRED | beside)
