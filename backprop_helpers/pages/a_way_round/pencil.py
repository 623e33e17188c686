"""A layer with a way round it, and three numbers normalised, with a pencil."""

import numpy as np

from backprop_helpers.figures.network_diagram import Moment
from backprop_helpers.figures.numbers import with_numbers, written
from backprop_helpers.pages.a_way_round import example
from backprop_helpers.pages.a_way_round.figures import draw_layer, draw_three
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip

ADD = "Over the paths, add."


def one_layer(rng):
    """Return the numbers of the layer on the page, or others of the same kind."""
    if rng is None:
        return dict(example.ONE)
    numbers = {
        "a": rng.choice([-2.0, -1.0, 1.0, 2.0]),
        "w": rng.choice([-0.6, -0.4, 0.3, 0.4, 0.6, 0.7]),
        "b": rng.choice([-0.2, -0.1, 0.1, 0.2]),
        "nabla_a": rng.choice([-3.0, -2.0, 2.0, 3.0]),
    }
    return {name: float(value) for name, value in numbers.items()}


def f(w, a, b):
    """Return what the layer adds."""
    return np.tanh(w * a + b)


def out(a, f):
    """Return what leaves the layer with a way round it."""
    return a + f


def back_round(nabla_a):
    """Return the blame that comes back along the way round."""
    return 1 * nabla_a


def back_through(nabla_a, w, f):
    """Return the blame that comes back through the layer."""
    return nabla_a * (1 - f**2) * w


def blame(back_round, back_through):
    """Return the blame of a."""
    return back_round + back_through


def three_numbers(rng):
    """Return the numbers of the page, and the blame of x̂, or others of their kind."""
    if rng is None:
        return {"x": example.THREE, "g": example.BLAME_OF_THREE}
    x = rng.choice(np.arange(1.0, 10.0), size=3, replace=False)
    return {"x": x, "g": rng.choice([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0], 3, False)}


def mean(x):
    """Return the mean of the three."""
    return np.sum(x) / 3


def deviation(x, mean):
    """Return their standard deviation."""
    return np.sqrt(np.sum((x - mean) ** 2) / 3)


def x_hat(x, mean, deviation):
    """Return the normalised numbers, shape (3,)."""
    return (x - mean) / deviation


def mean_blame(g):
    """Return the mean of the blame of x̂."""
    return np.sum(g) / 3


def mean_product(g, x_hat):
    """Return the mean of that blame times x̂."""
    return np.sum(g * x_hat) / 3


def of_x(g, mean_blame, x_hat, mean_product, deviation):
    """Return the blame of x, shape (3,)."""
    return (g - mean_blame - x_hat * mean_product) / deviation


F_SLIPS = (
    Slip("z itself", {"np.tanh(w * a + b)": "w * a + b"},
         "This is z = w a + b. It still goes through the tanh."),
    Slip("bias left out", {" + b": ""}, "The bias is missing in z = w a + b."),
    Slip("bias outside", {"(w * a + b)": "(w * a) + b"},
         "The bias stands outside the tanh: first z = w a + b, then its tanh."),
    Slip("slope", {"np.tanh(w * a + b)": "1 - np.tanh(w * a + b) ** 2"},
         "This is the slope, 1 − tanh². Here the tanh itself is asked for."),
    Slip("sigmoid", {"np.tanh(w * a + b)": "1 / (1 + np.exp(-w * a - b))"},
         "This is the sigmoid. Here f ends with a tanh."),
    Slip("degrees", {"np.tanh(w * a + b)": "np.tan(w * a + b)"},
         "This is tan. On a calculator tanh stands under “hyp”."),
    Slip("way round already", {"np.tanh(w * a + b)": "a + np.tanh(w * a + b)"},
         "This has come round as well. First what f alone gives."),
)  # fmt: skip
OUT_SLIPS = (
    Slip("f only", {"a + f": "f"}, "This is what f adds. What came round the layer?"),
    Slip("a only", {"a + f": "a"}, "This is what came round. What does f add to it?"),
    Slip("product", {"a + f": "a * f"}, "The two are multiplied. Where the ways meet "
         "stands a plus."),
    Slip("difference", {"a + f": "a - f"}, "f(a) is subtracted. It is added."),
    Slip("squeezed", {"a + f": "np.tanh(a + f)"},
         "The sum is not squeezed: what leaves is a + f(a) itself."),
)  # fmt: skip
ROUND_SLIPS = (
    Slip("slope alone", {" * nabla_a": ""},
         "This is the slope of the way round. Multiply the blame by it."),
    Slip("half", {"1 * n": "0.5 * n"},
         "Blame is not shared out between the two ways: each gets all of it."),
)  # fmt: skip
THROUGH_SLIPS = (
    Slip("slope left out", {" * (1 - f**2)": ""},
         "The slope of the tanh is missing: 1 − f²."),
    Slip("w left out", {" * w": ""}, "The weight is missing: z = w a + b."),
    Slip("blame left out", {"nabla_a * (": "("},
         "These are the slopes of the way. Multiply the blame by them."),
    Slip("no square", {"f**2": "f"}, "The slope of the tanh is 1 − f², with a square."),
    Slip("slope of σ", {"(1 - f**2)": "f * (1 - f)"},
         "f (1 − f) is the slope of a sigmoid. That of a tanh is 1 − f²."),
    Slip("tanh for its slope", {"(1 - f**2)": "f"},
         "One factor is f itself. The chain rule asks for its slope, 1 − f²."),
    Slip("one on top", {"(1 - f**2) * w": "(1 + (1 - f**2) * w)"},
         "This has the way round in it already. First the way through f alone."),
    Slip("half", {"nabla_a * (": "0.5 * nabla_a * ("},
         "Blame is not shared out between the two ways: each gets all of it."),
)  # fmt: skip
BLAME_SLIPS = (
    Slip("round only", {" + back_through": ""}, "Only the way round is there. " + ADD),
    Slip("through only", {"back_round + ": ""}, "Only the way through f is there. "
         + ADD),
    Slip("product", {"back_round + ": "back_round * "},
         "The two ways are multiplied. " + ADD),
    Slip("difference", {"round + ": "round - "}, "One way is subtracted. " + ADD),
    Slip("mean", {"back_round + back_through": "(back_round + back_through) / 2"},
         "This is the mean of the two. " + ADD),
)  # fmt: skip
MEAN_SLIPS = (
    Slip("sum", {" / 3": ""}, "This is their sum. Divide it by 3."),
    Slip("by 2", {"/ 3": "/ 2"}, "You divide by 2. How many numbers are there?"),
    Slip("middle", {"np.sum(x) / 3": "np.median(x)"},
         "This is the middle one of the three. The mean is their sum, divided by 3."),
)  # fmt: skip
DEVIATION_SLIPS = (
    Slip("variance", {"np.sqrt(np.sum((x - mean) ** 2) / 3)":
                      "np.sum((x - mean) ** 2) / 3"},
         "This is the mean of the squares. Its root is still missing."),
    Slip("by 2", {"/ 3": "/ 2"}, "You divide by 2. It is the mean of three squares."),
    Slip("not divided", {" / 3": ""},
         "This is the root of the sum. Under the root stands the mean of the squares."),
    Slip("mean not subtracted", {"(x - mean)": "x"},
         "The mean is not subtracted: square how far each number is from it."),
    Slip("sizes", {"np.sqrt(np.sum((x - mean) ** 2) / 3)":
                   "np.sum(abs(x - mean)) / 3"},
         "This is the mean of the distances. Square them, take the mean, then the "
         "root."),
    Slip("divided outside", {"np.sum((x - mean) ** 2) / 3)":
                             "np.sum((x - mean) ** 2)) / 3"},
         "The 3 stands outside the root. First the mean of the squares, then the "
         "root."),
)  # fmt: skip
X_HAT_SLIPS = (
    Slip("not divided", {" / deviation": ""},
         "This is x − μ. Divide it by the deviation."),
    Slip("mean not subtracted", {"(x - mean)": "x"},
         "The mean is not subtracted: first x − μ, then divide."),
    Slip("variance", {"/ deviation": "/ deviation**2"},
         "You divide by the variance. Divide by the deviation, its root."),
    Slip("multiplied", {"/ deviation": "* deviation"},
         "You multiply by the deviation. Divide by it."),
    Slip("turned round", {"(x - mean)": "(mean - x)"},
         "The size is right. A number below the mean becomes negative."),
    Slip("brackets", {"(x - mean) / deviation": "x - mean / deviation"},
         "Only the mean is divided: brackets are missing."),
)  # fmt: skip
MEAN_BLAME_SLIPS = (
    Slip("sum", {" / 3": ""}, "This is the sum. Divide it by 3."),
    Slip("by 2", {"/ 3": "/ 2"}, "You divide by 2. How many are there?"),
    Slip("signs lost", {"np.sum(g)": "np.sum(abs(g))"},
         "A minus sign is lost: blame is added with its sign."),
)  # fmt: skip
PRODUCT_SLIPS = (
    Slip("sum", {" / 3": ""}, "This is the sum of the products. Divide it by 3."),
    Slip("by 2", {"/ 3": "/ 2"}, "You divide by 2. How many products are there?"),
    Slip("signs lost", {"np.sum(g * x_hat)": "np.sum(abs(g * x_hat))"},
         "A minus sign is lost: look at the sign of each product."),
    Slip("squared", {"g * x_hat": "g * x_hat**2"},
         "x̂ is squared. Multiply each blame by its x̂ once."),
)  # fmt: skip
OF_X_SLIPS = (
    Slip("straight only", {" - mean_blame - x_hat * mean_product": ""},
         "Only the straight way is there. x moves the mean and the deviation, too."),
    Slip("mean left out", {" - mean_blame": ""},
         "The way through the mean is missing."),
    Slip("deviation left out", {" - x_hat * mean_product": ""},
         "The way through the deviation is missing."),
    Slip("not divided", {" / deviation": ""},
         "All three ways end with a division by the deviation."),
    Slip("variance", {"/ deviation": "/ deviation**2"},
         "You divide by the variance. Divide by the deviation, its root."),
    Slip("multiplied", {"/ deviation": "* deviation"},
         "You multiply by the deviation. Divide by it."),
    Slip("x̂ left out", {"x_hat * ": ""},
         "On the way through the deviation x̂ is missing: multiply the mean by it."),
    Slip("plus the mean", {"- mean_blame": "+ mean_blame"},
         "If the mean grows, every x̂ falls: look at the sign of that way."),
    Slip("plus the deviation", {"- x_hat": "+ x_hat"},
         "The way through the deviation is subtracted: look at its signs."),
    Slip("brackets",
         {"(g - mean_blame - x_hat * mean_product)":
          "g - mean_blame - x_hat * mean_product"},
         "Only the last term is divided: brackets are missing."),
)  # fmt: skip
SUBSCRIPTS = "₁₂₃"
ONE_TEXTS = {  # what is asked for, and how it is worked out
    "f(a)": ("f(a): z = w a + b, then its tanh.",
             "f(a) = tanh({w} · {(a)} + {(b)}) = {f(a)}."),
    "a + f(a)": ("What leaves the layer: both ways together.",
                 "a + f(a) = {a} + {(f(a))} = {a + f(a)}."),
    "back round": ("What comes back along the way round: the blame times its slope.",
                   "1 · {(nabla_a)} = {back round}."),
    "back through": ("What comes back through f: the blame times two slopes.",
                     "{nabla_a} · (1 − {(f(a))}²) · {(w)} = {back through}."),
    "∂C/∂a": ("The blame of a: both ways together.",
              "∂C/∂a = {back round} + {(back through)} = {∂C/∂a}."),
}  # fmt: skip
THREE_TEXTS = {
    "μ": ("μ, the mean of the three x.",
          "μ = ({x₁} + {x₂} + {x₃}) / 3 = {μ}."),
    "ρ": ("ρ, the deviation: the root of the mean of all (x − μ)².",
          "ρ = √((({x₁} − {μ})² + ({x₂} − {μ})² + ({x₃} − {μ})²) / 3) = {ρ}."),
    "mean of the blame": ("The mean of the blame of the three x̂.",
                          "({g₁} + {(g₂)} + {(g₃)}) / 3 = {mean of the blame}."),
    "mean of blame · x̂": (
        "Multiply each blame by its x̂; then take the mean of the three.",
        "({g₁} · {(x̂₁)} + {(g₂)} · {(x̂₂)} + {(g₃)} · {(x̂₃)}) / 3 = "
        "{mean of blame · x̂}.",
    ),
}  # fmt: skip
for _i in SUBSCRIPTS:
    THREE_TEXTS[f"x̂{_i}"] = (
        f"x̂{_i}: x{_i} − μ, divided by ρ.",
        f"x̂{_i} = ({{x{_i}}} − {{μ}}) / {{ρ}} = {{x̂{_i}}}.",
    )
    THREE_TEXTS[f"∂C/∂x{_i}"] = (
        f"The blame of x{_i}: its own, minus the first mean, minus x̂{_i} times the "
        "second; then divide by ρ.",
        f"({{g{_i}}} − {{(mean of the blame)}} − {{(x̂{_i})}} · "
        f"{{(mean of blame · x̂)}}) / {{ρ}} = {{∂C/∂x{_i}}}.",
    )
TEXTS = ONE_TEXTS | THREE_TEXTS
SIDE = {  # what stands before a number beside the rows, by its key and its blank
    "mean": ("mean μ = ", "μ"), "deviation": ("deviation ρ = ", "ρ"),
    "mean_blame": ("mean of the blame = ", "mean of the blame"),
    "mean_product": ("mean of blame · x̂ = ", "mean of blame · x̂"),
}  # fmt: skip
LAYER = {  # the same in the drawing of a layer
    "f": ("f(a) = ", "f(a)"), "out": ("a + f(a) = ", "a + f(a)"),
    "round": ("← ", "back round"), "through": ("← ", "back through"),
    "∂a": ("← ∂C/∂a = ", "∂C/∂a"),
}  # fmt: skip


def ask(blank, numbers):
    """Say in words what a blank is."""
    return TEXTS[blank][0]


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    sheet = next(sheet for sheet in SHEETS if blank in sheet.line_of)
    texts = {
        name: written(value) for name, value in numbers.items() if np.ndim(value) == 0
    }
    for name in ("x", "g"):
        for i, value in zip(SUBSCRIPTS, numbers.get(name, ()), strict=False):
            texts[f"{name}{i}"] = written(value)
    texts |= {name: written(sheet.value(name, numbers)) for name in sheet.line_of}
    return with_numbers(TEXTS[blank][1], texts)


def layer_moment(filled):
    """Return what the layer shows of a sheet that is filled in."""
    a, w, b, nabla_a = (written(filled.numbers[name]) for name in example.ONE)
    b = b.replace("−", "− ") if b.startswith("−") else f"+ {b}"
    texts = {"a": f"a = {a}", "layer": f"z = {w} a {b}"}
    texts["∂out"] = f"← blame {nabla_a}"
    return _moment(filled, texts, LAYER)


def three_moment(filled):
    """Return what the three numbers show of a sheet that is filled in."""
    places = dict(SIDE)
    for i, sign in enumerate(SUBSCRIPTS):
        places["x_hat", i] = ("", f"x̂{sign}")
        places["of_x", i] = ("", f"∂C/∂x{sign}")
    texts = {
        (row, i): written(filled.numbers[row][i])
        for row in ("x", "g")
        for i in range(3)
    }
    return _moment(filled, texts, places)


def _moment(filled, texts, places):
    """Return a Moment with these texts, and at `places` what the blanks hold."""
    blanks = {}
    for key, (before, blank) in places.items():
        texts[key] = before + filled.text(blank)
        if filled.blank(blank):
            blanks[key] = filled.blank(blank)
    return Moment(filled.sentence, {}, texts, blanks=blanks)


def _each(symbol):
    """Return the blanks of three numbers, with their places."""
    return {f"{symbol}{sign}": (i,) for i, sign in enumerate(SUBSCRIPTS)}


SHEETS = (
    Sheet(
        "way_round", "A layer with a way round it, with a pencil", one_layer,
        (
            Line(f, {"f(a)": ()}, ask, worked, F_SLIPS),
            Line(out, {"a + f(a)": ()}, ask, worked, OUT_SLIPS),
            Line(back_round, {"back round": ()}, ask, worked, ROUND_SLIPS),
            Line(back_through, {"back through": ()}, ask, worked, THROUGH_SLIPS),
            Line(blame, {"∂C/∂a": ()}, ask, worked, BLAME_SLIPS),
        ),
        lambda figure: draw_layer(figure.subplots()),
        "A layer: a goes through z and a tanh, and also round both; the two ways meet "
        "in a plus. Numbers still to be found are question marks in boxes.",
        (8.2, 2.6), layer_moment,
    ),
    Sheet(
        "three_numbers", "Three numbers brought back to size, with a pencil",
        three_numbers,
        (
            Line(mean, {"μ": ()}, ask, worked, MEAN_SLIPS),
            Line(deviation, {"ρ": ()}, ask, worked, DEVIATION_SLIPS),
            Line(x_hat, _each("x̂"), ask, worked, X_HAT_SLIPS),
            Line(mean_blame, {"mean of the blame": ()}, ask, worked, MEAN_BLAME_SLIPS),
            Line(mean_product, {"mean of blame · x̂": ()}, ask, worked, PRODUCT_SLIPS),
            Line(of_x, _each("∂C/∂x"), ask, worked, OF_X_SLIPS),
        ),
        lambda figure: draw_three(figure.subplots()),
        "Three numbers x, below them x̂, the blame of x̂ and the blame of x; beside them "
        "mean and deviation. Numbers still to be found are question marks in boxes.",
        (8.2, 3.3), three_moment,
    ),
)  # fmt: skip
