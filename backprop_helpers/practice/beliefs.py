"""What many learners believe, with the questions that hold each belief as an option."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Belief:
    """A belief as a learner would say it, and where the course meets it.

    pages are the names of those that treat it. item is the name of the question on the
    first of them that asks for it, again are those of questions on later pages.
    sources are rows of notebooks/SOURCES.md in which it is described.
    """

    name: str
    says: str
    pages: tuple[str, ...]
    item: str
    again: tuple[str, ...]
    sources: tuple[str, ...] = ()


@cache
def all_beliefs():
    """Return the beliefs in beliefs.toml by name, in its order."""
    text = (files(__package__) / "beliefs.toml").read_text("utf-8")
    return {
        name: Belief(name, **{k: v if k in ONE else tuple(v) for k, v in table.items()})
        for name, table in tomllib.loads(text).items()
    }


ONE = ("says", "item")  # the other entries are lists
