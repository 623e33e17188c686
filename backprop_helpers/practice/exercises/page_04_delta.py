"""Exercises of notebook 04, first part: one derivative by hand, then δ³ and δ²."""

import numpy as np

from backprop_helpers.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.exercises.draws import THIS_PAGE, picked

COLUMN, SQUARE = "shape (2, 1)", "shape (2, 2)"


def _about_prime(layer):
    """Return the slips around σ′(z) of a layer, written ² or ³."""
    z, a = f"z{layer}", f"a{layer}"
    return {
        "σ′ at a": f"σ′ is taken at {a}. It belongs at {z}: σ′({z}), which is the same "
        f"as {a} (1 − {a}).",
        "σ′ left out": f"The factor σ′({z}) is missing: between {z} and {a} stands the "
        "sigmoid.",
        "σ for σ′": f"One factor is σ({z}) = {a} itself. The chain rule asks for its "
        f"derivative, σ′({z}) = {a} (1 − {a}).",
        "z (1 − z)": f"One factor is {z} (1 − {z}). σ′({z}) is {a} (1 − {a}), with "
        f"{a} = σ({z}).",
    }


OUTPUT_SLIPS = _about_prime("³") | {
    "lost the 2": "The factor 2 is missing: ∂C/∂a³ = 2 (a³ − y), because the cost is "
    "(a³ − y)² with no ½.",
    "turned round": "The sign is wrong: it looks like y − a³. The derivative of "
    "(a³ − y)² by a³ is 2 (a³ − y).",
    "square kept": "The square is still there: the derivative of (a³ − y)² is "
    "2 (a³ − y), without a square.",
}


def dC_dw3_21(a2, z3, a3, y):
    """Return ∂C/∂w³₂₁, one number: three factors along one path."""
    return 2 * (a3[1, 0] - y[1, 0]) * sigmoid.derivative(z3[1, 0]) * a2[0, 0]


def delta3(z3, a3, y):
    """Return δ³ = ∂C/∂z³, shape (2, 1)."""
    return 2 * (a3 - y) * sigmoid.derivative(z3)


def delta2(z2, delta3, w3):
    """Return δ² = ∂C/∂z², shape (2, 1)."""
    return (w3.T @ delta3) * sigmoid.derivative(z2)


def _two_errors(a3, y, slips):
    error = y - a3 if "turned round" in slips else a3 - y
    error = error**2 if "square kept" in slips else error
    return error if "lost the 2" in slips else 2 * error


def _prime(z, slips):
    a = sigmoid(z)
    wrong = {"σ′ at a": sigmoid.derivative(a), "σ for σ′": a, "z (1 − z)": z * (1 - z)}
    wrong["σ′ left out"] = np.ones_like(z)
    return next((wrong[n] for n in wrong if n in slips), sigmoid.derivative(z))


def _dC_dw3_21(a2, z3, a3, y, slips=frozenset()):
    turned = "indices turned round" in slips
    j = 0 if turned or "a³₁ for a³₂" in slips else 1
    k = 1 if turned or "a²₂ for a²₁" in slips else 0
    prime = _prime(z3, slips)[0 if "σ′ at z³₁" in slips else j, 0]
    last = 1 if "a²₁ left out" in slips else a2[k, 0]
    return _two_errors(a3, y, slips)[j, 0] * prime * last


def _delta3(z3, a3, y, slips=frozenset()):
    delta = _two_errors(a3, y, slips) * _prime(z3, slips)
    return np.sum(delta) if "added up" in slips else delta


def _delta2(z2, delta3, w3, slips=frozenset()):
    w = w3 if "w³ not transposed" in slips else w3.T
    back = w * delta3 if "* for @" in slips else w @ delta3
    if "w³ left out" in slips:
        back = np.full_like(z2, np.sum(delta3))
    if "straight paths only" in slips:
        back = np.diag(w3).reshape(2, 1) * delta3
    if "path through output 1 only" in slips:
        back = w3[:1].T * delta3[0]
    if "path through output 2 only" in slips:
        back = w3[1:].T * delta3[1]
    if "mean over the paths" in slips:
        back = back / 2
    return back * _prime(z2, slips)


EXERCISES = (
    Exercise(
        page=4,
        prompt="∂C/∂w³₂₁ from the values of the forward pass: one path, three factors.",
        arguments={"a2": COLUMN, "z3": COLUMN, "a3": COLUMN, "y": COLUMN},
        returns=(Part("∂C/∂w³₂₁"),),
        inputs=picked(("a2", "z3", "a3", "y")),
        reference=_dC_dw3_21,
        slips={
            "indices turned round": "This is ∂C/∂w³₁₂. In w³₂₁ the 2 is the output "
            "neuron where the weight ends, the 1 the hidden neuron where it starts.",
            "a²₂ for a²₁": "The last factor is a²₂, which belongs to w³₂₂. w³₂₁ starts "
            "at hidden neuron 1: ∂z³₂/∂w³₂₁ = a²₁.",
            "a³₁ for a³₂": "This is ∂C/∂w³₁₁. w³₂₁ ends at output neuron 2: take "
            "a³₂, y₂ and z³₂. In Python their index is 1.",
            "σ′ at z³₁": "σ′ is taken at z³₁. The path runs through output neuron 2 "
            "all the way: σ′(z³₂).",
            "a²₁ left out": "The last factor is missing, ∂z³₂/∂w³₂₁ = a²₁. What you "
            "have is δ³₂ = ∂C/∂b³₂.",
        }
        | OUTPUT_SLIPS,
        hints=(
            "Walk back from C to w³₂₁: through a³₂, then z³₂. Each step is a factor.",
            "The factors are ∂C/∂a³₂ = 2 (a³₂ − y₂), ∂a³₂/∂z³₂ = σ′(z³₂) and "
            "∂z³₂/∂w³₂₁ = a²₁.",
            "Python counts from 0: a³₂ is a3[1, 0], a²₁ is a2[0, 0].",
        ),
        solution=dC_dw3_21,
        example=THIS_PAGE,
    ),
    Exercise(
        page=4,
        prompt="δ³ = ∂C/∂z³, the blame of the two output neurons.",
        arguments={"z3": COLUMN, "a3": COLUMN, "y": COLUMN},
        returns=(Part("δ³", "neurons"),),
        inputs=picked(("z3", "a3", "y")),
        reference=_delta3,
        slips=OUTPUT_SLIPS
        | {
            "added up": "You have added up δ³₁ and δ³₂. Keep them apart, one for each "
            "output neuron: shape (2, 1).",
        },
        hints=(
            "Two factors lead from C to z³: C depends on a³, and a³ on z³.",
            "They are ∂C/∂a³ = 2 (a³ − y) and σ′(z³).",
            "Multiply entry by entry, with *. sigmoid.derivative(z3) is σ′(z³).",
        ),
        solution=delta3,
        example=THIS_PAGE,
    ),
    Exercise(
        page=4,
        prompt="δ² = ∂C/∂z² from δ³: the blame of the two hidden neurons.",
        arguments={"z2": COLUMN, "delta3": COLUMN, "w3": SQUARE},
        returns=(Part("δ²", "neurons"),),
        inputs=picked(("z2", "delta3", "w3")),
        reference=_delta2,
        slips={
            "w³ not transposed": "w³ is not transposed. Going back, hidden neuron j "
            "collects down its column of w³: (w³)ᵀ δ³.",
            "* for @": "You multiply w³ and δ³ entry by entry, with *. The sum over "
            "the two paths is the matrix product: w3.T @ delta3.",
            "straight paths only": "The crossing paths are left out: you use w³₁₁ and "
            "w³₂₂ only. δ²₁ needs w³₁₁ δ³₁ + w³₂₁ δ³₂.",
            "path through output 1 only": "The path through output neuron 2 is left "
            "out. A hidden neuron acts on both outputs: add w³₁ⱼ δ³₁ and w³₂ⱼ δ³₂.",
            "path through output 2 only": "The path through output neuron 1 is left "
            "out. A hidden neuron acts on both outputs: add w³₁ⱼ δ³₁ and w³₂ⱼ δ³₂.",
            "w³ left out": "w³ is missing: the blame travels back along the weights, "
            "so multiply δ³ by w³ before you add.",
            "mean over the paths": "You take the mean over the two paths. The chain "
            "rule adds them up: no division by 2.",
        }
        | _about_prime("²"),
        hints=(
            "z²₁ acts on C along two paths: through z³₁ and through z³₂.",
            "Going back, each δ³ is multiplied by its weight, and the paths are added: "
            "w³₁₁ δ³₁ + w³₂₁ δ³₂ for the first hidden neuron.",
            "For both at once that is w3.T @ delta3; then multiply by σ′(z²) with *.",
        ),
        solution=delta2,
        example=THIS_PAGE,
    ),
)
