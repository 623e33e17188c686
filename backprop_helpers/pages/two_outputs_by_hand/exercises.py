"""Exercises of notebook 04, first part: one derivative by hand, then δ³ and δ²."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise

_MORE_NETWORKS = 5
COLUMN, SQUARE = "shape (2, 1)", "shape (2, 2)"


def networks(rng):
    """Yield the 2-2-2 network of page 04, then random ones: dicts by name.

    Keys: x, y, w2, b2, w3, b3 and eta as given; z2, a2, z3, a3 and delta3 follow.
    """
    known = example.network()
    w, b = known.w, known.b
    yield _forward(example.X, example.Y, w, b, example.ETA)
    for _ in range(_MORE_NETWORKS):
        w = dict(zip((2, 3), rng.normal(size=(2, 2, 2)), strict=True))
        b = dict(zip((2, 3), rng.normal(size=(2, 2, 1)), strict=True))
        x, y = rng.normal(0, 2, size=(2, 1)), rng.uniform(size=(2, 1))
        yield _forward(x, y, w, b, float(rng.choice([0.1, 0.2, 0.5, 1.5])))


def _forward(x, y, w, b, eta):
    z2 = w[2] @ x + b[2]
    a2 = sigmoid(z2)
    z3 = w[3] @ a2 + b[3]
    a3 = sigmoid(z3)
    given = {"x": x, "y": y, "w2": w[2], "b2": b[2], "w3": w[3], "b3": b[3]}
    delta3 = 2 * (a3 - y) * sigmoid.derivative(z3)
    forward = {"z2": z2, "a2": a2, "z3": z3, "a3": a3, "delta3": delta3}
    return given | forward | {"eta": eta}


def picked(arguments):
    """Return an inputs(rng) that yields these arguments of each of the networks."""

    def inputs(rng):
        for values in networks(rng):
            yield tuple(values[name] for name in arguments)

    return inputs


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
    Exercise(
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
