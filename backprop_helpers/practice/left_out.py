"""Finds the arguments that a student's function pays no attention to."""

import numpy as np

from backprop_helpers.practice.answers import layers_of, read
from backprop_helpers.practice.calling import call, few_instructions, quiet
from backprop_helpers.practice.common_mistakes import identical
from backprop_helpers.practice.diagnosis import all_same, evaluate
from backprop_helpers.practice.verdict import Finding
from backprop_helpers.practice.wording import listed

ENOUGH = 300_000  # instructions of Python for one call; who needs more is not asked


def look_for_left_out(exercise, function, cases):
    """Return a sentence and names of mistakes if an argument is left out, else "", ().

    Such an argument changes the solution's answer in most cases, and the function's in
    none. An array is turned round for that, and made smaller; a number is taken from
    another case.
    """
    names = [
        name
        for i, name in enumerate(exercise.arguments)
        if _are_fractions(cases, i)
        and not _may_be_left_out(cases, i)
        and _is_left_out(exercise, function, cases, i)
    ]
    if not names:
        return "", ()
    it = listed(names)
    sentence = f"Your function pays no attention to {it}: its answer is the same "
    sentence += f"whatever {it} {'holds' if len(names) == 1 else 'hold'}."
    return sentence, ("an argument left out",)


def _are_fractions(cases, i):
    """Whether the i-th argument is a number or an array, and no count or label."""
    values = [inputs[i] for inputs in cases]
    return all(isinstance(value, (float, np.ndarray)) for value in values) and any(
        np.any(value != np.round(value)) for value in values
    )


def _may_be_left_out(cases, i):
    """Whether another argument rises with it: σ′ may be made of z or of a = σ(z)."""
    own = np.concatenate([np.ravel(inputs[i]) for inputs in cases])
    for j in range(len(cases[0])):
        shapes = [(np.shape(inputs[i]), np.shape(inputs[j])) for inputs in cases]
        if i != j and _are_fractions(cases, j) and all(a == b for a, b in shapes):
            others = np.concatenate([np.ravel(inputs[j]) for inputs in cases])
            if np.array_equal(np.argsort(own), np.argsort(others)):
                return True
    return False


def _is_left_out(exercise, function, cases, i):
    matters = 0
    for inputs, following in zip(cases, [*cases[1:], cases[0]], strict=True):
        value, seen = inputs[i], False
        is_array = isinstance(value, np.ndarray)
        for other in (np.flip(value), 0.9 * value) if is_array else (following[i],):
            changed = (*inputs[:i], other, *inputs[i + 1 :])
            before, after = (evaluate(exercise.solution, c) for c in (inputs, changed))
            if after is None or all_same(after, before):
                continue
            seen = True
            try:
                if not identical(
                    *(_answer(exercise, function, c) for c in (inputs, changed))
                ):
                    return False
            except Finding:  # it fails, so it did look at it
                return False
        matters += seen
    return matters > len(cases) / 2


def _answer(exercise, function, inputs):
    def with_an_end(*given):  # the inputs are new to it, so a loop may not end
        with few_instructions(ENOUGH):
            return function(*given)

    with quiet():
        answer, _ = call(with_an_end, inputs)
        return read(answer, exercise.returns, layers_of(inputs))
