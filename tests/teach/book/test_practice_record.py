"""What is recorded of questions, pencils and problems answers as they do, and hides."""

import base64
import json
import zlib

import pytest

from backprop_helpers.practice.parsons import ProblemOnPage
from backprop_helpers.practice.pencil import Pencil
from backprop_helpers.practice.quiz import QuestionOnPage
from backprop_helpers.practice.registry import PROBLEMS, QUIZZES, SHEETS
from backprop_helpers.teach.book.practice_record import (
    SETS,
    pencil_words,
    problem_record,
    question_record,
)

QUESTIONS = [question for name in QUIZZES for question in QUIZZES[name]]


def revealed(record):
    return json.loads(zlib.decompress(base64.b64decode(record["hidden"])))


def open_text(record):
    """What somebody reads who looks into the record."""
    return json.dumps(record, ensure_ascii=False)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_reply_is_recorded_and_not_to_be_read(question):
    record = question_record(QuestionOnPage(question))
    replies = revealed(record)["replies"]
    assert [*replies] == ["", *question.options]
    for option in question.options:
        assert replies[option].startswith("✓") == (option == question.right)
        assert replies[option].endswith(question.replies[option])
        assert question.replies[option] not in open_text(record)
    assert record["title"] == question.prompt


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_numbers_of_a_pencil_are_recorded_and_not_to_be_read(sheet):
    record = pencil_words(Pencil(sheet))
    sets = revealed(record)["sets"]
    assert len(sets) == SETS
    for seed, blanks in enumerate(sets):
        assert sheet.is_fair(sheet.numbers(seed))
        assert [*blanks] == [*sheet.line_of]
        for blank, wanted in blanks.items():
            assert wanted["right"] == sheet.value(blank, sheet.numbers(seed))
            assert wanted["worked"] not in open_text(record)
            if len(wanted["number"].partition(".")[2]) > 2:  # 0.5 may stand anywhere
                assert wanted["number"].lstrip("−") not in open_text(record)
    assert len({json.dumps(blanks) for blanks in sets}) == SETS


def test_a_problem_is_recorded_with_all_its_orders():
    problem = PROBLEMS["delta2"]
    record = problem_record(ProblemOnPage(problem))
    hidden = revealed(record)
    assert len(hidden["orders"]) == 1957  # of six lines or fewer
    right = [reply for is_right, reply in hidden["replies"] if is_right]
    assert right == ["✓ In order. Now one factor is gone: which one?"]
    for factor in problem.factors:
        is_right, _ = hidden["factors"][factor]
        assert is_right == (factor == problem.gap)
        assert json.dumps(factor) not in open_text(record)


@pytest.mark.parametrize("sheet", [*SHEETS.values()][:2], ids=[*SHEETS][:2])
def test_a_record_is_the_same_each_time(sheet):
    assert pencil_words(Pencil(sheet)) == pencil_words(Pencil(sheet))
