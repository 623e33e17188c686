"""One token looks at three, with a pencil: forward on one sheet, blame on another."""

import numpy as np

from backprop_helpers.figures.network_diagram import Moment
from backprop_helpers.figures.numbers import factor, low, written
from backprop_helpers.pages.attention import example
from backprop_helpers.pages.attention.figures import draw_look
from backprop_helpers.practice.pencil import Line, Sheet, worked_out
from backprop_helpers.practice.slips import Slip

TOKENS = (1, 2, 3)


def given(rng):
    """Return the numbers of the page, or others, with scores that are not large."""
    if rng is None:
        named = (example.QUERY, example.KEYS, example.VALUES, example.BLAME)
        return dict(zip(("q", "k", "v", "nabla_o"), named, strict=True))
    while True:
        q, nabla_o = (rng.choice([-2.0, -1.0, 1.0, 2.0, 3.0], size=2) for _ in "qo")
        k, v = rng.integers(-2, 4, size=(2, 2, 3)).astype(float)
        if np.abs(q @ k).max() <= 3 and len({*(q @ k)}) == 3:
            return {"q": q, "k": k, "v": v, "nabla_o": nabla_o}


def scores(q, k):
    """Return the scores of token 3, shape (3,)."""
    return q @ k / np.sqrt(2)


def alpha(scores):
    """Return its shares, shape (3,)."""
    return np.exp(scores) / np.sum(np.exp(scores))


def o(alpha, v):
    """Return its new column, shape (2,)."""
    return v @ alpha


def nabla_alpha(nabla_o, v):
    """Return the blame of the shares, shape (3,)."""
    return nabla_o @ v


def mean(alpha, nabla_alpha):
    """Return their mean, each with its share."""
    return np.sum(alpha * nabla_alpha)


def delta(alpha, nabla_alpha, mean):
    """Return δ of the scores, shape (3,)."""
    return alpha * (nabla_alpha - mean)


def nabla_v(alpha, nabla_o):
    """Return the blame of the values, shape (2, 3)."""
    return np.outer(nabla_o, alpha)


def nabla_q(delta, k):
    """Return the blame of the query, shape (2,)."""
    return k @ delta / np.sqrt(2)


def nabla_k(delta, q):
    """Return the blame of the keys, shape (2, 3)."""
    return np.outer(q, delta) / np.sqrt(2)


NO_ROOT = "√d_k is missing: divide by √2."
ROOT = "You divide by 2. √2 = 1.414 is meant."
SCORE_SLIPS = (
    Slip("√2 left out", {" / np.sqrt(2)": ""}, NO_ROOT),
    Slip("2 for √2", {"np.sqrt(2)": "2"}, ROOT),
    Slip("times √2", {"/ np": "* np"}, "Divide by √2, do not multiply by it."),
    Slip("first only", {"q @ k": "q[:1] @ k[:1]"},
         "Only the first numbers are in it. Multiply both pairs, and add."),
    Slip("second only", {"q @ k": "q[1:] @ k[1:]"},
         "Only the second numbers are in it. Multiply both pairs, and add."),
    Slip("crossed", {"q @ k": "q[::-1] @ k"},
         "First times second is in it. Multiply first by first, second by second."),
    Slip("sign lost", {"q @ k": "abs(q) @ abs(k)"},
         "A minus sign is lost: look at the numbers of query and key."),
    Slip("subtracted", {"q @ k": "np.array([1, -1]) * q @ k"},
         "The two products are subtracted. Add them."),
)  # fmt: skip
ALPHA_SLIPS = (
    Slip("e alone", {" / np.sum(np.exp(scores))": ""},
         "This is e to the score. Divide it by the sum of all three."),
    Slip("no e", {"np.exp(scores) / np.sum(np.exp(scores))":
                  "scores / np.sum(scores)"},
         "The score itself is divided. In a softmax it first becomes a power of e."),
    Slip("others only", {"np.sum(np.exp(scores))":
                         "(np.sum(np.exp(scores)) - np.exp(scores))"},
         "You divide by the two others. The sum has all three in it."),
    Slip("two of three", {"np.sum(np.exp(scores))": "np.sum(np.exp(scores[:2]))"},
         "Token 3 is missing in the sum: it looks at itself, too."),
    Slip("minus", {"np.exp(scores) / np.sum(np.exp(scores))":
                   "np.exp(-scores) / np.sum(np.exp(-scores))"},
         "The sign of the scores is turned round."),
    Slip("scores summed", {"np.sum(np.exp(scores))": "np.exp(np.sum(scores))"},
         "You add the scores and take e of that. First e of each, then add."),
)  # fmt: skip
O_SLIPS = (
    Slip("plain sum", {"v @ alpha": "np.sum(v, axis=1)"},
         "The values are added as they are. Multiply each by its share first."),
    Slip("plain mean", {"v @ alpha": "np.mean(v, axis=1)"},
         "This is the plain mean. Multiply each value by its share."),
    Slip("token 3 left out", {"v @ alpha": "v[:, :2] @ alpha[:2]"},
         "Token 3 is missing: it takes from itself, too."),
    Slip("other number", {"v @ alpha": "v[::-1] @ alpha"},
         "This is the other number of o₃: take the same number of each value."),
    Slip("divided by 3", {"v @ alpha": "v @ alpha / 3"},
         "This is divided by 3. The shares add up to 1 already."),
    Slip("sign lost", {"v @ alpha": "abs(v) @ alpha"},
         "A minus sign is lost: look at the values."),
)  # fmt: skip
SHARE_SLIPS = (
    Slip("first only", {"nabla_o @ v": "nabla_o[:1] @ v[:1]"},
         "The second number of o₃ is a path, too. Over the paths, add."),
    Slip("second only", {"nabla_o @ v": "nabla_o[1:] @ v[1:]"},
         "The first number of o₃ is a path, too. Over the paths, add."),
    Slip("crossed", {"nabla_o @": "nabla_o[::-1] @"},
         "Multiply first by first, second by second."),
    Slip("sign lost", {"nabla_o @": "abs(nabla_o) @"},
         "A minus sign is lost: look at ∂C/∂o₃."),
    Slip("blame left out", {"nabla_o @ v": "np.sum(v, axis=0)"},
         "∂C/∂o₃ is missing: multiply each number of the value by it."),
)  # fmt: skip
MEAN_SLIPS = (
    Slip("plain mean", {"np.sum(alpha * nabla_alpha)": "np.mean(nabla_alpha)"},
         "This is the plain mean. Each blame counts with its share."),
    Slip("plain sum", {"alpha * ": ""},
         "The shares are missing: multiply each blame by its share."),
    Slip("divided by 3", {"np.sum": "np.mean"},
         "This is divided by 3. The shares add up to 1 already."),
    Slip("two of three", {"alpha * nabla_alpha": "alpha[:2] * nabla_alpha[:2]"},
         "Token 3 is missing in the sum."),
    Slip("sign lost", {"* nabla_alpha": "* abs(nabla_alpha)"},
         "A minus sign is lost: look at the blame of the shares."),
)  # fmt: skip
DELTA_SLIPS = (
    Slip("mean left out", {"(nabla_alpha - mean)": "nabla_alpha"},
         "The mean is missing: the score moves the other shares, too."),
    Slip("own path", {"(nabla_alpha - mean)": "(1 - alpha) * nabla_alpha"},
         "This is only the path to its own share. The score moves all three."),
    Slip("α left out", {"alpha * (": "("},
         "The share in front of the bracket is missing."),
    Slip("added", {"- mean": "+ mean"}, "Subtract the mean, do not add it."),
    Slip("turned round", {"nabla_alpha - mean": "mean - nabla_alpha"},
         "The size is right, the sign is not: the blame stands first, then the mean."),
    Slip("blame alone", {"alpha * (nabla_alpha - mean)": "nabla_alpha"},
         "This is the blame of the share. Go on, through the softmax."),
)  # fmt: skip
V_SLIPS = (
    Slip("share alone", {"nabla_o, alpha": "np.ones(2), alpha"},
         "This is the share. Multiply it by ∂C/∂o₃."),
    Slip("blame alone", {"nabla_o, alpha": "nabla_o, np.ones(3)"},
         "This is ∂C/∂o₃. Value 1 came into it with its share."),
    Slip("other number", {"nabla_o, alpha": "nabla_o[::-1], alpha"},
         "This is the other number: take the first of ∂C/∂o₃."),
    Slip("other tokens", {"nabla_o, alpha": "nabla_o, 1 - alpha"},
         "This takes the share of the others: 1 − α."),
)  # fmt: skip
Q_SLIPS = (
    Slip("√2 left out", {" / np.sqrt(2)": ""}, NO_ROOT),
    Slip("2 for √2", {"np.sqrt(2)": "2"}, ROOT),
    Slip("times √2", {"/ np": "* np"}, "Divide by √2, do not multiply by it."),
    Slip("keys left out", {"k @ delta": "np.sum(delta) + 0 * k[:, 0]"},
         "The keys are missing: each δ is multiplied by its key."),
    Slip("first token", {"k @ delta": "k[:, 0] * delta[0]"},
         "Only token 1 is in it. The query stands in all three scores: add."),
    Slip("other number", {"k @ delta": "k[::-1] @ delta"},
         "This is the other number: take the first of each key."),
    Slip("sign of k lost", {"k @ delta": "abs(k) @ delta"},
         "A minus sign is lost: look at the keys and at δ."),
    Slip("sign of δ lost", {"k @ delta": "k @ abs(delta)"},
         "A minus sign is lost: look at the keys and at δ."),
    Slip("two of three", {"k @ delta": "k[:, :2] @ delta[:2]"},
         "Token 3 is missing: it is a path, too."),
)  # fmt: skip
K_SLIPS = (
    Slip("√2 left out", {" / np.sqrt(2)": ""}, NO_ROOT),
    Slip("2 for √2", {"np.sqrt(2)": "2"}, ROOT),
    Slip("times √2", {"/ np": "* np"}, "Divide by √2, do not multiply by it."),
    Slip("query left out", {"np.outer(q, delta)": "np.outer(np.ones(2), delta)"},
         "The query is missing: in the score the key is multiplied by it."),
    Slip("other number", {"np.outer(q, delta)": "np.outer(q[::-1], delta)"},
         "This is the other number: take the first of the query."),
    Slip("other token", {"np.outer(q, delta)": "np.outer(q, delta[[1, 0, 2]])"},
         "This takes the δ of token 2. Key 1 stands in the score of token 1."),
)  # fmt: skip
S1, S2, A1, A2 = (f"{sign}{low(3, j)}" for sign in "sα" for j in (1, 2))
DA1, D1 = f"∂C/∂{A1}", f"δ{low(3, 1)}"
O3, Q3 = "first of o₃", "first of ∂C/∂q₃"
K1, V1 = "first of ∂C/∂k₁", "first of ∂C/∂v₁"
ASK = {
    S1: f"{S1}: how well key 1 fits the query, q₃ · k₁ divided by √2.",
    S2: f"{S2}: the same with key 2.",
    A1: f"{A1}: the softmax of the three scores, its share for token 1.",
    A2: f"{A2}: the share for token 2.",
    O3: "The first number of o₃: those of the values, each times its share, added.",
    DA1: f"{DA1}: in o₃ this share is multiplied by v₁. Two numbers of o₃, two paths.",
    "mean": "The mean in the rule for δ: add up each share times its blame.",
    D1: f"{D1}: the share times the bracket.",
    V1: "The first number of ∂C/∂v₁: only token 3 is judged, so one path leads there.",
    Q3: "The first number of ∂C/∂q₃: the query stands in three scores, so add.",
    K1: "The first number of ∂C/∂k₁: key 1 stands in one score.",
}  # fmt: skip


def ask(blank, numbers):
    """Say in words what a blank is."""
    return ASK[blank]


def products(pairs):
    """Write a sum of products."""
    return " + ".join(f"{factor(written(a))} · {factor(written(b))}" for a, b in pairs)


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    n = numbers
    terms = {
        S1: lambda: f"({products(zip(n['q'], n['k'][:, 0], strict=True))}) / √2",
        S2: lambda: f"({products(zip(n['q'], n['k'][:, 1], strict=True))}) / √2",
        A1: lambda: shared(n["scores"], 0),
        A2: lambda: shared(n["scores"], 1),
        O3: lambda: products(zip(n["alpha"], n["v"][0], strict=True)),
        DA1: lambda: products(zip(n["nabla_o"], n["v"][:, 0], strict=True)),
        "mean": lambda: products(zip(n["alpha"], n["nabla_alpha"], strict=True)),
        D1: lambda: f"{written(n['alpha'][0])} · ({written(n['nabla_alpha'][0])} − "
                    f"{factor(written(n['mean']))})",
        V1: lambda: products([(n["alpha"][0], n["nabla_o"][0])]),
        Q3: lambda: f"({products(zip(n['delta'], n['k'][0], strict=True))}) / √2",
        K1: lambda: f"{products([(n['delta'][0], n['q'][0])])} / √2",
    }  # fmt: skip
    right = next(s.value(blank, n) for s in SHEETS if blank in s.line_of)
    return f"{blank} = {terms[blank]()} = {written(right)}."


def shared(scores, j):
    """Write one share of a softmax."""
    powers = [f"e^{factor(written(score))}" for score in scores]
    return f"{powers[j]} / ({' + '.join(powers)})"


def pair(numbers):
    """Write the two numbers of a token."""
    return f"({', '.join(map(written, numbers))})"


def moment(filled):
    """Return what the picture shows of a sheet that is filled in."""
    n, blanks = filled.numbers, {}
    texts = {"q": f"q₃ = {pair(n['q'])}"}
    for j in TOKENS:
        for row in "kv":
            texts[row, j] = f"{row}{low(j)} = {pair(n[row][:, j - 1])}"
    back = filled.sheet.name == "look_back"

    def put(key, blank, start, numbers=None, after=(), gap=" "):
        """Write a number, or the first of several; others come with it, or nothing."""
        state = filled.blank(blank) if blank in filled.sheet.line_of else None
        if state:
            texts[key] = f"{start} ={gap}{'?' if numbers is None else '(?, …)'}"
            blanks[key] = state
            return
        value = next(s.value(blank, n) for s in SHEETS if blank in s.line_of)
        shown = written(value) if numbers is None else pair(numbers)
        texts[key] = f"{start} ={gap}{shown}"
        for other, text in after:
            texts[other] = text

    rest = [(("s", 3), f"s₃₃ = {written(n['scores'][2])}")]
    put(("s", 1), S1, S1)
    put(("s", 2), S2, S2, after=rest)
    rest = [(("α", 3), f"α₃₃ = {written(n['alpha'][2])}")]
    put(("α", 1), A1, A1)
    put(("α", 2), A2, A2, after=rest)
    put("o", O3, "o₃", n["o"], gap="\n")  # beside the table there is little room
    if back:
        texts["∂", "o"] = f"∂C/∂o₃ =\n{pair(n['nabla_o'])}"
        for row, blank, what in (("α", DA1, "nabla_alpha"), ("s", D1, "delta")):
            sign = blank[:-1]
            rest = [
                (("∂", row, j), f"{sign}{low(j)} = {written(n[what][j - 1])}")
                for j in TOKENS[1:]
            ]
            put(("∂", row, 1), blank, blank, after=rest)
        put(("∂", "mean"), "mean", "mean")
        put(("∂", "v", 1), V1, "∂C/∂v₁", n["nabla_v"][:, 0])
        put(("∂", "q"), Q3, "∂C/∂q₃", n["nabla_q"], gap="\n")
        put(("∂", "k", 1), K1, "∂C/∂k₁", n["nabla_k"][:, 0])
    return Moment(filled.sentence, {}, texts, blanks=blanks)


def draw(figure):
    """Draw the three tokens."""
    draw_look(figure.subplots())


FORWARD = (
    Line(scores, {S1: (0,), S2: (1,)}, ask, worked, SCORE_SLIPS),
    Line(alpha, {A1: (0,), A2: (1,)}, ask, worked, ALPHA_SLIPS),
    Line(o, {O3: (0,)}, ask, worked, O_SLIPS),
)
BACK = (
    Line(nabla_alpha, {DA1: (0,)}, ask, worked, SHARE_SLIPS),
    Line(mean, {"mean": ()}, ask, worked, MEAN_SLIPS),
    Line(delta, {D1: (0,)}, ask, worked, DELTA_SLIPS),
    Line(nabla_v, {V1: (0, 0)}, ask, worked, V_SLIPS),
    Line(nabla_q, {Q3: (0,)}, ask, worked, Q_SLIPS),
    Line(nabla_k, {K1: (0, 0)}, ask, worked, K_SLIPS),
)


def after_forward(rng):
    """Return the numbers of the way back: those of the way forward are known."""
    return worked_out(given(rng), FORWARD)


ALT = (
    "Three tokens side by side, each with a key, a score, a share and a value in one "
    "column. The query of token 3 stands at the left, what comes of the shares and "
    "values at the right. Numbers still to be found are question marks in boxes."
)
SHEETS = (
    Sheet("look", "One token looks at three, with a pencil", given, FORWARD, draw,
          ALT, (8.2, 3.8), moment),
    Sheet("look_back", "The blame of a look, with a pencil", after_forward, BACK, draw,
          ALT, (8.2, 3.8), moment),
)  # fmt: skip
