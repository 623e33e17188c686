"""Grade a class of many, stopped twice: time, memory, and whether a row is wrong.

uv run python tests/benchmarks/grading.py [COUNT]

The submissions (3,000 unless COUNT says otherwise) are made out of the honest ones of
the tests, in turn, each under a name of its own. All cores are used. The grader is
stopped by Ctrl + C after a third and killed after two thirds; then it goes on to the
end. The exit code is 1 if a row is lost, doubled or wrong.
"""

import csv
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import common
import psutil

from tests.teach.honest import FORMS, OF_04, WAYS, answered, files_of

ENVIRONMENT = os.environ | {"OPENBLAS_NUM_THREADS": "1"}


def kinds():
    """Return (files, how many are right) for every honest submission."""
    made = []
    for change in FORMS.values():
        notebook = answered("04")
        made.append((files_of("04", change(notebook) or notebook), len(OF_04)))
    made += [(files, len(right)) for files, right in (each() for each in WAYS.values())]
    return made


def write_class(folder, count):
    """Write the submissions; return {student: how many are right}."""
    expected = {}
    for number, (files, right) in zip(range(count), itertools.cycle(kinds())):
        student = f"student {number:05}"
        for name, text in files.items():
            path = folder / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        expected[student] = right
    return expected


def run_until(command, notes, rows, way):
    """Start the grader; stop it when so many rows are noted. Return memory in MB."""
    process, most = subprocess.Popen(command, env=ENVIRONMENT), 0
    while process.poll() is None:
        most = max(most, memory(process.pid))
        done = notes.read_bytes().count(b"\n{") if notes.exists() else 0
        if rows is not None and done >= rows:
            process.send_signal(way)
            rows = None
        time.sleep(0.5)
    return most


def memory(pid):
    """Return the memory, in MB, of a process and all that it started."""
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return sum(each.memory_info().rss for each in family) / 2**20
    except psutil.Error:
        return 0


def main(count=3000):
    """Make the class, grade it in three runs, and compare every row."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & ignores it
    folder = Path(tempfile.mkdtemp())
    try:
        expected = write_class(folder / "class", count)
        table = folder / "grades.csv"
        command = [sys.executable, "-m", "backprop_helpers.teach", "grade"]
        command += [str(folder / "class"), "--csv", str(table)]
        notes, most, start = table.with_name("grades.csv.part"), 0, time.monotonic()
        stops = {count // 3: signal.SIGINT, 2 * count // 3: signal.SIGKILL, None: None}
        for rows, way in stops.items():
            most = max(most, run_until(command, notes, rows, way))
            print(f"{time.monotonic() - start:.0f} s, {most:.0f} MB", flush=True)
        with table.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        wrong = [x for x in lines if expected[x["student"]] != int(x["right"])]
        for line in wrong[:20]:
            print(line["student"], line["right"], line["problems"])
        seconds = time.monotonic() - start
        return common.reached(
            {
                f"{len(lines)} rows of {count}": len(lines) == count,
                "no student twice": len({x["student"] for x in lines}) == len(lines),
                f"{len(wrong)} rows are wrong": not wrong,
                f"{seconds:.0f} s, {seconds / count:.2f} s a student": True,
                f"{most:.0f} MB at most": True,
            }
        )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
