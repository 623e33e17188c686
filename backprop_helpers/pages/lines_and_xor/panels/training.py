"""A network that learns a Boolean function, and one whose neurons start as twins."""

import numpy as np

from backprop_helpers.figures.border import border_ends
from backprop_helpers.figures.colours import BLUE, FAINT, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.lines_and_xor import example
from backprop_helpers.pages.lines_and_xor.figures import plane as figures
from backprop_helpers.panels.controls import Choice, Slider, presets
from backprop_helpers.panels.panel import Panel

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
    nothing = {"outputs": np.zeros((60, 60)), "lines": [], "boundary": []}
    nothing |= dict.fromkeys(("true", "false", "wrong"), np.empty((2, 0)))

    def decided(outputs, points, lines, run):
        """Return what `draw_decision` follows, for outputs (1, cells²) of a plane."""
        true = run.y[0] > 0
        return {
            "outputs": figures.square(outputs), "lines": lines,
            "boundary": figures.zero_lines(figures.square(outputs)),
            "true": points[:, true], "false": points[:, ~true],
            "wrong": points[:, ~run.right],
        }  # fmt: skip

    def compute(function, hidden, eta, scale, seed, steps):
        network = example.fresh_network(hidden, scale, seed)
        run = example.learn(network, example.FUNCTIONS[function], eta, steps)
        lines = zip(network.w[2], network.b[2][:, 0], strict=True) if hidden else ()
        lines = [border_ends(w, b) for w, b in lines if np.any(w)]
        _, a = network.forward(everywhere)
        seen = nothing
        if hidden == 2:  # the plane of a² can be drawn
            outputs = np.tanh(network.w[3] @ everywhere + network.b[3])
            seen = decided(outputs, network.forward(example.INPUTS)[1][2], [], run)
        return {
            "function": function, "hidden": hidden, "steps": steps, "state": run.state,
            "costs": run.costs, "right": run.right.sum(), "seen": seen,
            "inputs": decided(a[network.L], example.INPUTS, lines, run),
        }  # fmt: skip

    def draw(figure):
        left, middle, right = figure.subplots(1, 3)
        figures.draw_decision(left, of=lambda r: r["inputs"])
        left.set_title("the inputs", fontsize=10)
        figures.draw_decision(middle, of=lambda r: r["seen"])
        middle.set_title("what the last neuron sees", fontsize=10)
        middle.set(xlabel="$a^2_1$", ylabel="$a^2_2$")
        empty = middle.text(0, 0, "", ha="center", va="center")
        words = "drawn for\n2 hidden neurons"
        follow(empty, lambda r: {"text": "" if r["hidden"] == 2 else words})
        figures.explain_marks(
            figure, right, ("border", "-", INK), ("line of a hidden neuron", "--", GREY)
        )
        draw_costs(right, STEPS, LOWEST, 10, lambda r: r["costs"])

    def describe(r):
        hidden, who, end = r["hidden"], "one neuron", STATES[r["state"]]
        if hidden:
            who = f"{hidden} hidden neuron{'s' if hidden > 1 else ''}"
        if r["function"] in example.NO_LINE and hidden <= 1:
            end = "No straight line splits true points from false ones."
            if hidden:
                end += " One hidden neuron draws only one line."
        return (
            f"{r['function']}, {who}: {r['right']} of 4 points are right "
            f"{after(r['steps'])}, cost {r['costs'][-1]:.4f}. {end}"
        )

    usual = {"function": "XOR", "hidden": 2, "eta": 0.3, "scale": 0.3, "steps": STEPS}
    starts = {
        "an unlucky start": usual | {"seed": 20},
        "the same, 4 hidden": usual | {"seed": 20, "hidden": 4},
        "1 hidden": usual | {"hidden": 1},
        "large η": usual | {"eta": 5.0, "seed": 0},
        "tiny start": usual | {"scale": 0.01, "seed": 0},
    }
    return Panel(
        "A network learns",
        (
            Choice("function", "Function", example.NAMES, "XOR", menu=True),
            Slider("hidden", "hidden neurons", 0, 8, 2, integer=True),
            Slider("eta", "learning rate η", 0.01, 5, 0.3, count=60, log=True),
            Slider("scale", "start scale", 0.01, 5, 0.3, count=60, log=True),
            Slider("seed", "start seed", 0, 99, 0, integer=True),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            presets(starts),
        ),
        compute,
        draw,
        describe,
        alt="Left, the plane of both inputs with the four points, shaded by the output "
        "and split by the border; in the middle, for two hidden neurons, the plane of "
        "their activations; right, the cost after each step.",
        size=(8.2, 3.6),
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

    starts = {"equal": 0.0, "a hair apart": 0.005, "different": 0.3}
    return Panel(
        "Twins",
        (
            Slider("difference", "difference", 0, 0.3, 0.005, count=60),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            presets({name: {"difference": each} for name, each in starts.items()}),
        ),
        compute,
        draw,
        describe,
        alt="Left, one weight of each of three hidden neurons against the steps; "
        "right, the cost.",
        size=(8.2, 3.4),
    )
