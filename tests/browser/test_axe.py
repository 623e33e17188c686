"""axe-core finds nothing on the pages but what the tools show by themselves.

Live pages with all kinds of controls have theirs in `test_browser.py`, open there.
"""

import re
from importlib.metadata import version

import nbformat
import pytest
from nbformat import v4
from playwright.sync_api import expect

from tests.browser.axe import (
    AXE,
    TOOLS,
    audit_export,
    audit_live,
    bare_findings,
    baseline,
    ours,
)
from tests.browser.browser import close, command, notebook_of, run_all
from tests.browser.keys_and_views import set_theme
from tests.rules.package_source import EVERY_NOTEBOOK

pytestmark = pytest.mark.browser


@EVERY_NOTEBOOK
def test_an_exported_page(browser, path):
    notebook = nbformat.read(path, as_version=4)
    assert ours(audit_export(browser, notebook), "nbconvert") == []


def test_the_baseline_says_what_a_bare_page_shows_today(place):
    shown = bare_findings(place)
    for tool in TOOLS:
        record = baseline(tool)
        today = f"{tool} {version(tool)}, axe-core {AXE}"
        then = f"{record['version']}, axe-core {record['axe-core']} in the file"
        print(f"{today}; {then}")
        new = set(shown[tool]) - set(record["findings"])
        assert not new, (
            f"{today}, but {then}: run tests.browser.axe, and read what is new"
        )


# Faults, far below the screen, are found with both tools

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
FAULTY = f"""<img src="{PIXEL}" width="50" height="50">
<input type="range"> <button></button>
<p style="color: #999; background: white">too pale to be read</p>"""
FAULTY_TEXT = "| | b |\n|---|---|\n| 1 | 2 |\n\n#### Two levels deeper"
FAULTS = {
    "image-alt, output: img",
    "label, output: input",
    "button-name, output: button",
    "color-contrast, output: #999999 on #ffffff",
    "empty-table-header, text: th",
    "heading-order, text: h4",
}
LIVE = f"""from IPython.display import HTML, display

from backprop_helpers.pages.start_here import aim_a_line

display(HTML('''{FAULTY}'''))
aim_a_line()"""


def faulty_page(code):
    output = v4.new_output("display_data", {"text/html": FAULTY})
    cell = v4.new_code_cell(code, execution_count=1, outputs=[output])
    return notebook_of("# A page", *["Words.\n\n" * 30] * 3, cell, FAULTY_TEXT)


def test_faults_are_found_on_an_exported_page(browser):
    found = ours(audit_export(browser, faulty_page("faults")), "nbconvert")
    assert {each.kind for each in found} == FAULTS


def test_faults_are_found_on_a_live_page(place):
    # In a window of its own: what is broken on purpose would trouble the next page.
    page = place.open_made(faulty_page(LIVE))
    run_all(page)
    found = ours(audit_live(page), "jupyterlab")
    assert {each.kind for each in found} == FAULTS

    # Controls that are broken, too.
    page.locator(".bp-slider .bp-label").evaluate("label => label.remove()")
    button = page.locator(".bp-button").first
    button.evaluate("button => { button.style.color = '#999'; }")
    found = ours(audit_live(page), "jupyterlab")
    assert {each.kind for each in found} - FAULTS == {
        "label, controls: input.bp-range",
        "color-contrast, controls: #999999 on #eef5fa",
    }

    # A cell that axe does not see has not passed.
    page.locator(".jp-Cell").last.evaluate("cell => { cell.style.display = 'none'; }")
    with pytest.raises(AssertionError, match="Two levels deeper"):
        audit_live(page)
    close(page)


# Controls, checks and training, in every state and in both themes

EVERY_KIND = """from backprop_helpers.panels.controls import (
    Bank, Button, Buttons, Choice, Controls, Grid, Slider,
)

lent = Slider("w", "weight w", 0, 9, 5, unit="cm"), Slider("b", "bias b", 0, 9, 5)
Controls(None, "Every kind", (
    Slider("x", "input x", 0, 2, 1, integer=True, names=("none", "some", "much")),
    Bank("which", "Number", lent),
    Choice("rule", "Rule", ("old", "new"), "old"),
    Choice("bug", "Bug", ("big", "small"), "big", menu=True),
    Grid("sheet", "Sheet", 3, 3, (0.0, 0.5, 1.0) * 3),
    Buttons((Button("Reset", reset=True),), "Try"),
))"""
PRACTICE = """from backprop_helpers.practice import check, hint, quiz, solution

check.warm_up(None)
check.warm_up(lambda w, b, x, y: 0)
hint.warm_up()
solution.warm_up()
quiz("what_do_you_believe")"""
TRAINING = """import os

from backprop_helpers.panels.watch import SILENT, watch

os.environ |= dict.fromkeys(SILENT, "")  # with its bar
history = watch(range(3), lambda: (0.5, 0.6, 0.7), 3)"""
STATES = map(v4.new_code_cell, (EVERY_KIND, PRACTICE, TRAINING))


def test_every_state_of_the_controls_in_both_themes(place):
    page = place.show_made(notebook_of("# States", *STATES))
    command(page, "notebook:run-all-cells")
    caption = page.locator(".jp-OutputArea img + p")
    expect(caption).to_contain_text("All 3 epochs are done.")
    for box in page.locator(".bp-box").all():
        box.fill("abc")
        box.press("Enter")
    expect(page.locator("[role=alert]").first).to_contain_text("is not a number")
    stacked = page.locator(".bp-stacked")
    quizzes = page.locator(".bp-root", has=stacked).all()
    for number, root in enumerate(quizzes):
        root.get_by_role("radio").nth(number).check()
        root.get_by_role("button").click()
        expect(root.get_by_role("status")).to_contain_text(re.compile("[✓✗] "))
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        set_theme(page, theme)
        found = audit_live(page)
        assert [each for each in found if each.where in ("controls", "output")] == []
    place.leave(page)
