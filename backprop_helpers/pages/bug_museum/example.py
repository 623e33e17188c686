"""Wrong gradients on purpose: a right backward pass, and BUGS to plant in it.

Every function that takes `bugs`, a set of names from BUGS, is right without them. The
patients of FLOWER_BUGS are networks 4-3-3 that learn the species of the iris flowers:
as many outputs as hidden neurons, so that a matrix the wrong way round still has the
right shape. Those of the other bugs stand in `later_patients`, and those whose gradient
is right while the network is wrong in `looks`.
"""

from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.nets.functions import log_likelihood, quadratic, sigmoid, softmax
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.training import fraction_right, one_hot
from backprop_helpers.pages.bug_museum import later_patients as later
from backprop_helpers.pages.bug_museum import looks

RIGHT = frozenset()
LAYERS, SEED, ETA, STEPS = (4, 3, 3), 2, 1.0, 300
FLOWER_BUGS = {  # from loud to silent; what each one needs
    "sum for mean": "The gradients are sums over the examples. The cost is a mean, so "
    "they are means, too: divide by m.",
    "diagonal only": "δ³ is worked out as if softmax acted on each sum alone. Every "
    "output depends on every z: the wrong classes need their blame, too.",
    "σ′ at a": "σ′ is taken at a. It belongs at z: sigmoid.derivative(z), which is the "
    "same as a (1 − a).",
    "w not transposed": "w³ is not transposed. Hidden neuron k collects down column k "
    "of w³: w3.T @ delta3.",
    "last path only": "Only the path through the last output is left. Perhaps = stands "
    "where += is meant: the paths are added.",
    "lost the 2": "The factor 2 is missing: ∂C/∂a = 2 (a − y), because the cost is "
    "(a − y)² with no ½.",
    "σ′ left out": "δ³ lacks its factor σ′(z³): between z³ and a³ stands the sigmoid.",
    "b not summed": "∂C/∂b still has a column for each example. All examples share one "
    "b: take the mean over the columns.",
    "not reset": "The gradients of earlier steps are still in the sum. Each step needs "
    "the gradient of this step alone.",
    "new w³ in δ²": "δ² is worked out with the w³ that was just updated. It needs the "
    "w³ of the forward pass.",
}
BUGS = FLOWER_BUGS | {
    "blame to all": "Max pooling gives its blame back to all entries of a patch. Only "
    "the largest one acted on the cost.",
    "mean over places": "The gradient of a kernel is a mean over its places. All "
    "places share one kernel: over the paths, add.",
    "nothing from behind": "Only the last step of time gets blame. What runs back "
    "from δ⟨t+1⟩ through w is missing.",
    "mean as constant": "The mean of the normalisation is taken for a constant. Every "
    "number of a column moves it, so blame comes back through it, too.",
}
KINDS = {
    "blame to all": later.Images, "mean over places": later.Images,
    "nothing from behind": later.Rows, "mean as constant": later.Normalised,
}  # fmt: skip
EXHIBITS = {
    "A": "w not transposed", "B": "b not summed", "C": "blame to all",
    "D": "mean as constant", "E": "not reset", "F": "new w³ in δ²",
    "G": "mask forgotten", "H": "softmax down the columns", "I": "root left out",
}  # fmt: skip
ARRAYS = ("w", 2), ("b", 2), ("w", 3), ("b", 3)


@cache
def flowers():
    """Return x (4, 150), each length with mean 0 and spread 1, and one-hot y (3, 150).

    Both are read-only.
    """
    iris = load_iris()
    x = np.stack(
        [iris.sepal_length, iris.sepal_width, iris.petal_length, iris.petal_width]
    )
    x = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
    _, labels = np.unique(iris.species, return_inverse=True)
    y = one_hot(labels, 3).T
    x.flags.writeable = y.flags.writeable = False
    return x, y


def patient(bug="", seed=SEED):
    """Return a fresh network for a bug, itself healthy: of the kind that can have it.

    For "diagonal only" it ends in softmax; for those of KINDS it reads digits. A bug of
    looks.BLIND is in the network itself.
    """
    kind = (KINDS | looks.BLIND).get(bug)
    if kind is not None:
        return kind.random(np.random.default_rng(seed))
    if bug == "diagonal only":
        return softmax_patient(seed)
    rng = np.random.default_rng(seed)
    return Network.random(LAYERS, rng, 1.0, sigmoid, quadratic, sigmoid)


def softmax_patient(seed=SEED, size=1.0):
    """Return a fresh network that ends in softmax; weights and biases N(0, size²)."""
    rng = np.random.default_rng(seed)
    return Network.random(LAYERS, rng, size, sigmoid, log_likelihood, softmax)


def data_for(network):
    """Return x and y that a patient learns from: digits, texts, or flowers."""
    return network.data() if isinstance(network, later.Patient) else flowers()


def bugs_of(network):
    """Return the names of the bugs that this network of flowers can have."""
    ends_in_softmax = network.sigma[3] is softmax
    return [bug for bug in FLOWER_BUGS if (bug == "diagonal only") == ends_in_softmax]


def output_delta(network, z, a, y, bugs=RIGHT):
    """Return δ³ (n_3, m) by BP1 for z, a, y (n_3, m)."""
    if network.sigma[3] is softmax:
        if "diagonal only" in bugs:
            return network.cost.derivative(a, y) * a * (1 - a)
        return network.cost.output_delta(z, a, y, softmax)
    residual = (1 if "lost the 2" in bugs else 2) * (a - y)
    if "σ′ left out" in bugs:
        return residual
    return residual * sigmoid.derivative(a if "σ′ at a" in bugs else z)


def hidden_delta(w3, delta3, z, a, bugs=RIGHT):
    """Return δ² (n_2, m) of sigmoid neurons by BP2 for z, a (n_2, m), w3 (n_3, n_2)."""
    if "last path only" in bugs:
        w3, delta3 = w3[-1:], delta3[-1:]
    back = (w3 if "w not transposed" in bugs else w3.T) @ delta3
    return back * sigmoid.derivative(a if "σ′ at a" in bugs else z)


def backward(network, z, a, y, bugs=RIGHT, eta=0.0):
    """Return nabla_w and nabla_b, dicts for layers 2 and 3, as Network.backward does.

    eta is the size of the step that follows: "new w³ in δ²" takes a part of it before.
    """
    if isinstance(network, later.Patient):
        return network.backward(z, a, y, bugs)
    m = 1 if "sum for mean" in bugs else y.shape[1]
    delta3 = output_delta(network, z[3], a[3], y, bugs)
    w3, nabla_w3 = network.w[3], delta3 @ a[2].T / m
    if "new w³ in δ²" in bugs:
        w3 = w3 - eta * nabla_w3
    delta = {2: hidden_delta(w3, delta3, z[2], a[2], bugs), 3: delta3}
    nabla_w = {2: delta[2] @ a[1].T / m, 3: nabla_w3}
    if "b not summed" in bugs:
        return nabla_w, delta
    return nabla_w, {l: delta[l].sum(axis=1, keepdims=True) / m for l in delta}


def descend(network, x, y, eta, plan):
    """Take a step for each set of bugs of the plan; yield the cost before each.

    The network is changed. With "not reset" the gradients add up from step to step.
    """
    total = None
    for bugs in plan:
        z, a = network.forward(x)
        yield network.cost(a[3], y)
        nabla = in_order(*backward(network, z, a, y, bugs, eta))
        if "not reset" in bugs and total is not None:
            nabla = [old + new for old, new in zip(total, nabla, strict=True)]
        total = nabla
        for (kind, l), slope in zip(ARRAYS, nabla, strict=True):
            parameters = getattr(network, kind)
            parameters[l] = parameters[l] - eta * slope


class Run(NamedTuple):
    """The costs (steps + 1,) of a run, and the part of the data that ends right."""

    costs: np.ndarray
    right: float


def train(network, eta=ETA, plan=()):
    """Carry out a plan on all its data, as descend does; return the Run."""
    x, y = data_for(network)
    costs = [*descend(network, x, y, eta, plan)]
    _, a = network.forward(x)
    right = fraction_right(a[3], y.argmax(axis=0))
    return Run(np.array([*costs, network.cost(a[3], y)]), right)


def always(bug, steps=STEPS):
    """Return the plan that has a bug ("" for none) at each of its steps."""
    return repeat(frozenset({bug} - {""}), steps)


def trace(network, x, y, eta, bugs=RIGHT):
    """Return ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³, then w², b², w³, b³ after two steps.

    The network stays as it is. This is what a bug is recognised by.
    """
    network = network.copy()
    nabla = backward(network, *network.forward(x), y, bugs)
    list(descend(network, x, y, eta, repeat(bugs, 2)))
    return *in_order(*nabla), *in_order(network.w, network.b)


def in_order(w, b):
    """Return the arrays of two dicts by layer in the order of ARRAYS."""
    return w[2], b[2], w[3], b[3]
