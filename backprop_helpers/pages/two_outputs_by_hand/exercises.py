"""The exercises of this page: δ³, δ², and one whole step."""

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import cross_entropy_slip, prime_slips

PRIMES = {z: f"sigmoid.derivative({z})" for z in ("z3", "z2")}


Z, A = example.network().forward(example.X)  # the numbers of the page
SQUARED = "(a³ − y)² is the cost itself, not differentiated. How fast does it change?"
Z_FOR_A = "You subtract y from z³. The cost compares y with a³ = σ(z³)."
ADDED = (
    "Both residuals are added before they become slopes. a³₁ stands in the first "
    "square only, a³₂ in the second: go entry by entry."
)


def delta3(z3, a3, y):
    """Return δ³ = ∂C/∂z³, shape (2, 1)."""
    return 2 * (a3 - y) * sigmoid.derivative(z3)


def delta2(z2, delta3, w3):
    """Return δ² = ∂C/∂z², shape (2, 1)."""
    return (w3.T @ delta3) * sigmoid.derivative(z2)


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


def networks(rng):
    """Yield network, x, y, η: those of the page, then five random ones."""
    yield example.network(), example.X, example.Y, example.ETA
    for _ in range(5):
        w = dict(zip((2, 3), rng.normal(size=(2, 2, 2)), strict=True))
        b = dict(zip((2, 3), rng.normal(size=(2, 2, 1)), strict=True))
        x, y = rng.normal(0, 2, size=(2, 1)), rng.uniform(size=(2, 1))
        yield Network(w, b), x, y, float(rng.choice([0.1, 0.2, 0.5, 1.5]))


def given(*names):
    """Return arguments and inputs of an Exercise that is given these numbers."""

    def inputs(rng):
        for network, x, y, eta in networks(rng):
            z, a = network.forward(x)
            delta, *_ = network.backward(z, a, y)
            number = {"x": x, "y": y, "eta": eta}
            layers = {"w": network.w, "b": network.b, "z": z, "a": a, "delta": delta}
            number |= {f"{k}{l}": layers[k][l] for k in layers for l in (2, 3)}
            yield tuple(number[name] for name in names)

    shape = {"eta": "a number", "w2": "shape (2, 2)", "w3": "shape (2, 2)"}
    arguments = {name: shape.get(name, "shape (2, 1)") for name in names}
    return {"arguments": arguments, "inputs": inputs}


def layer_slips(layer):
    """Return the slips around σ′(z) of a layer, written ² or ³."""
    z, a, name = f"z{layer}", f"a{layer}", {"³": "z3", "²": "z2"}[layer]
    prime = PRIMES[name]
    return (
        *prime_slips({name: prime}, z, a),
        Slip("σ′ left out", {prime: "1"},
             f"The factor σ′({z}) is missing: between {z} and {a} stands the sigmoid."),
    )  # fmt: skip


EXERCISES = (
    Exercise(
        prompt="δ³ = ∂C/∂z³, the blame of the two output neurons.",
        **given("z3", "a3", "y"),
        returns=(Part("δ³", "neurons"),),
        solution=delta3,
        slips=(
            *layer_slips("³"),
            cross_entropy_slip("a3", PRIMES["z3"]),
            Slip("half of it", {"2 * ": ""},
                 "This is half of it. Either the factor 2 is missing: (a³ − y)² has no "
                 "½ in front; or you divide by the two outputs: C is a sum, not a "
                 "mean."),
            Slip("turned round", {"return ": "return -"},
                 "The sign is wrong: it looks like y − a³. The derivative of (a³ − y)² "
                 "by a³ is 2 (a³ − y).", at="a3 - y"),
            Slip("square kept", {"(a3 - y)": "(a3 - y) ** 2"},
                 "The square is still there: the derivative of (a³ − y)² is 2 (a³ − "
                 "y), without a square."),
            Slip("squared", {"2 * (a3 - y)": "(a3 - y) ** 2"}, SQUARED),
            Slip("z³ for a³", {"(a3 - y)": "(z3 - y)"}, Z_FOR_A),
            Slip("y left out", {"(a3 - y)": "a3"},
                 "y is missing: the residual is a³ − y."),
            Slip("residuals added up", {"(a3 - y)": "np.sum(a3 - y)"}, ADDED),
            Slip("added up", {"return ": "return np.sum(", "(z3)": "(z3))"},
                 "You have added up δ³₁ and δ³₂. Keep them apart, one for each output "
                 "neuron: shape (2, 1)."),
            Slip("numbers of the page",
                 {"    return 2": "    z3, a3 = Z[3], A[3]\n    return 2"},
                 "z[3] and a[3] are the numbers of this page, from a cell above. Use "
                 "the arguments, z3 and a3, so that it holds for others, too.",
                 at="z3"),
        ),
        hints=(
            "Two factors lead from C to z³: C depends on a³, and a³ on z³.",
            "They are ∂C/∂a³ = 2 (a³ − y) and σ′(z³).",
            "Multiply entry by entry, with *. σ′(z³) is a3 * (1 - a3).",
        ),
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="δ² = ∂C/∂z² from δ³: the blame of the two hidden neurons.",
        **given("z2", "delta3", "w3"),
        returns=(Part("δ²", "neurons"),),
        solution=delta2,
        slips=(
            Slip("w³ not transposed", {"w3.T": "w3"},
                 "w³ is not transposed. Going back, hidden neuron j collects down its "
                 "column of w³: (w³)ᵀ δ³."),
            Slip("inverse for transpose", {"w3.T": "np.linalg.inv(w3)"},
                 "w³ is inverted. Nothing is solved for here: the blame travels back "
                 "along the weights as they are, down the columns of w³."),
            Slip("δ³ not carried back", {"w3.T @ delta3": "delta3"},
                 "w³ is missing: δ³ stands at the outputs. On its way back each is "
                 "multiplied by a weight, and over the two paths they are added."),
            Slip("2 once more", {") * sigmoid": ") * 2 * sigmoid"},
                 "There is a factor 2 too many: δ³ holds that of the square already."),
            Slip("* for @", {"@": "*"},
                 "You multiply w³ and δ³ entry by entry, with *. The sum over the two "
                 "paths is the matrix product: w3.T @ delta3."),
            Slip("σ′ inside the sum",
                 {"(w3.T @ delta3) * sigmoid.derivative(z2)":
                  "w3.T @ (delta3 * sigmoid.derivative(z2))"},
                 "σ′(z²) stands inside the sum over the outputs. First add up what "
                 "comes back, (w³)ᵀ δ³, then multiply by σ′(z²): mind the brackets."),
            Slip("straight paths only", {"w3.T": "np.diag(np.diag(w3))"},
                 "The crossing paths are left out: you use w³₁₁ and w³₂₂ only. δ²₁ "
                 "needs w³₁₁ δ³₁ + w³₂₁ δ³₂."),
            Slip("path through output 1 only",
                 {"w3.T @ delta3": "w3[:1].T @ delta3[:1]"},
                 "The path through output neuron 2 is left out. A hidden neuron acts "
                 "on both outputs: add w³₁ⱼ δ³₁ and w³₂ⱼ δ³₂."),
            Slip("path through output 2 only",
                 {"w3.T @ delta3": "w3[1:].T @ delta3[1:]"},
                 "The path through output neuron 1 is left out. A hidden neuron acts "
                 "on both outputs: add w³₁ⱼ δ³₁ and w³₂ⱼ δ³₂."),
            Slip("w³ left out", {"w3.T @ delta3": "np.sum(delta3)"},
                 "w³ is missing: the blame travels back along the weights, so multiply "
                 "δ³ by w³ before you add."),
            Slip("mean over the paths", {") * sigmoid": ") / 2 * sigmoid"},
                 "You take the mean over the two paths. The chain rule adds them up: "
                 "no division by 2."),
            *layer_slips("²"),
            Slip("z² of the page", {"    return": "    z2 = Z[2]\n    return"},
                 "z[2] and a[2] are the numbers of this page, from a cell above. Use "
                 "the argument z2, so that it holds for others, too.", at="z2"),
            Slip("w³ of the page",
                 {"    return": "    w3 = example.network().w[3]\n    return"},
                 "w[3] is the matrix of this page, from a cell above. Use the argument "
                 "w3, so that it holds for others, too.", at="w3"),
        ),
        hints=(
            "z²₁ acts on C along two paths: through z³₁ and through z³₂.",
            "Going back, each δ³ is multiplied by its weight, and the paths are added: "
            "w³₁₁ δ³₁ + w³₂₁ δ³₂ for the first hidden neuron.",
            "For both at once that is w3.T @ delta3; then multiply by σ′(z²) with *.",
        ),
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="One whole step: forward, backward, update; return w², b², w³, b³.",
        **given("x", "y", "w2", "b2", "w3", "b3", "eta"),
        returns=(
            Part("w²", "weights"), Part("b²", "neurons"),
            Part("w³", "weights"), Part("b³", "neurons"),
        ),
        solution=whole_step,
        slips=(
            Slip("δ² with the updated w³", {
                     "    w3 = w3 - eta * delta3 @ a2.T  # update\n": "",
                     "    delta2 =": "    w3 = w3 - eta * delta3 @ a2.T\n    delta2 =",
                 },
                 "The order is wrong, which is hard to see: δ² is worked out with the "
                 "new w³. It needs the w³ of the forward pass. Work out δ³ and δ² "
                 "first, then update."),
            Slip("∂C/∂w³ with a new a²",
                 {"    w3 = w3 - eta * delta3 @ a2.T  # update":
                  "    new = w2 - eta * delta2 @ x.T, b2 - eta * delta2\n"
                  "    w3 = w3 - eta * delta3 @ sigmoid(new[0] @ x + new[1]).T"},
                 "∂C/∂w³ holds a new a², worked out after the update of layer 2. All "
                 "slopes of one step belong to one forward pass."),
            Slip("δ² with a new δ³", {
                     "    w3 = w3 - eta * delta3 @ a2.T  # update\n"
                     "    b3 = b3 - eta * delta3\n": "",
                     "    delta2 =": "    w3 = w3 - eta * delta3 @ a2.T\n"
                                     "    b3 = b3 - eta * delta3\n"
                                     "    z3 = w3 @ a2 + b3\n"
                                     "    delta3 = 2 * (sigmoid(z3) - y)\n"
                                     "    delta3 = delta3 * sigmoid.derivative(z3)\n"
                                     "    delta2 =",
                 },
                 "After the update of layer 3 you run forward again and carry back a "
                 "new δ³. All slopes of one step belong to one forward pass."),
            Slip("b² with δ³", {"b2 = b2 - eta * delta2": "b2 = b2 - eta * delta3"},
                 "b² moves by δ³. It takes the blame of its own layer."),
            Slip("uphill", {"a3 - y": "y - a3"},
                 "The step goes uphill: subtract, w − η ∂C/∂w. (Or the residual is "
                 "y − a³; it should be a³ − y.)"),
            Slip("η forgotten", {"    z2 =": "    eta = 1\n    z2 ="},
                 "η is missing: subtract η times the slope, not the whole slope."),
            Slip("half of it", {"2 * ": ""},
                 "δ³ is half of what it should be. Either its factor 2 is missing: C "
                 "has no ½; or you divide by the two outputs: C is a sum, not a mean."),
            Slip("squared", {"2 * (a3 - y)": "(a3 - y) ** 2"}, SQUARED),
            Slip("z³ for a³", {"a3 - y": "z3 - y"}, Z_FOR_A),
            Slip("residuals added up", {"(a3 - y)": "np.sum(a3 - y)"}, ADDED),
            Slip("biases left out", {"w2 @ x + b2": "w2 @ x",
                                     "w3 @ a2 + b3": "w3 @ a2"},
                 "The biases are missing on the way forward: z² = w² x + b², and z³ "
                 "likewise."),
            Slip("z² for a²", {"a2 = sigmoid(z2)": "a2 = z2"},
                 "z² goes on to layer 3 as it is. Between z² and a² stands the "
                 "sigmoid."),
            *prime_slips(PRIMES),
            cross_entropy_slip("a3", PRIMES["z3"]),
            Slip("σ′ at a³", {"e(z3)": "e(a3)"},
                 "In δ³, σ′ is taken at a³. It belongs at z³: σ′(z³), which is a³ (1 − "
                 "a³)."),
            Slip("σ′ at a²", {"e(z2)": "e(a2)"},
                 "In δ², σ′ is taken at a². It belongs at z²: σ′(z²), which is a² (1 − "
                 "a²)."),
            Slip("σ′(z³) left out", {" * sigmoid.derivative(z3)": ""},
                 "δ³ lacks its factor σ′(z³): δ³ = 2 (a³ − y) ⊙ σ′(z³)."),
            Slip("σ′(z²) left out", {" * sigmoid.derivative(z2)": ""},
                 "δ² lacks its factor σ′(z²): δ² = (w³)ᵀ δ³ ⊙ σ′(z²)."),
            Slip("sum over the paths left out", {"w3.T": "np.diag(np.diag(w3))"},
                 "In δ² the crossing paths are left out: δ²₁ needs w³₁₁ δ³₁ + w³₂₁ "
                 "δ³₂, for both outputs."),
            Slip("w³ not transposed", {"w3.T": "w3"},
                 "In δ², w³ is not transposed. Going back, hidden neuron j collects "
                 "down its column of w³: (w³)ᵀ δ³."),
            Slip("inverse for transpose", {"w3.T": "np.linalg.inv(w3)"},
                 "In δ², w³ is inverted. Nothing is solved for here: the blame travels "
                 "back along the weights as they are, down the columns of w³."),
            Slip("δ³ not carried back", {"w3.T @ delta3": "delta3"},
                 "In δ², w³ is missing. On its way back each δ³ is multiplied by a "
                 "weight, and over the two paths they are added."),
            Slip("∂C/∂w³ transposed", {"delta3 @ a2.T": "a2 @ delta3.T"},
                 "∂C/∂w³ is transposed: δ³₂ a²₁ stands in row 2, column 1. Which one "
                 "is the column, which one the row?"),
            Slip("∂C/∂w² transposed", {"delta2 @ x.T": "x @ delta2.T"},
                 "∂C/∂w² is transposed: δ²₂ x₁ stands in row 2, column 1. Which one "
                 "is the column, which one the row?"),
            Slip("outer product transposed",
                 {"delta3 @ a2.T": "a2 @ delta3.T", "delta2 @ x.T": "x @ delta2.T"},
                 "The tables of slopes are transposed: ∂C/∂w³₂₁ = δ³₂ a²₁ stands in "
                 "row 2, column 1, so it is δ³ (a²)ᵀ."),
            Slip("∂C/∂w³: * for @", {"delta3 @ a2.T": "delta3 * a2"},
                 "∂C/∂w³ is a column, δ³ * a², and NumPy repeats it. A table takes a "
                 "column and a row: δ³ (a²)ᵀ."),
            Slip("∂C/∂w²: * for @", {"delta2 @ x.T": "delta2 * x"},
                 "∂C/∂w² is a column, δ² * x, and NumPy repeats it. A table takes a "
                 "column and a row: δ² xᵀ."),
            Slip("a³ for a²", {"a2.T": "a3.T"},
                 "∂C/∂w³ holds a³. Which numbers come in through w³?"),
            Slip("x for a²", {"delta3 @ a2.T": "delta3 @ x.T"},
                 "∂C/∂w³ holds x. Which numbers come in through w³?"),
            Slip("a² for x", {"delta2 @ x.T": "delta2 @ a2.T"},
                 "∂C/∂w² holds a². Which numbers come in through w²?"),
            Slip("inputs exchanged",
                 {"delta3 @ a2.T": "delta3 @ x.T", "delta2 @ x.T": "delta2 @ a2.T"},
                 "The layers' inputs have changed places: w³ acts on a², so ∂C/∂w³ = "
                 "δ³ (a²)ᵀ; w² acts on x, so ∂C/∂w² = δ² xᵀ."),
            Slip("b³ not moved", {"b3 - eta": "b3 - 0"},
                 "b³ has not moved. Its slopes are δ³: take the step with them."),
            Slip("b² not moved", {"b2 - eta": "b2 - 0"},
                 "b² has not moved. Its slopes are δ²: take the step with them."),
            Slip("biases not moved", {"b3 - eta": "b3 - 0", "b2 - eta": "b2 - 0"},
                 "The biases have not moved. ∂C/∂b = δ, so b² − η δ² and b³ − η δ³."),
            Slip("only layer 3 moved", {"w2 - eta": "w2 - 0", "b2 - eta": "b2 - 0"},
                 "w² and b² have not moved. δ² leads to their slopes: δ² xᵀ and δ²."),
            Slip("only layer 2 moved", {"w3 - eta": "w3 - 0", "b3 - eta": "b3 - 0"},
                 "w³ and b³ have not moved. δ³ leads to their slopes: δ³ (a²)ᵀ and "
                 "δ³."),
            Slip("layer 2 first", {
                     "    w2 = w2 - eta * delta2 @ x.T\n": "",
                     "    b2 = b2 - eta * delta2\n": "",
                     "    w3 = w3 - eta * delta3 @ a2.T  # update\n": """\
    w2, b2 = w2 - eta * delta2 @ x.T, b2 - eta * delta2
    a2 = sigmoid(w2 @ x + b2)
    a3 = sigmoid(w3 @ a2 + b3)
    delta3 = 2 * (a3 - y) * a3 * (1 - a3)
    w3 = w3 - eta * delta3 @ a2.T
""",
                 },
                 "w² and b² move first, and δ³ is worked out again in the changed "
                 "network. All slopes belong to one forward pass; then all move."),
            Slip("gradients returned",
                 {f"{p} - eta * ": "" for p in ("w3", "b3", "w2", "b2")},
                 "These are the derivatives. Take the step, too: w − η ∂C/∂w, and so "
                 "on."),
        ),
        hints=(
            "Three parts: forward (z², a², z³, a³), backward (δ³, δ²), update.",
            "δ³ = 2 (a³ − y) ⊙ σ′(z³) and δ² = (w³)ᵀ δ³ ⊙ σ′(z²). ⊙ is * in numpy.",
            "∂C/∂w³ = δ³ (a²)ᵀ, ∂C/∂w² = δ² xᵀ; ∂C/∂b³ = δ³, ∂C/∂b² = δ².",
            "Update only at the end, when δ² is known: w3 = w3 - eta * delta3 @ a2.T.",
        ),
        example=THIS_PAGE,
    ),
)  # fmt: skip
