"""Finds the values on the way of a student's function that the solution has, too.

Names and formulas may differ: values are compared, of the same inputs.
"""

import ast
import sys
from types import FunctionType

import numpy as np

from backprop_helpers.practice.calling import call, copied, quiet
from backprop_helpers.practice.diagnosis import same
from backprop_helpers.practice.slips import remade, source
from backprop_helpers.practice.verdict import Finding
from backprop_helpers.practice.wording import the_first


def on_the_way(exercise, function, cases):
    """Say which of the function's own variables are right, "" if none is known to be.

    A variable is right if its value is one of the solution's steps in every case, and
    none of what the function was given.
    """
    ours = [_steps_of(exercise.solution, inputs) for inputs in cases]
    theirs = [_variables_of(function, inputs) for inputs in cases]

    def is_right(name):
        return all(
            name in variables and _is_a_step(variables[name], steps, inputs)
            for variables, steps, inputs in zip(theirs, ours, cases, strict=True)
        )

    names = [*theirs[0]]
    right = [name for name in names if is_right(name)]
    if not right:
        return ""
    rest = names[names.index(right[-1]) + 1 :]
    said = f"Right on the way: {the_first(right)}."
    if rest:
        return f"{said} Look first at {rest[0]}, which follows."
    return f"{said} Look at what is made of {'it' if len(right) == 1 else 'them'}."


def _variables_of(function, inputs):
    """Return the numbers and arrays in a function's variables when it returns, by name.

    Dicts, whole numbers and arguments are left out: a counter is no step. Under a
    profiler, such as %prun, none is found: its place cannot be taken and given back.
    """
    if type(function) is not FunctionType or sys.getprofile() is not None:
        return {}
    found, code = {}, function.__code__
    own = code.co_varnames[code.co_argcount :]

    def keep(frame, event, _):
        if event == "return" and frame.f_code is code:
            found.update({name: frame.f_locals.get(name) for name in own})

    with quiet():
        sys.setprofile(keep)
        try:
            call(function, inputs)
        except Finding:
            return {}
        finally:
            sys.setprofile(None)
    return {name: value for name, value in found.items() if _is_a_result(value)}


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
