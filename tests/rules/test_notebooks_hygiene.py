"""Every page keeps to the limits of a page; and every limit is seen when broken."""

import pytest
from nbformat import v4

from tests.rules import page_rules
from tests.rules.package_source import NOTATION, NOTEBOOKS
from tests.rules.page_rules import (
    NOTEBOOK_TOOL,
    RULES,
    Load,
    Page,
    load_of,
    pages,
    rules_for,
)

ALL = [*pages(NOTEBOOKS), Page(NOTATION, NOTATION.read_text("utf-8"))]


def named(rule):
    return rule.__name__


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        pytest.param(page, rule, id=f"{page.path.stem}-{named(rule)}")
        for page in ALL
        for rule in rules_for(page)
    ],
)
def test_page(page, rule):
    assert list(rule(page)) == []


# The rules themselves, on a small page that keeps all of them, then on broken ones

IMAGE = '<img alt="A line." src="data:image/png;base64,AAAA">'


def picture(html=IMAGE):
    return v4.new_output("display_data", {"image/png": "AAAA", "text/html": html})


def printed(text, name="stdout"):
    return v4.new_output("stream", name=name, text=text)


def code(source, number, output, **metadata):
    return v4.new_code_cell(
        source, execution_count=number, outputs=[output], metadata=metadata
    )


def said(mark):
    return f"{mark} sum: As it is.\n{mark} mean: As it is.\n"


@pytest.fixture
def notebook():
    """A page that keeps to every rule."""
    cells = [
        v4.new_markdown_cell(
            "# Title\n\n**The question of this page:** why?\n\n"
            "**Time:** 15 minutes. **Read before:** [page 0](0.ipynb)."
        ),
        v4.new_markdown_cell("## A part\n\nWords, and ![a cross](cross.png)."),
        code("show()", 1, picture()),
        v4.new_markdown_cell(
            "### A part of it\n\n**Before you run it:** is it [above](#A-part)?"
        ),
        code("check.sum(f)\ncheck.mean(f)", 2, printed(said("○"))),
        code(
            "check.sum(g)\ncheck.mean(g)", 3, printed(said("✓")),
            tags=["solution"], jupyter={"source_hidden": True},
        ),
        v4.new_markdown_cell(
            "## To take away\n\n1. One.\n2. Two.\n3. Three.\n\n"
            "**Next:** [page 2](2.ipynb), [back](0.ipynb), [signs](notation.ipynb), "
            "[far](https://example.org/a)."
        ),
    ]  # fmt: skip
    return NOTEBOOK_TOOL.tidy(v4.new_notebook(cells=cells))


@pytest.fixture
def complaints(notebook, tmp_path):
    """A function that applies a rule to the notebook as it is then."""
    for name in ("0.ipynb", "2.ipynb", "notation.ipynb", "cross.png"):
        (tmp_path / name).write_text("{}")

    def apply(rule):
        text = v4.writes_json(notebook) + "\n"  # nbformat.writes mends what is broken
        page = Page(tmp_path / "1.ipynb", text, ("0.ipynb", "2.ipynb"))
        return list(rule(page))

    return apply


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_good_page_keeps_the_rule(complaints, rule):
    assert complaints(rule) == []


def cell(index, **new):
    """Change a cell; {} in its new source stands for the old one."""

    def change(notebook):
        old = notebook.cells[index]
        if "source" in new:
            new["source"] = new["source"].replace("{}", old.source)
        old.update(new)

    return change


def source(index, text):
    return cell(index, source=text)


def outputs(index, *new):
    return cell(index, outputs=list(new))


def metadata(index, **new):
    return cell(index, metadata=new)


def delete(*indices):
    def change(notebook):
        for index in sorted(indices, reverse=True):
            del notebook.cells[index]

    return change


CONTROLS = v4.new_output(
    "display_data", {"text/plain": "[A line] Run this cell to use the controls."}
)


def panels(count):
    return outputs(2, *[CONTROLS, picture()] * count)


def twice_the_same_id(notebook):
    notebook.cells[1].id = notebook.cells[0].id


def old_format(notebook):
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]


ERROR = v4.new_output("error", ename="E", evalue="e", traceback=[])
BROKEN = {
    "is_saved_in_its_plain_form": [
        twice_the_same_id,
        old_format,
        metadata(2, collapsed=True),
        lambda notebook: notebook.metadata.update(widgets={"state": {}}),
        lambda notebook: notebook.metadata.kernelspec.update(name="conda-env-mine"),
    ],
    "has_no_empty_cell": [source(1, " \n")],
    "is_small": [source(2, "x" * 500_000)],
    "was_run_from_top_to_bottom": [
        *(cell(4, execution_count=number) for number in (None, 3)),
        cell(2, execution_count=2),
    ],
    "ran_without_errors": [outputs(2, ERROR), outputs(2, printed("oh", "stderr"))],
    "hides_nothing_from_the_comparison": [
        source(2, "# NBVAL_IGNORE_OUTPUT\n{}"),
        source(2, "# NBVAL_SKIP\n{}"),
        metadata(2, tags=["nbval-ignore-output"]),
        metadata(2, tags=["raises-exception"]),
    ],
    "moves_nothing_where_it_trains": [
        lambda notebook: (panels(1)(notebook), metadata(2, tags=["training"])(notebook))
    ],
    "has_words_for_every_picture": [
        source(1, "![](cross.png)"),
        source(1, '<img src="cross.png">'),
        outputs(2, picture(html="")),
        outputs(2, picture('<img src="">')),
        outputs(2, picture('<img alt=" " src="">')),
        outputs(2, picture(IMAGE + '<img alt="" src="">')),
        outputs(2, picture('<img alt="No description has been provided" src="">')),
        outputs(2, v4.new_output("display_data", {"image/svg+xml": "<svg/>"})),
    ],
    "has_one_title_and_ordered_headings": [
        source(1, "# Another title"),
        source(0, "Words.\n\n{}"),
        source(0, "No title"),
        source(1, "### Too deep"),
    ],
    "has_short_code": [
        source(2, "\n".join("x" * 16)),
        lambda notebook: [source(i, "a\nb\nc\nd\ne\nf")(notebook) for i in (2, 4)],
    ],
    "has_short_prose": [source(1, "word " * 121), delete(1, 3)],
    "has_no_task_lists": [source(1, "- [ ] to do"), source(1, "1. [x] done")],
    "says_first_what_it_is_about": [
        source(0, "# Title\n\n**Time:** 5 minutes. **Read before:** nothing."),
        source(
            0, "# Title\n\n**The question of this page:** why? **Time:** 5 minutes."
        ),
        source(0, "# T\n\n**The question of this page:** **Time:** **Read before:**"),
    ],
    "ends_with_what_to_take_away": [source(6, "## The end"), source(6, "{}\n4. Four.")],
    "links_to_its_neighbours": [
        source(0, "# Title"),
        source(6, "[back](0.ipynb)"),
        source(6, "[next](2.ipynb)"),
    ],
    "links_to_the_signs_once": [
        source(6, "[back](0.ipynb), [next](2.ipynb)"),
        source(0, "{} [Signs](notation.ipynb)."),
    ],
    "claims_its_honest_time": [
        source(0, "# Title"),
        source(0, "# Title\n\n**Time:** 10 minutes."),
        source(1, "word " * 600),
        source(2, "x\n" * 15),
        source(3, "**Before you drag:** why?\n" * 5),
        source(4, "check.sum(f)"),
        panels(2),
    ],
    "keeps_the_load_bearable": [
        source(1, "word " * 1901),
        source(2, "x\n" * 91),
        panels(5),
        source(4, "check.sum(f)"),
        source(4, "".join(f"check.{name}(f)\n" for name in "abcde")),
        source(4, "check.sum(f)\ncheck.mean(f)\n" * 3),  # one asked twice counts twice
        source(3, "**Before you drag:** why?\n" * 70),
    ],
    "has_links_that_resolve": [
        source(1, "[gone](3.ipynb)"),
        source(1, "[above](#a-part)"),
        source(1, "![a cross](circle.png)"),
        source(1, '<a href="3.ipynb">gone</a>'),
        source(1, "[far](https:/example.org)"),
        source(1, "[far](http://example.org)"),
        source(1, "[far](example.org)"),
    ],
    "closes_its_solutions": [
        metadata(5, tags=["solution"]),
        metadata(5, tags=["solution"], jupyter={"source_hidden": False}),
        metadata(4, jupyter={"source_hidden": True}),
    ],
    "solves_every_exercise": [
        delete(5),
        source(5, "check.mean(g)"),
        outputs(5, printed("✗ sum: Wrong.\n")),
        outputs(4, printed("✗ sum: Wrong.\n")),
        outputs(4),
        metadata(4, tags=["repair"]),
    ],
}
BREAKS = [(rule, change) for rule, changes in BROKEN.items() for change in changes]


def test_a_repair_starts_as_a_mistake(notebook, complaints):
    metadata(4, tags=["repair"])(notebook)
    outputs(4, printed(said("✗")))(notebook)
    assert complaints(page_rules.solves_every_exercise) == []


def test_every_rule_is_broken_at_least_once():
    assert set(BROKEN) == {named(rule) for rule in RULES}


@pytest.mark.parametrize(("rule", "change"), BREAKS, ids=[rule for rule, _ in BREAKS])
def test_a_broken_page_is_seen(notebook, complaints, rule, change):
    change(notebook)
    assert complaints(getattr(page_rules, rule))


def test_the_load_of_a_page(notebook, tmp_path):
    panels(2)(notebook)
    notebook.cells[2].source += "\n\nquiz()"
    page = Page(tmp_path / "1.ipynb", v4.writes_json(notebook))
    words = sum(page_rules.count_words(cell.source) for cell in page.prose)
    assert load_of(page) == Load(words, 6, 2, exercises=2, predictions=1, blanks=0)
    assert Load(1000, 40, 2, 2, 4, 10).minutes == 45  # 10 + 10 + 6 + 12 + 4 + 5 = 47


def test_words_are_counted_as_they_are_read():
    assert (
        page_rules.count_words("| a | b |\n|---|---|\n| [c d](e.ipynb) | $x = y$ |")
        == 7
    )
