"""Exercise of notebook 10, second part: a step of Levenberg–Marquardt."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


def damped_step(jacobian, r, kappa):
    """Return the ΔW, shape (P,), with (JᵀJ + κ I) ΔW = −Jᵀr."""
    squares = jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])
    return np.linalg.solve(squares, -jacobian.T @ r)


def _systems(rng):
    # m = P: a Jacobian that is not turned is then wrong, and not only refused.
    yield np.array([[1.0, 2.0], [2.0, 0.0]]), np.array([-1.0, -4.0]), 1.0
    for P, kappa in ((3, 0.5), (2, 0.1), (4, 2.0), (1, 0.3), (5, 1.0)):
        yield rng.normal(size=(P, P)), rng.normal(size=P), kappa


def _damped_step(jacobian, r, kappa, slips=frozenset()):
    if "J transposed" in slips:
        jacobian = jacobian.T
    P = len(r)
    damping = kappa * (np.ones((P, P)) if "κ everywhere" in slips else np.eye(P))
    damping = {True: 0, False: damping}["κ forgotten" in slips]
    squares = jacobian.T @ jacobian
    if "diagonal of JᵀJ" in slips:
        damping = kappa * np.diag(np.diag(squares))
    squares = squares - damping if "κ subtracted" in slips else squares + damping
    right = r if "r without Jᵀ" in slips else jacobian.T @ r
    right = 2 * right if "a 2 on one side" in slips else right
    right = right if "minus forgotten" in slips else -right
    if "multiplied" in slips:
        return squares @ right
    return np.linalg.solve(squares, right)


EXERCISES = (
    Exercise(
        page=10,
        prompt="A step of Levenberg–Marquardt: the ΔW with (JᵀJ + κ I) ΔW = −Jᵀ r.",
        arguments={"jacobian": "shape (m, P)", "r": "shape (m,)", "kappa": "a number"},
        returns=(Part("ΔW", "inputs"),),
        inputs=_systems,
        reference=_damped_step,
        slips={
            "minus forgotten": "The right side is −Jᵀ r, with a minus: the step should "
            "make the residuals smaller.",
            "J transposed": "J is turned. It has a row for each residual, a column for "
            "each parameter: jacobian.T @ jacobian is P × P.",
            "κ forgotten": "κ I is missing: without it the step may go far too far.",
            "κ everywhere": "κ is added to all entries. It belongs on the diagonal "
            "only: kappa * np.eye(P).",
            "κ subtracted": "κ I is subtracted. It should be added: it makes the step "
            "shorter.",
            "diagonal of JᵀJ": "You damp with κ times the diagonal of JᵀJ, as "
            "Marquardt did. On this page it is κ I.",
            "r without Jᵀ": "On the right side, r must be multiplied by Jᵀ: it has one "
            "entry for each residual, ΔW one for each parameter.",
            "a 2 on one side": "A factor 2 stands on the right side only. The "
            "derivative has it on both, so it cancels.",
            "multiplied": "You multiply by the matrix. It stands on the left of the "
            "equation: solve for ΔW.",
        },
        hints=(
            "The left side is jacobian.T @ jacobian, P × P, plus κ on its diagonal.",
            "The right side is -jacobian.T @ r, with P entries.",
            "np.linalg.solve(left, right) is ΔW.",
        ),
        solution=damped_step,
    ),
)
