"""The quick tests wait for nobody: neither for a browser nor for a kernel."""

import subprocess
import sys

import pytest

from tests.rules.package_source import REPOSITORY

pytestmark = pytest.mark.slow

QUICK = ["--collect-only", "-q", "-n0", "-p", "no:cacheprovider"]
QUICK += ["-m", "not slow and not browser"]
HEAVY = ("playwright", "jupyter_client", "ipykernel", "IPython", "ipywidgets")
COLLECT = f"""
import pytest, sys
code = pytest.main(sys.argv[1:])
sys.exit(f"{{code!r}}, and loaded: {{[m for m in {HEAVY} if m in sys.modules]}}")
"""


def collected(program, *arguments):
    return subprocess.run(
        [sys.executable, *program, *QUICK, *arguments],
        cwd=REPOSITORY, capture_output=True, text=True,
    )  # fmt: skip


def test_tests_of_maths_load_neither_browser_nor_kernel():
    """Without nbval, which brings Jupyter's client whatever is collected."""
    plain = ("-p", "no:nbval", "-o", "addopts=", "--import-mode=importlib")
    run = collected(["-c", COLLECT], *plain, "tests/nets")
    assert run.stderr.strip() == "<ExitCode.OK: 0>, and loaded: []", run.stdout


def test_no_cell_of_a_page_is_quick():
    beside = str(REPOSITORY / "tests/rules/test_tidy.py")
    run = collected(["-m", "pytest"], beside, "notebooks")
    assert run.returncode == 0, run.stdout
    assert "test_tidy.py::" in run.stdout
    assert ".ipynb::" not in run.stdout
