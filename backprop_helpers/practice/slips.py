"""Known mistakes, each an edit of an exercise's solution: the maths stand there once.

What is executed here is the course's own text, that of the solution, with the edits
that stand beside it. Nothing that a student writes comes here.
"""

import ast
import inspect
import sys
from dataclasses import dataclass, field
from functools import cache

import numpy as np


@dataclass(frozen=True)
class Slip:
    """A mistake that students make.

    edits maps pieces of the solution's text to what stands in their place; each piece
    stands there exactly once. sentence tells the student what to look at, and does not
    give the answer away. at is the piece where students make it, if that is not where
    the first edit stands: y − ŷ is turned round, though the edit is a minus in front.
    """

    name: str
    edits: dict[str, str] = field(repr=False)
    sentence: str = field(repr=False)
    at: str = field(default="", repr=False)


source = cache(inspect.getsource)


def edited(text, slips):
    """Return the text with the edits of all slips in it, one slip after the other.

    None if a piece does not stand there exactly once, as where two slips change the
    same place and cannot both be made.
    """
    for slip in slips:
        for piece, replacement in slip.edits.items():
            if text.count(piece) != 1:
                return None
            text = text.replace(piece, replacement)
    return text


def with_slips(solution, slips):
    """Return the solution's twin that makes these mistakes, None if it cannot be."""
    text = edited(source(solution), slips)
    if text is None:
        return None
    return remade(solution, text)


def remade(solution, code, **names):
    """Return the solution made of other code, its text or tree, where it may use names.

    The code is the course's own: the solution's text, changed.
    """
    scope = {"np": np} | vars(sys.modules[solution.__module__]) | names
    exec(compile(code, f"<{solution.__name__}, changed>", "exec"), scope)
    return scope[solution.__name__]


def calculated(solution, slip):
    """Return when a slip's place is calculated, a pair of numbers: larger is later.

    The first is that of the smallest expression or line that holds it, if all of the
    solution are counted as Python works them out, the inner ones first. The second is
    its place in the text: within one expression the left side comes first.
    """
    text = source(solution)
    piece = slip.at or next(iter(slip.edits))
    start = text.index(piece) + len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    rows = text.splitlines()

    def offset(row, column):  # ast counts rows from 1, and columns in bytes
        return starts[row - 1] + len(rows[row - 1].encode()[:column].decode())

    def inner_first(node):
        for child in ast.iter_child_nodes(node):
            yield from inner_first(child)
        if hasattr(node, "end_lineno"):
            yield (
                offset(node.lineno, node.col_offset),
                offset(node.end_lineno, node.end_col_offset),
            )

    spans = [*inner_first(ast.parse(text))]
    around = [i for i, (a, b) in enumerate(spans) if a <= start and end <= b]
    return min(around, key=lambda i: spans[i][1] - spans[i][0]), start
