"""Write .binder/requirements.txt: exact versions that fit what Binder has already.

uv run --no-project --with jupyter-repo2docker python .ci/pin_binder.py

Binder builds with repo2docker, whose base brings a JupyterLab of its own. Its versions
are kept, and only what is missing is added, so that a build replaces nothing.
"""

import re
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
BINDER = REPOSITORY / ".binder"
LOCKED = re.compile(r"/(?P<name>[^/]+)-(?P<version>[^-/]+)-[^-/]+\.(conda|tar\.bz2)")
HEADER = """\
# Written by .ci/pin_binder.py; do not edit. The versions of Binder's own base are kept.
--only-binary :all:
"""


def base_versions(python):
    """Return {name: version} of the packages that Binder's base has for this Python."""
    name = f"environment.py-{python}-linux-64.lock"
    lock = files("repo2docker").joinpath("buildpacks", "conda", name).read_text()
    return {match["name"]: match["version"] for match in LOCKED.finditer(lock)}


def compile_pins(python, constraints):
    """Return `name==version` lines for all that the package needs at run time."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "base.txt")
        kept.write_text("".join(f"{n}=={v}\n" for n, v in constraints.items()))
        command = [
            *("uv", "pip", "compile", "pyproject.toml", "--extra", "lab", "--quiet"),
            *("--no-header", "--no-annotate", "--only-binary", ":all:"),
            *("--python-version", python, "--constraint", str(kept)),
            *("--python-platform", "x86_64-manylinux_2_28"),
        ]
        done = subprocess.run(
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
        )
    done.check_returncode()
    pinned = re.compile(r"[\w.-]+==\S+")  # no option, address or comment gets through
    return [line for line in done.stdout.splitlines() if pinned.fullmatch(line)]


def main():
    """Write the file for the Python that runtime.txt names."""
    python = (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")
    base = {n: v for n, v in base_versions(python).items() if not n.startswith("_")}
    pins = compile_pins(python, base)
    target = BINDER / "requirements.txt"
    target.write_text(HEADER + "".join(f"{line}\n" for line in pins))
    print(f"{target.relative_to(REPOSITORY)}: {len(pins)} packages for Python {python}")


if __name__ == "__main__":
    main()
