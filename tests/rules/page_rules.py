"""The limits of a page. Each rule takes a page and yields what breaks it, in words.

uv run python -m tests.rules.page_rules     how much each page holds, and its minutes
"""

import math
import re
import statistics
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlparse

from nbformat.v4 import reads_json

from backprop_helpers.practice.registry import SHEETS
from tests.panels.pictures import images_in
from tests.rules.package_source import (
    NOTATION,
    NOTEBOOKS,
    number_of,
    room_of,
    tool,
    trains_for_seconds,
)

NOTEBOOK_TOOL = tool("execute_notebooks")
LONGEST_CODE, MEDIAN_CODE = 15, 5  # lines
LONGEST_PROSE = 120  # words
LARGEST_FILE = 500_000  # bytes
MOST = {"words": 1900, "lines of code": 90, "panels": 4, "exercises": 4, "minutes": 75}
FEWEST_EXERCISES = 2
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#{1,6}) +(.+?) *$", re.MULTILINE)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)[^)]*\)|href=\"([^\"]+)\"")
CHECKED = re.compile(r"\bcheck\.(\w+)\(")
PREDICTION = re.compile(r"\*\*Before you [^*\n]+:\*\*")
PENCIL = re.compile(r"\bpencil\(\s*[\"'](\w+)")
CONTROLS = (
    "Run this cell to use the controls."  # what is saved in the place of a widget
)
NO_WORDS = "No description has been provided"  # what nbconvert puts in for nothing


@dataclass
class Page:
    """A notebook with the pages beside it, in reading order."""

    path: Path
    text: str
    neighbours: tuple = ()  # file names: the one before and the one after, or None

    @cached_property
    def notebook(self):
        return reads_json(self.text)  # nbformat.reads would mend it

    @property
    def cells(self):
        return self.notebook.cells

    @property
    def code(self):
        return [cell for cell in self.cells if cell.cell_type == "code"]

    @property
    def prose(self):
        return [cell for cell in self.cells if cell.cell_type == "markdown"]

    def outputs(self):
        """Yield (cell, output) for everything that running the page has left."""
        for cell in self.code:
            for output in cell.outputs:
                yield cell, output

    def headings(self):
        """Yield (level, words) of every heading, in order."""
        for cell in self.prose:
            for marks, words in HEADING.findall(FENCE.sub("", cell.source)):
                yield len(marks), words


def pages(paths):
    """Return the pages in these files, which are in reading order, with neighbours."""
    names = [None, *(path.name for path in paths), None]
    return [
        Page(path, path.read_text("utf-8"), (names[index], names[index + 2]))
        for index, path in enumerate(paths)
    ]


def quoted(cell):
    """The first words of a cell, to find it by."""
    return repr(" ".join(cell.source.split())[:40])


def tagged(cell, tag):
    return tag in cell.metadata.get("tags", ())


# The file


def is_saved_in_its_plain_form(page):
    """The common kernel, no state of widgets, no times, ids that differ."""
    plain = NOTEBOOK_TOOL.tidy(reads_json(page.text))
    if NOTEBOOK_TOOL.difference(page.text, NOTEBOOK_TOOL.text_of(plain)):
        yield "run `uv run python .ci/execute_notebooks.py`"


def has_no_empty_cell(page):
    if any(not cell.source.strip() for cell in page.cells):
        yield "an empty cell"


def is_small(page):
    size = len(page.text.encode("utf-8"))
    if size > LARGEST_FILE:
        yield f"{size} bytes"


# How it was run


def was_run_from_top_to_bottom(page):
    counts = [cell.execution_count for cell in page.code]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}"


def ran_without_errors(page):
    for cell, output in page.outputs():
        if output.output_type == "error":
            yield f"an error under {quoted(cell)}"
        if output.output_type == "stream" and output.name == "stderr":
            yield f"stderr under {quoted(cell)}"


def hides_nothing_from_the_comparison(page):
    """No comment or tag by which nbval leaves out a cell or an output."""
    for cell in page.code:
        tags = " ".join(cell.metadata.get("tags", ()))
        if "NBVAL_" in cell.source or "nbval-" in tags or "raises-exception" in tags:
            yield f"nbval looks away at {quoted(cell)}"


def moves_nothing_where_it_trains(page):
    """What the tests in a browser leave out has no controls: they would miss them."""
    for cell in filter(trains_for_seconds, page.code):
        if any(CONTROLS in str(output.get("data")) for output in cell.outputs):
            yield f"controls under {quoted(cell)}"


# Words for pictures


def has_words_for_every_picture(page):
    for cell in page.prose:
        for alt, address in PICTURE.findall(cell.source):
            yield from wordless({"alt": alt, "src": address}, cell)
        for image in images_in(cell.source):
            yield from wordless(image, cell)
    for cell, output in page.outputs():
        data = output.get("data", {})
        images = images_in(data.get("text/html", ""))
        if any(kind.startswith("image/") for kind in data):
            images = images or [{}]
        for image in images:
            yield from wordless(image, cell)


def wordless(image, cell):
    alt = image.get("alt") or ""
    if not alt.strip() or NO_WORDS in alt:
        yield f"an image without alternative text at {quoted(cell)}"


# Prose and code


def has_one_title_and_ordered_headings(page):
    levels = [level for level, _ in page.headings()]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    if not page.cells or not page.cells[0].source.startswith("# "):
        yield "the first cell does not start with the title"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def has_short_code(page):
    lengths = [len(cell.source.splitlines()) for cell in page.code]
    for cell, length in zip(page.code, lengths, strict=True):
        if length > LONGEST_CODE:
            yield f"{length} lines in {quoted(cell)}"
    if lengths and statistics.median(lengths) > MEDIAN_CODE:
        yield f"a median of {statistics.median(lengths)} lines of code"


def has_short_prose(page):
    for cell in page.prose:
        words = count_words(cell.source)
        if words > LONGEST_PROSE:
            yield f"{words} words in {quoted(cell)}"
    if len(page.prose) < len(page.code):
        yield f"{len(page.prose)} cells of prose, {len(page.code)} of code"


def count_words(source):
    """Count what is read, each sign of a formula as a word too.

    The rules of a table and addresses of links are not read.
    """
    read = re.sub(r"\]\([^)]*\)", "]", source)
    return len(re.sub(r"\|[-:|]*", " ", read).split())


def has_no_task_lists(page):
    for cell in page.prose:
        if re.search(r"^\s*(?:[-*+]|\d+\.)\s+\[[ xX]\]", cell.source, re.MULTILINE):
            yield f"a task list in {quoted(cell)}"


# What stands where


def says_first_what_it_is_about(page):
    first = page.cells[0].source if page.cells else ""
    for promise in ("**The question of this page:**", "**Time:**", "**Read before:**"):
        if promise not in first:
            yield f"the first cell lacks {promise}"
    if not re.search(r"\*\*Time:\*\* \d+ minutes", first):
        yield "the first cell does not say how many minutes it takes"


def ends_with_what_to_take_away(page):
    last = page.cells[-1].source if page.cells else ""
    if not last.startswith("## To take away"):
        yield "the last cell is not headed To take away"
    if len(re.findall(r"^\d\. \S", last, re.MULTILINE)) != 3:
        yield "the last cell does not hold three sentences to take away"


def links_to_its_neighbours(page):
    first, last = page.cells[0], page.cells[-1]
    before, after = page.neighbours
    for cell, name in ((first, before), (last, before), (last, after)):
        if name and name not in links_in(cell.source):
            yield f"no link to {name} in {quoted(cell)}"


def links_in(source):
    return [plain or html for plain, html in LINK.findall(FENCE.sub("", source))]


def has_links_that_resolve(page):
    for cell in page.prose:
        pictures = [address for _, address in PICTURE.findall(cell.source)]
        for address in links_in(cell.source) + pictures:
            if not resolves(address, page):
                yield f"{address} leads nowhere in {quoted(cell)}"


def resolves(address, page):
    parts = urlparse(address)
    if parts.scheme or parts.netloc:
        return parts.scheme == "https" and "." in (parts.hostname or "")
    target = page
    if parts.path:
        path = page.path.parent / unquote(parts.path)
        if not path.exists() or not parts.fragment:
            return path.exists()
        target = Page(path, path.read_text("utf-8"))
    # JupyterLab makes the anchor of a heading from its words, with a dash for a space.
    anchors = {words.replace(" ", "-") for _, words in target.headings()}
    return unquote(parts.fragment) in anchors


def links_to_the_signs_once(page):
    """In its first or its last cell; elsewhere a link says why one looks there."""
    ends = [page.cells[0], page.cells[-1]]
    count = sum(links_in(cell.source).count(NOTATION.name) for cell in ends)
    if count != 1:
        yield f"{count} links to {NOTATION.name} in the first and the last cell"


# How long it takes


@dataclass(frozen=True)
class Load:
    """How much a page asks of its reader; see `load_of`."""

    words: int
    lines: int
    panels: int
    exercises: int
    predictions: int
    blanks: int

    @property
    def minutes(self):
        """What it takes, rounded to 5: within a quarter of what readers needed."""
        taken = self.words / 100 + self.lines / 4 + 6 * self.exercises
        taken += 3 * self.panels + self.predictions + self.blanks / 2
        return 5 * math.floor(taken / 5 + 0.5)

    def counted(self):
        """Return what has a limit in MOST, by its name there."""
        numbers = (self.words, self.lines, self.panels, self.exercises, self.minutes)
        return dict(zip(MOST, numbers, strict=True))


def load_of(page):
    """Count what a reader meets: lines of a solution, too, for somebody writes them."""
    read = [cell for cell in page.code if not tagged(cell, "solution")]
    prose = "\n\n".join(cell.source for cell in page.prose)
    code = "\n".join(cell.source for cell in read)
    lines = (line for cell in page.code for line in cell.source.splitlines())
    return Load(
        words=count_words(prose),
        lines=sum(bool(line.strip()) for line in lines),
        panels=sum(map(count_panels, read)),
        exercises=len(CHECKED.findall(code)),  # one asked twice is done twice
        predictions=len(PREDICTION.findall(prose)),
        blanks=sum(map(count_blanks, PENCIL.findall(code))),
    )


def count_panels(cell):
    """Count controls that have a picture: a quiz has none, a pencil is no panel."""
    if PENCIL.search(cell.source):
        return 0
    saved = [output.get("data", {}) for output in cell.outputs]
    pictures = sum("image/png" in data for data in saved)
    return min(pictures, sum(CONTROLS in data.get("text/plain", "") for data in saved))


def count_blanks(name):
    """Return how many numbers the reader fills in at pencil(name)."""
    return len(SHEETS[name].line_of)


def claims_its_honest_time(page):
    claimed = re.search(r"\*\*Time:\*\* (\d+) minutes", page.cells[0].source)
    needed = load_of(page).minutes
    if not claimed or int(claimed[1]) != needed:
        yield f"it claims {claimed[1] if claimed else 'no'} minutes and takes {needed}"


def keeps_the_load_bearable(page):
    load = load_of(page)
    for what, number in load.counted().items():
        if number > MOST[what]:
            yield f"{number} {what}"
    first = room_of(page.path) == "start_here"  # shows how an exercise works, with one
    if load.exercises < FEWEST_EXERCISES and not first:
        yield f"{load.exercises} exercises"


# Exercises


def closes_its_solutions(page):
    for cell in page.cells:
        closed = cell.metadata.get("jupyter", {}).get("source_hidden") is True
        if tagged(cell, "solution") and not closed:
            yield f"an open solution: {quoted(cell)}"
        if closed and not tagged(cell, "solution"):
            yield f"closed, but no solution: {quoted(cell)}"


def solves_every_exercise(page):
    """A stub says "not attempted", and a solution after it is found right.

    A stub tagged "repair" holds a mistake instead, and must be found wrong.
    """
    unsolved = set()
    for cell in page.code:
        said = "".join(output.get("text", "") for output in cell.outputs)
        for name in CHECKED.findall(cell.source):
            if tagged(cell, "solution"):
                unsolved.discard(name)
                mark = "✓"
            else:
                unsolved.add(name)
                mark = "✗" if tagged(cell, "repair") else "○"
            if f"{mark} {name}" not in said:
                yield f"it does not say {mark} {name} under {quoted(cell)}"
    for name in unsolved:
        yield f"{name} has no solution after it"


RULES = (
    is_saved_in_its_plain_form,
    has_no_empty_cell,
    is_small,
    was_run_from_top_to_bottom,
    ran_without_errors,
    hides_nothing_from_the_comparison,
    moves_nothing_where_it_trains,
    has_words_for_every_picture,
    has_one_title_and_ordered_headings,
    has_short_code,
    has_short_prose,
    has_no_task_lists,
    says_first_what_it_is_about,
    ends_with_what_to_take_away,
    links_to_its_neighbours,
    links_to_the_signs_once,
    has_links_that_resolve,
    closes_its_solutions,
    solves_every_exercise,
    claims_its_honest_time,
    keeps_the_load_bearable,
)
# These a table to look things up in need not keep: nobody reads it from top to bottom.
FOR_READING = (
    says_first_what_it_is_about,
    ends_with_what_to_take_away,
    links_to_its_neighbours,
    links_to_the_signs_once,
    claims_its_honest_time,
    keeps_the_load_bearable,
)


def rules_for(page):
    """Return the rules that a notebook of the course keeps."""
    if page.path == NOTATION:
        return [rule for rule in RULES if rule not in FOR_READING]
    return RULES


def main():
    """Print what each page holds, what it claims, and what breaks the limits."""
    print(
        "page         words  code panels exercises predictions blanks  claims minutes"
    )
    for page in pages(NOTEBOOKS):
        load = load_of(page)
        claimed = re.search(r"\*\*Time:\*\* (\d+)", page.cells[0].source)
        numbers = (load.words, load.lines, load.panels, load.exercises)
        numbers += (load.predictions, load.blanks, int(claimed[1]), load.minutes)
        widths = (6, 6, 7, 10, 12, 7, 8, 8)
        row = "".join(f"{n:{w}}" for n, w in zip(numbers, widths, strict=True))
        over = ", ".join(keeps_the_load_bearable(page))
        print(f"{number_of(page.path):12}{row}  {over and 'too much: ' + over}")


if __name__ == "__main__":
    main()
