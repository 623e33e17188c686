"""What is read is never executed: no eval, no pickle, no shell; data are checked."""

import ast
import re
from itertools import combinations

import pytest

from backprop_helpers.datasets import shipped as data
from backprop_helpers.datasets.shipped import (
    DataError,
    load_digits,
    load_hills,
    load_iris,
    load_opinions,
)
from backprop_helpers.practice import EXERCISES, slips
from tests.rules.package_source import (
    EVERY_PAGE,
    PACKAGE,
    REPOSITORY,
    Module,
    modules,
    page_cells,
)

EXECUTES = {  # calls that execute what they are given
    *("eval", "exec", "compile", "__import__", "import_module", "run_path"),
    *("run_module", "system", "popen", "get_ipython", "run_line_magic", "run_cell"),
}
UNPACKS = {  # modules whose files and messages may execute what they hold
    *("pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"),
    *("yaml", "runpy", "code", "codeop", "pty", "ctypes"),
}
STARTS = {"subprocess", "multiprocessing", "concurrent"}
READS = {  # calls that read a file, or the network
    *("open", "read_text", "read_bytes", "load", "loadtxt", "genfromtxt", "fromfile"),
    *("memmap", "imread", "urlopen", "urlretrieve", "HTTPDownloader", "retrieve"),
}
ALLOWED = {
    ("teach.child", "exec"),  # a student's cells, in a process made for that, which
    ("teach.child", "compile"),  # has limits
    ("teach.sandbox", "subprocess"),  # that process
    ("teach.grading", "multiprocessing"),  # many of them at a time
    ("teach.grading", "concurrent"),
    ("teach.book.things", "run_cell"),  # the course's own pages
    ("teach.book.build", "multiprocessing"),  # a page each, for a book
    ("teach.book.build", "concurrent"),
    ("practice.registry", "import_module"),  # of the pages' own files
    ("practice.slips", "exec"),  # the course's own solutions, with the edits that
    ("practice.slips", "compile"),  # stand beside them: see the test below
}
CHECKED = {
    ("datasets.shipped", "read_bytes"),  # SHA-256
    ("datasets.shipped", "loadtxt"),  # the text that has it
    ("datasets.idx", "open"),  # SHA-256
    ("datasets.mnist", "HTTPDownloader"),  # before it has its name, with idx
    ("datasets.mnist", "retrieve"),  # with its known SHA-256
    ("practice.registry", "read_text"),  # quiz.toml beside the page: data, not code
    ("practice.beliefs", "read_text"),  # beliefs.toml beside it, too
    ("practice.save_answers", "read_text"),  # a student's own pages, packed unread
}
SCRIPTED = re.compile(
    r"\b(eval|Function|importScripts|innerHTML|outerHTML|insertAdjacentHTML)\b"
    r"|document\.write|\bimport\(|\bsetTimeout\(\s*[\"'`]"
)


def calls_in(module):
    """Yield (last word of the name, call) for each call: load of np.load(...)."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, node


def dangers(module):
    """Yield a word for all that executes data, starts programs or asks for a shell."""
    for name in module.imports():
        if name.split(".")[0] in UNPACKS | STARTS:
            yield name.split(".")[0]
    for name, call in calls_in(module):
        if name in EXECUTES and ast.unparse(call.func) != "re.compile":
            yield name
        for word in call.keywords:
            off = isinstance(word.value, ast.Constant) and not word.value.value
            if word.arg in ("shell", "allow_pickle") and not off:
                yield word.arg
        words = [word.arg for word in call.keywords]
        if ast.unparse(call.func) == "np.load" and "allow_pickle" not in words:
            yield "load"


def found(search):
    """Everything of a kind in the package, as (module, word)."""
    return {
        (module.name.removeprefix(f"{PACKAGE}."), word)
        for module in modules()
        for word in search(module)
    }


def test_the_package_executes_nothing_but_what_is_named():
    assert found(dangers) == ALLOWED


def test_no_text_of_a_student_is_executed(monkeypatch):
    """All that reaches `exec` in a check is the solution's text with known edits."""
    executed = []
    monkeypatch.setattr(slips, "exec", lambda code, scope: executed.append(code), False)
    monkeypatch.setattr(slips, "compile", lambda text, *_: text, False)
    exercise = EXERCISES["warm_up"]
    assert exercise.judge(lambda w, b, x, y: 7.0 + w * x).status == "wrong"
    text = slips.source(exercise.solution)
    chosen = [c for n in (1, 2) for c in combinations(exercise.slips, n)]
    trees = [code for code in executed if isinstance(code, ast.AST)]
    assert {ast.unparse(Unkept().visit(t)) for t in trees} == {
        ast.unparse(ast.parse(text))
    }
    texts = {code for code in executed if code not in trees}
    assert texts
    assert texts <= {slips.edited(text, each) for each in chosen}


class Unkept(ast.NodeTransformer):
    """Takes out what notes the steps of a solution."""

    def visit_Call(self, node):
        node = self.generic_visit(node)
        return node.args[0] if ast.unparse(node.func) == "keep" else node


@EVERY_PAGE
def test_a_page_is_plain_python_that_executes_and_reads_nothing(path):
    """No magic, no line for a shell, nothing that a reader could not read."""
    page = Module("page", "\n".join(page_cells(path, "code")))
    assert [*dangers(page)] == []
    assert not READS & {name for name, _ in calls_in(page)}


def test_what_is_read_is_checked_before_it_is_used():
    """All doors to files and to the network; those for teachers read what they made."""
    read = found(lambda m: {n for n, _ in calls_in(m) if n in READS})
    assert {each for each in read if not each[0].startswith("teach.")} == CHECKED


def test_the_script_of_the_controls_writes_text_only():
    for path in (REPOSITORY / PACKAGE).rglob("*.js"):
        assert not SCRIPTED.search(path.read_text("utf-8")), path.name


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("eval(text)", "eval"),
        ("builtins.exec(text)", "exec"),
        ("import pickle", "pickle"),
        ("from joblib import load", "joblib"),
        ("def f():\n    import yaml", "yaml"),
        ("import os\nos.system('ls')", "system"),
        ("import subprocess", "subprocess"),
        ("run('ls', shell=True)", "shell"),
        ("run('ls', shell=quick)", "shell"),
        ("np.load('a.npz')", "load"),
        ("np.load('a.npz', allow_pickle=True)", "allow_pickle"),
        ("get_ipython().run_line_magic('pip', '')", "get_ipython"),
    ],
)
def test_the_test_sees_it(code, word):
    assert word in dangers(Module("m", code))


def test_the_test_lets_harmless_calls_pass():
    code = "re.compile(a); np.load(b, allow_pickle=False); run([c], shell=False)"
    assert [*dangers(Module("m", code))] == []


@pytest.mark.parametrize("load", [load_iris, load_digits, load_opinions, load_hills])
def test_one_changed_byte_is_refused_in_a_sentence(load, tmp_path, monkeypatch):
    for name in data.CHECKSUMS:
        content = bytearray((data.FOLDER / name).read_bytes())
        content[-2] ^= 1
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    with pytest.raises(DataError, match=r"(csv|txt) is damaged: install or clone"):
        load()
