"""Quizzes on the page: pick an answer, press Check, read why."""

from IPython.display import display

from backprop_helpers.panels.controls import Button, Buttons, Choice, Controls
from backprop_helpers.practice.registry import QUIZZES, nearest


class QuestionOnPage:
    """One question as radio buttons with a Check button and a line that answers.

    Only the prompt, its code and the options travel to the page: neither the right
    answer nor the replies stand in the notebook file.
    """

    def __init__(self, question):
        self.question = question
        self.checked = 0
        prompt, options, code = question.prompt, question.options, question.code
        choice = Choice("answer", prompt, options, "", stacked=True, code=code)
        check = Buttons((Button("Check", action="check"),))
        self.widget = Controls(
            self, question.prompt, (choice, check), visible_status=True
        )
        self.widget.observe(self._follow, "state")

    def _follow(self, change):
        values = change["new"]["values"]
        if values["check"] > self.checked:
            self.checked = values["check"]
            self.widget.status = self.reply(values["answer"])
        elif values["answer"] != change["old"]["values"]["answer"]:
            self.widget.status = ""  # the next reply is a change, and is read out

    def reply(self, answer):
        """Return the sentence for an answer: its text, or "" for none chosen."""
        question = self.question
        if answer not in question.options:
            return "Choose an answer first, then press Check."
        mark = "✓ Right." if answer == question.right else "✗ Not this one."
        return f"{mark} {question.replies[answer]}"


def quiz(name):
    """Show the questions of one quiz.

    ValueError if there is none of this name; its sentence names the nearest one.
    """
    if name not in QUIZZES:
        near = nearest(name, QUIZZES)
        raise ValueError(f"There is no quiz {name!r}. Did you mean {near!r}?")
    for question in QUIZZES[name]:
        display(QuestionOnPage(question).widget)
