"""A page is run, and says what it shows that is alive, cell by cell."""

import json
import os
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from backprop_helpers.panels.watch import SILENT
from backprop_helpers.teach.book.things import BookError, things_of
from tests.rules.package_source import NOTEBOOKS

PLACE = "Run this cell to use the controls."


def saved_things(path):
    """Return how many things each cell of a saved page shows, by the cell's id."""
    notebook = json.loads(path.read_text("utf-8"))
    found = {}
    for cell in notebook["cells"]:
        words = [
            o.get("data", {}).get("text/plain", "") for o in cell.get("outputs", [])
        ]
        count = sum(PLACE in "".join(each) for each in words)
        if count:
            found[cell["id"]] = count
    return found


def page(*sources):
    cells = [
        {"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "source": [source]}
        for n, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells})


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 4])
def test_all_that_is_alive_on_a_page_is_found(number):
    path = NOTEBOOKS[number]
    found = things_of(path)
    assert {cell: len(things) for cell, things in found.items()} == saved_things(path)


def test_things_come_in_the_order_of_the_page_and_undrawn(tmp_path):
    path = tmp_path / "page.ipynb"
    path.write_text(
        page(
            "from backprop_helpers.pages.start_here import aim_a_line\n"
            "from backprop_helpers.practice import quiz\nprint(1)",
            "panel = aim_a_line()\npanel",
            'display(panel)\nquiz("what_do_you_believe")',
        )
    )
    found = things_of(path)
    kinds = {
        cell: [type(thing).__name__ for thing in things]
        for cell, things in found.items()
    }
    question = "QuestionOnPage"
    assert kinds == {"cell-1": ["Panel"], "cell-2": ["Panel", *3 * [question]]}
    assert found["cell-1"][0] is found["cell-2"][0]
    assert found["cell-1"][0].png is None


def test_a_cell_that_fails_is_named(tmp_path):
    path = tmp_path / "page.ipynb"
    path.write_text(page("x = 1", "1 / 0"))
    with pytest.raises(BookError, match=r"page\.ipynb, cell cell-1: ZeroDivision"):
        things_of(path)


def test_the_process_is_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setenv(SILENT[0], "0")
    before = sys.modules["__main__"], os.getcwd(), sys.displayhook
    path = tmp_path / "page.ipynb"
    path.write_text(page("import os\nwhere = os.getcwd()", "assert where"))
    assert things_of(path) == {}
    assert (sys.modules["__main__"], os.getcwd(), sys.displayhook) == before
    assert os.environ[SILENT[0]] == "0"
    assert not InteractiveShell.initialized()
