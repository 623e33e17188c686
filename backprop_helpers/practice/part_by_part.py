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
    right, unseen, said, seen, mistakes = [], [], [], {}, {}
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
        shape = explain_shapes(exercise, of_part, results, cases, i)
        if same_as:
            sentence = f"given the numbers of {same_as[0]}."
            names = ("another result",)
        elif shape:
            said.append(shape)
            mistakes["shape"] = None
            continue
        else:
            given = of_part, results, cases, predict
            sentence, names = _look_at_part(exercise, i, *given)
        if names:
            seen.setdefault((sentence, names), []).append(part.symbol)
            mistakes |= dict.fromkeys(names)
        else:
            unseen.append(part.symbol)
    said += _told(exercise, seen)
    if not said:
        return [], ()
    if right:
        said.insert(0, f"Right: {listed(right)}.")
    if unseen:
        said.append(f"Look again at {listed(unseen)}.")
    return said, (*mistakes,)


def _told(exercise, seen):
    """Return the lines on what is seen, each once for all the symbols that have it.

    seen maps what goes on after "is", and names, to symbols. Slips come with "", and
    stand at the end, the earliest calculation first.
    """
    said, slips = [], []
    for (sentence, names), symbols in seen.items():
        it = "It" if len(exercise.returns) == 1 else listed(symbols)
        if sentence:
            said.append(f"{it} {'is' if len(symbols) == 1 else 'are each'} {sentence}")
            continue
        sentences = " ".join(exercise.sentences[name] for name in names)
        if not _names_itself(sentences, *symbols):
            sentences = f"For {it}: {sentences}"
        slips.append((names[0], sentences))
    order = exercise.in_order([name for name, _ in slips])
    slips.sort(key=lambda slip: order.index(slip[0]))
    return [*said, *(line for _, line in slips)]


def _names_itself(sentence, symbol, *others):
    """Whether a sentence begins with the only result that it is about, such as δ².

    A single letter may be an argument: "b is missing" where the new w is wrong.
    """
    starts = f"{symbol} ", f"In {symbol}"
    return not others and len(symbol) > 1 and sentence.startswith(starts)


def _of_each_part(arrays, parts):
    """Deal a list of arrays to the parts: one each, or one a layer."""
    size = len(arrays) // len(parts)
    return [arrays[size * i : size * (i + 1)] for i in range(len(parts))]


def _look_at_part(exercise, i, returned, expected, cases, predict):
    """Return a sentence and the names of mistakes in the i-th result, ("", ()) if none.

    returned and expected hold its arrays, a list for each case. The sentence goes on
    after "is". Slips of the exercise have their own, and come with "".
    """
    parts = exercise.returns
    sentence, mistake = common_mistakes.look_at_part(
        returned, expected, cases, [*exercise.arguments]
    )
    if mistake or len(parts) == 1:
        return sentence, (mistake,) if mistake else ()

    def predict_part(names, case):
        answer = predict(names, case)
        return answer and _of_each_part(answer, parts)[i]

    slips = find_slips(returned, predict_part, exercise.sentences)
    return "", exercise.in_order(slips)


def which_are_right(exercise, answer, expected, inputs):
    """Say which results, or entries, are right in one case; "" if none or all are."""
    parts = one_by_one(exercise.returns, layers_of(inputs))
    if len(parts) == 1:
        found = near(answer[0], expected[0])
        told = [
            (parts[0].entry(at, found.shape), ok) for at, ok in np.ndenumerate(found)
        ]
    else:
        results = zip(answer, expected, parts, strict=True)
        told = [(part.symbol, same(a, e)) for a, e, part in results]
    right = [name for name, is_right in told if is_right]
    wrong = [name for name, is_right in told if not is_right]
    if not right or not wrong:
        return ""
    return f"Right: {the_first(right)}. Look again at {the_first(wrong)}."
