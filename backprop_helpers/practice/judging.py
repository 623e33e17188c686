"""The steps of a check: collect a function's answers, compare them, say what is wrong.

An exercise here is anything with arguments, returns, solution, variant, sentences,
in_order, example and advice, as Exercise describes them.
"""

import numpy as np

from backprop_helpers.practice import common_mistakes
from backprop_helpers.practice.answers import layers_of, one_by_one, read
from backprop_helpers.practice.calling import call, has_changed, quiet
from backprop_helpers.practice.diagnosis import (
    all_same,
    evaluate,
    find_slips,
    predictions,
    same,
)
from backprop_helpers.practice.part_by_part import (
    explain_shapes,
    right_already,
    say_what_is_seen,
    which_are_right,
)
from backprop_helpers.practice.verdict import (
    CORRECT,
    NOT_ATTEMPTED,
    WRONG,
    Finding,
    Verdict,
)
from backprop_helpers.practice.wording import counted, listed, shown, the_first


def collect(exercise, function, cases):
    """Call the function twice for each case; return its answers, the changed arguments.

    The answers are lists of arrays, one list per case; the arguments are their names.
    Finding if a call fails, or if two calls with the same inputs differ.
    """
    changed = {}

    def answer_to(inputs):
        with quiet():
            answer, given = call(function, inputs, exercise.advice)
            answer = read(answer, exercise.returns, layers_of(inputs))
        for name, before, after in zip(exercise.arguments, inputs, given, strict=True):
            if has_changed(before, after):
                changed[name] = after
        return answer

    answers = [_or_say_where(answer_to, exercise, inputs, cases) for inputs in cases]
    again = [answer_to(inputs) for inputs in reversed(cases)]  # so a toggle is caught
    pairs = zip(answers, reversed(again), strict=True)
    if not all(common_mistakes.identical(first, second) for first, second in pairs):
        raise Finding(
            WRONG,
            "Called twice with the same numbers, your function gave two different "
            "answers. Does it use random numbers, or change a variable outside?",
            "not repeatable",
        )
    return answers, [*changed]


def _or_say_where(answer_to, exercise, inputs, cases):
    """Return answer_to(inputs), and tell who returns nothing for some inputs alone."""
    try:
        return answer_to(inputs)
    except Finding as finding:
        if finding.verdict.status != NOT_ATTEMPTED:
            raise
        for others in cases:
            try:
                answer_to(others)
            except Finding:
                continue
            message = f"With {_named(exercise, inputs)} your function returns nothing: "
            message += "does every way through it end in a `return`?"
            raise Finding(WRONG, message, "returns nothing") from None
        raise


@np.errstate(all="ignore")  # answers may be as large or as odd as they like
def compare(exercise, answers, cases):
    """Return the Verdict on answers, one list of arrays for each case."""
    expected = [evaluate(exercise.solution, inputs) for inputs in cases]
    right = [all_same(a, e) for a, e in zip(answers, expected, strict=True)]
    if all(right):
        tried = counted(len(cases), "test case")
        return Verdict(CORRECT, f"Correct: right to nine digits in {tried}.")
    misshapen = explain_shapes(exercise, answers, expected, cases)
    predict = predictions(exercise.variant, cases)
    given = answers, predict, exercise.sentences
    slips = find_slips(*given, together=1)
    if not slips and not misshapen:
        sentence, constant = common_mistakes.look_at_constants(answers, expected)
        if constant:
            return Verdict(WRONG, f"Not right yet.\n{sentence}", (constant,))
    slips = slips or find_slips(*given)
    if slips:
        slips = exercise.in_order(slips)
        shape = explain_shapes(exercise, answers, expected, cases, guess=False)
        message = _explain_slips(exercise, slips, shape, answers, expected)
        return Verdict(WRONG, message, slips)
    order = common_mistakes.order_of_results(answers, expected, exercise.returns)
    if order:
        symbols = ", ".join(part.symbol for part in exercise.returns)
        message = f"The results are right, but return them in this order: ({symbols})."
        return Verdict(WRONG, message, ("order of results",))
    if misshapen and len(exercise.returns) == 1:
        return Verdict(WRONG, misshapen, ("shape",))
    return _look_closer(exercise, answers, expected, cases, predict)


def tell_changes(verdict, changed):
    """Return the verdict, or a wrong one if any argument (names) was changed."""
    if not changed:
        return verdict
    said = "The values are right, but your" if verdict.status == CORRECT else "Your"
    message = (
        f"{said} function changes what it was given: {listed(changed)}. A line such as "
        f"`{changed[0]} -= …` or `{changed[0]}[0] = …` writes into the caller's array; "
        f"`{changed[0]} = {changed[0]} - …` makes a new one."
    )
    if verdict.status != CORRECT:
        message = f"{verdict.message}\n{message}"
    return Verdict(WRONG, message, (*verdict.mistakes, "changed its arguments"))


def _explain_slips(exercise, slips, shape, answers, expected):
    """Say what went wrong; slips are in the order of the calculation.

    shape says which shape is another one, or is empty.
    """
    one = len(slips) == 1
    these = "this mistake is a known one" if one else "these mistakes are known ones"
    said = [shape or f"Not right yet, but {these}."]
    sentences = [exercise.sentences[name] for name in slips]
    if one:
        said += sentences
    else:
        said.append("Begin with number 1: it comes first in the calculation.")
        said += [f"{i}. {sentence}" for i, sentence in enumerate(sentences, 1)]
    right = right_already(exercise.returns, answers, expected)
    if right:
        said.append(f"Right already: {the_first(right)}.")
    return "\n".join(said)


def _look_closer(exercise, answers, expected, cases, predict):
    """Explain answers that no slips explain as a whole; predict is that of slips."""
    pairs = zip(answers, expected, strict=True)
    right = [all_same(answer, results) for answer, results in pairs]
    first = right.index(False)
    inputs, answer, results = cases[first], answers[first], expected[first]
    example = _example(exercise, inputs, answer, results, is_first=first == 0)
    if not all(np.all(np.isfinite(a)) for a in answer):
        message = f"{example}\nLook for a division by 0, a logarithm of 0, or a number "
        message += "that grew too big."
        return Verdict(WRONG, message, ("not finite",))
    start = "Not right yet."
    if any(right):
        start = f"Right for {sum(right)} of {len(cases)} inputs, but not for all."
    said, mistakes = say_what_is_seen(exercise, answers, expected, cases, predict)
    if not said:
        said = [which_are_right(exercise, answer, results, inputs)]
    message = "\n".join(filter(None, [start, *said, example]))
    return Verdict(WRONG, message, mistakes)


def _named(exercise, inputs):
    """Return the inputs as a part of a sentence: w = 2, b = 1."""
    pairs = zip(exercise.arguments, inputs, strict=True)
    return ", ".join(f"{name} = {shown(value)}" for name, value in pairs)


def _example(exercise, inputs, answer, expected, is_first):
    """Return a sentence with numbers: these inputs, what came back, what was expected.

    Of several results, it shows the first wrong one.
    """
    given = exercise.example if is_first else ""
    given = given or _named(exercise, inputs)
    parts = one_by_one(exercise.returns, layers_of(inputs))
    for a, e, part in zip(answer, expected, parts, strict=True):
        if not same(a, e):
            what = f" for {part.symbol}" if len(answer) > 1 else ""
            digits = 6 if shown(a) != shown(e) else 12
            returned = f"you returned {shown(a, digits)}{what}"
            return f"With {given}: {returned}, expected {shown(e, digits)}."
    raise AssertionError("an example is asked for only when something is wrong")
