"""axe-core on a page, and which of its findings are the tool's own.

A bare page, which holds nothing of the course, shows what nbconvert and JupyterLab
do by themselves; `axe_baseline.json` keeps that, by the versions of the tools. After
an update of a tool, add what the new version shows, and read the difference:

    uv run python -m tests.browser.axe
"""

import json
import re
from dataclasses import dataclass
from importlib.metadata import version

from axe_playwright_python.base import AXE_SCRIPT
from nbconvert import HTMLExporter
from nbformat import v4

from tests.browser.browser import (
    LONGEST,
    NOTEBOOK,
    REPOSITORY,
    notebook_of,
    place_of_copies,
    run_all,
)

BASELINE = REPOSITORY / "tests" / "browser" / "axe_baseline.json"
TOOLS = ("nbconvert", "jupyterlab")
AXE = re.match(r"/\*! axe v([\d.]+)", AXE_SCRIPT)[1]
# To axe, what stands outside of a box without overflow is invisible, and it passes over
# its colours in silence: JupyterLab's body is such a box, of height 0. It cannot judge
# colours where the ground ends before the text, either, nor where JupyterLab only
# guesses the size of a cell that is scrolled away. So all of the notebook is laid out.
# (JupyterLab 4.2 lets a text with a formula scroll by a few pixels up and down.) The
# list of files is the tool's, and as long as the tests before have made it.
UNFOLD = """
body, .lm-Widget:has(.jp-Notebook), .jp-Notebook { overflow: visible !important }
.jp-Notebook, .jp-WindowedPanel-outer { height: 200000px !important }
.jp-Cell { content-visibility: visible !important }
.jp-RenderedMarkdown { overflow-y: hidden !important }
#jp-bottom-panel, .jp-DirListing { visibility: hidden !important }
"""
# What becomes of code is the tool's affair alone, and takes a third of the time.
CODE = [".highlight pre", ".cm-content"]
RUN = """async (exclude) => {
  const place = node => {
    if (node.closest('.bp-root')) return 'controls';
    if (node.closest('.jp-OutputArea-output')) return 'output';
    if (node.closest('.jp-RenderedMarkdown')) return 'text';
    return node.closest('.highlight, .cm-editor') ? 'code' : 'tool';
  };
  // No ids and no generated classes: they differ from day to day.
  const kind = node => [node.localName, ...node.classList].filter((name, i) =>
    i === 0 || /^(jp|bp|cm)-(?!mod-|toolbar-overlap)/.test(name)).join('.')
    + (node.localName === 'th' && node.querySelector('math') ? ' with a formula' : '');
  const colours = checks => checks.map(({ data }) => data || {}).map(data =>
    data.fgColor && `${data.fgColor} on ${data.bgColor}`
    || data.nodeColor && `${data.nodeColor} in ${data.parentColor}`).find(Boolean);
  // A text of several lines is too much for axe if boxes meet behind it. Ours are all
  // transparent, but for the nearest around the text that is not.
  const { Color, getContrast } = axe.commons.color;
  const colour = (node, name) => {
    const found = new Color();
    found.parseString(getComputedStyle(node)[name]);
    return found;
  };
  const standsOut = node => {
    let ground = new Color(255, 255, 255);
    for (let around = node; around; around = around.parentElement) {
      const behind = colour(around, 'backgroundColor');
      if (behind.alpha < 1) continue;
      ground = behind;
      break;
    }
    return getContrast(ground, colour(node, 'color')) >= 4.5;
  };
  const read = rules => rules.flatMap(rule => rule.nodes.flatMap(node => {
    if (rule.error) throw rule.error; // axe would only skip the rule
    const checks = [...node.any, ...node.all, ...node.none];
    const several = checks.some(({ data }) =>
      data && data.messageKey === 'elmPartiallyObscuring');
    return several && standsOut(node.element) ? [] : {
      rule: rule.id,
      where: place(node.element),
      what: colours(checks) || kind(node.element),
      why: checks.map(check => check.message).join('; '),
      html: node.html,
    };
  }));
  // Where a picture has no words, the tools put some of their own, which please axe.
  document.querySelectorAll("[alt='Image'], [alt^='No description has been provided']")
    .forEach(image => image.removeAttribute('alt'));
  // To axe, a single letter or an arrow may be no text; here it is.
  const allText = { ignoreLength: true, ignoreUnicode: false };
  const results = await axe.run({ exclude }, {
    elementRef: true, selectors: false, resultTypes: ['violations', 'incomplete'],
    rules: { 'target-size': { enabled: true } },
    checks: { 'color-contrast': { options: allText } },
  });
  return [...read(results.violations), ...read(results.incomplete)];
}"""
OVERLOOKED = """() => {
  axe.setup(document);
  const seen = node => axe.commons.dom.isVisibleOnScreen(
    axe.utils.getNodeFromTree(node));
  const parts = document.querySelectorAll(
    '.jp-Cell, .jp-Cell img, .bp-controls, .bp-problem:not(:empty)');
  const overlooked = [...parts].filter(node => !seen(node)).map(node => node.outerHTML);
  axe.teardown();
  return [document.querySelectorAll('.jp-Cell').length, overlooked];
}"""


@dataclass(frozen=True)
class Finding:
    """A thing that axe complains of, or cannot decide.

    where: controls, output, text, code or tool; what: a pair of colours, or the name
    and the lasting classes of the element; why: what axe says.
    """

    rule: str
    where: str
    what: str
    why: str
    html: str

    @property
    def kind(self):
        return f"{self.rule}, {self.where}: {self.what}"


def audit(page, cells, exclude=CODE):
    """Return the Findings on a page, and make sure that axe saw all of its cells.

    What is to be excluded, a list of CSS selectors, is not looked at.
    """
    page.evaluate(AXE_SCRIPT)
    count, overlooked = page.evaluate(OVERLOOKED)
    assert count == cells, f"axe saw {count} cells, not {cells}"
    assert not overlooked, f"axe cannot see {overlooked}"
    return [Finding(**each) for each in page.evaluate(RUN, exclude)]


def audit_export(browser, notebook, **options):
    """Return the Findings on the web page that nbconvert makes of a notebook.

    What the page would load from elsewhere stays away; formulas remain as written.
    """
    html, _ = HTMLExporter().from_notebook_node(notebook)
    page = browser.new_page()
    page.set_default_timeout(LONGEST)
    page.route("**/*", lambda route: route.abort())
    page.set_content(html)
    findings = audit(page, len(notebook.cells), **options)
    page.close()
    return findings


def audit_live(page, **options):
    """Return the Findings on an open page of JupyterLab, formulas and all."""
    style = page.add_style_tag(content=UNFOLD)
    # The active cell looks different: let it be the heading on every page.
    page.evaluate(f"() => {{ {NOTEBOOK}.activeCellIndex = 0 }}")
    page.locator(".jp-mod-active[data-windowed-list-index='0']").wait_for()
    page.evaluate(f"() => {NOTEBOOK}.outerNode.scrollTo(0, 0)")
    count = page.evaluate(f"() => {NOTEBOOK}.model.cells.length")
    findings = audit(page, count, **options)
    style.evaluate("node => node.remove()")
    return findings


def age(record):
    """Return what records are sorted by: the tool, and its version as numbers."""
    return record["tool"], [int(part) for part in re.findall(r"\d+", record["version"])]


def baseline(tool):
    """Return the record of a tool: of this version, else of the newest in the file."""
    records = [
        each for each in json.loads(BASELINE.read_text()) if each["tool"] == tool
    ]
    same = [each for each in records if each["version"] == version(tool)]
    return (same or records)[-1]


def ours(findings, tool):
    """Return the findings that are not the tool's own."""
    own = baseline(tool)["findings"]
    return [each for each in findings if each.kind not in own]


BARE_TEXT = r"""A sentence with a [link](https://example.org), with `code` and with $x$.

A [*slanted link*](https://example.org), and words behind it. Then:

$$\sum_j \frac{\partial C}{\partial z_j^l} \tag{1}$$

| $x$ | a number |
|---|---|
| a word | $x^2$ |
| words | before a [link](https://example.org) in a shaded row |"""
BARE_CODE = (
    """import math  # a comment

@property
def f(x: float = 0.5, *rest) -> bool:
    \"\"\"Say something.\"\"\"
    return x is not None and x in [10, 2.5, True] or x > -1e3

class Thing(list):
    size = "a text"

print(f"{math.pi:.3f} is printed", end="\\n")
# a line"""
    + 12 * " that goes on"
)


def bare_page():
    """Return a notebook without anything of the course."""
    printed = v4.new_output("stream", name="stdout", text="3.142 is printed\n")
    result = v4.new_output("execute_result", {"text/plain": "2"}, execution_count=2)
    return notebook_of(
        "# A heading",
        BARE_TEXT,
        v4.new_code_cell(BARE_CODE, execution_count=1, outputs=[printed]),
        v4.new_code_cell("1 + 1", execution_count=2, outputs=[result]),
    )


def bare_findings(place):
    """Return what the bare page shows: for each tool, the kinds of its Findings."""
    page = place.show_made(bare_page())
    run_all(page)
    shown = {
        "nbconvert": audit_export(place.browser, bare_page(), exclude=[]),
        "jupyterlab": audit_live(page, exclude=[]),
    }
    place.leave(page)
    return {tool: sorted({each.kind for each in shown[tool]}) for tool in TOOLS}


def main():
    """Write the file anew; what other versions showed stays in it."""
    with place_of_copies() as place:
        shown = bare_findings(place)
    records = json.loads(BASELINE.read_text()) if BASELINE.exists() else []
    for tool in TOOLS:
        name = {"tool": tool, "version": version(tool)}
        records = [each for each in records if not name.items() <= each.items()]
        records.append({**name, "axe-core": AXE, "findings": shown[tool]})
    records.sort(key=age)
    BASELINE.write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
