"""All exercises, sheets, problems and quizzes by name, from the pages' folders."""

import importlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec

# By name and only when asked for, since imports go down, and pages stand above.
HOME = "backprop_helpers.pages"


@dataclass(frozen=True)
class Question:
    """A question in plain text; `right` is one of its options.

    replies maps each option to a sentence, which says why it is right or wrong, and
    beliefs those options that many learners believe to the names of these beliefs.
    taught names the earlier page whose matter is asked again, else it is empty. code
    is a piece of Python that the question is about, or empty.
    """

    name: str
    prompt: str
    right: str
    replies: dict[str, str] = field(hash=False)
    beliefs: dict[str, str] = field(default_factory=dict, hash=False)
    taught: str = ""
    code: str = ""

    @property
    def options(self):
        """The options in the order in which they are shown."""
        return tuple(self.replies)


class FromPages(Mapping):
    """What the pages hold of one kind, by name, in reading order.

    read(page) returns that of one page as a dict. ValueError, when it is first asked
    for something, if two have the same name.
    """

    def __init__(self, read):
        self._read = read

    @cached_property
    def _found(self):
        found = {}
        for page in page_numbers():
            for name, each in self._read(page).items():
                if name in found:
                    raise ValueError(f"Two have the name {name}: page {page}.")
                found[name] = each
        return found

    def __getitem__(self, name):
        return self._found[name]

    def __iter__(self):
        return iter(self._found)

    def __len__(self):
        return len(self._found)


def page_numbers():
    """Return the names of the pages in reading order, each with its number as text.

    A page that has no number has an empty text.
    """
    return importlib.import_module(HOME).PAGES


def exercises_of(page):
    """Return the exercises in a page's `exercises`, by name."""
    return _all_in(f"{HOME}.{page}.exercises", "EXERCISES")


def sheets_of(page):
    """Return the sheets in a page's `pencil`, by name."""
    return _all_in(f"{HOME}.{page}.pencil", "SHEETS")


def problems_of(page):
    """Return the Parsons problems in a page's `parsons`, by their exercises' names."""
    return _all_in(f"{HOME}.{page}.parsons", "PROBLEMS")


def _all_in(place, name):
    """Return the tuple of this name in a module as a dict, {} if there is no module."""
    if find_spec(place) is None:
        return {}
    return {each.name: each for each in vars(importlib.import_module(place))[name]}


def quizzes_of(page):
    """Return the quizzes in a page's quiz.toml, by name: tuples of Questions."""
    file = files(f"{HOME}.{page}") / "quiz.toml"
    quizzes = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    return {
        name: tuple(map(_question, questions)) for name, questions in quizzes.items()
    }


def _question(table):
    """Return the Question of a table in quiz.toml.

    Its replies are texts or, where an option is a belief, tables with both. What is
    asked again says from which page, by the number that this page has now.
    """
    told = table["replies"]
    replies = {o: r if isinstance(r, str) else r["reply"] for o, r in told.items()}
    beliefs = {o: r["belief"] for o, r in told.items() if not isinstance(r, str)}
    prompt, taught = table["prompt"], table.get("taught", "")
    if taught:
        prompt = f"From page {page_numbers()[taught]}: {prompt}"
    name, right, code = table["name"], table["right"], table.get("code", "")
    return Question(name, prompt, right, replies, beliefs, taught, code)


EXERCISES = FromPages(exercises_of)
SHEETS = FromPages(sheets_of)
PROBLEMS = FromPages(problems_of)
QUIZZES = FromPages(quizzes_of)


def nearest(name, names):
    """Return which of these names is most like a name; it need not be a text."""
    return get_close_matches(str(name), names, n=1, cutoff=0.0)[0]
