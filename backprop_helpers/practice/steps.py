"""Finds the values on the way of a student's function that the solution has, too.

Names and formulas may differ: values are compared, of the same inputs.
"""

import ast
import inspect
import sys
import textwrap
from types import FunctionType

import numpy as np

from backprop_helpers.practice.answers import layers_of, read
from backprop_helpers.practice.calling import call, copied, quiet
from backprop_helpers.practice.diagnosis import evaluate, same
from backprop_helpers.practice.slips import remade, source
from backprop_helpers.practice.verdict import Finding
from backprop_helpers.practice.wording import the_first


def on_the_way(exercise, function, cases):
    """Say which of the function's own variables are right, "" if none is known to be.

    A variable is right if its value is one of the solution's steps in every case, and
    neither what the function was given nor a result of it that is wrong. Of the others
    the first is named of which nothing right is made.
    """
    ours = [_steps_of(exercise.solution, inputs) for inputs in cases]
    found = [_variables_of(exercise, function, inputs) for inputs in cases]
    theirs, wrong = zip(*found, strict=True)

    def is_right(name):
        return all(
            _is_a_step(variables[name], steps, inputs)
            and not any(same(np.asarray(variables[name]), each) for each in results)
            for variables, steps, inputs, results in zip(
                theirs, ours, cases, wrong, strict=True
            )
        )

    made = _made_of(function)
    names = [name for name in theirs[0] if all(name in each for each in theirs)]
    names.sort(key=lambda name: [*made, name].index(name))
    right = [name for name in names if is_right(name)]
    if not right:
        return ""
    fine = {*right}.union(*(made.get(name, ()) for name in right))
    rest = [name for name in names if name not in fine]
    said = f"Right on the way: {the_first(right)}."
    if rest:
        return f"{said} Look first at {rest[0]}."
    return f"{said} Look at what is made of {'it' if len(right) == 1 else 'them'}."


def _made_of(function):
    """Return the names that a function assigns to, in order, with all it makes them of.

    {} where its text cannot be had.
    """
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return {}
    lines = [n for n in ast.walk(tree) if isinstance(n, (ast.Assign, ast.AugAssign))]
    made = {}
    for line in sorted(lines, key=lambda node: (node.lineno, node.col_offset)):
        inside = [each for each in ast.walk(line) if isinstance(each, ast.Name)]
        read = {each.id for each in inside if isinstance(each.ctx, ast.Load)}
        read = read.union(*(made.get(name, ()) for name in read))
        for each in inside:
            if isinstance(each.ctx, ast.Store):
                made[each.id] = made.get(each.id, set()) | read
    return made


def _variables_of(exercise, function, inputs):
    """Return a function's variables when it returns, by name, and its wrong results.

    They are numbers and arrays. Dicts, whole numbers and arguments that stay as they
    were are left out: a counter is no step. Under a profiler, such as %prun, none is
    found: its place cannot be taken and given back.
    """
    if type(function) is not FunctionType or sys.getprofile() is not None:
        return {}, []
    found, code = {}, function.__code__
    given = dict(zip(code.co_varnames, inputs, strict=False))
    own = [*code.co_varnames[code.co_argcount :], *given]

    def keep(frame, event, _):
        if event == "return" and frame.f_code is code:
            found.update({name: frame.f_locals.get(name) for name in own})

    with quiet():
        sys.setprofile(keep)
        try:
            answer, _ = call(function, inputs)
        except Finding:
            return {}, []
        finally:
            sys.setprofile(None)
        try:
            results = read(answer, exercise.returns, layers_of(inputs))
        except Finding:
            results = []
    expected = evaluate(exercise.solution, inputs)
    pairs = zip(results, expected, strict=False)
    wrong = [mine for mine, right in pairs if not same(mine, right)]
    values = {
        name: value
        for name, value in found.items()
        if _is_a_result(value)
        and not (name in given and np.array_equal(value, given[name]))
    }
    return values, wrong


def _is_numbers(value):
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "fiu"
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def _is_a_result(value):
    """Whether a value is worth comparing: whole numbers alone are counters."""
    if not _is_numbers(value) or isinstance(value, int):
        return False  # NumPy rounds no int of more than 64 bits
    return np.ndim(value) > 0 or value != np.round(value)


class _Kept(ast.NodeTransformer):
    """Every product, sum, call and quotient of a function goes through `keep`."""

    def visit(self, node):
        node = self.generic_visit(node)
        if isinstance(node, (ast.BinOp, ast.Call, ast.UnaryOp)):
            keep = ast.Name("keep", ast.Load())
            return ast.copy_location(ast.Call(keep, [node], []), node)
        return node


def _steps_of(solution, inputs):
    """Return all numbers and arrays that the solution works out for these inputs."""
    tree = ast.fix_missing_locations(_Kept().visit(ast.parse(source(solution))))
    steps = []

    def keep(value):
        if _is_numbers(value):
            steps.append(np.array(value, dtype=float))
        return value

    step_by_step = remade(solution, tree, keep=keep)
    with np.errstate(all="ignore"):
        step_by_step(*map(copied, inputs))
    return steps


def _is_a_step(value, steps, inputs):
    given = [np.asarray(each, dtype=float) for each in inputs if _is_numbers(each)]
    value = np.asarray(value, dtype=float)
    if any(same(value, each) for each in given):
        return False
    return any(same(value, step) for step in steps)
