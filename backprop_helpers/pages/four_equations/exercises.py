"""The exercises of this page: BP2 alone, a batch, and the whole walk back."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import cross_entropy_slip, prime_slips

COLUMN = "shape (n, 1)"
BP1, BP2 = "sigmoid.derivative(z[L])", "sigmoid.derivative(z[l])"  # their σ′
AFTER = "sigmoid.derivative(z[l + 1])"  # σ′ of the layer after, no place for it in BP2
BACK = f"(w[l + 1].T @ delta[l + 1]) * {BP2}"
BY_LAYER = "a dict, one array for each layer"


def bp2(zl, delta_next, w_next):
    """Return δ^l of tanh neurons, shape (n, 1), from δ^(l+1) and w^(l+1)."""
    return (w_next.T @ delta_next) * (1 - np.tanh(zl) ** 2)


def batch_gradient(delta, a_before):
    """Return ∂C/∂w, shape (n, n_before), and ∂C/∂b, shape (n, 1), of a layer."""
    m = delta.shape[1]
    nabla_w = delta @ a_before.T / m
    nabla_b = np.mean(delta, axis=1, keepdims=True)
    return nabla_w, nabla_b


def walk_back(w, z, a, y):
    """Return the dicts ∂C/∂w and ∂C/∂b of a sigmoid network of any depth."""
    L, m = len(w) + 1, y.shape[1]
    delta = {L: 2 * (a[L] - y) * sigmoid.derivative(z[L])}
    for l in range(L - 1, 1, -1):
        delta[l] = (w[l + 1].T @ delta[l + 1]) * sigmoid.derivative(z[l])
    nabla_w = {l: delta[l] @ a[l - 1].T / m for l in w}
    nabla_b = {l: np.mean(delta[l], axis=1, keepdims=True) for l in w}
    return nabla_w, nabla_b


# Equal widths here and in `passes`: a matrix that is not turned is then wrong, and not
# only refused.
def hidden_layers(rng):
    """Yield z of a hidden layer (n, 1), and δ (n, 1) and w (n, n) of the next."""
    z, delta = np.array([[0.5], [-1.0]]), np.array([[0.2], [-0.4]])
    yield z, delta, np.array([[1.0, 2.0], [3.0, 4.0]])
    for n in (3, 4, 2, 3, 5):
        yield tuple(rng.normal(size=shape) for shape in ((n, 1), (n, 1), (n, n)))


def batches(rng):
    """Yield δ (n, m) of a layer and a (n_before, m) of the one before."""
    delta = np.array([[1.0, 3.0], [0.0, -2.0]])
    yield delta, np.array([[1.0, 2.0], [0.5, 0.0], [4.0, 1.0]])
    for n, before, m in ((3, 2, 5), (1, 4, 3), (2, 2, 6), (4, 3, 1), (3, 5, 2)):
        yield rng.normal(size=(n, m)), rng.normal(size=(before, m))


def passes(rng):
    """Yield w, z, a of a forward pass, by layer, and y (n, m)."""
    example = worked_example.network()
    yield example.w, *example.forward(worked_example.X), worked_example.Y
    for L, n, m in ((4, 3, 3), (2, 2, 4), (5, 2, 2), (3, 4, 5), (6, 3, 2)):
        network = Network.random((n,) * L, rng)
        z, a = network.forward(rng.normal(size=(n, m)))
        yield network.w, z, a, rng.uniform(size=(n, m))


def around_the_mean(delta, a_before):
    """Return the slips of BP3 and BP4 for a batch, by the names of δ and a in it."""
    product = f"{delta} @ {a_before}.T"
    mean = f"np.mean({delta}, axis=1, keepdims=True)"
    mean_of_a = mean.replace(delta, a_before)
    first_delta, first_a = f"{delta}[:, :1]", f"{a_before}[:, :1]"
    sums = (
        Slip(f"∂C/∂{kind}: sum for mean", edit,
             f"∂C/∂{kind} is a sum over the examples. The cost is a mean, so its "
             "gradient is one, too: divide by m.")
        for kind, edit in (("w", {" / m": ""}), ("b", {"np.mean": "np.sum"}))
    )  # fmt: skip
    return (
        Slip("sums for means", {" / m": "", "np.mean": "np.sum"},
             "Both are sums over the examples. The cost is a mean, so its gradient is "
             "one, too: divide by m."),
        *sums,
        Slip("∂C/∂b: kept for each example", {mean: delta},
             "∂C/∂b still has a column for each example. All examples share one b: "
             "take the mean over the columns."),
        Slip("∂C/∂b: the same for all",
             {mean: f"np.full((len({delta}), 1), np.mean({delta}))"},
             "∂C/∂b is the same in every row: a mean over the neurons as well. Each "
             "neuron has its own bias: take the mean along axis=1 only."),
        Slip("means multiplied", {f"{product} / m": f"{mean} @ {mean_of_a}.T"},
             "∂C/∂w is made of the mean δ and the mean a. Multiply δ by a for each "
             "example first; then comes the mean of these products."),
        Slip("∂C/∂w: last example only",
             {f"{product} / m": f"{delta}[:, -1:] @ {a_before}[:, -1:].T / m"},
             "In ∂C/∂w only the last example is left. Perhaps = stands in a loop where "
             "+= is meant."),
        Slip("∂C/∂b: last example only",
             {mean: f"np.mean({delta} * (np.arange(m) == m - 1), axis=1, "
                    "keepdims=True)"},
             "In ∂C/∂b only the last example is left. Perhaps = stands in a loop where "
             "+= is meant."),
        Slip("∂C/∂b: sums of ∂C/∂w",
             {mean: f"np.sum({product} / m, axis=1, keepdims=True)"},
             "∂C/∂b adds up the rows of ∂C/∂w. A bias is the weight of an input that "
             "is 1, not of all inputs together: no a belongs there."),
        Slip("last example only",
             {f"{product} / m": f"{delta}[:, -1:] @ {a_before}[:, -1:].T",
              f"np.mean({delta}": f"np.mean({delta}[:, -1:]"},
             "Only the last example is left. Perhaps = stands in a loop where += is "
             "meant; and a mean needs a division by m."),
        Slip("first example only",
             {f"{product} / m": f"{first_delta} @ {first_a}.T",
              f"np.mean({delta}": f"np.mean({first_delta}"},
             "Only the first example, column 0, is used. The gradient is the mean over "
             "all columns."),
        Slip("return in the loop",
             {f"{product} / m": f"{first_delta} @ {first_a}.T / m",
              f"np.mean({delta}": f"1 / m * np.mean({first_delta}"},
             "Only the first example, column 0, has come in. Is the `return` inside "
             "the loop over the examples?"),
    )  # fmt: skip


EXERCISES = (
    Exercise(
        prompt="BP2 for tanh neurons: δ^l from δ^(l+1), one layer back.",
        arguments={"zl": COLUMN, "delta_next": COLUMN, "w_next": "shape (n, n)"},
        returns=(Part("δ", "neurons"),),
        inputs=hidden_layers,
        solution=bp2,
        slips=(
            Slip("slope of the sigmoid",
                 {"(1 - np.tanh(zl) ** 2)": "sigmoid.derivative(zl)"},
                 "This is the slope of the sigmoid. These are tanh neurons: theirs is "
                 "1 − a · a, with a = tanh z."),
            Slip("w not transposed", {"w_next.T": "w_next"},
                 "w is not transposed. Neuron k collects from all neurons j above it, "
                 "so the sum runs down column k of w: wᵀ δ."),
            Slip("* for @", {"@": "*"},
                 "You multiply w and δ entry by entry, with *. The sum over the paths "
                 "is the matrix product, @."),
            Slip("straight paths only", {"w_next.T @": "np.diag(w_next)[:, None] *"},
                 "Each neuron gets blame only from the neuron of the same number. It "
                 "acts on all of them: add over all paths."),
            Slip("last path only",
                 {"w_next.T @ delta_next": "w_next[-1:].T * delta_next[-1]"},
                 "Only the path through the last neuron above is left. Perhaps = "
                 "stands where += is meant: the paths are added."),
            Slip("w left out", {"w_next.T": "np.ones_like(w_next)"},
                 "w is missing: each δ above is multiplied by the weight of its path "
                 "before the paths are added."),
            Slip("mean over the paths", {"return (": "return (1 / len(zl) * "},
                 "You take the mean over the paths. The chain rule adds them up: no "
                 "division.", at="w_next.T @ delta_next"),
            Slip("σ′ before the sum",
                 {"delta_next) *": "(delta_next *", ")\n": ")))\n"},
                 "The slope is multiplied in too early. σ′(z^l) belongs to layer l: "
                 "first carry the blame back, then multiply."),
            Slip("σ′ left out", {"1 - np.tanh(zl) ** 2": "1"},
                 "The factor σ′(z^l) is missing: between z^l and a^l stands the tanh."),
            Slip("σ′ at a", {"np.tanh(zl)": "np.tanh(np.tanh(zl))"},
                 "σ′ is taken at a^l. It belongs at z^l: 1 − tanh²(z^l), which is the "
                 "same as 1 − (a^l)²."),
            Slip("sigmoid's slope",
                 {"1 - np.tanh(zl) ** 2": "np.tanh(zl) * (1 - np.tanh(zl))"},
                 "a (1 − a) is the slope of a sigmoid. These neurons are tanh: look up "
                 "σ′ of a tanh above."),
            Slip("square of a lost", {"np.tanh(zl) ** 2": "np.tanh(zl)"},
                 "The slope of tanh is 1 − a²: the square is missing."),
            Slip("square inside", {"np.tanh(zl) ** 2": "np.tanh(zl**2)"},
                 "You have tanh(z²): the square stands inside the brackets. Take the "
                 "tanh first, and square what comes out."),
            Slip("square outside",
                 {"1 - np.tanh(zl) ** 2": "(1 - np.tanh(zl)) ** 2"},
                 "You have (1 − a)². The slope of tanh is 1 − a²: only a is squared."),
            Slip("plus for minus", {"1 - np.tanh": "1 + np.tanh"},
                 "You have 1 + a². Far out tanh is flat, so its slope goes to 0 there: "
                 "look at the sign."),
            Slip("1/cosh", {"1 - np.tanh(zl) ** 2": "1 / np.cosh(zl)"},
                 "You have 1 / cosh z, which is √(1 − a²): a square is missing, or a "
                 "root too many."),
            Slip("σ for tanh", {"np.tanh(zl)": "sigmoid(zl)"},
                 "The rule is that of tanh, 1 − a², but your a is σ(z). Here a is "
                 "tanh(z)."),
            Slip("divided by σ′", {"delta_next) *": "delta_next) /"},
                 "You divide by the slope. Along a path slopes are multiplied."),
            Slip("σ′ added", {"delta_next) *": "delta_next) +"},
                 "The slope is added. Along a path slopes are multiplied."),
            Slip("δ not carried back", {"(w_next.T @ delta_next)": "delta_next"},
                 "w is missing, and the sum as well: you take the δ of the layer after "
                 "as it is. Which paths lead on from neuron k?"),
            Slip("row for column", {"w_next.T @ delta_next": "delta_next.T @ w_next"},
                 "δᵀ w is a row, and z a column: together they make a table. Turn the "
                 "product: (δᵀ w)ᵀ = wᵀ δ."),
            Slip("2 of BP1", {"return (": "return 2 * ("},
                 "There is a 2 too many. It belongs to BP1, where the square of the "
                 "cost brings it in; BP2 only carries the blame back."),
            Slip("z for a", {"np.tanh(zl) ** 2": "zl ** 2"},
                 "You have 1 − z². The slope of tanh is 1 − a², with a = tanh(z)."),
            Slip("z (1 − z)", {"1 - np.tanh(zl) ** 2": "zl * (1 - zl)"},
                 "You have z (1 − z). The slope of tanh is 1 − a², with a = tanh(z)."),
            Slip("brackets forgotten",
                 {"(1 - np.tanh(zl) ** 2)": "1 - np.tanh(zl) ** 2"},
                 "Brackets are missing round 1 - a * a: Python multiplies first, then "
                 "subtracts a · a from all that stands before it."),
            Slip("σ for σ′", {"1 - np.tanh(zl) ** 2": "np.tanh(zl)"},
                 "One factor is tanh(z) itself. The chain rule asks for its slope."),
        ),
        hints=(
            "z of neuron k acts on C through every neuron j of the layer above.",
            "Along a path: δ of neuron j, times w from k to j, times the slope at k. "
            "Over the paths: add.",
            "For all k at once: (w_next.T @ delta_next), times 1 - np.tanh(zl)**2.",
        ),
    ),
    Exercise(
        prompt="BP3 and BP4 for a batch of m examples: return ∂C/∂w, ∂C/∂b.",
        arguments={"delta": "shape (n, m)", "a_before": "shape (n_before, m)"},
        returns=(Part("∂C/∂w", "weights"), Part("∂C/∂b", "neurons")),
        inputs=batches,
        solution=batch_gradient,
        slips=(
            *around_the_mean("delta", "a_before"),
            Slip("neurons for examples", {"delta.shape[1]": "len(delta)"},
                 "In ∂C/∂w you divide by len(delta), the number of neurons. The "
                 "examples are the columns: m is delta.shape[1]."),
            Slip("inputs for examples", {"delta.shape[1]": "len(a_before)"},
                 "In ∂C/∂w you divide by len(a_before), the number of neurons before. "
                 "The examples are the columns: m is delta.shape[1]."),
            Slip("2 of BP1",
                 {"return nabla_w, nabla_b": "return 2 * nabla_w, 2 * nabla_b"},
                 "There is a 2 too many. The 2 of the quadratic cost is in δ already: "
                 "BP1 brought it in."),
            Slip("∂C/∂w: transposed", {"return nabla_w": "return nabla_w.T"},
                 "It is transposed. w has a row for each neuron of the layer, and so "
                 "has ∂C/∂w: δ aᵀ, not a δᵀ."),
            Slip("divided by the neurons",
                 {"m = delta.shape[1]": "m = len(delta)", "np.mean": "1 / m * np.sum"},
                 "You divide by the number of neurons. Examples are the columns, so m "
                 "is delta.shape[1]."),
            Slip("∂C/∂b: mean over the neurons", {"axis=1": "axis=0"},
                 "∂C/∂b is a mean over the neurons, axis=0. The examples are the "
                 "columns: axis=1."),
            Slip("∂C/∂b: one number for all", {"axis=1, ": ""},
                 "∂C/∂b is one number for all neurons. Each neuron has its own bias: "
                 "take the mean along axis=1 only."),
        ),
        hints=(
            "Column i of delta belongs to column i of a_before: one example.",
            "delta @ a_before.T adds up the tables of all examples; the gradient is "
            "their mean.",
            "np.mean(delta, axis=1, keepdims=True) is the mean over the columns, as a "
            "column.",
        ),
    ),
    Exercise(
        prompt="Walk back through a sigmoid network of any depth, with the quadratic "
        "cost and a batch of m examples: return the dictionaries ∂C/∂w and ∂C/∂b.",
        arguments=dict.fromkeys("wza", BY_LAYER) | {"y": "shape (n, m)"},
        returns=(
            Part("∂C/∂w", "weights", by_layer=True),
            Part("∂C/∂b", "neurons", by_layer=True),
        ),
        inputs=passes,
        solution=walk_back,
        slips=(
            Slip("w not transposed", {"w[l + 1].T": "w[l + 1]"},
                 "w is not transposed in BP2. Going back, neuron k collects down its "
                 "column of w."),
            Slip("w of the layer itself", {"w[l + 1]": "w[l]"},
                 "BP2 takes the wrong matrix: which one leads from layer l to layer "
                 "l + 1?"),
            Slip("each layer from the outputs", {"delta[l + 1]": "delta[L]"},
                 "BP2 starts from the outputs each time. It takes the blame of the "
                 "layer just after: delta[l + 1]."),
            Slip("BP1 without σ′", {" * sigmoid.derivative(z[L])": ""},
                 "BP1 lacks its factor σ′(z[L]): the outputs are sigmoid neurons, "
                 "too."),
            Slip("BP2 without σ′", {" * sigmoid.derivative(z[l])": ""},
                 "BP2 lacks its factor σ′(z[l])."),
            *prime_slips({"z[L]": BP1, "z[l]": BP2}),
            Slip("BP1: σ′ at a", {BP1: "sigmoid.derivative(a[L])"},
                 "In BP1 σ′ is taken at a. It belongs at z[L]."),
            Slip("BP2: σ′ at a", {BP2: "sigmoid.derivative(a[l])"},
                 "In BP2 σ′ is taken at a. It belongs at z[l]."),
            Slip("BP2: σ′ of the layer after", {BP2: AFTER},
                 "In BP2 σ′ is that of layer l + 1. It belongs to the layer where the "
                 "blame arrives, layer l."),
            Slip("BP2: σ′ of the layer after, before the sum",
                 {BACK: f"w[l + 1].T @ (delta[l + 1] * {AFTER})"},
                 "In BP2 the slope stands before the sum, as that of layer l + 1, and "
                 "δ has that already. Carry δ back first; then comes the slope of l."),
            Slip("BP2: σ′ before the sum",
                 {BACK: f"w[l + 1].T @ (delta[l + 1] * {BP2})"},
                 "In BP2 the slope is multiplied in too early. σ′(z[l]) belongs to "
                 "layer l: first carry the blame back, then multiply."),
            Slip("BP1: slope of tanh", {BP1: "(1 - a[L] ** 2)"},
                 "1 − a² in BP1 is the slope of tanh. These are sigmoid neurons."),
            Slip("BP2: slope of tanh", {BP2: "(1 - a[l] ** 2)"},
                 "1 − a² in BP2 is the slope of tanh. These are sigmoid neurons."),
            cross_entropy_slip("a[L]", BP1),
            Slip("lost the 2", {"2 * ": ""},
                 "The factor 2 of BP1 is missing. Books without it have the cost "
                 "½ (a − y)²; here it is (a − y)², so ∂C/∂a = 2 (a − y)."),
            Slip("turned round", {"a[L] - y": "y - a[L]"},
                 "The sign is wrong: BP1 begins with a − y. Books that write y − a add "
                 "the step in the end; here the slopes themselves are asked for."),
            Slip("divided by m at each layer",
                 {"delta[l + 1])": "delta[l + 1]) / m"},
                 "Each step back divides by m once more. Divide once: in BP3 and BP4, "
                 "or in BP1 alone."),
            Slip("mean before BP2",
                 {"@ delta[l + 1]": "@ np.average(delta[l + 1], axis=1)[:, None]"},
                 "BP2 takes a mean of δ over the examples. Each example has slopes of "
                 "its own: carry every column back, and take means in BP3 and BP4."),
            Slip("outputs for examples",
                 {"y.shape[1]": "y.shape[0]", "np.mean": "1 / m * np.sum"},
                 "You divide by the number of outputs, the rows of y. Examples are the "
                 "columns: m is y.shape[1]."),
            Slip("∂C/∂w: outputs for examples", {"y.shape[1]": "y.shape[0]"},
                 "In ∂C/∂w you divide by the number of outputs, the rows of y. "
                 "Examples are the columns: m is y.shape[1]."),
            Slip("a of the layer itself", {"a[l - 1]": "a[l]"},
                 "BP4 takes a of the wrong layer. w^l begins at layer l − 1."),
            *around_the_mean("delta[l]", "a[l - 1]"),
        ),
        hints=(
            "L is len(w) + 1. Begin with a dictionary that holds δ of layer L: BP1.",
            "Then a loop, for l in range(L - 1, 1, -1): inside it stands BP2, once, "
            "with l where numbers stood.",
            "After the loop BP3 and BP4 for every layer, {l: … for l in w}, as in your "
            "batch_gradient.",
        ),
        example="the network of page 04",
    ),
)  # fmt: skip
