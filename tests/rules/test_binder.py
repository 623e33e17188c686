"""What Binder will do with the repository, as its own builder tells it: no Docker."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.rules.package_source import REPOSITORY

BASE_LOCK = "environment.py-3.12-linux-64.lock"


@pytest.fixture(scope="module")
def dockerfile(tmp_path_factory):
    """What repo2docker would build from a copy of the repository."""
    copy = tmp_path_factory.mktemp("binder") / "course"
    left_out = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", "*.ipynb", ".*_cache"
    )
    shutil.copytree(REPOSITORY, copy, ignore=left_out)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(copy)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def instructions(text):
    """Return the lines that do something, in order."""
    return [line for line in text.splitlines() if re.match(r"(FROM|RUN|COPY) ", line)]


@pytest.mark.slow
def test_the_python_is_that_of_runtime_txt(dockerfile):
    assert "Building conda environment for python=3.12" in dockerfile
    # The dots and dashes of names are written as their hexadecimal numbers.
    lock = BASE_LOCK.replace("-", "-2d").replace(".", "-2e")
    assert any(lock in line for line in instructions(dockerfile))


@pytest.mark.slow
def test_the_pins_are_installed_before_the_package(dockerfile):
    lines = instructions(dockerfile)
    (pins,) = (
        i for i, line in enumerate(lines) if '-r ".binder/requirements.txt"' in line
    )
    (build,) = (i for i, line in enumerate(lines) if line == "RUN ./.binder/postBuild")
    copied = [i for i, line in enumerate(lines) if line.endswith("src/ ${REPO_DIR}/")]
    assert pins < copied[0] < build
    assert "pip install --no-cache-dir" in lines[pins]


def test_post_build_adds_the_package_and_nothing_else():
    lines = (REPOSITORY / ".binder" / "postBuild").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set "))]
    assert commands == ["python -m pip install --no-cache-dir --no-deps ."]


@pytest.mark.slow
def test_nothing_else_is_read_from_the_repository(dockerfile):
    """No conda environment, apt list or start script stands beside what we keep."""
    kept = {path.name for path in (REPOSITORY / ".binder").iterdir()}
    assert kept == {"runtime.txt", "requirements.txt", "postBuild"}
    assert "apt.txt" not in dockerfile
