"""Exercises of notebook 05, first part: BP1 and BP2 for a layer of tanh neurons."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid, tanh
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise

COLUMN = "shape (n, 1)"


def bp1(zL, aL, y):
    """Return δ^L of tanh neurons, shape (n, 1), for the cost Σ (a − y)²."""
    return 2 * (aL - y) * (1 - np.tanh(zL) ** 2)


def bp2(zl, delta_next, w_next):
    """Return δ^l of tanh neurons, shape (n, 1), from δ^(l+1) and w^(l+1)."""
    return (w_next.T @ delta_next) * (1 - np.tanh(zl) ** 2)


def _outputs(rng):
    z = np.array([[0.5], [-1.0]])
    yield z, np.tanh(z), np.array([[1.0], [-1.0]])
    for n in (3, 1, 4, 2, 5):
        z = rng.normal(size=(n, 1))
        yield z, np.tanh(z), rng.choice([-1.0, 1.0], size=(n, 1))


def _hidden(rng):
    z, delta = np.array([[0.5], [-1.0]]), np.array([[0.2], [-0.4]])
    yield z, delta, np.array([[1.0, 2.0], [3.0, 4.0]])
    # Equal widths: a matrix that is not turned is then wrong, and not only refused.
    for n in (3, 4, 2, 3, 5):
        yield rng.normal(size=(n, 1)), rng.normal(size=(n, 1)), rng.normal(size=(n, n))


def _slope(z, slips):
    a = np.tanh(z)
    wrong = {
        "σ′ left out": np.ones_like(z),
        "σ′ at a": tanh.derivative(a),
        "sigmoid's slope": a * (1 - a),
        "square of a lost": 1 - a,
        "z for a": 1 - z**2,
        "σ for σ′": a,
    }
    return next((wrong[name] for name in wrong if name in slips), tanh.derivative(z))


def _about_slope(layer):
    """Return the slips around σ′ of a tanh layer, written L or l."""
    z, a = f"z^{layer}", f"a^{layer}"
    return {
        "σ′ left out": f"The factor σ′({z}) is missing: between {z} and {a} stands the "
        "tanh.",
        "σ′ at a": f"σ′ is taken at {a}. It belongs at {z}: 1 − tanh²({z}), which is "
        f"the same as 1 − ({a})².",
        "sigmoid's slope": f"{a} (1 − {a}) is the slope of a sigmoid. These neurons "
        "are tanh: look up σ′ of a tanh above.",
        "square of a lost": f"The slope of tanh is 1 − ({a})²: the square is missing.",
        "z for a": f"You have 1 − ({z})². The slope of tanh is 1 − ({a})², with "
        f"{a} = tanh({z}).",
        "σ for σ′": f"One factor is tanh({z}) itself. The chain rule asks for its "
        "slope.",
    }


def _bp1(zL, aL, y, slips=frozenset()):
    error = y - aL if "turned round" in slips else aL - y
    error = error**2 if "square kept" in slips else error
    delta = (1 if "lost the 2" in slips else 2) * error * _slope(zL, slips)
    return np.sum(delta) if "added up" in slips else delta


def _bp2(zl, delta_next, w_next, slips=frozenset()):
    slope = _slope(zl, slips)
    w = w_next if "w not transposed" in slips else w_next.T
    if "σ′ before the sum" in slips:
        return w @ (delta_next * slope)
    back = w * delta_next if "* for @" in slips else w @ delta_next
    if "straight paths only" in slips:
        back = np.diag(w_next).reshape(-1, 1) * delta_next
    if "last path only" in slips:
        back = w_next[-1:].T * delta_next[-1]
    if "w left out" in slips:
        back = np.full_like(zl, np.sum(delta_next))
    if "mean over the paths" in slips:
        back = back / len(delta_next)
    return back * slope


BY_LAYER = "a dict, one array for each layer"


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


def _layers(rng):
    delta = np.array([[1.0, 3.0], [0.0, -2.0]])
    yield delta, np.array([[1.0, 2.0], [0.5, 0.0], [4.0, 1.0]])
    for n, k, m in ((3, 2, 5), (1, 4, 3), (2, 2, 6), (4, 3, 4), (3, 5, 2)):
        yield rng.normal(size=(n, m)), rng.normal(size=(k, m))


def _passes(rng):
    example = worked_example.network()
    yield example.w, *example.forward(worked_example.X), worked_example.Y
    # Equal widths: a matrix that is not turned is then wrong, and not only refused.
    for L, n, m in ((4, 3, 3), (2, 2, 4), (5, 2, 2), (3, 4, 5), (6, 3, 2)):
        network = Network.random((n,) * L, rng)
        z, a = network.forward(rng.normal(size=(n, m)))
        yield network.w, z, a, rng.uniform(size=(n, m))


def _gradient(delta, a_before, slips):
    m = delta.shape[1]
    if "first example only" in slips:
        delta, a_before, m = delta[:, :1], a_before[:, :1], 1
    w, b = delta @ a_before.T, delta.sum(axis=1, keepdims=True)
    if "∂C/∂w: transposed" in slips:
        w = w.T
    by = len(delta) if "divided by the neurons" in slips else m
    w = w if "∂C/∂w: sum for mean" in slips else w / by
    b = b if "∂C/∂b: sum for mean" in slips else b / by
    if "∂C/∂b: kept for each example" in slips:
        b = delta
    if "∂C/∂b: mean over the neurons" in slips:
        b = delta.mean(axis=0, keepdims=True)
    if "∂C/∂b: one number for all" in slips:
        b = delta.mean().reshape(1, 1)
    return w, b


def _batch_gradient(delta, a_before, slips=frozenset()):
    return _gradient(delta, a_before, slips)


def _walk_back(w, z, a, y, slips=frozenset()):
    L = len(w) + 1

    def slope(l, left_out):
        if left_out in slips:
            return np.ones_like(z[l])
        return sigmoid.derivative(a[l] if "σ′ at a" in slips else z[l])

    error = y - a[L] if "turned round" in slips else a[L] - y
    delta = (1 if "lost the 2" in slips else 2) * error * slope(L, "BP1 without σ′")
    last = 2 if "one layer short" in slips else 1
    for l in range(L - 1, L if "no walk" in slips else last, -1):
        weights = w[l] if "w of the layer itself" in slips else w[l + 1]
        weights = weights if "w not transposed" in slips else weights.T
        delta = (weights @ delta) * slope(l, "BP2 without σ′")
    return _gradient(delta, a[2 if "a² for a¹" in slips else 1], slips)


_SUMS = {
    "∂C/∂w: sum for mean": "∂C/∂w is a sum over the examples. The cost is a mean, so "
    "its gradient is one, too: divide by m.",
    "∂C/∂b: sum for mean": "∂C/∂b is a sum over the examples. The cost is a mean, so "
    "its gradient is one, too: divide by m.",
    "∂C/∂b: kept for each example": "∂C/∂b still has a column for each example. All "
    "examples share one b: take the mean over the columns.",
    "first example only": "Only the first example, column 0, is used. The gradient is "
    "the mean over all columns.",
}


EXERCISES = (
    Exercise(
        prompt="BP1 for tanh neurons: δ^L, the blame of the outputs.",
        arguments={"zL": COLUMN, "aL": COLUMN, "y": COLUMN},
        returns=(Part("δ", "neurons"),),
        inputs=_outputs,
        reference=_bp1,
        slips={
            "lost the 2": "The factor 2 is missing: ∂C/∂a = 2 (a − y), because the "
            "cost is (a − y)² with no ½.",
            "turned round": "The sign is wrong: it looks like y − a. The derivative of "
            "(a − y)² by a is 2 (a − y).",
            "square kept": "The square is still there: the derivative of (a − y)² is "
            "2 (a − y), without a square.",
            "added up": "You have added up the outputs. Keep them apart: one number "
            "for each output neuron.",
        }
        | _about_slope("L"),
        hints=(
            "Two factors lead from C back to z^L: through a^L, on one path.",
            "They are ∂C/∂a = 2 (a − y) and the slope of tanh at z^L.",
            "The slope of tanh is 1 − a². Multiply entry by entry, with *.",
        ),
        solution=bp1,
    ),
    Exercise(
        prompt="BP2 for tanh neurons: δ^l from δ^(l+1), one layer back.",
        arguments={
            "zl": COLUMN,
            "delta_next": COLUMN,
            "w_next": "shape (n, n)",
        },
        returns=(Part("δ", "neurons"),),
        inputs=_hidden,
        reference=_bp2,
        slips={
            "w not transposed": "w is not transposed. Neuron k collects from all "
            "neurons j above it, so the sum runs down column k of w: (w)ᵀ δ.",
            "* for @": "You multiply w and δ entry by entry, with *. The sum over the "
            "paths is the matrix product, @.",
            "straight paths only": "Each neuron gets blame only from the neuron of the "
            "same number. It acts on all of them: add over all paths.",
            "last path only": "Only the path through the last neuron above is left. "
            "Perhaps = stands where += is meant: the paths are added.",
            "w left out": "w is missing: each δ above is multiplied by the weight of "
            "its path before the paths are added.",
            "mean over the paths": "You take the mean over the paths. The chain rule "
            "adds them up: no division.",
            "σ′ before the sum": "The slope is multiplied in too early. σ′(z^l) "
            "belongs to layer l: first carry the blame back, then multiply.",
        }
        | _about_slope("l"),
        hints=(
            "z of neuron k acts on C through every neuron j of the layer above.",
            "Along a path: δ of neuron j, times w from k to j, times the slope at k. "
            "Over the paths: add.",
            "For all k at once: (w_next.T @ delta_next), times 1 - np.tanh(zl)**2.",
        ),
        solution=bp2,
    ),
    Exercise(
        prompt="BP3 and BP4 for a batch of m examples: return ∂C/∂w, ∂C/∂b.",
        arguments={"delta": "shape (n, m)", "a_before": "shape (n_before, m)"},
        returns=(Part("∂C/∂w", "weights"), Part("∂C/∂b", "neurons")),
        inputs=_layers,
        reference=_batch_gradient,
        slips=_SUMS
        | {
            "∂C/∂w: transposed": "It is transposed. w has a row for each neuron of "
            "the layer, and so has ∂C/∂w: δ aᵀ, not a δᵀ.",
            "divided by the neurons": "You divide by the number of neurons. Examples "
            "are the columns, so m is delta.shape[1].",
            "∂C/∂b: mean over the neurons": "∂C/∂b is a mean over the neurons, axis=0. "
            "The examples are the columns: axis=1.",
            "∂C/∂b: one number for all": "∂C/∂b is one number for all neurons. Each "
            "neuron has its own bias: take the mean along axis=1 only.",
        },
        hints=(
            "Column i of delta belongs to column i of a_before: one example.",
            "delta @ a_before.T adds up the tables of all examples; the gradient is "
            "their mean.",
            "np.mean(delta, axis=1, keepdims=True) is the mean over the columns, as a "
            "column.",
        ),
        solution=batch_gradient,
    ),
    Exercise(
        prompt="Walk back through a sigmoid network of any depth, with the quadratic "
        "cost and a batch of m examples: ∂C/∂w², ∂C/∂b².",
        arguments={
            "w": BY_LAYER,
            "z": BY_LAYER,
            "a": BY_LAYER,
            "y": "shape (n, m)",
        },
        returns=(Part("∂C/∂w²", "weights"), Part("∂C/∂b²", "neurons")),
        inputs=_passes,
        reference=_walk_back,
        slips={
            "w not transposed": "w is not transposed in BP2. Going back, neuron k "
            "collects down its column of w: w[l + 1].T @ delta.",
            "w of the layer itself": "BP2 takes the wrong matrix: from layer l + 1 "
            "back to layer l leads w[l + 1].",
            "one layer short": "The walk ends one layer too early, at δ³. In Python "
            "range(L - 1, 1, -1) ends at 2.",
            "no walk": "This is δ of the outputs, not δ². Walk it back with BP2, "
            "layer by layer, down to layer 2.",
            "BP1 without σ′": "BP1 lacks its factor σ′(z[L]): the outputs are sigmoid "
            "neurons, too.",
            "BP2 without σ′": "BP2 lacks its factor σ′(z[l]).",
            "σ′ at a": "σ′ is taken at a. It belongs at z: sigmoid.derivative(z[l]).",
            "lost the 2": "The factor 2 of BP1 is missing: ∂C/∂a = 2 (a − y).",
            "turned round": "The sign is wrong: BP1 begins with a − y, not y − a.",
            "a² for a¹": "BP4 takes a of the wrong layer. w² comes from layer 1, so "
            "∂C/∂w² is δ² (a¹)ᵀ.",
        }
        | _SUMS,
        hints=(
            "L is len(w) + 1. Begin with delta for layer L: BP1.",
            "Then a loop: for l in range(L - 1, 1, -1), with BP2 inside.",
            "After the loop delta is δ². BP3 and BP4 give ∂C/∂b², ∂C/∂w²: divide by m.",
        ),
        solution=walk_back,
        example="the network of page 04",
    ),
)
