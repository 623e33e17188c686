"""The panels of notebook 05 on Boolean functions: retrained at each slider move."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, FAINT, GREY, INK, ORANGE, PINK
from backprop_helpers.figures.curve import MovingCurve
from backprop_helpers.pages.four_equations import example as boolean
from backprop_helpers.pages.four_equations.figures import MovingDecision, plane
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

STEPS = 300
LOWEST = 1e-3  # of the axes of costs
STATES = {
    "learnt": "Learnt.",
    "falling": "Not learnt yet.",
    "flat": "Stuck: the cost is flat here, so every step is tiny.",
    "saturated": "Stuck: an output is near ±1 and wrong, where tanh is almost flat.",
    "jumping": "Not learnt: the cost jumps up and down, so η is too large.",
}


def decision_boundary():
    """Train a network on a Boolean function, and see which side each point is on."""
    everywhere = plane()

    def compute(function, hidden, eta, scale, seed, steps):
        network = boolean.fresh_network(hidden, scale, seed)
        run = boolean.learn(network, boolean.FUNCTIONS[function], eta, steps)
        _, a = network.forward(everywhere)
        return {
            "function": function, "hidden": hidden, "run": run, "steps": steps,
            "outputs": a[network.L][0],
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
        curve = MovingCurve(right, STEPS, LOWEST, 10)
        return MovingDecision(left, boolean.INPUTS), curve

    def update(artists, r):
        decision, curve = artists
        run = r["run"]
        lines = zip(run.network.w[2], run.network.b[2][:, 0], strict=True)
        true = run.y[0] > 0
        hidden = lines if r["hidden"] else ()
        decision.move(r["outputs"], true, run.right, hidden)
        curve.move(run.costs)

    def describe(r):
        run = r["run"]
        hidden, right = r["hidden"], int(run.right.sum())
        who = "one neuron"
        if hidden:
            who = f"{hidden} hidden neuron{'s' if hidden > 1 else ''}"
        end = STATES[run.state]
        if r["function"] in boolean.NO_LINE and hidden <= 1:
            end = "No straight line has all true points on one side."
            if hidden:
                end += " One hidden neuron draws only one line."
        when = "before the first step"
        if r["steps"]:
            when = f"after {r['steps']} step{'s' if r['steps'] > 1 else ''}"
        return (
            f"{r['function']}, {who}: {right} of 4 points are right {when}, "
            f"cost {run.costs[-1]:.4f}. {end}"
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
            Choice("function", "Function", boolean.NAMES, "x₁ or x₂", menu=True),
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
        update=update,
        alt="Left, the plane of both inputs with the four points, shaded by the output "
        "and split by the border; right, the cost after each step.",
        size=(8.2, 3.8),
    )


def twins():
    """Start all weights equal, or almost: the hidden neurons stay one, or part."""
    y = boolean.FUNCTIONS["XOR"]
    marks = (("-", 7.0, PINK), ("-", 3.5, BLUE), ("--", 1.8, ORANGE))

    def compute(difference, steps):
        network = boolean.twin_network(difference)
        weights = np.empty((steps + 1, len(marks)))
        costs = np.empty(steps + 1)
        for step in range(steps):
            weights[step] = network.w[2][:, 0]
            costs[step] = network.step(boolean.INPUTS, y, 0.3)
        run = boolean.learn(network, y, 0.3, 0)
        weights[steps], costs[steps] = network.w[2][:, 0], run.costs[0]
        return {
            "difference": difference, "weights": weights, "costs": costs, "run": run,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
        left.set(xlim=(-5, STEPS + 5), ylim=(-2.8, 2.2), xlabel="step")
        left.set_ylabel("weight from $x_1$")
        left.axhline(0, color=FAINT, linewidth=1, zorder=0)
        curves = []
        for j, (style, width, colour) in enumerate(marks, start=1):
            look = {"linestyle": style, "linewidth": width, "color": colour}
            curves += left.plot(
                [], [], marker="o", markevery=[-1], markersize=9 - 2 * j, animated=True,
                zorder=2 + j / 10, **look,
            )  # fmt: skip
            left.plot([], [], label=f"{j}", **look)
        left.legend(loc="lower left", ncols=3, title="hidden neuron")
        return curves, MovingCurve(right, STEPS, LOWEST, 10)

    def update(artists, r):
        curves, cost = artists
        at = np.arange(len(r["costs"]))
        for curve, weights in zip(curves, r["weights"].T, strict=True):
            curve.set_data(at, weights)
        cost.move(r["costs"])

    def describe(r):
        steps = len(r["costs"]) - 1
        *most, last = (f"{w:.2f}".replace("-", "−") for w in r["weights"][-1])
        weights = f"{', '.join(most)} and {last}"
        when = "before the first step"
        if steps:
            when = f"after {steps} step{'s' if steps > 1 else ''}"
        right = int(r["run"].right.sum())
        verdict = f"{right} of 4 points of XOR are right, cost {r['costs'][-1]:.4f}."
        if r["difference"] == 0:
            return (
                f"All weights start at 0.3. The three weights from x₁ are {weights} "
                f"{when}: three times the same neuron. {verdict}"
            )
        return (
            f"All weights start near 0.3, about {r['difference']:.3g} apart. The three "
            f"weights from x₁ are {weights} {when}. {verdict}"
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
        update=update,
        alt="Left, one weight of each of three hidden neurons against the steps; "
        "right, the cost.",
        size=(8.2, 3.4),
    )
