"""What a notebook says in the book: its cells, for Sphinx, and what is folded away."""

import ast
import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from backprop_helpers.practice.answers import UNFILLED
from backprop_helpers.teach.book.things import BookError
from backprop_helpers.teach.cells import parsed
from backprop_helpers.teach.edition import is_solution, source_of

ROOMS = tuple(
    f"backprop_helpers.{r}" for r in ("figures", "pages", "panels", "practice")
)
CODE_SPAN = re.compile(r"`([^`]+)`")
WORD = re.compile(r"\w+")
TITLE = re.compile(r"# (.+)")
QUESTION = re.compile(r"\*\*The question of this page:\*\* (.+)")
# Said to those who run the page; the book has its own buttons for that.
ONLY_LIVE = (
    re.compile(r"\n\nIf the first code cell stops with `ModuleNotFoundError`[^\n]*"),
    re.compile(r" · \[this page in Binder\]\([^)]*\)"),
)
LINK = re.compile(r"(\]\()([^)\s:#]+)(#[^)\s]*)?(\))")
# Of every page, also where none is named.
PYTHON = {"language_info": {"name": "python"}}
UNWRITTEN = UNFILLED.partition(":")[0]  # the reply to a stub
DATA = re.compile(r'src="data:image/png;base64,([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A notebook as the book has it.

    name: of its file, without .ipynb; title, question: as its first cell has them;
    notebook: a dict for myst-nb; pictures: the content of each file that it shows.
    """

    name: str
    title: str
    question: str
    notebook: dict
    pictures: dict


def read_page(path, things, known, elsewhere):
    """Return the Page that a notebook file makes.

    Parameters
    ----------
    things : dict
        For the id of a cell that shows what moves: the HTML that stands in its place.
    known : dict of str
        For what a link may lead to, the file that is a page of the book. A link to
        another file leads …
    elsewhere : str
        … to this address, followed by the file's path in the repository.

    Raises
    ------
    BookError
        If the file is not a notebook that can be read, or has no title.
    """
    path = Path(path)
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        first = source_of(read["cells"][0])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise BookError(f"{path} is not a notebook that can be read.") from None
    title, question = TITLE.match(first), QUESTION.search(first)
    if not title:
        raise BookError(f"{path.name} does not begin with a title.")
    pictures, cells = {}, []
    wired = wiring(read["cells"])
    for place, cell in enumerate(read["cells"]):
        if cell["cell_type"] == "markdown":
            cells.append(_words(cell, known, elsewhere))
        elif cell["cell_type"] == "code":
            folded = _fold(cell, place in wired)
            kept = _outputs(cell, things.get(cell["id"]), path.stem, pictures)
            metadata = {"cell": cell["id"]} | folded
            cells.append(cell | {"metadata": metadata, "outputs": kept})
    return Page(
        name=path.stem,
        title=title[1],
        question=question[1] if question else "",
        notebook={**read, "cells": cells, "metadata": PYTHON},
        pictures=pictures,
    )


# Words


def _words(cell, known, elsewhere):
    """Return a cell of text: its links lead to pages, and it has a place to land on."""
    text = source_of(cell)
    for each in ONLY_LIVE:
        text = each.sub("", text)
    text = LINK.sub(lambda found: _link(found, known, elsewhere), text)
    heading = re.match(r"#+ [^\n]*\n*", text)
    cut = heading.end() if heading else 0
    mark = f'<div class="bp-cell" id="{cell["id"]}"></div>\n\n'
    return cell | {"source": f"{text[:cut].rstrip()}\n\n{mark}{text[cut:]}"}


def _link(found, known, elsewhere):
    before, target, place, after = found[1], found[2], found[3] or "", found[4]
    if target in known:
        return f"{before}{known[target]}{place}{after}"
    path = (
        target.removeprefix("../")
        if target.startswith("../")
        else f"notebooks/{target}"
    )
    return f"{before}{elsewhere}/{path}{place}{after}"


# Code


def wiring(cells):
    """Return the places of those cells that only show a picture or load what does.

    All that such a cell does is to import, and to call what it has from a room of
    pictures or of practice. What the text beside it names is never hidden.
    """
    ours, places = set(), set()
    for place, cell in enumerate(cells):
        if cell["cell_type"] != "code" or is_solution(cell):
            continue
        try:
            statements = parsed(source_of(cell))
        except SyntaxError:
            continue
        ours |= {name for each in statements for name in _from_rooms(each)}
        made = set()
        if all([_wires(each, ours, made) for each in statements]) and not (
            _named_beside(cells, place) & _names_in(statements)
        ):
            places.add(place)
    return places


def _from_rooms(statement):
    """Return the names that an import brings from a room of pictures or practice."""
    if isinstance(statement, ast.ImportFrom) and statement.module.startswith(ROOMS):
        return {each.asname or each.name for each in statement.names}
    return set()


def _wires(statement, ours, made):
    """Whether a statement imports, or calls what is ours; what it makes is noted."""
    if isinstance(statement, ast.Import):
        return True
    if isinstance(statement, ast.ImportFrom):
        return not statement.module.startswith("backprop_helpers") or bool(
            _from_rooms(statement)
        )
    call = getattr(statement, "value", None)
    if not isinstance(call, ast.Call):
        return False
    root = call.func
    while isinstance(root, ast.Attribute):
        root = root.value
    if getattr(root, "id", None) not in ours | made or root.id == "check":
        return False
    if isinstance(statement, ast.Assign):
        made |= {
            node.id for node in ast.walk(statement.targets[0]) if hasattr(node, "id")
        }
    return isinstance(statement, (ast.Assign, ast.Expr))


def _names_in(statements):
    return {
        name
        for each in statements
        if not isinstance(each, (ast.Import, ast.ImportFrom))
        for node in ast.walk(each)
        for name in (getattr(node, "id", ""), getattr(node, "attr", ""))
        if name
    }


def _named_beside(cells, place):
    """Return the words in code in the cells of text just before and after a place."""
    beside = [cells[p] for p in (place - 1, place + 1) if 0 <= p < len(cells)]
    texts = [source_of(each) for each in beside if each["cell_type"] == "markdown"]
    spans = [span for text in texts for span in CODE_SPAN.findall(text)]
    return {word for span in spans for word in WORD.findall(span)}


def _fold(cell, wired):
    """Return what myst-nb is told of a cell: what is folded, under which words."""
    solved = is_solution(cell)
    if not (solved or wired):
        return {}
    what = "the solution" if solved else "the code"
    prompts = {"code_prompt_show": f"Show {what}", "code_prompt_hide": f"Hide {what}"}
    return {"tags": ["hide-cell" if solved else "hide-input"], "mystnb": prompts}


# What a cell shows


def _outputs(cell, living, page, pictures):
    """Return the outputs of a cell: what lives is replaced, pictures become files."""
    if living is not None:
        return [_html(living)]
    outputs = []
    for output in cell["outputs"]:
        shown = output.get("data", {})
        if "text/html" in shown:
            text = "".join(shown["text/html"])
            output = _html(DATA.sub(lambda found: _file(found, page, pictures), text))
        if UNWRITTEN in "".join(output.get("text", "")):
            link = f'<a class="bp-live" data-cell="{cell["id"]}">Write it live</a>'
            output = _html(f'<p class="bp-do">{link}: the page opens at this cell.</p>')
        outputs.append(output)
    return outputs


def _file(found, page, pictures):
    """Keep a picture as a file of its own; return what shows it."""
    content = base64.b64decode(found[1])
    name = f"pictures/{page}/{hashlib.sha256(content).hexdigest()[:12]}.png"
    pictures[name] = content
    return f'class="bp-picture" loading="lazy" src="{name}"'


def _html(text):
    data = {"text/html": text}
    return {"output_type": "display_data", "data": data, "metadata": {}}
