"""Relative errors of two ways back, side by side."""

from backprop_helpers.figures.errors import draw_errors
from backprop_helpers.figures.show import new_figure


def draw_check(errors):
    """Return a figure of errors: by the name of a way back, then by kind of network."""
    figure, places = new_figure(8.2, 2.8, columns=len(errors), sharey=True)
    for axes, (name, rows) in zip(places, errors.items(), strict=True):
        draw_errors(axes, rows, name)
    return figure
