"""Exercises of notebook 02, first part: the perceptron rule and the delta rule."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

ONE_EXAMPLE = {
    "w": "shape (n,)",
    "b": "a number",
    "x": "shape (n,)",
    "y": "0 or 1",
}
NEW_WEIGHTS = (Part("w", "inputs"), Part("b"))


def perceptron_step(w, b, x, y):
    """Return the new w and the new b after one example."""
    y_hat = 1 if w @ x + b > 0 else 0
    return w - (y_hat - y) * x, b - (y_hat - y)


def delta_rule(w, b, x, y, eta):
    """Return the new w and the new b after one example."""
    residual = w @ x + b - y
    return w - eta * 2 * residual * x, b - eta * 2 * residual


def _perceptron_step(w, b, x, y, slips=frozenset()):
    z = w @ x + (0 if "b left out of z" in slips else b)
    y_hat = float(z >= 0 if "1 at z = 0" in slips else z > 0)
    residual = (z if "z for ŷ" in slips else y_hat) - y
    if "corrected when right" in slips:
        residual = 1 - 2 * y
    if "always towards" in slips:
        residual = -abs(residual)
    if "one class only" in slips:
        residual = min(residual, 0)
    if "turned round" in slips:
        residual = -residual
    change = np.full_like(x, residual) if "x left out" in slips else residual * x
    return w - change, b if "b not moved" in slips else b - residual


def _delta_rule(w, b, x, y, eta, slips=frozenset()):
    def move(w):
        z = w @ x + (0 if "b left out of ŷ" in slips else b)
        residual = (float(z > 0) if "step for ŷ" in slips else z) - y
        residual = abs(residual) if "sign dropped" in slips else residual
        rate = 1 if "η forgotten" in slips else eta
        two = 1 if "lost the 2" in slips else 2
        return (1 if "uphill" in slips else -1) * rate * two * residual

    step = move(w)
    new_w = w + (np.full_like(x, step) if "x left out" in slips else step * x)
    if "w first" in slips:
        step = move(new_w)
    return new_w, b if "b not moved" in slips else b + step


def _examples(rng):
    """Yield one of each kind: a 1 and a 0, each on the wrong and on the right side."""
    yield np.array([0.0, 1.0]), 0.0, np.array([0.5, -2.0]), 1
    yield np.array([1.0, 2.0]), -1.0, np.array([3.0, 0.5]), 0
    # w·x and w·x + b have different signs here, so that b matters for the answer.
    yield np.array([1.0, 1.0]), 3.0, np.array([0.5, -2.5]), 1
    yield np.array([2.0, -1.0, 0.5]), -4.0, np.array([1.0, 1.0, 2.0]), 0
    yield np.array([1.0, -2.0]), -2.0, np.array([2.0, 0.5]), 1
    for n in (2, 3, 5):
        for y in (0, 1):
            yield rng.normal(size=n), float(rng.normal()), rng.normal(0, 2, size=n), y


def _examples_and_border(rng):
    """Yield these examples, then one on the border itself: its z is exactly 0."""
    yield from _examples(rng)
    yield np.array([1.0, 2.0]), -1.0, np.array([3.0, -1.0]), 0


def _examples_with_eta(rng):
    etas = (0.1, 0.05, 0.2, 0.3, 0.01, 0.1, 0.25, 0.02, 0.15, 0.4, 0.08)
    for example, eta in zip(_examples(rng), etas, strict=True):
        yield *example, eta


EXERCISES = (
    Exercise(
        page=2,
        prompt="One example for a perceptron: return the new w and the new b.",
        arguments=ONE_EXAMPLE,
        returns=NEW_WEIGHTS,
        inputs=_examples_and_border,
        reference=_perceptron_step,
        slips={
            "turned round": "w moves the wrong way. An example of class 1 on the wrong "
            "side pulls w towards it; one of class 0 pushes it away.",
            "corrected when right": "w changes even where the answer was right. Work "
            "out ŷ first: where ŷ = y, nothing moves.",
            "z for ŷ": "You use the sum z where the answer belongs. ŷ is 1 if z > 0, "
            "else 0; the perceptron does not ask how far it was wrong.",
            "1 at z = 0": "One example lies exactly on the border, z = 0. ŷ is 1 only "
            "if z > 0, so there it is 0.",
            "b left out of z": "b is missing from z = w·x + b, so some answers ŷ come "
            "out wrong.",
            "b not moved": "b stays where it was. It is the weight of an input that is "
            "always 1, so it moves by the same rule.",
            "always towards": "Every mistake pulls w towards the example. For one of "
            "class 0, w must move away: the sign of ŷ − y decides.",
            "one class only": "Only mistakes of class 1 are corrected. An example of "
            "class 0 that gets the answer 1 corrects w, too.",
            "x left out": "w changes by the same number in every place. It must change "
            "by a multiple of the example x.",
        },
        hints=(
            "First the answer: z = w·x + b, and ŷ is 1 if z > 0, else 0.",
            "ŷ − y is 0 if the answer was right, −1 or 1 if it was wrong.",
            "w becomes w − (ŷ − y) x, and b becomes b − (ŷ − y).",
        ),
        solution=perceptron_step,
    ),
    Exercise(
        page=2,
        prompt="One example for the delta rule: return the new w and the new b.",
        arguments=ONE_EXAMPLE | {"eta": "a number"},
        returns=NEW_WEIGHTS,
        inputs=_examples_with_eta,
        reference=_delta_rule,
        slips={
            "lost the 2": "The factor 2 is missing: the derivative of (ŷ − y)² is "
            "2 (ŷ − y) times the derivative of what is inside.",
            "uphill": "This walks uphill: the gradient points to where the cost grows, "
            "so subtract it.",
            "η forgotten": "η is missing: the step is η times the gradient.",
            "step for ŷ": "You compare with 0 or 1, as the perceptron does. The linear "
            "unit answers the sum itself: ŷ = w·x + b.",
            "sign dropped": "The sign of ŷ − y is lost. It says whether the answer was "
            "too high or too low.",
            "b left out of ŷ": "b is missing from ŷ = w·x + b.",
            "x left out": "w changes by the same number in every place: the factor "
            "∂ŷ/∂w = x is missing.",
            "w first": "w moves before the step of b is worked out. Take ŷ − y once, "
            "at the old w and b.",
            "b not moved": "b stays where it was. ∂ŷ/∂b = 1, so its step is "
            "2 η (ŷ − y).",
        },
        hints=(
            "The cost of this example is (ŷ − y)², with ŷ = w·x + b.",
            "Its derivatives are 2 (ŷ − y) x by w and 2 (ŷ − y) by b.",
            "Subtract η times each. Work out ŷ − y once, before anything moves.",
        ),
        solution=delta_rule,
    ),
)
