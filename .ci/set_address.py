"""Write the repository's address and version, from pyproject.toml, wherever they stand.

uv run python .ci/set_address.py

The address stands in [project.urls] there, and the version above it; a test tells when
another place differs. Until the course has a public address, the owner is called OWNER,
and the Binder links lead nowhere. To publish: set the version, run this, regenerate the
pages, run .ci/run, commit, and tag the commit v and the version. Binder opens the tag.
"""

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def address_and_version():
    """Return what pyproject.toml says, for instance ("https://…/course", "0.1.0")."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]
    return project["urls"]["Repository"].rstrip("/"), project["version"]


def places():
    """Return the files in which the address or the version may stand."""
    notebooks = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))
    package = REPOSITORY / "backprop_helpers" / "__init__.py"
    return [REPOSITORY / "README.md", REPOSITORY / "CITATION.cff", package, *notebooks]


def filled(text, address, version):
    """Return the text with the address and the version in all their places.

    Binder opens the tag of the version and not the newest state, so that what a class
    sees stays the same.
    """
    owner, name = address.removeprefix("https://github.com/").split("/")
    for pattern, value in (
        (
            r"(https://mybinder\.org/v2/gh/)[^/\s]+/[^/\s]+/[^?\s]+",
            f"{owner}/{name}/v{version}",
        ),
        (r"(?m)^(repository-code: ).*$", f'"{address}"'),
        (r"(?m)^(version: ).*$", version),
        (r"(?m)^(__version__ = ).*$", f'"{version}"'),
        (r"(\*, version )\d[\w.]*(?=,)", version),
    ):
        text = re.sub(pattern, lambda match, value=value: match[1] + value, text)
    return text


def main():
    """Bring all files in line, and name those that were not."""
    for path in places():
        before = path.read_text("utf-8")
        after = filled(before, *address_and_version())
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            print(f"changed: {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
