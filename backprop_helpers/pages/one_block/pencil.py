"""One number through a block and back, with a pencil; two letters may come next."""

import numpy as np

from backprop_helpers.figures.network_diagram import Moment
from backprop_helpers.figures.numbers import with_numbers, written
from backprop_helpers.pages.one_block import example
from backprop_helpers.pages.one_block.figures import draw_block
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip


def given(rng):
    """Return the numbers of the page, or others of the same kind."""
    if rng is None:
        return dict(example.BLOCK)
    tenths = rng.choice(np.arange(2, 10), size=4, replace=False) / 10
    signs = rng.choice([-1.0, 1.0], size=3)
    numbers = dict(zip(("adds_1", "slope_1", "adds_2", "slope_2"), tenths, strict=True))
    numbers |= {"x": rng.choice([0.5, 1.5, 2.5]), "w_a": 0.5 * signs[0]}
    numbers |= {"w_b": -signs[0] * rng.choice([0.2, 0.3, 0.4, 0.6, 0.7, 0.8])}
    for name, sign in zip(("adds_2", "slope_2"), signs[1:], strict=True):
        numbers[name] *= sign
    return {name: round(float(numbers[name]), 1) for name in example.BLOCK}


def y(x, adds_1):
    """Return y, behind attention."""
    return x + adds_1


def out(y, adds_2):
    """Return out, behind the small network."""
    return y + adds_2


def z_a(w_a, out):
    """Return the sum of the letter a."""
    return w_a * out


def z_b(w_b, out):
    """Return the sum of the letter b."""
    return w_b * out


def p_b(z_a, z_b):
    """Return how likely b is."""
    return np.exp(z_b) / (np.exp(z_a) + np.exp(z_b))


def cost(p_b):
    """Return the cost: b is right."""
    return -np.log(p_b)


def delta_a(p_b):
    """Return δ of a, which is wrong."""
    return 1 - p_b


def delta_b(p_b):
    """Return δ of b, which is right."""
    return p_b - 1


def nabla_out(w_a, delta_a, w_b, delta_b):
    """Return ∂C/∂out."""
    return w_a * delta_a + w_b * delta_b


def nabla_y(nabla_out, slope_2):
    """Return ∂C/∂y."""
    return nabla_out + nabla_out * slope_2


def nabla_x(nabla_y, slope_1):
    """Return ∂C/∂x."""
    return nabla_y + nabla_y * slope_1


SIGN = "The size is right, the sign is not."


def plus_slips(before, adds, part):
    """Return what goes wrong in a sum; part says what is added."""
    return (
        Slip("the way only", {f" + {adds}": ""},
             f"This is what goes round. What {part} makes is added to it."),
        Slip("the part only", {f"return {before} + ": "return "},
             f"This is what {part} makes. What goes round it is added."),
        Slip("subtracted", {f"+ {adds}": f"- {adds}"},
             "Subtracted: a sum is asked for, with the sign that stands there."),
        Slip("multiplied", {f"{before} + {adds}": f"{before} * {adds}"},
             "Multiplied: where two ways meet on the way forward stands a plus."),
    )  # fmt: skip


def sum_slips(w):
    """Return what goes wrong in a weight times out."""
    return (
        Slip("added", {f"{w} * out": f"{w} + out"}, "Multiply: the weight times out."),
        Slip("weight left out", {f"{w} * ": ""}, "The weight is missing."),
        Slip("out left out", {" * out": ""}, "This is the weight. Multiply out by it."),
        Slip("turned round", {f"{w} * ": f"-{w} * "}, SIGN),
    )  # fmt: skip


P_SLIPS = (
    Slip("p of a", {"np.exp(z_b) /": "np.exp(z_a) /"},
         "This is how likely a is. The right letter here is b."),
    Slip("not divided", {" / (np.exp(z_a) + np.exp(z_b))": ""},
         "This is the exponential of z_b. Divide it by the sum of both."),
    Slip("by the other only", {"(np.exp(z_a) + np.exp(z_b))": "np.exp(z_a)"},
         "You divide by the exponential of a alone. Divide by the sum of both."),
    Slip("no exponentials",
         {"np.exp(z_b) / (np.exp(z_a) + np.exp(z_b))": "z_b / (z_a + z_b)"},
         "Exponentials first: z may be negative, a chance may not."),
    Slip("sigmoid of z_b", {"np.exp(z_b) / (np.exp(z_a)": "np.exp(z_b) / (1"},
         "This is σ(z_b). In a softmax stands e to the z_a in the place of the 1."),
)  # fmt: skip
COST_SLIPS = (
    Slip("sign", {"-np": "np"}, "ln p is negative: the cost is its opposite."),
    Slip("of a", {"np.log(p_b)": "np.log(1 - p_b)"},
         "This is −ln p of a. The letter that really came was b."),
    Slip("no logarithm", {"-np.log(p_b)": "1 - p_b"},
         "This is 1 − p. The cost is −ln p."),
    Slip("base 10", {"np.log(": "np.log10("}, "This is the logarithm to base 10: ln."),
    Slip("squared", {"-np.log(p_b)": "(1 - p_b) ** 2"},
         "This is a squared distance. The cost here is −ln p."),
)  # fmt: skip
DELTA_A_SLIPS = (
    Slip("of b", {"1 - p_b": "p_b"}, "This is p of b. For a: p of a, minus 0."),
    Slip("sign", {"1 - p_b": "p_b - 1"},
         "a was wrong: its target is 0, so δ is p of a itself."),
    Slip("slope of a sigmoid", {"1 - p_b": "(1 - p_b) * p_b"},
         "p (1 − p) is a slope of the softmax. With −ln p it falls out: p − target."),
)  # fmt: skip
DELTA_B_SLIPS = (
    Slip("p itself", {"p_b - 1": "p_b"}, "b was right: its target is 1. δ = p − 1."),
    Slip("sign", {"p_b - 1": "1 - p_b"},
         "Its p must rise, so its slope is negative: p − target, not target − p."),
    Slip("slope of a sigmoid", {"p_b - 1": "(p_b - 1) * p_b"},
         "p (1 − p) is a slope of the softmax. With −ln p it falls out: p − target."),
)  # fmt: skip
OUT_SLIPS = (
    Slip("a only", {" + w_b * delta_b": ""}, "Only the path over a is there. Over the "
         "paths, add."),
    Slip("b only", {"w_a * delta_a + ": ""}, "Only the path over b is there. Over the "
         "paths, add."),
    Slip("weights left out", {"w_a * ": "", "w_b * ": ""},
         "The weights are missing: along a path, multiply."),
    Slip("subtracted", {"+ w_b": "- w_b"}, "Over the paths, add: each with its sign."),
    Slip("exchanged", {"w_a * delta_a": "w_a * delta_b", "w_b * delta_b":
                       "w_b * delta_a"}, "The weights have changed places."),
)  # fmt: skip


def back_slips(blame, slope, part):
    """Return what goes wrong where two ways meet on the way back."""
    product = f"{blame} * {slope}"
    return (
        Slip("way round only", {f" + {product}": ""},
             f"Only the way round is there. The way through {part} is missing."),
        Slip("through only", {f"{blame} + {product}": product},
             f"Only the way through {part} is there. The way round brings it as it "
             "is."),
        Slip("slope alone", {product: slope},
             "On the way through, the slope is added. Along a path, multiply: the "
             "slope times the blame."),
        Slip("subtracted", {f"+ {product}": f"- {product}"},
             "Subtracted: over the paths, add, with the sign of the slope."),
        Slip("turned round", {f"return {blame} + {product}":
                              f"return -({blame} + {product})"}, SIGN),
    )  # fmt: skip


def from_out(blank, numbers):
    """Yield the blame of x that leaves out the path through both parts."""
    if blank == "∂C/∂x":
        blame = numbers["nabla_out"]
        yield (
            blame * (1 + numbers["slope_1"] + numbers["slope_2"]),
            "Three paths are there. One is missing: through both parts.",
        )
        yield (
            blame + numbers["nabla_y"] * numbers["slope_1"],
            "The way round attention brings ∂C/∂y, and not ∂C/∂out.",
        )


ASK = {
    "y": "y: what goes round attention, plus what attention makes.",
    "out": "out: what goes round the network, plus what the network makes.",
    "z_a": "z_a, the sum of the letter a: its weight times out.",
    "z_b": "z_b, the sum of the letter b.",
    "p_b": "p_b: how likely b is, by softmax.",
    "C": "C: b really came. The cost is −ln of its p.",
    "δ_a": "δ_a = ∂C/∂z_a: p minus its target, 0 for a.",
    "δ_b": "δ_b = ∂C/∂z_b: p minus its target, 1 for b.",
    "∂C/∂out": "∂C/∂out: add both letters, each δ times its weight.",
    "∂C/∂y": "∂C/∂y: round the network, and through it with its slope.",
    "∂C/∂x": "∂C/∂x: round attention, and through it with its slope.",
}
WORKED = {
    "y": "y = {x} + {(adds_1)} = {y}.",
    "out": "out = {y} + {(adds_2)} = {out}.",
    "z_a": "z_a = {w_a} · {(out)} = {z_a}.",
    "z_b": "z_b = {w_b} · {(out)} = {z_b}.",
    "p_b": "p_b = e^{(z_b)} / (e^{(z_a)} + e^{(z_b)}) = {p_b}.",
    "C": "C = −ln {p_b} = {C}.",
    "δ_a": "δ_a = p_a = 1 − {p_b} = {δ_a}.",
    "δ_b": "δ_b = {p_b} − 1 = {δ_b}.",
    "∂C/∂out": "∂C/∂out = {w_a} · {(δ_a)} + {(w_b)} · {(δ_b)} = {∂C/∂out}.",
    "∂C/∂y": "∂C/∂y = {∂C/∂out} + {(∂C/∂out)} · {(slope_2)} = {∂C/∂y}.",
    "∂C/∂x": "∂C/∂x = {∂C/∂y} + {(∂C/∂y)} · {(slope_1)} = {∂C/∂x}.",
}
KEYS = {  # where a blank stands in the drawing
    "y": "y", "out": "out", "z_a": "z_a", "z_b": "z_b", "p_b": "p", "C": "C",
    "δ_a": "δ_a", "δ_b": "δ_b", "∂C/∂out": "∂out", "∂C/∂y": "∂y", "∂C/∂x": "∂x",
}  # fmt: skip
BEFORE = {  # what stands before a number there
    "y": "y = ", "out": "out = ", "z_a": "z_a = ", "z_b": "z_b = ", "p": "p_b = ",
    "C": "C = ", "δ_a": "δ_a = ", "δ_b": "δ_b = ", "∂out": "← ", "∂y": "← ",
    "∂x": "← ",
}  # fmt: skip


def worked(blank, numbers):
    """Return how one comes to the number of a blank, with the numbers of the sheet."""
    texts = {name: written(numbers[name]) for name in example.BLOCK}
    for name, line in BLOCK_STEP.line_of.items():
        if line.result in numbers:
            texts[name] = written(BLOCK_STEP.value(name, numbers))
    return with_numbers(WORKED[blank], texts)


def ask(blank, numbers):
    """Return what is asked for at a blank, in words."""
    return ASK[blank]


def moment(filled):
    """Return what the block shows of a sheet that is filled in."""
    at = {name: written(filled.numbers[name]) for name in example.BLOCK}
    texts = {"x": f"x = {at['x']}", "given": f"w_a = {at['w_a']}\nw_b = {at['w_b']}"}
    for i in (1, 2):
        texts[f"adds_{i}"] = at[f"adds_{i}"]
        texts[f"slope_{i}"] = f"× {at[f'slope_{i}']}"
    texts["last"], blanks = "w, softmax", {}
    for name, key in KEYS.items():
        texts[key] = BEFORE[key] + filled.text(name)
        if state := filled.blank(name):
            blanks[key] = state
    return Moment(filled.sentence, {}, texts, blanks=blanks)


def draw(figure):
    """Draw the block."""
    draw_block(figure.subplots())


BLOCK_STEP = Sheet(
    "block_step", "A block with one number, with a pencil", given,
    (
        Line(y, {"y": ()}, ask, worked, plus_slips("x", "adds_1", "attention")),
        Line(out, {"out": ()}, ask, worked, plus_slips("y", "adds_2", "the network")),
        Line(z_a, {"z_a": ()}, ask, worked, sum_slips("w_a")),
        Line(z_b, {"z_b": ()}, ask, worked, sum_slips("w_b")),
        Line(p_b, {"p_b": ()}, ask, worked, P_SLIPS),
        Line(cost, {"C": ()}, ask, worked, COST_SLIPS),
        Line(delta_a, {"δ_a": ()}, ask, worked, DELTA_A_SLIPS),
        Line(delta_b, {"δ_b": ()}, ask, worked, DELTA_B_SLIPS),
        Line(nabla_out, {"∂C/∂out": ()}, ask, worked, OUT_SLIPS),
        Line(nabla_y, {"∂C/∂y": ()}, ask, worked,
             back_slips("nabla_out", "slope_2", "the network")),
        Line(nabla_x, {"∂C/∂x": ()}, ask, worked,
             back_slips("nabla_y", "slope_1", "attention"), from_out),
    ),
    draw,
    "A block with numbers: x, a plus, y, a plus, out, then z, p and the cost. Beside "
    "each part stands its slope, with the sign ×. Numbers still to be found are "
    "question marks in boxes.",
    (8.2, 3.3), moment,
)  # fmt: skip
SHEETS = (BLOCK_STEP,)
