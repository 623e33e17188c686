"""The promises of the repository: its commands, links, versions, licences and wheel."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import requires

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import backprop_helpers
from tests.rules.package_source import (
    NOTATION,
    NOTEBOOKS,
    PACKAGE,
    REPOSITORY,
    page_cells,
    project,
    tool,
)

VISIBLE = {
    *("pyproject.toml", "README.md", "CONTRIBUTING.md", "CITATION.cff"),
    *("LICENSE", "LICENSE-text", "notebooks", "backprop_helpers", "data", "tests"),
}
MADE = {"uv.lock", "build", "dist"}  # by tools; git ignores them
DOCUMENTS = [
    *("README.md", "CONTRIBUTING.md", "data/README.md", "notebooks/SOURCES.md"),
    ".github/JOSE.md",
]
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")
REFERENCE = re.compile(r"\]\[([\w-]+)\]")
DEFINITION = re.compile(r"^\[([\w-]+)\]: (\S+)$", re.MULTILINE)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()\s]+)\)")


def text_of(name):
    return (REPOSITORY / name).read_text("utf-8")


def anchors(document):
    """Where links to the headings lead, as code hosts make it."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", document), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", each.strip().lower()) for each in headings)
    return {each.replace(" ", "-") for each in kept}


def test_the_checks_run_the_command_of_the_readme():
    blocks = re.findall(r"```sh\n(.*?)\n```", text_of("README.md"), re.DOTALL)
    opens, tests = blocks
    start = "run jupyter lab --notebook-dir=. notebooks/00_start_here.ipynb"
    assert opens.endswith(start)
    assert "\n" not in opens + tests  # one line each
    assert text_of(".ci/run").splitlines()[-1] == tests
    assert os.access(REPOSITORY / ".ci/run", os.X_OK)
    assert os.access(REPOSITORY / ".binder/postBuild", os.X_OK)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_resolve(name):
    document = CODE.sub("", text_of(name))
    addresses = dict(DEFINITION.findall(document))
    assert set(REFERENCE.findall(document)) == set(addresses)
    for link in [*LINK.findall(document), *addresses.values()]:
        if re.fullmatch(r"https?://[\w.-]+(/\S*)?", link):
            continue
        path, _, part = link.partition("#")
        target = (REPOSITORY / name).parent / path if path else REPOSITORY / name
        assert target.exists(), link
        assert not part or part in anchors(target.read_text("utf-8")), link


def test_every_module_that_is_named_in_prose_exists():
    """Those of CONTRIBUTING.md are tried in a test of their own."""
    texts = [text_of(name) for name in DOCUMENTS if name != "CONTRIBUTING.md"]
    texts += [cell for path in NOTEBOOKS for cell in page_cells(path, "markdown")]
    for named in re.findall(rf"\b{PACKAGE}[./][\w./]*\w", "\n".join(texts)):
        place = named.removesuffix(".py").replace(".", "/")
        assert [*REPOSITORY.glob(place), *REPOSITORY.glob(f"{place}.py")], named


def test_the_readme_lists_every_page():
    readme = text_of("README.md")
    for path in (*NOTEBOOKS, NOTATION):
        assert f"(notebooks/{path.name})" in readme
    assert "?urlpath=lab/tree/notebooks/00_start_here.ipynb\n" in readme


def test_readme_and_contributing_stay_short():
    assert len(text_of("README.md").encode()) <= 9000
    assert len(text_of("CONTRIBUTING.md").splitlines()) <= 220


def test_the_picture_of_the_readme_is_small_and_has_words():
    readme = text_of("README.md")
    words, picture = PICTURE.search(readme).groups()
    assert readme.index(picture) < readme.index("\n## ")
    assert len(words.split()) >= 10
    assert 0 < (REPOSITORY / picture).stat().st_size <= 300_000
    assert all(words for words, _ in PICTURE.findall(readme))


def test_version_and_address_are_the_same_everywhere():
    script = tool("set_address")
    assert backprop_helpers.__version__ == project()["version"]
    for path in script.places():
        text = path.read_text("utf-8")
        fresh = script.filled(text, *script.address_and_version())
        assert text == fresh, f"{path.name}: run `uv run python .ci/set_address.py`"


def test_a_fork_changes_one_line():
    script = tool("set_address")
    text = "".join(path.read_text("utf-8") for path in script.places())
    text = script.filled(text, "https://github.com/someone/their-fork", "9.8.7")
    hosted = re.findall(r"https://mybinder\.org/v2/gh/([^?\s]+)", text)
    assert set(hosted) == {"someone/their-fork/v9.8.7"}
    assert 'repository-code: "https://github.com/someone/their-fork"' in text
    assert "version: 9.8.7\n" in text


def test_the_top_level_holds_only_what_it_should():
    names = {path.name for path in REPOSITORY.iterdir()}
    assert {name for name in names if name[0] != "."} - MADE == VISIBLE


def test_no_lock_file_is_kept():
    assert "uv.lock" in text_of(".gitignore").splitlines()
    if (REPOSITORY / ".git").exists() and shutil.which("git"):
        assert not subprocess.check_output(
            ["git", "ls-files", "uv.lock"], cwd=REPOSITORY
        )


def test_licences_are_whole():
    assert text_of("LICENSE").startswith("BSD 3-Clause License")
    licence = text_of("LICENSE-text")
    for number in range(1, 9):
        assert f"\nSection {number} -- " in licence
    assert "creativecommons.org/licenses/by/4.0/" in licence


@pytest.mark.slow
def test_the_wheel_holds_all_that_the_pages_need(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    installed = tmp_path / "installed" / "backprop_helpers"
    for name in (
        *("figures/course.mplstyle", "panels/controls.js", "panels/controls.css"),
        *("shipped_data/iris.csv", "shipped_data/README.md"),
        "pages/one_neuron/quiz.toml",
    ):
        assert (installed / name).is_file(), name
    code = (
        "from backprop_helpers.datasets import shipped; "
        "print(shipped.FOLDER, len(shipped.load_iris().species))"
    )
    path = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env=path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == f"{installed / 'shipped_data'} 150\n", done.stderr


def test_an_installation_brings_no_server():
    """Colab and a hub have one of their own: it comes with the extra `lab`."""
    brought, todo = set(), ["backprop-helpers"]
    while todo:
        for line in requires(todo.pop()) or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                name = needed.name.lower().replace("_", "-")
                todo += [] if name in brought else [name]
                brought.add(name)
    assert {"anywidget", "ipython", "jupyterlab-widgets"} <= brought
    servers = {"jupyterlab", "jupyter-server", "notebook", "nbconvert", "tornado"}
    assert not servers & brought


def floors():
    """Return the lowest version of each package that pyproject.toml names."""
    told = tomllib.loads(text_of("pyproject.toml"))
    named = [*told["project"]["dependencies"], *told["dependency-groups"]["dev"]]
    return {one.name: one.specifier for one in map(Requirement, named)}


def uv(*command):
    """Run uv in the repository; a skip where packages cannot be looked up."""
    program = os.environ.get("UV", "uv")  # set by `uv run`
    try:
        done = subprocess.run(
            [program, *command], cwd=REPOSITORY, capture_output=True, text=True
        )
        out_of_reach = "error sending request" in done.stderr
    except FileNotFoundError:
        done, out_of_reach = None, True
    if out_of_reach and os.environ.get("BACKPROP_REQUIRE_BROWSER") != "1":
        pytest.skip("uv is missing, or the versions cannot be looked up")
    assert done, "uv is missing: type python -m pip install uv"
    return done


@pytest.mark.slow
def test_the_lowest_versions_go_together():
    found = uv(
        *("pip", "compile", "--quiet", "pyproject.toml", "--group=dev"),
        *("--resolution=lowest-direct", "--no-header", "--no-annotate"),
        f"--python-version={project()['requires-python'].removeprefix('>=')}",
    )
    assert found.returncode == 0, found.stderr
    pins = [line.partition(";")[0].strip() for line in found.stdout.splitlines()]
    lowest = dict(pin.split("==") for pin in pins)
    for name, (floor,) in floors().items():
        assert Version(lowest[name]) == Version(floor.version), name


@pytest.mark.slow
def test_the_lowest_pytest_takes_the_options_of_pyproject():
    tools = ("pytest", "pytest-xdist", "nbval")
    lowest = [f"--with={name}{floors()[name]}".replace(">", "=") for name in tools]
    asked = ("python", "-m", "pytest", "--collect-only", "--noconftest", "-n0")
    run = uv("run", "--no-project", "--isolated", *lowest, *asked, "tests/waiting.py")
    assert run.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, run.stderr


def test_the_host_runs_the_tests_on_every_python_and_on_the_lowest_versions():
    jobs = yaml.safe_load(text_of(".github/workflows/tests.yml"))["jobs"]
    pythons = jobs["tests"]["strategy"]["matrix"]["python"]
    first = int(project()["requires-python"].removeprefix(">=3."))
    assert pythons == [f"3.{minor}" for minor in range(first, first + len(pythons))]
    assert jobs["tests"]["steps"][-1]["run"] == ".ci/run"
    assert jobs["lowest"]["steps"][1]["with"]["python-version"] == pythons[0]
    tried = f"uv run --python {pythons[0]} --resolution lowest-direct pytest"
    assert jobs["lowest"]["steps"][-1]["run"].endswith(f"python -m {tried}")
    assert f"`{tried}`" in text_of("CONTRIBUTING.md")
