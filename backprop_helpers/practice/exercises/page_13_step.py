"""Exercises of notebook 13, second part: the steps, and a whole backward pass."""

import numpy as np

from backprop_helpers import museum
from backprop_helpers.functions import sigmoid
from backprop_helpers.network import Network
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.page_01_cost import Curve

BY_LAYER = "a dict, one array for each layer"
GRADIENT_BUGS = (
    "sum for mean", "σ′ at a", "w not transposed", "last path only", "lost the 2",
    "σ′ left out", "b not summed",
)  # fmt: skip
GRADIENTS = (
    Curve("2 W", lambda W: 2 * W),
    Curve("3 (W − 1)", lambda W: 3 * (W - 1)),
    Curve("W³", lambda W: W**3),
    Curve("sin W", np.sin),
    Curve("W + tanh W", lambda W: W + np.tanh(W)),
)
SIZES = ((2, 3), (3, 4), (2, 5), (4, 3))  # of W, and how many steps


def steps_down(gradient, W, eta, steps):
    """Return W, shape (n,), after some steps of gradient descent."""
    for _ in range(steps):
        W = W - eta * gradient(W)
    return W


def backward_pass(w, z, a, y):
    """Return ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³ of a sigmoid network with L = 3."""
    m = y.shape[1]
    delta3 = 2 * (a[3] - y) * sigmoid.derivative(z[3])
    delta2 = (w[3].T @ delta3) * sigmoid.derivative(z[2])
    nabla_w2, nabla_w3 = delta2 @ a[1].T / m, delta3 @ a[2].T / m
    nabla_b2 = delta2.mean(axis=1, keepdims=True)
    nabla_b3 = delta3.mean(axis=1, keepdims=True)
    return nabla_w2, nabla_b2, nabla_w3, nabla_b3


def _walks(rng):
    yield GRADIENTS[0], np.array([1.0]), 0.1, 2
    for gradient, (n, steps) in zip(GRADIENTS[1:], SIZES, strict=True):
        yield gradient, rng.normal(size=n), float(rng.uniform(0.05, 0.3)), steps


def _steps_down(gradient, W, eta, steps, slips=frozenset()):
    number = 1 if "only one step" in slips else steps
    number -= "one step too few" in slips
    size = -eta if "uphill" in slips else eta
    size = size / eta if "η forgotten" in slips else size
    start, total = W, 0
    for _ in range(number):
        slope = gradient(start if "gradient of the start" in slips else W)
        total = total + slope
        W = W - size * (total if "not reset" in slips else slope)
    return W


def _passes(rng):
    # Equal widths, and never two examples: with m = 2, sum for mean hides a lost 2.
    for n, m in ((2, 3), (3, 4), (3, 5), (4, 3), (2, 6)):
        network = Network.random((n + 1, n, n), rng)
        z, a = network.forward(rng.normal(size=(n + 1, m)))
        yield network.w, z, a, rng.uniform(size=(n, m))


def _backward_pass(w, z, a, y, slips=frozenset()):
    network = Network(w, {l: np.zeros((len(w[l]), 1)) for l in w})
    if "first example only" in slips:
        z, a = ({l: part[l][:, :1] for l in part} for part in (z, a))
        y = y[:, :1]
    nabla_w, nabla_b = museum.backward(network, z, a, y, slips)
    gradient = nabla_w[2], nabla_b[2], nabla_w[3], nabla_b[3]
    sign = -1 if "turned round" in slips else 1
    return tuple(sign * each for each in gradient)


EXERCISES = (
    Exercise(
        page=13,
        prompt="Some steps of gradient descent: return the last W.",
        arguments={
            "gradient": "a function, gradient(W) has shape (n,)",
            "W": "shape (n,)",
            "eta": "a number",
            "steps": "a whole number",
        },
        returns=(Part("W", "inputs"),),
        inputs=_walks,
        reference=_steps_down,
        slips={
            "not reset": museum.BUGS["not reset"],
            "gradient of the start": "Every step uses the gradient of the start. Ask "
            "for it anew at each place: gradient(W), with W as it is now.",
            "uphill": "The steps go uphill: subtract, W − η times the gradient.",
            "η forgotten": "η is missing: subtract η times the gradient.",
            "one step too few": "There is one step too few: range(steps) has `steps` "
            "rounds.",
            "only one step": "There is only one step. Look where `return` stands: "
            "inside the loop it ends the function in the first round.",
        },
        hints=(
            "Do two steps with a pencil, for the gradient 2 W and W = 1, η = 0.1.",
            "Which of your numbers are still there when the next step begins?",
            "In the loop: W = W - eta * gradient(W). Nothing else is carried along.",
        ),
        solution=steps_down,
    ),
    Exercise(
        page=13,
        prompt="A whole backward pass of a sigmoid network with L = 3, quadratic cost "
        "and m examples: ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³.",
        arguments={
            "w": BY_LAYER,
            "z": BY_LAYER,
            "a": BY_LAYER,
            "y": "shape (n, m)",
        },
        returns=(
            Part("∂C/∂w²", "weights"),
            Part("∂C/∂b²", "neurons"),
            Part("∂C/∂w³", "weights"),
            Part("∂C/∂b³", "neurons"),
        ),
        inputs=_passes,
        reference=_backward_pass,
        slips={name: museum.BUGS[name] for name in GRADIENT_BUGS}
        | {
            "turned round": "The sign is wrong: BP1 begins with a − y, not y − a.",
            "first example only": "Only the first example, column 0, is used. The "
            "gradient is the mean over all columns.",
        },
        hints=(
            "Go through the four equations, one line each: BP1, BP2, BP3, BP4.",
            "All four results wrong: look at BP1, or at the mean. Only those of layer "
            "2: look at BP2. Only the biases: look at BP3.",
            "δ³ = 2 (a³ − y) ⊙ σ′(z³), δ² = (w³)ᵀ δ³ ⊙ σ′(z²); then means over the "
            "columns.",
        ),
        solution=backward_pass,
    ),
)
