"""Run the tests on the lowest versions that pyproject.toml allows, and on the newest.

python .ci/try_versions.py lowest               on the lowest Python, too
python .ci/try_versions.py newest               on the newest Python of this machine
python .ci/try_versions.py both                 one after the other
python .ci/try_versions.py lowest -m "not browser"       the rest is for pytest

Each run makes an environment of its own with uv, says which versions are in it, and
removes it; with --folder it stays, to be looked at. Lowest are the packages that
pyproject.toml names, for the course and for its tests; what these ask for in turn is
the newest that fits. The exit code is that of the tests.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}
FLOOR = re.compile(r"([\w.-]+)>=([\d.]+)")
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def floors():
    """Return what pyproject.toml allows: {name: version}, and the Python."""
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    named = [*told["project"]["dependencies"], *told["dependency-groups"]["dev"]]
    lowest = dict(FLOOR.fullmatch(each).groups() for each in named)
    return lowest, told["project"]["requires-python"].removeprefix(">=")


def uv(*command):
    """Run uv in the repository and return what it prints; stop in words if it fails."""
    program = os.environ.get("UV", "uv")
    try:
        done = subprocess.run(
            [program, *command], cwd=REPOSITORY, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise SystemExit("uv is missing: type python -m pip install uv") from None
    if done.returncode:
        raise SystemExit(f"uv {' '.join(command[:2])}: {done.stderr}")
    return done.stdout


def newest_python():
    """Return the highest release of CPython that uv finds on this machine."""
    listing = uv("python", "list", "--only-installed", "--output-format=json")
    released = [
        tuple(map(int, each["version"].split(".")))
        for each in json.loads(listing)
        if each["implementation"] == "cpython" and each["variant"] == "default"
        if re.fullmatch(r"[\d.]+", each["version"])  # no 3.15.0b1
    ]
    return ".".join(map(str, max(released)))


def resolve(which, python):
    """Return {name: version} of all that is needed; python is an option for uv."""
    pins = uv(
        *("pip", "compile", "--quiet", "pyproject.toml", "--group=dev", python),
        *(f"--resolution={RESOLUTIONS[which]}", "--no-header", "--no-annotate"),
    )
    return dict(PIN.findall(pins))


def build(which, python, folder):
    """Make the environment in a folder; returns its versions as `resolve` does."""
    uv("venv", "--quiet", "--clear", f"--python={python}", str(folder))
    versions = resolve(which, f"--python={folder}")
    uv(
        *("pip", "install", "--quiet", "--no-deps", f"--python={folder}"),
        *(f"{name}=={version}" for name, version in versions.items()),
        *("--editable", "."),
    )
    return versions


def try_tests(folder, arguments):
    """Run the tests in an environment, as if it were activated; returns their code."""
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(folder),
        "OPENBLAS_NUM_THREADS": "1",
    }
    python = programs / "python"
    subprocess.run([python, "--version"], check=True)
    command = [python, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=environment).returncode


def main(arguments=None):
    """Try what the command line names; returns 0 if all tests passed."""
    about = "Run the tests on the lowest or newest versions; the rest is for pytest."
    parser = argparse.ArgumentParser(description=about, allow_abbrev=False)
    parser.add_argument("which", choices=[*RESOLUTIONS, "both"])
    parser.add_argument("--python", help="a version or a file, not the usual one")
    parser.add_argument("--folder", type=Path, help="keep the environments in it")
    options, for_pytest = parser.parse_known_args(arguments)
    lowest, lowest_python = floors()
    codes = []
    for which in RESOLUTIONS if options.which == "both" else [options.which]:
        python = options.python
        if python is None:
            python = lowest_python if which == "lowest" else newest_python()
        with tempfile.TemporaryDirectory() as temporary:
            folder = (options.folder or Path(temporary)).resolve() / which
            versions = build(which, python, folder)
            print(f"The {which} versions:")
            for name in sorted(lowest):
                print(f"  {name} {versions[name]}", flush=True)
            codes.append(try_tests(folder, for_pytest))
    return max(codes, key=abs)


if __name__ == "__main__":
    sys.exit(main())
