"""The pictures with sliders: one query among three keys, and a network that looks."""

from functools import lru_cache, partial

import numpy as np
from matplotlib.patches import Rectangle

from backprop_helpers.datasets.recall import NAMES, SYMBOLS, recall_texts
from backprop_helpers.figures.colours import BLUE, GREY, INK, ORANGE, PAPER
from backprop_helpers.figures.curve import numbered
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import low
from backprop_helpers.pages.attention import example
from backprop_helpers.pages.attention.figures import SHARES
from backprop_helpers.pages.attention.letter import Finder
from backprop_helpers.panels.controls import Button, Pick, Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

LIMIT, STEPS, LONGEST = 4, 100, 15  # of a query; of the training; digits of a text
CLEAR = {"bbox": PAPER, "zorder": 4}  # of a name that an arrow may cross


def turn_the_query():
    """Move the query of token 3: its shares, and the mixture of the values."""

    def compute(q1, q2):
        return example.look(np.array([q1, q2]))

    def draw(figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=(1, 0.8, 1))
        left.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), aspect="equal")
        left.set_title("query, and three keys", fontsize=10)
        for j, (x, y) in enumerate(example.KEYS.T, start=1):
            left.plot([0, x], [0, y], "-o", color=BLUE, ms=4)
            name = left.text(1.3 * x + 0.1, 1.3 * y + 0.1, "", color=BLUE, **CLEAR)
            follow(name, lambda r, j=j: {"text": f"k{low(j)}"})  # else below the arrow
        (arrow,) = left.plot([], [], "-D", color=ORANGE, markevery=[-1])
        follow(arrow, lambda r: {"data": ([0, r.query[0]], [0, r.query[1]])})
        name = left.text(0, 0, "q₃", color=INK, ha="center", **CLEAR)
        follow(name, lambda r: {"position": beside(r.query)})
        middle.set(xlim=(0.4, 3.6), ylim=(0, 1))
        middle.set_xticks((1, 2, 3), [f"α{low(3, j)}" for j in (1, 2, 3)])
        middle.set_title("shares", fontsize=10)
        for j in range(3):
            bar = middle.add_patch(Rectangle((j + 0.7, 0), 0.6, 0, color=BLUE))
            follow(bar, lambda r, j=j: {"height": r.alpha[j]})
        corners = example.VALUES[:, [0, 1, 2, 0]]
        right.plot(*corners, "-o", color=BLUE, linewidth=1)
        right.set(xlim=(-2, 3), ylim=(-2, 4))
        right.set_title("values, and what is handed on", fontsize=10)
        for j, (x, y) in enumerate(example.VALUES.T, start=1):
            off = 0.15 if x > 0 else -0.55
            right.text(x + off, y, f"v{low(j)}", color=BLUE, va="center")
        (dot,) = right.plot([], [], "D", color=ORANGE)
        follow(dot, lambda r: {"data": ([r.o[0]], [r.o[1]])})
        label = right.text(0, 0, "o₃", color=INK, va="bottom", ha="right")
        follow(label, lambda r: {"position": (r.o[0] - 0.25, r.o[1] + 0.15)})

    def describe(r):
        shares = ", ".join(f"{share:.2f}" for share in r.alpha)
        said = f"Token 3 shares itself out as {shares}, and o₃ is "
        said += f"({r.o[0]:.2f}, {r.o[1]:.2f})."
        if not r.query.any():
            return f"{said} The query asks for nothing: all get the same."
        if r.alpha.max() > 0.9:
            first = int(r.alpha.argmax()) + 1
            return f"{said} It looks at token {first} and at hardly any other."
        return said

    tried = {
        "pencil": dict(zip(("q1", "q2"), example.QUERY.tolist(), strict=True)),
        "nothing": {"q1": 0.0, "q2": 0.0},
        "towards key 3": {"q1": -4.0, "q2": 2.0},
    }
    return Panel(
        "The query of token 3",
        (
            Slider("q1", "first number of q₃", -LIMIT, LIMIT, 2.0, count=80),
            Slider("q2", "second number of q₃", -LIMIT, LIMIT, 1.0, count=80),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Left, a query and three keys as arrows; in the middle, a bar for each "
        "share; right, the three values as corners of a triangle, and in it the "
        "mixture that is handed on.",
        size=(8.2, 3.0),
        pick=Pick("q1", "q2", axes=0),
    )


def find_the_letter(attention=None, attention_back=None):
    """Train a network with one attention; show what it costs, and who looks at whom.

    Both functions are a student's: the one of every look, the other of every way back.
    """
    look = OwnCode("attention", attention)
    back = OwnCode("attention_back", attention_back)
    frame = LONGEST + 1

    def trained(others, seed, attention, attention_back):
        """Return texts, costs and shares from start to end, and what is named at it."""
        finder = Finder(seed, attention, attention_back)
        texts = recall_texts(others, (SYMBOLS,), np.random.default_rng(seed)).T
        texts[:, 1:], texts[:, 0] = texts[0, 1:], range(SYMBOLS)  # one for each letter

        def seen():
            return finder.forward(texts)[1].alpha[:, 0].astype("f4")

        costs, shares = [], [seen()]
        for cost in finder.learn(others, STEPS):
            costs.append(cost)
            shares.append(seen())
        costs.append(finder.walk_back(*finder.batch(others))[0])
        return texts, costs, shares, finder.named(others, 100)

    @lru_cache(maxsize=40)
    def run(others, seed):
        def with_look(attention):
            return back.run(partial(trained, others, seed, attention))

        return *look.run(with_look), f"{look.sentence} {back.sentence}"

    def compute(others, seed, letter, steps):
        texts, costs, shares, named, whose = run(others, seed)
        alpha = np.zeros((frame, frame))
        alpha[: others + 1, : others + 1] = shares[steps][letter]
        return {
            "text": texts[letter], "costs": np.array(costs[: steps + 1]),
            "alpha": alpha, "seed": seed, "steps": steps, "others": others,
            "named": named, "whose": whose, "letter": NAMES[letter],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.35))
        picture = left.imshow(
            np.zeros((frame, frame)), cmap=SHARES, vmin=0, vmax=1, aspect="equal"
        )
        follow(picture, lambda r: {"array": r["alpha"]})
        left.set(xticks=(), yticks=(), xlim=(-1.6, frame), ylim=(frame, -1.6))
        left.set_axis_off()
        left.set_title("row i: whom token i looks at", fontsize=10)
        for place in range(frame):
            for x, y in ((place, -1), (-1, place)):
                text = left.text(x, y, "", ha="center", va="center", fontsize=8)
                follow(text, lambda r, place=place: {"text": symbol_at(r, place)})
        (judged,) = left.plot([], [], color=ORANGE, linewidth=1.5)
        follow(judged, lambda r: {"data": round_the_last_row(r["others"])})
        right.set(xlim=(0, STEPS + 1), ylim=(-0.05, 2), xlabel="steps done")
        right.set_ylabel("cost C")
        guess = np.log(SYMBOLS)
        right.axhline(guess, color=GREY, linewidth=1, linestyle=":")
        right.text(STEPS, guess + 0.03, "guessing", color=GREY, ha="right", va="bottom")
        (curve,) = right.plot([], [], "-o", color=ORANGE, markevery=[-1])
        follow(curve, lambda r: numbered(np.minimum(r["costs"], 2)))

    def describe(r):
        last = r["alpha"][r["others"], 0]
        counted = "1 step" if r["steps"] == 1 else f"{r['steps']} steps"
        said = (
            f"Start {r['seed']}, after {counted}: cost {r['costs'][-1]:.2f}, and the "
        )
        said += f"last token looks at the {r['letter']} with {last:.2f}."
        if r["steps"] == STEPS:
            said += f" Of fresh texts it names {100 * r['named']:.0f}%."
        return f"{said} {r['whose']}"

    return Panel(
        "Your attention finds the letter",
        (
            Slider("others", "digits", 2, LONGEST, LONGEST, integer=True),
            Slider("seed", "start", 0, 9, 2, integer=True),
            Slider(
                "letter",
                "letter of this text",
                0,
                3,
                0,
                integer=True,
                names=("A", "B", "C", "D"),
            ),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
        ),
        compute,
        draw,
        describe,
        alt="Left, a table with a row and a column for each token of a text, darker "
        "where the token of the row looks more at that of the column; the last row, "
        "which is judged, is framed. Right, the cost after each step.",
        size=(8.2, 3.4),
    )


def beside(query):
    """Return where the name of a query stands: above it, or below at the top.

    At the sides it keeps clear of the numbers on the axis.
    """
    x, y = query
    x = np.clip(x, 0.5 - LIMIT, LIMIT - 0.5)
    return x, y + (0.3 if y < LIMIT - 1 else -0.9)


def symbol_at(r, place):
    """Return the symbol of a text at a place, "" beyond its end."""
    return NAMES[r["text"][place]] if place < len(r["text"]) else ""


def round_the_last_row(others):
    """Return x and y of a line round the row of the last token."""
    right, low, high = others + 0.5, others + 0.5, others - 0.5
    return [-0.5, right, right, -0.5, -0.5], [high, high, low, low, high]
