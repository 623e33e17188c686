"""The exercises of this page: back through a neuron, two paths, and a chain."""

import numpy as np

from backprop_helpers.figures.numbers import high
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.cases import THIS_PAGE
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import cross_entropy_slip, prime_slips

NUMBER = "a number"


def neuron_back(w, x, b, blame_a):
    """Return ∂C/∂w, ∂C/∂x, ∂C/∂b of a = σ(w x + b) from ∂C/∂a."""
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    blame_z = blame_a * a * (1 - a)
    return blame_z * x, blame_z * w, blame_z


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


PRIMES = {z: f"sigmoid.derivative({z})" for z in ("z4", "z3", "z2")}


TURNED_ROUND = "The sign is wrong: it looks like the target minus the output."
SQUARED = "The square is not differentiated: r² is the cost. How fast does it change?"
SQUARE_KEPT = "The square is still there: the slope of r² is 2 r, without it."

EXERCISES = (
    Exercise(
        prompt="A neuron walks back: from the blame of a = σ(w x + b) to w, x and b.",
        arguments=dict.fromkeys(("w", "x", "b", "blame_a"), NUMBER),
        returns=(Part("∂C/∂w"), Part("∂C/∂x"), Part("∂C/∂b")),
        inputs=numbers_like(0.5, 3.0, -1.0, 2.0),
        solution=neuron_back,
        slips=(
            Slip("exchanged", {"blame_z * x, blame_z * w": "blame_z * w, blame_z * x"},
                 "The blames of w and x have changed places. If w grows by 1, by how "
                 "much does w x grow?"),
            Slip("blame taken for a",
                 {"blame_a * a * (1 - a)": "blame_a * (1 - blame_a)"},
                 "The slope of the sigmoid is made of its answer a = σ(z). blame_a is "
                 "∂C/∂a: it is multiplied by that slope."),
            Slip("blame of a left out", {"blame_a * ": ""},
                 "Only local slopes are in it: multiply by the blame of a, too."),
            Slip("σ′ left out", {" * a * (1 - a)": ""},
                 "The factor σ′ is missing: between z and a stands the sigmoid."),
            *prime_slips({"z": "a * (1 - a)"}),
            Slip("as in a sum", {"blame_z * x, blame_z * w": "blame_z, blame_z"},
                 "1 and 1 are the slopes of a sum. In a product each slope is the "
                 "other factor."),
            Slip("b for its slope", {", blame_z\n": ", blame_z * b\n"},
                 "The blame of b has the factor b. In z = w x + b the slope by b is "
                 "1, whatever b is."),
            Slip("b without σ′", {", blame_z\n": ", blame_a\n"},
                 "∂C/∂b is the blame of a here. But b goes into z: what does z hand to "
                 "it?"),
            Slip("x without blame", {", blame_z * w": ", 0.0"},
                 "The blame of x is 0 here. An input may not move, yet C grows with "
                 "it: it has blame all the same."),
            Slip("bias left out", {"z = w * x + b": "z = w * x"},
                 "σ′ is taken at w x: the bias is missing in z = w x + b."),
            Slip("bias subtracted", {"w * x + b": "w * x - b"},
                 "σ′ is taken at w x − b. The bias is added, whatever its sign."),
            Slip("turned round", {"blame_z = ": "blame_z = -"},
                 "All three have the wrong sign. σ′(z) = a (1 − a) is never negative, "
                 "and a blame is no step: it gets no minus of its own."),
            Slip("blame of a as a target", {"blame_a * a": "2 * (a - blame_a) * a"},
                 "blame_a is taken for a target y. It is ∂C/∂a already: the cost has "
                 "been left behind."),
            Slip("local slopes alone",
                 {"blame_z * x, blame_z * w, blame_z": "x, w, 1.0"},
                 "Here stands a local slope of z = w x + b alone. Whose blame is it "
                 "multiplied by?"),
            Slip("σ′ twice", {"blame_a * a * (1 - a)": "blame_a * (a * (1 - a)) ** 2"},
                 "σ′ stands there twice. The sigmoid is passed once, from a to z."),
            Slip("σ′ twice for w and x",
                 {"    return": """\
    blame_b = blame_z
    blame_z = blame_z * a * (1 - a)
    return""", ", blame_z\n": ", blame_b\n"},
                 "In the blames of w and x σ′ stands twice. The blame of z holds it "
                 "already; from z to w x there is no sigmoid."),
        ),
        hints=(
            "Walk forward first: z = w x + b, then a = σ(z). Keep both.",
            "The blame of z is that of a times σ′(z) = a (1 − a).",
            "z hands its blame to w times x, to x times w, to b times 1.",
        ),
    ),
    Exercise(
        prompt="∂C/∂w when w is used twice: u = w x + b, v = w u, C = (v − y)².",
        arguments=dict.fromkeys("wxby", NUMBER),
        returns=(Part("∂C/∂w"),),
        inputs=numbers_like(2.0, 3.0, -1.0, 8.0),
        solution=dC_dw_twice,
        slips=(
            Slip("paths multiplied", {"first + second": "first * second"},
                 "The two paths are multiplied. Factors along one path are "
                 "multiplied; the paths themselves are added."),
            Slip("steps of both paths multiplied", {"first + second": "first * w * x"},
                 "You multiply the two paths. Along a path slopes multiply, but over "
                 "the paths they add."),
            Slip("first path only", {"return first + second": "return first"},
                 "This is the short path alone, w → v → C. w also acts through u: add "
                 "that path."),
            Slip("second path only", {"return first + second": "return second"},
                 "This is the long path alone, through u. w also goes straight into "
                 "v = w u: add that path."),
            Slip("half of it", {"first = 2 *": "first =", "second = 2 *": "second ="},
                 "This is half of it: either the 2 of r² is lost, or you take the mean "
                 "of the two paths. Paths are added."),
            Slip("stopped at v", {"first = 2 * (v - y) *": "first =",
                                  "second = 2 * (v - y) *": "second ="},
                 "This is ∂v/∂w. The last part of both paths is missing: how fast does "
                 "C grow with v?"),
            Slip("paths subtracted", {"first + second": "first - second"},
                 "One path is subtracted from the other. Over the paths, add."),
            Slip("cost left out of the long path",
                 {"second = 2 * (v - y) * w": "second = w"},
                 "Only the short path leads through C. Both end with the slope "
                 "2 (v − y): mind the brackets."),
            Slip("cost left out of the short path",
                 {"first = 2 * (v - y) * u": "first = u"},
                 "Only the long path leads through C. Both end with the slope "
                 "2 (v − y): mind the brackets."),
            Slip("a factor w left out", {"* w * x": "* x"},
                 "The long path lacks a factor: from u to v stands the slope "
                 "∂v/∂u = w."),
            Slip("x on the short path", {"* u\n    second": "* x\n    second"},
                 "On the short path you multiply by x. How fast does v = w u grow with "
                 "w, if u stays?"),
            Slip("b left out", {"* u\n    second": "* (w * x)\n    second"},
                 "On the short path the slope ∂v/∂w is u, and u = w x + b: b is "
                 "missing there."),
            Slip("b kept in ∂u/∂w", {"* w * x\n": "* w * (x + b)\n"},
                 "On the long path the slope ∂u/∂w is x + b. In u = w x + b only w x "
                 "grows with w."),
            Slip("bias left out", {"= w * x + b": "= w * x"},
                 "b is missing in u = w x + b."),
            Slip("v is w² x + b", {"v = w * u": "v = w * w * x + b",
                                   "(v - y) * u": "(v - y) * w * x"},
                 "v is not w² x + b: in v = w u, w multiplies all of u, b as well. So "
                 "b counts in the slope, too."),
            Slip("residual of w² x + b", {"v = w * u": "v = w * w * x + b"},
                 "In the residual v is w² x + b. In v = w u, w multiplies all of u, b "
                 "as well."),
            Slip("u for v", {"    first =": "    v = u\n    first ="},
                 "The residual holds u. The cost compares v = w u with y."),
            Slip("y left out", {"    first =": "    y = 0\n    first ="},
                 "y is missing: the residual is v − y."),
            Slip("turned round", {"(v - y) * u": "(y - v) * u", "(v - y)": "(y - v)"},
                 TURNED_ROUND),
            Slip("square kept", {") * u": ") ** 2 * u", ") * ": ") ** 2 * "},
                 SQUARE_KEPT),
            Slip("squared", {"2 * (v - y) * u": "(v - y) ** 2 * u",
                             "2 * (v - y)": "(v - y) ** 2"},
                 SQUARED),
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
            *(
                Slip(f"σ′(z{high(l)}) left out", {f" * {PRIMES[f'z{l}']}": ""},
                     f"δ{high(l)} lacks its factor σ′(z{high(l)}): between z{high(l)} "
                     f"and a{high(l)} stands the sigmoid.")
                for l in (4, 3, 2)
            ),
            Slip("z⁴ for a⁴", {"sigmoid(z4) - y": "z4 - y"},
                 "In δ⁴ you subtract y from z⁴. The cost compares y with a⁴ = σ(z⁴)."),
            Slip("turned round", {"sigmoid(z4) - y": "y - sigmoid(z4)"}, TURNED_ROUND),
            Slip("square kept", {"- y)": "- y) ** 2"}, SQUARE_KEPT),
            Slip("squared", {"2 * (sigmoid(z4) - y)": "(sigmoid(z4) - y) ** 2"},
                 SQUARED),
            Slip("y left out", {" - y)": ")"},
                 "y is missing: the residual is a⁴ − y."),
            Slip("4 as a power", {"sigmoid(z4) - y": "sigmoid(z4) ** 4 - y"},
                 "The raised 4 of a⁴ is taken as a power. It is the number of the "
                 "layer."),
            *prime_slips(PRIMES),
            cross_entropy_slip("sigmoid(z4)", PRIMES["z4"]),
            Slip("σ′ left out", dict.fromkeys(PRIMES.values(), "1"),
                 "The factors σ′ are missing: between z and a of each neuron stands a "
                 "sigmoid."),
            Slip("weights left out", {" * w4": "", " * w3": ""},
                 "The weights are missing: z⁴ = w⁴ a³ + b⁴, so its local slope by a³ "
                 "is w⁴."),
            Slip("w⁴ left out", {" * w4": ""},
                 "The weight on the way from δ⁴ to δ³ is missing."),
            Slip("w³ left out", {" * w3": ""},
                 "The weight on the way from δ³ to δ² is missing."),
            Slip("w³ for w⁴", {"delta4 * w4": "delta4 * w3"},
                 "In δ³ stands w³. Which weight is on the edge from a³ to z⁴?"),
            Slip("w⁴ for w³", {"delta3 * w3": "delta3 * w4"},
                 "In δ² stands w⁴. Which weight is on the edge from a² to z³?"),
            Slip("weights exchanged", {"* w4": "* w3", "delta3 * w3": "delta3 * w4"},
                 "w³ and w⁴ have changed places. From z⁴ back to a³ stands w⁴."),
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
)  # fmt: skip
