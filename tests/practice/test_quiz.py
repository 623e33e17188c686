"""A quiz replies when Check is pressed, and gives nothing away before."""

import json
import sys
from dataclasses import replace

import pytest

from backprop_helpers.practice.quiz import QuestionOnPage, quiz
from backprop_helpers.practice.registry import QUIZZES

QUESTIONS = [question for name in QUIZZES for question in QUIZZES[name]]
EVERY_QUESTION = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)


@pytest.fixture
def on_page(question):
    return QuestionOnPage(question)


@pytest.fixture
def displayed(monkeypatch):
    widgets = []
    module = sys.modules[quiz.__module__]  # practice.quiz is the function, too
    monkeypatch.setattr(module, "display", widgets.append)
    return widgets


def choose(on_page, answer):
    """Do what the browser does when a radio button is pressed."""
    _send(on_page, answer=answer)


def press_check(on_page):
    """Do what the browser does when Check is pressed."""
    _send(on_page, check=on_page.widget.state["values"]["check"] + 1)


def _send(on_page, **values):
    values = on_page.widget.state["values"] | values
    state = {"values": values, "dragging": True, "ratio": 1}
    on_page.widget.set_state({"state": state})
    on_page.widget.set_state({"state": state | {"dragging": False}})  # the hand rests


def everything_on_the_page(on_page):
    """All that travels to the browser, or is saved with the notebook, as one text."""
    return json.dumps(on_page.widget.get_state(), default=repr, ensure_ascii=False)


@EVERY_QUESTION
def test_the_page_holds_prompt_and_options_but_no_reply(question, on_page):
    page = everything_on_the_page(on_page)
    assert json.dumps(question.prompt, ensure_ascii=False) in page
    assert json.dumps(question.code, ensure_ascii=False) in page
    for option in question.options:
        assert json.dumps(option, ensure_ascii=False) in page
    for reply in question.replies.values():
        assert reply[:25] not in page
    assert on_page.widget.status == ""
    assert on_page.widget.visible_status


@EVERY_QUESTION
def test_the_page_is_the_same_whichever_answer_is_right(question):
    pages = []
    for right in question.options:
        widget = QuestionOnPage(replace(question, right=right)).widget
        pages.append(widget.get_state(["title", "spec", "initial", "state", "status"]))
    assert all(page == pages[0] for page in pages)


@EVERY_QUESTION
def test_it_replies_to_each_answer_when_check_is_pressed_and_not_before(
    question, on_page
):
    press_check(on_page)
    assert on_page.widget.status == "Choose an answer first, then press Check."
    for option, reply in question.replies.items():
        choose(on_page, option)
        assert on_page.widget.status == ""  # and the reply before is gone
        press_check(on_page)
        mark = "✓ Right." if option == question.right else "✗ Not this one."
        assert on_page.widget.status == f"{mark} {reply}"


@EVERY_QUESTION
def test_one_option_is_right_and_every_reply_is_its_own(question):
    assert question.right in question.options
    assert len(set(question.replies.values())) == len(question.options) >= 3
    assert question.prompt.endswith("?")
    for text in (question.prompt, *question.options, *question.replies.values()):
        assert not {"$", "\\", "\n"} & set(text)  # plain text
    yes = [option for option, reply in question.replies.items() if reply[:3] == "Yes"]
    assert yes == [question.right]


def test_the_right_answers_are_not_all_in_one_place():
    places = [question.options.index(question.right) for question in QUESTIONS]
    assert max(places.count(i) for i in range(4)) <= len(places) / 2
    for questions in QUIZZES.values():
        own = {question.options.index(question.right) for question in questions}
        assert len(own) > 1 or len(questions) == 1


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_shows_three_questions_a_guess_one_and_the_start_of_a_page_two(
    displayed, name
):
    assert quiz(name) is None
    prompts = [question.prompt for question in QUIZZES[name]]
    assert [widget.title for widget in displayed] == prompts
    assert [repr(widget) for widget in displayed] == [
        f"[{prompt}] Run this cell to use the controls." for prompt in prompts
    ]
    number = {"exhibit": 1, "before": 2}.get(name.partition("_")[0], 3)
    assert len({question.name for question in QUIZZES[name]}) == len(prompts) == number


@pytest.mark.parametrize("name", ["gradient_decent", "", None, 7])
def test_an_unknown_quiz_is_told_and_the_nearest_is_named(displayed, name):
    near = "gradient_descent" if name == "gradient_decent" else ""
    with pytest.raises(ValueError, match=rf"^There is no quiz .* Did you mean '{near}"):
        quiz(name)
    assert displayed == []
