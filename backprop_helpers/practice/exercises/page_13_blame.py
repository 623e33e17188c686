"""Exercises of notebook 13, first part: one wrong line of the way back."""

import numpy as np

from backprop_helpers import museum
from backprop_helpers.functions import sigmoid, softmax
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise


def hidden_blame(w3, delta3, z2, a2):
    """Return δ² of sigmoid neurons, shape (n, m), from δ³ and w³."""
    return (w3.T @ delta3) * sigmoid.derivative(z2)


def softmax_blame(a3, y):
    """Return δ³, shape (n, m), of softmax outputs with the log-likelihood cost."""
    return a3 - y


def _hidden(rng):
    # As many outputs as hidden neurons: w³ the wrong way round has the right shape.
    for n, m in ((2, 3), (3, 4), (3, 1), (4, 2), (2, 5)):
        z2 = rng.normal(size=(n, m))
        w3, delta3 = rng.normal(size=(n, n)), rng.normal(size=(n, m))
        yield w3, delta3, z2, sigmoid(z2)


def _outputs(rng):
    a3 = np.array([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.3, 0.6]])
    yield a3, np.eye(3)[:, [0, 1, 1]]
    for n, m in ((3, 5), (2, 4), (5, 1), (4, 3)):
        yield softmax(rng.normal(size=(n, m))), np.eye(n)[:, rng.integers(n, size=m)]


def _hidden_blame(w3, delta3, z2, a2, slips=frozenset()):
    if "w³ left out" in slips:
        w3 = np.ones_like(w3)
    if "straight paths only" in slips:
        w3 = np.diag(np.diag(w3))
    if "σ′(z²) left out" in slips:
        flat = np.zeros_like(z2)  # where σ′ is ¼
        delta2 = 4 * museum.hidden_delta(w3, delta3, flat, flat, slips)
    else:
        delta2 = museum.hidden_delta(w3, delta3, z2, a2, slips)
    return delta2 / len(delta3) if "mean over the paths" in slips else delta2


def _softmax_blame(a3, y, slips=frozenset()):
    sign = -1 if "turned round" in slips else 1
    delta = sign * (a3 - y)
    if "diagonal only" in slips:
        delta = -sign * y * (1 - a3)
    if "right output left out" in slips:
        delta = delta * (1 - y)
    if "∂C/∂a only" in slips:
        delta = -sign * y / a3
    if "2 of the quadratic cost" in slips:
        delta = 2 * delta
    if "σ′ once more" in slips:
        delta = delta * a3 * (1 - a3)
    return delta / y.shape[1] if "divided by m" in slips else delta


EXERCISES = (
    Exercise(
        page=13,
        prompt="Mend BP2: δ² of sigmoid neurons, from δ³ and w³.",
        arguments={
            "w3": "shape (n, n)",
            "delta3": "shape (n, m)",
            "z2": "shape (n, m)",
            "a2": "shape (n, m)",
        },
        returns=(Part("δ²", "neurons"),),
        inputs=_hidden,
        reference=_hidden_blame,
        slips={
            name: museum.BUGS[name]
            for name in ("w not transposed", "last path only", "σ′ at a")
        }
        | {
            "σ′(z²) left out": "δ² lacks its factor σ′(z²): between z² and a² stands "
            "the sigmoid.",
            "straight paths only": "Each hidden neuron gets blame only from the output "
            "of the same number. It acts on all of them: add over all paths.",
            "w³ left out": "w³ is missing: each δ³ is multiplied by the weight of its "
            "path before the paths are added.",
            "mean over the paths": "You take the mean over the paths. The chain rule "
            "adds them up: no division.",
        },
        hints=(
            "Hidden neuron k acts on every output j, through w³ in row j, column k.",
            "Along a path: δ³ of output j, times that weight, times σ′(z²) of neuron "
            "k. Over the paths: add.",
            "For all at once: (w3.T @ delta3) * sigmoid.derivative(z2).",
        ),
        solution=hidden_blame,
    ),
    Exercise(
        page=13,
        prompt="δ³ of softmax outputs with the log-likelihood cost, for m examples.",
        arguments={"a3": "shape (n, m)", "y": "shape (n, m), one-hot columns"},
        returns=(Part("δ³", "neurons"),),
        inputs=_outputs,
        reference=_softmax_blame,
        slips={"diagonal only": museum.BUGS["diagonal only"]}
        | {
            "turned round": "The sign is wrong: an output that is too large needs a "
            "positive δ³.",
            "right output left out": "The output of the right class has no blame. It "
            "is too small, by 1 − a: it needs a negative δ³.",
            "∂C/∂a only": "This is ∂C/∂a. From a back to z lead the slopes of softmax, "
            "added over all paths.",
            "2 of the quadratic cost": "The factor 2 belongs to the quadratic cost. "
            "Here C is −ln a of the right output.",
            "σ′ once more": "There is a factor a (1 − a) too many: that slope belongs "
            "to a sigmoid, and the slopes of softmax are in δ³ already.",
            "divided by m": "You divide by m. Keep δ³ of each example by itself; the "
            "mean is taken in BP3 and BP4.",
        },
        hints=(
            "Take one column with right class c: C = −ln a_c, so ∂C/∂a_c = −1/a_c.",
            "The slopes of softmax: ∂a_c/∂z_c = a_c (1 − a_c), and ∂a_c/∂z_j = "
            "−a_c a_j for the other j.",
            "So δ is a_c − 1 at the right class and a_j at the others. y holds that 1.",
        ),
        solution=softmax_blame,
    ),
)
