"""The exercises of this page: what three ways to a gradient cost, and how they work."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def passes_by_differences(sizes):
    """Return the number of forward passes that central differences take."""
    weights = sum(sizes[l] * sizes[l + 1] for l in range(len(sizes) - 1))
    biases = sum(sizes[1:])
    return 2 * (weights + biases)


def dual_product(a, a_slope, b, b_slope):
    """Return the value and the slope of a · b."""
    return a * b, a_slope * b + a * b_slope


def multiplications_back(n_in, n_out):
    """Return the multiplications of one layer on the way back."""
    own_derivatives = n_out * n_in  # δ aᵀ: a column times a row
    carried_back = n_in * n_out  # wᵀ δ: n_in sums of n_out products
    return own_derivatives + carried_back + n_in  # ⊙ σ′(z)


def networks(rng):
    """Yield the sizes of networks."""
    for sizes in ((2, 2, 2), (3, 4, 2), (784, 30, 10), (5, 3), (1, 5, 1), (2, 8, 8, 1)):
        yield (sizes,)


def other_networks(rng):
    """Yield the sizes of networks for a grading, two to five layers."""
    for layers in (3, 2, 4, 5):
        yield (tuple(rng.integers(1, 60, size=layers).tolist()),)


def duals(rng):
    """Yield two numbers, each with its slope; one of them is 0.

    That 0 is NumPy's: to divide by it gives no error, but nan, which can be named.
    """
    yield 3.0, 1.0, 5.0, 2.0
    yield np.float64(0.0), 1.5, -2.0, 0.5
    for _ in range(4):
        yield tuple(rng.normal(0, 2, size=4).tolist())


def layers(rng):
    """Yield how many neurons two neighbouring layers have."""
    yield from ((2, 3), (784, 30), (30, 10), (4, 1), (1, 6), (7, 7))


def other_layers(rng):
    """Yield two widths for a grading, four times."""
    for widths in rng.integers(2, 200, size=(4, 2)):
        yield tuple(widths.tolist())


EXERCISES = (
    Exercise(
        prompt="Forward passes that central differences take for all the weights and "
        "biases.",
        arguments={"sizes": "neurons in each layer, (n₁, n₂, …, n_L)"},
        returns=(Part("number of passes"),),
        inputs=networks,
        others=other_networks,
        solution=passes_by_differences,
        slips=(
            Slip("biases left out", {" + biases": ""},
                 "The biases are left out. Every neuron but those of the input layer "
                 "has one, and each is a parameter."),
            Slip("weights left out", {"weights + ": ""},
                 "These are the passes for the biases alone. Add the weights: n_l "
                 "times n_(l−1) of them lead to layer l."),
            Slip("biases of the input", {"sizes[1:]": "sizes"},
                 "The input neurons have no bias: count from the second layer on, "
                 "sizes[1:]."),
            Slip("biases of the layer before", {"sizes[1:]": "sizes[:-1]"},
                 "You give each layer as many biases as the layer before has neurons. "
                 "Each neuron but those of the input has one of its own."),
            Slip("one bias a layer", {"sum(sizes[1:])": "len(sizes[1:])"},
                 "You count one bias for each layer. Each of its neurons has one of "
                 "its own."),
            Slip("multiplications", {"2 * (": "(weights + sizes[-1]) * 2 * ("},
                 "You count multiplications. The question is how many passes: leave "
                 "out what one of them costs."),
            Slip("neurons for weights", {"weights + biases": "sum(sizes)"},
                 "You count neurons. Between two layers each neuron is joined to each: "
                 "n_l times n_(l−1) weights."),
            Slip("one long product",
                 {"sum(sizes[l] * sizes[l + 1] for l in range(len(sizes) - 1))":
                  "np.prod(sizes)"},
                 "You multiply all the sizes together. Multiply neighbours only, and "
                 "add up these products."),
            Slip("weights back to the input",
                 {"sizes[l] * sizes[l + 1] for l in range(len(sizes) - 1)":
                  "sizes[l] * sizes[l - 1] for l in range(len(sizes))"},
                 "You count weights from the last layer to the first: at l = 0, "
                 "sizes[l - 1] is sizes[-1]. Where must the loop over l begin?"),
            Slip("last layer left out",
                 {"len(sizes) - 1": "len(sizes) - 2", "sizes[1:]": "sizes[1:-1]"},
                 "The weights and biases of the last layer are missing. Does your loop "
                 "end one layer too early? range(a, b) stops before b."),
            Slip("first layer left out",
                 {"for l in range(len": "for l in range(1, len",
                  "sizes[1:]": "sizes[2:]"},
                 "The weights from the input layer, and the biases of the layer that "
                 "they lead to, are missing. Does your loop begin one layer too late?"),
            Slip("outputs without biases", {"sizes[1:]": "sizes[1:-1]"},
                 "The output neurons have no bias here. Every neuron but those of the "
                 "input layer has one."),
            Slip("neighbours added", {"sizes[l] * sizes": "sizes[l] + sizes"},
                 "You add the sizes of neighbouring layers. Between them each neuron "
                 "is joined to each: how many pairs is that?"),
            Slip("two layers only",
                 {"range(len(sizes) - 1)": "range(1)", "sizes[1:]": "sizes[1:2]"},
                 "Only the first two layers are counted. Is the `return` inside the "
                 "loop?"),
            Slip("biases once", {"(weights + biases)": "weights + biases"},
                 "The 2 multiplies the weights alone, so each bias gets one pass. "
                 "Brackets round the sum?"),
            Slip("weights once", {"2 * (weights + biases)": "weights + 2 * biases"},
                 "The 2 multiplies the biases alone, so each weight gets one pass. "
                 "Brackets round the sum?"),
            Slip("place itself",
                 {"2 * (weights + biases)": "1 + (weights + biases) * 2"},
                 "One pass too many. Does a central difference need the cost where "
                 "nothing is moved?"),
            Slip("one pass each", {"2 * ": ""},
                 "That is one pass for each parameter. Central differences need the "
                 "cost at w + ε and at w − ε."),
            Slip("one-sided", {"2 * ": "1 + "},
                 "That is P + 1, for one-sided differences. Central ones need two "
                 "passes for each parameter."),
        ),
        hints=(
            "How many parameters are there? Then: how many passes does each need?",
            "Between layers of 3 and 4 neurons there are 3 · 4 weights, and the layer "
            "of 4 has 4 biases.",
            "from itertools import pairwise: pairwise((2, 3, 4)) gives (2, 3), (3, 4).",
        ),
        example="the network of page 04, sizes = (2, 2, 2)",
    ),
    Exercise(
        prompt="The value and the slope of a · b, from the values and slopes of both.",
        arguments=dict.fromkeys(("a", "a_slope", "b", "b_slope"), "a number"),
        returns=(Part("value"), Part("slope")),
        inputs=duals,
        solution=dual_product,
        slips=(
            Slip("slopes multiplied",
                 {"a_slope * b + a * b_slope": "a_slope * b_slope"},
                 "The slope of a product is not the product of the slopes. Multiply "
                 "out (a + a′h)(b + b′h) and look at what stands with h."),
            Slip("slopes added", {"a_slope * b + a * b_slope": "a_slope + b_slope"},
                 "That is the slope of a + b. In a product, a change of a counts b "
                 "times: multiply out (a + a′h)(b + b′h)."),
            Slip("each with its own slope",
                 {"a_slope * b + a * b_slope": "a * a_slope + b * b_slope"},
                 "Each value is multiplied by its own slope. It goes crosswise: a "
                 "change of a is multiplied by b."),
            Slip("b held still", {" + a * b_slope": ""},
                 "This is a′ b: only a changes. b changes as well, and that adds a "
                 "second term."),
            Slip("a held still", {"a_slope * b + ": ""},
                 "This is a b′: only b changes. a changes as well, and that adds a "
                 "second term."),
            Slip("minus for plus", {" + ": " - "},
                 "The two terms are added: both come from multiplying out sums, and "
                 "no minus stands there."),
            Slip("minus before a′ b", {", a_slope *": ", -a_slope *"},
                 "A minus stands before a′ b. Both terms come from multiplying out "
                 "sums: they are added."),
            Slip("quotient rule",
                 {"a_slope * b + a * b_slope":
                  "(a_slope * b - a * b_slope) / b**2"},
                 "This is the slope of a / b. For a product multiply out "
                 "(a + a′h)(b + b′h)."),
            Slip("product after a step",
                 {"a_slope * b + a * b_slope": "(a + a_slope) * (b + b_slope)"},
                 "This is the product after a step of h = 1. Multiply it out with h: "
                 "the slope is what stands with h alone."),
            Slip("slopes in the value",
                 {"a * b,": "(a + a_slope) * (b + b_slope),"},
                 "Slopes have come into the value. It is what stands without h, as if "
                 "nothing had moved."),
            Slip("a′ b′ in the value", {"a * b,": "a * b + a_slope * b_slope,"},
                 "a′ b′ has come into the value. It stands with h², and the value is "
                 "what stands without h."),
            Slip("a′ b′ out of the value", {"a * b,": "a * b - a_slope * b_slope,"},
                 "a′ b′ is taken away from the value, as with complex numbers, where "
                 "i² = −1. Here h² is left out: the value is what stands without h."),
            Slip("relative slopes",
                 {"a_slope * b + a * b_slope": "a_slope / a + b_slope / b"},
                 "a′/a + b′/b tells by what part the product grows. By how much it "
                 "grows is asked for, and without a division: a may be 0."),
            Slip("divided by a and b",
                 {"a_slope * b + a * b_slope": "a * b * (a_slope / a + b_slope / b)"},
                 "Right, but not where a or b is 0: there you divide by 0. Multiply "
                 "out a b (a′/a + b′/b), and no division is left."),
            Slip("a step of 0.001",
                 {", a_slope * b + a * b_slope":
                  ", ((a + 0.001 * a_slope) * (b + 0.001 * b_slope) - a * b) / 0.001"},
                 "You take a step of 0.001, and a rest is left: 0.001 a′ b′. Multiply "
                 "out (a + a′h)(b + b′h); then no step is needed."),
            Slip("a′ b′ kept", {", a_slope *": ", a_slope * b_slope + a_slope *"},
                 "a′ b′ stands with h², which is gone in the limit of small h. Leave "
                 "it out."),
        ),
        hints=(
            "Move a little: a becomes a + a′h and b becomes b + b′h. Multiply out.",
            "What stands without h is the value; what stands with h is the slope.",
            "Two terms stand with h: a′ b and a b′.",
        ),
    ),
    Exercise(
        prompt="Multiplications of one layer on the way back.",
        arguments=dict.fromkeys(("n_in", "n_out"), "a whole number"),
        returns=(Part("number of multiplications"),),
        inputs=layers,
        others=other_layers,
        solution=multiplications_back,
        slips=(
            Slip("one product of two", {"own_derivatives + ": ""},
                 "One of the two products is missing: δ aᵀ and wᵀ δ each take a "
                 "multiplication for every weight."),
            Slip("σ′ left out", {" + n_in": ""},
                 "n_in is missing. ⊙ σ′(z) takes one multiplication for each neuron of "
                 "the layer before; and each sum in wᵀ δ takes n_out, not one fewer."),
            Slip("n_out for n_in", {"+ n_in": "+ n_out"},
                 "You count n_out where n_in belongs. ⊙ σ′(z) takes place where wᵀ δ "
                 "arrives, at the neurons of the layer before; and the biases take no "
                 "multiplication."),
            Slip("n_in too many", {"+ n_in": "+ 2 * n_in"},
                 "n_in is too many: σ′(z) is known, so a (1 − a) does not count. ⊙ "
                 "takes one multiplication for each neuron of the layer before."),
            Slip("n_out for δ aᵀ", {"n_out * n_in  #": "n_out  #"},
                 "Of the two products you count one in full and n_out more. δ aᵀ is a "
                 "table, n_out rows and n_in columns; and the biases take no "
                 "multiplication."),
            Slip("n_in for wᵀ δ", {"n_in * n_out  #": "n_in  #"},
                 "wᵀ δ has n_in entries, and you count one multiplication for each. "
                 "Each of them is a sum: of how many products?"),
            Slip("n_in squared", {"n_in * n_out": "n_in * n_in"},
                 "One of the two products is counted as n_in · n_in. Both δ aᵀ and "
                 "wᵀ δ take one multiplication for each weight."),
            Slip("n_out squared", {"n_in * n_out": "n_out * n_out"},
                 "One of the two products is counted as n_out · n_out. Both δ aᵀ and "
                 "wᵀ δ take one multiplication for each weight."),
            Slip("three for each weight",
                 {"return own_derivatives + carried_back + n_in":
                  "return 3 * n_in * n_out"},
                 "That is three for each weight. ⊙ σ′(z) takes one for each neuron of "
                 "the layer before, and additions do not count."),
            Slip("one product too many",
                 {"own_derivatives + carried_back": "3 * carried_back"},
                 "You count n_in · n_out once too often. w a belongs to the way "
                 "forward, η to the step, and to transpose w takes no multiplication."),
            Slip("n_out too many", {" + n_in": " + n_in + n_out"},
                 "n_out is too many: δ of this layer is known, and its biases have δ "
                 "itself as their slopes."),
            Slip("sum for product",
                 {"n_out * n_in": "n_out + n_in", "n_in * n_out": "n_in + n_out"},
                 "n_in + n_out is too few: in δ aᵀ every entry of δ meets every entry "
                 "of a."),
            Slip("δ as a table", {"n_in * n_out": "n_in * n_out**2"},
                 "δ is one column, so wᵀ δ takes n_in · n_out multiplications, not "
                 "n_out times as many."),
        ),
        hints=(
            "Count three things: δ aᵀ, then wᵀ δ, then ⊙ σ′(z).",
            "δ aᵀ is a table of n_out rows and n_in columns, a product in each place.",
            "wᵀ δ has n_in entries, each a sum of n_out products; then n_in for σ′.",
        ),
    ),
)  # fmt: skip
