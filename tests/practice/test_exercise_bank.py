"""Every exercise against answers that students write, right ones and wrong ones."""

import ast
import inspect
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.practice import solution
from backprop_helpers.practice.answers import layers_of, together
from backprop_helpers.practice.calling import has_changed, quiet
from backprop_helpers.practice.common_mistakes import MISTAKES
from backprop_helpers.practice.diagnosis import all_same, evaluate
from backprop_helpers.practice.registry import EXERCISES, FromPages
from backprop_helpers.practice.slips import edited, source
from tests.practice.banks import RIGHT, WRONG


def label(value):
    if callable(value):
        return f"line{value.__code__.co_firstlineno}"
    return value if isinstance(value, str) else "+".join(value) or "unnamed"


@pytest.mark.parametrize(("name", "answer"), RIGHT, ids=label)
def test_right_answers_are_accepted(name, answer):
    verdict = EXERCISES[name].judge(answer)
    assert verdict.status == "correct", verdict.message
    assert verdict.mistakes == ()


@pytest.mark.parametrize(("name", "answer", "mistakes"), WRONG, ids=label)
def test_wrong_answers_are_rejected_and_named(name, answer, mistakes):
    verdict = EXERCISES[name].judge(answer)
    assert verdict.status == "wrong"
    assert verdict.mistakes == mistakes, verdict.message
    for mistake in mistakes:
        assert EXERCISES[name].sentences.get(mistake, "") in verdict.message


def test_the_banks_know_every_exercise():
    right = Counter(name for name, _ in RIGHT)
    wrong = Counter(name for name, _, _ in WRONG)
    assert set(right) == set(wrong) == set(EXERCISES)
    assert min(right.values()) >= 3
    assert min(wrong.values()) >= 3
    for name, _, mistakes in WRONG:
        assert set(mistakes) <= {*EXERCISES[name].sentences, *MISTAKES}


def form(text):
    """The syntax of a function's body, its names numbered in the order of their use."""
    (tree,) = ast.parse(text).body
    if ast.get_docstring(tree) is not None:
        del tree.body[0]
    numbers = {}
    for node in ast.walk(tree):
        for field in ("id", "arg"):
            if hasattr(node, field):
                name = getattr(node, field)
                setattr(node, field, str(numbers.setdefault(name, len(numbers))))
    return [ast.dump(statement) for statement in (tree.args, *tree.body)]


def test_the_banks_hold_only_what_is_written_differently():
    """What a slip makes of the solution is tried by machine, in its own class below."""
    made = {
        (name, slip.name): form(edited(source(exercise.solution), [slip]))
        for name, exercise in EXERCISES.items()
        for slip in exercise.slips
    }
    for name, answer, mistakes in WRONG:
        for mistake in mistakes:
            written = form(inspect.getsource(answer))
            assert written != made.get((name, mistake)), (name, mistake)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.name)
class TestEachExercise:
    def test_the_solution_that_is_printed_is_correct(self, exercise, capsys):
        getattr(solution, exercise.name)()
        text = capsys.readouterr().out
        assert text.startswith(f"def {exercise.name}(")
        scope = {"np": np, "sigmoid": sigmoid}
        exec(text, scope)
        assert exercise.judge(scope[exercise.name]).status == "correct"

    def test_an_unfilled_stub_is_not_attempted(self, exercise):
        arguments = ", ".join(exercise.arguments)
        for body in ("...", "pass", "return None", "return ...", '"""Do it."""'):
            scope = {}
            exec(f"def stub({arguments}):\n    {body}", scope)
            assert exercise.judge(scope["stub"]).status == "not attempted"

    def test_it_is_complete(self, exercise):
        code = exercise.solution.__code__
        assert tuple(exercise.arguments) == code.co_varnames[: code.co_argcount]
        assert len(exercise.hints) >= 3
        assert len(exercise.sentences) == len(exercise.slips) >= 4
        assert not set(exercise.sentences) & set(MISTAKES) - {"constant factor"}
        assert {*exercise.in_order(exercise.sentences)} == {*exercise.sentences}
        for text in (exercise.prompt, *exercise.sentences.values(), *exercise.hints):
            assert text[-1] in ".?)"
            assert "\n" not in text
            assert len(text) <= 220

    def test_the_inputs_are_the_same_every_time(self, exercise):
        cases, again = exercise.cases(), exercise.cases()
        assert len(cases) >= 5
        for one, other in zip(cases, again, strict=True):
            for a, b in zip(one, other, strict=True):
                arrays = isinstance(a, dict | np.ndarray)
                assert not has_changed(a, b) if arrays else a == b

    def test_no_slip_gives_the_right_answer_or_that_of_another(self, exercise):
        """Nor do two slips together undo each other."""
        right = predictions(exercise)
        answers = {name: predictions(exercise, name) for name in exercise.sentences}
        for one, other in combinations([("right", right), *answers.items()], 2):
            assert differ(one[1], other[1]), (one[0], other[0])
        for pair in combinations(answers, 2):
            wrong = predictions(exercise, *pair)
            assert wrong is None or differ(wrong, right), pair

    def test_every_slip_is_named_as_itself(self, exercise):
        for name in exercise.sentences:
            verdict = exercise.judge(exercise.variant(name))
            assert (verdict.status, verdict.mistakes) == ("wrong", (name,))

    def test_constants_are_told_as_such(self, exercise):
        """As an array left as it was made: no slip may look like one, nor two."""
        for constant in (np.zeros_like, np.ones_like):
            verdict = exercise.judge(changed(exercise, constant))
            assert verdict.status == "wrong"
            assert verdict.mistakes in (
                ("one number everywhere",),
                ("does not use its arguments",),
                ALWAYS_ZERO.get(exercise.name),
            ), verdict.message

    def test_sign_and_factor_of_each_result_are_looked_at(self, exercise):
        """Each by itself, while the others are right."""
        ways = (np.negative, np.zeros_like, lambda a: 2 * a, lambda a: a / 2)
        for i, part in enumerate(exercise.returns):
            for way in ways:
                verdict = exercise.judge(changed(exercise, way, only=i))
                assert verdict.status == "wrong"
                assert verdict.mistakes, verdict.message
                named = set(verdict.mistakes) & set(exercise.sentences)
                is_alone = len(exercise.returns) == 1
                assert named or is_alone or part.symbol in verdict.message


ALWAYS_ZERO = {"hand_back": ("no start",)}  # without the blame of the cost all is 0


def changed(exercise, way, only=None):
    """Return the solution with its results changed, or with `only` one of them."""
    number = len(exercise.returns)

    def answer(*inputs):
        arrays = evaluate(exercise.solution, inputs)
        each = len(arrays) // number
        arrays = [
            way(array) if only in (None, i // each) else array
            for i, array in enumerate(arrays)
        ]
        results = together(arrays, exercise.returns, layers_of(inputs))
        return tuple(results) if number > 1 else results[0]

    return answer


def predictions(exercise, *slips):
    """What the solution answers with these slips, None if it cannot have them all."""
    function = exercise.variant(*slips)
    if function is None:
        return None
    with quiet():
        return [evaluate(function, case) for case in exercise.cases()]


def differ(some, others):
    """Whether answers differ by far more than the tolerance of a check."""
    return not all(
        one is not None and other is not None and all_same(one, other, 1e-6)
        for one, other in zip(some, others, strict=True)
    )


def test_the_solutions_agree_with_the_maths():
    for w, b, x, y in EXERCISES["dC_dw"].cases():
        found = [EXERCISES[n].solution(w, b, x, y) for n in ("dC_dw", "dC_db")]
        assert found == pytest.approx(line.gradient(w, b, x, y))


def test_the_first_numbers_of_page_04_are_those_of_the_page():
    exercise = EXERCISES["whole_step"]
    right = exercise.solution(*exercise.cases()[0])
    network = worked_example.network()
    network.step(worked_example.X, worked_example.Y, worked_example.ETA)
    wanted = network.w[2], network.b[2], network.w[3], network.b[3]
    # The wrong order is a small mistake there.
    wrong = exercise.variant("δ² with the updated w³")(*exercise.cases()[0])
    difference = 0
    for a, b, c in zip(right, wanted, wrong, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-14)
        difference = max(difference, np.abs(a - c).max())
    assert 1e-6 < difference < 1e-3


def test_two_exercises_may_not_share_a_name():
    same_name = FromPages(lambda page: {"warm_up": page})
    with pytest.raises(ValueError, match="Two have the name warm_up: page grad"):
        len(same_name)
