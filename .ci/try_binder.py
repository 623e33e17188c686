"""Do what Binder does, without Docker: its base, our pins, our package, two pages.

uv run python .ci/try_binder.py [PYTHON]

Makes a fresh environment with the Python of .binder/runtime.txt (the program named, or
one that uv finds or fetches), installs the versions that repo2docker's base has, then
what .binder/ says, asks `pip check`, and runs pages 01 and 04 with its own Jupyter.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from pin_binder import BINDER, REPOSITORY, base_versions

PAGES = ("01_gradient_descent_on_a_line.ipynb", "04_two_outputs_by_hand.ipynb")
NAMES = {"jupyterhub-singleuser": "jupyterhub"}  # of conda: of pip
NOT_OF_PIP = {"python", "nodejs", "pip", "jupyter-offlinenotebook"}


def base_requirements(python):
    """Return `name==version` for what repo2docker's base asks for by name."""
    text = files("repo2docker").joinpath(
        "buildpacks", "conda", f"environment.py-{python}.yml"
    )
    asked = [
        line.split("- ")[1].split("#")[0].strip().split("=")[0]
        for line in text.read_text().splitlines()
        if line.lstrip().startswith("- ")
    ]
    versions = base_versions(python)
    return [
        f"{NAMES.get(name, name)}=={versions[name]}"
        for name in asked
        if name not in NOT_OF_PIP and name in versions
    ]


def run(*command, **options):
    """Run a command, which must succeed."""
    print("$", *[Path(part).name if "/" in part else part for part in command])
    subprocess.run(command, check=True, **options)


def main(program=None):
    """Build the environment and run the pages in it."""
    python = (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")
    with tempfile.TemporaryDirectory() as folder:
        home, course = Path(folder, "env"), Path(folder, "course")
        left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__")
        shutil.copytree(REPOSITORY, course, ignore=left_out)
        run("uv", "venv", "--quiet", "--seed", "--python", program or python, str(home))
        pip = [str(home / "bin" / "pip"), "install", "--quiet", "--no-cache-dir"]
        kept = Path(folder, "base.txt")
        versions = base_versions(python).items()
        kept.write_text("".join(f"{n}=={v}\n" for n, v in versions if n[0] != "_"))
        run(*pip, *base_requirements(python), "-c", str(kept))
        run(*pip, "-r", ".binder/requirements.txt", cwd=course)
        path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "OPENBLAS_NUM_THREADS": "1"}
        environment.pop("VIRTUAL_ENV", None)
        run(str(course / ".binder" / "postBuild"), cwd=course, env=environment)
        run(str(home / "bin" / "pip"), "check")
        run(str(home / "bin" / "python"), "-m", "ipykernel", "install", "--sys-prefix")
        for page in PAGES:
            run(
                str(home / "bin" / "jupyter"), "execute", "--timeout=120",
                str(course / "notebooks" / page), env=environment,
            )  # fmt: skip
    print("✓ pages 01 and 04 run on Binder's base")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
