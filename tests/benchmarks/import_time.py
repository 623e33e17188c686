"""Time to import the package: at most 50 ms on top of numpy.

usage: python tests/benchmarks/import_time.py
"""

import statistics
import subprocess
import sys

RUNS, LIMIT = 15, 50  # ms
MODULES = (
    "backprop_helpers",
    "backprop_helpers.network",
    "backprop_helpers.gradient_check",
    "backprop_helpers.worked_example",
    "backprop_helpers.data",
    "backprop_helpers.figures",
    "backprop_helpers.panels",
    "backprop_helpers.practice",
)


def milliseconds(module):
    """Return the time that a fresh Python takes to import it after numpy."""
    code = (
        "import time, numpy; start = time.perf_counter(); "
        f"import {module}; print(1000 * (time.perf_counter() - start))"
    )
    command = [sys.executable, "-c", code]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def main():
    """Print the median of each module; return 1 if the package takes too long."""
    medians = {}
    for module in MODULES:
        times = [milliseconds(module) for _ in range(RUNS)]
        medians[module] = statistics.median(times)
        print(f"{module:36}{medians[module]:7.1f} ms")
    package = medians["backprop_helpers"]
    met = package <= LIMIT
    print("✓" if met else "✗", f"{package:.1f} ms beyond numpy (goal {LIMIT})")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
