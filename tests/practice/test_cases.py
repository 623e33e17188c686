"""The cases of every exercise can tell right answers from wrong ones."""

import re

import numpy as np
import pytest

from backprop_helpers.practice.diagnosis import all_same, evaluate
from backprop_helpers.practice.registry import EXERCISES
from tests.practice.test_exercise_bank import changed

SHAPE = re.compile(r"shape \(([^)]*)\)")
# Where the examples are counted by another name than m, or there may not be one alone.
EXAMPLES = {
    "mini_batch": "size",  # m are the rows of all the data
    "damped_step": "",  # m are residuals, and without κ there must be one answer
}
NEVER_BELOW_0 = {
    *("eta", "epsilon", "h", "kappa", "lambda_", "decay", "most"),  # how far, how much
    *("mu", "beta1", "beta2", "p", "u", "i", "o", "f_next", "alpha"),
    "temperature",  # parts of a whole
    *("a", "a3", "y"),  # outputs of sigmoids or softmax, and those that are wished for
    *("s", "distance", "costs", "deviation"),  # squares, distances, costs
    "slope",  # that of a squeeze
}
NEVER_ABOVE_0 = {"curvature"}  # a saddle is left along a way down

each_exercise = pytest.mark.parametrize(
    "exercise", EXERCISES.values(), ids=lambda exercise: exercise.name
)


def sizes_by_name(exercise, inputs):
    """The sizes of one case by the letters in the words for its arguments: n, m.

    An argument's own number counts as a size, too.
    """
    sizes = {}
    for (name, words), value in zip(exercise.arguments.items(), inputs, strict=True):
        told = SHAPE.search(words)
        if isinstance(value, int):
            sizes[name] = {value}
        elif told:
            axes = [axis.strip() for axis in told[1].split(",") if axis.strip()]
            assert len(axes) == np.ndim(value), name
            for axis, size in zip(axes, value.shape, strict=True):
                *factor, letter = axis.split()
                sizes.setdefault(letter, set()).add(size / int(*factor or [1]))
    return sizes


@each_exercise
def test_the_shapes_are_those_that_are_told(exercise):
    """Equal letters are equal sizes, and a number is that size."""
    for inputs in exercise.cases():
        for letter, found in sizes_by_name(exercise, inputs).items():
            assert len(found) == 1, letter
            assert not letter.isdigit() or found == {int(letter)}


@each_exercise
def test_two_sizes_are_not_always_equal_and_none_is_always_the_same(exercise):
    """Else an axis may be taken for another, or a size be typed in."""
    cases = [sizes_by_name(exercise, inputs) for inputs in exercise.cases()]
    letters = [letter for letter in cases[0] if not letter.isdigit()]
    for letter in letters:
        assert len({max(sizes[letter]) for sizes in cases}) > 1, letter
    if letters:
        different = [len({max(sizes[l]) for l in letters} | {1}) for sizes in cases]
        assert max(different) == len(letters) + 1


@each_exercise
def test_one_batch_is_a_single_example(exercise):
    cases = [sizes_by_name(exercise, inputs) for inputs in exercise.cases()]
    m = EXAMPLES.get(exercise.name, "m")
    if m in cases[0]:
        assert {1} in [sizes[m] for sizes in cases]


def given(exercise):
    """Yield each argument's name, place, and numbers in all cases, but whole numbers.

    Those count, or are labels.
    """
    for i, name in enumerate(exercise.arguments):
        arrays = []
        for inputs in exercise.cases():
            by_layer = isinstance(inputs[i], dict)
            arrays += inputs[i].values() if by_layer else [inputs[i]]
        if not callable(arrays[0]):
            numbers = np.concatenate([np.ravel(array) for array in arrays])
            if not np.array_equal(numbers, np.round(numbers)):
                yield name, i, numbers


@each_exercise
def test_numbers_have_both_signs(exercise):
    """Else nobody sees that a sign is lost."""
    for name, _, numbers in given(exercise):
        if name not in NEVER_BELOW_0 | NEVER_ABOVE_0:
            assert numbers.min() < 0 < numbers.max(), name


def other(value):
    if isinstance(value, dict):
        return {key: other(array) for key, array in value.items()}
    return 0.3 - 2 * value + 0.1 * np.arange(np.size(value)).reshape(np.shape(value))


@each_exercise
def test_every_number_that_is_given_matters(exercise):
    """Whoever leaves an argument out, or sets it anew, must be found out."""
    cases = exercise.cases()
    right = [evaluate(exercise.solution, inputs) for inputs in cases]
    for name, i, _ in given(exercise):
        changed_cases = [(*c[:i], other(c[i]), *c[i + 1 :]) for c in cases]
        found = [evaluate(exercise.solution, inputs) for inputs in changed_cases]
        assert not all(map(all_same, found, right)), name


@each_exercise
def test_a_transposed_result_is_refused_and_called_so(exercise):
    tables = {"weights", "neurons", "targets", "counts", "kernel", "channels"}
    for i, part in enumerate(exercise.returns):
        if part.kind in tables:
            verdict = exercise.judge(changed(exercise, np.transpose, only=i))
            assert verdict.status == "wrong"
            is_a_slip = {*verdict.mistakes} <= {*exercise.sentences}
            assert "transpose" in verdict.message or is_a_slip
            assert verdict.mistakes


@each_exercise
@pytest.mark.parametrize(
    "form",
    [np.ndarray.tolist, np.asfortranarray, lambda array: array.astype(object)],
    ids=["lists", "columns", "objects"],
)
def test_a_right_answer_in_another_form_is_right(exercise, form):
    assert exercise.judge(changed(exercise, form)).status == "correct"
