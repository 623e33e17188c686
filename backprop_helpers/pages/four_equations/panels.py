"""The pictures with sliders of this page: a walk through layers, and training runs."""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.figures.border import border_ends
from backprop_helpers.figures.colours import BLUE, FAINT, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import high
from backprop_helpers.pages.four_equations import example, figures
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

MOST = 6  # layers; the deepest network takes 3 · 5 steps
HIDDEN, OUTPUTS = (3, 4, 3, 4, 3), 2


@dataclass(frozen=True)
class Step:
    """A step of the walk: its equation, a sentence, and what it shows.

    word stands from now on at a place (row, layer) of `draw_layers`, lit is what that
    lights up; parts make a line of code, see `over_its_shapes`.
    """

    equation: str = ""
    place: tuple = ()
    word: str = ""
    lit: tuple = ()
    parts: tuple = ("",)
    sentence: str = ""


def walk(n):
    """Yield the Steps through layers of n[l] neurons: forward, then back, then ∇."""
    L = len(n)
    for l in range(2, L + 1):
        here, before = high(l), high(l - 1)
        yield Step(
            "forward", ("forward", l), f"z{here} a{here}", (l, (l - 1, l)),
            ((f"z[{l}]", n[l], 1), " = ", (f"w[{l}]", n[l], n[l - 1]), " @ ",
             (f"a[{l - 1}]", n[l - 1], 1), " + ", (f"b[{l}]", n[l], 1), "    ",
             (f"a[{l}]", n[l], 1), " = ", (f"activation(z[{l}])", n[l], 1)),
            f"forward into layer {l}: z{here} = w{here} a{before} + b{here}, then "
            f"a{here} = σ(z{here}). z{here} and a{here} are kept for the way back.",
        )  # fmt: skip
    here = high(L)
    yield Step(
        "BP1", ("backward", L), f"δ{here}", (L,),
        ((f"delta[{L}]", n[L], 1), " = ", (f"2 * (a[{L}] - y)", n[L], 1), " * ",
         (f"activation.derivative(z[{L}])", n[L], 1)),
        f"BP1, the start of the way back: δ{here} = 2 (a{here} − y) ⊙ σ′(z{here}), one "
        f"number for each of the {n[L]} outputs.",
    )  # fmt: skip
    for l in range(L - 1, 1, -1):
        here, above = high(l), high(l + 1)
        yield Step(
            "BP2", ("backward", l), f"δ{here}", (l, (l, l + 1)),
            ((f"delta[{l}]", n[l], 1), " = (", (f"w[{l + 1}].T", n[l], n[l + 1]),
             " @ ", (f"delta[{l + 1}]", n[l + 1], 1), ") * ",
             (f"activation.derivative(z[{l}])", n[l], 1)),
            f"BP2, from layer {l + 1} to layer {l}: δ{here} = ((w{above})ᵀ δ{above}) ⊙ "
            f"σ′(z{here}), so {n[l + 1]} numbers become {n[l]}.",
        )  # fmt: skip
    for l in range(2, L + 1):
        here, before = high(l), high(l - 1)
        yield Step(
            "BP3 and BP4", ("gradient", l), f"∂w{here} ∂b{here}", (l, (l - 1, l)),
            ((f"nabla_w[{l}]", n[l], n[l - 1]), " = ", (f"delta[{l}]", n[l], 1), " @ ",
             (f"a[{l - 1}].T", 1, n[l - 1]), "    ",
             (f"nabla_b[{l}]", n[l], 1), " = ", (f"delta[{l}]", n[l], 1)),
            f"BP3 and BP4 for layer {l}: ∂C/∂b{here} = δ{here} and ∂C/∂w{here} = "
            f"δ{here} (a{before})ᵀ, which is {n[l]} · {n[l - 1]} = {n[l] * n[l - 1]} "
            "weights at once.",
        )  # fmt: skip


def times(count):
    """Write how often: never, once, 2 times."""
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def whole_walk():
    """Walk forward and back through 2 to 6 layers: a line of code with its shapes."""

    def compute(L, step):
        n = dict(enumerate((*HIDDEN[: L - 1], OUTPUTS), start=1))
        steps = [*walk(n)]
        done = steps[:step]
        now = done[-1] if done else Step()
        words = {("name", l): f"layer {l}\n{n[l]} neurons" for l in n}
        words |= {("name", 1): f"layer 1\n{n[1]} inputs", ("forward", 1): "a¹ = x"}
        words |= {past.place: past.word for past in done}
        code, shapes = figures.over_its_shapes(now.parts)
        return {
            "L": L, "steps": steps, "done": len(done), "now": now,
            "places": figures.neuron_places(n), "words": words, "lit": now.lit,
            "colour": BLUE if now.equation == "forward" else ORANGE,
            "title": now.equation, "code": code, "shapes": shapes,
        }  # fmt: skip

    def draw(figure):
        top, bottom = figure.subplots(2, 1, height_ratios=(3.2, 1))
        figures.draw_layers(top, MOST, max(HIDDEN))
        figures.draw_code(bottom)

    def describe(r):
        total, L = len(r["steps"]), r["L"]
        if not r["done"]:
            return f"A network of {L} layers. Press Step: first forward, then back."
        end = ""
        if r["done"] == total:
            end = (
                " All derivatives are known: "
                f"BP1 once, BP2 {times(L - 2)}, BP3 and BP4 {times(L - 1)} each."
            )
        return f"Step {r['done']} of {total}, {r['now'].sentence}{end}"

    moves = (Button("Step back", add={"step": -1}), Button("Step", add={"step": 1}))
    return Panel(
        "The whole walk",
        (
            Slider("L", "layers L", 2, MOST, 4, integer=True),
            Slider("step", "step", 0, 3 * (MOST - 1), 1, integer=True),
            Buttons(moves),
        ),
        compute,
        draw,
        describe,
        alt="A network as columns of neurons; under each layer what is known of it so "
        "far. Below, the line of code of this step with the shape of each part.",
        size=(8.2, 3.9),
    )


STEPS, LOWEST = 300, 1e-3  # of a training run; of the axes of costs
STATES = {
    "learnt": "Learnt.",
    "falling": "Not learnt yet.",
    "flat": "Stuck: the cost is flat here, so every step is tiny.",
    "saturated": "Stuck: an output is near ±1 and wrong, where tanh is almost flat.",
    "jumping": "Not learnt: the cost jumps up and down, so η is too large.",
}


def after(steps):
    """Say when: before the first step, or after how many."""
    if not steps:
        return "before the first step"
    return f"after {steps} step{'s' if steps > 1 else ''}"


def decision_boundary():
    """Train a network on a Boolean function, and see which side each point is on."""
    everywhere = figures.plane()

    def compute(function, hidden, eta, scale, seed, steps):
        network = example.fresh_network(hidden, scale, seed)
        run = example.learn(network, example.FUNCTIONS[function], eta, steps)
        _, a = network.forward(everywhere)
        outputs = figures.square(a[network.L])
        points, true = example.INPUTS, run.y[0] > 0
        lines = zip(network.w[2], network.b[2][:, 0], strict=True) if hidden else ()
        return {
            "function": function, "hidden": hidden, "steps": steps, "state": run.state,
            "costs": run.costs, "right": run.right.sum(), "outputs": outputs,
            "boundary": figures.zero_lines(outputs),
            "lines": [border_ends(w, b) for w, b in lines if np.any(w)],
            "true": points[:, true], "false": points[:, ~true],
            "wrong": points[:, ~run.right],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
        # The legend stands still: its lines are not those that move.
        right.plot([], [], color=INK, label="border")
        right.plot([], [], "--", color=GREY, lw=1.2, label="line of a hidden neuron")
        right.plot([], [], "s", color=ORANGE, ms=9, label="should be true")
        right.plot([], [], "o", color=BLUE, ms=9, label="should be false")
        right.plot([], [], "x", color=INK, ms=8, mew=2, label="on the wrong side")
        figure.legend(loc="outside lower center", ncols=5, handlelength=1.6)
        figures.draw_decision(left)
        draw_costs(right, STEPS, LOWEST, 10, lambda r: r["costs"])

    def describe(r):
        hidden, who, end = r["hidden"], "one neuron", STATES[r["state"]]
        if hidden:
            who = f"{hidden} hidden neuron{'s' if hidden > 1 else ''}"
        if r["function"] in example.NO_LINE and hidden <= 1:
            end = "No straight line has all true points on one side."
            if hidden:
                end += " One hidden neuron draws only one line."
        return (
            f"{r['function']}, {who}: {r['right']} of 4 points are right "
            f"{after(r['steps'])}, cost {r['costs'][-1]:.4f}. {end}"
        )

    presets = (
        Button("and", set={"function": "x₁ and x₂", "hidden": 0}),
        Button("XOR, no hidden", set={"function": "XOR", "hidden": 0}),
        Button("XOR, 1 hidden", set={"function": "XOR", "hidden": 1}),
        Button("XOR, 8 hidden", set={"function": "XOR", "hidden": 8}),
    )
    return Panel(
        "Decision boundary",
        (
            Choice("function", "Function", example.NAMES, "x₁ or x₂", menu=True),
            Slider("hidden", "hidden neurons", 0, 8, 0, integer=True),
            Slider("eta", "learning rate η", 0.01, 5, 0.3, count=60, log=True),
            Slider("scale", "start scale", 0.01, 5, 0.3, count=60, log=True),
            Slider("seed", "start seed", 0, 9, 0, integer=True),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            Buttons(presets, "Try"),
        ),
        compute,
        draw,
        describe,
        alt="Left, the plane of both inputs with the four points, shaded by the output "
        "and split by the border; right, the cost after each step.",
        size=(8.2, 3.8),
    )


def twins():
    """Start all weights equal, or almost: the hidden neurons stay one, or part."""
    y = example.FUNCTIONS["XOR"]

    def compute(difference, steps):
        network, weights, costs = example.twin_network(difference), [], []
        for _ in range(steps):
            weights.append(network.w[2][:, 0].copy())
            costs.append(network.step(example.INPUTS, y, 0.3))
        run = example.learn(network, y, 0.3, 0)
        return {
            "difference": difference, "right": run.right.sum(),
            "weights": np.transpose([*weights, network.w[2][:, 0]]),
            "costs": [*costs, *run.costs], "steps": np.arange(steps + 1),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
        left.set(xlim=(-5, STEPS + 5), ylim=(-2.8, 2.2), xlabel="step")
        left.set_ylabel("weight from $x_1$")
        left.axhline(0, color=FAINT, linewidth=1, zorder=0)
        looks = (("-", 7.0, PINK), ("-", 3.5, BLUE), ("--", 1.8, ORANGE))
        for j, (style, width, colour) in enumerate(looks):
            look = {"linestyle": style, "linewidth": width, "color": colour}
            (curve,) = left.plot(
                [], [], marker="o", markevery=[-1], markersize=7 - 2 * j,
                zorder=2.1 + j / 10, **look,
            )  # fmt: skip
            follow(curve, lambda r, j=j: {"data": (r["steps"], r["weights"][j])})
            left.plot([], [], label=f"{j + 1}", **look)
        left.legend(loc="lower left", ncols=3, title="hidden neuron")
        draw_costs(right, STEPS, LOWEST, 10, lambda r: r["costs"])

    def describe(r):
        first, second, third = (f"{w:.2f}" for w in r["weights"][:, -1])
        start, end = f"near 0.3, about {r['difference']:.3g} apart", ""
        if r["difference"] == 0:
            start, end = "at 0.3", ": three times the same neuron"
        return (
            f"All weights start {start}. The three weights from x₁ are {first}, "
            f"{second} and {third} {after(r['steps'][-1])}{end}. {r['right']} of 4 "
            f"points of XOR are right, cost {r['costs'][-1]:.4f}."
        )

    starts = (
        Button("equal", set={"difference": 0.0}),
        Button("a hair apart", set={"difference": 0.005}),
        Button("different", set={"difference": 0.3}),
    )
    return Panel(
        "Twins",
        (
            Slider("difference", "difference", 0, 0.3, 0.0, count=60),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            Buttons(starts, "Try"),
        ),
        compute,
        draw,
        describe,
        alt="Left, one weight of each of three hidden neurons against the steps; "
        "right, the cost.",
        size=(8.2, 3.4),
    )
