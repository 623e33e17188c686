"""Grading goes on whatever a submission is, and nothing wrong is graded as right."""

import csv
import inspect
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import v4

from backprop_helpers.practice.registry import EXERCISES, QUIZZES
from backprop_helpers.teach import sandbox
from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.grading import COULD_NOT_RUN, MISSING, grade
from backprop_helpers.teach.sandbox import Sandbox, Stopped, isolation
from tests.waiting import CEILING, wait_until

pytestmark = pytest.mark.slow  # nearly all of them start processes

RIGHT = "def warm_up(w, b, x, y):\n    return w * x + b - y\n"
CHECK = "from backprop_helpers.practice import check\ncheck.warm_up(warm_up)\n"
WRONG = "def warm_up(w, b, x, y):\n    return y - (w * x + b)\n"


def notebook(*cells):
    """Return the text of a notebook file with these code cells."""
    cells = [v4.new_code_cell(source) for source in cells]
    return nbformat.writes(v4.new_notebook(cells=cells))


def graded(tmp_path, *cells, name="00_start_here.ipynb", **limits):
    """Grade one submission with these cells; return its row."""
    path = tmp_path / name
    path.write_text(notebook(*cells), encoding="utf-8")
    return grade("someone", [path], set(), **({"seconds": CEILING} | limits))


@pytest.mark.parametrize(
    "cells",
    [
        (RIGHT, CHECK),
        (RIGHT,),
        ("1 / 0", "import nothing_such", "def (", RIGHT),
        (WRONG, CHECK, RIGHT.replace("warm_up", "mine"), "check.warm_up(mine)"),
    ],
    ids=["checked", "not checked", "after cells with errors", "checked again"],
)
def test_a_right_answer_is_right(cells, tmp_path):
    row = graded(tmp_path, *cells)
    assert (row.outcomes, row.score, row.problems) == ({"warm_up": "correct"}, 1, [])


def test_a_known_mistake_is_named(tmp_path):
    row = graded(tmp_path, WRONG, CHECK)
    assert row.outcomes == {"warm_up": "wrong"}
    assert row.mistakes["warm_up"] == ("turned round",)


def test_a_function_that_takes_a_function(tmp_path):
    source = (
        "def central_difference(f, x, epsilon):\n"
        "    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)\n"
    )
    row = graded(tmp_path, source, name="03_chain_rule_on_a_graph.ipynb")
    assert row.outcomes["central_difference"] == "correct"
    assert row.outcomes["chain_deltas"] == MISSING


# Hostile or broken: each is another kind. None may be graded as right.

HOSTILE = {
    "an endless loop in a cell": ("while True: pass", RIGHT),
    "an endless loop in the answer": (
        "def warm_up(w, b, x, y):\n    while True: pass",
    ),
    "sleeps": ("import time; time.sleep(1000)", RIGHT),
    "leaves at once": ("import os; os._exit(0)", RIGHT),
    "leaves when called": ("import os\ndef warm_up(w, b, x, y):\n    os._exit(0)",),
    "kills itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", WRONG),
    "crashes the interpreter": ("import ctypes; ctypes.string_at(0)", RIGHT),
    "a huge array": (
        "import numpy as np\ndef warm_up(w, b, x, y):\n    return np.ones(10**11)",
    ),
    "a huge list": ("def warm_up(w, b, x, y):\n    return [0] * 10**10",),
    "memory bit by bit": ("kept = []\nwhile True: kept.append(bytearray(10**7))",),
    "memory in a child": (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-c', "
        "'kept = []\\nwhile True: kept.append(bytearray(10**7))'])",
        "while True: pass",
    ),
    "a fork bomb": (
        "import os, time\nfor _ in range(9):\n    os.fork()\ntime.sleep(1000)",
        RIGHT,
    ),
    "children that outlive it": (
        "import subprocess, sys\n"
        "for _ in range(5):\n"
        "    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)'],"
        " start_new_session=True)",
        WRONG,
    ),
    "threads without end": (
        "import threading, time\n"
        "for _ in range(20): threading.Thread(target=time.sleep, args=(1000,)).start()",
        WRONG,
    ),
    "raises when called": ("def warm_up(w, b, x, y):\n    raise SystemExit",),
    "an odd exception": (
        "class Odd(BaseException):\n    def __str__(self): raise self\n"
        "def warm_up(w, b, x, y):\n    raise Odd",
    ),
    "recursion": ("def warm_up(w, b, x, y):\n    return warm_up(w, b, x, y)",),
    "answers with an object that agrees with everything": (
        "class Yes:\n"
        "    def __eq__(self, other): return True\n"
        "    def __array__(self, *a, **k): raise SystemExit\n"
        "def warm_up(w, b, x, y):\n    return Yes()",
    ),
    "a subclass of an array": (
        "import numpy as np\n"
        "class Yes(np.ndarray):\n"
        "    def __sub__(self, other): return np.zeros(1)\n"
        "def warm_up(w, b, x, y):\n    return np.zeros(len(x)).view(Yes)",
    ),
    "patches the check": (
        "import backprop_helpers.practice as practice\n"
        "practice.check = lambda f: 'correct'\n"
        "practice.GIVEN = {'warm_up': 'correct'}",
        WRONG,
    ),
    "patches numpy": (
        "import numpy as np\n"
        "np.allclose = np.array_equal = lambda *a, **k: True\n"
        "np.abs = lambda a: np.zeros(1)",
        WRONG,
    ),
    "prints that it is right": ("print('✓ warm_up: Correct')", WRONG),
    "writes into the line to the grader": (
        "import os\n"
        "for number in range(3, 20):\n"
        '    try: os.write(number, b\'{"found": {}, "failed": 0}\\n\')\n'
        "    except OSError: pass",
        WRONG,
    ),
    "writes rubbish into every line": (
        "import os\n"
        "for number in range(3, 20):\n"
        "    try: os.write(number, b'\\xff' * 10000 + b'\\n')\n"
        "    except OSError: pass",
        WRONG,
    ),
    "closes every line": ("import os; os.closerange(0, 100)", RIGHT),
    "reads the tasks away": (
        "import os\n"
        "for number in range(3, 20):\n"
        "    try: os.read(number, 10**6)\n"
        "    except OSError: pass",
        RIGHT,
    ),
    "takes the solution from the checks": (
        "from backprop_helpers.practice import EXERCISES\n"
        "warm_up = EXERCISES['warm_up'].solution",
    ),
    "takes the solution from its page": (
        "from backprop_helpers.pages.start_here.exercises import warm_up",
    ),
    "asks for the solution": (
        "from backprop_helpers.practice import solution\nwarm_up = solution.warm_up()",
    ),
    "hands in a word": ("warm_up = 'correct'",),
    "renames the exercise": (RIGHT.replace("warm_up", "warm_down"),),
    "deletes the exercise": ("x = 1",),
    "leaves it as it was": ("def warm_up(w, b, x, y):\n    return ...", CHECK),
    "a cell that is no text": ("def warm_up(w, b, x, y):\n    return '1'\x00",),
    "right on every second call": (
        "calls = []\n"
        "def warm_up(w, b, x, y):\n"
        "    calls.append(1)\n"
        "    return (w * x + b - y) * (len(calls) % 2)",
    ),
    "changes its arguments": (
        "def warm_up(w, b, x, y):\n    x *= w\n    x += b\n    return x - y",
    ),
    "odd parameters": ("def warm_up(*, w=1, **others):\n    return 0",),
    "a class that claims an odd signature": (
        "class F:\n"
        "    __signature__ = 'no signature'\n"
        "    def __call__(self, *given): return 0\n"
        "warm_up = F()",
    ),
    "a great deal of output": ("for _ in range(300): print('x' * 10**6)", WRONG),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_hostile_is_right_or_stops_the_grading(kind, tmp_path, monkeypatch):
    """Its two seconds begin when its process has started, however long that takes."""
    began = tmp_path / "began"
    monkeypatch.setattr(sandbox, "time", Clock(began))
    sign = f"open({str(began)!r}, 'w').close()"
    before = {each.pid for each in psutil.process_iter()}
    row = graded(tmp_path, sign, *HOSTILE[kind], seconds=2, megabytes=1024)
    assert began.exists()
    assert row.score == 0
    assert row.outcomes["warm_up"] != "correct"
    assert (row.outcomes["warm_up"] == COULD_NOT_RUN) == bool(row.problems)
    wait_until(lambda: not any(map(left_over, new_since(before))), f"the end of {kind}")


def new_since(before):
    return [each for each in psutil.process_iter() if each.pid not in before]


class Clock:
    """Stands in for the module time, and stands still until there is a file."""

    sleep = staticmethod(time.sleep)

    def __init__(self, file):
        self._file, self._start, self._began = file, time.monotonic(), None

    def monotonic(self):
        now = time.monotonic()
        if self._began is None and (self._file.exists() or now - self._start > CEILING):
            self._began = now
        return 0.0 if self._began is None else now - self._began


def left_over(process):
    """Whether a process is one that a submission has started, and still runs."""
    try:
        return (
            "time.sleep(1000)" in " ".join(process.cmdline())
            or sandbox.TOKEN in process.environ()
        ) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def test_the_environment_is_scrubbed_and_the_folder_thrown_away(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_TEACHER", "1234")
    source = (
        "import os, pathlib\n"
        "pathlib.Path('left').write_text('x')\n"
        "def warm_up(w, b, x, y):\n"
        "    return [len(os.environ.get('SECRET_OF_THE_TEACHER', '')), os.getcwd()]"
    )
    answer = answered(source)
    length, folder = (item["value"] for item in answer["items"])
    assert length == 0
    assert not Path(folder).exists()


def answered(source):
    """Return what the warm_up of a cell answers, packed."""
    with Sandbox([source], ["warm_up"], seconds=CEILING) as child:
        return child.call("warm_up", [1.0, 1.0, 1.0, 1.0])["answer"]


def test_there_is_no_network_where_the_system_can_cut_it_off():
    if not isolation():
        pytest.skip("this system has no unshare for users: the help says so")
    source = (
        "import socket\ndef warm_up(w, b, x, y):\n    return len(socket.if_nameindex())"
    )
    # Only the machine's line to itself, and that is down.
    assert answered(source)["value"] == 1


def test_a_limit_is_named():
    with (
        pytest.raises(Stopped, match="more than 2 s: perhaps an endless loop"),
        Sandbox(["while True: pass"], [], seconds=2),
    ):
        pass


def test_a_submission_is_given_a_package_without_answers(tmp_path):
    sandbox._copy_package(tmp_path / "package")
    files = [path for path in tmp_path.rglob("*") if path.suffix in (".py", ".toml")]
    assert len(files) > 50
    text = "".join(path.read_text("utf-8") for path in files)
    for exercise in EXERCISES.values():
        assert inspect.getsource(exercise.solution) not in text, exercise.name
    for question in (each for questions in QUIZZES.values() for each in questions):
        assert question.prompt not in text


# The whole command


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "handed in"
    (folder / "Berta").mkdir(parents=True)
    (folder / "Chris").mkdir()
    (folder / "Berta" / "00_mine.ipynb").write_text(notebook(RIGHT, CHECK))
    (folder / "=Anton.ipynb").write_text(notebook(WRONG, CHECK))
    (folder / "Dora.ipynb").write_text("no notebook")
    return folder


def test_grade_writes_a_row_for_each_student_and_a_picture(handed_in, tmp_path, capsys):
    table = tmp_path / "grades.csv"
    order = ["grade", str(handed_in), "--csv", str(table), "--jobs", "2"]
    assert main(order) == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert [*rows] == ["'=Anton", "Berta", "Chris", "Dora"]
    assert rows["Berta"]["right"] == "1"
    assert rows["Berta"]["warm_up"] == "correct"
    assert rows["'=Anton"]["warm_up: mistakes"] == "turned round"
    assert rows["Chris"]["problems"] == "There is no notebook."
    assert "not a notebook" in rows["Dora"]["problems"]
    said = capsys.readouterr().out
    assert "Dora: could not run." in said
    assert main(["picture", str(table), str(tmp_path / "class.png")]) == 0
    assert (tmp_path / "class.png").read_bytes().startswith(b"\x89PNG")
    assert "warm_up: 1 of 2 right. turned round (1)" in capsys.readouterr().out
