"""Exercises of notebook 13, first part: one wrong line of the way back."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid, softmax
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.bug_museum import example as museum
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import Curve
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
    Exercise(
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
