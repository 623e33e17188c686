"""Exercises that say which factor is wrong, pencils that do so for numbers, quizzes.

- commands: what students type; calling, answers: their functions, called without harm
- exercise: what is asked and what is right; slips, usual_slips: what often goes wrong
- judging, diagnosis, common_mistakes: which mistakes explain an answer; part_by_part:
  what is right already, and what is seen in the rest
- steps: which values on its way are right; left_out: which arguments it ignores
- verdict, wording: what is said about it; cases: test cases that several pages use
- pencil: a picture with blanks to fill in; wanted: what is right there, what wrong;
  typed: numbers as students type them
- own_code: a student's function that moves a picture
- parsons: lines to be put in order, and a factor to fill in
- quiz: questions shown on a page; beliefs: what many learners believe
- registry: what all pages hold, by name
- save_answers: a button that packs all answers into one file
"""

from backprop_helpers.practice.commands import check, hint, solution
from backprop_helpers.practice.parsons import order_lines
from backprop_helpers.practice.pencil import pencil
from backprop_helpers.practice.quiz import quiz
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.save_answers import save_answers

__all__ = [
    "EXERCISES",
    "check",
    "hint",
    "order_lines",
    "pencil",
    "quiz",
    "save_answers",
    "solution",
]
