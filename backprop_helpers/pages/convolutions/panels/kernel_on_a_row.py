"""A kernel sits on a row of numbers: who uses whom, on the way forward and back."""

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.colours import BLUE, FOR_WORDS, GREY, INK, ORANGE, PAPER
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, number
from backprop_helpers.nets.convolution import blame, convolve, gradient
from backprop_helpers.pages.convolutions.example import DELTA, KERNEL, X
from backprop_helpers.panels.controls import Bank, Choice, Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted, subscript

VIEWS = {  # what all uses have in common, what is multiplied, what comes of it
    "one output, forward": ("i", "wx", "z"),
    "one input, backward": ("p", "δw", "∂C/∂x"),
    "one weight, backward": ("k", "δx", "∂C/∂w"),
}
FORWARD, BACK, _ = VIEWS
MOST = 2  # zeros on each side
TOP, BOTTOM = 1.0, 0.0  # heights of the inputs and of the outputs
PARTS = {"w high": 0.35, "w low": 0.65}  # of the way down: where a weight stands


def walk_the_kernel():
    """Step through outputs, inputs or weights: who uses whom, forward and back."""
    n = len(X)

    def compute(view, place, stride, padding, weight, **kernel):
        x, w = X.reshape(1, -1, 1), np.array([*kernel.values()]).reshape(1, 1, 3)
        z, seen = convolve(w, np.zeros((1, 1)), x, stride, padding)
        delta = DELTA[: z.size].reshape(z.shape)
        part, factors, what = VIEWS[view]
        result = {
            "z": z, "∂C/∂x": blame(w, seen, delta, x.shape, stride, padding),
            "∂C/∂w": gradient(w, seen, delta)[0],
        }[what].ravel()  # fmt: skip
        at = (place - 1) % len(result)  # after the last comes the first
        total = number(result[at], ".3g")
        # Output i uses, with weight k, the input at p: beyond the row it is padding.
        i, k = np.divmod(np.arange(3 * z.size), 3)
        p = i * stride + k - padding
        values = {"x": np.pad(X, MOST)[p + MOST], "w": w[0, 0, k], "δ": delta[0, i, 0]}
        lit = {"p": p, "i": i, "k": k}[part] == at
        pairs = zip(*(values[name][lit] for name in factors), strict=True)
        places = np.arange(z.size) * stride - padding + 1.0  # of the outputs
        outside = [*range(-padding, 0), *range(n, n + padding)]
        lines = np.array([_row(p, TOP), _row(places[i], BOTTOM)]).transpose(2, 0, 1)
        forward = view == FORWARD
        return {
            "colour": BLUE if forward else ORANGE,
            "below": "outputs z" if forward else "blame δ",
            "name": what + subscript(at + 1), "total": total,
            "terms": [
                " · ".join(factor(number(value, ".3g")) for value in pair)
                for pair in pairs
            ],
            "lines": lines, "dark": lines[k == int(weight[1]) - 1], "lit": lines[lit],
            "outside": _row(outside, TOP), "inside": _row(range(n), TOP),
            "outputs": _row(places, BOTTOM),
            "framed": np.unique(lines[lit].reshape(-1, 2), axis=0).T,
            "x": [*_written(range(n), X), *((place, "0") for place in outside)],
            "z": _written(places, z.ravel()) if forward else [],
            "δ": [] if forward else _written(places, delta.ravel()),
            **_on_lines(p[lit], places[i][lit], values["w"][lit], forward),
            "blame": [(at, f"blame {total}")] if view == BACK else [],
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        axes.set_axis_off()
        axes.set(xlim=(-MOST - 1.6, n + MOST - 0.4), ylim=(-0.55, 1.62))
        look = {"va": "center", "color": INK, "fontsize": 9}
        axes.text(-MOST - 1.5, TOP, "inputs x", **look)
        below = axes.text(-MOST - 1.5, BOTTOM, "", **look)
        follow(below, lambda r: {"text": r["below"]})
        lines, dark, lit = (
            axes.add_collection(LineCollection([], **look), autolim=False)
            for look in (
                {"colors": GREY, "linewidths": 0.8, "zorder": 1},
                {"colors": INK, "linewidths": 1.8, "zorder": 1.5},
                {"linewidths": 3, "zorder": 2},
            )
        )
        follow(lines, lambda r: {"segments": r["lines"]})
        follow(dark, lambda r: {"segments": r["dark"]})
        follow(lit, lambda r: {"segments": r["lit"], "color": r["colour"]})
        look = {"markersize": 27, "color": "white", "zorder": 3}
        for key, edge, width in (
            ("outside", GREY, 0.7), ("inside", BLUE, 1.7), ("outputs", INK, 1.1),
        ):  # fmt: skip
            (boxes,) = axes.plot([], [], "s", mec=edge, mew=width, **look)
            follow(boxes, lambda r, key=key: {"data": r[key]})
        look = {"markersize": 27, "fillstyle": "none", "mew": 3, "zorder": 4}
        (frames,) = axes.plot([], [], "s", **look)
        follow(frames, lambda r: {"data": r["framed"], "markeredgecolor": r["colour"]})

        def write(key, count, height, **look):
            """Write the result's pairs (x, word) under this key, at most `count`."""
            look = {"ha": "center", "va": "center", "fontsize": 9, "zorder": 5} | look
            for place in range(count):

                def pair(r, place=place):
                    ((x, word),) = r[key][place : place + 1] or [(0, "")]
                    return {"text": word, "position": (x, height)}

                follow(axes.text(0, height, "", **look), pair)

        write("blame", 1, TOP + 0.36, color=FOR_WORDS[ORANGE])
        write("x", n + 2 * MOST, TOP, fontsize=10)
        write("z", len(DELTA), BOTTOM, color=BLUE, fontsize=8)
        write("δ", len(DELTA), BOTTOM, color=FOR_WORDS[ORANGE])
        for key, part in PARTS.items():
            height = (1 - part) * TOP + part * BOTTOM
            write(key, len(DELTA), height, bbox=PAPER)

    def describe(r):
        count = counted(len(r["outputs"][0]), "output")
        if not r["terms"]:
            unused = r["name"].removeprefix("∂C/∂")
            return f"{count}. No output uses {unused}: {r['name']} = 0."
        return f"{count}. {r['name']} = {' + '.join(r['terms'])} = {r['total']}."

    weights = (
        Slider(f"w{k}", f"w{subscript(k)}", -3, 3, value, count=12)
        for k, value in enumerate(KERNEL.tolist(), start=1)
    )
    tried = {
        "stride 2": {"stride": 2, "padding": 0},
        "padding 1": {"stride": 1, "padding": 1},
        "stride 3": {"stride": 3, "padding": 0, "view": BACK},
    }
    return Panel(
        "Walk the kernel",
        (
            Choice("view", "Show", tuple(VIEWS), FORWARD),
            Slider("place", "which one", 1, len(DELTA) + 1, 1, integer=True),
            Bank("weight", "Change", tuple(weights)),
            Slider("stride", "stride", 1, 3, 1, integer=True),
            Slider("padding", "padding", 0, MOST, 0, integer=True),
            steps("place"),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Five inputs in a row, zeros at the ends if there is padding; below them "
        "the outputs. Lines join each output to the inputs it uses; those of the "
        "weight that the slider changes stand out.",
        size=(8.2, 2.7),
    )


def _on_lines(upper, lower, weights, forward):
    """Return the pairs of weights and their places, where their lines are far apart."""
    key, other = PARTS if forward else reversed(PARTS)
    return {key: _written(upper + PARTS[key] * (lower - upper), weights), other: []}


def _row(places, height):
    """Return the coordinates of places at one height."""
    return places, [height] * len(places)


def _written(places, numbers):
    """Return pairs of a place and a number as a word."""
    return [(x, number(v, ".3g")) for x, v in zip(places, numbers, strict=True)]
