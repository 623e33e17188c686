"""Exercises that say which factor is wrong, and quizzes.

- commands: what students type; calling, answers: their functions, called without harm
- exercise: what is asked and what is right; slips: what often goes wrong
- judging, diagnosis, common_mistakes: which mistakes explain an answer
- verdict, wording: what is said about it; cases: test cases that several pages use
- quiz: questions shown on a page; registry: what all pages hold, by name
- save_answers: a button that packs all answers into one file
"""

from backprop_helpers.practice.commands import check, hint, solution
from backprop_helpers.practice.quiz import quiz
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.save_answers import save_answers

__all__ = ["EXERCISES", "check", "hint", "quiz", "save_answers", "solution"]
