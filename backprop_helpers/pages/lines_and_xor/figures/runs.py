"""The costs of many runs that start differently."""

from backprop_helpers.figures.colours import INK, ORANGE
from backprop_helpers.figures.show import new_figure
from backprop_helpers.pages.lines_and_xor.example import LOW_COST


def draw_runs(runs):
    """Return a figure with a line for each run; those that end high are dashed.

    runs maps the hidden neurons of networks to lists of their costs, each (steps,).
    """
    figure, all_axes = new_figure(8.2, 2.9, columns=len(runs), sharey=True)
    for axes, (hidden, curves) in zip(all_axes, runs.items(), strict=True):
        for costs in curves:
            stuck = costs[-1] > LOW_COST
            dash, colour, width = ("--", INK, 1.3) if stuck else ("-", ORANGE, 0.5)
            axes.plot(costs, dash, color=colour, linewidth=width, zorder=2 + stuck)
        axes.set(yscale="log", xlabel="step", title=f"{hidden} hidden neurons")
    all_axes[0].set_ylabel("cost C")
    return figure
