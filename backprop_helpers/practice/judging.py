"""The steps of a check: collect a function's answers, compare them, say what is wrong.

An exercise here is anything with arguments, returns, solution, variant, sentences,
in_order, example and advice, as Exercise describes them.
"""

import numpy as np

from backprop_helpers.practice import common_mistakes
from backprop_helpers.practice.answers import layers_of, one_by_one, read
from backprop_helpers.practice.calling import call, has_changed, quiet
from backprop_helpers.practice.diagnosis import all_same, evaluate, find_slips, same
from backprop_helpers.practice.verdict import CORRECT, WRONG, Finding, Verdict
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

    answers = [answer_to(inputs) for inputs in cases]
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


@np.errstate(all="ignore")  # answers may be as large or as odd as they like
def compare(exercise, answers, cases):
    """Return the Verdict on answers, one list of arrays for each case."""
    expected = [evaluate(exercise.solution, inputs) for inputs in cases]
    right = [all_same(a, e) for a, e in zip(answers, expected, strict=True)]
    if all(right):
        tried = counted(len(cases), "test case")
        return Verdict(CORRECT, f"Correct: right to nine digits in {tried}.")
    misshapen = _explain_shapes(exercise, answers, expected, cases)
    given = answers, cases, exercise.variant, exercise.sentences
    slips = find_slips(*given, together=1)
    if not slips and not misshapen:
        sentence, constant = common_mistakes.look_at_constants(answers, expected)
        if constant:
            return Verdict(WRONG, f"Not right yet.\n{sentence}", (constant,))
    slips = slips or find_slips(*given)
    if slips:
        slips = exercise.in_order(slips)
        message = _explain_slips(exercise, slips, misshapen)
        return Verdict(WRONG, message, slips)
    order = common_mistakes.order_of_results(answers, expected, exercise.returns)
    if order:
        symbols = ", ".join(part.symbol for part in exercise.returns)
        message = f"The results are right, but return them in this order: ({symbols})."
        return Verdict(WRONG, message, ("order of results",))
    if misshapen and len(exercise.returns) == 1:
        return Verdict(WRONG, misshapen.strip(), ("shape",))
    return _look_closer(exercise, answers, expected, cases, right)


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


def _explain_shapes(exercise, answers, expected, cases, only=None):
    """Return a line on the first array of another shape than expected, "" if none.

    With `only` the answers are those of the result of this number alone.
    """
    returns = exercise.returns if only is None else [exercise.returns[only]]
    for answer, results, inputs in zip(answers, expected, cases, strict=True):
        parts = one_by_one(returns, layers_of(inputs))
        for a, e, part in zip(answer, results, parts, strict=True):
            if a.shape != e.shape:
                where = f"For {part.symbol} you" if len(exercise.returns) > 1 else "You"
                return f"{where} {common_mistakes.explain_shape(a, e, part)}.\n"
    return ""


def _explain_slips(exercise, slips, misshapen):
    sentences = [exercise.sentences[name] for name in slips]
    if len(slips) == 1:
        return (misshapen or "Not right yet, but this mistake is a known one.\n") + (
            sentences[0]
        )
    start = misshapen or "Not right yet, but these mistakes are known ones.\n"
    numbered = [f"{i}. {sentence}" for i, sentence in enumerate(sentences, 1)]
    return start + "\n".join(numbered)


def _look_closer(exercise, answers, expected, cases, right):
    """Explain answers that no slips explain as a whole."""
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
    said, mistakes = _say_what_is_seen(exercise, answers, expected, cases)
    if not said:
        said = [_which_are_right(exercise, answer, results, inputs)]
    message = "\n".join(filter(None, [start, *said, example]))
    return Verdict(WRONG, message, mistakes)


def _say_what_is_seen(exercise, answers, expected, cases):
    """Return sentences, and names of mistakes, for what the answers show part by part.

    Both are empty if nothing is seen in any part.
    """
    sentence, mistake = common_mistakes.nearly_right(answers, expected)
    if mistake:
        return [sentence], (mistake,)
    parts, symbols = exercise.returns, [part.symbol for part in exercise.returns]
    returned = [_of_each_part(answer, parts) for answer in answers]
    wanted = [_of_each_part(results, parts) for results in expected]
    right, unseen, said, slips_of, mistakes = [], [], [], {}, {}
    for i, part in enumerate(parts):
        of_part = [answer[i] for answer in returned]
        results = [answer[i] for answer in wanted]
        if all(all_same(a, e) for a, e in zip(of_part, results, strict=True)):
            right.append(part.symbol)
            continue
        others = zip(zip(*wanted, strict=True), symbols, strict=True)
        same_as = [
            symbol for other, symbol in others if all(map(all_same, of_part, other))
        ]
        if same_as:
            said.append(f"{part.symbol} is given the numbers of {same_as[0]}.")
            names = ("another result",)
        else:
            sentence, names = _look_at_part(exercise, i, of_part, results, cases)
            if sentence:
                said.append(f"It is {sentence}" if len(parts) == 1 else sentence)
            elif names:
                slips_of.setdefault(names, []).append(part.symbol)
            else:
                unseen.append(part.symbol)
        mistakes |= dict.fromkeys(names)
    for names, of_them in slips_of.items():
        sentences = " ".join(exercise.sentences[name] for name in names)
        said.append(f"For {listed(of_them)}: {sentences}")
    if not said:
        return [], ()
    if right:
        said.insert(0, f"Right: {listed(right)}.")
    if unseen:
        said.append(f"Look again at {listed(unseen)}.")
    return said, (*mistakes,)


def _of_each_part(arrays, parts):
    """Deal a list of arrays to the parts: one each, or one a layer."""
    size = len(arrays) // len(parts)
    return [arrays[size * i : size * (i + 1)] for i in range(len(parts))]


def _look_at_part(exercise, i, returned, expected, cases):
    """Return a sentence and the names of mistakes in the i-th result, ("", ()) if none.

    returned and expected hold its arrays, a list for each case. Slips of the exercise
    have their own sentences, and come with "".
    """
    parts, symbol = exercise.returns, exercise.returns[i].symbol
    misshapen = _explain_shapes(exercise, returned, expected, cases, i)
    if misshapen:
        return misshapen.strip(), ("shape",)
    sentence, mistake = common_mistakes.look_at_part(
        returned, expected, cases, [*exercise.arguments]
    )
    if mistake and len(parts) > 1:
        return f"{symbol} is {sentence}", (mistake,)
    if mistake or len(parts) == 1:
        return sentence, (mistake,) if mistake else ()

    def of_part(*names):
        function = exercise.variant(*names)
        return function and (lambda *inputs: _pick(function, inputs, parts, i))

    slips = find_slips(returned, cases, of_part, exercise.sentences)
    return "", exercise.in_order(slips)


def _pick(function, inputs, parts, i):
    """Return the arrays of the i-th result of a variant of the solution, as a tuple."""
    answer = evaluate(function, inputs)
    if answer is None:
        raise ValueError("a mistake does not fit the shapes of these inputs")
    return tuple(_of_each_part(answer, parts)[i])


def _which_are_right(exercise, answer, expected, inputs):
    """Say which results, or which entries, are right in one case; "" if none are."""
    parts = one_by_one(exercise.returns, layers_of(inputs))
    if len(parts) == 1:
        return common_mistakes.which_are_right(answer[0], expected[0], parts[0])
    right, wrong = [], []
    for a, e, part in zip(answer, expected, parts, strict=True):
        (right if same(a, e) else wrong).append(part.symbol)
    if not right:
        return ""
    return f"Right: {the_first(right)}. Look again at {the_first(wrong)}."


def _example(exercise, inputs, answer, expected, is_first):
    """Return a sentence with numbers: these inputs, what came back, what was expected.

    Of several results, it shows the first wrong one.
    """
    given = exercise.example if is_first else ""
    if not given:
        pairs = zip(exercise.arguments, inputs, strict=True)
        given = ", ".join(f"{name} = {shown(value)}" for name, value in pairs)
    parts = one_by_one(exercise.returns, layers_of(inputs))
    for a, e, part in zip(answer, expected, parts, strict=True):
        if not same(a, e):
            what = f" for {part.symbol}" if len(answer) > 1 else ""
            digits = 6 if shown(a) != shown(e) else 12
            returned = f"you returned {shown(a, digits)}{what}"
            return f"With {given}: {returned}, expected {shown(e, digits)}."
    raise AssertionError("an example is asked for only when something is wrong")
