"""Honest submissions, made out of the course's own pages, and what each should get.

A form changes how a notebook is saved or what stands beside the answers: a page with
answers keeps its marks in it, and an untouched page gets none. A way is how a student
gives the answers.
"""

import ast
import copy
import json
from functools import cache

from backprop_helpers.teach.edition import is_solution, source_of, without_solutions
from tests.rules.package_source import REPOSITORY

NAMES = {"00": "00_start_here", "04": "04_two_outputs_by_hand"}
ANSWERS = {
    "warm_up": "def warm_up(w, b, x, y):\n    return w * x + b - y\n",
    "delta3": "def delta3(z3, a3, y):\n    return 2 * (a3 - y) * a3 * (1 - a3)\n",
    "delta2": (
        "def delta2(z2, delta3, w3):\n"
        "    return (w3.T @ delta3) * sigmoid(z2) * (1 - sigmoid(z2))\n"
    ),
    "whole_step": (
        "def whole_step(x, y, w2, b2, w3, b3, eta):\n"
        "    a2 = sigmoid(w2 @ x + b2)\n"
        "    a3 = sigmoid(w3 @ a2 + b3)\n"
        "    d3 = 2 * (a3 - y) * a3 * (1 - a3)\n"
        "    d2 = (w3.T @ d3) * a2 * (1 - a2)\n"
        "    return w2 - eta * d2 @ x.T, b2 - eta * d2, w3 - eta * d3 @ a2.T, "
        "b3 - eta * d3\n"
    ),
}
WARM_UP, OF_04 = {"warm_up"}, {*ANSWERS} - {"warm_up"}
FORMS, WAYS = {}, {}


def form(words):
    """Note a function that changes a notebook, a dict, and may return another."""
    return lambda function: FORMS.setdefault(words, function)


def way(words):
    """Note a function without arguments that returns (files, names that are right)."""
    return lambda function: WAYS.setdefault(words, function)


@cache
def _text(number):
    path = REPOSITORY / "notebooks" / f"{NAMES[number]}.ipynb"
    return path.read_text("utf-8")


def untouched(number):
    """Return a page of the course, a dict."""
    return json.loads(_text(number))


def stub(name):
    """Return what stands on the page in place of an answer."""
    return f"{ANSWERS[name].partition(chr(10))[0]}\n    return ...\n"


def answered(number, answers=ANSWERS):
    """Return a page whose exercises are filled in."""
    notebook = untouched(number)
    for cell in code(notebook):
        text = source_of(cell).replace("  # replace the three dots", "")
        for name, answer in answers.items():
            text = text.replace(stub(name), answer)
        cell["source"] = text
    return notebook


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def solutions(notebook):
    return [cell for cell in code(notebook) if is_solution(cell)]


def exercises(notebook):
    """Return the cells to be filled in."""
    return [
        cell
        for cell in code(notebook)
        if "check." in source_of(cell) and not is_solution(cell)
    ]


def cell_of(source):
    return {
        "cell_type": "code", "source": source, "metadata": {}, "outputs": [],
        "execution_count": None,
    }  # fmt: skip


def insert(notebook, source, place=0):
    notebook["cells"].insert(place, cell_of(source))


def each_text(cells, change):
    for cell in cells:
        cell["source"] = change(source_of(cell))


def without_tags(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}


# Forms: how it is saved


@form("as it is")
def _(notebook):
    pass


@form("tags gone")
def _(notebook):
    without_tags(notebook)


@form("lines end in \\r\\n")
def _(notebook):
    each_text(notebook["cells"], lambda text: text.replace("\n", "\r\n"))


@form("tags gone, lines end in \\r\\n")
def _(notebook):
    without_tags(notebook)
    each_text(notebook["cells"], lambda text: text.replace("\n", "\r\n"))


@form("tags gone, blank lines added")
def _(notebook):
    without_tags(notebook)
    each_text(code(notebook), lambda text: "\n" + text.replace("\n", "\n\n") + "\n\n")


@form("tags gone, blank lines squeezed")
def _(notebook):
    without_tags(notebook)
    each_text(code(notebook), lambda text: text.replace("\n\n\n", "\n"))


@form("spaces at the ends of lines")
def _(notebook):
    without_tags(notebook)
    each_text(code(notebook), lambda text: text.replace("\n", "  \n"))


@form("a formatter's quotes and wraps")
def _(notebook):
    without_tags(notebook)
    each_text(code(notebook), lambda text: ast.unparse(ast.parse(text)))


@form("a formatter that loves brackets")
def _(notebook):
    without_tags(notebook)
    each_text(code(notebook), _in_brackets)


def _in_brackets(text):
    lines = text.split("\n")
    return "\n".join(
        f"    return (\n        {line.removeprefix('    return ')}\n    )"
        if line.startswith("    return ") and "(" not in line and "#" not in line
        else line
        for line in lines
    )


@form("tags gone, comments in the solutions")
def _(notebook):
    change(solutions(notebook), lambda text: f"# seen\n{text}  # compare".rstrip())
    without_tags(notebook)


def change(cells, how):
    each_text(cells, how)


@form("an older release: other code in the solutions")
def _(notebook):
    change(solutions(notebook), _older)


@form("an older release, and tags gone")
def _(notebook):
    change(solutions(notebook), _older)
    without_tags(notebook)


def _older(text):
    return text.replace("return ", "answer = 0\n    return answer + ", 1).replace(
        "answer + w2, b2", "w2, b2"
    )


@form("an older release: a note printed below each solution")
def _(notebook):
    change(solutions(notebook), lambda text: f"{text}\nprint('as above')")
    without_tags(notebook)


@form("saved by Colab")
def _(notebook):
    without_tags(notebook)
    notebook["metadata"] |= {"colab": {"provenance": []}, "accelerator": "GPU"}
    notebook["nbformat_minor"] = 0
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"] = {"id": f"x{number}", "colab": {"base_uri": "https://x"}}


@form("saved by VS Code")
def _(notebook):
    without_tags(notebook)
    for cell in notebook["cells"]:
        cell["metadata"] = {"vscode": {"languageId": "python"}}


@form("nbformat 4.0, without ids")
def _(notebook):
    notebook["nbformat_minor"] = 0
    for cell in notebook["cells"]:
        cell.pop("id", None)


@form("texts as lists of lines")
def _(notebook):
    for cell in notebook["cells"]:
        cell["source"] = source_of(cell).splitlines(keepends=True)


@form("outputs stripped")
def _(notebook):
    for cell in code(notebook):
        cell |= {"outputs": [], "execution_count": None}


@form("cells of text deleted")
def _(notebook):
    notebook["cells"] = [*code(notebook)]


@form("solutions deleted")
def _(notebook):
    gone = [id(cell) for cell in solutions(notebook)]
    kept = [cell for cell in notebook["cells"] if id(cell) not in gone]
    notebook["cells"] = kept


@form("the edition for students")
def _(notebook):
    return without_solutions(notebook)


@form("solutions above their exercises")
def _(notebook):
    cells = solutions(notebook)
    ids = [*map(id, cells)]
    rest = [cell for cell in notebook["cells"] if id(cell) not in ids]
    notebook["cells"] = [*rest[:1], *cells, *rest[1:]]


@form("solutions and exercises in one cell")
def _(notebook):
    cells, pending = [], None
    for cell in notebook["cells"]:
        if pending is not None and is_solution(cell):
            pending["source"] = f"{source_of(pending)}\n\n{source_of(cell)}"
            continue
        pending = cell if "check." in source_of(cell) else pending
        cells.append(cell)
    notebook["cells"] = cells


@form("all code in one cell")
def _(notebook):
    whole = "\n\n".join(source_of(cell) for cell in code(notebook))
    prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    notebook["cells"] = [*prose, cell_of(whole)]


# Forms: what stands beside the answers

BESIDE = {
    "a line magic": "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'",
    "a shell line": "!pip install -q numpy\nfiles = !ls\nprint(len(files))",
    "a question": "import numpy as np\nnp.mean?",
    "%%bash": "%%bash\necho hello",
    "%%html": "%%html\n<b>hello</b>",
    "%%writefile": "%%writefile notes.txt\nx + = y",
    "%%javascript": "%%javascript\nalert(1);",
    "get_ipython": "get_ipython().run_line_magic('matplotlib', 'inline')",
    "display": "display([1, 2]); from IPython.display import display; display(1)",
    "input": "name = input('Your name? ')\nprint(name.upper())",
    "await": "import asyncio\nawait asyncio.sleep(0)",
    "a missing module": "import seaborn_of_somebody as sns\nsns.set()",
    "Colab's drive": "from google.colab import drive\ndrive.mount('/content/drive')",
    "a crash": "print(1 / 0)",
    "a syntax error": "print('never closed'",
    "notes that are no code": "Ask about this on Monday!",
    "a cell that ends the kernel": "import os\nos._exit(0)",
    "exit()": "exit()",
    "a prompt": ">>> print(1)",
    "an indented cell": "    print(1)\n    print(2)",
    "variables of the pages' names": "x = 3\nw = None\nsigmoid_of_mine = None",
}
for _words, _source in BESIDE.items():
    form(f"beside: {_words}")(
        lambda notebook, source=_source: insert(notebook, source, 2)
    )


@form("%%time on each exercise")
def _(notebook):
    each_text(exercises(notebook), lambda text: f"%%time\n{text}")


@form("%%capture on each exercise")
def _(notebook):
    each_text(exercises(notebook), lambda text: f"%%capture out\n{text}")


@form("%%timeit on each exercise")
def _(notebook):
    each_text(exercises(notebook), lambda text: f"%%timeit -n 1 -r 1\n{text}")


@form("a syntax error above each exercise, in its cell")
def _(notebook):
    each_text(exercises(notebook), lambda text: f"if True\n    x = 1\n\n{text}")


@form("a missing module above each exercise, in its cell")
def _(notebook):
    each_text(exercises(notebook), lambda text: f"import seaborn_of_somebody\n{text}")


@form("an error above each exercise, in its cell")
def _(notebook):
    each_text(exercises(notebook), lambda text: f"print(no_such_name)\n{text}")


# Ways: how the answers are given


def saved(notebook):
    return json.dumps(notebook, ensure_ascii=False)


def files_of(number, notebook):
    return {f"{NAMES[number]}.ipynb": saved(notebook)}


def bare(*sources, title="# Start here"):
    """Return a notebook of code cells below a title."""
    prose = {"cell_type": "markdown", "source": title, "metadata": {}}
    return {
        "cells": [prose, *map(cell_of, sources)],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 4,
    }  # fmt: skip


CHECK = "from backprop_helpers.practice import check\n"
RIGHT = ANSWERS["warm_up"]
MINE = RIGHT.replace("warm_up", "mine")
CELLS = {
    "a stub kept, the answer later without a check": (
        f"{CHECK}{stub('warm_up')}\ncheck.warm_up(warm_up)", RIGHT
    ),
    "the answer in one cell, its check in another": (
        RIGHT, f"{CHECK}check.warm_up(warm_up)"
    ),
    "the answer without any check": (RIGHT,),
    "a lambda": (
        "warm_up = lambda w, b, x, y: w * x + b - y", f"{CHECK}check.warm_up(warm_up)"
    ),
    "a lambda in the check": (f"{CHECK}check.warm_up(lambda w, b, x, y: w*x + b - y)",),
    "another name": (f"{CHECK}{MINE}\ncheck.warm_up(mine)",),
    "another name, mended later": (
        f"{CHECK}{MINE.replace('+ b', '')}\ncheck.warm_up(mine)", MINE
    ),
    "given by a keyword": (f"{CHECK}{MINE}\ncheck.warm_up(your_function=mine)",),
    "the check by its module": (
        f"from backprop_helpers import practice\n{MINE}\npractice.check.warm_up(mine)",
    ),
    "the check by another name": (
        f"from backprop_helpers.practice import check as c\n{MINE}\nc.warm_up(mine)",
    ),
    "helper functions": (
        "def line(w, b, x):\n    return w * x + b",
        "def warm_up(w, b, x, y):\n    return line(w, b, x) - y",
    ),
    "imports of one's own": (
        "import math, functools\nfrom numpy import add, subtract",
        "def warm_up(w, b, x, y):\n    return subtract(add(w * x, b), y)",
    ),
    "a list": ("def warm_up(w, b, x, y):\n"
               "    return [w * p + b - q for p, q in zip(x, y)]",),
    "a loop": ("def warm_up(w, b, x, y):\n    r = x * 0.0\n"
               "    for i in range(len(x)):\n        r[i] = w * x[i] + b - y[i]\n"
               "    return r",),
    "wrong first, right later": (
        f"{CHECK}{RIGHT.replace('- y', '')}\ncheck.warm_up(warm_up)",
        f"{RIGHT}\ncheck.warm_up(warm_up)",
    ),
    "right first, an experiment later": (
        f"{CHECK}{RIGHT}\ncheck.warm_up(warm_up)",
        f"{RIGHT.replace('- y', '')}\ncheck.warm_up(warm_up)",
    ),
    "a call of it with %time": (RIGHT, "%time r = warm_up(1, 2, 3, 4)\nprint(r)"),
    "defined behind %time": ("%time warm_up = lambda w, b, x, y: w * x + b - y",),
    "annotations of the future": (
        "from __future__ import annotations",
        "def warm_up(w: Nowhere, b, x, y) -> Never:\n    return w * x + b - y",
    ),
    "a class with __call__": (
        "class F:\n    def __call__(self, w, b, x, y):\n        return w * x + b - y",
        "warm_up = F()",
    ),
    "in a branch": ("if True:\n    " + RIGHT.replace("\n    ", "\n        "),),
    "decorated": ("import functools\n@functools.lru_cache(maxsize=None)\n"
                  "def two():\n    return 2", RIGHT),
    "prints to see what happens": (RIGHT.replace("return", "print(x)\n    return"),),
    "a figure beside it": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", RIGHT
    ),
    "an async cell": (
        f"import asyncio\nawait asyncio.sleep(0)\n{RIGHT}\nasync def f(): return 1\n"
        "print(await f())",
    ),
    "a missing colon above, in the same cell": (f"def f(x)\n    return x\n\n{RIGHT}",),
    "a bracket left open above": (f"print((1, 2)\n{RIGHT}",),
    "words left over below": (f"{RIGHT}\nthis is no python",),
}  # fmt: skip
for _words, _cells in CELLS.items():
    way(_words)(
        lambda cells=_cells: ({"00_start_here.ipynb": saved(bare(*cells))}, WARM_UP)
    )


@way("the solution's code under the exercise's own name")
def _():
    notebook = answered("04")
    for given, solved in zip(exercises(notebook), solutions(notebook), strict=True):
        given["source"] = source_of(solved).replace("_solved", "")
    insert(notebook, CHECK)
    return files_of("04", notebook), OF_04


@way("typed into the empty cells of the edition for students")
def _():
    notebook = without_solutions(untouched("00"))
    solutions(notebook)[0]["source"] = f"{RIGHT}\ncheck.warm_up(warm_up)"
    return files_of("00", notebook), WARM_UP


@way("a helper in the empty cell of the edition")
def _():
    notebook = without_solutions(untouched("00"))
    (exercise,), (empty,) = exercises(notebook), solutions(notebook)
    exercise["source"] = "def warm_up(w, b, x, y):\n    return line(w, b, x) - y"
    empty["source"] = (
        "def line(w, b, x):\n    return w * x + b\n\ncheck.warm_up(warm_up)"
    )
    return files_of("00", notebook), WARM_UP


@way("a named tuple")
def _():
    start = "    return w2 - eta"
    named = ANSWERS["whole_step"].replace(start, "    return Step(w2 - eta").rstrip()
    step = "from collections import namedtuple\nStep = namedtuple('Step', 'a b c d')\n"
    answers = ANSWERS | {"whole_step": f"{step}{named})\n"}
    return files_of("04", answered("04", answers)), OF_04


@way("only half of them")
def _():
    half = {name: ANSWERS[name] for name in ("delta3", "delta2")}
    return files_of("04", answered("04", half)), {*half}


@way("the file renamed")
def _():
    return {"Anna Müller.ipynb": saved(answered("04"))}, OF_04


@way("renamed like another page")
def _():
    return {"00_start_here.ipynb": saved(answered("04"))}, OF_04


@way("without a title, told by its name")
def _():
    notebook = answered("04")
    notebook["cells"] = [each for each in notebook["cells"] if "# Two" not in
                         source_of(each)]  # fmt: skip
    return files_of("04", notebook), OF_04


@way("a byte order mark")
def _():
    return {"00_start_here.ipynb": "\ufeff" + saved(answered("00"))}, WARM_UP


@way("a name in capitals")
def _():
    return {"00_START_HERE.IPYNB": saved(answered("00"))}, WARM_UP


@way("an untouched copy beside it: -Copy1")
def _():
    name = NAMES["00"]
    both = {f"{name}.ipynb": answered("00"), f"{name}-Copy1.ipynb": untouched("00")}
    return {file: saved(notebook) for file, notebook in both.items()}, WARM_UP


@way("an untouched copy beside it: (1)")
def _():
    name = NAMES["00"]
    both = {f"{name}.ipynb": answered("00"), f"{name} (1).ipynb": untouched("00")}
    return {file: saved(notebook) for file, notebook in both.items()}, WARM_UP


@way("in two folders")
def _():
    file = f"{NAMES['00']}.ipynb"
    return {f"a/{file}": saved(untouched("00")), f"b/{file}": saved(answered("00"))}, (
        WARM_UP
    )


@way("a broken copy beside it")
def _():
    return files_of("00", answered("00")) | {"00_start_here (1).ipynb": "{"}, WARM_UP


@way("two pages merged")
def _():
    first, second = answered("00"), answered("04")
    first["cells"] += second["cells"]
    return {"all.ipynb": saved(first)}, WARM_UP | OF_04


@way("one page split in two")
def _():
    whole, halves = answered("04"), {}
    middle = [i for i, c in enumerate(whole["cells"]) if "def delta2" in source_of(c)]
    parts = (whole["cells"][: middle[0]], whole["cells"][middle[0] :])
    for name, cells in zip(("one", "two"), parts, strict=True):
        part = copy.deepcopy(whole) | {"cells": cells}
        if name == "two":
            insert(part, "from backprop_helpers.nets.functions import sigmoid")
            insert(part, CHECK)
        halves[f"{name}.ipynb"] = saved(part)
    return halves, OF_04
