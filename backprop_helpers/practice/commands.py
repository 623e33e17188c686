"""What students type: check.name(function), hint.name(), solution.name()."""

import difflib

from backprop_helpers.practice.registry import EXERCISES, page_numbers
from backprop_helpers.practice.slips import source
from backprop_helpers.practice.verdict import CORRECT, NOT_ATTEMPTED
from backprop_helpers.practice.wording import listed, wrapped

MARKS = {CORRECT: "✓", NOT_ATTEMPTED: "○"}


class Desk:
    """One of check, hint and solution: each exercise is an attribute, and nothing else.

    usage is the text of a right call, with {name} in it, and takes is how many
    arguments that call has; serve(exercise, *arguments) prints what was asked for.
    """

    def __init__(self, usage, takes, serve):
        vars(self).update(_usage=usage, _takes=takes, _serve=serve)

    def __delattr__(self, name):
        """Do nothing: no exercise can be taken away."""

    def __dir__(self):
        return sorted(EXERCISES)

    def __getattr__(self, name):
        if name.startswith("_"):  # IPython asks for many such names
            raise AttributeError(name)
        return Request(name, self._usage.format(name=name), self._takes, self._serve)

    def __setattr__(self, name, value):
        """Print how an exercise is called: one may not be written over."""
        print(f"Nothing is set here. Type {self._usage.format(name=name)}")

    def __repr__(self):
        pages = {page: number or page for page, number in page_numbers().items()}
        lines = [
            f"notebook {pages[exercise.page]}: {self._usage.format(name=name)}"
            f"   {exercise.prompt}"
            for name, exercise in EXERCISES.items()
        ]
        return "\n".join(["Name an exercise:", *lines])

    def __call__(self, *given, **named):
        """Print which exercises there are: the name of one is missing."""
        print(self)


class Request:
    """What check.name is before it is called; called, it prints and returns None."""

    def __init__(self, name, usage, takes, serve):
        self._name, self._usage, self._takes, self._serve = name, usage, takes, serve

    def __call__(self, *given, **named):
        """Serve the request, or print what to type instead."""
        given = (*given, *named.values())
        if self._name not in EXERCISES:
            print(_unknown(self._name))
        elif len(given) != self._takes:
            print(f"Type {self._usage}")
        else:
            self._serve(EXERCISES[self._name], *given)

    def __repr__(self):
        if self._name not in EXERCISES:
            return _unknown(self._name)
        return f"{EXERCISES[self._name].prompt}\nType {self._usage}"


def _unknown(name):
    close = difflib.get_close_matches(name, EXERCISES, n=3, cutoff=0.5)
    if close:
        return f"There is no exercise {name}. Do you mean {listed(close, 'or')}?"
    return f"There is no exercise {name}. There are: {', '.join(EXERCISES)}."


def _print_verdict(exercise, function):
    verdict = exercise.judge(function)
    mark = MARKS.get(verdict.status, "✗")
    try:
        name = function.__name__
    except Exception:  # an object may raise whatever it is asked
        name = ""
    if type(name) is not str or not name.isidentifier():
        name = exercise.name
    print(wrapped(f"{mark} {name}: {verdict.message}"))
    if verdict.status != CORRECT and not verdict.mistakes:
        print(f"(hint.{exercise.name}() gives a hint.)")


def _hint_printer():
    given = {}  # how many hints of each exercise have been printed

    def print_next_hint(exercise):
        number = min(given.get(exercise.name, 0) + 1, len(exercise.hints))
        given[exercise.name] = number
        text = exercise.hints[number - 1]
        print(wrapped(f"Hint {number} of {len(exercise.hints)}: {text}"))

    return print_next_hint


def _print_solution(exercise):
    print(source(exercise.solution).rstrip())


check = Desk("check.{name}(your_function)", 1, _print_verdict)
hint = Desk("hint.{name}()", 0, _hint_printer())
solution = Desk("solution.{name}()", 0, _print_solution)
