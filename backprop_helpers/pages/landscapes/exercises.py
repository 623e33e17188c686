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
            Slip("quotient inside",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "np.log(1 / distance / (1 - eta * curvature))"},
                 "You divide first and take one logarithm. Take two logarithms, then "
                 "divide one by the other."),
            Slip("no logarithms at all",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "1 / distance / (1 - eta * curvature)"},
                 "You divide by the factor once. It is multiplied in at every step: "
                 "which power of it is 1 / distance?"),
            Slip("log10 above",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "np.log10(1 / distance) / np.log(1 - eta * curvature)"},
                 "Two kinds of logarithm: above the line one to the base 10, below it "
                 "a natural one. Any base will do, if it is the same."),
            Slip("log10 below",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "np.log(1 / distance) / np.log10(1 - eta * curvature)"},
                 "Two kinds of logarithm: above the line a natural one, below it one "
                 "to the base 10. Any base will do, if it is the same."),
            Slip("1 left out", {"np.log(1 - eta": "np.log(-eta"},
                 "The factor is −η λ alone: that is what a step adds. The distance "
                 "from before is still there, too."),
            Slip("by 1", {"1 / distance": "(1 + distance) / distance"},
                 "You let the distance grow by 1. It grows to 1: how many times as "
                 "large as at the start is that?"),
            Slip("2 in the factor", {"1 - eta": "1 - 2 * eta"},
                 "A 2 is too much in the factor of a step: λ is the curvature itself, "
                 "so at distance d the slope is λ d."),
            Slip("rounded up", {"distance) / np": "distance) // np",
                                "return np": "return 1 + np"},
                 "This is a whole number, rounded up. How many steps exactly, with the "
                 "fraction of the last one?"),
            Slip("rounded down", {"distance) / np": "distance) // np"},
                 "This is a whole number, rounded down. How many steps exactly, with "
                 "the fraction of the last one?"),
            Slip("rounded",
                 {"np.log(1 / distance) / np.log(1 - eta * curvature)":
                  "np.round(np.log(1 / distance) / np.log(1 - eta * curvature))"},
                 "This is a whole number. How many steps exactly, with the fraction of "
                 "the last one?"),
            Slip("one step too many", {"return np": "return 1 + np"},
                 "There is one step too many. The start is step 0, not step 1."),
            Slip("one step too few", {"return np": "return -1 + np"},
                 "There is one step too few. The start is step 0, and after step 1 the "
                 "distance is multiplied once."),
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
            Slip("twice too large", {"(2 * h)": "h"},
                 "It is twice too large. How far are the two places apart? And is the "
                 "mean of H and its transpose taken, or their sum?"),
            Slip("h squared", {"(2 * h)": "h**2"},
                 "h² belongs to differences of the cost. Here slopes are compared: "
                 "divide by how far the two places are apart."),
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
                 "The sign is lost, and with it the way down. Sizes and singular "
                 "values have none; eigenvalues have."),
            Slip("nearest to 0",
                 {"np.linalg.eigvalsh((H + H.T) / 2).min()":
                  "min(np.linalg.eigvalsh((H + H.T) / 2), key=abs)"},
                 "This is the curvature nearest to 0, because signs are not looked at. "
                 "−5 is smaller than 1."),
            Slip("largest size",
                 {"np.linalg.eigvalsh((H + H.T) / 2).min()":
                  "max(np.linalg.eigvalsh((H + H.T) / 2), key=abs)"},
                 "This is the curvature of the largest size. The smallest one is asked "
                 "for: −5 is smaller than 1, and 1 than 7."),
            Slip("eigenvalues of H itself",
                 {"np.linalg.eigvalsh((H + H.T) / 2)": "np.linalg.eigvals(H).real"},
                 "H is not quite symmetric as measured, so these are not curvatures "
                 "yet. Take the mean of H and its transpose first."),
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
            Slip("a 2 on the left",
                 {"squares = jacobian.T": "squares = 2 * jacobian.T"},
                 "A factor 2 stands on the left side only, at JᵀJ. The derivative has "
                 "it on both, so it cancels."),
            Slip("κ counts half", {"+ kappa": "+ kappa / 2"},
                 "κ counts half as much as it should. Does a 2 multiply JᵀJ and Jᵀr, "
                 "but not κ I?"),
            Slip("means for sums", {"+ kappa": "+ len(r) * kappa"},
                 "κ counts too much, by the number of residuals. Are JᵀJ and Jᵀr means "
                 "over the examples? They are sums here."),
            Slip("κ squared", {"+ kappa": "+ kappa**2"},
                 "κ stands squared on the diagonal. If you put rows below J: what is "
                 "added to JᵀJ are their squares."),
            Slip("divided by κ", {"+ kappa *": "+ 1 / kappa *"},
                 "I is divided by κ. A larger κ should make the step shorter."),
            Slip("multiplied", {"np.linalg.solve(squares, ": "squares @ ("},
                 "You multiply by the matrix. It stands on the left of the equation: "
                 "solve for ΔW."),
            Slip("matrix left out", {"np.linalg.solve(squares, ": "("},
                 "This is the right side, −Jᵀ r, alone: a step of gradient descent. "
                 "The matrix on the left is missing."),
            Slip("each weight by itself",
                 {"squares = jacobian.T @ jacobian":
                  "squares = np.diag(np.diag(jacobian.T @ jacobian))"},
                 "Only the diagonal of JᵀJ is kept, so each weight is solved by "
                 "itself. The whole of JᵀJ stands on the left."),
            Slip("J Jᵀ",
                 {"jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])":
                  "jacobian @ jacobian.T + kappa * np.eye(jacobian.shape[0])",
                  "-jacobian.T @ r": "-r"},
                 "J Jᵀ has a row for each residual. On the left stands JᵀJ, with a row "
                 "for each weight, and on the right Jᵀ r."),
        ),
        hints=(
            "The left side is jacobian.T @ jacobian, P × P, plus kappa * np.eye(P).",
            "The right side is -jacobian.T @ r, with P entries.",
            "np.linalg.solve(left, right) is ΔW.",
        ),
        advice={
            ValueError: "JᵀJ and κ I have a row for each of the P weights, and Jᵀ r "
            "has P numbers: print(….shape) shows which of them has another size."
        },
    ),
)  # fmt: skip
