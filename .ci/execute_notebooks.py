"""Run the notebooks from top to bottom and save them with their outputs.

uv run python .ci/execute_notebooks.py                  all of them
uv run python .ci/execute_notebooks.py notebooks/01*    some of them
uv run python .ci/execute_notebooks.py --check          save nothing, tell what differs

Training amplifies rounding. Before a page prints what a network has learnt, multiply
its first weights by 1 ± 1e-12: no printed digit may change. (Single images with η = 1.5
did change one, batches of 10 did not; near the largest η that learns a verdict may
flip.) A last mini-batch of few examples kicks the accuracy: let the batch size divide
their number.
"""

import argparse
import difflib
import hashlib
import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
CELL_TIMEOUT = 60  # seconds; a cell that takes longer would lose its reader
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = {"jupyter", "tags"}  # how a cell is shown, and what it is for
WIDGET = "application/vnd.jupyter.widget-view+json"
PICTURE = re.compile(r"[A-Za-z0-9+/=\n]{200,}")  # base64
PROBLEMS = (CellExecutionError, CellTimeoutError, DeadKernelError)


def read(path):
    """Return the notebook in a file, without changing it."""
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)


def execute(notebook, folder):
    """Run every cell in a fresh kernel; the outputs replace those of the notebook."""
    NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        coalesce_streams=True,  # else one print may be saved in two pieces
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
    ).execute()


def tidy(notebook):
    """Remove, in place, what would differ at the next run or on another machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat_minor = 5
    taken = set()
    for cell in notebook.cells:
        cell.id = free_id(cell, taken)
        taken.add(cell.id)
        kept = CELL_METADATA & set(cell.metadata)
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in kept})
        for output in cell.get("outputs", []):
            remove_widget(output)
    return notebook


def free_id(cell, taken):
    """Return the cell's own id, or one made from its text if it is missing or taken."""
    name = cell.get("id")
    text = cell.source
    while not name or name in taken:
        name = hashlib.sha256(text.encode()).hexdigest()[:8]
        text += "again"
    return name


def remove_widget(output):
    """Drop the number of a widget that ended with its kernel, and keep its words.

    With the number, JupyterLab shows "model not found" where the controls were.
    """
    if "text/plain" in output.get("data", {}):
        output.data.pop(WIDGET, None)


def text_of(notebook):
    """Return what stands in the file; ends with a newline, as Jupyter writes it."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def difference(saved, fresh):
    """Return a readable diff; pictures differ between versions of matplotlib."""
    before, after = (
        PICTURE.sub("PICTURE", text).splitlines() for text in (saved, fresh)
    )
    return list(difflib.unified_diff(before, after, "saved", "fresh", "", "", 2, ""))


def main(arguments=None):
    """Run the notebooks that the command line names; returns 1 if one fails."""
    parser = argparse.ArgumentParser(description="Run the notebooks and save them.")
    parser.add_argument("notebook", nargs="*", type=Path, help="files; all if none")
    parser.add_argument("--check", action="store_true", help="only tell what differs")
    options = parser.parse_args(arguments)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # and so in the kernels
    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    os.environ["TQDM_DISABLE"] = "1"  # bars and growing pictures differ at every run
    import matplotlib.font_manager  # noqa: F401  # else a cell tells that it looks for fonts

    failed = False
    for path in options.notebook or sorted(NOTEBOOKS.glob("*.ipynb")):
        saved = path.read_text(encoding="utf-8")
        notebook = read(path)
        try:
            execute(notebook, path.parent)
        except PROBLEMS as problem:
            print(f"{path.name}: {problem}", file=sys.stderr)
            failed = True
            continue
        fresh = text_of(tidy(notebook))
        changes = difference(saved, fresh)
        if not options.check:
            path.write_text(fresh, encoding="utf-8", newline="\n")
        elif changes:
            failed = True
            print("\n".join(changes))
        print(f"{path.name}: {'as saved' if not changes else 'changed'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
