"""The exercises of this page: local slopes, paths, a chain, and measured slopes."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import CURVES, THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

NUMBER = "a number"


def local_slopes(u, v, z):
    """Return ∂p/∂u, ∂p/∂v and ∂a/∂z for p = u v and a = σ(z)."""
    a = 1 / (1 + np.exp(-z))
    return v, u, a * (1 - a)


def dC_dw_twice(w, x, b, y):
    """Return ∂C/∂w for u = w x + b, v = w u, C = (v − y)²."""
    u = w * x + b
    v = w * u
    first = 2 * (v - y) * u
    second = 2 * (v - y) * w * x
    return first + second


def chain_deltas(w3, w4, z2, z3, z4, y):
    """Return δ⁴, δ³, δ² of a chain of three neurons, C = (σ(z⁴) − y)²."""
    delta4 = 2 * (sigmoid(z4) - y) * sigmoid.derivative(z4)
    delta3 = delta4 * w4 * sigmoid.derivative(z3)
    delta2 = delta3 * w3 * sigmoid.derivative(z2)
    return delta4, delta3, delta2


def central_difference(f, x, epsilon):
    """Return (f(x + ε) − f(x − ε)) / 2ε."""
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


def relative_error(p, q):
    """Return |p − q| divided by the larger of |p| and |q|."""
    return np.abs(p - q) / max(np.abs(p), np.abs(q))


def numbers_like(*first):
    """Return an inputs(rng) that yields these numbers, then as many random ones."""

    def inputs(rng):
        yield first
        for numbers in rng.normal(0, 2, size=(6, len(first))):
            yield tuple(numbers.tolist())

    return inputs


def chains(rng):
    """Yield w³, w⁴, z², z³, z⁴ and a target y between 0 and 1."""
    yield -1.5, 2.0, 0.7, -0.8, 0.2, 1.0
    for numbers in rng.normal(0, 1.5, size=(6, 5)):
        yield *numbers.tolist(), rng.uniform()


def curves_at_points(rng):
    """Yield each of CURVES, the cubic one first, with a place x and an ε."""
    yield CURVES[1], 2.0, 0.1
    for curve in (*CURVES[:1], *CURVES[2:]):
        yield curve, rng.uniform(0.2, 2), rng.uniform(0.05, 0.8)


def pairs(rng):
    """Yield two numbers of about the same size, large or small."""
    yield 0.5, -0.25
    yield -3.0, -4.0
    for size in (1e-6, 1.0, 1e4, 1e-3):
        p = size * rng.uniform(0.5, 2) * float(rng.choice([-1, 1]))
        yield p, p * rng.uniform(0.2, 1.8)


PRIMES = {z: f"sigmoid.derivative({z})" for z in ("z4", "z3", "z2")}


def sigmoid_slips(primes):
    """Return the slips around σ′; primes maps each z to how its σ′(z) is written."""

    def written(code):
        return {prime: code.format(z=z) for z, prime in primes.items()}

    return (
        Slip("σ for σ′", written("sigmoid({z})"),
             "One factor is σ(z) itself. What is asked for is its slope, σ′(z) = σ(z) "
             "(1 − σ(z))."),
        Slip("z (1 − z)", written("{z} * (1 - {z})"),
             "One factor is z (1 − z). σ′(z) is a (1 − a), with a = σ(z)."),
        Slip("σ′ at a", written("sigmoid.derivative(sigmoid({z}))"),
             "σ′ is taken at a = σ(z). It belongs at z, and σ′(z) = a (1 − a): the "
             "a (1 − a) needs no second σ."),
    )  # fmt: skip


def divided_by(size):
    """Return the edits that let `relative_error` divide by another size."""
    return {"max(np.abs(p), np.abs(q))": size}


TURNED_ROUND = "The sign is wrong: it looks like the target minus the output."
SQUARE_KEPT = "The square is still there: the slope of r² is 2 r, without it."

EXERCISES = (
    Exercise(
        prompt="The local slopes of p = u v, by u and by v, and of a = σ(z).",
        arguments=dict.fromkeys("uvz", NUMBER),
        returns=(Part("∂p/∂u"), Part("∂p/∂v"), Part("∂a/∂z")),
        inputs=numbers_like(3.0, -2.0, 0.5),
        solution=local_slopes,
        slips=(
            Slip("exchanged", {"return v, u": "return u, v"},
                 "∂p/∂u and ∂p/∂v have changed places. If u grows by 1, how much does "
                 "u v grow?"),
            Slip("as in a sum", {"return v, u": "return 1, 1"},
                 "1 and 1 are the slopes of a sum, u + v. In a product each slope is "
                 "the other factor."),
            Slip("the value for a slope", {"return v, u": "return u * v, u * v"},
                 "u v is the value of the node p. Its slope by u says how fast u v "
                 "grows when u grows alone."),
            Slip("both at once", {"return v, u": "return u + v, u + v"},
                 "u + v mixes the two edges. Each edge has a slope of its own, taken "
                 "while the other number holds still."),
            *sigmoid_slips({"z": "a * (1 - a)"}),
        ),
        hints=(
            "Hold v still. Then p = u v is a straight line in u. How steep is it?",
            "For a product each slope is the other factor.",
            "σ′(z) = a (1 − a), with a = 1 / (1 + np.exp(-z)).",
        ),
    ),
    Exercise(
        prompt="∂C/∂w when w is used twice: u = w x + b, v = w u, C = (v − y)².",
        arguments=dict.fromkeys("wxby", NUMBER),
        returns=(Part("∂C/∂w"),),
        inputs=numbers_like(2.0, 3.0, -1.0, 8.0),
        solution=dC_dw_twice,
        slips=(
            Slip("first path only", {"return first + second": "return first"},
                 "This is the short path alone, w → v → C. w also acts through u: add "
                 "that path."),
            Slip("second path only", {"return first + second": "return second"},
                 "This is the long path alone, through u. w also goes straight into "
                 "v = w u: add that path."),
            Slip("paths multiplied", {"first + second": "first * second"},
                 "The two paths are multiplied. Factors along one path are "
                 "multiplied; the paths themselves are added."),
            Slip("half of it", {"first = 2 *": "first =", "second = 2 *": "second ="},
                 "This is half of it. The slope of r² is 2 r, and the two paths are "
                 "added: their mean is too small."),
            Slip("a factor w left out", {"* w * x": "* x"},
                 "The long path lacks a factor: from u to v stands the slope "
                 "∂v/∂u = w."),
            Slip("b left out", {"* u\n    second": "* (w * x)\n    second"},
                 "On the short path the slope ∂v/∂w is u, and u = w x + b: b is "
                 "missing there."),
            Slip("turned round", {"(v - y) * u": "(y - v) * u", "(v - y)": "(y - v)"},
                 TURNED_ROUND),
            Slip("square kept", {") * u": ") ** 2 * u", ") * ": ") ** 2 * "},
                 SQUARE_KEPT),
        ),
        hints=(
            "Work out u and v first. By which two paths does w reach v?",
            "Short path: 2 (v − y) · u. Long path: 2 (v − y) · w · x.",
            "Add the two products.",
        ),
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="δ⁴, δ³ and δ² of a chain of three neurons, each from the one before.",
        arguments=dict.fromkeys(("w3", "w4", "z2", "z3", "z4", "y"), NUMBER),
        returns=(Part("δ⁴"), Part("δ³"), Part("δ²")),
        inputs=chains,
        solution=chain_deltas,
        slips=(
            Slip("lost the 2", {"2 * ": ""},
                 "The factor 2 is missing: the slope of r² is 2 r."),
            Slip("turned round", {"sigmoid(z4) - y": "y - sigmoid(z4)"}, TURNED_ROUND),
            Slip("square kept", {"- y)": "- y) ** 2"}, SQUARE_KEPT),
            *sigmoid_slips(PRIMES),
            Slip("σ′ left out", dict.fromkeys(PRIMES.values(), "1"),
                 "The factors σ′ are missing: between z and a of each neuron stands a "
                 "sigmoid."),
            Slip("weights exchanged", {"* w4": "* w3", "delta3 * w3": "delta3 * w4"},
                 "w³ and w⁴ have changed places. From z⁴ back to a³ stands w⁴."),
            Slip("weights left out", {" * w4": "", " * w3": ""},
                 "The weights are missing: z⁴ = w⁴ a³ + b⁴, so its local slope by a³ "
                 "is w⁴."),
            Slip("a layer skipped", {"= delta3": "= delta4"},
                 "δ² is built from δ⁴. The walk back passes layer 3 first: δ² comes "
                 "from δ³."),
            Slip("σ′ one layer too late", {"(z3)\n": "(z4)\n", "(z2)\n": "(z3)\n"},
                 "σ′ belongs to the layer that you arrive at: σ′(z³) for δ³, σ′(z²) "
                 "for δ²."),
        ),
        hints=(
            "δ⁴ has two factors: the slope of the cost at a⁴ = σ(z⁴), and σ′(z⁴).",
            "From z⁴ back to z³ lie two edges, with slopes w⁴ and σ′(z³).",
            "δ³ = δ⁴ w⁴ σ′(z³), and δ² = δ³ w³ σ′(z²).",
        ),
    ),
    Exercise(
        prompt="The central difference of f at x: a slope measured to both sides.",
        arguments={"f": "a function", "x": NUMBER, "epsilon": "a number above 0"},
        returns=(Part("slope"),),
        inputs=curves_at_points,
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
        arguments=dict.fromkeys("pq", NUMBER),
        returns=(Part("relative error"),),
        inputs=pairs,
        solution=relative_error,
        slips=(
            Slip("not divided", divided_by("1"),
                 "This is the absolute error, |p − q|. Divide it by the larger of the "
                 "two sizes."),
            Slip("sign kept", {"np.abs(p - q)": "(p - q)"},
                 "This can be negative. Take the size of the difference, |p − q|."),
            Slip("divided by |p|", divided_by("np.abs(p)"),
                 "This divides by |p| alone. If p is 0, that fails: take the larger of "
                 "|p| and |q|."),
            Slip("divided by |q|", divided_by("np.abs(q)"),
                 "This divides by |q| alone. If q is 0, that fails: take the larger of "
                 "|p| and |q|."),
            Slip("divided by |p + q|", divided_by("np.abs(p + q)"),
                 "This divides by |p + q|. With p = −q that is 0, and a wrong sign is "
                 "just what a check must find."),
            Slip("divided by |p| + |q|", divided_by("(np.abs(p) + np.abs(q))"),
                 "This divides by |p| + |q|. That is safe, too, but here we take the "
                 "larger of the two."),
            Slip("divided by the mean size", divided_by("np.mean(np.abs([p, q]))"),
                 "This divides by the mean of |p| and |q|. Here we take the larger of "
                 "the two."),
            Slip("divided by the smaller", divided_by("min(np.abs(p), np.abs(q))"),
                 "This divides by the smaller of the two sizes. Take the larger: it is "
                 "0 only if both are."),
            Slip("larger before size", divided_by("max(p, q)"),
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
