"""What CONTRIBUTING.md tells the next developer to write works as it stands there."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.rules.package_source import PACKAGE, REPOSITORY

WALK = REPOSITORY / "CONTRIBUTING.md"
# A file's name in backquotes, at the end of a line, and then what is in it.
FILE = re.compile(r"`([\w/]+\.py)`\n\n```python\n(.*?)```\n", re.DOTALL)
FILES = dict(FILE.findall(WALK.read_text("utf-8")))


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The course with the files of the walk, registered as it says."""
    root = tmp_path_factory.mktemp("copy")
    for folder in (PACKAGE, "data", "tests"):
        shutil.copytree(
            REPOSITORY / folder,
            root / folder,
            ignore=shutil.ignore_patterns("__pycache__", "screenshots"),
        )
    shutil.copy(REPOSITORY / "pyproject.toml", root)  # warnings are errors
    for name, text in FILES.items():
        assert not (root / name).exists(), name
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    pages = root / PACKAGE / "pages" / "__init__.py"
    text = pages.read_text("utf-8")
    last = '    "bug_museum": "",\n'
    assert last in text
    text = text.replace(last, f'    "parabola": "22",\n{last}')
    pages.write_text(text, "utf-8")
    return root


def run(root, *arguments):
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, capture_output=True, text=True
    )


def test_the_walk_has_a_panel_an_exercise_its_bank_and_a_test():
    page, tests = f"{PACKAGE}/pages/parabola", "tests/pages/parabola"
    assert [*FILES] == [
        *(f"{page}/panels.py", f"{page}/exercises.py"),
        *(f"{tests}/bank.py", f"{tests}/panels.py", f"{tests}/test_panels.py"),
    ]


@pytest.mark.slow
def test_its_tests_pass(copy):
    chosen = "touch_the_parabola or parabola_slope or slope_of_the_curve"
    files = ("panels/test_panels", "panels/test_every_setting")
    files = (*files, "practice/test_exercise_bank", "practice/test_cases")
    tests = [f"tests/{name}.py" for name in (*files, "pages/parabola/test_panels")]
    quick = ("-q", "-p", "no:cacheprovider", "-n0")
    result = run(copy, "pytest", *quick, "-k", chosen, *tests)
    assert result.returncode == 0, result.stdout
    passed = int(re.search(r"(\d+) passed", result.stdout)[1])
    assert passed > 20  # the panel's, the bank's, the new ones


def test_its_files_have_the_style_of_the_course(copy):
    for command in (("check",), ("format", "--check")):
        result = run(copy, "ruff", *command, *FILES)
        assert result.returncode == 0, result.stdout
