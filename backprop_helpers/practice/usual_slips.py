"""Slips that several pages share, in the names that a page's solution uses.

A sum of weighted inputs, the sigmoid and its slope, the δ of the outputs, a step down:
what goes wrong in them is the same on every page.
"""

from backprop_helpers.practice.slips import Slip

NO_BRACKETS = (
    "Brackets are missing: in a * 1 - a Python multiplies first, then subtracts a from "
    "all that stands before it."
)
LOST = "A minus sign is lost: look at the signs of the weights."


def sum_slips(w, x, b, symbol="x"):
    """Return what goes wrong in `w @ x + b`, w a row or a matrix; symbol is x in words.

    The two inputs of a neuron are called symbol₁ and symbol₂.
    """
    product = f"{w} @ {x}"

    def slip(name, instead, sentence):
        return Slip(name, {f"{product} + {b}": instead}, sentence)

    return (
        slip("bias left out", product, "The bias is missing: add it at the end."),
        slip("bias subtracted", f"{product} - {b}",
             "The bias is subtracted. It is added, whatever its sign."),
        slip("bias multiplied", f"({product}) * {b}",
             "The bias is multiplied. It is added."),
        slip("signs lost", f"abs({w}) @ {x} + {b}", LOST),
        slip("first sign lost",
             f"np.where([True, False], abs({w}), {w}) @ {x} + {b}", LOST),
        slip("second sign lost",
             f"np.where([False, True], abs({w}), {w}) @ {x} + {b}", LOST),
        slip("weights left out", f"np.ones_like({w}) @ {x} + {b}",
             "The weights are missing: each input is multiplied by its weight first."),
        slip("inputs left out", f"{w} @ np.ones_like({x}) + {b}",
             "The inputs are missing: each weight is multiplied by its input first."),
        slip("first only", f"{w}[..., :1] @ {x}[:1] + {b}",
             f"Only {symbol}₁ has come in. Two edges end here."),
        slip("second only", f"{w}[..., 1:] @ {x}[1:] + {b}",
             f"Only {symbol}₂ has come in. Two edges end here."),
        slip("inputs exchanged", f"{w} @ {x}[::-1] + {b}",
             f"{symbol}₁ and {symbol}₂ have changed places."),
        slip("turned round", f"-({product} + {b})",
             "The size is right, the sign is not."),
    )  # fmt: skip


def sigmoid_slips(z, symbol="z"):
    """Return what goes wrong in `1 / (1 + np.exp(-z))`; symbol is z in words."""
    sigmoid = f"1 / (1 + np.exp(-{z}))"

    def slip(name, instead, sentence):
        return Slip(name, {sigmoid: instead}, sentence)

    return (
        slip("exp(z)", f"1 / (1 + np.exp({z}))",
             f"This is σ(−{symbol}): the minus in exp(−z) is missing."),
        slip("σ′ for σ", f"1 / (2 + np.exp(-{z}) + np.exp({z}))",
             f"This is already the slope σ′({symbol}). First σ itself is asked for."),
        slip("exp alone", f"np.exp(-{z})",
             "This is exp(−z). Add 1, then divide 1 by the sum."),
        slip("not turned over", f"1 + np.exp(-{z})",
             "This is 1 + exp(−z). Divide 1 by it."),
        slip("1 left out", f"1 / np.exp(-{z})",
             "The 1 under the line is missing: it is 1 + exp(−z)."),
        slip("tanh", f"np.tanh({z})",
             "This is tanh(z), another function in the shape of an S."),
        slip("z itself", z,
             f"This is {symbol} itself: it still goes through the sigmoid."),
        slip("1/(1 + z)", f"1 / (1 + {z})",
             "exp(−z) is e = 2.718 to the power −z, not z."),
    )  # fmt: skip


def prime_slips(primes, symbol="z", a="a"):
    """Return what goes wrong in σ′(z); primes maps each z to how its σ′ is written.

    symbol and a are z and σ(z) in words.
    """

    def slip(name, instead, sentence):
        edits = {prime: instead.format(z=z) for z, prime in primes.items()}
        return Slip(name, edits, sentence)

    return (
        slip("σ for σ′", "sigmoid({z})",
             f"One factor is σ({symbol}) = {a} itself. What is asked for is its slope, "
             f"σ′({symbol}) = {a} (1 − {a})."),
        slip("z (1 − z)", "{z} * (1 - {z})",
             f"One factor is {symbol} (1 − {symbol}). σ′({symbol}) is {a} (1 − {a}), "
             f"with {a} = σ({symbol})."),
        slip("σ′ at a", "sigmoid.derivative(sigmoid({z}))",
             f"σ′ is taken at {a}. It belongs at {symbol}: σ′({symbol}), which is "
             f"{a} (1 − {a}), with no second σ."),
        slip("brackets forgotten", "sigmoid({z}) * 1 - sigmoid({z})",
             NO_BRACKETS),
        slip("one σ too many", "sigmoid({z}) * (1 - sigmoid(sigmoid({z})))",
             f"In one of the two factors of σ′({symbol}) σ is taken twice. It is {a} "
             f"(1 − {a}), and {a} is σ({symbol}) already."),
        slip("σ of 1 − σ", "sigmoid(1 - sigmoid({z}))",
             f"σ (1 − σ) is a product, not σ of 1 − σ: σ′({symbol}) is {a} times "
             f"1 − {a}."),
        slip("plus for minus", "sigmoid({z}) * (1 + sigmoid({z}))",
             f"One factor is {a} (1 + {a}). Look at the sign in the slope of the "
             "sigmoid."),
        slip("slope of tanh", "(1 - sigmoid({z}) ** 2)",
             f"1 minus the square of {a} is the slope of tanh. That of the sigmoid is "
             f"{a} (1 − {a})."),
    )  # fmt: skip


def cross_entropy_slip(a, prime):
    """Return the slip of δ = a − y for the quadratic cost; prime is its σ′(z)."""
    return Slip(
        "cross-entropy", {f"2 * ({a} - y) * {prime}": f"{a} - y"},
        "The δ of the output is a − y: so it is for cross-entropy, but here the cost "
        "is quadratic.",
    )  # fmt: skip


def step_slips(*pairs, what="number"):
    """Return what goes wrong in `old - eta * slope`, for pairs (old, slope).

    what is the old number in words.
    """

    def slip(name, instead, sentence):
        edits = {
            f"{old} - eta * {slope}": instead.format(old=old, slope=slope)
            for old, slope in pairs
        }
        return Slip(name, edits, sentence)

    return (
        slip("uphill", "{old} + eta * {slope}",
             "This step goes uphill: subtract η times the slope, whatever its sign."),
        slip("η left out", "{old} - {slope}",
             "η is missing: the step is η times the slope."),
        slip("change alone", "-eta * {slope}",
             f"This is the change alone. Add it to the old {what}."),
        slip("η times the slope", "eta * {slope}",
             f"This is η times the slope. Subtract it from the old {what}."),
        slip("the wrong way", "eta * {slope} - {old}",
             f"The old {what} comes first: subtract η times the slope from it."),
        slip("the slope", "{slope}",
             f"This is the slope. The new {what} is the old one minus η times the "
             "slope."),
        slip("not moved", "{old}", f"This is the old {what}: take the step."),
        slip("divided by η", "{old} - {slope} / eta",
             "Multiply by η, do not divide by it."),
    )  # fmt: skip
