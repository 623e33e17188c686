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

BROKEN = (  # the module where a line is added, the line, and what it must not import
    ("nets.network", "from backprop_helpers.panels import panel", "OURS.panels.panel"),
    (
        "nets.network",
        "def f():\n    from backprop_helpers.figures.show import show",
        "OURS.figures.show",
    ),
    ("nets.network", "import matplotlib.pyplot as plt", "matplotlib"),
    (
        "datasets.shipped",
        "from backprop_helpers.nets import network",
        "OURS.nets.network",
    ),
    ("figures.show", "from ..panels.picture import Picture", "OURS.panels.picture"),
    ("figures.show", "import ipywidgets", "ipywidgets"),
    ("practice.quiz", "import anywidget", "anywidget"),
    (
        "practice.quiz",
        "from backprop_helpers.pages.one_neuron import example",
        "OURS.pages.one_neuron.example",
    ),
    ("pages.four_equations.example", "import matplotlib", "matplotlib"),
    (
        "pages.four_equations.example",
        "from ..why_backprop import example",
        "OURS.pages.why_backprop.example",
    ),
    (
        "pages.four_equations.figures.check",
        "from ...one_neuron import figures",
        "OURS.pages.one_neuron.figures",
    ),
    (
        "pages.four_equations.figures.check",
        "from ...start_here.panels import STAR",
        "OURS.pages.start_here.panels",
    ),
)


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
def test_broken_rules_are_seen(tmp_path):
    shutil.copy(PYPROJECT, tmp_path)
    package = shutil.copytree(
        REPOSITORY / PACKAGE, tmp_path / PACKAGE,
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    (package / "new_room.py").touch()
    for place, line, _ in BROKEN:
        module = package.joinpath(*place.split(".")).with_suffix(".py")
        module.write_text(f"{module.read_text('utf-8')}\n{line}\n", "utf-8")
    said = " ".join(linted(tmp_path).stdout.split())  # in lines of 80 characters
    assert f"Contracts: 0 kept, {len(CONTRACTS)} broken." in said
    for place, _, named in BROKEN:
        wrong = f"OURS.{place} -> {named} (l.".replace("OURS", PACKAGE)
        assert wrong in said, f"{wrong} was not seen"
    # Its import is also met on the way of others: this contract alone says so.
    assert f"{PACKAGE}.datasets is not allowed to import {PACKAGE}.nets:" in said
    assert f"- {PACKAGE}.new_room (Since this contract is marked as" in said


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
