"""Build the course as a static site that needs no server: Python runs in the browser.

uv run python .ci/build_site.py OUT                      Pyodide comes from its CDN
uv run python .ci/build_site.py OUT --pyodide FOLDER     everything is in the site
uv run python .ci/build_site.py OUT --cdn ADDRESS        Pyodide comes from a mirror
uv run python .ci/build_site.py OUT --no-book            JupyterLite alone, at once

At the front is the book (`python -m backprop_helpers.teach book`), whose pictures move
without Python; JupyterLite is in the folder live/, to which its pages lead.

FOLDER is the unpacked Pyodide distribution, of the version that .lite/jupyter-lite.json
names. Any web host can then serve OUT, or `python -m http.server` in a school without
internet: 53 MB, and the first picture takes about a quarter of a minute. .lite/ says
what is in it: tools.txt builds it, wheels.txt are the pure packages that it brings, and
site.yml publishes a tagged version. To renew, raise the versions; this script names a
wheel that is missing or does not fit. A new Pyodide needs a kernel that knows it, and
new sums in tests/browser/pyodide_distribution.py.

In Pyodide there are no processes and no threads (subprocess, psutil, tqdm's monitor
fail), the last digits of numpy differ, and a cell that mixes a %matplotlib line with
imports fails. JupyterLab's extension for the site must not be installed beside real
JupyterLab. Browsers keep files: packages stand in a folder named after their content.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parent.parent
SETTINGS = REPOSITORY / ".lite"
LITE = "live"  # where JupyterLite is, as seen from the book
KERNEL = "@jupyterlite/pyodide-kernel-extension"
LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# What packages ask for and the pages do not need there: Jupyter is the site itself,
# pooch downloads MNIST, grading needs psutil, matplotlib writes PDF with fonttools and
# has no use for pytz.
LEFT_OUT = {"fonttools", "jupyterlab-widgets", "pooch", "psutil", "pytz"}
OLD_STUB = "widgetsnbextension-3"  # the kernel brings two; ipywidgets 8 needs the other
# Icons once more, for browsers in which JupyterLab does not run.
OLD_FONTS = ("fa-*.eot", "fa-*.svg", "fa-*.ttf", "fa-*.woff")
IN_THE_BROWSER = {
    "extra": "",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.0",
    "python_version": "3.14",
    "sys_platform": "emscripten",
}


class Unbuilt(Exception):
    """A tool could not do its part; the message says why, in its own words."""


def in_tools(*command, folder):
    """Run a command where the tools are that build the site.

    Unbuilt, with the end of what it says, if it fails.
    """
    run = (os.environ.get("UV", "uv"), "run", "--quiet", "--isolated", "--no-project")
    tools = ("--with-requirements", SETTINGS / "tools.txt")
    done = subprocess.run(
        [*run, *tools, *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip().splitlines()
        raise Unbuilt("\n".join(said[-4:]))


def build_wheel(folder):
    """Build the wheel of the package from the tree as it stands."""
    hatch = ("python", "-m", "hatchling", "build", "--target", "wheel")
    in_tools(*hatch, "--directory", folder, folder=REPOSITORY)


def download_wheels(requirements, folder):
    """Fetch the pure wheels that a file names, as pip is set up to do."""
    pure = ("--platform", "any", "--implementation", "py", "--abi", "none")
    in_tools(
        *("python", "-m", "pip", "download", "-qq", "--no-deps"),
        *("--only-binary", ":all:", "--python-version", "3.14", *pure),
        *("--dest", folder, "--requirement", requirements),
        folder=folder,
    )


def build_pages(work, wheels):
    """Let JupyterLite make the site: its programs, our pages, the widgets' scripts."""
    hidden = shutil.ignore_patterns(".*")
    for name in ("notebooks", "data"):
        shutil.copytree(REPOSITORY / name, work / "contents" / name, ignore=hidden)
    for path in SETTINGS.glob("*.json"):
        shutil.copy(path, work)
    widgets = [*wheels.glob("anywidget-*"), *wheels.glob("jupyterlab_widgets-*")]
    in_tools(
        *("jupyter", "lite", "build", "--lite-dir", work, "--output-dir", "site"),
        *(f"--LiteBuildConfig.federated_extensions={path}" for path in widgets),
        folder=work,
    )
    site = work / "site"
    for pattern in OLD_FONTS:
        for path in (site / "build").glob(pattern):
            path.unlink()
    start = site / "lab" / "index.html"
    aim = f"<script>{(SETTINGS / 'aim.js').read_text('utf-8')}</script>"
    start.write_text(
        start.read_text("utf-8").replace("<head>", f"<head>{aim}"), "utf-8"
    )
    return site


def entry(wheel):
    """Return what Pyodide's lock says of a package, here of a wheel.

    What it depends on are texts such as "comm>=0.1.3"; `checked` makes names of them.
    """
    with zipfile.ZipFile(wheel) as archive:
        files = archive.namelist()
        (place,) = (name for name in files if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(place).decode())
    return {
        "depends": metadata.get_all("Requires-Dist", []),
        "file_name": wheel.name,
        "imports": sorted(modules_in(files)),
        "install_dir": "site",
        "name": canonicalize_name(metadata["Name"]),
        "package_type": "package",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "unvendored_tests": False,
        "version": metadata["Version"],
    }


def modules_in(files):
    """Return the names that can be imported once these files of a wheel are there."""
    packages = {name.split("/")[0] for name in files if name.endswith("/__init__.py")}
    single = {name[:-3] for name in files if name.endswith(".py") and "/" not in name}
    return {name for name in packages | single if name.isidentifier()}


def checked(depends, packages):
    """Return the names of what is depended on, of those that the browser needs.

    Raises ValueError if one is not there, or not in a version that fits.
    """
    names = set()
    for needed in map(Requirement, depends):
        name = canonicalize_name(needed.name)
        if needed.marker and not needed.marker.evaluate(IN_THE_BROWSER):
            continue
        if name in LEFT_OUT:
            continue
        version = packages.get(name, {}).get("version")
        if not version or not needed.specifier.contains(version):
            raise ValueError(f"{needed} is needed; the site has {version}")
        names.add(name)
    return sorted(names)


def closure(names, packages):
    """Return the names of packages with all that they need in turn."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(packages[name]["depends"])
    return found


def make_lock(lock, wheels, roots, cdn):
    """Put wheels into Pyodide's lock, so that an `import` finds them in the site.

    Parameters
    ----------
    lock : dict
        That of the Pyodide distribution.
    wheels : list of Path
        They stand in for packages of the same name.
    roots : list of str
        What the kernel loads at its start.
    cdn : str or None
        Where browsers find what is not in the site; None if all must be in it.
    """
    own = {made["name"]: made for made in map(entry, wheels)}
    packages = {}
    for name, each in lock["packages"].items():
        place = cdn + each["file_name"] if cdn else each["file_name"]
        depends = [other for other in each["depends"] if other not in LEFT_OUT]
        packages[name] = each | {"file_name": place, "depends": depends}
    packages |= own
    for made in own.values():
        made["depends"] = checked(made["depends"], packages)
    if not cdn:
        kept = closure([*own, *roots], packages)
        packages = {name: packages[name] for name in sorted(kept)}
    return {"info": lock["info"], "packages": packages}


def copy_checked(package, source, target):
    """Copy the file of a package; ValueError if it is not what the lock says."""
    content = (source / package["file_name"]).read_bytes()
    if hashlib.sha256(content).hexdigest() != package["sha256"]:
        raise ValueError(f"{package['file_name']} in {source} differs from the lock")
    (target / package["file_name"]).write_bytes(content)


def add_packages(site, wheels, pyodide, cdn):
    """Give the site its packages, with a lock that names them, and maybe Pyodide."""
    settings = site / "jupyter-lite.json"
    root = json.loads(settings.read_text("utf-8"))
    kernel = root["jupyter-config-data"]["litePluginSettings"][f"{KERNEL}:kernel"]
    options = kernel["loadPyodideOptions"]
    if pyodide:
        text = (pyodide / LOCK).read_text("utf-8")
    else:
        cdn = (cdn or kernel["pyodideUrl"].rpartition("/")[0]).rstrip("/") + "/"
        kernel["pyodideUrl"] = cdn + CORE[0]
        text = urllib.request.urlopen(cdn + LOCK, timeout=60).read().decode()
    brought = site / "extensions" / KERNEL / "static" / "pypi"
    own = {path.name: path for path in [*brought.glob("*.whl"), *wheels.glob("*.whl")]}
    own = {n: p for n, p in own.items() if not n.startswith(("jupyterlab_", OLD_STUB))}
    roots = options["packages"]
    lock = make_lock(json.loads(text), own.values(), roots, cdn)
    text = json.dumps(lock, indent=1, sort_keys=True)
    # A name that changes with the content: no browser may mix it with an older one.
    place = f"static/packages-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    folder = site / place
    folder.mkdir(parents=True)
    (folder / LOCK).write_text(text, "utf-8")
    for package in lock["packages"].values():
        name = package["file_name"]
        if name in own:
            copy_checked(package, own[name].parent, folder)
        elif pyodide:
            copy_checked(package, pyodide, folder)
    options["lockFileURL"] = f"./{place}/{LOCK}"
    if pyodide:
        for name in CORE:
            shutil.copy(pyodide / name, folder)
        kernel["pyodideUrl"] = f"./{place}/{CORE[0]}"
    settings.write_text(json.dumps(root, indent=2, sort_keys=True), "utf-8")


def build_with_book(out, pyodide=None, cdn=None):
    """Build the book into a new folder, and JupyterLite into a folder of it."""
    refuse_full(out)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder, LITE), pyodide, cdn)
        book = ("-m", "backprop_helpers.teach", "book", out, "--lite", LITE)
        if subprocess.run([sys.executable, *book], cwd=REPOSITORY).returncode:
            raise Unbuilt("The book was not made: see above.")
        shutil.copytree(Path(folder, LITE), out / LITE)


def refuse_full(out):
    """Raise FileExistsError if a folder holds something; make it if it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty: name a new folder")


def build(out, pyodide=None, cdn=None):
    """Build JupyterLite into a folder that does not exist yet, or is empty."""
    refuse_full(out)
    with tempfile.TemporaryDirectory() as folder:
        work, wheels = Path(folder), Path(folder, "wheels")
        wheels.mkdir()
        download_wheels(SETTINGS / "wheels.txt", wheels)
        build_wheel(wheels)
        site = build_pages(work, wheels)
        add_packages(site, wheels, pyodide, cdn)
        shutil.copytree(site, out, dirs_exist_ok=True)


def main(arguments=None):
    """Build the site that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="a new folder for the site")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--pyodide", type=Path, help="a folder with Pyodide")
    source.add_argument("--cdn", help="where browsers find Pyodide instead of its CDN")
    parser.add_argument("--no-book", action="store_true", help="JupyterLite alone")
    options = parser.parse_args(arguments)
    make = build if options.no_book else build_with_book
    try:
        make(options.out.resolve(), options.pyodide, options.cdn)
    except FileExistsError as problem:
        sys.exit(f"{problem}.")
    except (Unbuilt, OSError) as problem:  # URLError is one, too
        sys.exit(
            f"{problem}\nThe site was not built. It needs uv, and fetches what it is "
            "made of from the registries and Pyodide's CDN: is there a network?"
        )
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
