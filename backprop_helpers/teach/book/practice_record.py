"""What the book keeps of questions, pencils and problems, so that it answers alone."""

import base64
import json
import zlib
from itertools import chain, permutations

from backprop_helpers.panels.controls import described
from backprop_helpers.practice import typed, wanted
from backprop_helpers.practice.pencil import PROGRESS

SETS = 4  # of numbers for a pencil: those of the page, and others
FIRST = ord("0")  # the sign of reply 0: JSON has no need to escape those above
# What typed.py and wanted.py go by, for judge.js.
RULES = {
    "enough": typed.ENOUGH,
    "forgiven": typed.FORGIVEN,
    "exact": typed.EXACT,
    "largest": typed.LARGEST,
    "refused": typed.REFUSED,
    "room": wanted.ROOM,
    "same": wanted.SAME,
    "near": [wanted.NEAR, wanted.NEAR_STEP],
    "said": wanted.SAID,
    "more_digits": wanted.MORE_DIGITS,
}


def question_record(on_page):
    """Return the record of a QuestionOnPage: what each answer is told."""
    answers = ("", *on_page.question.options)
    replies = {answer: on_page.reply(answer) for answer in answers}
    return _record("question", on_page.widget, {"replies": replies})


def problem_record(on_page):
    """Return the record of a ProblemOnPage: its steps, and the reply to all one can do.

    The reply to each order of the lines is a sign in a text, see `arrangements`.
    """
    found = {}
    orders = [
        found.setdefault(on_page.reply_to_order(used), len(found))
        for used in arrangements(len(on_page.problem.lines))
    ]
    factors = ("", *on_page.problem.factors)
    return _record(
        "problem",
        on_page.widget,
        {
            "steps": [described(step) for step in on_page.steps],
            "replies": [*found],
            "orders": "".join(chr(FIRST + reply) for reply in orders),
            "factors": {factor: on_page.reply_to_factor(factor) for factor in factors},
        },
    )


def arrangements(count):
    """Return all ways to put some of `count` lines in order: short ones come first."""
    return chain(*(permutations(range(count), used) for used in range(count + 1)))


def pencil_record(pencil):
    """Return the record of a Pencil: what its blanks want, for each set of numbers."""
    sheet = pencil.sheet
    sets = []
    for seed in range(SETS):
        numbers, blanks = sheet.numbers(seed), {}
        for blank, line in sheet.line_of.items():
            one = sheet.wanted(blank, numbers)
            named, generic = one.wrong
            blanks[blank] = {
                "blank": blank,
                "right": one.right,
                "number": one.number,
                "rounded": one.rounded,
                "comes_out": one.comes_out,
                "ask": one.ask,
                "named": named,
                "generic": generic,
                "worked": line.worked(blank, numbers),
            }
        sets.append(blanks)
    hidden = {"rules": RULES, "progress": PROGRESS, "sets": sets}
    return _record("pencil", pencil.widget, hidden) | {"alt": pencil.alt}


def _record(kind, widget, hidden):
    """Return what all records have; what gives answers away is not to be read in it."""
    return {
        "kind": kind,
        "title": widget.title,
        "spec": widget.spec,
        "initial": widget.initial,
        "pick": widget.pick,
        "visible_status": widget.visible_status,
        "hidden": hide(hidden),
    }


def hide(content):
    """Return content as a text in which no eye falls on an answer.

    It is no lock: anybody can undo it, as the book does to check what was answered.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()
