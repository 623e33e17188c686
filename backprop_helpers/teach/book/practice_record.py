"""What the book keeps of questions, pencils and problems, so that it answers alone."""

import base64
import hashlib
import json
import zlib
from functools import partial
from itertools import chain, permutations

import numpy as np

from backprop_helpers.panels.controls import described
from backprop_helpers.panels.picture import Picture
from backprop_helpers.practice import typed, wanted
from backprop_helpers.practice.pencil import PROGRESS, Filled
from backprop_helpers.teach.book.frames import Pack, as_numbers, as_pixels
from backprop_helpers.teach.book.layers import Layers
from backprop_helpers.teach.book.panel_record import RATIOS

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


def pencil_record(pencil, folder, name, count=SETS):
    """Record a Pencil into files of a folder, whose names begin with `name`.

    Returns the record: its words, and which layers make its pictures, for so many sets
    of numbers.
    """
    forms = {
        form: _pictures(pencil, form, folder, f"{name}-{form}", count)
        for form in RATIOS
    }
    return pencil_words(pencil, count) | {"forms": forms}


def pencil_words(pencil, count=SETS):
    """Return the record of a Pencil but for its pictures.

    That is what its blanks want, for each set of numbers.
    """
    sheet, sets = pencil.sheet, []
    for seed in range(count):
        numbers = sheet.numbers(seed)
        blanks = {blank: sheet.wanted(blank, numbers) for blank in sheet.line_of}
        sets.append(
            {
                blank: {
                    "blank": blank,
                    "right": one.right,
                    "number": one.number,
                    "rounded": one.rounded,
                    "comes_out": one.comes_out,
                    "ask": one.ask,
                    "named": one.wrong[0],
                    "generic": one.wrong[1],
                    "worked": sheet.line_of[blank].worked(blank, numbers),
                }
                for blank, one in blanks.items()
            }
        )
    hidden = {"rules": RULES, "progress": PROGRESS, "sets": sets}
    record = _record("pencil", pencil.widget, hidden)
    return record | {
        "alt": pencil.alt,
        "sentences": [pencil.sentence],  # before anything is written
    }


def _pictures(pencil, form, folder, name, count):
    """Write the pictures of a pencil in one form; return what frames.js must know.

    `layers` has a list for each set of numbers. Each of its layers holds where these
    blanks are filled and this one is asked for, -1 for any: blanks are counted.
    """
    picture = Picture(pencil.draw, pencil.size, form == "narrow")
    picture.set_pixel_ratio(RATIOS[form])
    blanks, pack, told, layers = pencil.order, None, [], None
    for seed in range(count):
        numbers = pencil.sheet.numbers(seed)
        before = layers
        layers = Layers(partial(_drawn, pencil.sheet, numbers, picture), blanks)
        layers.fit(like=before)
        pack = pack or Pack(as_pixels(layers.base))
        frames = [[[], -1, pack.add(as_pixels(layers.base))]]
        for state, box, covers, pixels in layers.layers:
            whole, covered = layers.base.copy(), np.zeros(layers.base.shape, bool)
            whole[box], covered[box] = pixels, covers
            filled = sorted(map(blanks.index, state.filled))
            asked = blanks.index(state.asked) if state.asked else -1
            frames.append([filled, asked, pack.add(as_pixels(whole), covered)])
        told.append(frames)
    base, others = pack.write(folder, name)
    width, height = (round(100 * side) for side in picture.size)
    return {
        "base": base,
        "pack": others,
        "width": width,
        "height": height,
        "pick": {},
        "layers": told,
    }


def _drawn(sheet, numbers, picture, state):
    """Return the pixels of a sheet in a State, one number each."""
    filled = Filled(sheet, numbers, state.filled, frozenset(), state.asked, "")
    return as_numbers(picture.pixels(sheet.moment(filled))).copy()


def _record(kind, widget, hidden):
    """Return what all records have; what gives answers away is not to be read in it."""
    return {
        "kind": kind,
        "title": widget.title,
        "spec": widget.spec,
        "initial": widget.initial,
        "pick": widget.pick,
        "visible_status": widget.visible_status,
        # What a reader left is for these controls only.
        "edition": hashlib.sha256(
            repr((widget.spec, widget.initial)).encode()
        ).hexdigest()[:12],
        "hidden": hide(hidden),
    }


def hide(content):
    """Return content as a text in which no eye falls on an answer.

    It is no lock: anybody can undo it, as the book does to check what was answered.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()
