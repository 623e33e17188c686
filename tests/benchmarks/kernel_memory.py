"""Memory of a kernel after it has run a page: at most 200 MB, even where it trains.

uv run python tests/benchmarks/kernel_memory.py [NOTEBOOK …]
"""

import sys
from pathlib import Path

import common
import nbformat
from nbclient import NotebookClient

NOTEBOOKS = common.REPOSITORY / "notebooks"
LIMIT = 200  # MB
MEASURE = "import psutil; print(psutil.Process().memory_info().rss)"  # ipykernel has it


def memory_after(page):
    """Run a notebook in a fresh kernel; return the memory in MB that it then holds."""
    page.cells.append(nbformat.v4.new_code_cell(MEASURE))
    folder = {"metadata": {"path": str(NOTEBOOKS)}}
    quiet = ["--log-level=ERROR"]
    NotebookClient(page, timeout=60, resources=folder, extra_arguments=quiet).execute()
    return int(page.cells[-1].outputs[0].text) / 1e6


def main(paths):
    """Print a line for each page; return 1 if one needs more than the limit."""
    pages = {"an idle kernel": nbformat.v4.new_notebook()}
    pages |= {Path(path).stem: nbformat.read(path, as_version=4) for path in paths}
    needed = {}
    for name, page in pages.items():
        needed[name] = memory_after(page)
        print(f"{name:40}{needed[name]:6.0f} MB", flush=True)
    most = max(needed.values())
    return common.reached({f"at most {most:.0f} MB (goal {LIMIT})": most <= LIMIT})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or sorted(NOTEBOOKS.glob("*.ipynb"))))
