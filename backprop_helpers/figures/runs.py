"""Many runs in one picture: where they end, and which learning rates work."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, LogNorm

from .colours import BLUE, GREY, INK, NIGHT, ORANGE, PALE_YELLOW, PINK, SKY

COSTS = LinearSegmentedColormap.from_list("costs", ["white", SKY, NIGHT])


def draw_final_costs(axes, costs, low, high, title, xlabel="cost at the end"):
    """Draw one dot for each run, a row for each kind of network, and their median.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    costs : dict of float arrays, shape (runs,)
        By the number of hidden neurons, from top to bottom.
    low, high : float
        Ends of the log axis; a cost beyond them stands at the edge.
    title, xlabel : str
    """
    jitter = np.random.default_rng(0)
    for row, values in enumerate(costs.values()):
        seen = np.clip(values, low, high)
        places = row + jitter.uniform(-0.28, 0.28, size=len(values))
        axes.plot(seen, places, "o", color=BLUE, markersize=4, alpha=0.75, mew=0)
        axes.plot([np.median(seen)] * 2, [row - 0.38, row + 0.38], color=ORANGE)
    axes.set_xscale("log")
    axes.set(xlim=(low, high), ylim=(len(costs) - 0.5, -0.5), xlabel=xlabel)
    axes.set_yticks(range(len(costs)), costs)
    axes.set_ylabel("hidden neurons")
    axes.set_title(title)


def draw_sweep(figure, etas, costs, low, high):
    """Draw a heat map of costs for each optimiser: η to the right, a seed in each row.

    Runs that diverged are hatched; a triangle points at the η with the least median.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty.
    etas : float array, shape (etas,)
    costs : dict of float arrays, shape (seeds, etas)
        By optimiser; infinite where a run diverged.
    low, high : float
        The costs that are white and darkest.
    """
    rows = figure.subplots(1, len(costs), sharey=True)
    for axes, (name, table) in zip(rows, costs.items(), strict=True):
        seeds = len(table)
        edges = np.geomspace(etas[0], etas[-1], len(etas))
        step = np.sqrt(edges[1] / edges[0])
        edges = np.append(edges / step, edges[-1] * step)
        axes.set_facecolor(PALE_YELLOW)  # what diverged has no colour of its own
        axes.patch.set(hatch="xxx", edgecolor=PINK, linewidth=0)
        seen = np.clip(np.ma.masked_invalid(table), low, high)
        mesh = axes.pcolormesh(
            edges, np.arange(seeds + 1) - 0.5, seen, cmap=COSTS, norm=LogNorm(low, high)
        )
        best = etas[np.argmin(np.median(table, axis=0))]
        axes.plot(best, -0.5, "^", color=ORANGE, markersize=9, clip_on=False, zorder=5)
        axes.set_xscale("log")
        axes.set(xlim=edges[[0, -1]], ylim=(-0.5, seeds - 0.5), yticks=[], xlabel="η")
        axes.set_title(f"{name}\nbest η {best:.2g}", fontsize=10)
        axes.tick_params(pad=6)
    rows[0].set_ylabel(f"{seeds} seeds")
    bar = figure.colorbar(mesh, ax=rows, pad=0.01, aspect=18)
    bar.set_label("cost at the end")
    bar.outline.set_edgecolor(GREY)
    bar.ax.yaxis.label.set_color(INK)
