"""Everything alive on a page as files beside it, and as HTML that brings it to life."""

import html
import json
from pathlib import Path

from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.parsons import ProblemOnPage
from backprop_helpers.practice.pencil import Pencil
from backprop_helpers.practice.quiz import QuestionOnPage
from backprop_helpers.teach.book.panel_record import PLACES, record_panel
from backprop_helpers.teach.book.practice_record import (
    SETS,
    pencil_record,
    problem_record,
    question_record,
)
from backprop_helpers.teach.book.things import things_of

RECORDS = "records"  # the folder of them, beside the pages
PHONE = 560  # CSS px: the width of a window from which a picture has its wide form
LIVE = "Move freely on the live page"
ONWARD = "Write it on the live page"
MADE_LIVE = "This works on the live page: it needs Python."


def record_page(path, folder, most=PLACES):
    """Record what is alive on a page, and return the HTML that takes its place.

    Parameters
    ----------
    path : the notebook
    folder : where the pages of the book stand; what is recorded is put into a folder
        there, from which the HTML takes it
    most : of how many places of each slider there may be pictures

    Returns
    -------
    dict : for the id of each cell that shows such things, its HTML
    """
    path = Path(path)
    place = Path(folder) / RECORDS / path.stem
    place.mkdir(parents=True, exist_ok=True)
    return {
        cell: "".join(
            record_thing(thing, place, f"{cell}-{number}", cell, most)
            for number, thing in enumerate(things, 1)
        )
        for cell, things in things_of(path).items()
    }


def record_thing(thing, place, name, cell, most=PLACES):
    """Write the record of one thing of a page into a folder; return its HTML."""
    record = _record(thing, place, name, most)
    if record is None:
        return f'<p>{MADE_LIVE} <a class="bp-live" data-cell="{cell}">{LIVE}</a></p>'
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    (place / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    return html_of(record, f"{RECORDS}/{place.name}", name, cell)


def _record(thing, place, name, most):
    """Return the record of a thing, None if it needs Python."""
    if isinstance(thing, Pencil):
        return pencil_record(thing, place, name, max(2, SETS * most // PLACES))
    if isinstance(thing, Panel):
        return record_panel(thing, place, name, most)
    if isinstance(thing, QuestionOnPage):
        return question_record(thing)
    return problem_record(thing) if isinstance(thing, ProblemOnPage) else None


def html_of(record, folder, name, cell):
    """Return the HTML of a thing: its first picture and words, until book.js comes."""
    inside = ""
    if "forms" in record:
        wide, narrow = (record["forms"][form] for form in ("wide", "narrow"))
        sentence = record["sentences"][0]
        words = f"max-width: {wide['width']}px; min-height: 3.2em"  # as in JupyterLab
        alt = html.escape(f"{record['alt']} {sentence}")
        inside = (
            f'<picture><source media="(max-width: {PHONE}px)" '
            f'srcset="{folder}/{narrow["base"]}" '
            f'width="{narrow["width"]}" height="{narrow["height"]}">'
            f'<img class="bp-picture" alt="{alt}" src="{folder}/{wide["base"]}" '
            f'width="{wide["width"]}" height="{wide["height"]}" loading="lazy">'
            f'</picture><p class="bp-sentence" style="{words}">'
            f"{html.escape(sentence)}</p>"
        )
    if record["kind"] == "panel":
        inside += (
            f'<p class="bp-nearest"><span></span> '
            f'<a class="bp-live" data-cell="{cell}">{LIVE}</a></p>'
        )
    if record["kind"] in ("question", "problem"):
        inside = f'<div class="bp-before">{_in_plain(record)}</div>'
    if record["kind"] == "problem":
        inside += (
            f'<p class="bp-onward" hidden><a class="bp-live" data-cell="{cell}">'
            f"{ONWARD}</a></p>"
        )
    return f'<div class="bp-book" data-record="{folder}/{name}.json">{inside}</div>'


def _in_plain(record):
    """Return the HTML of what a question asks, or of lines to be put in order."""
    first, *_ = record["spec"]
    code = "\n".join(first["lines"]) if "lines" in first else first["code"]
    asked = f"<p>{html.escape(first['label'])}</p>"
    if code:
        asked += f"<pre>{html.escape(code)}</pre>"
    options = "".join(f"<li>{html.escape(o)}</li>" for o in first.get("options", ()))
    return asked + (f"<ul>{options}</ul>" if options else "")
