"""All exercises and quizzes by name: each page's folder has its own, found here."""

import importlib
from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec

# By name and only when asked for, since imports go down, and pages stand above.
HOME = "backprop_helpers.pages"


class FromPages(Mapping):
    """What the file `room` of each page holds, by name, in the order of the pages.

    named(module) gives that of one page as a dict. ValueError, when it is first asked
    for something, if two have the same name.
    """

    def __init__(self, room, named):
        self._room, self._named = room, named

    @cached_property
    def _found(self):
        found = {}
        for page in page_names():
            place = f"{HOME}.{page}.{self._room}"
            if find_spec(place) is None:
                continue
            for name, each in self._named(importlib.import_module(place)).items():
                if name in found:
                    raise ValueError(f"Two of all {self._room} have the name {name}.")
                found[name] = each
        return found

    def __getitem__(self, name):
        return self._found[name]

    def __iter__(self):
        return iter(self._found)

    def __len__(self):
        return len(self._found)


def page_names():
    """Return the names of the pages in reading order; a page's number is its place."""
    return importlib.import_module(HOME).PAGES


EXERCISES = FromPages("exercises", lambda page: {e.name: e for e in page.EXERCISES})
QUIZZES = FromPages("quiz", lambda page: page.QUIZZES)
