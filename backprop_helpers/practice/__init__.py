"""Exercises that say which factor is wrong, and quizzes.

- desk: what students type; calling, answers: their functions, called without harm
- judging, diagnosis, general: which known mistakes explain an answer
- verdict, wording: what is said about it
- exercise, exercises/: what is asked, what is right, and what often goes wrong
- question, questions, questions_page_…: the quizzes as data; quiz shows one
- museum: the diagnosis of notebook 13, the same search
"""

from backprop_helpers.practice.desk import check, hint, solution
from backprop_helpers.practice.quiz import quiz

__all__ = ["check", "hint", "quiz", "solution"]
