"""The exercises of this page: the four equations, one by one and as a whole walk."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

COLUMN = "shape (n, 1)"
BY_LAYER = "a dict, one array for each layer"


def bp1(zL, aL, y):
    """Return δ^L of tanh neurons, shape (n, 1), for the cost Σ (a − y)²."""
    return 2 * (aL - y) * (1 - np.tanh(zL) ** 2)


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
    """Return ∂C/∂w² and ∂C/∂b² of a sigmoid network of any depth."""
    L, m = len(w) + 1, y.shape[1]
    delta = 2 * (a[L] - y) * sigmoid.derivative(z[L])
    for l in range(L - 1, 1, -1):
        delta = (w[l + 1].T @ delta) * sigmoid.derivative(z[l])
    return delta @ a[1].T / m, np.mean(delta, axis=1, keepdims=True)


def output_layers(rng):
    """Yield z, a and y of an output layer, each (n, 1)."""
    z = np.array([[0.5], [-1.0]])
    yield z, np.tanh(z), np.array([[1.0], [-1.0]])
    for n in (3, 1, 4, 2, 5):
        z = rng.normal(size=(n, 1))
        yield z, np.tanh(z), rng.choice([-1.0, 1.0], size=(n, 1))


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
    for n, before, m in ((3, 2, 5), (1, 4, 3), (2, 2, 6), (4, 3, 4), (3, 5, 2)):
        yield rng.normal(size=(n, m)), rng.normal(size=(before, m))


def passes(rng):
    """Yield w, z, a of a forward pass, by layer, and y (n, m)."""
    example = worked_example.network()
    yield example.w, *example.forward(worked_example.X), worked_example.Y
    for L, n, m in ((4, 3, 3), (2, 2, 4), (5, 2, 2), (3, 4, 5), (6, 3, 2)):
        network = Network.random((n,) * L, rng)
        z, a = network.forward(rng.normal(size=(n, m)))
        yield network.w, z, a, rng.uniform(size=(n, m))


def around_the_slope(layer):
    """Return the slips around σ′ of a tanh layer, L or l."""
    z, a, tanh = f"z^{layer}", f"a^{layer}", f"np.tanh(z{layer})"
    slope = f"1 - {tanh} ** 2"
    return (
        Slip("σ′ left out", {slope: "1"},
             f"The factor σ′({z}) is missing: between {z} and {a} stands the tanh."),
        Slip("σ′ at a", {tanh: f"np.tanh({tanh})"},
             f"σ′ is taken at {a}. It belongs at {z}: 1 − tanh²({z}), which is the "
             f"same as 1 − ({a})²."),
        Slip("sigmoid's slope", {slope: f"{tanh} * (1 - {tanh})"},
             f"{a} (1 − {a}) is the slope of a sigmoid. These neurons are tanh: look "
             "up σ′ of a tanh above."),
        Slip("square of a lost", {f"{tanh} ** 2": tanh},
             f"The slope of tanh is 1 − ({a})²: the square is missing."),
        Slip("z for a", {f"{tanh} ** 2": f"z{layer} ** 2"},
             f"You have 1 − ({z})². The slope of tanh is 1 − ({a})², with "
             f"{a} = tanh({z})."),
        Slip("σ for σ′", {slope: tanh},
             f"One factor is tanh({z}) itself. The chain rule asks for its slope."),
    )  # fmt: skip


SUMS = tuple(
    Slip(f"∂C/∂{kind}: sum for mean", edit,
         f"∂C/∂{kind} is a sum over the examples. The cost is a mean, so its gradient "
         "is one, too: divide by m.")
    for kind, edit in (("w", {" / m": ""}), ("b", {"np.mean": "np.sum"}))
)  # fmt: skip
IN_BATCHES = (
    *SUMS,
    Slip("∂C/∂b: kept for each example",
         {"np.mean(delta, axis=1, keepdims=True)": "delta"},
         "∂C/∂b still has a column for each example. All examples share one b: take "
         "the mean over the columns."),
    Slip("first example only",
         {"delta @": "delta[:, :1] @", ".T / m": "[:, :1].T",
          "np.mean(delta": "np.mean(delta[:, :1]"},
         "Only the first example, column 0, is used. The gradient is the mean over all "
         "columns."),
)  # fmt: skip
EXERCISES = (
    Exercise(
        prompt="BP1 for tanh neurons: δ^L, the blame of the outputs.",
        arguments=dict.fromkeys(("zL", "aL", "y"), COLUMN),
        returns=(Part("δ", "neurons"),),
        inputs=output_layers,
        solution=bp1,
        slips=(
            Slip("lost the 2", {"2 * ": ""},
                 "The factor 2 is missing: ∂C/∂a = 2 (a − y), because the cost is "
                 "(a − y)² with no ½."),
            Slip("turned round", {"aL - y": "y - aL"},
                 "The sign is wrong: it looks like y − a. The derivative of (a − y)² "
                 "by a is 2 (a − y)."),
            Slip("square kept", {"(aL - y)": "(aL - y) ** 2"},
                 "The square is still there: the derivative of (a − y)² is 2 (a − y), "
                 "without a square."),
            Slip("added up", {"return ": "return np.sum(", ")\n": "))\n"},
                 "You have added up the outputs. Keep them apart: one number for each "
                 "output neuron."),
            *around_the_slope("L"),
        ),
        hints=(
            "Two factors lead from C back to z^L: through a^L, on one path.",
            "They are ∂C/∂a = 2 (a − y) and the slope of tanh at z^L.",
            "The slope of tanh is 1 − a². Multiply entry by entry, with *.",
        ),
    ),
    Exercise(
        prompt="BP2 for tanh neurons: δ^l from δ^(l+1), one layer back.",
        arguments={"zl": COLUMN, "delta_next": COLUMN, "w_next": "shape (n, n)"},
        returns=(Part("δ", "neurons"),),
        inputs=hidden_layers,
        solution=bp2,
        slips=(
            Slip("w not transposed", {"w_next.T": "w_next"},
                 "w is not transposed. Neuron k collects from all neurons j above it, "
                 "so the sum runs down column k of w: (w)ᵀ δ."),
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
                 "division."),
            Slip("σ′ before the sum",
                 {"delta_next) *": "(delta_next *", ")\n": ")))\n"},
                 "The slope is multiplied in too early. σ′(z^l) belongs to layer l: "
                 "first carry the blame back, then multiply."),
            *around_the_slope("l"),
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
            *IN_BATCHES,
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
        "cost and a batch of m examples: ∂C/∂w², ∂C/∂b².",
        arguments=dict.fromkeys("wza", BY_LAYER) | {"y": "shape (n, m)"},
        returns=(Part("∂C/∂w²", "weights"), Part("∂C/∂b²", "neurons")),
        inputs=passes,
        solution=walk_back,
        slips=(
            Slip("w not transposed", {"w[l + 1].T": "w[l + 1]"},
                 "w is not transposed in BP2. Going back, neuron k collects down its "
                 "column of w: w[l + 1].T @ delta."),
            Slip("w of the layer itself", {"w[l + 1]": "w[l]"},
                 "BP2 takes the wrong matrix: from layer l + 1 back to layer l leads "
                 "w[l + 1]."),
            Slip("one layer short", {"1, -1)": "2, -1)"},
                 "The walk ends one layer too early, at δ³. In Python "
                 "range(L - 1, 1, -1) ends at 2."),
            Slip("no walk", {"1, -1)": "1)"},
                 "This is δ of the outputs, not δ². Walk it back with BP2, layer by "
                 "layer, down to layer 2."),
            Slip("BP1 without σ′", {" * sigmoid.derivative(z[L])": ""},
                 "BP1 lacks its factor σ′(z[L]): the outputs are sigmoid neurons, "
                 "too."),
            Slip("BP2 without σ′", {" * sigmoid.derivative(z[l])": ""},
                 "BP2 lacks its factor σ′(z[l])."),
            Slip("σ′ at a", {"L, m =": "z = a\n    L, m ="},
                 "σ′ is taken at a. It belongs at z: sigmoid.derivative(z[l])."),
            Slip("lost the 2", {"2 * ": ""},
                 "The factor 2 of BP1 is missing: ∂C/∂a = 2 (a − y)."),
            Slip("turned round", {"a[L] - y": "y - a[L]"},
                 "The sign is wrong: BP1 begins with a − y, not y − a."),
            Slip("a² for a¹", {"a[1]": "a[2]"},
                 "BP4 takes a of the wrong layer. w² comes from layer 1, so ∂C/∂w² is "
                 "δ² (a¹)ᵀ."),
            *IN_BATCHES,
        ),
        hints=(
            "L is len(w) + 1. Begin with delta for layer L: BP1.",
            "Then a loop: for l in range(L - 1, 1, -1), with BP2 inside.",
            "After the loop delta is δ². BP3 and BP4 give ∂C/∂b², ∂C/∂w²: divide by m.",
        ),
        example="the network of page 04",
    ),
)  # fmt: skip
