"""What Binder will do with the repository, as its own builder tells it: no Docker."""

import re
import shutil
import subprocess
import sys

import pytest
from packaging.requirements import Requirement

from tests.rules.package_source import REPOSITORY, project

FOLDER = REPOSITORY / ".binder"
# The dots and dashes of a name are written as their hexadecimal numbers.
BASE_LOCK = "environment.py-3.12-linux-64.lock".replace("-", "-2d").replace(".", "-2e")


def lines_of(name):
    """Return the lines of a file that say something."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "set "))]


@pytest.mark.slow
def test_the_pins_are_installed_before_the_package(tmp_path):
    left_out = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", "*.ipynb", ".*_cache"
    )
    copy = shutil.copytree(REPOSITORY, tmp_path / "course", ignore=left_out)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(copy)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = done.stdout + done.stderr
    assert "Building conda environment for python=3.12" in told
    assert "apt.txt" not in told
    lines = [line for line in told.splitlines() if re.match("(FROM|RUN|COPY) ", line)]

    def place(words):
        return next(i for i, line in enumerate(lines) if words in line)

    pins = place('-r ".binder/requirements.txt"')
    assert "pip install --no-cache-dir" in lines[pins]
    assert place(BASE_LOCK) < pins < place("src/ ${REPO_DIR}/")
    assert place("src/ ${REPO_DIR}/") < place("RUN ./.binder/postBuild")


def test_nothing_but_pins_and_the_package_is_installed():
    """No conda environment, apt list or start script stands beside what we keep."""
    kept = {path.name for path in FOLDER.iterdir()}
    assert kept == {"runtime.txt", "requirements.txt", "postBuild"}
    assert lines_of("postBuild") == ["python -m pip install --no-cache-dir --no-deps ."]


def test_the_pins_are_what_the_package_needs():
    option, *pins = lines_of("requirements.txt")
    assert option == "--only-binary :all:"
    versions = dict(re.fullmatch(r"([\w.-]+)==([\w.]+)", pin).groups() for pin in pins)
    (python,) = lines_of("runtime.txt")
    place = {"python_version": python.removeprefix("python-")}
    asked = [*project()["dependencies"], *project()["optional-dependencies"]["lab"]]
    for needed in map(Requirement, asked):
        if needed.marker is None or needed.marker.evaluate(place):
            assert versions[needed.name] in needed.specifier
