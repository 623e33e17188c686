"""A notebook file that was handed in: of which page it is, and what of it is run.

Left out are the course's own solutions, by their tag, by their code and by the names
of their functions; and of the cells that are as the course has them, all on which no
other cell depends: pictures, training, pages of text.
"""

import ast
import builtins
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field

from backprop_helpers.pages import PAGES
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.teach import cells as texts
from backprop_helpers.teach.edition import is_solution, source_of

LARGEST_FILE = 50 * 2**20  # bytes
LOST_TAGS = 'Its solution cells have lost their tag "solution"; they were left out.'
OF_THE_COURSE = "of_the_course"  # an attribute of a function; see child.py
WITHOUT_EXERCISES = "notation"  # it comes back where a whole folder is handed in
CANNOT_BE_FOLLOWED = {  # where any variable may be used by its name as text
    *("exec", "eval", "globals", "locals", "vars"),
}


class Unusable(Exception):
    """A file is no submission; the message says why."""


@dataclass(frozen=True)
class Course:
    """What is known of the course's own notebooks: keys of cells (see cells.py).

    solutions are those of the solution cells, and others those of all other code
    cells; names are those of the functions in the solution cells.
    """

    solutions: frozenset = frozenset()
    others: frozenset = frozenset()
    names: frozenset = frozenset(f"{name}_solved" for name in EXERCISES)


def known(solutions, others=()):
    """Return the Course of these texts of solution cells, and of other cells."""
    names = {
        node.name
        for text in solutions
        for node in texts.statements(text)[0]
        if isinstance(node, ast.FunctionDef)
    }
    return Course(
        frozenset(map(texts.key, solutions)),
        frozenset(map(texts.key, others)),
        Course.names | (names - {*EXERCISES}),
    )


@dataclass
class Submission:
    """What of a notebook file is run and judged.

    units are (number of the code cell, text of one statement), in order. exercises
    maps names to the variables whose last value may be an answer; functions with one
    of the names not_own are none. problems are sentences; lost_tags says whether
    solutions were known without their tag.
    """

    units: list = field(default_factory=list)
    exercises: dict = field(default_factory=dict)
    not_own: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    lost_tags: bool = False


@dataclass(frozen=True)
class _Statement:
    cell: int
    node: ast.stmt
    own: bool  # it stands in no cell of the course, or is about an exercise
    taught: str = ""  # the exercise whose answer the course defines on a later page


def read(path, course):
    """Return the Submission in a notebook file; Unusable if it is none."""
    sources, titles = _contents(path)
    found, kept = Submission(not_own=sorted(course.names)), []
    for number, (source, tagged) in enumerate(sources, start=1):
        nodes, problem = _of_a_cell(source, tagged, course, found)
        if problem:
            found.problems.append(f"cell {number} {problem}")
        own = bool(problem) or texts.key(source) not in course.others
        checks = {
            name for node in nodes for name, _ in texts.checks_in(node, EXERCISES)
        }
        for node in nodes:
            name = getattr(node, "name", "")
            taught = name if name in {*EXERCISES} - checks and not own else ""
            about = own or _is_exercise(node)
            kept.append(_Statement(number, node, about, taught))
    if not sources and WITHOUT_EXERCISES in map(_plain, titles):
        return found
    given = _given(kept, course)
    pages = _pages(path.stem, titles, given)
    found.exercises = {
        name: [*dict.fromkeys([name, *given.get(name, ())])]
        for name, each in EXERCISES.items()
        if each.page in pages
    }
    found.units = [(each.cell, _text_of(each)) for each in _needed(kept)]
    return found


def _text_of(statement):
    """Return the text of a statement, with a mark if it is the course's own answer."""
    text = texts.text_of(statement.node)
    if statement.taught:
        text += f"\n{statement.taught}.{OF_THE_COURSE} = True"
    return text


def _contents(path):
    """Return (text, whether tagged as a solution) of each code cell, and the titles."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unusable("The file is too large for a notebook.")
        listed = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        code = [
            (source_of(cell), is_solution({"metadata": {}} | cell))
            for cell in listed
            if cell["cell_type"] == "code"
        ]
        prose = [source_of(cell) for cell in listed if cell["cell_type"] == "markdown"]
    except OSError as error:
        raise Unusable(f"The file cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unusable("The file is not a notebook.") from None
    heads = [re.match(r"\s*# +(.+)", text) for text in prose]
    return code, [head[1] for head in heads if head]


def _of_a_cell(source, tagged, course, found):
    """Return the statements of a cell that are no solution, and what is wrong.

    A tagged cell with a solution in it is left out, unless it answers under an
    exercise's own name, too: the edition for students has empty cells with the tag, and
    some write into these.
    """
    if texts.key(source) in course.solutions:
        found.lost_tags |= not tagged
        return [], ""
    nodes, problem = texts.statements(source)
    kept = [node for node in nodes if not _is_solution(node, course.names)]
    found.lost_tags |= len(kept) < len(nodes) and not tagged
    own = len(kept) == len(nodes) or any(_sets(node) & {*EXERCISES} for node in kept)
    if tagged and not own:
        return [], ""
    return kept, problem


def _is_solution(node, names):
    """Whether a statement defines or uses a function of a solution.

    A definition that only uses one is kept: it stops with an error when called.
    """
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return node.name in names
    return bool(texts.mentions(node) & names)


def _sets(node):
    return texts.globals_of(node)[1]


def _is_exercise(node):
    """Whether a statement of the course is that of an exercise, to be filled in."""
    defined = isinstance(node, ast.FunctionDef) and node.name in EXERCISES
    return defined or any(texts.checks_in(node, EXERCISES))


def _given(statements, course):
    """Return a dict from exercises to the variables that hold an answer, last first.

    The list is empty for an exercise that is only defined, or given no variable.
    """
    given = defaultdict(list)
    for each in (each for each in reversed(statements) if each.own):
        for name in _sets(each.node) & {*EXERCISES}:
            given[name] += [name]
        for name, argument in texts.checks_in(each.node, EXERCISES):
            variable = argument.id if isinstance(argument, ast.Name) else name
            given[name] += [variable] if variable not in course.names else []
    return given


def _pages(name, titles, given):
    """Tell the pages by the titles and the exercises, else by the file's name.

    Half of a page's exercises tell the page: some are asked for again on later pages.
    """
    pages = {page for page in PAGES if _plain(page) in map(_plain, titles)}
    met = {page: 0 for page in PAGES}
    for each in given:
        met[EXERCISES[each].page] += 1
    of = [exercise.page for exercise in EXERCISES.values()]
    pages |= {page for page in PAGES if 0 < of.count(page) <= 2 * met[page]}
    named = _page_named(name)
    if named and (not pages or met[named]):
        pages.add(named)
    if not pages:
        pages = {page for page in PAGES if met[page]}
    if not pages:
        raise Unusable(
            "It has no exercise of this course: is it a page of it, and does its name "
            "still begin as that of the page, as in 01_… or bug_museum?"
        )
    return pages


def _plain(title):
    """Return a title or a page's name as letters: some names have z for s."""
    letters = re.sub(r"[\W_]", "", title.lower().removeprefix("the "))
    return letters.replace("z", "s")


def _page_named(name):
    """Return the page that a file is named after, or None.

    Its own name comes before its number: pages get other numbers, and old copies stay.
    """
    found = [page for page in PAGES if _plain(page) in _plain(name)]
    numbers = re.findall(r"(?<!\d)(\d\d)_", name)[:1]
    found = found or [page for page in PAGES if PAGES[page] in numbers]
    return max(found, key=len, default=None)


def _needed(statements):
    """Return those statements that are a student's own, or on which these depend.

    Where a variable is used, everything before counts that may set or change it: all
    that names it, but for functions and modules, which stay what they are. A function
    uses its variables when it is called, so for these what comes later counts as well.
    """
    about = [texts.globals_of(each.node) for each in statements]
    fixed = _fixed(statements)
    touched = [sets | (uses - fixed) for uses, sets in about]
    keep, wanted = [each.own for each in statements], {}

    def want(place):
        until = len(statements) if texts.lasts(statements[place].node) else place
        for name in about[place][0]:
            wanted[name] = max(until, wanted.get(name, -1))

    for place, each in enumerate(statements):
        if each.own:
            want(place)
    if wanted.keys() & CANNOT_BE_FOLLOWED:
        return statements
    grows = True
    while grows:
        grows = False
        for place, names in enumerate(touched):
            if not keep[place] and any(wanted.get(n, -1) > place for n in names):
                keep[place] = grows = True
                want(place)
    return [each for each, kept in zip(statements, keep, strict=True) if kept]


def _fixed(statements):
    """Return the names of functions and modules."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    made = [_sets(each.node) for each in statements if isinstance(each.node, kinds)]
    return {*dir(builtins)}.union(*made)
