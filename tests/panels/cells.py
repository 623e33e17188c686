"""The code of a page, run in this process: its values, panels, figures and words."""

import ast
import contextlib
import io
from functools import cache
from unittest import mock

import nbformat
from matplotlib.backends.backend_agg import FigureCanvasAgg

from backprop_helpers.panels import Panel


@cache
def made_by(file):
    """Run the code of a page in this process.

    Returns its panels, by number of cell, and the figures that it shows.
    """
    notebook = nbformat.read(file, as_version=4)
    panels, figures, names = {}, [], {}

    def show(figure, alt):
        FigureCanvasAgg(figure).draw()
        figure.set_layout_engine("none")  # laid out as it is shown, once and for all
        figures.append(figure)

    with (
        contextlib.redirect_stdout(io.StringIO()),  # what is printed is not ours
        mock.patch("backprop_helpers.figures.show", show),
    ):
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                made = last_value(cell.source, names)
                if isinstance(made, Panel):
                    panels[number] = made
    return panels, figures


def last_value(code, names):
    """Run the code of a cell; returns the value of its last expression, or None."""
    tree = ast.parse(code)
    if not isinstance(tree.body[-1], ast.Expr):
        exec(compile(tree, "cell", "exec"), names)
        return None
    last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(last, "cell", "eval"), names)
