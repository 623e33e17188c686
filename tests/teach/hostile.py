"""Submissions that are out for harm, for marks, or broken: each is of another kind.

None has an answer of its own that is right; those of UNDESERVED try to get a mark.
"""

from backprop_helpers.teach import sandbox

ANSWER = "def warm_up(w, b, x, y):\n    "
WRONG = ANSWER + "return y - (w * x + b)\n"
CHECK = "from backprop_helpers.practice import check\n"
CLONE = str(sandbox.CLONE)


def on_every_line(call):
    """Return a cell that calls a function of os on whatever is open, 3 to 19."""
    return (
        "import os\nfor number in range(3, 20):\n"
        f"    try: os.{call}\n    except OSError: pass"
    )


SLEEPER = "[sys.executable, '-c', 'import time; time.sleep(1000)']"
EATER = "'kept = []\\nwhile True: kept.append(bytearray(10**7))'"
HARMFUL = {
    "an endless loop in a cell": ("while True: pass", WRONG),
    "an endless loop in the answer": (ANSWER + "while True: pass",),
    "sleeps": ("import time; time.sleep(1000)", WRONG),
    "leaves when called": ("import os", ANSWER + "os._exit(0)"),
    "kills itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", WRONG),
    "crashes the interpreter": ("import ctypes; ctypes.string_at(0)", WRONG),
    "a huge array": ("import numpy as np", ANSWER + "return np.ones(10**11)"),
    "a huge list": (ANSWER + "return [0] * 10**10",),
    "memory bit by bit": ("kept = []\nwhile True: kept.append(bytearray(10**7))",),
    "memory in a child": (
        f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {EATER}])",
        "while True: pass",
    ),
    "a fork bomb": (
        "import os, time\nfor _ in range(9):\n    os.fork()\ntime.sleep(1000)", WRONG
    ),
    "children that outlive it": (
        "import subprocess, sys\nfor _ in range(5):\n"
        f"    subprocess.Popen({SLEEPER}, start_new_session=True)",
        WRONG,
    ),
    "threads without end": (
        "import threading, time\n"
        "for _ in range(20): threading.Thread(target=time.sleep, args=(1000,)).start()",
        WRONG,
    ),
    "never silent": (on_every_line("write(number, b'{\"at\": 0}\\n' * 9)").replace(
        "for number in range(3, 20)", "while True:\n  for number in (3, 4, 5)"
    ).replace("    try", "      try").replace("    except", "      except"), WRONG),
    "a place beyond all numbers": (
        on_every_line("write(number, b'{\"at\": 1e999}\\n')"), WRONG
    ),
    "asks for ever": (
        "def central_difference(f, x, epsilon):\n    while True: f(x)",
    ),
    "asks and never listens": (
        on_every_line("write(number, b'{\"ask\": 0, \"arguments\": []}\\n' * 10000)"),
        WRONG,
    ),
    "writes rubbish into every line": (
        on_every_line("write(number, b'\\xff' * 10000 + b'\\n')"), WRONG
    ),
    "closes every line": ("import os; os.closerange(0, 100)", WRONG),
    "reads the tasks away": (on_every_line("read(number, 10**6)"), WRONG),
    "a great deal of output": ("for _ in range(300): print('x' * 10**6)", WRONG),
    "raises when called": (ANSWER + "raise SystemExit",),
    "an odd exception": (
        "class Odd(BaseException):\n    def __str__(self): raise self",
        ANSWER + "raise Odd",
    ),
    "recursion": (ANSWER + "return warm_up(w, b, x, y)",),
    "odd parameters": ("def warm_up(*, w=1, **others):\n    return 0",),
    "a class that claims an odd signature": (
        "class F:\n    __signature__ = 'no signature'\n"
        "    def __call__(self, *given): return 0",
        "warm_up = F()",
    ),
    "brackets without end": ("x = " + "(" * 5000 + "1" + ")" * 5000, WRONG),
    "minus without end": ("x = " + "-" * 9000 + "1", WRONG),
    "a thousand magics": ("!ls\n" * 1000, WRONG),
    "a character that is none": ("x = '\ud800'", WRONG),
    "a cell that is no text": (ANSWER + "return '1'\x00",),
    "a word for an answer": ("warm_up = 'correct'",),
    "another name": (WRONG.replace("warm_up", "warm_down"),),
    "nothing": ("x = 1",),
}  # fmt: skip
UNDESERVED = {
    "answers with an object that agrees with everything": (
        "class Yes:\n    def __eq__(self, other): return True\n"
        "    def __array__(self, *a, **k): raise SystemExit",
        ANSWER + "return Yes()",
    ),
    "a subclass of an array": (
        "import numpy as np\nclass Yes(np.ndarray):\n"
        "    def __sub__(self, other): return np.zeros(1)",
        ANSWER + "return np.zeros(len(x)).view(Yes)",
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
        on_every_line('write(number, b\'{"found": {}, "stopped": []}\\n\')'),
        WRONG,
    ),
    "claims to have been found": (
        on_every_line(
            'write(number, b\'{"found": {"warm_up": [{"value": '
            '{"is": "str", "value": "correct"}}]}, "stopped": []}\\n\')'
        ),
        WRONG,
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
    "leaves it as it was": (ANSWER + "return ...", CHECK + "check.warm_up(warm_up)"),
    "the solution, tags gone, under its name": (
        "def warm_up_solved(w, b, x, y):\n    residual = w * x + b - y\n"
        "    return residual",
        CHECK + "check.warm_up(warm_up_solved)",
    ),
    "the solution's function by another name": (
        "def warm_up_solved(w, b, x, y):\n    return w * x + b - y + 0",
        CHECK + "warm_up = warm_up_solved\ncheck.warm_up(warm_up)",
    ),
    "the solution's function called by another": (
        "def warm_up_solved(w, b, x, y):\n    return w * x + b - y + 0",
        ANSWER + "return warm_up_solved(w, b, x, y)",
    ),
    "the solution's function out of a text": (
        "exec('def warm_up_solved(w, b, x, y):\\n    return w * x + b - y')",
        CHECK + "check.warm_up(globals()['warm_up_solved'])",
    ),
    "the solution's function out of another": (
        "def make():\n    def warm_up_solved(w, b, x, y):\n"
        "        return w * x + b - y\n    return warm_up_solved",
        CHECK + "check.warm_up(make())",
    ),
    "right on every second call": (
        "calls = []\ndef warm_up(w, b, x, y):\n    calls.append(1)\n"
        "    return (w * x + b - y) * (len(calls) % 2)",
    ),
    "changes its arguments": (ANSWER + "x *= w\n    x += b\n    return x - y",),
    "a function of the course's package": (
        "from backprop_helpers.nets.training import one_hot",
        CHECK + "check.one_hot(one_hot)",
    ),
    "reads the solutions from the disk": (
        "import glob, os\ntexts = {}\n"
        f"for path in glob.glob({CLONE!r} + '/**/exercises.py', recursive=True):\n"
        "    exec(open(path).read(), texts)",
        "warm_up = texts['warm_up']",
    ),
    "unmounts first, then reads": (
        "import ctypes, subprocess\n"
        f"here = {str(sandbox.PACKAGE)!r}\n"
        "file = here + '/pages/start_here/exercises.py'\n"
        "ctypes.CDLL(None).umount2(here.encode(), 2)\n"
        "new = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c']\n"
        "done = subprocess.run([*new, f'umount {here}; cat {file}; cat {here}/*/*/*'],"
        " capture_output=True)\n"
        "text = done.stdout.decode() or open(file).read()",
        "exec(text[text.index('def warm_up'):text.index('EXERCISES =')])",
    ),
}
NEEDS_WALLS = ("reads the solutions from the disk", "unmounts first, then reads")
