"""A process for one submission: started with limits, and ended with all it started.

What the limits are worth depends on the system. Everywhere: limits of time and memory,
a scrubbed environment, and a folder that is thrown away. On Linux, where `unshare` may
be used: no network, a process space of its own that ends as a whole and, where it may
mount as well, empty folders in the places of the answers (see hidden_folders).
A submission runs as the user who grades: it can read what else that user can read.
"""

import compileall
import contextlib
import functools
import hashlib
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

import matplotlib
import psutil

from backprop_helpers.datasets import shipped as data
from backprop_helpers.teach import wire

PACKAGE = Path(__file__).parents[1]
CLONE = PACKAGE.parent
TOKEN = "BACKPROP_GRADING"  # marks the environment of all that a submission starts
UNSHARE = ["unshare", "--user", "--map-root-user", "--net", "--pid", "--fork"]
UNSHARE += ["--kill-child"]
# Hides the folders up to "--", then gives up the rights by which they could be shown
# again: those that it has, and those that a user space of its own would bring.
HIDE = """
until [ "$1" = -- ]; do
  mount -t tmpfs -o size=4k,mode=555 none "$1" || exit 1
  shift
done
shift
{ echo 0 > /proc/sys/user/max_user_namespaces; } 2> /dev/null
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""
MOST_PROCESSES = 40
LONGEST_MESSAGE = 32 * 2**20  # bytes
LOOK = 0.1  # seconds between two looks at memory and processes
KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")  # of the environment
HERE = Path(__file__).parent
PRACTICE, OWN_CODE = "stand_in_for_practice.py", "stand_in_for_own_code.py"
ANSWERS = (
    "practice",
    "teach",
    "exercises*",
    "parsons*",
    "pencil*",
    "quiz*",
)  # the rooms that hold them
HARMLESS = ("wording.py", "diagnosis.py")  # of practice: panels use them

NO_ANSWERS = "It sent something else than answers."
ENDLESS = "perhaps an endless loop"


class Stopped(Exception):
    """The submission could not be run to its end; the message says why.

    place is that of the cell which was running, None if none was.
    """

    place = None


class TooLong(Stopped):
    """One cell, or the calls of one function, went on for too long."""


class OutOfTime(Stopped):
    """The time for the whole notebook is over."""


def _works(command):
    try:
        done = subprocess.run([*command, "true"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@functools.cache
def isolation():
    """Return the command that cuts a process off, [] where the system has none."""
    return UNSHARE if _works(UNSHARE) else []


@functools.cache
def can_hide():
    """Whether the system lets folders be hidden from a submission."""
    with tempfile.TemporaryDirectory() as folder:
        return bool(isolation()) and _works(_behind_walls([folder]))


def _behind_walls(folders):
    """Return the command that also hides these folders."""
    return [*isolation(), "--mount", "sh", "-c", HIDE, "sh", *map(str, folders), "--"]


def hidden_folders(more, needed):
    """Return the folders to hide: those of the course that hold answers, and more.

    None of them holds one of the paths that are needed.
    """
    of_clone = ("notebooks", "tests", ".git", ".lite", "build", "dist")
    if (CLONE / "pyproject.toml").is_file():  # not beside other packages
        more = [*more, *(CLONE / name for name in of_clone)]
    found = {Path(each).resolve() for each in (PACKAGE, *more) if Path(each).is_dir()}
    needed = {Path(each).resolve() for each in needed}
    return sorted(each for each in found
                  if not any(path.is_relative_to(each) for path in needed))  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What a submission may take.

    seconds are for everything together, call_seconds for one cell or one call of a
    function, and three times as many for all the calls of a function.
    """

    seconds: float = 120
    call_seconds: float = 10
    megabytes: int = 2048
    hidden: tuple = ()


class Sandbox:
    """Run the cells of a submission; then call the functions that it handed in.

    Parameters
    ----------
    cells : list of str
        Pieces of code, in order.
    exercises : list of str, or dict
        Names of the exercises to look for; a dict maps them to the variables whose
        last values may be the answer.
    not_own : sequence of str
        Names of functions that are no answers: those of the course's solutions.
    seconds, call_seconds, megabytes, hidden
        As in Limits; hidden are more folders to hide.
    deadline : float, optional
        On the clock `time.monotonic`; by default, the seconds begin at the start.

    Use it in a `with` statement. `found` then describes for each exercise what may be
    the answer, the latest first; `stopped` has a pair (place of a cell, why) for each
    cell that stopped with an error. Stopped is raised, also by `call`, when the
    submission breaks a limit, ends, or sends what is no message.
    """

    def __init__(self, cells, exercises, not_own=(), deadline=None, **limits):
        self._limits = Limits(**limits)
        self._deadline = deadline
        if not isinstance(exercises, dict):
            exercises = {name: [name] for name in exercises}
        self._task = {
            "cells": cells, "exercises": exercises, "not_own": [*not_own],
            "seconds": int(self._limits.seconds), "megabytes": self._limits.megabytes,
        }  # fmt: skip
        self.found, self.stopped = {}, []
        self._place, self._what = None, "It"

    def __enter__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="backprop-grading-"))
        try:
            self._start()
            self._follow_the_cells()
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            self.__exit__()
            raise Stopped(NO_ANSWERS) from None
        except BaseException:
            self.__exit__()
            raise
        return self

    def _follow_the_cells(self):
        """Wait until all cells have run, each with its own limit."""
        try:
            while "at" in (reply := self._receive()):
                self._place = int(reply["at"])
                self._began = time.monotonic()
        except Stopped as stopped:
            stopped.place = self._place
            raise
        self.found = {name: [*map(dict, each)] for name, each in reply["found"].items()}
        self.stopped = [(int(at), str(why)) for at, why in reply["stopped"]]
        self._place = None

    def __exit__(self, *_):
        self._kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, name, inputs, which=0):
        """Call a function found for an exercise; return the child's message.

        It has either `answer` and `inputs`, the packed arguments after the call, or
        `error` and `text`.
        """
        functions = []
        packed = [wire.encode(value, functions) for value in inputs]
        if self._what != name:
            self._what, self._first = name, time.monotonic()
        self._began = time.monotonic()
        self._send({"call": name, "which": which, "inputs": packed})
        while True:
            message = self._receive()
            if "ask" not in message:
                return message
            self._send({"value": self._asked(message, functions)})

    def _asked(self, message, functions):
        try:
            function = functions[message["ask"]]
            arguments = [wire.decode(each) for each in message["arguments"]]
            return wire.encode(function(*arguments))
        except Exception:  # a function of ours, given something odd
            raise Stopped(f"{self._what} called its argument with something odd."
                          ) from None  # fmt: skip

    def _start(self):
        package, work = self._folder / "package", self._folder / "work"
        work.mkdir()
        _copy_fonts(work / ".fonts")
        for path, content in _package_without_answers().items():
            (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self._folder / path).write_bytes(content)
        self._task["package"] = str(package)
        self._token = uuid.uuid4().hex
        self._process = subprocess.Popen(
            [*self._walls(), sys.executable, "-I", str(self._folder / "child.py")],
            cwd=work, env=_environment(work, self._token),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._began = self._first = self._looked = time.monotonic()
        if self._deadline is None:
            self._deadline = self._began + self._limits.seconds
        # Threads, since a submission may neither send nor take what it is sent.
        self._lines, self._out = queue.Queue(maxsize=2), queue.Queue(maxsize=10)
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._write, daemon=True).start()
        self._send(self._task)

    def _walls(self):
        if not can_hide():
            return isolation()
        needed = (self._folder, sys.executable, sys.prefix, sys.base_prefix)
        return _behind_walls(hidden_folders(self._limits.hidden, needed))

    def _read(self):
        with contextlib.suppress(OSError, ValueError):  # closed at the end
            while True:
                line = self._process.stdout.readline(LONGEST_MESSAGE)
                self._lines.put(line)
                if not line.endswith(b"\n"):
                    return

    def _write(self):
        with contextlib.suppress(OSError, ValueError):  # its end is seen in _read
            while (line := self._out.get()) is not None:
                self._process.stdin.write(line)
                self._process.stdin.flush()

    def _send(self, message):
        try:
            self._out.put_nowait(wire.dumps(message))
        except queue.Full:
            raise Stopped("It does not take what it is sent.") from None

    def _receive(self):
        while True:
            self._look()
            try:
                line = self._lines.get(timeout=LOOK)
            except queue.Empty:
                continue
            if not line:
                raise Stopped(self._how_it_ended())
            try:
                return wire.loads(line)
            except wire.Unreadable:
                raise Stopped(NO_ANSWERS) from None

    def _look(self):
        """Look at the clock, and sometimes at memory and processes."""
        now, limits = time.monotonic(), self._limits
        if now > self._deadline:
            raise OutOfTime(f"It ran for more than {limits.seconds:g} s: {ENDLESS}.")
        self._look_at_one(now)
        if now < self._looked + LOOK:
            return
        self._looked = now
        family = self._family()
        if len(family) > MOST_PROCESSES:
            raise Stopped(f"It started more than {MOST_PROCESSES} processes.")
        if sum(map(_memory, family)) > limits.megabytes * 2**20:
            raise Stopped(f"It took more than {limits.megabytes} MB of memory.")

    def _look_at_one(self, now):
        most = self._limits.call_seconds
        calls = self._what != "It"
        if (self._place is not None or calls) and now > self._began + most:
            raise TooLong(f"{self._what} ran for more than {most:g} s: {ENDLESS}.")
        if calls and now > self._first + 3 * most:
            raise TooLong(f"{self._what} ran for more than {3 * most:g} s in all.")

    def _how_it_ended(self):
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return f"{self._what} closed its line to the grader."
        whose = "Its process" if self._what == "It" else f"{self._what}: the process"
        return f"{whose} ended by itself (code {code})."

    def _family(self):
        try:
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.Error:
            return []

    def _kill(self):
        process = getattr(self, "_process", None)
        if process is None:
            return
        for _ in range(50):  # some may just be starting others
            left = self._family()
            if not isolation():  # which ends all of them with the first
                left += _marked(self._token)
            for each in left:
                with _gone():
                    each.kill()
            if not left or all(not _alive(each) for each in left):
                break
            time.sleep(0.02)
        process.wait()
        for _ in range(2):  # lets the threads end
            with contextlib.suppress(queue.Empty):
                self._lines.get_nowait()
        with contextlib.suppress(queue.Full):
            self._out.put_nowait(None)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


def _gone():
    return contextlib.suppress(psutil.Error)


def _alive(process):
    with _gone():
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _memory(process):
    with _gone():
        return process.memory_info().rss
    return 0


def _marked(token):
    """Return the processes of this user whose environment has the token."""
    found = []
    for process in psutil.process_iter():
        with _gone():
            if process.environ().get(TOKEN) == token:
                found.append(process)
    return found


def _environment(work, token):
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {
        TOKEN: token, "HOME": str(work), "TMPDIR": str(work), "TEMP": str(work),
        "LANG": "C.UTF-8", "MPLBACKEND": "Agg", "MPLCONFIGDIR": str(work / ".fonts"),
        "OPENBLAS_NUM_THREADS": "1", "TQDM_DISABLE": "1",
    }  # fmt: skip


@functools.cache
def _package_without_answers():
    """Return what a submission is given, a dict from paths to bytes, kept in memory.

    It is compiled once here: each of the submissions has a copy of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("child.py", "wire.py"):
            shutil.copy(HERE / name, root)
        _copy_package(root / "package" / PACKAGE.name)
        compileall.compile_dir(
            root, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
        )
        files = [path for path in root.rglob("*") if path.is_file()]
        return {path.relative_to(root): path.read_bytes() for path in files}


def _copy_package(target):
    """Copy the package without its answers: a submission is not given them."""
    ignored = shutil.ignore_patterns(*ANSWERS, "__pycache__", "shipped_data")
    shutil.copytree(PACKAGE, target, ignore=ignored)
    (target / "practice").mkdir()
    shutil.copy(HERE / PRACTICE, target / "practice" / "__init__.py")
    shutil.copy(HERE / OWN_CODE, target / "practice" / "own_code.py")
    for name in HARMLESS:
        shutil.copy(PACKAGE / "practice" / name, target / "practice")
    shutil.copytree(data.FOLDER, target / "shipped_data")


def fingerprint():
    """Return a checksum of the grader's own package, and of what Python made of it.

    Compiled files that are new do not count: another program of the teacher's may have
    made them, and those that this Python looks for have all been there since the start.
    """
    digest = hashlib.sha256()
    for path in _files_of_package():
        digest.update(str(path).encode() + b"\0")
        digest.update(path.read_bytes() if path.is_file() else b"gone")
    return digest.hexdigest()


def _files_of_package():
    files = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file()]
    of_ours = [path for path in files if path.parent.name != "__pycache__"]
    return of_ours + _compiled()


@functools.cache
def _compiled():
    compileall.compile_dir(PACKAGE, quiet=2)
    return sorted(PACKAGE.rglob(f"*.{sys.implementation.cache_tag}.pyc"))


def _copy_fonts(target):
    """Copy matplotlib's list of fonts, which takes it seconds to make."""
    target.mkdir()
    for path in Path(matplotlib.get_cachedir()).glob("fontlist*.json"):
        shutil.copy(path, target)
