"""The process of one submission: runs its cells, then calls its functions when asked.

Run as a program by sandbox.py, never imported. It trusts the submission with nothing,
and the grader trusts it with nothing: all that it can do is to answer with numbers.
Messages are lines of JSON (see wire.py), read from the standard input and written to
the standard output that it was started with; the submission gets empty ones instead.
"""

import __future__

import ast
import builtins
import contextlib
import inspect
import linecache
import os
import sys
import types

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import wire  # beside this file, whose folder Python's -I leaves out

LONGEST_TEXT = 300
MOST_CANDIDATES = 4
FUTURES = __future__.annotations.compiler_flag
LOOP = []  # of asyncio, if a cell needs one


class Channel:
    """The line to the grader: `receive` and `send` take and give dicts."""

    def __init__(self):
        self._from = os.fdopen(os.dup(0), "rb")
        self._to = os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)

    def receive(self):
        """Wait for a message; end the process when the grader has gone."""
        line = self._from.readline()
        if not line:
            os._exit(0)
        return wire.loads(line)

    def send(self, message):
        """Send a message."""
        self._to.write(wire.dumps(message))
        self._to.flush()

    def call_back(self, place, *arguments):
        """Ask the grader for a value of a function that was among the inputs."""
        self.send({"ask": place, "arguments": [wire.encode(a) for a in arguments]})
        return wire.decode(self.receive()["value"])


class Shell:
    """What get_ipython() gives: each magic and each line for a shell is passed over."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: [] if name == "getoutput" else None


def get_ipython():
    """Return the stand-in for IPython."""
    return Shell()


def answered():
    """Return what a notebook has and a program lacks: nothing is shown or asked."""
    return {
        "display": lambda *_, **__: None,
        "input": lambda *_: "",
        "get_ipython": get_ipython,
    }


def run(cells, names, channel):
    """Run cells one after the other; return (place, why) for each that stopped.

    The grader is told before each, so that it knows which of them never ends.
    """
    stopped, flags = [], ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    for place, source in enumerate(cells):
        channel.send({"at": place})
        file = f"<cell {place}>"
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        try:
            code = compile(source, file, "exec", flags, dont_inherit=True)
            flags |= code.co_flags & FUTURES  # a __future__ import holds from there on
            if code.co_flags & inspect.CO_COROUTINE:
                wait_for(types.FunctionType(code, names)())
            else:
                exec(code, names)
        except BaseException as error:  # also SystemExit: the next is another matter
            stopped.append([place, f"{type(error).__name__}: {told(error)}"])
    return stopped


def wait_for(coroutine):
    """Run a cell that has `await` outside of a function."""
    import asyncio  # few do, and it takes a while

    if not LOOP:
        LOOP.append(asyncio.new_event_loop())
        asyncio.set_event_loop(LOOP[0])
    LOOP[0].run_until_complete(coroutine)


def candidates(last, given, not_own):
    """Return what may be the answer to an exercise, the latest first, without doubles.

    last are the last values of its variables: functions, if there are any, since some
    pages use the same names for numbers. given is what its check was given, in order.
    """
    last = [value for value in last if callable(value)] or ([] if given else last)
    found = []
    for value in [*last, *reversed(given)]:
        if is_own(value, not_own) and not any(value is each for each in found):
            found.append(value)
    return found[:MOST_CANDIDATES]


def is_own(value, not_own):
    """Whether something is no function of the course: of a solution, or its package."""
    try:
        if getattr(value, "of_the_course", False) is True:  # see submission.py
            return False
        module, name = (getattr(value, key, "") for key in ("__module__", "__name__"))
        return not str(module).startswith("backprop_helpers") and name not in not_own
    except Exception:  # it may be anything
        return True


def description(function):
    """Describe what was handed in: as a value, or as a function with its arguments."""
    if not callable(function):
        return {"value": wire.encode(function)}
    try:
        parameters = inspect.signature(function).parameters.values()
        listed = [
            [each.name, int(each.kind), each.default is not each.empty]
            for each in parameters
        ]
    except Exception:  # built-in functions need not have a signature
        listed = None
    return {"arguments": listed}


def call(function, message, channel):
    """Call a function with the inputs of a message; return the message to send back."""
    inputs = [wire.decode(packed, channel.call_back) for packed in message["inputs"]]
    try:
        answer = wire.encode(function(*inputs))
    except BaseException as error:
        return {"error": type(error).__name__}
    return {"answer": answer, "inputs": [wire.encode(value) for value in inputs]}


def told(error):
    """Return the message of an exception, which may itself go wrong."""
    try:
        return str(error)[:LONGEST_TEXT]
    except Exception:
        return ""


def limit(task):
    """Take over the limits of the task, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows; the grader watches the memory as well
        return
    wanted = {
        "RLIMIT_AS": task["megabytes"] * 2**20,
        "RLIMIT_CPU": task["seconds"] + 5,  # the grader looks at the clock, and says so
        "RLIMIT_FSIZE": 50 * 2**20,
        "RLIMIT_CORE": 0,
    }
    for name, most in wanted.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def main():
    """Run the cells of the first message, then serve calls until the grader leaves."""
    channel = Channel()
    task = channel.receive()
    sys.path.insert(0, task["package"])
    limit(task)
    vars(builtins).update(answered())
    from backprop_helpers.practice import GIVEN

    names = {"__name__": "__main__", "__builtins__": builtins}
    stopped = run(task["cells"], names, channel)
    found = {
        name: candidates(
            [names[each] for each in variables if each in names],
            GIVEN.get(name, []),
            task["not_own"],
        )
        for name, variables in task["exercises"].items()
    }
    described = {name: [*map(description, found[name])] for name in found}
    channel.send({"found": described, "stopped": stopped})
    while True:
        message = channel.receive()
        function = found[message["call"]][message["which"]]
        channel.send(call(function, message, channel))


if __name__ == "__main__":
    main()
