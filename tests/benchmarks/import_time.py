"""Time to import the package: at most 50 ms on top of numpy.

uv run python tests/benchmarks/import_time.py
"""

import subprocess
import sys
from statistics import median

import common

RUNS, LIMIT = 15, 50  # ms
PACKAGE = "backprop_helpers"
MODULES = (
    PACKAGE,
    f"{PACKAGE}.nets.network",
    f"{PACKAGE}.nets.training",
    f"{PACKAGE}.datasets",
    f"{PACKAGE}.pages.two_outputs_by_hand.example",
    f"{PACKAGE}.figures",
    f"{PACKAGE}.panels",
    f"{PACKAGE}.practice",
)


def milliseconds(module):
    """Return the time that a fresh Python takes to import it after numpy."""
    code = (
        "import time, numpy; start = time.perf_counter(); "
        f"import {module}; print(1000 * (time.perf_counter() - start))"
    )
    command = [sys.executable, "-c", code]
    return float(subprocess.check_output(command, cwd=common.REPOSITORY))


def main():
    """Print the median of each module; return 1 if the package takes too long."""
    medians = {}
    for module in MODULES:
        medians[module] = median(milliseconds(module) for _ in range(RUNS))
        print(f"{module:52}{medians[module]:7.1f} ms", flush=True)
    words = f"{medians[PACKAGE]:.1f} ms beyond numpy (goal {LIMIT})"
    return common.reached({words: medians[PACKAGE] <= LIMIT})


if __name__ == "__main__":
    sys.exit(main())
