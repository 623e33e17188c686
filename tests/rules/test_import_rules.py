"""An import only ever goes down: teach → practice → panels → figures → maths."""

import subprocess
import sys

import pytest

from tests.rules.package_source import PACKAGE, REPOSITORY, Module, modules

FLOORS = ("maths", "figures", "panels", "practice", "teach")  # from the ground up
WIDGETS = ("ipywidgets", "anywidget", "traitlets")
ALLOWED = {
    "matplotlib": {"figures", "panels", "teach"},
    "PIL": {"figures", "panels"},
    "IPython": {"figures", "panels", "practice", "teach"},
    **{name: {"panels"} for name in WIDGETS},
}
MODULES = {module.name: module for module in modules()}
MATHS = [name for name, module in MODULES.items() if module.floor == "maths"]


def broken_rules(module):
    """Say which imports of a module go up, or take what its floor may not use."""
    complaints = []
    for name in module.imports():
        top, *rest = name.split(".")
        if name.endswith(".*"):
            complaints.append(f"star import of {name}")
        if top == PACKAGE:
            floor = rest[0] if rest and rest[0] in FLOORS else "maths"
            if FLOORS.index(floor) > FLOORS.index(module.floor):
                complaints.append(f"{module.floor} imports {name}, which stands above")
        elif module.floor not in ALLOWED.get(top, FLOORS):
            complaints.append(f"{module.floor} imports {name}")
    return complaints


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_down(name):
    assert broken_rules(MODULES[name]) == []


def test_all_five_floors_are_there():
    assert {module.floor for module in MODULES.values()} == set(FLOORS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("network", "from .panels import Panel"),
        ("network", "def f():\n    from backprop_helpers.figures.show import show"),
        ("network", "import matplotlib.pyplot as plt"),
        ("network", "from IPython.display import display"),
        ("network", "from .functions import *"),
        ("figures.show", "from ..panels.picture import Picture"),
        ("figures.show", "import ipywidgets"),
        ("panels.line", "from backprop_helpers import practice"),
        ("practice.quiz", "import anywidget"),
        ("practice.quiz", "from matplotlib.figure import Figure"),
    ],
)
def test_the_test_sees_a_broken_rule(name, text):
    assert broken_rules(Module(f"{PACKAGE}.{name}", text))


def test_the_test_lets_right_imports_pass():
    text = "import numpy\nfrom ..figures import show\nfrom .panel import Panel"
    assert broken_rules(Module(f"{PACKAGE}.panels.line", text)) == []
    text = "from .show import show\nfrom ..line import cost"
    assert broken_rules(Module(f"{PACKAGE}.figures", text, is_package=True)) == []


@pytest.mark.parametrize("name", MATHS)
def test_maths_load_neither_pictures_nor_widgets(name):
    heavy = ("matplotlib", "PIL", "IPython", *WIDGETS)
    code = f"import sys, {name}; print(*[m for m in {heavy} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=REPOSITORY, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []
