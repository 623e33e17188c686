"""One step that is too large, and the neurons that it kills."""

import numpy as np

from backprop_helpers.nets.functions import leaky_relu, relu
from backprop_helpers.pages.depth_and_initialization import example, figures
from backprop_helpers.panels.controls import Slider, presets
from backprop_helpers.panels.panel import Panel


def dead_neurons():
    """Take one step with a large η, and see which neurons are on for which images."""
    titles = ("before: ReLU, {} dead", "after: ReLU, {} dead", "after: leaky, {} off")

    def compute(eta, more, seed):
        plain = example.jump(relu, eta, more, seed)
        leaky = example.jump(leaky_relu, eta, more, seed)
        sums = plain.before, plain.after, leaky.after
        off = [*map(example.silent, sums)]
        counts = [rows.sum() for rows in off]
        words = map(str.format, titles, counts)
        return {
            "eta": eta, "more": more, "maps": [*zip(sums, off, words, strict=True)],
            "counts": counts, "costs": [plain.cost_after, leaky.cost_after],
            "blocked": off[1][example.NEURONS :].all(),
        }  # fmt: skip

    def draw(figure):
        for i, axes in enumerate(figure.subplots(1, 3)):
            axes.set_xlabel(f"{example.DIGITS} digits; shaded: on")
            axes.set_title(" ")  # keeps the room for a title that moves
            figures.draw_map(
                axes, 2 * example.NEURONS, example.DIGITS, ("layer 2", "layer 3"),
                "xx."[i], lambda r, i=i: r["maps"][i],
            )  # fmt: skip

    def describe(r):
        start, dead, off = r["counts"]
        cost, leaky_cost = (
            f"{cost:.2f}" if np.isfinite(cost) else "diverged" for cost in r["costs"]
        )
        more = f" and {r['more']} more with η = 0.1" if r["more"] else ""
        are = "is" if dead == 1 else "are"
        keep = f"{off} are off for all digits, but keep"
        if off == 1:
            keep = "1 is off for all digits, but keeps"
        end = " All of layer 3 is dead: no blame gets through." if r["blocked"] else ""
        return (
            f"After one step with η = {r['eta']:.3g}{more}: {dead} of 32 ReLU neurons "
            f"{are} dead ({start} before), cost {cost}. Leaky ReLU: {keep} a slope of "
            f"0.01; cost {leaky_cost}.{end}"
        )

    tried = {"small η": 0.1, "too large": 30.0}
    return Panel(
        "Dead neurons",
        (
            Slider("eta", "first η", 0.1, 30, 3.0, count=60, log=True),
            Slider("more", "more steps", 0, 100, 0, integer=True),
            Slider("seed", "seed", 0, 9, 0, integer=True),
            presets({name: {"eta": eta, "more": 0} for name, eta in tried.items()}),
        ),
        compute,
        draw,
        describe,
        alt="Three maps with a row for each hidden neuron and a column for each digit, "
        "shaded where the neuron is on: ReLU at the start, ReLU and leaky ReLU at the "
        "end. A mark at the left: off for all digits.",
        size=(8.2, 3.8),
    )
