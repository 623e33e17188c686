"""The figures that the pages show have colours that everybody can tell apart."""

import contextlib
import io
import re
from unittest import mock

import nbformat
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tests.figures.colours_seen import complaints
from tests.rules.package_source import REPOSITORY

PAGES = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))


def figures_of(code):
    """Run the code of a page in this process; return the figures that it shows."""
    figures = []

    def show(figure, alt):
        FigureCanvasAgg(figure).draw()
        figure.set_layout_engine("none")  # laid out as it is shown, once and for all
        figures.append(figure)

    with (
        contextlib.redirect_stdout(io.StringIO()),  # what is printed is not ours
        mock.patch("backprop_helpers.figures.show", show),
    ):
        exec(compile(code, "page", "exec"), {})
    return figures


@pytest.mark.slow  # they train networks
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_colours(path):
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    figures = figures_of(code)
    assert len(figures) == len(re.findall(r"^show\(", code, re.MULTILINE))
    for figure in figures:
        assert list(complaints(figure)) == []
