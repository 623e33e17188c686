"""Mutants of the solutions: one small change each, made in the syntax tree.

A check must find each of them wrong, or it must be right in another form: those stand,
each with the reason, in EQUAL of test_mutants.py.

uv run python -m tests.practice.mutants     how many are refused and named, by exercise
"""

import ast
import copy
import sys
from dataclasses import dataclass

import numpy as np

from backprop_helpers.practice.calling import copied, quiet
from backprop_helpers.practice.diagnosis import all_same, evaluate
from backprop_helpers.practice.registry import EXERCISES
from backprop_helpers.practice.slips import source

MOST_LINES = 20_000  # that a mutant may run: one that has lost its end is stopped
OTHER_OPERATORS = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult,), ast.MatMult: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Mod: (ast.FloorDiv,),
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,),
    ast.And: (ast.Or,), ast.Or: (ast.And,),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed solution; change says what was changed: "line 3, x: → y"."""

    exercise: str
    change: str
    text: str

    def function(self):
        exercise = EXERCISES[self.exercise]
        scope = {"np": np} | vars(sys.modules[exercise.solution.__module__])
        exec(compile(self.text, f"<{self.exercise}: {self.change}>", "exec"), scope)
        return scope[self.exercise]

    def survives(self):
        """Whether it answers as the solution does, in all cases of the check."""
        exercise, function = EXERCISES[self.exercise], self.function()
        for inputs in exercise.cases():
            given = [copied(value) for value in inputs]
            with quiet():
                right = evaluate(exercise.solution, inputs)
                try:
                    answer = evaluate(ended(function), given)
                except Exception:  # it stops, or gives what is no number
                    return False
            if answer is None or not all_same(answer, right):
                return False
        return True


class LostItsEndError(ArithmeticError):
    """A mutant runs on and on."""


def ended(function):
    """Return the function with an end: a count of lines, the same on every machine."""

    def called(*inputs):
        lines = 0

        def count(frame, event, _):
            nonlocal lines
            lines += 1
            if lines > MOST_LINES:
                raise LostItsEndError
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            return function(*inputs)
        finally:
            sys.settrace(before)

    return called


def mutants_of(exercise):
    """Yield every Mutant of an exercise's solution, none twice."""
    text = source(exercise.solution)
    tree = ast.parse(text)
    if ast.get_docstring(tree.body[0]) is not None:
        del tree.body[0].body[0]
    seen = {ast.unparse(tree)}
    names = sorted({n.id for n in ast.walk(tree) if isinstance(n, ast.Name)})
    local = {n for n in names if n in exercise.solution.__code__.co_varnames}
    for index, node in enumerate(ast.walk(tree)):
        for number, (change, _) in enumerate(changes(node, sorted(local))):
            changed = copy.deepcopy(tree)
            twin = [*ast.walk(changed)][index]
            before = ast.unparse(twin)
            [*changes(twin, sorted(local))][number][1]()
            try:
                made = ast.unparse(ast.fix_missing_locations(changed))
                compile(made, "<mutant>", "exec")
            except (SyntaxError, ValueError):
                continue
            if made not in seen:
                seen.add(made)
                start = " ".join(before.split())[:30]
                words = f"line {node.lineno}, {start}: {change}"
                yield Mutant(exercise.name, words, made + "\n")


def changes(node, names):
    """Return (what is changed, how to do it) for every small change of a node."""
    return [
        *_of_operators(node), *_of_numbers(node), *_of_calls(node),
        *_of_names(node, names), *_of_statements(node),
    ]  # fmt: skip


def _set(node, field, value):
    return lambda: setattr(node, field, value)


def _become(node, other):
    """Put another node in the place of this one, which keeps its identity."""

    def change():
        node.__class__ = other.__class__
        vars(node).clear()
        vars(node).update(vars(other))

    return change


def _of_operators(node):
    operator = getattr(node, "op", None)
    for other in OTHER_OPERATORS.get(type(operator), ()):
        yield f"{type(operator).__name__} → {other.__name__}", _set(node, "op", other())
    if isinstance(node, ast.Compare):
        for other in OTHER_OPERATORS.get(type(node.ops[0]), ()):
            words = f"{type(node.ops[0]).__name__} → {other.__name__}"
            yield words, _set(node, "ops", [other(), *node.ops[1:]])
    if isinstance(node, ast.BinOp):
        yield "left side alone", _become(node, copy.deepcopy(node.left))
        yield "right side alone", _become(node, copy.deepcopy(node.right))
        if not isinstance(node.op, ast.Add | ast.Mult):
            left, right = copy.deepcopy(node.left), copy.deepcopy(node.right)
            turned = ast.BinOp(right, copy.deepcopy(node.op), left)
            yield "sides exchanged", _become(node, turned)
    if isinstance(node, ast.UnaryOp):
        yield f"{type(node.op).__name__} lost", _become(node, node.operand)
    if isinstance(node, ast.AugAssign):
        plain = ast.Assign([node.target], node.value, lineno=node.lineno)
        yield "= for the operator", _become(node, plain)


def _of_numbers(node):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for other in {node.value + 1, node.value - 1, 2 * node.value, 0} - {node.value}:
            yield f"→ {other}", _set(node, "value", other)
    if isinstance(node, ast.keyword) and node.arg == "keepdims":
        yield "→ False", _set(node, "value", ast.Constant(False))
    if isinstance(node, ast.Slice):
        for side in ("lower", "upper"):
            end = getattr(node, side)
            if end is not None:
                yield f"{side} end left out", _set(node, side, None)
                later = ast.BinOp(copy.deepcopy(end), ast.Add(), ast.Constant(1))
                yield f"{side} end + 1", _set(node, side, later)


def _of_calls(node):
    if isinstance(node, ast.Call):
        for argument in node.args:
            if not isinstance(argument, ast.GeneratorExp | ast.Starred):
                words = f"→ {ast.unparse(argument)[:30]}"
                yield words, _become(node, copy.deepcopy(argument))
        for i in range(len(node.args) - 1):
            order = [*node.args]
            order[i], order[i + 1] = order[i + 1], order[i]
            yield f"arguments {i} and {i + 1} exchanged", _set(node, "args", order)
        for i, keyword in enumerate(node.keywords):
            if keyword.arg == "strict":  # of zip: it only guards
                continue
            rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
            yield f"{keyword.arg} left out", _set(node, "keywords", rest)
        name = getattr(node.func, "attr", "")
        pairs = {"mean": "sum", "sum": "mean", "max": "min", "min": "max"}
        pairs |= {"exp": "log", "log": "exp", "sin": "cos", "argmax": "argmin"}
        if name in pairs:
            yield f"{name} → {pairs[name]}", _set(node.func, "attr", pairs[name])
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield "not transposed", _become(node, copy.deepcopy(node.value))
    if isinstance(node, ast.Attribute) and node.attr == "derivative":
        yield "the function for its slope", _become(node, copy.deepcopy(node.value))


def _of_names(node, names):
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for other in names if node.id in names else ():
            if other != node.id:
                yield f"→ {other}", _set(node, "id", other)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        entries = node.value.elts
        for i in range(len(entries) - 1):
            order = [*entries]
            order[i], order[i + 1] = order[i + 1], order[i]
            yield f"results {i} and {i + 1} exchanged", _set(node.value, "elts", order)


def _of_statements(node):
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return
    for i, statement in enumerate(body):
        if len(body) > 1 and not isinstance(statement, ast.Return):
            rest = [*body[:i], *body[i + 1 :]]
            yield f"line {i + 1} left out", _set(node, "body", rest)
        if i and _depend(body[i - 1], statement):
            order = [*body]
            order[i - 1], order[i] = order[i], order[i - 1]
            yield f"lines {i} and {i + 1} exchanged", _set(node, "body", order)


def _depend(one, other):
    """Whether it matters which of two lines comes first, by the names they use."""
    if isinstance(other, ast.Return):
        return False

    def names(node, kind):
        found = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
        return {n.id for n in found if isinstance(n.ctx, kind)}

    pairs = ((one, other), (other, one))
    return any(names(a, ast.Store) & names(b, ast.Load | ast.Store) for a, b in pairs)


def main():
    for name, exercise in EXERCISES.items():
        all_of_it = [*mutants_of(exercise)]
        survivors = [mutant for mutant in all_of_it if mutant.survives()]
        refused = [m for m in all_of_it if m not in survivors]
        said = [exercise.judge(ended(mutant.function())) for mutant in refused]
        named = sum(bool(v.mistakes) or v.status == "error" for v in said)
        print(f"{name:24}{len(all_of_it):4} mutants {len(refused):4} refused, "
              f"{100 * named / len(refused):3.0f} % named", *(
                  f"\n      {m.change}" for m in survivors))  # fmt: skip


if __name__ == "__main__":
    main()
