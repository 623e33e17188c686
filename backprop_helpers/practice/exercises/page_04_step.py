"""Exercise of notebook 04, second part: a whole step of backprop as one function."""

import numpy as np

from backprop_helpers.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.draws import THIS_PAGE, picked
from backprop_helpers.practice.exercises.page_04_delta import COLUMN, SQUARE


def whole_step(x, y, w2, b2, w3, b3, eta):
    """Return the new w², b², w³, b³ after one step of size η."""
    z2 = w2 @ x + b2  # forward
    a2 = sigmoid(z2)
    z3 = w3 @ a2 + b3
    a3 = sigmoid(z3)
    delta3 = 2 * (a3 - y) * sigmoid.derivative(z3)  # backward
    delta2 = (w3.T @ delta3) * sigmoid.derivative(z2)
    w3 = w3 - eta * delta3 @ a2.T  # update
    b3 = b3 - eta * delta3
    w2 = w2 - eta * delta2 @ x.T
    b2 = b2 - eta * delta2
    return w2, b2, w3, b3


def _whole_step(x, y, w2, b2, w3, b3, eta, slips=frozenset()):
    z2 = w2 @ x + b2
    a2 = sigmoid(z2)
    z3 = w3 @ a2 + b3
    a3 = sigmoid(z3)
    step = (1 if "η forgotten" in slips else eta) * (-1 if "uphill" in slips else 1)
    input2, input3 = (a2, x) if "inputs exchanged" in slips else (x, a2)

    delta3 = (1 if "lost the 2" in slips else 2) * (a3 - y)
    if "σ′(z³) left out" not in slips:
        at_a3 = slips & {"σ′ at a", "σ′ at a³"}
        delta3 = delta3 * sigmoid.derivative(a3 if at_a3 else z3)
    nabla_w3 = _outer(delta3, input3, slips)

    w = w3 - step * nabla_w3 if "δ² with the updated w³" in slips else w3
    back = (w if "w³ not transposed" in slips else w.T) @ delta3
    if "sum over the paths left out" in slips:
        back = np.diag(w).reshape(2, 1) * delta3
    at_a2 = slips & {"σ′ at a", "σ′ at a²"}
    prime = sigmoid.derivative(a2 if at_a2 else z2)
    delta2 = back if "σ′(z²) left out" in slips else back * prime
    nabla_w2 = _outer(delta2, input2, slips)

    if "gradients returned" in slips:
        return nabla_w2, delta2, nabla_w3, delta3
    step_b = 0 if "biases not moved" in slips else step
    step2, step_b2 = (0, 0) if "only layer 3 moved" in slips else (step, step_b)
    return (
        w2 - step2 * nabla_w2,
        b2 - step_b2 * delta2,
        w3 - step * nabla_w3,
        b3 - step_b * delta3,
    )


def _outer(delta, a, slips):
    return a @ delta.T if "outer product transposed" in slips else delta @ a.T


EXERCISES = (
    Exercise(
        page=4,
        prompt="One whole step: forward, backward, update; return w², b², w³, b³.",
        arguments={
            "x": COLUMN,
            "y": COLUMN,
            "w2": SQUARE,
            "b2": COLUMN,
            "w3": SQUARE,
            "b3": COLUMN,
            "eta": "a number",
        },
        returns=(
            Part("w²", "weights"),
            Part("b²", "neurons"),
            Part("w³", "weights"),
            Part("b³", "neurons"),
        ),
        inputs=picked(("x", "y", "w2", "b2", "w3", "b3", "eta")),
        reference=_whole_step,
        slips={
            "δ² with the updated w³": "The order is wrong, which is hard to see: "
            "δ² is worked out with the new w³. It needs the w³ of the forward "
            "pass. Work out δ³ and δ² first, then update.",
            "uphill": "The step goes uphill: subtract, w − η ∂C/∂w. (Or the residual "
            "is y − a³; it should be a³ − y.)",
            "η forgotten": "η is missing: subtract η ∂C/∂w, not the whole ∂C/∂w.",
            "lost the 2": "The factor 2 of δ³ is missing: δ³ = 2 (a³ − y) ⊙ σ′(z³).",
            "σ′ at a": "σ′ is taken at a³ and a². It belongs at z³ and z²; σ′(z) is "
            "the same as a (1 − a).",
            "σ′ at a³": "In δ³, σ′ is taken at a³. It belongs at z³: σ′(z³), which is "
            "a³ (1 − a³).",
            "σ′ at a²": "In δ², σ′ is taken at a². It belongs at z²: σ′(z²), which is "
            "a² (1 − a²).",
            "σ′(z³) left out": "δ³ lacks its factor σ′(z³): δ³ = 2 (a³ − y) ⊙ σ′(z³).",
            "σ′(z²) left out": "δ² lacks its factor σ′(z²): δ² = (w³)ᵀ δ³ ⊙ σ′(z²).",
            "sum over the paths left out": "In δ² the crossing paths are left out: "
            "δ²₁ needs w³₁₁ δ³₁ + w³₂₁ δ³₂, for both outputs.",
            "w³ not transposed": "In δ², w³ is not transposed. Going back, hidden "
            "neuron j collects down its column of w³: (w³)ᵀ δ³.",
            "outer product transposed": "The tables of slopes are transposed: "
            "∂C/∂w³₂₁ = δ³₂ a²₁ stands in row 2, column 1, so it is δ³ (a²)ᵀ.",
            "inputs exchanged": "The layers' inputs have changed places: w³ acts on "
            "a², so ∂C/∂w³ = δ³ (a²)ᵀ; w² acts on x, so ∂C/∂w² = δ² xᵀ.",
            "biases not moved": "The biases have not moved. ∂C/∂b = δ, so "
            "b² − η δ² and b³ − η δ³.",
            "only layer 3 moved": "w² and b² have not moved. δ² leads to their "
            "slopes: δ² xᵀ and δ².",
            "gradients returned": "These are the derivatives. Take the step, too: "
            "w − η ∂C/∂w, and so on.",
        },
        hints=(
            "Three parts: forward (z², a², z³, a³), backward (δ³, δ²), update.",
            "δ³ = 2 (a³ − y) ⊙ σ′(z³) and δ² = (w³)ᵀ δ³ ⊙ σ′(z²). ⊙ is * in numpy.",
            "∂C/∂w³ = δ³ (a²)ᵀ, ∂C/∂w² = δ² xᵀ; ∂C/∂b³ = δ³, ∂C/∂b² = δ².",
            "Update only at the end, when δ² is known: w3 = w3 - eta * delta3 @ a2.T.",
        ),
        solution=whole_step,
        example=THIS_PAGE,
    ),
)
