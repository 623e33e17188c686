"""A check survives whatever a student's function does, and says what it was."""

import cProfile
import pstats
import random
import re
import tracemalloc
import warnings
from decimal import Decimal

import numpy as np
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell

from backprop_helpers.practice import check, hint, solution
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.common_mistakes import MISTAKES
from backprop_helpers.practice.diagnosis import find_slips, predictions, same
from backprop_helpers.practice.left_out import look_for_left_out
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.verdict import CORRECT, ERROR, NOT_ATTEMPTED, WRONG
from backprop_helpers.practice.wording import counted, listed, shown, subscript
from tests.practice.banks import RIGHT

NUMBER, COLUMN, STEP = (EXERCISES[n] for n in ("dC_dw", "delta2", "descent_step"))
BY_LAYER = EXERCISES["walk_back"]


def returning(value):
    return lambda *arguments: value


def raising(error):
    def function(*arguments):
        raise error

    return function


def right(w, b, x, y):
    return 2 * np.mean((w * x + b - y) * x)


# Not attempted, no function, another call


@pytest.mark.parametrize("value", [None, ..., NotImplemented], ids=repr)
def test_unfilled_is_not_attempted(value):
    raises = raising(NotImplementedError())
    for unfilled in (value, returning(value), returning((value, value)), raises):
        verdict = STEP.judge(unfilled)
        assert (verdict.status, verdict.mistakes) == ("not attempted", ())
    assert "`return`" in NUMBER.judge(returning(None)).message


@pytest.mark.parametrize("value", [3.0, "dC_dw", [1], {}, np.ones(3), object()])
def test_a_value_instead_of_a_function(value):
    verdict = NUMBER.judge(value)
    assert (verdict.status, verdict.mistakes) == ("wrong", ("wrong type",))
    assert "check.dC_dw(dC_dw)" in verdict.message


def test_the_wrong_number_or_order_of_arguments():
    verdict = NUMBER.judge(lambda w, b, x: 0)
    assert (verdict.status, verdict.mistakes) == ("error", ("arguments",))
    assert "(w, b, x)" in verdict.message
    assert "4 arguments: w (a number), b (a number), x (shape (m,))" in verdict.message
    verdict = NUMBER.judge(lambda x, y, w, b: right(w, b, x, y))
    assert (verdict.status, verdict.mistakes) == ("wrong", ("arguments",))
    assert "in this order: w (a number)" in verdict.message


def test_any_kind_of_callable_will_do():
    class Answer:
        def __call__(self, w, b, x, y):
            return right(w, b, x, y)

        method = __call__

    def other_names(u, v, s, t, extra=1):
        return right(u, v, s, t)

    for function in (Answer(), Answer().method, other_names, lambda *a: right(*a)):
        assert NUMBER.judge(function).status == "correct"
    for builtin in (dict, max, print):  # these have no signature, or take anything
        assert NUMBER.judge(builtin).status in {NOT_ATTEMPTED, CORRECT, WRONG, ERROR}


# Errors


def inverts(z2, delta3, w3):
    return np.linalg.inv(w3[0])


def endless(w, b, x, y):
    return endless(w, b, x, y)


def in_a_cell():
    shell = InteractiveShell()
    shell.run_cell("def answer(w, b, x, y):\n    return w * x + c")
    return shell.user_ns["answer"]


def without_a_file():
    scope = {}
    exec("def answer(w, b, x, y):\n    return nothing", scope)
    return scope["answer"]


@pytest.mark.parametrize(
    ("exercise", "function", "problem", "line"),
    [
        (COLUMN, inverts, "LinAlgError: ", ": return np.linalg.inv(w3[0])"),
        (NUMBER, endless, "itself without end", ": return endless(w, b, x, y)"),
        (NUMBER, in_a_cell(), "NameError: name 'c' is", ": return w * x + c"),
        (NUMBER, without_a_file(), "NameError: name 'nothing' is", "."),
    ],
)
def test_an_error_is_told_with_the_students_own_line(exercise, function, problem, line):
    verdict = exercise.judge(function)
    assert verdict.status == "error"
    assert problem in verdict.message
    code = function.__code__
    number = [n for *_, n in code.co_lines() if n][-1]
    assert f"Line {number} of your code{line}" in verdict.message


@pytest.mark.parametrize(
    ("use", "words"),
    [
        (lambda square, column: column @ square, "Here they are 1 and 2."),
        (lambda square, column: np.dot(column, square), "The sizes (2,1) and (2,2) do"),
        (lambda square, column: square + np.ones((3, 1)), "(2,2) and (3,1) do not fit"),
        (lambda square, column: square @ column[0, 0], "a single number"),
        (
            lambda square, column: square.__iadd__(np.ones((2, 2, 2))),
            "(2,2) and (2,2,2)",
        ),
        (lambda square, column: column.__setitem__(slice(None), np.ones(7)), "a place"),
        (lambda square, column: column.__setitem__([0, 1], np.ones((7, 1))), "a place"),
    ],
    ids=["@", "dot", "+", "number", "in place", "slice", "places"],
)
def test_sizes_that_do_not_fit_are_told_in_our_words_before_those_of_numpy(use, words):
    def answer(w, b, x, y):
        return use(np.ones((2, 2)), np.ones((2, 1)))

    first, *_, last = NUMBER.judge(answer).message.splitlines()
    assert words in first
    assert last.startswith("In NumPy's words: ValueError: ")


def one_delta_per_input(x, delta, size, stride):
    return sum(delta[i] * x[i : i + size] for i in range(0, len(x) - size, stride))


def square_map(x, delta):
    rows = range(len(delta))
    return [[delta[i, j] * x[i, j] for j in rows] for i in rows]


def one_step_too_many(w, a, y):
    return 2 * (a[len(a)] - y[len(a)]) @ a[0].T


@pytest.mark.parametrize(
    ("exercise", "function", "words"),
    [
        ("strided_gradient", one_delta_per_input, "one entry per place, not per input"),
        ("kernel_gradient", square_map, "Is the map taken for square?"),
        ("every_step", one_step_too_many, "a has T + 1 entries"),
    ],
)
def test_what_lies_behind_an_error_in_this_exercise(exercise, function, words):
    verdict = EXERCISES[exercise].judge(function)
    assert verdict.status == "error"
    *_, last = verdict.message.splitlines()
    assert words in last
    assert "Python counts" not in verdict.message


class BrokenError(Exception):
    def __str__(self):
        raise ValueError


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (SystemExit(1), "SystemExit"),
        (GeneratorExit(), "GeneratorExit"),
        (BrokenError(), "BrokenError"),
        (MemoryError(), "MemoryError"),
        (ValueError("x" * 999), "ValueError: xxx"),
        (KeyboardInterrupt(), "It was stopped before"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_exception_is_caught(error, words):
    verdict = NUMBER.judge(raising(error))
    assert verdict.status == "error"
    assert words in verdict.message
    assert len(verdict.message) < 600


# Answers that are not numbers


class HasArray:
    def __array__(self, *arguments, **named):
        raise SystemExit


CIRCULAR = []
CIRCULAR.append(CIRCULAR)


@pytest.mark.parametrize(
    "value",
    [
        "0.5", b"0.5", ["1", "2"], {"w": 1}, {1.0}, 1j, np.array([1j]), True,
        [[True], [False]], object(), np.sin, [[1.0], [2.0, 3.0]], [None, 1.0], [...],
        Decimal(1), np.array(["a"]), np.datetime64("2020"), 10**400, HasArray(),
        CIRCULAR, {}, np.array(None), print, [[1.0], [object()]], range, "",
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_answers_that_are_not_numbers(value):
    for exercise in (NUMBER, COLUMN, STEP):
        verdict = exercise.judge(returning(value))
        assert verdict.status in ("wrong", "not attempted")
        assert verdict.message
        if verdict.status == "wrong":
            assert set(verdict.mistakes) <= {"wrong type", "shape"}
            assert verdict.mistakes


def test_yield_and_async_are_explained():
    def generator(w, b, x, y):
        yield right(w, b, x, y)

    async def coroutine(w, b, x, y):
        return right(w, b, x, y)

    for function in (generator, coroutine):
        verdict = NUMBER.judge(function)
        assert verdict.mistakes == ("wrong type",)
        assert "return" in verdict.message


def of_two_gigabytes():
    """Such arrays, and an object that gives one, without the memory they stand for."""
    zeros = np.broadcast_to(0.0, 250_000_000)

    class Giant:
        def __array__(self, *arguments, **named):
            return zeros

    row = [0.0] * 500_000
    yield zeros
    yield zeros.reshape(2, -1)
    yield Giant()
    yield {2: zeros, 3: 0.0}
    yield [row] * 500
    yield (row,) * 500
    yield [[row, row], [row, row]]
    yield dict.fromkeys(range(2_000_000))


@pytest.mark.parametrize("value", [*of_two_gigabytes()], ids=lambda v: type(v).__name__)
def test_two_gigabytes_are_refused_without_a_copy(value):
    for exercise in (NUMBER, COLUMN, STEP, BY_LAYER):
        tracemalloc.start()
        verdict = exercise.judge(returning(value))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 100e6
        assert verdict.status == "wrong"
        assert len(verdict.message) < 600
        assert set(verdict.mistakes) <= {"shape", "wrong type"}


def test_a_masked_array_does_not_pass():
    def masked(*inputs):
        return np.ma.masked_less(COLUMN.solution(*inputs), 0)

    verdict = COLUMN.judge(masked)
    assert verdict.mistakes == ("wrong type",)
    assert "np.array(" in verdict.message


class Raises:
    """Raises whatever it is asked, but can be called."""

    def __getattribute__(self, name):
        raise KeyError(name)

    def __str__(self):
        raise KeyError

    def __len__(self):
        raise KeyError

    def __call__(self, *inputs):
        return right(*inputs)

    __repr__ = __eq__ = __bool__ = __iter__ = __array__ = __float__ = __str__
    __hash__ = None


def test_objects_whose_methods_raise_leave_no_traceback(capsys):
    for exercise in ("dC_dw", "delta2", "descent_step", "walk_back", "one_hot"):
        for answer in (Raises(), returning(Raises()), returning([Raises(), Raises()])):
            getattr(check, exercise)(answer)
            printed = capsys.readouterr().out
            assert printed[0] in "✗✓"
    check.walk_back(returning(({2: Raises(), 3: Raises()}, {Raises: 1})))
    assert capsys.readouterr().out[0] == "✗"

    class Signed:
        __signature__ = property(lambda self: 1 / 0)

        def __call__(self, *inputs):
            return right(*inputs)

    assert NUMBER.judge(Signed()).status == "correct"


def test_a_check_cannot_be_written_over(capsys):
    check.delta3 = print
    assert "Type check.delta3(your_function)" in capsys.readouterr().out
    del check.delta3
    check.delta3(EXERCISES["delta3"].solution)
    assert "✓ delta3" in capsys.readouterr().out
    with pytest.raises(TypeError):
        EXERCISES["delta3"] = None


def test_input_is_no_empty_exercise():
    for error in (EOFError("EOF when reading a line"), StdinNotImplementedError("no")):
        verdict = NUMBER.judge(raising(error))
        assert verdict.status == "error"
        assert "Leave out input()" in verdict.message


def test_true_and_false_are_told_how_to_become_numbers():
    def compared(labels):
        return labels[:, np.newaxis] == np.arange(10)

    verdict = EXERCISES["one_hot"].judge(compared)
    assert verdict.mistakes == ("wrong type",)
    assert "count as 1 and 0 only after 1 *" in verdict.message


def test_an_array_that_lies_about_equality_is_not_believed():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, dtype=bool)

        def __sub__(self, other):
            return np.zeros(self.shape)

        def __le__(self, other):
            return True

        __rsub__, __ne__, __hash__ = __sub__, __eq__, None

    liar = np.ones((2, 1)).view(Liar)
    assert COLUMN.judge(returning(liar)).status == "wrong"

    class LyingFloat(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    assert NUMBER.judge(returning(LyingFloat(1.0))).status == "wrong"


@pytest.mark.parametrize(
    ("exercise", "form"),
    [
        *((NUMBER, form) for form in (float, np.float64, np.array)),
        *((NUMBER, form) for form in (lambda v: [v], lambda v: np.array([[v]]))),
        (NUMBER, lambda v: v + 0j),  # numpy's eigvals may answer with such numbers
        (COLUMN, np.ndarray.tolist),
        (COLUMN, lambda delta: tuple(map(tuple, delta))),
    ],
)
def test_every_form_of_a_right_answer_is_accepted(exercise, form):
    verdict = exercise.judge(lambda *inputs: form(exercise.solution(*inputs)))
    assert verdict.status == "correct"


# What a function does besides


def test_printing_and_warnings_are_swallowed(capsys):
    def answer(w, b, x, y):
        print("working …")
        warnings.warn("careful", stacklevel=1)
        np.log(np.zeros(3)) / 0
        np.seterr(all="raise")
        return right(w, b, x, y)

    before = np.geterr()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert NUMBER.judge(answer).status == "correct"
    assert not caught
    assert np.geterr() == before
    assert capsys.readouterr() == ("", "")
    with np.errstate(all="raise"):  # it stays outside
        verdict = NUMBER.judge(lambda w, b, x, y: right(w, b, x, y) + 0 / x.sum() * 0)
    assert verdict.status == "correct"


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [(np, "exp", "np.exp"), (np.linalg, "norm", "np.linalg.norm"), (np, "pi", "np.pi")],
)
def test_what_is_set_in_numpy_is_put_back_and_named(module, name, said):
    before = getattr(module, name)

    def answer(w, b, x, y):
        setattr(module, name, lambda z: 7.0)
        return right(w, b, x, y)

    verdict = NUMBER.judge(answer)
    assert (verdict.status, verdict.mistakes) == ("wrong", ("changed numpy",))
    assert f"sets {said} to something of its own" in verdict.message
    assert getattr(module, name) is before
    setattr(module, name, None)  # as in a cell of the page
    verdict = NUMBER.judge(right)
    assert (verdict.status, verdict.mistakes) == ("wrong", ("changed numpy",))
    assert f"{said} was set to something else in a cell" in verdict.message
    assert getattr(module, name) is before
    assert NUMBER.judge(right).status == "correct"


def test_numpy_is_put_back_after_an_error_too():
    before = np.exp

    def answer(w, b, x, y):
        np.exp = None
        return np.exp(x)

    assert NUMBER.judge(answer).status == "error"
    assert np.exp is before


def test_changed_arguments_are_told_even_if_the_values_are_right():
    def answer(w, b, x, y):
        result = right(w, b, x, y)
        x *= 2
        y[0] = 7
        return result

    verdict = NUMBER.judge(answer)
    assert (verdict.status, verdict.mistakes) == ("wrong", ("changed its arguments",))
    assert "The values are right, but" in verdict.message
    assert "x and y" in verdict.message


def test_changed_arguments_are_told_beside_a_mistake():
    def answer(w, b, x, y):
        x[:] = w * x + b - y
        return np.mean(x)

    verdict = EXERCISES["dC_db"].judge(answer)
    assert verdict.mistakes == ("lost the 2", "changed its arguments")


def test_views_may_be_returned_and_what_is_changed_cannot_spoil_the_next_call():
    def spoils(z2, delta3, w3):
        result = COLUMN.solution(z2, delta3, w3)
        w3[:] = delta3[:] = z2[:] = np.nan
        return result

    def shares(z2, delta3, w3):
        z2[:] = COLUMN.solution(z2, delta3, w3)
        return z2

    verdict = COLUMN.judge(lambda z2, delta3, w3: w3[:, :1])
    assert (verdict.status, verdict.mistakes) == ("wrong", ("an argument left out",))
    for function in (spoils, shares):
        assert COLUMN.judge(function).mistakes == ("changed its arguments",)
    assert COLUMN.judge(COLUMN.solution).status == "correct"


def test_random_answers_and_memory_are_told():
    calls = []

    def remembers(w, b, x, y):
        calls.append(x)
        return len(calls)

    def toggles(w, b, x, y):
        calls.append(x)
        return right(w, b, x, y) * (-1) ** len(calls)

    for function in (lambda *a: random.random(), remembers, toggles):
        assert NUMBER.judge(function).mistakes == ("not repeatable",)


# What is said about an answer


def second_off(by):
    return lambda delta: delta + np.array([[0], [by]])


def second_is(value):
    return lambda results: (results[0], value)


def zeros_by_layer(results):
    nabla_w, nabla_b = results
    return nabla_w, dict.fromkeys(nabla_b, 0)


def in_layers_2_and_3(change):
    """Change ∂C/∂b, a dict by layer, where a network has these two layers."""

    def changed(results):
        nabla_w, nabla_b = results
        return nabla_w, change(nabla_b) if [*nabla_b] == [2, 3] else nabla_b

    return changed


NOT_FINITE = [(bad, ("not finite",)) for bad in (np.nan, np.inf, -np.inf)]


@pytest.mark.parametrize(
    ("exercise", "change", "mistakes", "words"),
    [
        (COLUMN, np.ravel, ("shape",), "shape (2,), expected (2, 1)"),
        (COLUMN, np.ravel, ("shape",), "Keep the column"),
        (COLUMN, np.transpose, ("shape",), "transposed"),
        (COLUMN, np.sum, ("shape",), "one number, expected (2, 1)"),
        (COLUMN, lambda d: d @ d.T, ("shape",), "a column and a row make a table"),
        (COLUMN, lambda d: np.ones((3, 4, 5)), ("shape",), "shape (3, 4, 5)"),
        (COLUMN, lambda d: [], ("shape",), "shape (0,)"),
        (COLUMN, lambda d: -d, ("sign",), "minus the right answer"),
        (COLUMN, lambda d: d * 3 / 4, ("constant factor",), "3/4 × the right answer"),
        (COLUMN, lambda d: d[::-1], ("places",), "in the wrong places"),
        (COLUMN, lambda d: d * (1 + 1e-6), ("nearly right",), "do not round"),
        (COLUMN, lambda d: d.astype(np.float32), ("nearly right",), "use float64"),
        (COLUMN, lambda d: 0 * d, ("one number everywhere",), "returns is 0, whatever"),
        (COLUMN, second_off(1), (), "Right: δ²₁. Look again at δ²₂."),
        (COLUMN, second_off(1), (), "With the numbers of this page: you returned"),
        *((COLUMN, second_off(bad), named, str(bad)) for bad, named in NOT_FINITE),
        *((NUMBER, returning(bad), named, "") for bad, named in NOT_FINITE),
        (NUMBER, lambda v: v + 1 / 3, (), "With w = 2, b = 1, x = [1, 2, 4], y = [2,"),
        (NUMBER, lambda v: v + 1 / 3, (), "6, 8]: you returned 2.33333, expected 2."),
        (NUMBER, lambda v: v + 1e-8, ("nearly right",), "2.00000001, expected 2."),
        (NUMBER, lambda v: v + (v > 0), (), "Right for 5 of 6 inputs"),
        (STEP, second_is(None), ("wrong type",), "For b you returned None"),
        (STEP, second_is(5.0), (), "Right: w. Look again at b."),
        (STEP, second_is(5.0), (), "you returned 5 for b, expected"),
        (BY_LAYER, second_is(5.0), ("wrong type",), "returned a number; expected a"),
        (BY_LAYER, second_is({}), ("shape",), "your dictionary holds nothing"),
        (BY_LAYER, second_is({2: 0, 4: 0}), ("shape",), "2 and 4; expected a dict"),
        (BY_LAYER, zeros_by_layer, ("shape",), "For ∂C/∂b² you returned one number"),
        (BY_LAYER, second_is({2: 0, 3: None}), ("wrong type",), "For ∂C/∂b³ you"),
        (BY_LAYER, lambda r: r[::-1], ("order of results",), "(∂C/∂w, ∂C/∂b)"),
        (
            BY_LAYER,
            in_layers_2_and_3(lambda b: {2: b[3], 3: b[2]}),
            (),
            "Right: ∂C/∂w² and ∂C/∂w³. Look again at ∂C/∂b² and ∂C/∂b³.",
        ),
        (BY_LAYER, in_layers_2_and_3(lambda b: {2: b[3], 3: b[2]}), (), "for ∂C/∂b²"),
    ],
)
def test_what_is_said(exercise, change, mistakes, words):
    verdict = exercise.judge(lambda *inputs: change(exercise.solution(*inputs)))
    assert (verdict.status, verdict.mistakes) == ("wrong", mistakes)
    assert words in verdict.message
    assert set(mistakes) <= set(MISTAKES)


def test_one_slip_in_several_results_is_said_once():
    exercise = EXERCISES["whole_step"]
    uphill = exercise.variant("uphill")

    def only_layer_3(*inputs):
        return *exercise.solution(*inputs)[:2], *uphill(*inputs)[2:]

    verdict = exercise.judge(only_layer_3)
    assert verdict.mistakes == ("uphill",)
    assert "Right: w² and b²." in verdict.message
    assert verdict.message.count(exercise.sentences["uphill"]) == 1
    assert "For w³ and b³: " in verdict.message


def lines_about(exercise, *slips):
    """The lines that are said about these slips, without the first."""
    exercise = EXERCISES[exercise]
    verdict = exercise.judge(exercise.variant(*slips))
    assert sorted(verdict.mistakes) == sorted(slips)
    _, *lines = verdict.message.splitlines()
    return [line for line in lines if line not in exercise.sentences.values()]


def test_two_slips_begin_with_the_first_of_the_calculation():
    """Though that of delta3's sign is edited in front of the whole product."""
    sentences = EXERCISES["delta3"].sentences
    assert lines_about("delta3", "slope of tanh", "turned round") == [
        "Begin with number 1: it comes first in the calculation.",
        f"1. {sentences['turned round']}",
        f"2. {sentences['slope of tanh']}",
    ]


@pytest.mark.parametrize(
    ("exercise", "slips", "right"),
    [
        ("whole_step", ["∂C/∂w³: * for @", "∂C/∂w²: * for @"], "b² and b³"),
        ("whole_step", ["b² not moved"], "w², w³ and b³"),
        ("walk_back", ["BP2: σ′ at a"], "∂C/∂w and ∂C/∂b of the last layer"),
        ("blame_through_softmax", ["first Jacobian for all"], "the first column"),
        ("strided_gradient", ["stride at the weight, too"], "the first entry"),
        ("walk_back", ["turned round"], ""),
        ("delta3", ["turned round"], ""),
        ("l1_step", ["the data stopped at 0, too"], ""),  # one entry is, by chance
        ("damped_step", ["divided by κ"], ""),
    ],
)
def test_what_is_right_already_is_told_beside_slips(exercise, slips, right):
    told = [line for line in lines_about(exercise, *slips) if line[:5] == "Right"]
    assert told == ([f"Right already: {right}."] if right else [])


def test_a_slip_explains_a_shape_and_nothing_is_guessed_beside_it():
    """δ itself, two neurons and two examples, looks like a column times a row."""
    exercise = EXERCISES["batch_gradient"]
    verdict = exercise.judge(exercise.variant("∂C/∂b: kept for each example"))
    assert "shape (2, 2), expected (2, 1)" in verdict.message
    assert "perhaps" not in verdict.message


def one_third_more(w, b, x, y):
    residual = w * x + b - y
    return np.mean(2 * residual * x) + 1 / 3


def own_random_numbers(normal):
    drawn = np.random.default_rng(0).normal(size=normal.shape)
    return drawn * np.sqrt(2 / normal.shape[1])


def own_eta_and_decay(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    right = EXERCISES["adamw_step"].solution
    w, v, s = right(w, v, s, g, t, 0.12, beta1, beta2, epsilon, 0.07)
    return w, v + 1 / 3 * np.sin(np.arange(len(v))), s


def cubed(z3, a3, y):
    return (a3 - y) ** 3 * a3 * (1 - a3)


@pytest.mark.parametrize(
    ("function", "exercise", "ignored"),
    [
        (own_random_numbers, "start", "normal: its answer is the same whatever normal"),
        (own_eta_and_decay, "adamw_step", "eta and decay: its answer is the same what"),
        (cubed, "delta3", ""),  # wrong, but not because z³ is left out: it has a³
        (one_third_more, "dC_dw", ""),
    ],
)
def test_an_argument_that_is_left_out_is_named(function, exercise, ignored):
    verdict = EXERCISES[exercise].judge(function)
    assert verdict.status == "wrong"
    assert verdict.mistakes == (("an argument left out",) if ignored else ())
    assert ("pays no attention to" in verdict.message) == bool(ignored)
    assert ignored in verdict.message


def test_a_loop_that_ends_only_for_the_given_numbers_is_no_trap():
    given = {tuple(case[0].ravel()) for case in EXERCISES["start"].cases()}

    def may_not_end(normal):
        while tuple(normal.ravel()) not in given:
            pass
        return np.cos(np.arange(normal.size)).reshape(normal.shape)

    assert EXERCISES["start"].judge(may_not_end).mistakes == ()


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_leaves_out_nothing_that_it_needs(name, answer):
    """So this is never said of one that is right but for something else."""
    exercise = EXERCISES[name]
    assert look_for_left_out(exercise, answer, exercise.cases()) == ("", ())


def test_the_first_value_that_leaves_the_track_is_named():
    message = NUMBER.judge(one_third_more).message
    assert message.endswith("Right on the way: residual. Look at what is made of it.")


def test_a_profiler_goes_on_through_a_check():
    """As %prun's does. It sees the check to its end, and finds what it would say."""
    profiler = cProfile.Profile()
    verdict = profiler.runcall(NUMBER.judge, one_third_more)
    assert NUMBER.judge(one_third_more).message.startswith(verdict.message)
    seen = {function for _, _, function in pstats.Stats(profiler).stats}
    assert {"one_third_more", "compare", "on_the_way"} <= seen


def test_of_many_right_places_a_few_are_listed():
    exercise = EXERCISES["one_hot"]

    def said_of(places):
        def off(labels):
            y = exercise.solution(labels)
            y[places] += 7
            return y

        lines = exercise.judge(off).message.split("\n")
        return next(line for line in lines if line.startswith("Right:"))

    five = ", ".join(f"y[0, {j}]" for j in range(5))
    assert said_of((0, 8)) == f"Right: {five} and 34 others. Look again at y[0, 8]."
    assert said_of(slice(3)).endswith(f"Look again at {five} and 25 others.")
    assert said_of((-1, slice(4, 10))).endswith("y[3, 8] and y[3, 9].")


def test_a_wrong_shape_that_a_slip_explains_is_named():
    verdict = NUMBER.judge(lambda w, b, x, y: 2 * (w * x + b - y) * x)
    assert verdict.mistakes == ("not averaged",)
    assert "3 numbers (shape (3,)), expected one" in verdict.message
    assert NUMBER.sentences["not averaged"] in verdict.message


@pytest.mark.parametrize(
    "value", [1.0, (1.0, 2.0, 3.0), np.ones(3), "ab", {1: 2, 3: 4}]
)
def test_the_wrong_number_of_results(value):
    verdict = STEP.judge(returning(value))
    assert verdict.mistakes[0] in ("shape", "wrong type")
    assert "expected 2 results, in this order: (w, b)" in verdict.message


def test_one_array_where_two_are_wanted():
    message = EXERCISES["lstm_step"].judge(lambda *given: given[-1]).message
    assert message.startswith("You returned one array, of shape (3, 1); expected 2")


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        ("strided_gradient", "expected (3,): one number per weight."),
        ("max_route", "expected (6,): one number per input."),
        ("clip_by_norm", "expected (2,): the gradient itself, of the same shape as"),
    ],
)
def test_one_number_where_an_array_is_wanted(exercise, words):
    message = EXERCISES[exercise].judge(returning(1.0)).message
    assert message.startswith(f"You returned one number, {words}")


# The engine's own parts


def test_nine_digits_and_zero():
    expected = np.array([0.0, 2.0])
    assert same(expected + 1e-9, expected)
    assert not same(expected + 3e-9, expected)
    assert not same(np.array([0.0, np.nan]), expected)
    assert not same(np.array([0.0, 2.0, 0.0]), expected)
    assert same(np.full(2, 1e-12), np.zeros(2))
    assert not same(np.full(2, 1e-6), np.zeros(2))


def test_find_slips_names_the_smallest_set_first():
    sizes = {"one": 1.0, "two": 2.0, "three": 3.0}

    def variant(*names):
        if names == ("one", "two"):
            return None  # these two exclude each other
        return lambda x: x + sum(sizes[name] for name in names)

    def found(added, **together):
        cases = [(1.0,), (5.0,)]
        answers = [[np.array(x + added)] for (x,) in cases]
        return find_slips(answers, predictions(variant, cases), [*sizes], **together)

    assert found(3) == ("three",)  # not ("one", "two")
    assert found(4) == ("one", "three")
    assert found(6) == ()
    assert found(6, together=3) == ("one", "two", "three")
    assert found(4, together=1) == ()


def test_what_slips_answer_is_worked_out_once():
    """However many results ask for it: to make a function takes the most time."""
    made = []

    def variant(*names):
        made.append(names)
        return lambda x: x + len(names)

    predict = predictions(variant, [(1.0,), (5.0,)])
    for _ in range(3):
        found = [
            predict(names, i) for names in (("one",), ("one", "two")) for i in (0, 1)
        ]
        assert [float(array) for (array,) in found] == [2, 6, 3, 7]
    assert made == [("one",), ("one", "two")]


def test_wording():
    assert subscript(2, 1) == "₂₁"
    assert subscript(2, 10) == "₂,₁₀"
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert counted(1, "input") == "1 input"
    assert shown(np.arange(10)) == "[0, 1, 2, 3, 4, 5, 6, 7, …]"
    assert shown(1 / 3) == "0.333333"
    assert Part("C").entry((), ()) == "C"
    assert Part("δ²", "neurons").entry((1, 0), (2, 1)) == "δ²₂"
    assert Part("δ²", "neurons").entry((1, 0), (2, 3)) == "δ²₂ of example 1"
    assert Part("ŷ", "examples").entry((2,), (5,)) == "ŷ of example 3"
    assert Part("w³", "weights").entry((1, 0), (2, 2)) == "w³₂₁"


# check, hint, solution


def test_a_number_too_large_for_numpy_on_the_way_is_no_error():
    def answer(w, b, x, y):
        far = 2 ** (70 + len(x))
        return float(far % 7) + 0.3217 * x.sum() + 1.234

    assert NUMBER.judge(answer).status == "wrong"


def test_check_prints_a_verdict_and_returns_nothing(capsys):
    assert check.dC_dw(right) is None
    assert capsys.readouterr().out.startswith("✓ right: Correct")
    check.dC_dw(lambda w, b, x, y: right(w, b, x, y) / 2)
    assert capsys.readouterr().out.startswith("✗ dC_dw: Not right yet, but this")
    check.dC_dw(None)
    out = capsys.readouterr().out
    assert out.startswith("○ dC_dw: Not attempted yet")
    assert "hint.dC_dw()" in out


def test_hints_come_one_by_one_and_the_last_one_stays(capsys):
    exercise = EXERCISES["descent_step"]
    for _ in range(len(exercise.hints) + 2):
        assert hint.descent_step() is None
    printed = " ".join(capsys.readouterr().out.split())
    first, *others, last = re.split(" (?=Hint )", printed)
    assert first == f"Hint 1 of {len(exercise.hints)}: {exercise.hints[0]}"
    assert others[0] != first
    assert last == others[-1] == others[-2]
    assert last.endswith(exercise.hints[-1])


def test_unknown_names_get_a_sentence(capsys):
    assert check.dC_dv(right) is None
    assert "Do you mean dC_dw" in capsys.readouterr().out
    hint.qqqq()
    assert "There are: warm_up, " in capsys.readouterr().out
    solution.whole_steps()
    assert "whole_step" in capsys.readouterr().out


def test_calls_that_lack_something_get_a_sentence(capsys):
    for call in (check.dC_dw, check, lambda: check.dC_dw(1, 2), lambda: check(right)):
        assert call() is None
        assert "check.dC_dw(your_function)" in capsys.readouterr().out
    check.dC_dw(function=right)
    assert "Correct" in capsys.readouterr().out
    assert "hint.dC_dw()" in repr(hint.dC_dw)
    assert "check.dC_dw(your_function)" in repr(check)
    assert "Do you mean" in repr(check.dC_dv)


def test_names_are_completed():
    assert dir(check) == dir(hint) == dir(solution) == sorted(EXERCISES)
    shell = InteractiveShell()
    shell.user_ns["check"] = check
    for with_jedi in (True, False):
        shell.Completer.use_jedi = with_jedi
        with provisionalcompleter():
            found = [*shell.Completer.completions("check.", 6)]
        assert {each.text.lstrip(".") for each in found} == set(EXERCISES)
    assert not hasattr(check, "_repr_html_")
