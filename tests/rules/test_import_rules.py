"""An import only goes down: the contracts in pyproject.toml, held by import-linter."""

import shutil
import subprocess
import sys
import tomllib

import pytest

from backprop_helpers.pages import PAGES
from tests.rules.package_source import PACKAGE, REPOSITORY, modules

PYPROJECT = REPOSITORY / "pyproject.toml"
CONTRACTS = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
CORE = [m.name for m in modules() if m.name.split(".")[1:2] in (["nets"], ["datasets"])]


def linted(folder):
    """Check the contracts in a folder with a package and a pyproject.toml."""
    command = "from importlinter.cli import lint_imports_command as l; l()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_imports_go_down():
    run = linted(REPOSITORY)
    assert run.returncode == 0, run.stdout


def test_the_pages_stand_in_reading_order():
    (pages,) = [
        c["layers"] for c in CONTRACTS if f"{PACKAGE}.pages" in c.get("containers", [])
    ]
    assert [*reversed(pages)] == [*PAGES]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("nets/network.py", "from backprop_helpers.panels import Panel"),
        (
            "nets/network.py",
            "def f():\n    from backprop_helpers.figures.show import show",
        ),
        ("nets/network.py", "import matplotlib.pyplot as plt"),
        ("datasets/shipped.py", "from backprop_helpers.nets import network"),
        ("figures/show.py", "from ..panels.picture import Picture"),
        ("figures/show.py", "import ipywidgets"),
        ("practice/quiz.py", "import anywidget"),
        ("practice/quiz.py", "from backprop_helpers.pages.one_neuron import example"),
        ("pages/four_equations/example.py", "import matplotlib"),
        ("pages/four_equations/example.py", "from ..why_backprop import example"),
        ("pages/four_equations/figures.py", "from ..one_neuron import figures"),
        ("pages/four_equations/figures.py", "from ..start_here.panels import STAR"),
        ("new_room.py", "import numpy"),
    ],
)
def test_a_broken_rule_is_seen(tmp_path, place, line):
    shutil.copy(PYPROJECT, tmp_path)
    shutil.copytree(
        REPOSITORY / PACKAGE, tmp_path / PACKAGE,
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    with (tmp_path / PACKAGE / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    run = linted(tmp_path)
    assert run.returncode == 1
    assert (
        "1 broken" in run.stdout
        or "2 broken" in run.stdout
        or "exhaustive" in run.stdout
    )


def test_maths_load_neither_pictures_nor_widgets():
    heavy = ("matplotlib", "PIL", "IPython", "ipywidgets", "anywidget", "traitlets")
    names = ", ".join([PACKAGE, *CORE])
    code = f"import sys, {names}; print(*[m for m in {heavy} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=REPOSITORY, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []
