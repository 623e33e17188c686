"""One file holds all pages of a student, small, and can be graded."""

import io
import json
import zipfile

from backprop_helpers.practice import save_answers
from backprop_helpers.practice.save_answers import FILE

SAID = "[Save my answers] Run this cell to use the controls."
PAGE = {
    "cells": [
        {"cell_type": "markdown", "source": "# δ"},
        {"cell_type": "code", "source": "1 + 1", "outputs": [{"data": "a picture"}]},
    ]
}


def pressed(button):
    """Press the button, let the hand rest; return its sentence, and what was sent."""
    sent = []
    button.send = lambda content, buffers=None: sent.append((content, buffers))
    for dragging in (True, False):
        state = {"values": {"pack": 1}, "dragging": dragging, "ratio": 1}
        button.set_state({"state": state})
    return button.status, sent


def test_all_pages_are_in_it_without_their_pictures(tmp_path):
    (tmp_path / "01_one.ipynb").write_text(json.dumps(PAGE), "utf-8")
    (tmp_path / "02_two.ipynb").write_text(json.dumps(PAGE), "utf-8")
    (tmp_path / "03_broken.ipynb").write_text("{", "utf-8")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    said, ((content, (file,)),) = pressed(save_answers(tmp_path))
    assert content == {"name": FILE}
    assert "2 pages" in said
    assert "Ctrl + S" in said
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        assert packed.namelist() == ["01_one.ipynb", "02_two.ipynb"]
        (text, code) = json.loads(packed.read("01_one.ipynb"))["cells"]
    assert text["source"] == "# δ"
    assert (code["source"], code["outputs"]) == ("1 + 1", [])


def test_where_nothing_is_it_says_so(tmp_path):
    said = "There is no notebook beside this page."
    assert pressed(save_answers(tmp_path)) == (said, [])


def test_a_saved_page_says_what_to_do():
    assert repr(save_answers()) == SAID
