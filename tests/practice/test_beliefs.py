"""Every belief is asked for where it is treated, and once more on a later page."""

import json
import re
from itertools import chain

import pytest

from backprop_helpers.pages import PAGES
from backprop_helpers.practice.beliefs import all_beliefs
from backprop_helpers.practice.registry import QUIZZES, quizzes_of
from tests.rules.package_source import NOTEBOOKS, REPOSITORY, page_cells, room_of

BELIEFS = all_beliefs()
EVERY_BELIEF = pytest.mark.parametrize("belief", BELIEFS.values(), ids=[*BELIEFS])
PLACE = [*PAGES]  # in reading order
ASKING = [*PAGES][2:]  # the first page is asked for nothing, the second knows the first
# Each question with the page that asks for it, by name.
QUESTIONS = {
    question.name: (page, quiz, question)
    for page in PAGES
    for quiz, questions in quizzes_of(page).items()
    for question in questions
}


def test_there_are_as_many_beliefs_as_were_collected():
    assert len(BELIEFS) == 34
    assert len({belief.says for belief in BELIEFS.values()}) == 34


def test_no_two_questions_have_one_name():
    assert len(QUESTIONS) == sum(map(len, QUIZZES.values()))


@EVERY_BELIEF
def test_its_questions_have_it_as_a_wrong_option_with_a_reply(belief):
    assert len({belief.item, *belief.again}) == 1 + len(belief.again) >= 2
    for name in (belief.item, *belief.again):
        _, _, question = QUESTIONS[name]
        held = [o for o, name in question.beliefs.items() if name == belief.name]
        assert held, f"{name} does not have {belief.name} as an option"
        assert question.right not in held
        assert all(question.replies[option] for option in held)


@EVERY_BELIEF
def test_it_is_asked_first_where_it_is_treated_and_again_later(belief):
    assert set(belief.pages) <= set(PAGES)
    assert [*belief.pages] == sorted(belief.pages, key=PLACE.index)
    page, quiz, question = QUESTIONS[belief.item]
    assert page in belief.pages
    assert (quiz.startswith("before_"), question.taught) == (False, "")
    for name in belief.again:
        later, quiz, question = QUESTIONS[name]
        assert quiz == f"before_{later}"
        assert PLACE.index(later) > PLACE.index(page)
        assert PLACE.index(later) > PLACE.index(question.taught)
        assert question.taught in belief.pages


def test_every_question_that_is_asked_again_is_that_of_one_belief():
    again = [*chain.from_iterable(belief.again for belief in BELIEFS.values())]
    asked = [n for n, (_, quiz, _) in QUESTIONS.items() if quiz.startswith("before_")]
    assert sorted(again) == sorted(asked)


def test_an_option_names_a_belief_that_there_is_and_is_not_right():
    for _, _, question in QUESTIONS.values():
        assert set(question.beliefs.values()) <= set(BELIEFS)
        assert set(question.beliefs) <= {*question.options} - {question.right}


@pytest.mark.parametrize("page", ASKING)
def test_a_page_begins_with_two_questions_from_earlier_pages(page):
    path = next(path for path in NOTEBOOKS if room_of(path) == page)
    first, second = json.loads(path.read_text("utf-8"))["cells"][:2]
    assert (first["cell_type"], second["cell_type"]) == ("markdown", "code")
    assert f'quiz("before_{page}")' in "".join(second["source"])
    shown = [output["data"]["text/plain"] for output in second["outputs"]]
    questions = QUIZZES[f"before_{page}"]
    assert [re.search(r"\[(.*)\] Run", "".join(text))[1] for text in shown] == [
        question.prompt for question in questions
    ]
    for question in questions:
        assert question.prompt.startswith(f"From page {PAGES[question.taught]}: ")


def test_the_first_two_pages_ask_for_nothing_again():
    for path in NOTEBOOKS:
        asks = any('quiz("before_' in cell for cell in page_cells(path, "code"))
        assert asks == (room_of(path) in ASKING)


def test_the_right_option_cannot_be_told_by_its_length():
    """Who always takes the longest option, or the shortest, does little better."""
    longest = shortest = 0
    for _, _, question in QUESTIONS.values():
        length = {option: len(option) for option in question.options}
        others = [length[o] for o in length if o != question.right]
        longest += length[question.right] > max(others)
        shortest += length[question.right] < min(others)
    assert longest <= 0.3 * len(QUESTIONS)
    assert shortest <= 0.3 * len(QUESTIONS)


def test_every_source_is_a_row_of_the_table_and_the_other_way_round():
    table = (REPOSITORY / "notebooks" / "SOURCES.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if "|" in line]
    marked = {row[0] for row in rows if "questions" in row[-1].split(", ")}
    assert {s for belief in BELIEFS.values() for s in belief.sources} == marked
