"""Memory of a kernel after it has run a page: at most 200 MB, even where it trains.

usage: python tests/benchmarks/kernel_memory.py [NOTEBOOK …]
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent.parent / "notebooks"
LIMIT = 200  # MB
MEASURE = (
    "import psutil; print(psutil.Process().memory_info().rss)"  # part of ipykernel
)


def memory_after(notebook):
    """Run a notebook in a fresh kernel; return the memory in MB that it then holds."""
    page = nbformat.from_dict(notebook)
    page.cells = [*page.cells, nbformat.v4.new_code_cell(MEASURE)]
    folder = {"metadata": {"path": str(NOTEBOOKS)}}
    quiet = ["--log-level=ERROR"]
    NotebookClient(page, timeout=60, resources=folder, extra_arguments=quiet).execute()
    return int(page.cells[-1].outputs[0].text) / 1e6


def main(paths):
    """Print a line for each page; return 1 if one needs more than the limit."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    empty = nbformat.v4.new_notebook()
    print(f"{'an idle kernel':40}{memory_after(empty):6.0f} MB")
    most = 0
    for path in paths:
        memory = memory_after(nbformat.read(path, as_version=4))
        print(f"{Path(path).stem:40}{memory:6.0f} MB")
        most = max(most, memory)
    print("✓" if most <= LIMIT else "✗", f"at most {most:.0f} MB (goal {LIMIT})")
    return 0 if most <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or sorted(NOTEBOOKS.glob("*.ipynb"))))
