"""Parsons problems: put the lines of a function in order, then fill in one factor.

What is executed here is the course's own text: its lines in the order of the reader,
or with one of the written factors. Nothing that a reader types comes here.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

from IPython.display import display

from backprop_helpers.panels.controls import (
    Button,
    Buttons,
    Choice,
    Controls,
    Lines,
    Listing,
)
from backprop_helpers.practice.registry import EXERCISES, PROBLEMS, nearest
from backprop_helpers.practice.slips import Slip, edited, remade, source
from backprop_helpers.practice.verdict import CORRECT
from backprop_helpers.practice.wording import counted

GAP = "?"
LOOK = "look among those left out"


@dataclass(frozen=True)
class Line:
    """One line of a function, with its indentation."""

    text: str

    @cached_property
    def tree(self):
        """Its statement; a loop has nothing in it."""
        opens = self.text.endswith(":")
        return ast.parse(self.text.strip() + " pass" * opens).body[0]

    @cached_property
    def own(self):
        """Names that mean something inside this line alone: l in {… for l in w}."""
        loops = [n for n in ast.walk(self.tree) if isinstance(n, ast.comprehension)]
        return {name.id for loop in loops for name in _names(loop.target)}

    @cached_property
    def makes(self):
        """The names that it gives a value."""
        return {n.id for n in _names(self.tree) if _is_stored(n)} - self.own

    @cached_property
    def uses(self):
        """The names whose values it needs."""
        return {n.id for n in _names(self.tree) if not _is_stored(n)} - self.own

    @cached_property
    def fills(self):
        """The names of dictionaries that it writes into."""
        places = [n for n in ast.walk(self.tree) if isinstance(n, ast.Subscript)]
        return {n.value.id for n in places if _is_stored(n)}

    @cached_property
    def target(self):
        """What stands left of its =, "" if there is none."""
        assigns = isinstance(self.tree, ast.Assign)
        return ast.unparse(self.tree.targets[0]) if assigns else ""

    @property
    def returns(self):
        """Whether the function ends here."""
        return isinstance(self.tree, ast.Return)

    @property
    def loops(self):
        """Whether the lines below, if they are indented, are repeated."""
        return isinstance(self.tree, ast.For)

    @property
    def indent(self):
        """How many spaces stand before it."""
        return len(self.text) - len(self.text.lstrip())


def _names(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name)]


def _is_stored(node):
    return isinstance(node.ctx, ast.Store)


@dataclass(frozen=True, eq=False)
class Problem:
    """The lines of a right answer to an exercise, and what is to be told from them.

    solution is that answer, with the exercise's name and arguments; each statement
    stands on one line. wrong maps names of the exercise's slips to edits of solution
    that change one line: what comes of that line is a distractor. gap is a piece of
    solution, and factors maps what may be written there to the names of slips, the
    right one to "".
    """

    solution: Callable = field(repr=False)
    wrong: dict[str, dict[str, str]] = field(repr=False)
    gap: str
    factors: dict[str, str] = field(repr=False)

    @property
    def name(self):
        """The name of its exercise."""
        return self.solution.__name__

    @cached_property
    def parts(self):
        """The line with `def`, and the lines below it, without its docstring."""
        text = source(self.solution)
        first, *rest = ast.parse(text).body[0].body
        quoted = isinstance(first, ast.Expr)
        begin = rest[0].lineno if quoted else first.lineno
        lines = text.splitlines()
        return lines[0], lines[begin - 1 :]

    @cached_property
    def distractors(self):
        """The wrong lines, by the names of their slips."""
        head, right = self.parts
        found = {}
        for name, edits in self.wrong.items():
            text = edited(_joined(head, right), [Slip(name, edits, "")])
            (found[name],) = {*text.splitlines()[1:]} - {*right}
        return found

    @cached_property
    def lines(self):
        """All Lines in the order in which they are shown: mixed, alike in every run."""
        texts = [*self.parts[1], *self.distractors.values()]
        return tuple(map(Line, sorted(texts, key=lambda text: crc32(text.encode()))))

    def judge_order(self, places):
        """Return whether lines, by their places in `lines`, are a right answer; why."""
        lines = [self.lines[place] for place in places]
        said = self._look_at_order(lines)
        return (False, said) if said else self._judge([line.text for line in lines])

    def judge_factor(self, factor):
        """Return whether one of the written factors is right in the gap, and why."""
        head, right = self.parts
        _, *lines = _joined(head, right).replace(self.gap, factor).splitlines()
        return self._judge(lines)

    def _judge(self, lines):
        function = remade(self.solution, _joined(self.parts[0], lines))
        verdict = EXERCISES[self.name].judge(function)
        return verdict.status == CORRECT, " ".join(verdict.message.split())

    def _look_at_order(self, lines):
        """Say what is wrong with the order itself, for the first line it holds for."""
        for place in range(len(lines)):
            said = self._look_at_line(place, lines)
            if said:
                return said
        missing = len(self.parts[1]) - len(lines)
        if missing:
            are = "is" if missing == 1 else "are"
            return f"{counted(missing, 'line')} {are} still missing: {LOOK}."
        return ""

    def _look_at_line(self, place, lines):
        """Say what is wrong with where a line stands, "" if nothing is."""
        line, above = lines[place], lines[:place]
        number = place + 1
        if above and above[-1].returns:
            return f"Line {number} stands below return: nothing below it is run."
        alike = [
            other
            for other, twin in enumerate(lines, 1)
            if line.target and line.target == twin.target
        ]
        if len(alike) > 1:
            return (
                f"Lines {alike[0]} and {alike[1]} both make {line.target}: only one of "
                "them belongs here."
            )
        return self._look_at_loop(place, lines) or self._look_at_names(place, lines)

    def _look_at_loop(self, place, lines):
        line, number = lines[place], place + 1
        depths = [each.indent for each in lines]
        inner = line.indent > self.indent
        if inner and not (
            place and (lines[place - 1].loops or depths[place - 1] == line.indent)
        ):
            return (
                f"Line {number} is indented, so it belongs inside a loop: right below "
                "a line that begins with for."
            )
        if line.loops and not any(d > line.indent for d in depths[number : number + 1]):
            return (
                f"Line {number} begins a loop, and nothing stands in it: the line that "
                "is repeated comes right below, and is indented."
            )
        return ""

    def _look_at_names(self, place, lines):
        line, above, number = lines[place], lines[:place], place + 1
        below = [*enumerate(lines[number:], number + 1)]
        made = {name for each in above for name in each.makes}
        known = {name for each in self.lines for name in each.makes}
        for name in sorted(line.uses & known - made):
            makers = [other for other, later in below if name in later.makes]
            if makers:
                return (
                    f"Line {number} uses {name} before it is made: line {makers[0]} "
                    "makes it."
                )
            return f"Line {number} uses {name}, and no line here makes it: {LOOK}."
        for other, later in below:
            for name in sorted(line.uses & later.fills):
                return (
                    f"Line {number} uses {name} before it is whole: line {other} still "
                    "writes into it."
                )
        return ""

    @cached_property
    def indent(self):
        """How far the lines of the function stand to the right."""
        return min(line.indent for line in self.lines)

    @cached_property
    def faded(self):
        """The text of the right answer with a gap in it."""
        return _joined(*self.parts).replace(self.gap, GAP)


def _joined(head, lines):
    return "\n".join([head, *lines, ""])


class ProblemOnPage:
    """A Parsons problem with its three steps: order, fill in, write whole.

    Only the lines travel to the page, and the factors when they are asked for.
    """

    def __init__(self, problem):
        self.problem = problem
        name, faded = problem.name, problem.faded
        (row,) = [line.strip() for line in faded.splitlines() if GAP in line]
        head, _ = problem.parts
        texts = tuple(line.text for line in problem.lines)
        lines = Lines("lines", f"Put the lines of {name} in order", head, texts,
                      "Two lines are wrong: leave them out.")  # fmt: skip
        factor = Choice("factor", f"What stands for the {GAP} in {row}",
                        (*problem.factors,), "", stacked=True)  # fmt: skip
        check = Buttons((Button("Check", action="check"),))
        start = {"lines": lines.value, "factor": ""}
        again = Buttons((Button("Start again", set=start, action="again"),))
        check_or_again = Buttons((*check.buttons, *again.buttons))
        self.steps = (
            (lines, check), (Listing(faded), factor, check_or_again), (again,),
        )  # fmt: skip
        self.checks = {}
        for control in (lines, factor, check, again):
            self.checks |= control.checks()
        self.step = 0
        self.widget = Controls(
            self, f"The lines of {name}", (lines, factor, check, again), self.steps[0],
            visible_status=True,
        )  # fmt: skip
        self.values = self.widget.initial
        self.widget.observe(self._follow, "state")

    def _follow(self, change):
        # What comes from a browser is checked like anything else from outside.
        try:
            values = self._checked(change["new"].get("values"))
        except ValueError as problem:
            self.widget.state = dict(change["new"], values=self.values)
            self.widget.status = str(problem)
            return
        before, self.values = self.values, values
        if values["again"] > before["again"]:
            self._go_to(0)
            self.widget.status = ""
        elif values["check"] > before["check"]:
            self.widget.status = self._reply()
        elif values != before:
            self.widget.status = ""  # the next reply is a change, and is read out

    def _checked(self, values):
        if not isinstance(values, dict) or {*values} != {*self.checks}:
            raise ValueError(
                f"{self.widget.title} need a value for each of "
                f"{', '.join(self.checks)}, and for nothing else."
            )
        return {name: self.checks[name](value) for name, value in values.items()}

    def _reply(self):
        """Judge what was done; go on to the next step if it is right."""
        if self.step == 0:
            right, said = self.reply_to_order(self.values["lines"]["used"])
        elif self.step == 1:
            right, said = self.reply_to_factor(self.values["factor"])
        else:
            return self.widget.status
        if right:
            self._go_to(self.step + 1)
        return said

    def reply_to_order(self, used):
        """Return whether lines, by their places, are in order, and the reply."""
        right, said = self.problem.judge_order(used)
        praise = "In order. Now one factor is gone: which one?"
        return right, f"✓ {praise}" if right else f"✗ {said}"

    def reply_to_factor(self, factor):
        """Return whether a factor is right, and the reply; "" if none was chosen."""
        if factor == "":
            return False, "Choose a factor first, then press Check."
        right, said = self.problem.judge_factor(factor)
        name = self.problem.name
        praise = f"Right. Now write {name} whole in the next cell: check.{name} "
        praise += "judges it."
        return right, f"✓ {praise}" if right else f"✗ {said}"

    def _go_to(self, step):
        self.step = step
        self.widget.show(self.steps[step])


def order_lines(name):
    """Show the lines of an exercise's answer, to be put in order.

    ValueError if there are none for this name; its sentence names the nearest one.
    """
    if name not in PROBLEMS:
        near = nearest(name, PROBLEMS)
        raise ValueError(f"There are no lines for {name!r}. Did you mean {near!r}?")
    display(ProblemOnPage(PROBLEMS[name]).widget)
