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
    state = {"values": values, "moving": True, "ratio": 1}
    on_page.widget.set_state({"state": state})
    on_page.widget.set_state({"state": state | {"moving": False}})  # the hand rests


def everything_on_the_page(on_page):
    """All that travels to the browser, or is saved with the notebook, as one text."""
    return json.dumps(on_page.widget.get_state(), default=repr, ensure_ascii=False)


@EVERY_QUESTION
def test_the_page_holds_prompt_and_options_but_no_reply(question, on_page):
    page = everything_on_the_page(on_page)
    assert json.dumps(question.prompt, ensure_ascii=False) in page
    for option in question.options:
        assert json.dumps(option, ensure_ascii=False) in page
    for reply in question.replies:
        assert reply[:25] not in page
    assert on_page.widget.status == ""
    assert on_page.widget.visible_status


@EVERY_QUESTION
def test_the_page_is_the_same_whichever_answer_is_right(question):
    pages = []
    for right in range(len(question.options)):
        widget = QuestionOnPage(replace(question, answer=right)).widget
        pages.append(widget.get_state(["title", "spec", "initial", "state", "status"]))
    assert all(page == pages[0] for page in pages)


@EVERY_QUESTION
def test_choosing_gives_nothing_away(question, on_page):
    for option in question.options:
        choose(on_page, option)
        assert on_page.widget.status == ""


@EVERY_QUESTION
def test_each_answer_has_its_reply(question, on_page):
    for index, option in enumerate(question.options):
        choose(on_page, option)
        press_check(on_page)
        right = index == question.answer
        mark = "✓ Right." if right else "✗ Not this one."
        assert on_page.widget.status == f"{mark} {question.replies[index]}"


@EVERY_QUESTION
def test_a_new_choice_clears_the_old_reply(question, on_page):
    choose(on_page, question.options[0])
    press_check(on_page)
    choose(on_page, question.options[1])
    assert on_page.widget.status == ""


@EVERY_QUESTION
def test_check_without_a_choice_asks_for_one(question, on_page):
    press_check(on_page)
    assert on_page.widget.status == "Choose an answer first, then press Check."


@EVERY_QUESTION
def test_one_answer_is_right_and_every_reply_is_its_own(question):
    assert 0 <= question.answer < len(question.options) == len(question.replies)
    assert len(set(question.options)) == len(set(question.replies)) >= 3


@pytest.mark.parametrize("name", QUIZZES)
def test_a_quiz_shows_its_questions(displayed, name):
    assert quiz(name) is None
    prompts = [question.prompt for question in QUIZZES[name]]
    assert [widget.title for widget in displayed] == prompts
    assert [repr(widget) for widget in displayed] == [
        f"[{prompt}] Run this cell to use the controls." for prompt in prompts
    ]


@pytest.mark.parametrize("name", ["gradient_decent", "", None, 7])
def test_an_unknown_quiz_is_told_and_the_nearest_is_named(displayed, name):
    with pytest.raises(ValueError, match=r"^There is no quiz .* Did you mean '"):
        quiz(name)
    assert displayed == []


def test_the_nearest_name_is_the_nearest():
    with pytest.raises(ValueError, match="mean 'gradient_descent'"):
        quiz("gradient_decent")
