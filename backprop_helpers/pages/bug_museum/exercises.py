"""Exercises: wrong lines of the way back, a descent, and how to measure a slope."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid, softmax
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.bug_museum.example import BUGS
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import CURVES, Curve
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def hidden_blame(w3, delta3, z2, a2):
    """Return δ² of sigmoid neurons, shape (n, m), from δ³ and w³."""
    return (w3.T @ delta3) * sigmoid.derivative(z2)


def _hidden(rng):
    # As many outputs as hidden neurons: w³ the wrong way round has the right shape.
    for n, m in ((2, 3), (3, 4), (3, 1), (4, 2), (2, 5)):
        z2 = rng.normal(size=(n, m))
        w3, delta3 = rng.normal(size=(n, n)), rng.normal(size=(n, m))
        yield w3, delta3, z2, sigmoid(z2)


def softmax_blame(a3, y):
    """Return δ³, shape (n, m), of softmax outputs with the log-likelihood cost."""
    return a3 - y


def _outputs(rng):
    a3 = np.array([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.3, 0.6]])
    yield a3, np.eye(3)[:, [0, 1, 1]]
    for n, m in ((3, 5), (2, 4), (5, 1), (4, 3)):
        yield softmax(rng.normal(size=(n, m))), np.eye(n)[:, rng.integers(n, size=m)]


def steps_down(gradient, W, eta, steps):
    """Return W, shape (n,), after some steps of gradient descent."""
    for _ in range(steps):
        W = W - eta * gradient(W)
    return W


TWICE = Curve("2 W", lambda W: 2 * W)
WALKS = (  # a gradient, the size of W, and how many steps
    (Curve("3 (W − 1)", lambda W: 3 * (W - 1)), 2, 3),
    (Curve("W³", lambda W: W**3), 3, 4),
    (Curve("sin W", np.sin), 2, 5),
    (Curve("W + tanh W", lambda W: W + np.tanh(W)), 4, 3),
)


def _walks(rng):
    yield TWICE, np.array([1.0]), 0.1, 2
    for gradient, n, steps in WALKS:
        yield gradient, rng.normal(size=n), float(rng.uniform(0.05, 0.3)), steps


def backward_pass(w, z, a, y):
    """Return ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³ of a sigmoid network with L = 3."""
    m = y.shape[1]
    delta3 = 2 * (a[3] - y) * sigmoid.derivative(z[3])
    delta2 = (w[3].T @ delta3) * sigmoid.derivative(z[2])
    nabla_w2, nabla_w3 = delta2 @ a[1].T / m, delta3 @ a[2].T / m
    nabla_b2 = delta2.mean(axis=1, keepdims=True)
    nabla_b3 = delta3.mean(axis=1, keepdims=True)
    return nabla_w2, nabla_b2, nabla_w3, nabla_b3


def _passes(rng):
    # Equal widths, and never two examples: with m = 2, sum for mean hides a lost 2.
    for n, m in ((2, 3), (3, 4), (3, 5), (4, 3), (2, 6)):
        network = Network.random((n + 1, n, n), rng)
        z, a = network.forward(rng.normal(size=(n + 1, m)))
        yield network.w, z, a, rng.uniform(size=(n, m))


def central_difference(f, x, epsilon):
    """Return (f(x + ε) − f(x − ε)) / 2ε."""
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


def _curves(rng):
    """Yield each of CURVES, the cubic one first, with a place x and an ε."""
    yield CURVES[1], 2.0, 0.1
    for curve in (*CURVES[:1], *CURVES[2:]):
        yield curve, rng.uniform(0.2, 2), rng.uniform(0.05, 0.8)


def relative_error(p, q):
    """Return |p − q| divided by the larger of |p| and |q|."""
    return np.abs(p - q) / max(np.abs(p), np.abs(q))


def _pairs(rng):
    """Yield two numbers of about the same size, large or small."""
    yield 0.5, -0.25
    yield -3.0, -4.0
    for size in (1e-6, 1.0, 1e4, 1e-3):
        p = size * rng.uniform(0.5, 2) * float(rng.choice([-1, 1]))
        yield p, p * rng.uniform(0.2, 1.8)


def _divided_by(size):
    """Return the edits that let `relative_error` divide by another size."""
    return {"max(np.abs(p), np.abs(q))": size}


def _bug(name, edits):
    """Return the bug of this name in the museum as a Slip."""
    return Slip(name, edits, BUGS[name])


COLUMNS, BY_LAYER = "shape (n, m)", "a dict, one array for each layer"
EXERCISES = (
    Exercise(
        prompt="Mend BP2: δ² of sigmoid neurons, from δ³ and w³.",
        arguments={"w3": "shape (n, n)"}
        | dict.fromkeys(("delta3", "z2", "a2"), COLUMNS),
        returns=(Part("δ²", "neurons"),),
        inputs=_hidden,
        solution=hidden_blame,
        slips=(
            _bug("w not transposed", {"w3.T @": "w3 @"}),
            _bug("last path only", {"w3.T @ delta3": "w3[-1:].T @ delta3[-1:]"}),
            _bug("σ′ at a", {"derivative(z2)": "derivative(a2)"}),
            Slip("σ′(z²) left out", {" * sigmoid.derivative(z2)": ""},
                 "δ² lacks its factor σ′(z²): between z² and a² stands the sigmoid."),
            Slip("straight paths only", {"w3.T": "np.diag(np.diag(w3))"},
                 "Each hidden neuron gets blame only from the output of the same "
                 "number. It acts on all of them: add over all paths."),
            Slip("w³ left out", {"w3.T": "np.ones_like(w3)"},
                 "w³ is missing: each δ³ is multiplied by the weight of its path "
                 "before the paths are added."),
            Slip("mean over the paths", {"@ delta3)": "@ delta3 / len(delta3))"},
                 "You take the mean over the paths. The chain rule adds them up: no "
                 "division."),
        ),
        hints=(
            "Hidden neuron k acts on every output j, through w³ in row j, column k.",
            "Along a path: δ³ of output j, times that weight, times σ′(z²) of neuron "
            "k. Over the paths: add.",
            "For all at once: (w3.T @ delta3) * sigmoid.derivative(z2).",
        ),
    ),
    Exercise(
        prompt="δ³ of softmax outputs with the log-likelihood cost, for m examples.",
        arguments={"a3": COLUMNS, "y": f"{COLUMNS}, one-hot columns"},
        returns=(Part("δ³", "neurons"),),
        inputs=_outputs,
        solution=softmax_blame,
        slips=(
            _bug("diagonal only", {"a3 - y": "(a3 - y) * y"}),
            Slip("turned round", {"a3 - y": "y - a3"},
                 "The sign is wrong: an output that is too large needs a positive δ³."),
            Slip("right output left out", {"a3 - y": "a3 * (1 - y)"},
                 "The output of the right class has no blame. It is too small, by "
                 "1 − a: it needs a negative δ³."),
            Slip("∂C/∂a only", {"a3 - y": "-y / a3"},
                 "This is ∂C/∂a. From a back to z lead the slopes of softmax, added "
                 "over all paths."),
            Slip("2 of the quadratic cost", {"a3 - y": "2 * (a3 - y)"},
                 "The factor 2 belongs to the quadratic cost. Here C is −ln a of the "
                 "right output."),
            Slip("σ′ once more", {"a3 - y": "(a3 - y) * a3 * (1 - a3)"},
                 "There is a factor a (1 − a) too many: that slope belongs to a "
                 "sigmoid, and the slopes of softmax are in δ³ already."),
            Slip("divided by m", {"a3 - y": "(a3 - y) / y.shape[1]"},
                 "You divide by m. Keep δ³ of each example by itself; the mean is "
                 "taken in BP3 and BP4."),
        ),
        hints=(
            "Take one column with right class c: C = −ln a_c, so ∂C/∂a_c = −1/a_c.",
            "The slopes of softmax: ∂a_c/∂z_c = a_c (1 − a_c), and ∂a_c/∂z_j = "
            "−a_c a_j for the other j.",
            "So δ is a_c − 1 at the right class and a_j at the others. y holds that 1.",
        ),
    ),
    Exercise(
        prompt="Some steps of gradient descent: return the last W.",
        arguments={
            "gradient": "a function, gradient(W) has shape (n,)", "W": "shape (n,)",
            "eta": "a number", "steps": "a whole number",
        },
        returns=(Part("W", "inputs"),),
        inputs=_walks,
        solution=steps_down,
        slips=(
            _bug("not reset", {
                "for _": "total = 0\n    for _",
                "W = W": "total = total + gradient(W)\n        W = W",
                "eta * gradient(W)": "eta * total",
            }),
            Slip("gradient of the start",
                 {"for _": "start = W\n    for _", "gradient(W)": "gradient(start)"},
                 "Every step uses the gradient of the start. Ask for it anew at each "
                 "place: gradient(W), with W as it is now."),
            Slip("uphill", {"W - eta": "W + eta"},
                 "The steps go uphill: subtract, W − η times the gradient."),
            Slip("η forgotten", {"eta * ": ""},
                 "η is missing: subtract η times the gradient."),
            Slip("one step too few", {"range(steps)": "range(steps - 1)"},
                 "There is one step too few: range(steps) has `steps` rounds."),
            Slip("only one step", {"    return": "        return"},
                 "There is only one step. Look where `return` stands: inside the loop "
                 "it ends the function in the first round."),
        ),
        hints=(
            "Do two steps with a pencil, for the gradient 2 W and W = 1, η = 0.1.",
            "Which of your numbers are still there when the next step begins?",
            "In the loop: W = W - eta * gradient(W). Nothing else is carried along.",
        ),
    ),
    Exercise(
        prompt="A whole backward pass of a sigmoid network with L = 3, quadratic cost "
        "and m examples: ∂C/∂w², ∂C/∂b², ∂C/∂w³, ∂C/∂b³.",
        arguments=dict.fromkeys("wza", BY_LAYER) | {"y": COLUMNS},
        returns=(
            Part("∂C/∂w²", "weights"), Part("∂C/∂b²", "neurons"),
            Part("∂C/∂w³", "weights"), Part("∂C/∂b³", "neurons"),
        ),
        inputs=_passes,
        solution=backward_pass,
        slips=(
            _bug("sum for mean", {
                "y.shape[1]": "1", "delta2.mean": "delta2.sum",
                "delta3.mean": "delta3.sum",
            }),
            _bug("σ′ at a", {"(z[3])": "(a[3])", "(z[2])": "(a[2])"}),
            _bug("w not transposed", {"w[3].T @": "w[3] @"}),
            _bug("last path only", {"w[3].T @ delta3": "w[3][-1:].T @ delta3[-1:]"}),
            _bug("lost the 2", {"2 * (": "("}),
            _bug("σ′ left out", {" * sigmoid.derivative(z[3])": ""}),
            _bug("b not summed", {
                "delta2.mean(axis=1, keepdims=True)": "delta2",
                "delta3.mean(axis=1, keepdims=True)": "delta3",
            }),
            Slip("turned round", {"a[3] - y": "y - a[3]"},
                 "The sign is wrong: BP1 begins with a − y, not y − a."),
            Slip("first example only",
                 {"m = y": "y = y[:, :1]\n"
                  "    z, a = ({l: p[l][:, :1] for l in p} for p in (z, a))\n"
                  "    m = y"},
                 "Only the first example, column 0, is used. The gradient is the mean "
                 "over all columns."),
        ),
        hints=(
            "Go through the four equations, one line each: BP1, BP2, BP3, BP4.",
            "All four results wrong: look at BP1, or at the mean. Only those of layer "
            "2: look at BP2. Only the biases: look at BP3.",
            "δ³ = 2 (a³ − y) ⊙ σ′(z³), δ² = (w³)ᵀ δ³ ⊙ σ′(z²); then means over the "
            "columns.",
        ),
    ),
    Exercise(
        prompt="The central difference of f at x: a slope measured to both sides.",
        arguments={"f": "a function", "x": "a number", "epsilon": "a number above 0"},
        returns=(Part("slope"),),
        inputs=_curves,
        solution=central_difference,
        slips=(
            Slip("one-sided", {"f(x - epsilon)": "f(x)", "(2 * epsilon)": "epsilon"},
                 "This goes from x to x + ε: a one-sided difference. Start at x − ε "
                 "instead."),
            Slip("backward", {"f(x + epsilon)": "f(x)", "(2 * epsilon)": "epsilon"},
                 "This goes from x − ε to x: a one-sided difference. End at x + ε "
                 "instead."),
            Slip("half the run", {"(2 * epsilon)": "epsilon"},
                 "The rise goes from x − ε to x + ε. How long is the run?"),
            Slip("not divided", {" / (2 * epsilon)": ""},
                 "This is the rise. Divide it by the run, 2 ε."),
            Slip("brackets lost", {"(2 * epsilon)": "2 * epsilon"},
                 "Python reads a / 2 * epsilon from left to right, so this multiplies "
                 "by ε. Put brackets round 2 * epsilon."),
            Slip("turned round", {"return ": "return -"},
                 "The sign is wrong: the right end minus the left end."),
            Slip("added", {" - f(x": " + f(x"},
                 "The two values are added. The rise is their difference."),
            Slip("ε outside f", {"f(x + epsilon)": "(f(x) + epsilon)",
                                 "f(x - epsilon)": "(f(x) - epsilon)"},
                 "ε is added to f(x). Add it to x, inside the brackets of f."),
        ),
        hints=(
            "As on page 01, a slope is rise over run. Here the left end is x − ε.",
            "The rise is f(x + ε) − f(x − ε). The run is 2 ε.",
            "(f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)",
        ),
    ),
    Exercise(
        prompt="The relative error of two numbers p and q that are not both 0.",
        arguments=dict.fromkeys("pq", "a number"),
        returns=(Part("relative error"),),
        inputs=_pairs,
        solution=relative_error,
        slips=(
            Slip("not divided", _divided_by("1"),
                 "This is the absolute error, |p − q|. Divide it by the larger of the "
                 "two sizes."),
            Slip("sign kept", {"np.abs(p - q)": "(p - q)"},
                 "This can be negative. Take the size of the difference, |p − q|."),
            Slip("divided by |p|", _divided_by("np.abs(p)"),
                 "This divides by |p| alone. If p is 0, that fails: take the larger of "
                 "|p| and |q|."),
            Slip("divided by |q|", _divided_by("np.abs(q)"),
                 "This divides by |q| alone. If q is 0, that fails: take the larger of "
                 "|p| and |q|."),
            Slip("divided by |p + q|", _divided_by("np.abs(p + q)"),
                 "This divides by |p + q|. With p = −q that is 0, and a wrong sign is "
                 "just what a check must find."),
            Slip("divided by |p| + |q|", _divided_by("(np.abs(p) + np.abs(q))"),
                 "This divides by |p| + |q|. That is safe, too, but here we take the "
                 "larger of the two."),
            Slip("divided by the mean size", _divided_by("np.mean(np.abs([p, q]))"),
                 "This divides by the mean of |p| and |q|. Here we take the larger of "
                 "the two."),
            Slip("divided by the smaller", _divided_by("min(np.abs(p), np.abs(q))"),
                 "This divides by the smaller of the two sizes. Take the larger: it is "
                 "0 only if both are."),
            Slip("larger before size", _divided_by("max(p, q)"),
                 "This takes the larger of p and q, with their signs. First the sizes "
                 "|p| and |q|, then the larger one."),
        ),
        hints=(
            "Two steps: how far apart are p and q, and how large are they?",
            "The size of a number is abs(p). Python's max(…, …) gives the larger one.",
            "Divide abs(p - q) by max(abs(p), abs(q)).",
        ),
    ),
)  # fmt: skip
