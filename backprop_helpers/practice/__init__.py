"""Exercises that say which factor is wrong, and quizzes."""

from backprop_helpers.practice.desk import check, hint, solution
from backprop_helpers.practice.quiz import quiz

__all__ = ["check", "hint", "quiz", "solution"]
