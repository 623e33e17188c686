"""What the tests of rules read: the package's source files, the pages, the scripts."""

import ast
import importlib.util
import io
import json
import re
import tokenize
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from backprop_helpers.pages import PAGES

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = "backprop_helpers"
# Tables to look things up in: no page, since it asks nothing and is not read through.
NOTATION = REPOSITORY / "notebooks" / "notation.ipynb"
# In reading order: letters, as in the last page's name, come after numbers.
NOTEBOOKS = sorted({*NOTATION.parent.glob("*.ipynb")} - {NOTATION})
EVERY_PAGE = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
EVERY_NOTEBOOK = pytest.mark.parametrize(
    "path", [*NOTEBOOKS, NOTATION], ids=lambda path: path.stem
)
LOWER_FLOORS = ("figures", "panels", "practice", "teach")


def room_of(notebook):
    """Return the name of a page's room, by the path or name of its notebook."""
    return re.sub(r"^\d\d_", "", Path(notebook).stem)


def number_of(notebook):
    """Return the number of a page as text, or the name of one that has none."""
    room = room_of(notebook)
    return PAGES[room] or room.replace("_", " ")


def trains_for_seconds(cell):
    """Whether a cell trains for seconds, or needs what such a one has found.

    Only nbval, which compares what they print, runs these; a rule holds that they make
    nothing that moves.
    """
    return "training" in cell.metadata.get("tags", ())


@dataclass(frozen=True)
class Module:
    """A source file of the package: its dotted name, its floor, its syntax tree."""

    name: str
    text: str
    is_package: bool = False

    @property
    def floor(self):
        """The floor it belongs to, in the package or in the room of a page."""
        return next((p for p in self.name.split(".") if p in LOWER_FLOORS), "maths")

    @property
    def tree(self):
        return ast.parse(self.text)

    def imports(self):
        """Yield the full dotted name of everything it imports, wherever that stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(node)
                yield from (f"{source}.{alias.name}" for alias in node.names)

    def _absolute(self, node):
        if not node.level:
            return node.module
        parts = self.name.split(".")
        up = node.level - self.is_package
        parts = parts[: len(parts) - up]
        return ".".join([*parts, *filter(None, [node.module])])

    def identifiers(self):
        """Yield every name that the code gives or uses."""
        for node in ast.walk(self.tree):
            for field in ("id", "attr", "arg", "name", "asname"):
                name = getattr(node, field, None)
                if isinstance(name, str):
                    yield name

    def prose(self):
        """Yield comments, docstrings, and texts of four words or more."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
        for node in ast.walk(self.tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and len(node.value.split()) >= 4:
                yield node.value


def modules():
    """All modules of the package, in the order of their names."""
    for path in sorted((REPOSITORY / PACKAGE).rglob("*.py")):
        parts = path.relative_to(REPOSITORY).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        yield Module(name, path.read_text("utf-8"), is_package)


@cache
def page_cells(path, kind):
    """Return the texts of a page's cells of one kind, "code" or "markdown"."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]


def project():
    """Return what pyproject.toml says of the project."""
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    return tomllib.loads(text)["project"]


def tool(name):
    """Import one of the scripts in .ci."""
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / f".ci/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
