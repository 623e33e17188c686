"""An edition for students: the same notebooks without their solutions."""

import json
from pathlib import Path

TAG = "solution"


class EditionError(Exception):
    """The edition cannot be made; the message says why and what to do."""


def is_solution(cell):
    """Tell whether a cell, a dict of a notebook file, holds a solution."""
    return cell["cell_type"] == "code" and TAG in (cell["metadata"].get("tags") or [])


def source_of(cell):
    """Return the text of a cell, which a file may hold as a list of lines."""
    return "".join(cell["source"])


def without_solutions(notebook):
    """Return a notebook, a dict, whose solution cells are empty; nothing else differs.

    An emptied cell keeps its place, its id and its tag, loses its outputs, and opens.
    """
    cells = []
    for cell in notebook["cells"]:
        if is_solution(cell):
            metadata = {k: v for k, v in cell["metadata"].items() if k != "jupyter"}
            cell = cell | {
                "source": [], "outputs": [], "execution_count": None,
                "metadata": metadata,
            }  # fmt: skip
        cells.append(cell)
    return notebook | {"cells": cells}


def write_edition(notebooks, target):
    """Write the students' edition of the notebooks, paths, into a folder.

    Returns the paths written. EditionError, before anything is written, if one of them
    exists already with another content, if there is no notebook, or if the folder
    cannot be written.
    """
    target = Path(target)
    texts = {target / path.name: _text(path) for path in sorted(notebooks)}
    if not texts:
        raise EditionError("There are no notebooks to make an edition of.")
    changed = [path for path, text in texts.items() if _differs(path, text)]
    if changed:
        names = ", ".join(path.name for path in changed)
        raise EditionError(
            f"{target} already holds {names} with another content, perhaps somebody's "
            "work. Nothing was written: choose another folder, or move them away."
        )
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise EditionError(f"{target} cannot be written: {error.strerror}.") from None
    return [*texts]


def _text(path):
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        edition = without_solutions(notebook)
    except (OSError, ValueError, KeyError, TypeError):
        raise EditionError(f"{path} is not a notebook that can be read.") from None
    return json.dumps(edition, ensure_ascii=False, indent=1) + "\n"


def _differs(path, text):
    if not path.exists():
        return False
    try:
        return path.read_text(encoding="utf-8") != text
    except (OSError, ValueError):
        return True
