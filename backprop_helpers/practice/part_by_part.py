"""A wrong answer looked at part by part: what is right, and what is seen in the rest.

An exercise here is as in `judging`; answers and expected hold a list of arrays for each
of the cases.
"""

import numpy as np

from backprop_helpers.practice import common_mistakes
from backprop_helpers.practice.answers import layers_of, one_by_one
from backprop_helpers.practice.diagnosis import (
    all_same,
    find_slips,
    near,
    same,
)
from backprop_helpers.practice.wording import listed, the_first


def explain_shapes(exercise, answers, expected, cases, only=None, guess=True):
    """Return a line on the first array of another shape than expected, "" if none.

    With `only` the answers are those of the result of this number alone; `guess` is
    that of `common_mistakes.explain_shape`.
    """
    returns = exercise.returns if only is None else [exercise.returns[only]]
    for answer, results, inputs in zip(answers, expected, cases, strict=True):
        parts = one_by_one(returns, layers_of(inputs))
        for a, e, part in zip(answer, results, parts, strict=True):
            if a.shape != e.shape:
                where = f"For {part.symbol} you" if len(exercise.returns) > 1 else "You"
                said = common_mistakes.explain_shape(a, e, part, guess)
                return f"{where} {said}."
    return ""


def right_already(parts, answers, expected):
    """Return in words what is right in every case: results, layers, rows or columns.

    Of the layers only the last is asked for, where a walk back begins; rows and columns
    only of a single result.
    """
    words, last_layers = [], []
    for i, part in enumerate(parts):
        pairs = [
            (_of_each_part(answer, parts)[i], _of_each_part(results, parts)[i])
            for answer, results in zip(answers, expected, strict=True)
        ]
        if all(all_same(a, e) for a, e in pairs):
            words.append(part.symbol)
        elif part.by_layer and all(same(a[-1], e[-1]) for a, e in pairs):
            last_layers.append(part.symbol)
        elif len(parts) == 1 and not part.by_layer:
            words += _right_lines([(a[0], e[0]) for a, e in pairs])
    if last_layers:
        words.append(f"{listed(last_layers)} of the last layer")
    return words


def _right_lines(pairs):
    """Name the outer rows and columns that are right in every case, and mostly not 0.

    Of inner ones, and of single entries in a table, a few are often right by chance.
    """
    axes = {e.ndim for _, e in pairs}
    if 0 in axes or len(axes) > 1 or any(a.shape != e.shape for a, e in pairs):
        return []
    names = ("row", "column") if axes == {2} else ("entry",)
    words = []
    for axis, name in enumerate(names):
        for place, where in ((0, "first"), (-1, "last")):
            right = [near(a, e).take(place, axis).all() for a, e in pairs]
            told = [np.any(e.take(place, axis)) for _, e in pairs]
            if all(right) and sum(told) > len(pairs) / 2:
                words.append(f"the {where} {name}")
    return words


def say_what_is_seen(exercise, answers, expected, cases, predict):
    """Return sentences, and names of mistakes, for what the answers show part by part.

    Both are empty if nothing is seen in any part. predict(names, i) gives the i-th
    answer with these mistakes, as for `find_slips`.
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
            sentence, names = _look_at_part(
                exercise, i, of_part, results, cases, predict
            )
            if sentence:
                said.append(f"It is {sentence}" if len(parts) == 1 else sentence)
            elif names:
                slips_of.setdefault(names, []).append(part.symbol)
            else:
                unseen.append(part.symbol)
        mistakes |= dict.fromkeys(names)
    for names, of_them in _in_order(exercise, slips_of):
        sentences = " ".join(exercise.sentences[name] for name in names)
        said.append(f"For {listed(of_them)}: {sentences}")
    if not said:
        return [], ()
    if right:
        said.insert(0, f"Right: {listed(right)}.")
    if unseen:
        said.append(f"Look again at {listed(unseen)}.")
    return said, (*mistakes,)


def _in_order(exercise, slips_of):
    """Return names of slips and what they explain: the earliest calculation first."""
    order = exercise.in_order([name for names in slips_of for name in names])
    return sorted(slips_of.items(), key=lambda pair: order.index(pair[0][0]))


def _of_each_part(arrays, parts):
    """Deal a list of arrays to the parts: one each, or one a layer."""
    size = len(arrays) // len(parts)
    return [arrays[size * i : size * (i + 1)] for i in range(len(parts))]


def _look_at_part(exercise, i, returned, expected, cases, predict):
    """Return a sentence and the names of mistakes in the i-th result, ("", ()) if none.

    returned and expected hold its arrays, a list for each case. Slips of the exercise
    have their own sentences, and come with "".
    """
    parts, symbol = exercise.returns, exercise.returns[i].symbol
    misshapen = explain_shapes(exercise, returned, expected, cases, i)
    if misshapen:
        return misshapen, ("shape",)
    sentence, mistake = common_mistakes.look_at_part(
        returned, expected, cases, [*exercise.arguments]
    )
    if mistake and len(parts) > 1:
        return f"{symbol} is {sentence}", (mistake,)
    if mistake or len(parts) == 1:
        return sentence, (mistake,) if mistake else ()

    def predict_part(names, case):
        answer = predict(names, case)
        return answer and _of_each_part(answer, parts)[i]

    slips = find_slips(returned, predict_part, exercise.sentences)
    return "", exercise.in_order(slips)


def which_are_right(exercise, answer, expected, inputs):
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
