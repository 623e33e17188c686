"""The pages run in any order, again, and in places where much is missing.

One kernel runs all pages, from the first to the last and then some of the first again,
without a home folder, a folder to write into, a network, a terminal, and with decimal
commas. Each must print there what it has saved. (That each page runs alone is tried by
`pytest` itself, which gives every notebook a kernel of its own.)
"""

import ast
import locale
import re

import matplotlib
import nbformat
import pytest

from backprop_helpers.figures.numbers import typeset
from backprop_helpers.figures.show import new_figure
from backprop_helpers.pages.start_here.panels import aim_a_line
from backprop_helpers.teach.__main__ import main
from tests.rules.bad_place import closed_folder, kernel_in_a_bad_place, words
from tests.rules.package_source import (
    EVERY_PAGE,
    NOTEBOOKS,
    REPOSITORY,
    trains_for_seconds,
)

# A page is met after each that comes before it; these, after all others and themselves,
# the last of them first.
AGAIN = NOTEBOOKS[2::-1]
# What is wrong with the colours of each figure that a page shows, once it is drawn.
LOOK = f"""
import sys
import backprop_helpers.figures
sys.path.append({str(REPOSITORY)!r})
from tests.figures.colours_seen import complaints as _complaints

SEEN, _show = [], backprop_helpers.figures.show

def _show_and_look(figure, alt):
    _show(figure, alt)
    figure.set_layout_engine("none")
    SEEN.append([*_complaints(figure)])

backprop_helpers.figures.show = _show_and_look
"""
MEMORY = 800  # MB; a page has half a dozen panels, and here are eighty


def run_page(kernel, path):
    """Run a page; return (source, what is saved, what came) for each cell.

    What trains for seconds is left out: the place can be no worse for it than for the
    trainings of panels.
    """
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    return [
        (each.source, words(each.outputs), kernel.run(each.source))
        for each in code
        if not trains_for_seconds(each)
    ]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    with kernel_in_a_bad_place(tmp_path_factory.mktemp("bad place")) as kernel:
        yield kernel


@pytest.fixture(scope="module")
def runs(kernel):
    """What all pages left, {name: cells}; kernel.again has the cells of AGAIN."""
    assert kernel.run(LOOK) == []
    kernel.run("ASKED.clear()")
    runs, kernel.seen = {}, {}
    for path in NOTEBOOKS:
        runs[path.stem] = run_page(kernel, path)
        ((_, seen),) = kernel.run("print(SEEN); SEEN.clear()")
        kernel.seen[path.stem] = ast.literal_eval(seen)
    kernel.again = [cell for path in AGAIN for cell in run_page(kernel, path)]
    kernel.asked = kernel.run("print(ASKED)")
    return runs


@pytest.mark.slow
class TestOneKernelForAllPages:
    def test_the_place_is_as_bad_as_it_should_be(self, kernel):
        """All doors are shut; and importing the package said nothing about it."""
        assert kernel.first_words == []
        for code in (
            "open('here', 'w')",
            "import pathlib; (pathlib.Path.home() / 'x').mkdir(parents=True)",
            "import urllib.request as r; r.urlopen('http://a.test')",
            "import os; os.get_terminal_size()",
        ):
            caught = kernel.run(f"try: {code}\nexcept OSError: print('shut')")
            assert caught == [("stdout", "shut\n")], code

    @EVERY_PAGE
    def test_a_page_says_what_it_has_saved(self, path, runs):
        for source, saved, came in runs[path.stem]:
            assert came == saved, source

    def test_a_page_says_it_again_after_all_others(self, runs, kernel):
        for source, saved, came in kernel.again:
            assert came == saved, source

    @EVERY_PAGE
    def test_the_colours_of_its_figures_can_be_told_apart(self, path, runs, kernel):
        code = "\n".join(source for source, *_ in runs[path.stem])
        shown = re.findall(r"^show\(", code, re.MULTILINE)
        assert kernel.seen[path.stem] == [[] for _ in shown]

    def test_every_open_panel_still_moves(self, runs, kernel):
        """Eighty are open, and all quizzes; the older half follow their controls."""
        opened = kernel.opened.items()
        panels = [pair for pair in opened if "Reset" in str(pair[1].get("spec"))]
        assert len(panels) > 75
        for widget, state in panels[: len(panels) // 2]:
            controls = [c.get("sliders", [c]) for c in state["spec"]]
            sliders = [each for some in controls for each in some if "high" in each]
            ends = {slider["name"]: slider["high"] for slider in sliders}
            ends = ends or {"numbers": 1}  # a pencil has no slider, but new numbers
            assert not ends.items() <= state["initial"].items()
            shown = kernel.move(widget, state["initial"] | ends)
            assert shown.startswith("<img alt="), state["title"]

    def test_the_memory_is_that_of_the_panels(self, runs, kernel):
        assert kernel.process.memory_info().rss < MEMORY * 1e6

    def test_no_page_asked_for_the_network(self, runs, kernel):
        assert kernel.asked == [("stdout", "[]\n")]

    def test_what_cannot_be_had_is_said(self, kernel, tmp_path):
        def problem(arguments):
            load = "from backprop_helpers.datasets.mnist import load_mnist; load_mnist"
            (*_, (kind, said)) = kernel.run(f"{load}({arguments})")
            assert kind == "error"
            return said

        said = problem("download=True")
        assert "train-images-idx3-ubyte.gz cannot be stored in " in said
        assert said.endswith("of yours: load_mnist(folder, download=True).")
        said = problem(f"{str(tmp_path)!r}, download=True")
        assert said.count("could not be reached or fell silent") == 3
        assert "Try again when the network works, or put train-images-idx3" in said
        assert [*tmp_path.iterdir()] == []
        assert "is not complete: no train-images-idx3-ubyte.gz, " in problem("")


# Decimal commas


@pytest.fixture
def commas(monkeypatch):
    """Ask Python and matplotlib for the numbers of a German locale."""
    signs = {"decimal_point": ",", "thousands_sep": ".", "grouping": [3, 0]}
    monkeypatch.setattr(locale, "_override_localeconv", locale.localeconv() | signs)
    with matplotlib.rc_context({"axes.formatter.use_locale": True}):
        assert locale.str(1.5) == "1,5"
        yield


def test_pictures_and_words_have_points_all_the_same(request):
    before = aim_a_line().bundle()
    request.getfixturevalue("commas")
    figure, axes = new_figure()
    axes.set_ylim(0, 1)
    figure.canvas.draw()
    assert [text.get_text() for text in axes.get_yticklabels()][1:3] == ["0.2", "0.4"]
    assert aim_a_line().bundle() == before


# Minus zero


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("w = -0.00: at rest", "w = 0.00: at rest"),
        ("w = -0.00.", "w = 0.00."),
        ("(-0, -0.0, 0)", "(0, 0.0, 0)"),
        ("-0.05 and -0.001", "−0.05 and −0.001"),
        ("-10 and -0.5.", "−10 and −0.5."),
        ("-2e-05, w-0", "−2 · 10⁻⁵, w-0"),
        ("5e+02, -1.23e+03, 1e+04.", "500, −1230, 10⁴."),
        ("below 1e-9, 1e-12 or 1.06e+16", "below 10⁻⁹, 10⁻¹² or 1.06 · 10¹⁶"),
        ("1.55e+00 and 1.5e+01", "1.55 and 15"),
        ("we-5 and 0x1e+5", "we-5 and 0x1e+5"),
        ("z = −0.0, which had its sign before", "z = 0.0, which had its sign before"),
    ],
)
def test_numbers_are_written_as_people_do(given, read):
    assert typeset(given) == read


def test_minus_zero_is_zero():
    panel = aim_a_line()
    panel.set(w=-0.0)
    assert str(panel.values["w"]) == "0.0"


# Places that cannot be written, for teachers


@pytest.mark.parametrize(
    ("order", "place", "words"),
    [
        ("student", "out", ""),
        ("grade . --csv", "grades.csv", "Nothing was graded: name another file."),
        ("picture grades.csv", "class.png", ""),
    ],
)
def test_what_is_made_for_a_closed_folder_is_refused(
    order, place, words, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("backprop_helpers.teach.__main__.grade_all", pytest.fail)
    monkeypatch.chdir(tmp_path)
    row = "student,warm_up,warm_up: mistakes\nAnna,correct,\n"
    (tmp_path / "grades.csv").write_text(row)
    target = closed_folder(tmp_path / "closed") / place
    assert main([*order.split(), str(target)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{target} cannot be written: ")
    assert line.endswith(words)
