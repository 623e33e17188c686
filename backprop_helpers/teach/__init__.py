"""For teachers: an edition without solutions, and grading; `python -m … --help`.

The highest floor: it may use everything below, and nothing below uses it.

- edition.py: notebooks without their solutions
- paper.py: notebooks as pages to be printed
- questions.py: the questions of all quizzes, and the beliefs behind them, for teachers;
  question_formats.py: the same for the programs of schools
- wire.py: numbers as text, between a grader and the process of a submission
- child.py: that process: runs the cells, then calls functions when asked to
- stand_in_for_practice.py, stand_in_for_own_code.py: what that process has in place of
  the checks, and of a student's code in a panel
- sandbox.py: starts it with limits, talks to it, and ends it with all it started
- cells.py: the text of a cell as plain Python, and the names it touches
- submission.py: what of a notebook file is run, and which exercises it has
- handed_in.py: whose is which file; journal.py: what was graded before a stop
- grading.py: judges every submission, and writes a row for each
- gradebook.py: the points, as Moodle and Canvas import them
- book: the course as a book whose pictures move without Python
- class_picture.py: how many got what right, from the rows
"""
