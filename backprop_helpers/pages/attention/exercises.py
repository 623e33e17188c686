"""Exercises: the gradient of a table, attention on one text, and its way back."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip


def table_gradient(nabla_x, symbols, size):
    """Return the gradient of the table, shape (d, size)."""
    nabla = np.zeros((len(nabla_x), size))
    for i, symbol in enumerate(symbols):
        nabla[:, symbol] += nabla_x[:, i]
    return nabla


def _texts(rng):
    yield np.array([[1.0, 2.0, 4.0], [0.5, -1.0, 3.0]]), np.array([1, 0, 1]), 3
    for d, size, T in ((2, 4, 5), (3, 2, 4), (1, 5, 6), (4, 6, 2), (2, 3, 7)):
        yield rng.normal(size=(d, T)), rng.integers(size, size=T), size


def attention(q, k, v):
    """Return o, shape (d, T), and alpha, shape (T, T)."""
    e = np.exp(q.T @ k / np.sqrt(len(k)))
    alpha = e / np.sum(e, axis=1, keepdims=True)
    return v @ alpha.T, alpha


def _looking(rng):
    for d, T in ((2, 3), (3, 4), (4, 2), (1, 3), (2, 5), (5, 3)):
        yield (*rng.normal(size=(3, d, T)),)


def attention_back(q, k, v, alpha, nabla_o):
    """Return ∇q, ∇k and ∇v, of the shapes of q, k and v."""
    nabla_alpha = nabla_o.T @ v
    mean = np.sum(alpha * nabla_alpha, axis=1, keepdims=True)
    delta = alpha * (nabla_alpha - mean)
    root = np.sqrt(len(k))
    return k @ delta.T / root, q @ delta / root, nabla_o @ alpha


def _blamed(rng):
    for q, k, v in _looking(rng):
        o, alpha = attention(q, k, v)
        yield q, k, v, alpha, rng.normal(size=o.shape)


SAME = "shape (d, T), one column for each token"
EXERCISES = (
    Exercise(
        prompt="The gradient of the table, from the blame of the columns taken.",
        arguments={
            "nabla_x": "shape (d, T), the blame of x",
            "symbols": "shape (T,), which column of the table each token was",
            "size": "how many columns the table has",
        },
        returns=(Part("∇w_e", "table"),),
        inputs=_texts,
        solution=table_gradient,
        slips=(
            Slip("the last one wins", {"+=": "="},
                 "A symbol that is met twice keeps the blame of one place only. Over "
                 "the paths, add. If you index with all symbols at once: numpy then "
                 "adds to each column only once, too."),
            Slip("all blame each time",
                 {"+= nabla_x[:, i]":
                  "+= np.sum(nabla_x[:, symbols == symbol], axis=1)"},
                 "A symbol that is met twice gets the blame of both places twice. "
                 "What does one token add?"),
            Slip("the first one wins",
                 {"+= nabla_x[:, i]": "+= nabla_x[:, i] * (symbol not in symbols[:i])"},
                 "A symbol that is met twice keeps the blame of its first place only. "
                 "Over the paths, add."),
            Slip("mean over the places",
                 {"+= nabla_x[:, i]": "+= nabla_x[:, i] / np.sum(symbols == symbol)"},
                 "This is the mean over the places of a symbol. Each place is a path; "
                 "over the paths, add."),
            Slip("divided by T", {"+= nabla_x[:, i]":
                                  "+= nabla_x[:, i] / len(symbols)"},
                 "The sums are divided by the number of tokens. Over the paths, add, "
                 "with no mean."),
            Slip("every column", {"nabla[:, symbol] += nabla_x[:, i]":
                                  "nabla += nabla_x[:, i : i + 1]"},
                 "Every symbol gets the blame of every token. A token used one column "
                 "of the table, its own."),
            Slip("taken away", {"+=": "-="},
                 "The blame is subtracted: this is a step downhill, without η. Here "
                 "the gradient itself is asked for."),
            Slip("counted", {"+= nabla_x[:, i]": "+= 1"},
                 "This counts how often each symbol is met. Each time it gets the "
                 "blame of its place."),
            Slip("one number for a column",
                 {"nabla_x[:, i]": "np.sum(nabla_x[:, i])"},
                 "All numbers of a column get the same: the blame of its place was "
                 "added up. Each number has a blame of its own."),
            Slip("only what is met",
                 {"return nabla": "return nabla[:, np.unique(symbols)]"},
                 "Only symbols that are met have a column. Those that no token took "
                 "stand in the table, too: what is their slope?"),
        ),
        hints=(
            "Begin with zeros of shape (len(nabla_x), size).",
            "Go through the tokens: token number i took the column symbols[i].",
            "nabla[:, symbols[i]] gets nabla_x[:, i] added to it: += and not =.",
        ),
    ),
    Exercise(
        prompt="Attention on one text: the new columns o, and who looks at whom.",
        arguments={"q": SAME, "k": SAME, "v": SAME},
        returns=(Part("o", "tokens"), Part("α", "looks")),
        inputs=_looking,
        solution=attention,
        slips=(
            Slip("softmax down the columns", {"axis=1": "axis=0"},
                 "Each column of α adds up to 1. Token i shares itself out over all "
                 "it looks at, and that is row i: axis=1."),
            Slip("one softmax for all", {"np.sum(e, axis=1, keepdims=True)":
                                         "np.sum(e)"},
                 "The whole table adds up to 1. Each token has a softmax of its own, "
                 "along its row."),
            Slip("not shared out", {"e / np.sum(e, axis=1, keepdims=True)": "e"},
                 "These are the powers of e. In a row they must add up to 1: divide "
                 "by the sum of the row."),
            Slip("scores without e", {"np.exp(q.T @ k / np.sqrt(len(k)))":
                                      "q.T @ k / np.sqrt(len(k))"},
                 "The scores themselves are divided by their sum. In a softmax they "
                 "first become powers of e."),
            Slip("softmax left out",
                 {"np.exp(q.T @ k / np.sqrt(len(k)))": "q.T @ k / np.sqrt(len(k))",
                  "e / np.sum(e, axis=1, keepdims=True)": "e"},
                 "These are the scores themselves. Shares are positive and add up to 1 "
                 "in each row: what makes them of scores?"),
            Slip("sums in the wrong direction", {", keepdims=True": ""},
                 "Column j is divided by the sum of row j: numpy lays a list of T "
                 "numbers along the rows. Which shape should the sums have?"),
            Slip("√d left out", {" / np.sqrt(len(k))": ""},
                 "The scores are not divided by √d_k."),
            Slip("d for √d", {"np.sqrt(len(k))": "len(k)"},
                 "The scores are divided by d_k itself. Its square root is meant."),
            Slip("√T for √d", {"len(k)": "k.shape[1]"},
                 "√ is taken of the number of tokens. d_k is how many numbers a key "
                 "has: the rows of k."),
            Slip("times √d", {"/ np.sqrt": "* np.sqrt"},
                 "The scores are multiplied by √d_k. Divide by it."),
            Slip("√d after the softmax",
                 {" / np.sqrt(len(k)))": ")",
                  "axis=1, keepdims=True)": "axis=1, keepdims=True) / np.sqrt(len(k))"},
                 "√d_k divides what comes out of the softmax. It divides the scores, "
                 "which go in."),
            Slip("keys look", {"q.T @ k": "k.T @ q"},
                 "q and k have changed places: row i belongs to the token that looks, "
                 "so its query comes first."),
            Slip("queries for keys", {"q.T @ k": "q.T @ q"},
                 "The queries are compared with queries. Token i compares its query "
                 "with the keys."),
            Slip("minus the scores", {"np.exp(q": "np.exp(-q"},
                 "The sign of the scores is turned round: one looks most at the token "
                 "that fits least."),
            Slip("α not turned round", {"v @ alpha.T": "v @ alpha"},
                 "α is right, but in o its rows and columns are exchanged: o_i takes "
                 "the shares of row i."),
            Slip("keys handed on", {"v @ alpha.T": "k @ alpha.T"},
                 "o is a mixture of the keys. What a token hands on is its value, v."),
            Slip("only looking back",
                 {"    alpha": "    e = np.tril(e)\n    alpha"},
                 "No token looks at a later one: that is the mask of the next section. "
                 "Here all look at all."),
            Slip("mean of the values", {"v @ alpha.T": "v @ alpha.T / len(alpha)"},
                 "o is divided by T. The shares of a row add up to 1 already."),
        ),
        hints=(
            "s_ij is the product of column i of q and column j of k. All at once: "
            "q.T @ k, divided by np.sqrt(len(k)).",
            "Softmax of each row: np.exp of all, divided by np.sum(…, axis=1, "
            "keepdims=True).",
            "Column i of o is v times row i of alpha: v @ alpha.T. Return o, alpha.",
        ),
    ),
    Exercise(
        prompt="From the blame of o to that of q, k and v.",
        arguments={
            "q": SAME, "k": SAME, "v": SAME,
            "alpha": "shape (T, T), who looked at whom",
            "nabla_o": "shape (d, T), the blame of o",
        },
        returns=(Part("∇q", "tokens"), Part("∇k", "tokens"), Part("∇v", "tokens")),
        inputs=_blamed,
        solution=attention_back,
        slips=(
            Slip("shares turned round", {"nabla_o.T @ v": "v.T @ nabla_o"},
                 "The blame of α has rows and columns exchanged: in row i stands what "
                 "o_i sends back."),
            Slip("keys for values", {"nabla_o.T @ v": "nabla_o.T @ k"},
                 "For the blame of α you take the keys. What is α_ij multiplied by "
                 "in o_i?"),
            Slip("own path only",
                 {"alpha * (nabla_alpha - mean)":
                  "alpha * (1 - alpha) * nabla_alpha"},
                 "Only the path from a score to its own share is counted. It moves "
                 "all shares of its row: add up all paths."),
            Slip("∇α in ∇v", {"nabla_o @ alpha": "nabla_o @ nabla_alpha"},
                 "∇v is made with the blame of α. Forward, v is multiplied by α: which "
                 "numbers bring its blame back?"),
            Slip("mean left out", {"(nabla_alpha - mean)": "nabla_alpha"},
                 "This is α times its blame. The paths to the other shares of the row "
                 "are missing."),
            Slip("α left out", {"delta = alpha * ": "delta = "},
                 "Behind the bracket all is right, but δ_ij has a factor in front of "
                 "it: the share α_ij."),
            Slip("softmax left out", {"alpha * (nabla_alpha - mean)": "nabla_alpha"},
                 "This goes from the shares straight to q and k. Between them stand "
                 "the softmax and the scores."),
            Slip("plain mean",
                 {"np.sum(alpha * nabla_alpha, axis=1": "np.mean(nabla_alpha, axis=1"},
                 "The plain mean of the row is subtracted. Each entry counts with its "
                 "share α."),
            Slip("plus the mean", {"nabla_alpha - mean": "nabla_alpha + mean"},
                 "The mean is added. The slopes of the other paths are −α_ij α_ik."),
            Slip("mean down the columns", {"axis=1": "axis=0"},
                 "The mean is taken down the columns. A softmax is a row: axis=1."),
            Slip("mean over the table",
                 {"np.sum(alpha * nabla_alpha, axis=1, keepdims=True)":
                  "np.sum(alpha * nabla_alpha)"},
                 "The sum runs over the whole table. Each row is a softmax of its "
                 "own: axis=1."),
            Slip("means in the wrong direction", {", keepdims=True": ""},
                 "The mean of row j is subtracted from column j: numpy lays a list of "
                 "T numbers along the rows. Which shape should the means have?"),
            Slip("√d left out", {"root = np.sqrt(len(k))": "root = 1"},
                 "√d_k is missing on the way from the scores to q and k."),
            Slip("√d left out for q", {"k @ delta.T / root": "k @ delta.T"},
                 "√d_k is missing on the way to q."),
            Slip("√d left out for k", {"q @ delta / root": "q @ delta"},
                 "√d_k is missing on the way to k."),
            Slip("d for √d", {"np.sqrt(len(k))": "len(k)"},
                 "You divide by d_k itself. Its square root is meant."),
            Slip("√T for √d", {"len(k)": "k.shape[1]"},
                 "√ is taken of the number of tokens. d_k is how many numbers a key "
                 "has: the rows of k."),
            Slip("√d for v, too", {"nabla_o @ alpha": "nabla_o @ alpha / root"},
                 "∇v is divided by √d_k. On the way from o to v there is no score."),
            Slip("partners exchanged",
                 {"k @ delta.T": "q @ delta.T", "q @ delta /": "k @ delta /"},
                 "In the scores q is multiplied by k. The slope along a factor is the "
                 "other one."),
            Slip("own factor for q", {"k @ delta.T": "q @ delta.T"},
                 "∇q is made of q. In the score its partner is k."),
            Slip("own factor for k", {"q @ delta /": "k @ delta /"},
                 "∇k is made of k. In the score its partner is q."),
            Slip("δ not turned round", {"k @ delta.T": "k @ delta"},
                 "∇q adds up over the columns of δ, down which other tokens look. "
                 "Query i stands in row i of the scores."),
            Slip("δ turned round", {"q @ delta /": "q @ delta.T /"},
                 "∇k adds up over a row of δ. Key j stands in column j of the "
                 "scores: all that looked at token j."),
            Slip("both turned round",
                 {"k @ delta.T": "k @ delta", "q @ delta /": "q @ delta.T /"},
                 "δ has rows and columns exchanged. Row i belongs to the query i, "
                 "column j to the key j."),
            Slip("α turned round", {"nabla_o @ alpha": "nabla_o @ alpha.T"},
                 "∇v adds up over a row of α. Value j was taken by all that looked at "
                 "token j, and these are a column."),
            Slip("δ for α", {"nabla_o @ alpha": "nabla_o @ delta"},
                 "∇v is made with δ. In o the value v_j is multiplied by α_ij."),
            Slip("uphill", {"delta = alpha": "delta = -alpha"},
                 "The sign of δ is turned round: no minus stands before the softmax."),
        ),
        hints=(
            "o_i = Σ α_ij v_j: the blame of α is nabla_o.T @ v, and that of v is "
            "nabla_o @ alpha.",
            "δ = α (blame of α − mean of the row), where the mean is np.sum(alpha * "
            "nabla_alpha, axis=1, keepdims=True).",
            "∇q is k @ delta.T and ∇k is q @ delta, both divided by np.sqrt(len(k)).",
        ),
    ),
)  # fmt: skip
