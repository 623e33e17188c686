"""What the benchmarks share. Imported before numpy: that counts its threads at once."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))  # the course need not be installed
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "TQDM_DISABLE": "1"}


def medians(ways, rounds, clock=process_time):
    """Return the median seconds of each way, {name: function}; they take turns.

    So what else the machine does hits them all alike.
    """
    times = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            start = clock()
            run()
            times[name].append(clock() - start)
    return {name: median(each) for name, each in times.items()}


def reached(goals):
    """Print {words: whether it is so}, a line each; return the exit code, 0 or 1."""
    for words, met in goals.items():
        print("✓" if met else "✗", words, flush=True)
    return int(not all(goals.values()))


def print_table(rows):
    """Print what stands in the package as MEASURED, {key: value}, and on what."""
    python, numpy = platform.python_version(), version("numpy")
    print(f"# Measured on Python {python}, numpy {numpy}.")
    for key, value in rows.items():
        print(f"    {key!r}: {value},")
