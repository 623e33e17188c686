"""One name for one thing, and one spelling, in the code and on the pages."""

import re
import subprocess
import sys

import pytest

from tests.rules.package_source import (
    EVERY_NOTEBOOK,
    NOTATION,
    NOTEBOOKS,
    PACKAGE,
    REPOSITORY,
    Module,
    modules,
    page_cells,
)

MODULES = {module.name: module for module in modules()}
QUIZZES = sorted((REPOSITORY / PACKAGE).rglob("quiz.toml"))
# We write eta, cost and nabla_w; an exercise may be called dC_dw, a derivative.
STRANGERS = {"lr", "loss", "losses", "J", "dW", "db", "dw"}
AMERICAN = re.compile(
    r"\b(colors?|colored|behaviors?|neighbors?|centers?|centered|"
    r"gray|favorite|label(?:ed|ing)|model(?:ed|ing)|cancel(?:ed|ing)|fulfill)\b",
    re.IGNORECASE,
)
# Code, formulas and addresses; and what is quoted, for instance a title.
NOT_OURS = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|https?://\S+|\"[^\"\n]*\"", re.DOTALL
)


def strange_names(module):
    return sorted(
        name
        for name in set(module.identifiers())
        if name in STRANGERS
        or ("_" in name and "dC" not in name and STRANGERS & set(name.split("_")))
    )


def american_words(prose):
    """Spellings of the other side of the ocean, in our own words."""
    return [found.group() for found in AMERICAN.finditer(NOT_OURS.sub(" ", prose))]


def assert_has_our_words(code, *prose):
    """Fail if a module, or what stands beside it, has other names or spellings."""
    assert strange_names(code) == []
    prose = (*prose, *code.prose())
    assert [word for text in prose for word in american_words(text)] == []


@pytest.mark.parametrize("name", MODULES)
def test_names_and_spelling_of_the_package(name):
    assert_has_our_words(MODULES[name])


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.parent.name)
def test_spelling_of_a_quiz(path):
    assert american_words(path.read_text("utf-8").replace('"', " ")) == []


@EVERY_NOTEBOOK
def test_names_and_spelling_of_a_page(path):
    code = Module(path.stem, "\n".join(page_cells(path, "code")))
    assert_has_our_words(code, *page_cells(path, "markdown"))


@pytest.mark.slow
def test_no_word_is_misspelt(tmp_path):
    for path in (*NOTEBOOKS, NOTATION):
        text = "\n\n".join(page_cells(path, "markdown") + page_cells(path, "code"))
        (tmp_path / f"{path.stem}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "codespell_lib", ".", str(tmp_path)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert run.stdout.splitlines() == []


def test_the_test_sees_strangers():
    code = "def fit(lr):\n    loss_now = f(dW=1)\n    net.J = loss_now\nimport a as db"
    strangers = ["J", "dW", "db", "loss_now", "lr"]
    assert strange_names(Module("x", code)) == strangers
    assert strange_names(Module("x", "dC_dw = nabla_w = cost_now = lower")) == []


def test_the_test_sees_american_spelling():
    found = american_words("The Color of its neighbors, labeled")
    assert found == ["Color", "neighbors", "labeled"]
    assert american_words("A coloured centre: `color` by $center$, labelled") == []
    assert [*Module("x", "# gray\nf('center left')\n").prose()] == ["# gray"]
