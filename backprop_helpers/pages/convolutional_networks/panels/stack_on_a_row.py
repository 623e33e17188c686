"""Two convolutions on a row, one on top of the other: what one output sees."""

import numpy as np
from matplotlib.collections import LineCollection

from backprop_helpers.figures.colours import BLUE, GREY, INK
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.convolution import output_length
from backprop_helpers.panels.controls import Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.wording import counted

INPUTS = 21
HEIGHTS = {1: 2.0, 2: 1.0, 3: 0.0}  # of the layers


def what_it_sees():
    """Choose two kernels and their strides; follow one output back to its inputs."""

    def compute(size2, stride2, size3, stride3, place):
        sizes, strides = {2: size2, 3: size3}, {2: stride2, 3: stride3}
        # Where each neuron of a layer stands, and where the first that it uses does.
        at = {1: np.arange(1.0, INPUTS + 1)}
        uses = {}
        for l in (2, 3):
            count = output_length(len(at[l - 1]), sizes[l], strides[l])
            uses[l] = [
                (i, i * strides[l] + k) for i in range(count) for k in range(sizes[l])
            ]
            starts = np.arange(count) * strides[l]
            at[l] = (at[l - 1][starts] + at[l - 1][starts + sizes[l] - 1]) / 2
        chosen = (place - 1) % len(at[3])  # after the last comes the first
        lit = {3: {chosen}}
        for l in (3, 2):
            lit[l - 1] = {j for i, j in uses[l] if i in lit[l]}
        lines, bright = [], []
        for l in (2, 3):
            for i, j in uses[l]:
                line = [(at[l][i], HEIGHTS[l]), (at[l - 1][j], HEIGHTS[l - 1])]
                (bright if i in lit[l] else lines).append(line)
        seen = at[1][sorted(lit[1])]
        return {
            "lines": lines, "bright": bright, "chosen": chosen + 1,
            "count": len(at[3]), "between": len(lit[2]),
            "seen": (int(seen.min()), int(seen.max())), "inputs": len(seen),
            "all": [(x, HEIGHTS[l]) for l in at for x in at[l]],
            "lit": [(at[l][i], HEIGHTS[l]) for l in at for i in sorted(lit[l])],
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        axes.set_axis_off()
        axes.set(xlim=(-2.6, INPUTS + 0.7), ylim=(-0.4, 2.4))
        for l, name in enumerate(("inputs", "layer 2", "layer 3"), start=1):
            axes.text(-2.5, HEIGHTS[l], name, va="center", fontsize=10)
        plain = axes.add_collection(
            LineCollection([], colors=GREY, linewidths=0.7), False
        )
        follow(plain, lambda r: {"segments": r["lines"]})
        look = {"colors": BLUE, "linewidths": 2.5}
        bright = axes.add_collection(LineCollection([], **look), False)
        follow(bright, lambda r: {"segments": r["bright"]})
        look = {"color": "white", "zorder": 3}
        (nodes,) = axes.plot([], [], "o", mec=INK, mew=1, markersize=11, **look)
        follow(nodes, lambda r: {"data": np.transpose(r["all"])})
        look = {"color": BLUE, "mec": INK, "zorder": 4}
        (seen,) = axes.plot([], [], "s", markersize=12, **look)
        follow(seen, lambda r: {"data": np.transpose(r["lit"])})

    def describe(r):
        first, last = r["seen"]
        gaps = "" if r["inputs"] == last - first + 1 else ", with gaps between"
        return (
            f"{counted(r['count'], 'output')}. Output {r['chosen']} uses "
            f"{counted(r['between'], 'neuron')} of layer 2, and through them "
            f"{counted(r['inputs'], 'input')}, from {first} to {last}{gaps}."
        )

    kernels = [
        (
            Slider(f"size{l}", f"kernel, layer {l}", 1, 5, 3, integer=True),
            Slider(f"stride{l}", f"stride, layer {l}", 1, 3, 1, integer=True),
        )
        for l in (2, 3)
    ]
    tried = {
        "3 on 3": {"size2": 3, "stride2": 1, "size3": 3, "stride3": 1},
        "stride 2 below": {"size2": 3, "stride2": 2, "size3": 3, "stride3": 1},
        "1 below 3": {"size2": 1, "stride2": 1, "size3": 3, "stride3": 1},
    }
    return Panel(
        "What it sees",
        (
            *kernels[0], *kernels[1],
            Slider("place", "output", 1, INPUTS, 4, integer=True),
            presets(tried),
            steps("place"),
        ),
        compute,
        draw,
        describe,
        alt="Three rows of neurons: inputs above, then layer 2 and layer 3, with lines "
        "from each neuron to those it uses. The neurons and lines that one output "
        "depends on are blue, the neurons as squares.",
        size=(8.2, 2.6),
    )  # fmt: skip
