"""A process for one submission: started with limits, and ended with all it started.

What the limits are worth depends on the system. Everywhere: a time limit, a memory
limit, a scrubbed environment, and a folder that is thrown away. On Linux, where
`unshare` may be used: no network, and a process space of its own that ends as a whole.
A submission runs as the user who grades: it can read what that user can read.
"""

import contextlib
import functools
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import matplotlib
import psutil

from backprop_helpers.datasets import shipped as data
from backprop_helpers.teach import wire

PACKAGE = Path(__file__).parents[1]
TOKEN = "BACKPROP_GRADING"  # marks the environment of all that a submission starts
UNSHARE = ["unshare", "--user", "--map-root-user", "--net", "--pid", "--fork"]
UNSHARE += ["--kill-child"]
MOST_PROCESSES = 40
LONGEST_MESSAGE = 64 * 2**20  # bytes
LOOK = 0.1  # seconds between two looks at memory and processes
KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")  # of the environment
PRACTICE = Path(__file__).with_name("stand_in_for_practice.py")
ANSWERS = ("practice", "teach", "exercises*", "quiz*")  # the rooms that hold them


class Stopped(Exception):
    """The submission could not be run to its end; the message says why."""


@functools.cache
def isolation():
    """Return the command that cuts a process off, [] where the system has none."""
    try:
        done = subprocess.run([*UNSHARE, "true"], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return UNSHARE if done.returncode == 0 else []


class Sandbox:
    """Run the cells of a submission; then call the functions that it handed in.

    Parameters
    ----------
    cells : list of str
        Code cells, in order.
    exercises : list of str
        Names of the exercises to look for.
    seconds, megabytes : int
        Limits: of the time for everything together, and of memory.

    Use it in a `with` statement. `found` then describes what was handed in for each
    exercise. Stopped is raised, also by `call`, when the submission breaks a limit,
    ends, or sends what is no message.
    """

    def __init__(self, cells, exercises, seconds=120, megabytes=2048):
        self._task = {
            "cells": cells, "exercises": exercises,
            "seconds": seconds, "megabytes": megabytes,
        }  # fmt: skip
        self.found, self.failed = {}, 0

    def __enter__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="backprop-grading-"))
        try:
            self._start()
            reply = self._receive()
            self.found, self.failed = dict(reply["found"]), int(reply["failed"])
        except (KeyError, TypeError, ValueError):
            self.__exit__()
            raise Stopped("It sent something else than answers.") from None
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, name, inputs):
        """Call the function of an exercise; return the child's message.

        It has either `answer` and `inputs`, the packed arguments after the call, or
        `error`, `text` and `line`.
        """
        functions = []
        packed = [wire.encode(value, functions) for value in inputs]
        self._send({"call": name, "inputs": packed})
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
            raise Stopped("It called an argument with something odd.") from None

    def _start(self):
        package = self._folder / "package"
        work = self._folder / "work"
        work.mkdir()
        _copy_fonts(work / ".fonts")
        _copy_package(package / PACKAGE.name)
        self._task["package"] = str(package)
        self._token = uuid.uuid4().hex
        self._deadline = time.monotonic() + self._task["seconds"]
        program = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
        self._process = subprocess.Popen(
            [*isolation(), *program], cwd=work, env=_environment(work, self._token),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self._lines = queue.Queue(maxsize=10)
        threading.Thread(target=self._read, daemon=True).start()
        self._send(self._task)

    def _read(self):
        while True:
            line = self._process.stdout.readline(LONGEST_MESSAGE)
            self._lines.put(line)
            if not line.endswith(b"\n"):
                return

    def _send(self, message):
        try:
            self._process.stdin.write(wire.dumps(message))
            self._process.stdin.flush()
        except OSError:
            raise Stopped(self._how_it_ended()) from None

    def _receive(self):
        while True:
            try:
                line = self._lines.get(timeout=LOOK)
            except queue.Empty:
                self._look()
                continue
            if not line:
                raise Stopped(self._how_it_ended())
            try:
                return wire.loads(line)
            except wire.Unreadable:
                raise Stopped("It sent something else than answers.") from None

    def _look(self):
        if time.monotonic() > self._deadline:
            seconds = self._task["seconds"]
            raise Stopped(f"It ran for more than {seconds} s: perhaps an endless loop.")
        family = self._family()
        if len(family) > MOST_PROCESSES:
            raise Stopped(f"It started more than {MOST_PROCESSES} processes.")
        if sum(map(_memory, family)) > self._task["megabytes"] * 2**20:
            raise Stopped(f"It took more than {self._task['megabytes']} MB of memory.")

    def _how_it_ended(self):
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "It closed its line to the grader."
        return f"Its process ended by itself (code {code})."

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
            left = self._family() + _marked(self._token)
            for each in left:
                with _gone():
                    each.kill()
            if not left or all(not _alive(each) for each in left):
                break
            time.sleep(0.02)
        process.wait()
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


def _copy_package(target):
    """Copy the package without its answers: a submission is not given them."""
    ignored = shutil.ignore_patterns(*ANSWERS, "__pycache__", "shipped_data")
    shutil.copytree(PACKAGE, target, ignore=ignored)
    (target / "practice").mkdir()
    shutil.copy(PRACTICE, target / "practice" / "__init__.py")
    shutil.copytree(data.FOLDER, target / "shipped_data")


def _copy_fonts(target):
    """Copy matplotlib's list of fonts, which takes it seconds to make."""
    target.mkdir()
    for path in Path(matplotlib.get_cachedir()).glob("fontlist*.json"):
        shutil.copy(path, target)
