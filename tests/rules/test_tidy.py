"""Nothing stands twice, nothing is there for its tests alone, each floor has a door."""

import ast
import json
import re
from collections import Counter, defaultdict
from functools import cache

import pytest

from tests.rules.package_source import PACKAGE, REPOSITORY, Module, modules

MODULES = {module.name: module for module in modules()}
FLOORS = (PACKAGE, *(f"{PACKAGE}.{name}" for name in ("figures", "panels")))
FLOORS = (*FLOORS, f"{PACKAGE}.practice", f"{PACKAGE}.teach")
RUN = 6  # lines that may not stand twice
# Called by Python or by Jupyter, or from the outside: nobody writes their names.
CALLED_BY_OTHERS = re.compile(r"^(__\w+__|_ipython_display_|get_renderer)$")


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


@cache
def pages_code():
    """Return the code of all pages as one text."""
    cells = [
        cell
        for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text("utf-8"))["cells"]
    ]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def words(text):
    return Counter(re.findall(r"[^\W\d]\w*", text))


def test_no_six_lines_stand_twice():
    assert list(repeated(sources())) == []


def test_the_test_sees_what_stands_twice():
    block = "".join(f"value_{n} = compute({n})\n" for n in range(RUN))
    texts = {"a.py": f"import os\n{block}", "b.py": f"def f():\n    pass\n\n{block}"}
    assert list(repeated(texts)) == [["a.py:2", "b.py:4"]]
    texts["b.py"] = texts["b.py"].replace("value_3 =", "other =")
    assert list(repeated(texts)) == []


def only_tested(package, outside):
    """Names of functions and classes in the texts that nothing but a test calls.

    A name counts as used where it stands once more in the package, or `outside`: on a
    page, in a script, in a benchmark whose result a page shows.
    """
    defined, used = Counter(), words(outside)
    for text in package:
        used += words(text)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                defined[node.name] += 1
    return sorted(
        name
        for name, times in defined.items()
        if used[name] <= times and not CALLED_BY_OTHERS.match(name)
    )


def test_no_function_is_there_for_its_tests_alone():
    scripts = [
        text
        for path, text in sources().items()
        if path.startswith((".ci", "tests/benchmarks"))
    ]
    outside = "\n".join([pages_code(), *scripts])
    assert only_tested([m.text for m in MODULES.values()], outside) == []


def test_the_test_sees_a_function_that_nobody_calls():
    text = "def used(): ...\ndef lonely(): ...\ndef shown(): used()\nclass Odd: ...\n"
    assert only_tested([text], "shown()") == ["Odd", "lonely"]


def test_every_module_is_needed():
    """By another module, a page or a test; what `python -m` needs is __main__."""
    needed = {"__main__"}
    page = "\n".join(plain(line) for line in pages_code().splitlines())
    tests = [text for path, text in sources().items() if path.startswith("tests")]
    others = [Module("other", text) for text in (page, *tests)]
    for module in (*MODULES.values(), *others):
        for name in module.imports():
            parts = name.split(".")
            needed |= {".".join(parts[:k]) for k in range(1, len(parts) + 1)}
    lonely = [
        name
        for name, module in MODULES.items()
        if name not in needed and name.rpartition(".")[2] not in needed
        if not module.is_package and not read_by_name(name)
    ]
    assert lonely == []


def plain(line):
    """A line of a page without what only Jupyter understands."""
    return "" if line.lstrip().startswith(("%", "!")) else line


def read_by_name(name):
    """Exercises are found by their folder, and the child process by its file."""
    return name.startswith(f"{PACKAGE}.practice.exercises.") or name.endswith(".child")


@pytest.mark.parametrize("name", FLOORS)
def test_each_floor_is_described_at_its_door(name):
    door = ast.get_docstring(MODULES[name].tree)
    assert 4 <= len(door.splitlines()) <= 13  # a sentence, a gap, ten lines
    rooms = {
        other.removeprefix(f"{name}.")
        for other in MODULES
        if other.startswith(f"{name}.") and other not in FLOORS
    }
    rooms = {room for room in rooms if "." not in room and "_page_" not in room}
    assert sorted(rooms - {"__main__"} - set(words(door))) == []
