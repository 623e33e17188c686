"""Exercises: leaving a saddle, the smallest curvature, and a damped step."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def steps_to_leave(distance, eta, curvature):
    """Return after how many steps, not rounded, the distance is 1; curvature < 0."""
    return np.log(1 / distance) / np.log(1 - eta * curvature)


def smallest_curvature(plus, minus, h):
    """Return the smallest eigenvalue of the measured H, one number.

    Row p of plus and minus, both (P, P), is the gradient at W with W_p ± h.
    """
    H = (plus - minus) / (2 * h)
    return np.linalg.eigvalsh((H + H.T) / 2).min()


def damped_step(jacobian, r, kappa):
    """Return the ΔW, shape (P,), with (JᵀJ + κ I) ΔW = −Jᵀr."""
    squares = jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])
    return np.linalg.solve(squares, -jacobian.T @ r)


def _near_saddles(rng):
    yield 0.0001, 0.02, -4.0
    for distance, eta in ((0.01, 0.1), (0.002, 0.05), (0.3, 0.2), (0.05, 0.3)):
        yield distance, eta, -float(rng.uniform(0.5, 3))


def _gradients(rng):
    yield np.array([[2.1, 0.0], [0.0, -0.3]]), np.array([[1.9, 0.0], [0.0, 0.1]]), 0.1
    for P, h in ((3, 0.01), (2, 0.1), (4, 0.05), (5, 0.02)):
        minus = rng.normal(size=(P, P))
        yield minus + 2 * h * rng.normal(size=(P, P)), minus, h


def _systems(rng):
    yield np.array([[1.0], [2.0]]), np.array([-1.0, -4.0]), 1.0
    # More residuals than parameters: else, without κ, there is no one answer.
    for m, P, kappa in (
        (5, 3, 0.5),
        (3, 2, 0.1),
        (8, 6, 2.0),
        (6, 4, 0.3),
        (7, 5, 1.0),
    ):
        yield rng.normal(size=(m, P)), rng.normal(size=m), kappa


EXERCISES = (
    Exercise(
        prompt="How many steps, not rounded, until the distance from a ridge is 1?",
        arguments=dict.fromkeys(("distance", "eta", "curvature"), "a number"),
        returns=(Part("the number of steps"),),
        inputs=_near_saddles,
        solution=steps_to_leave,
        slips=(
            Slip("sign of the curvature", {"1 - eta": "1 + eta"},
                 "With this factor the distance shrinks: the curvature is negative."),
            Slip("η forgotten", {"1 - eta * curvature": "1 - curvature"},
                 "η is missing in the factor of a step."),
            Slip("shrinking way", {"1 / distance": "distance"},
                 "The number is negative. The distance grows from what it is to 1."),
            Slip("no logarithm", {"np.log(1 - eta * curvature)": "(-eta * curvature)"},
                 "You divide by the part that a step adds. It is added to a distance "
                 "that has grown already: which power of the factor is it?"),
            Slip("added each time",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "(1 - distance) / (-eta * curvature * distance)"},
                 "You add the first step again and again. Each step multiplies."),
            Slip("upside down",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "np.log(1 - eta * curvature) / np.log(1 / distance)"},
                 "The fraction is upside down."),
        ),
        hints=(
            "A step multiplies the distance by 1 − η λ, which is above 1 here.",
            "After t steps it is distance times that factor to the power t. When is "
            "this 1?",
            "Take logarithms: t times np.log(factor) is np.log(1 / distance).",
        ),
        example="a start beside the ridge of this page",
    ),
    Exercise(
        prompt="The smallest curvature, from gradients on both sides of a place.",
        arguments={"plus": "shape (P, P)", "minus": "shape (P, P)", "h": "a number"},
        returns=(Part("λ"),),
        inputs=_gradients,
        solution=smallest_curvature,
        slips=(
            Slip("h for 2h", {"(2 * h)": "h"},
                 "The two places are 2 h apart, not h."),
            Slip("not divided", {" / (2 * h)": ""},
                 "This is how much the slopes change. How fast do they?"),
            Slip("largest", {".min()": ".max()"},
                 "This is the largest curvature. The smallest one is asked for."),
            Slip("turned round", {"plus - minus": "minus - plus"},
                 "The sign is turned round: plus minus minus."),
            Slip("added", {"plus - minus": "plus + minus"},
                 "The gradients are added. Their difference says how they change."),
            Slip("smallest entry", {"np.linalg.eigvalsh((H + H.T) / 2)": "H"},
                 "This is the smallest number in the table, not a curvature."),
            Slip("smallest on the diagonal",
                 {"np.linalg.eigvalsh((H + H.T) / 2)": "np.diag(H)"},
                 "This looks along the axes only. The valley may be slanted: take "
                 "eigenvalues."),
            Slip("smallest size", {"np.linalg.eigvalsh((H + H.T) / 2)":
                                   "abs(np.linalg.eigvalsh((H + H.T) / 2))"},
                 "The sign is lost, and with it the way down."),
            Slip("not made symmetric", {"(H + H.T) / 2": "H"},
                 "H is not quite symmetric as measured, and eigvalsh reads one half of "
                 "it only. Take the mean of H and its transpose first."),
        ),
        hints=(
            "Row p of (plus - minus) / (2 * h) is how the slopes change along W_p.",
            "Make this H symmetric: the mean of H and H.T.",
            "np.linalg.eigvalsh gives all curvatures; .min() is the smallest.",
        ),
        example="a saddle with the curvatures 1 and −2",
    ),
    Exercise(
        prompt="A step of Levenberg–Marquardt: the ΔW with (JᵀJ + κ I) ΔW = −Jᵀ r.",
        arguments={"jacobian": "shape (m, P)", "r": "shape (m,)", "kappa": "a number"},
        returns=(Part("ΔW", "row"),),
        inputs=_systems,
        solution=damped_step,
        slips=(
            Slip("minus forgotten", {"-jacobian": "jacobian"},
                 "The right side is −Jᵀ r, with a minus: the step should make the "
                 "residuals smaller."),
            Slip("κ forgotten", {" + kappa * np.eye(jacobian.shape[1])": ""},
                 "κ I is missing: without it the step may go far too far."),
            Slip("κ everywhere", {" * np.eye(jacobian.shape[1])": ""},
                 "κ is added to all entries. It belongs on the diagonal only: "
                 "kappa * np.eye(P)."),
            Slip("κ subtracted", {"+ kappa": "- kappa"},
                 "κ I is subtracted. It should be added: it makes the step shorter."),
            Slip("diagonal of JᵀJ",
                 {"np.eye(jacobian.shape[1])":
                  "np.diag(np.diag(jacobian.T @ jacobian))"},
                 "You damp with κ times the diagonal of JᵀJ, as Marquardt did. On "
                 "this page it is κ I."),
            Slip("a 2 on one side", {"r)": "r * 2)"},
                 "A factor 2 stands on the right side only. The derivative has it on "
                 "both, so it cancels."),
            Slip("multiplied", {"np.linalg.solve(squares, ": "squares @ ("},
                 "You multiply by the matrix. It stands on the left of the equation: "
                 "solve for ΔW."),
        ),
        hints=(
            "The left side is jacobian.T @ jacobian, P × P, plus kappa * np.eye(P).",
            "The right side is -jacobian.T @ r, with P entries.",
            "np.linalg.solve(left, right) is ΔW.",
        ),
    ),
)  # fmt: skip
