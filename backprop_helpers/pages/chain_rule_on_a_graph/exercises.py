"""Exercises of notebook 03, first part: local slopes, two paths, a chain of neurons."""

import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import CURVES, THIS_PAGE
from backprop_helpers.practice.exercise import Exercise

NUMBER = "a number"
SIGMOID_SLIPS = {
    "σ for σ′": "One factor is σ(z) itself. What is asked for is its slope, "
    "σ′(z) = σ(z) (1 − σ(z)).",
    "z (1 − z)": "One factor is z (1 − z). σ′(z) is a (1 − a), with a = σ(z).",
    "σ′ at a": "σ′ is taken at a = σ(z). It belongs at z, and σ′(z) = a (1 − a): the "
    "a (1 − a) needs no second σ.",
}
COST_SLIPS = {
    "lost the 2": "The factor 2 is missing: the slope of r² is 2 r.",
    "turned round": "The sign is wrong: it looks like the target minus the output.",
    "square kept": "The square is still there: the slope of r² is 2 r, without it.",
}


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


def _prime(z, slips):
    a = sigmoid(z)
    wrong = {"σ for σ′": a, "z (1 − z)": z * (1 - z), "σ′ at a": sigmoid.derivative(a)}
    wrong["σ′ left out"] = 1.0
    return next((wrong[n] for n in wrong if n in slips), sigmoid.derivative(z))


def _two_errors(output, y, slips):
    error = y - output if "turned round" in slips else output - y
    error = error**2 if "square kept" in slips else error
    return error if "lost the 2" in slips else 2 * error


def _local_slopes(u, v, z, slips=frozenset()):
    slopes = {"exchanged": (u, v), "as in a sum": (1, 1), "both at once": (u + v,) * 2}
    slopes["the value for a slope"] = (u * v, u * v)
    of_product = next((slopes[n] for n in slopes if n in slips), (v, u))
    return *of_product, _prime(z, slips)


def _dC_dw_twice(w, x, b, y, slips=frozenset()):
    u = w * x + b
    error = _two_errors(w * u, y, slips)
    first = error * (w * x if "b left out" in slips else u)
    second = error * x * (1 if "a factor w left out" in slips else w)
    if "paths multiplied" in slips:
        return first * second
    first = 0 if "second path only" in slips else first
    second = 0 if "first path only" in slips else second
    return (first + second) / (2 if "half of it" in slips else 1)


def _chain_deltas(w3, w4, z2, z3, z4, y, slips=frozenset()):
    if "weights exchanged" in slips:
        w3, w4 = w4, w3
    if "weights left out" in slips:
        w3 = w4 = 1
    delta4 = _two_errors(sigmoid(z4), y, slips) * _prime(z4, slips)
    if "σ′ one layer too late" in slips:
        z2, z3 = z3, z4
    delta3 = delta4 * w4 * _prime(z3, slips)
    before = delta4 if "a layer skipped" in slips else delta3
    return delta4, delta3, before * w3 * _prime(z2, slips)


def _three_numbers(rng):
    yield 3.0, -2.0, 0.5
    for u, v, z in rng.normal(0, 2, size=(6, 3)):
        yield float(u), float(v), float(z)


def _lines_used_twice(rng):
    yield 2.0, 3.0, -1.0, 8.0
    for numbers in rng.normal(0, 2, size=(6, 4)):
        yield tuple(float(number) for number in numbers)


def _chains(rng):
    yield -1.5, 2.0, 0.7, -0.8, 0.2, 1.0
    for w3, w4, z2, z3, z4 in rng.normal(0, 1.5, size=(6, 5)):
        yield (*map(float, (w3, w4, z2, z3, z4)), float(rng.uniform()))


def central_difference(f, x, epsilon):
    """Return (f(x + ε) − f(x − ε)) / 2ε."""
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


def relative_error(p, q):
    """Return |p − q| divided by the larger of |p| and |q|."""
    return np.abs(p - q) / max(np.abs(p), np.abs(q))


def _central_difference(f, x, epsilon, slips=frozenset()):
    right, left, run = f(x + epsilon), f(x - epsilon), 2 * epsilon
    if "one-sided" in slips:
        left, run = f(x), epsilon
    if "backward" in slips:
        right, run = f(x), epsilon
    if "ε outside f" in slips:
        right, left = f(x) + epsilon, f(x) - epsilon
    if "half the run" in slips:
        run = epsilon
    if "not divided" in slips:
        run = 1
    if "brackets lost" in slips:
        run = 2 / epsilon
    rise = left - right if "turned round" in slips else right - left
    rise = right + left if "added" in slips else rise
    return rise / run


def _relative_error(p, q, slips=frozenset()):
    size = {
        "divided by |p|": np.abs(p),
        "divided by |q|": np.abs(q),
        "divided by |p + q|": np.abs(p + q),
        "divided by |p| + |q|": np.abs(p) + np.abs(q),
        "divided by the mean size": (np.abs(p) + np.abs(q)) / 2,
        "divided by the smaller": min(np.abs(p), np.abs(q)),
        "larger before size": max(p, q),
        "not divided": 1.0,
    }
    divisor = next((size[n] for n in size if n in slips), max(np.abs(p), np.abs(q)))
    difference = p - q if "sign kept" in slips else np.abs(p - q)
    return difference / divisor


def _points(rng):
    yield CURVES[1], 2.0, 0.1
    for curve in (*CURVES[:1], *CURVES[2:]):
        yield curve, float(rng.uniform(0.2, 2)), float(rng.uniform(0.05, 0.8))


def _pairs(rng):
    yield 0.5, -0.25
    yield -3.0, -4.0
    for size in (1e-6, 1.0, 1e4, 1e-3):
        p = size * float(rng.uniform(0.5, 2)) * float(rng.choice([-1, 1]))
        yield p, p * float(rng.uniform(0.2, 1.8))


EXERCISES = (
    Exercise(
        prompt="The local slopes of p = u v, by u and by v, and of a = σ(z).",
        arguments={"u": NUMBER, "v": NUMBER, "z": NUMBER},
        returns=(Part("∂p/∂u"), Part("∂p/∂v"), Part("∂a/∂z")),
        inputs=_three_numbers,
        reference=_local_slopes,
        slips={
            "exchanged": "∂p/∂u and ∂p/∂v have changed places. If u grows by 1, how "
            "much does u v grow?",
            "as in a sum": "1 and 1 are the slopes of a sum, u + v. In a product each "
            "slope is the other factor.",
            "the value for a slope": "u v is the value of the node p. Its slope by u "
            "says how fast u v grows when u grows alone.",
            "both at once": "u + v mixes the two edges. Each edge has a slope of its "
            "own, taken while the other number holds still.",
        }
        | SIGMOID_SLIPS,
        hints=(
            "Hold v still. Then p = u v is a straight line in u. How steep is it?",
            "For a product each slope is the other factor.",
            "σ′(z) = a (1 − a), with a = 1 / (1 + np.exp(-z)).",
        ),
        solution=local_slopes,
    ),
    Exercise(
        prompt="∂C/∂w when w is used twice: u = w x + b, v = w u, C = (v − y)².",
        arguments={"w": NUMBER, "x": NUMBER, "b": NUMBER, "y": NUMBER},
        returns=(Part("∂C/∂w"),),
        inputs=_lines_used_twice,
        reference=_dC_dw_twice,
        slips={
            "first path only": "This is the short path alone, w → v → C. w also acts "
            "through u: add that path.",
            "second path only": "This is the long path alone, through u. w also goes "
            "straight into v = w u: add that path.",
            "paths multiplied": "The two paths are multiplied. Factors along one path "
            "are multiplied; the paths themselves are added.",
            "half of it": "This is half of it. The slope of r² is 2 r, and the two "
            "paths are added: their mean is too small.",
            "a factor w left out": "The long path lacks a factor: from u to v stands "
            "the slope ∂v/∂u = w.",
            "b left out": "On the short path the slope ∂v/∂w is u, and u = w x + b: b "
            "is missing there.",
            "turned round": COST_SLIPS["turned round"],
            "square kept": COST_SLIPS["square kept"],
        },
        hints=(
            "Work out u and v first. By which two paths does w reach v?",
            "Short path: 2 (v − y) · u. Long path: 2 (v − y) · w · x.",
            "Add the two products.",
        ),
        solution=dC_dw_twice,
        example=THIS_PAGE,
    ),
    Exercise(
        prompt="δ⁴, δ³ and δ² of a chain of three neurons, each from the one before.",
        arguments=dict.fromkeys(("w3", "w4", "z2", "z3", "z4", "y"), NUMBER),
        returns=(Part("δ⁴"), Part("δ³"), Part("δ²")),
        inputs=_chains,
        reference=_chain_deltas,
        slips=COST_SLIPS
        | SIGMOID_SLIPS
        | {
            "σ′ left out": "The factors σ′ are missing: between z and a of each neuron "
            "stands a sigmoid.",
            "weights exchanged": "w³ and w⁴ have changed places. From z⁴ back to a³ "
            "stands w⁴.",
            "weights left out": "The weights are missing: z⁴ = w⁴ a³ + b⁴, so its "
            "local slope by a³ is w⁴.",
            "a layer skipped": "δ² is built from δ⁴. The walk back passes layer 3 "
            "first: δ² comes from δ³.",
            "σ′ one layer too late": "σ′ belongs to the layer that you arrive at: "
            "σ′(z³) for δ³, σ′(z²) for δ².",
        },
        hints=(
            "δ⁴ has two factors: the slope of the cost at a⁴ = σ(z⁴), and σ′(z⁴).",
            "From z⁴ back to z³ lie two edges, with slopes w⁴ and σ′(z³).",
            "δ³ = δ⁴ w⁴ σ′(z³), and δ² = δ³ w³ σ′(z²).",
        ),
        solution=chain_deltas,
    ),
    Exercise(
        prompt="The central difference of f at x: a slope measured to both sides.",
        arguments={"f": "a function", "x": "a number", "epsilon": "a number above 0"},
        returns=(Part("slope"),),
        inputs=_points,
        reference=_central_difference,
        slips={
            "one-sided": "This goes from x to x + ε: a one-sided difference. Start at "
            "x − ε instead.",
            "backward": "This goes from x − ε to x: a one-sided difference. End at "
            "x + ε instead.",
            "half the run": "The rise goes from x − ε to x + ε. How long is the run?",
            "not divided": "This is the rise. Divide it by the run, 2 ε.",
            "brackets lost": "Python reads a / 2 * epsilon from left to right, so this "
            "multiplies by ε. Put brackets round 2 * epsilon.",
            "turned round": "The sign is wrong: the right end minus the left end.",
            "added": "The two values are added. The rise is their difference.",
            "ε outside f": "ε is added to f(x). Add it to x, inside the brackets of f.",
        },
        hints=(
            "As on page 01, a slope is rise over run. Here the left end is x − ε.",
            "The rise is f(x + ε) − f(x − ε). The run is 2 ε.",
            "(f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)",
        ),
        solution=central_difference,
    ),
    Exercise(
        prompt="The relative error of two numbers p and q that are not both 0.",
        arguments={"p": "a number", "q": "a number"},
        returns=(Part("relative error"),),
        inputs=_pairs,
        reference=_relative_error,
        slips={
            "not divided": "This is the absolute error, |p − q|. Divide it by the "
            "larger of the two sizes.",
            "sign kept": "This can be negative. Take the size of the difference, "
            "|p − q|.",
            "divided by |p|": "This divides by |p| alone. If p is 0, that fails: take "
            "the larger of |p| and |q|.",
            "divided by |q|": "This divides by |q| alone. If q is 0, that fails: take "
            "the larger of |p| and |q|.",
            "divided by |p + q|": "This divides by |p + q|. With p = −q that is 0, and "
            "a wrong sign is just what a check must find.",
            "divided by |p| + |q|": "This divides by |p| + |q|. That is safe, too, but "
            "here we take the larger of the two.",
            "divided by the mean size": "This divides by the mean of |p| and |q|. Here "
            "we take the larger of the two.",
            "divided by the smaller": "This divides by the smaller of the two sizes. "
            "Take the larger: it is 0 only if both are.",
            "larger before size": "This takes the larger of p and q, with their signs. "
            "First the sizes |p| and |q|, then the larger one.",
        },
        hints=(
            "Two steps: how far apart are p and q, and how large are they?",
            "The size of a number is abs(p). Python's max(…, …) gives the larger one.",
            "Divide abs(p - q) by max(abs(p), abs(q)).",
        ),
        solution=relative_error,
    ),
)
