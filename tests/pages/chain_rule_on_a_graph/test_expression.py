"""What is typed is read as mathematics reads it, or refused with place and reason."""

import random
from pathlib import Path

import numpy as np
import pytest

from backprop_helpers.pages.chain_rule_on_a_graph import expression
from backprop_helpers.pages.chain_rule_on_a_graph.expression import (
    DEFAULTS,
    MOST_CIRCLES,
    Refused,
    all_values,
    read_calculation,
    read_values,
)
from tests.pages.chain_rule_on_a_graph.calculations import random_calculations

AT = {"w": 2.0, "x": 3.0, "b": -1.0, "y": 0.5, "x₁": 4.0, "ŷ": 7.0}


def value(text):
    calculation = read_calculation(text)
    return calculation.walk({name: AT[name] for name in calculation.names}).values[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w·x + b", 5), ("w*x+b", 5), ("w × x − 1", 5), ("w⋅x-1", 5),
        ("x − y − b", 3.5), ("x−(y−b)", 1.5), ("−(−2)·x", 6),
        ("w + x·w", 8), ("(w + x)·w", 10), ("x²", 9), ("x^2", 9),
        ("x**2", 9), ("x ^ 2", 9), ("sq(x)", 9), ("square(w + 1)", 9), ("−x²", -9),
        ("(−x)²", 9), ("w·−x", -6), ("--x", 3), ("−2·x", -6), ("2 − −x", 5),
        ("2²·x", 12), ("−2²·x", -12), ("w·x²", 18), ("(x²)²", 81), ("x·x·x", 27),
        (".5·x", 1.5), ("2.·x", 6), ("1.25·w", 2.5), ("σ(x − 3)", 0.5),
        ("sigma(x - 3)", 0.5), ("Sigmoid ( x − 3 )", 0.5), ("x1 + x₁", 8),
        ("ŷ − x", 4), ("y\u0302 − x", 4), ("\tx + w ", 5), ("((x)) + 0", 3),
    ],
)  # fmt: skip
def test_it_is_read_as_at_school(text, expected):
    assert value(text) == pytest.approx(expected, abs=1e-12)


def test_a_name_is_one_circle_however_often_it_is_used():
    calculation = read_calculation("x·x + x1·x₁")
    assert calculation.names == ("x", "x₁")
    assert len(calculation.steps) == 5
    assert calculation.edges[:2] == ((0, 1, 0), (0, 1, 1))


def test_steps_have_names_that_are_not_taken():
    calculation = read_calculation("(w·x − 2)²")
    assert calculation.symbols == ("w", "x", "u₁", "2", "u₂", "C")
    formulas = ("w", "x", "u₁ = w · x", "", "u₂ = u₁ − 2", "C = u₂²")
    assert calculation.formulas == formulas
    assert read_calculation("u·u1 + u2·v").symbols[2] == "s₁"
    assert read_calculation("−2·x").formulas[-1] == "C = (−2) · x"


REFUSED = [
    ("", None, "Type a calculation, for instance (w·x + b − y)²."),
    ("   ", None, "Type a calculation, for instance (w·x + b − y)²."),
    ("2 + 3", None, "There is no name in it, so nothing that could change."),
    ("x", None, "A name alone is no calculation: add an operation."),
    ("(x)", None, "A name alone is no calculation: add an operation."),
    ("wx + b", 0, "Place 1, “wx”: a name is one letter; is it w · x?"),
    ("b + wx1", 4, "Place 5, “wx1”: a name is one letter; is it w · x1?"),
    ("weight·x", 0, "Place 1, “weight”: a name is one letter."),
    ("2x", 1, "Place 2, “x”: no sign stands before it; is it 2 · x?"),
    ("x 2", 2, "Place 3, “2”: no sign stands before it; is it x · 2?"),
    ("w x", 2, "Place 3, “x”: no sign stands before it; is it w · x?"),
    ("2(x+1)", 1, "Place 2, “(”: no sign stands before it; is it 2 · (…)?"),
    ("(x)(y)", 3, "Place 4, “(”: no sign stands before it; is it (…) · (…)?"),
    ("x²y", 2, "Place 3, “y”: no sign stands before it; is it …² · y?"),
    ("xσ(x)", 0, "Place 1, “xσ”: the functions here are σ( ) and sq( ), the square."),
    ("x σ(x)", 2, "Place 3, “σ”: no sign stands before it; is it x · σ(…)?"),
    ("x/2", 1, "Place 2, “/”: there is no division here, only + − · ² and σ."),
    ("x^3", 1, "Place 2, “^3”: of the powers there is only ², write x·x·x for x³."),
    ("x³", 1, "Place 2, “³”: of the powers there is only ², write x·x·x for x³."),
    ("x^", 1, "Place 2, “^”: of the powers there is only ², write x·x·x for x³."),
    ("x**22", 1, "Place 2, “**22”: of the powers there is only ², write x·x·x for x³."),
    ("x²²", 2, "Place 3, “²”: only one ² may stand here, write (x²)² for more."),
    ("sin(x)", 0, "Place 1, “sin”: the functions here are σ( ) and sq( ), the square."),
    ("σ x", 0, "Place 1, “σ”: brackets follow it, as in σ(x)."),
    ("2·sigma", 2, "Place 3, “sigma”: brackets follow it, as in sigma(x)."),
    ("σ2(x)", 0, "Place 1, “σ2”: brackets follow it, as in σ(x)."),
    ("0,5·x", 1, "Place 2, “,”: a decimal number has a point, as in 0.5."),
    ("1.2.3·x", 3, "Place 4, “.”: a number has one point."),
    ("1001·x", 0, "Place 1, “1001”: numbers go up to 1000 here."),
    ("x + 123456789012", 4, "Place 5, “1234567890…”: numbers go up to 1000 here."),
    ("x = 2", 2, "Place 3, “=”: type the calculation alone, values for names go into "
                 "the other line."),
    ("C + x", 0, "Place 1, “C”: C is the result, any other letter will do."),
    ("温·x", 0, "Place 1, “温”: a name is a Latin, Greek or Cyrillic letter."),
    ("x_1 + 1", 1, "Place 2, “_”: a number follows its letter at once, as in x1."),
    ("[x + 1]²", 0, "Place 1, “[”: use round brackets."),
    ("x # y", 2, "Place 3, “#”: this sign means nothing here."),
    ("x + 😀", 4, "Place 5, “😀”: this sign means nothing here."),
    ("x +", 3, "At the end: a number, a name or a bracket is due."),
    ("x + · y", 4, "Place 5, “·”: here a number, a name or a bracket is due."),
    ("+x", 0, "Place 1, “+”: here a number, a name or a bracket is due."),
    ("² + x", 0, "Place 1, “²”: here a number, a name or a bracket is due."),
    ("()", 1, "Place 2, “)”: here a number, a name or a bracket is due."),
    ("(x + 1", 6, "At the end: the bracket of place 1 is still open."),
    ("x + σ(x", 7, "At the end: the bracket of place 6 is still open."),
    ("x + 1)", 5, "Place 6, “)”: this bracket closes nothing."),
    ("(" * 9 + "x" + ")" * 9, 8, "Place 9, “(”: at most 8 brackets, one in the other."),
    ("a+b+c+d+e+f+g", 11, "Place 12, “+”: there is room for 12 circles, no more."),
    ("σ(" * 8 + "x" + ")" * 8, 0, "Place 1, “σ”: at most 7 operations, one behind the "
                                  "other."),
    ("x+" * 40 + "x", 80, "There is room for 80 signs."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "sentence"), REFUSED)
def test_what_is_refused_is_told_where_and_why(text, place, sentence):
    with pytest.raises(Refused) as refusal:
        read_calculation(text)
    assert (refusal.value.place, str(refusal.value)) == (place, sentence)


def test_every_hint_is_given_somewhere():
    said = " ".join(sentence for *_, sentence in REFUSED)
    assert [hint for hint in expression.HINTS.values() if hint not in said] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}), ("  ", {}), ("x = 2", {"x": 2}), ("w=2,x=-1.5;b = .5",
        {"w": 2, "x": -1.5, "b": 0.5}), ("x = − 3 y=4 ", {"x": -3, "y": 4}),
        ("x1 = 1, x₂ = 2,", {"x₁": 1, "x₂": 2}), ("ŷ=7", {"ŷ": 7}),
    ],
)  # fmt: skip
def test_values_are_read(text, values):
    assert read_values(text) == values


REFUSED_VALUES = [
    ("2", 0, "Place 1, “2”: here a name is due, as in x = 2."),
    ("x = 2,, y = 3", 6, "Place 7, “,”: here a name is due, as in x = 2."),
    ("x = 0,5", 6, "Place 7, “5”: a decimal number has a point, as in 0.5."),
    ("x 2", 0, "Place 1, “x”: a value is written as x = 2."),
    ("x", 0, "Place 1, “x”: a value is written as x = 2."),
    ("x =", 3, "Place 4: here the number for x is due."),
    ("x = y", 4, "Place 5: here the number for x is due."),
    ("wx = 2", 0, "Place 1, “wx”: a name is one letter, perhaps with a number."),
    ("x1 = 2, x₁ = 3", 8, "Place 9, “x₁”: it has a value already."),
    ("x = 2000", 4, "Place 5, “2000”: numbers go up to 1000 here."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "sentence"), REFUSED_VALUES)
def test_values_that_are_refused_are_told_where_and_why(text, place, sentence):
    with pytest.raises(Refused) as refusal:
        read_values(text)
    assert (refusal.value.place, str(refusal.value)) == (place, sentence)


def test_a_name_without_a_value_gets_one():
    calculation = read_calculation("w·x + b")
    values, lacking = all_values(calculation, {"x": 9.0, "q": 1.0})
    assert (values, lacking) == ({"w": 2.0, "x": 9.0, "b": -1.0}, ["w", "b"])
    assert len(DEFAULTS) == MOST_CIRCLES


def test_any_text_is_read_or_refused():
    rng = random.Random(0)
    pieces = [
        *"wxbyC12.0,+−-*·²^()[]σ=/ _#$\\é温😀\u0302\n\x00",
        "sq(",
        "sigma(",
        "**2",
    ]
    for _ in range(3000):
        text = "".join(rng.choices(pieces, k=rng.randint(0, 30)))
        for read in (read_calculation, read_values):
            try:
                read(text)
            except Refused as problem:
                said, place = str(problem), problem.place
            else:
                said, place = "It was read, and means something.", None
            assert 20 < len(said) < 120
            assert place is None or 0 <= place <= len(text)


def test_values_and_blames_are_those_that_are_measured():
    rng, h1 = np.random.default_rng(0), 1e-5
    for text, calculation, function in random_calculations(rng, 200):
        values = {name: float(rng.uniform(-1.5, 1.5)) for name in calculation.names}
        walk = calculation.walk(values)
        assert walk.values[-1] == pytest.approx(function(values), abs=1e-9), text
        for step, name in enumerate(calculation.symbols):
            if name in values:
                ends = (function(values | {name: values[name] + h}) for h in (h1, -h1))
                slope = np.subtract(*ends) / (2 * h1)
                assert walk.blames[step] == pytest.approx(slope, rel=1e-5, abs=1e-5), (
                    text
                )
        for step in range(len(calculation.steps) - 1):
            arriving = [walk.shares[e] for e in calculation.edges if e[0] == step]
            assert walk.blames[step] == pytest.approx(sum(arriving), abs=1e-9)


def test_numbers_that_are_too_large_are_named():
    calculation = read_calculation("(x²)²·x")
    for x, name in ((999.0, "u₁"), (300.0, "u₂"), (15.0, "C"), (9.9, None)):
        if name:
            with pytest.raises(OverflowError, match=f"^{name}$"):
                calculation.walk({"x": x})
        else:
            assert calculation.walk({"x": x}).values[-1] < 1e5
    with pytest.raises(OverflowError, match=r"^∂C/∂x$"):
        read_calculation("500·(500·x)").walk({"x": 0.0})


def test_nothing_typed_is_evaluated_by_python():
    source = Path(expression.__file__).read_text("utf-8")
    assert not [word for word in ("eval(", "exec(", "ast", "compile(") if f" {word}" in
                source.replace("re.compile(", "")]  # fmt: skip
