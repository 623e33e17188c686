"""Lines in any order are judged by the slips of their exercise, and told truly."""

import json
import re
import sys
from itertools import pairwise

import pytest

from backprop_helpers.practice.parsons import GAP, ProblemOnPage, order_lines
from backprop_helpers.practice.registry import EXERCISES, PROBLEMS
from backprop_helpers.practice.slips import remade

EVERY_PROBLEM = pytest.mark.parametrize(
    "problem", PROBLEMS.values(), ids=lambda problem: problem.name
)


def places(problem, texts):
    """Return where lines stand among those that are shown."""
    shown = [line.text for line in problem.lines]
    return [shown.index(text) for text in texts]


def right_order(problem):
    return places(problem, problem.parts[1])


def with_distractors(problem, *names):
    """The right order with these wrong lines in the place of the right ones."""
    order = []
    for text in problem.parts[1]:
        wrong = [
            problem.distractors[name]
            for name in names
            if edit(problem, name, text) == problem.distractors[name]
        ]
        order += wrong or [text]
    return places(problem, order)


def edit(problem, name, text):
    for piece, instead in problem.wrong[name].items():
        text = text.replace(piece, instead)
    return text


def what_python_says(problem, order):
    """Call the function that these lines make: "", or the error that Python raises."""
    texts = [problem.lines[place].text for place in order]
    code = "\n".join([problem.parts[0], *texts, ""])
    try:
        function = remade(problem.solution, code)
        for inputs in EXERCISES[problem.name].cases():
            function(*inputs)
    except (SyntaxError, LookupError, NameError, ValueError) as error:
        return type(error).__name__
    return ""


def misplaced(problem):
    """Yield each order in which one line of the right ones stands elsewhere."""
    right = right_order(problem)
    for start in range(len(right)):
        for end in range(len(right)):
            order = [*right]
            order.insert(end, order.pop(start))
            if order != right:
                yield order


def everything_on_the_page(on_page):
    return json.dumps(on_page.widget.get_state(), default=repr, ensure_ascii=False)


def send(on_page, **values):
    """Do what a browser does: send the state, and once more as the hand rests."""
    state = dict(on_page.widget.state, values=on_page.values | values, dragging=True)
    on_page.widget.set_state({"state": state})
    on_page.widget.set_state({"state": state | {"dragging": False}})
    return on_page.widget.status


def check(on_page, **values):
    return send(on_page, check=on_page.values["check"] + 1, **values)


def kinds(on_page):
    return [control["kind"] for control in on_page.widget.spec]


def arranged(problem, order):
    out = [place for place in range(len(problem.lines)) if place not in order]
    return {"used": order, "out": out}


@EVERY_PROBLEM
def test_the_right_order_is_accepted_and_the_lines_come_in_another(problem):
    right = right_order(problem)
    accepted, said = problem.judge_order(right)
    assert accepted, said
    shown = range(len(problem.lines))
    assert not problem.judge_order([*shown])[0]
    assert [place for place in shown if place in right] != right
    assert len(problem.distractors) == 2
    assert len(problem.lines) == len(right) + 2


@EVERY_PROBLEM
def test_the_lines_are_a_right_answer_to_an_exercise_of_the_same_page(problem):
    exercise = EXERCISES[problem.name]
    assert exercise.judge(problem.solution).status == "correct"
    assert problem.parts[0] == (f"def {problem.name}({', '.join(exercise.arguments)}):")
    assert exercise.page == problem.solution.__module__.split(".")[2]


@EVERY_PROBLEM
def test_each_wrong_line_is_told_by_the_sentence_of_its_slip(problem):
    sentences = EXERCISES[problem.name].sentences
    for name in problem.wrong:
        accepted, said = problem.judge_order(with_distractors(problem, name))
        assert not accepted
        assert sentences[name] in said
        others = {*sentences} - {name}
        assert not [other for other in others if sentences[other] in said]


@EVERY_PROBLEM
def test_two_wrong_lines_are_both_told(problem):
    sentences = EXERCISES[problem.name].sentences
    order = with_distractors(problem, *problem.wrong)
    assert len(order) == len({*order}) == len(problem.parts[1])
    accepted, said = problem.judge_order(order)
    assert not accepted
    for name in problem.wrong:
        assert sentences[name] in said


@EVERY_PROBLEM
def test_each_factor_is_right_or_told_by_the_sentence_of_its_slip(problem):
    sentences = EXERCISES[problem.name].sentences
    assert [f for f, name in problem.factors.items() if not name] == [problem.gap]
    assert problem.faded.count(GAP) == 1
    for factor, name in problem.factors.items():
        accepted, said = problem.judge_factor(factor)
        assert accepted == (factor == problem.gap)
        assert sentences.get(name, "Correct") in said


@EVERY_PROBLEM
def test_one_line_in_a_wrong_place_is_told_truly(problem):
    """What is said agrees with what Python says when it runs the lines."""
    kinds_of_errors = set()
    for order in misplaced(problem):
        accepted, said = problem.judge_order(order)
        error = what_python_says(problem, order)
        kinds_of_errors.add(error)
        last = problem.lines[order[-1]].text.strip()
        if not last.startswith("return"):
            # Lines below return never run, so Python may say nothing about them.
            assert not accepted
        elif error == "":
            assert accepted, said
        assert accepted == (said.startswith("Correct") and error == "")
        if not accepted:
            assert_true(said, [problem.lines[place] for place in order])
    assert {"", "UnboundLocalError"} <= kinds_of_errors


def assert_true(said, lines):
    """Assert what a sentence says of lines, by looking at their texts."""
    text = {n: line.text for n, line in enumerate(lines, 1)}
    if found := re.match(r"Line (\d+) uses (\w+) before it is made: line (\d+) ", said):
        here, name, there = int(found[1]), found[2], int(found[3])
        assert here < there
        assert re.search(rf"\b{name}\b", text[here].partition(" = ")[2] or text[here])
        assert re.search(rf"\b{name}\b.* =|for {name} ", text[there])
        assert not any(re.search(rf"\b{name}\b.* = ", text[n]) for n in range(1, here))
    elif found := re.match(
        r"Line (\d+) uses (\w+) before it is whole: line (\d+)", said
    ):
        here, name, there = int(found[1]), found[2], int(found[3])
        assert here < there
        assert f"{name}[" in text[here]
        assert re.match(rf"\s*{name}\[\w+\] = ", text[there])
    elif found := re.match(r"Line (\d+) is indented, so it belongs inside a lo", said):
        here = int(found[1])
        assert text[here].startswith(" " * 8)
        assert here == 1 or not text[here - 1].endswith(":")
    elif found := re.match(r"Line (\d+) begins a loop, and nothing stands in it", said):
        here = int(found[1])
        assert text[here].strip().startswith("for ")
        assert not text.get(here + 1, "").startswith(" " * 8)
    else:
        found = re.fullmatch(
            r"Line (\d+) stands below return: nothing below it is run\.", said
        )
        assert found, said
        assert text[int(found[1]) - 1].strip().startswith("return")


@EVERY_PROBLEM
def test_a_line_left_out_is_missed(problem):
    right = right_order(problem)
    for place in right:
        order = [other for other in right if other != place]
        accepted, said = problem.judge_order(order)
        assert not accepted
        known = r"(and no line here makes it: look|1 line is still missing: look) among"
        loop = r"begins a loop, and nothing stands in it|belongs inside a loop"
        assert re.search(f"{known}|{loop}", said), said
    assert problem.judge_order([]) == (
        False,
        f"{len(right)} lines are still missing: look among those left out.",
    )


@EVERY_PROBLEM
def test_a_line_and_its_wrong_twin_are_not_both_used(problem):
    for name, wrong in problem.distractors.items():
        if wrong.strip().startswith("return"):
            continue
        (twin,) = [
            t
            for t in problem.parts[1]
            if edit(problem, name, t) == wrong and t != wrong
        ]
        order = right_order(problem)
        order.insert(
            order.index(*places(problem, [twin])) + 1, *places(problem, [wrong])
        )
        number = order.index(*places(problem, [twin])) + 1
        accepted, said = problem.judge_order(order)
        assert not accepted
        assert said.startswith(f"Lines {number} and {number + 1} both make ")


@EVERY_PROBLEM
def test_the_three_steps_follow_each_other_on_the_page(problem):
    on_page = ProblemOnPage(problem)
    assert kinds(on_page) == ["lines", "buttons"]
    for factor in problem.factors:  # comes when it is asked for
        assert json.dumps(factor) not in everything_on_the_page(on_page)
    assert check(on_page).startswith("✗ Line 1 uses ")
    right = arranged(problem, right_order(problem))
    assert send(on_page, lines=right) == ""  # the next reply is a change
    assert check(on_page).startswith("✓ In order. ")
    assert kinds(on_page) == ["listing", "choice", "buttons"]
    assert check(on_page) == "Choose a factor first, then press Check."
    wrong = next(factor for factor, name in problem.factors.items() if name)
    assert check(on_page, factor=wrong).startswith("✗ Not right yet, but this mistake")
    assert check(on_page, factor=problem.gap) == (
        f"✓ Right. Now write {problem.name} whole in the next cell: "
        f"check.{problem.name} judges it."
    )
    assert kinds(on_page) == ["buttons"]
    assert problem.gap not in json.dumps(on_page.widget.spec)
    said = on_page.widget.status
    assert check(on_page) == said  # there is nothing to check any more
    again = on_page.widget.spec[0]["buttons"][0]
    assert send(on_page, again=1, **again["set"]) == ""
    assert kinds(on_page) == ["lines", "buttons"]
    assert on_page.values["lines"] == on_page.widget.initial["lines"]


WHOLE = {"used": [0, 1, 2, 3, 4, 5], "out": []}
ONCE = r"each line stands in one place, once\.$"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"lines": None}, r"say which are used, and which are out\.$"),
        ({"lines": []}, r"say which are used, and which are out\.$"),
        ({"lines": {"used": [0]}}, r"say which are used, and which are out\.$"),
        ({"lines": {"used": "012345", "out": []}}, r"what is used or out is no list\."),
        ({"lines": {"used": [0, 1], "out": {}}}, r"what is used or out is no list\."),
        ({"lines": WHOLE | {"used": [0, 1, 2, 3, 4]}}, ONCE),
        ({"lines": WHOLE | {"used": [0, 1, 2, 3, 4, 4]}}, ONCE),
        ({"lines": WHOLE | {"used": [0, 1, 2, 3, 4, 6]}}, ONCE),
        ({"lines": WHOLE | {"used": [-1, 1, 2, 3, 4, 5]}}, ONCE),
        ({"lines": WHOLE | {"used": [False, True, 2, 3, 4, 5]}}, ONCE),
        ({"lines": WHOLE | {"used": [0.0, 1, 2, 3, 4, 5]}}, ONCE),
        ({"lines": WHOLE | {"used": ["import os", 1, 2, 3, 4, 5]}}, ONCE),
        ({"lines": WHOLE | {"out": [5]}}, ONCE),
        ({"factor": "__import__('os')"}, r"choose one of a2, z2"),
        ({"factor": {}}, r"choose one of a2, z2"),
        ({"check": -1}, r"Check: -1 is not a number of presses\."),
        ({"again": "x"}, r"Start again: 'x' is not a number of presses\."),
        ({"code": "import os"}, r"a value for each of lines, factor, check, again"),
    ],
)  # fmt: skip
def test_what_no_page_sends_is_refused_in_a_sentence(changed, words):
    on_page = ProblemOnPage(PROBLEMS["delta2"])
    before = on_page.values
    said = send(on_page, **changed)
    assert re.search(words, said)
    assert on_page.values == on_page.widget.state["values"] == before
    assert on_page.step == 0
    assert check(on_page).startswith("✗ Line 1 uses ")  # it goes on


@EVERY_PROBLEM
def test_what_is_executed_are_the_lines_and_factors_of_the_course(problem, monkeypatch):
    """Whatever a page sends: no text of a reader reaches `exec`."""
    executed = []

    def note(solution, code):
        executed.append(code)
        return remade(solution, code)

    monkeypatch.setattr(sys.modules[ProblemOnPage.__module__], "remade", note)
    on_page = ProblemOnPage(problem)
    check(on_page, lines={"used": ["import os"], "out": []})
    check(on_page, lines=arranged(problem, with_distractors(problem, *problem.wrong)))
    check(on_page, lines=arranged(problem, right_order(problem)))
    check(on_page, factor="__import__('os')")
    check(on_page, factor=problem.gap)
    head, right = problem.parts
    assert len(executed) == 3
    own = {head, *right, *problem.distractors.values()}
    assert {line for code in executed for line in code.splitlines()} == own


@pytest.mark.parametrize("values", [None, [], "x", 7, {}])
def test_values_of_another_kind_are_refused_too(values):
    on_page = ProblemOnPage(PROBLEMS["bp2"])
    on_page.widget.set_state({"state": {"values": values}})
    assert on_page.widget.status.startswith("The lines of bp2 need a value for each of")
    assert on_page.widget.state["values"] == on_page.values


def test_order_lines_shows_a_problem_or_names_the_nearest(monkeypatch):
    shown = []
    module = sys.modules[order_lines.__module__]
    monkeypatch.setattr(module, "display", shown.append)
    assert [order_lines(name) for name in PROBLEMS] == [None] * len(PROBLEMS)
    assert [repr(widget) for widget in shown] == [
        f"[The lines of {name}] Run this cell to use the controls." for name in PROBLEMS
    ]
    for name in ("delta3", "", None, 7):
        near = "delta2" if name == "delta3" else ""
        with pytest.raises(ValueError, match=rf"^There are no lines .* mean '{near}"):
            order_lines(name)


def test_lines_grow_from_page_to_page():
    sizes = [len(problem.lines) for problem in PROBLEMS.values()]
    assert [*PROBLEMS] == ["delta2", "bp2", "walk_back"]
    assert all(one <= other for one, other in pairwise(sizes))
