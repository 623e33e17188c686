"""What the book says to pencils, questions and problems is what Python says."""

import json
import random
from itertools import islice

import pytest

from backprop_helpers.panels.controls import described
from backprop_helpers.practice.parsons import ProblemOnPage
from backprop_helpers.practice.pencil import NEW, Pencil
from backprop_helpers.practice.quiz import QuestionOnPage
from backprop_helpers.practice.registry import PROBLEMS, QUIZZES, SHEETS
from backprop_helpers.teach.book.practice_record import (
    SETS,
    arrangements,
    pencil_words,
    problem_record,
    question_record,
)
from tests.practice.sheets import WRONG
from tests.practice.test_pencil import forms_of
from tests.rules.package_source import REPOSITORY

pytestmark = pytest.mark.browser

CODE = REPOSITORY / "backprop_helpers/teach/book"
ADDRESS = "http://127.0.0.1/book/"
ODD = (
    "", " ", "=", "1/4", " 1 / 4 ", "1.234,5", "1e999", "-1e-400", "1e" + 20 * "9",
    "0e500", "0e-500", "0.000", "٣", "²", "1²", "3·10²", "3x10^(-2)", "3*10**2*",
    35 * "9", "．5", "\x1f0.5\x85", "\u30000.5", "\ufeff0.5", "{text}", "- 0.00", "nan",
    "1_000", "+-1", "-2*100", "0.5*102", "2·103", "10⁻⁵", "-10^3", "10²", "0.5²", "1⁻",
)  # fmt: skip
SIGNS = "0123456789..,,--−–+e⁻²³/x·*^() =∞"
JUDGE = """async ([address, record, asked]) => {
  const { judge } = await import(`${address}judge.js`);
  const { reveal } = await import(`${address}practice.js`);
  const { rules, sets } = await reveal(record.hidden);
  return asked.map(([set, blank, text]) => {
    const { isRight, said } = judge(text, sets[set][blank], rules);
    return [isRight, said];
  });
}"""
FOLLOW = """async ([address, record, sent]) => {
  const kernels = await import(`${address}practice.js`);
  const kernel = await kernels[record.kind](record);
  let state = { values: record.initial, status: '', spec: record.spec };
  return sent.map((values) => {
    const said = kernel.follow({ ...state, values }, state);
    state = { ...state, values, ...said };
    return { ...state };
  });
}"""
PLACES = """async ([address, count, orders]) => {
  const { placeOf } = await import(`${address}practice.js`);
  return orders.map((order) => placeOf(order, count));
}"""


@pytest.fixture(scope="module")
def scripts(browser):
    """A page that has the scripts of the book: runs one of those above on arguments."""
    page = browser.new_page()

    def answer(route):
        name = route.request.url.removeprefix(ADDRESS)
        if name:
            route.fulfill(path=CODE / name, content_type="text/javascript")
        else:
            route.fulfill(body="<p>A page", content_type="text/html")

    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    yield lambda script, *arguments: page.evaluate(script, [ADDRESS, *arguments])
    page.close()


# What is judged, and what is said


def texts_for(sheet, blank, wanted, rng):
    """Yield what may be typed there: right, wrong, almost, too short, and rubbish."""
    yield from ODD
    yield from forms_of(wanted.right)
    yield from (text for s, b, text, _ in WRONG if (s, b) == (sheet, blank))
    named, generic = wanted.wrong
    for wrong, _ in (*named, *generic):
        yield repr(wrong)
        digits = rng.randrange(1, 6)
        yield f"{wrong:.{digits}g}"
        yield f"{wrong:#.{digits}g}".replace("-", "−").replace(".", ",")
    for digits in range(1, 6):
        yield f"{wanted.right:.{digits}g}"
        yield f"{wanted.right:#.{digits}g}"
    for _ in range(40):
        near = wanted.right * (1 + rng.choice((0.001, 0.01, 0.1, 1)) * rng.gauss(0, 1))
        yield f"{near:.{rng.randrange(1, 7)}{rng.choice('gef')}}"
        yield "".join(rng.choices(SIGNS, k=rng.randrange(1, 9)))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_number_is_judged_as_by_python(sheet, scripts):
    rng, asked, said = random.Random(sheet.name), [], []
    for seed in range(SETS):
        numbers = sheet.numbers(seed)
        for blank in sheet.line_of:
            wanted = sheet.wanted(blank, numbers)
            for text in texts_for(sheet, blank, wanted, rng):
                asked.append([seed, blank, text])
                said.append([*wanted.judge(text)])
    judged = scripts(JUDGE, pencil_words(Pencil(sheet)), asked)
    differ = [
        each for each in zip(asked, said, judged, strict=True) if each[1] != each[2]
    ]
    assert differ == []
    assert {is_right for is_right, _ in said} == {True, False}


# What is led through the same work


def something_to_type(sheet, numbers, blank, rng):
    """Return a right number, a typical wrong one, a short one, or rubbish."""
    wanted = sheet.wanted(blank, numbers)
    wrong = rng.choice(wanted.wrong[0] or wanted.wrong[1])[0]
    texts = f"{wanted.right:.6f}", f"{wrong:.4g}", f"{wanted.right:.1g}", "-0.0 ?"
    return rng.choices(texts, (6, 2, 1, 1))[0]


def next_values(pencil, rng):
    """Return what a page might send next: a text, a sheet given up, another blank."""
    values, order = pencil.values, pencil.order
    sheet = values["sheet"]
    action = rng.choices(("type", "show", "choose", "new", "reset"), (20, 4, 4, 1, 1))[
        0
    ]
    if action == "type":
        numbers = pencil.sheet.numbers(values[NEW])
        text = something_to_type(pencil.sheet, numbers, sheet["at"], rng)
        written = sheet["written"] | {sheet["at"]: text}
        return values | {"sheet": sheet | {"written": written}}
    if action == "show":
        return values | {"sheet": sheet | {"shown": [*sheet["shown"], sheet["at"]]}}
    if action == "choose":
        return values | {"sheet": sheet | {"at": rng.choice(order)}}
    if action == "new" and values[NEW] < SETS - 1:
        return values | {NEW: values[NEW] + 1}
    return pencil.widget.initial


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_pencil_goes_on_as_with_python(sheet, scripts):
    rng, pencil, sent, became = random.Random(sheet.name), Pencil(sheet), [], []
    for _ in range(80):
        sent.append(next_values(pencil, rng))
        send(pencil, sent[-1])
        became.append((pencil.values, pencil.sentence))
    states = scripts(FOLLOW, pencil_words(pencil), sent)
    assert [(state["values"], state["sentence"]) for state in states] == became


@pytest.mark.parametrize("name", QUIZZES)
def test_a_question_replies_as_with_python(name, scripts):
    for question in QUIZZES[name]:
        on_page, sent, said = QuestionOnPage(question), [], []
        for number, answer in enumerate(("", *question.options)):
            for more in (0, 1, 2):  # chosen, checked, and checked once more
                sent.append({"answer": answer, "check": 2 * number + more})
                send(on_page, sent[-1])
                said.append(on_page.widget.status)
        states = scripts(FOLLOW, question_record(on_page), sent)
        assert [state["status"] for state in states] == said


def send(thing, values):
    """Do what a page does when a hand has moved something there."""
    thing.widget.set_state({"state": dict(thing.widget.state, values=values)})


# The third problem has a million orders, whose replies take half a minute to record.
ORDERS = [name for name, problem in PROBLEMS.items() if len(problem.lines) < 8]


@pytest.mark.parametrize("name", ORDERS)
def test_lines_in_any_order_are_told_the_same(name, scripts):
    problem = PROBLEMS[name]
    on_page = ProblemOnPage(problem)
    places = range(len(problem.lines))
    sent, said = [], []
    for used in arrangements(len(places)):
        right, reply = on_page.reply_to_order(used)
        lines = {"used": used, "out": [each for each in places if each not in used]}
        values = {"lines": lines, "factor": ""}
        # A right order leads to the next step: start again for the one after it.
        sent.append(values | {"check": len(sent) + 1, "again": len(said)})
        said.append((reply, [*map(kind, described(on_page.steps[int(right)]))]))
        sent.append(values | {"check": len(sent), "again": len(said)})
    states = scripts(FOLLOW, problem_record(on_page), sent)
    became = [(each["status"], [*map(kind, each["spec"])]) for each in states[::2]]
    assert became == said


def kind(control):
    return control["kind"]


@pytest.mark.parametrize("name", ORDERS)
def test_the_three_steps_follow_each_other(name, scripts):
    problem = PROBLEMS[name]
    on_page = ProblemOnPage(problem)
    right = [
        [line.text for line in problem.lines].index(text) for text in problem.parts[1]
    ]
    out = [each for each in range(len(problem.lines)) if each not in right]
    in_order = {"lines": {"used": right, "out": out}}
    values, sent, became = on_page.values, [], []
    steps = [{"check": 1}, in_order, {"check": 2}, {"check": 3}]
    for number, factor in enumerate(problem.factors, 3):
        steps += [{"factor": factor}, {"check": number + 1}]
    steps += [{"check": 9}, on_page.widget.initial | {"check": 9, "again": 1}]
    for changed in (*steps, {"check": 10}, in_order, {"check": 11}):
        values = values | changed
        sent.append(values)
        send(on_page, values)
        became.append((on_page.widget.status, on_page.widget.spec))
    states = scripts(FOLLOW, problem_record(ProblemOnPage(problem)), sent)
    found = [(state["status"], state["spec"]) for state in states]
    assert found == [tuple(each) for each in json.loads(json.dumps(became))]


def test_the_place_of_an_order_among_all(scripts):
    for count in (1, 4, 6, 9):
        every = 1 if count < 9 else 9973
        orders = [*islice(arrangements(count), 0, None, every)]
        places = scripts(PLACES, count, orders)
        assert places == [*range(0, every * len(orders), every)]
