"""Nothing stands twice or for its tests alone, and each room says what is in it."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from vulture import Vulture

from backprop_helpers.pages import PAGES
from tests.rules.package_source import (
    NOTEBOOKS,
    PACKAGE,
    REPOSITORY,
    modules,
    page_cells,
)

MODULES = {module.name: module for module in modules()}
ROOMS = ("nets", "datasets", "figures", "panels", "practice", "pages", "teach")
RUN = 6  # lines that may not stand twice
# Called or read by Python, Jupyter, numpy, matplotlib or tqdm; we only set them.
CALLED_BY_OTHERS = re.compile(
    r"^(__\w+__|_ipython_display_|get_renderer|writeable|zero|monitor_interval"
    r"|f_trace_opcodes|[gs]et_blank"  # by Python, and by matplotlib's `set`
    r"|flavor|name_IDs"  # by fontTools
    r"|menu|stacked|visible_status|help)$"  # these by controls.js
)


def lines_of_code(text):
    """Return (number, line) of lines that say something: no imports, no brackets."""
    tree = ast.parse(text)
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            skipped.update(range(node.lineno, node.end_lineno + 1))
    return [
        (number, " ".join(line.split()))
        for number, line in enumerate(text.splitlines(), start=1)
        if number not in skipped
        and re.search(r"\w", line)
        and not line.lstrip().startswith("#")
    ]


def repeated(texts):
    """Yield the places of each run of RUN lines that stands twice in these texts."""
    places = defaultdict(list)
    for name, text in texts.items():
        lines = lines_of_code(text)
        for first in range(len(lines) - RUN + 1):
            run = lines[first : first + RUN]
            places[tuple(line for _, line in run)].append(f"{name}:{run[0][0]}")
    yield from (found for found in places.values() if len(found) > 1)


@cache
def sources():
    """Return the text of every Python file of the project, by its path."""
    folders = (PACKAGE, "tests", ".ci")
    paths = [p for folder in folders for p in (REPOSITORY / folder).rglob("*.py")]
    return {str(p.relative_to(REPOSITORY)): p.read_text("utf-8") for p in sorted(paths)}


def test_no_six_lines_stand_twice():
    assert list(repeated(sources())) == []


def test_the_test_sees_what_stands_twice():
    block = "".join(f"value_{n} = compute({n})\n" for n in range(RUN))
    texts = {"a.py": f"import os\n{block}", "b.py": f"def f():\n    pass\n\n{block}"}
    assert list(repeated(texts)) == [["a.py:2", "b.py:4"]]
    texts["b.py"] = texts["b.py"].replace("value_3 =", "other =")
    assert list(repeated(texts)) == []


def unused(package, outside):
    """Names in the texts of the package that nothing uses but, at most, a test."""
    finder = Vulture()
    for number, text in enumerate([*package, *outside]):
        finder.scan(text, filename=Path(f"{number}.py"))
    return sorted(
        item.name
        for item in finder.get_unused_code()
        if int(item.filename.stem) < len(package)
        if not CALLED_BY_OTHERS.match(item.name)
    )


@pytest.mark.slow
def test_nothing_is_there_for_its_tests_alone():
    """A benchmark whose result a page shows counts as a use, as a page does."""
    outside = ["\n".join(page_cells(path, "code")) for path in NOTEBOOKS]
    outside += [
        text
        for path, text in sources().items()
        if path.startswith((".ci", "tests/benchmarks"))
    ]
    texts = [module.text for module in MODULES.values()]
    assert unused(texts, outside) == []


def test_the_test_sees_what_nobody_calls():
    text = "def used(): ...\ndef lonely(): ...\ndef shown(): used()\nclass Odd: ...\n"
    assert unused([text], ["shown()"]) == ["Odd", "lonely"]


@pytest.mark.parametrize("name", ROOMS)
def test_each_room_is_described_at_its_door(name):
    door = ast.get_docstring(MODULES[f"{PACKAGE}.{name}"].tree)
    inside = {
        other.split(".")[2]
        for other in MODULES
        if other.startswith(f"{PACKAGE}.{name}.")
    }
    inside -= {"__main__", *PAGES}
    assert sorted(inside - set(re.findall(r"\w+", door))) == []
