"""The process of one submission: runs its cells, then calls its functions when asked.

Run as a program by sandbox.py, never imported. It trusts the submission with nothing,
and the grader trusts it with nothing: all that it can do is to answer with numbers.
Messages are lines of JSON (see wire.py), read from the standard input and written to
the standard output that it was started with; the submission gets empty ones instead.
"""

import contextlib
import inspect
import linecache
import os
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import wire  # beside this file, whose folder Python's -I leaves out

LONGEST_TEXT = 300


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


def run_cells(cells, names):
    """Run code cells as a notebook would; return how many stopped with an error."""
    from IPython.core.inputtransformer2 import TransformerManager

    failed = 0
    for number, source in enumerate(cells, start=1):
        place = f"<cell {number}>"
        try:
            source = TransformerManager().transform_cell(source)
            linecache.cache[place] = (len(source), None, source.splitlines(True), place)
            exec(compile(source, place, "exec"), names)
        except BaseException:  # also SystemExit: the next cell is another matter
            failed += 1
    return failed


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
    return {"arguments": listed, "name": str(getattr(function, "__name__", ""))[:50]}


def call(function, message, channel):
    """Call a function with the inputs of a message; return the message to send back."""
    inputs = [wire.decode(packed, channel.call_back) for packed in message["inputs"]]
    try:
        answer = wire.encode(function(*inputs))
    except BaseException as error:
        return {"error": type(error).__name__, "text": told(error), "line": line(error)}
    return {"answer": answer, "inputs": [wire.encode(value) for value in inputs]}


def told(error):
    """Return the message of an exception, which may itself go wrong."""
    try:
        return str(error)[:LONGEST_TEXT]
    except Exception:
        return ""


def line(error):
    """Return the innermost line of a cell that an exception came from."""
    for frame, number in reversed([*traceback.walk_tb(error.__traceback__)]):
        name = frame.f_code.co_filename
        if name.startswith("<cell "):
            return linecache.getline(name, number).strip()[:LONGEST_TEXT]
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
    from backprop_helpers.practice import GIVEN

    names = {"__name__": "__main__"}
    failed = run_cells(task["cells"], names)
    given = {name: GIVEN.get(name, names.get(name)) for name in task["exercises"]}
    found = {name: description(value) for name, value in given.items()
             if name in GIVEN or name in names}  # fmt: skip
    channel.send({"found": found, "failed": failed})
    while True:
        message = channel.receive()
        channel.send(call(given[message["call"]], message, channel))


if __name__ == "__main__":
    main()
