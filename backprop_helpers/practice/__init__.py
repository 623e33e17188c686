"""Exercises that say which factor is wrong, and quizzes.

- commands: what students type; calling, answers: their functions, called without harm
- judging, diagnosis, common_mistakes: which known mistakes explain an answer
- verdict, wording: what is said about it
- exercise: what is asked, what is right, and what often goes wrong; quiz: questions
- registry: those of all pages, by name; cases: test cases that several pages use
"""

from backprop_helpers.practice.commands import check, hint, solution
from backprop_helpers.practice.quiz import quiz
from backprop_helpers.practice.registry import EXERCISES

__all__ = ["EXERCISES", "check", "hint", "quiz", "solution"]
