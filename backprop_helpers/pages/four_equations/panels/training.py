"""A network of any depth that the reader's own walk back trains."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.colours import GREY, ORANGE
from backprop_helpers.figures.curve import numbered
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.four_equations import example
from backprop_helpers.pages.four_equations.figures.plane import draw_answers, places
from backprop_helpers.panels.controls import Button, Slider, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

STEPS = 500


def what_has_become(L, costs, answers, learnt):
    """Say in a sentence what has become of a run of costs (steps + 1,).

    answers (1, m) are those to the points, learnt is the step after which all of them
    are right, or None.
    """
    if learnt is not None:
        return f"Learnt, at step {learnt}."
    if costs[-1] > costs[0] + 0.01:
        flat = np.abs(answers - 0.5).min() > 0.49
        where = ", to where σ is flat" if flat else ""
        return f"It has climbed from {costs[0]:.3f}{where}."
    if L == 2:
        return "Without a hidden layer the border is a straight line."
    return "Not learnt yet."


def train_with(x, y, walk_back=None):
    """Train networks of 2 to 5 layers on points x (2, m) with targets y (1, m).

    walk_back is a student's, which then gives the gradient of every step.
    """
    own, everywhere = OwnCode("walk_back", walk_back), places()

    @lru_cache(maxsize=16)
    def run(L, eta, seed):
        """Return networks, costs, when all points are right, and whose gradient."""
        start = example.fresh_network(L, seed)
        found = own.run(
            lambda walk_back: [*example.learn(start, x, y, walk_back, eta, STEPS)]
        )
        networks, costs = zip(*found, strict=True)
        all_right = (not wrong_of(network)[0].any() for network in networks)
        learnt = next((step for step, right in enumerate(all_right) if right), None)
        return networks, costs, learnt, own.sentence

    def wrong_of(network):
        """Return which points (m,) are on the wrong side, and the answers (1, m)."""
        answers = network.forward(x)[1][network.L]
        return ((answers > 0.5) != (y > 0.5))[0], answers

    def compute(L, eta, seed, steps):
        networks, costs, learnt, whose = run(L, eta, seed)
        network, costs = networks[steps], costs[: steps + 1]
        answers = network.forward(everywhere)[1][L]
        wrong, at_points = wrong_of(network)
        learnt = None if wrong.any() else learnt
        return {
            "sizes": "-".join(map(str, network.sizes)), "eta": eta, "steps": steps,
            "costs": np.array(costs), "answers": answers, "wrong": wrong,
            "state": what_has_become(L, costs, at_points, learnt), "whose": whose,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
        draw_answers(left, x, y)
        figure.legend(loc="outside lower center", ncols=3, handlelength=1.6)
        right.set(xlim=(0, STEPS), ylim=(0, 1), xlabel="steps done", ylabel="cost C")
        right.axhline(0.25, color=GREY, linewidth=1, linestyle=":")
        right.text(STEPS, 0.26, "all answers ½", color=GREY, ha="right", va="bottom")
        (curve,) = right.plot([], [], "-o", color=ORANGE, markevery=[-1])
        follow(curve, lambda r: numbered(r["costs"]))

    def describe(r):
        m, wrong = len(r["wrong"]), r["wrong"].sum()
        done = "1 step" if r["steps"] == 1 else f"{r['steps']} steps"
        return (
            f"{r['sizes']} after {done} with η = {r['eta']:.3g}: {m - wrong} of {m} "
            f"points are right, cost {r['costs'][-1]:.3f}. {r['state']} {r['whose']}"
        )

    return Panel(
        "Your walk back trains",
        (
            Slider("L", "layers L", 2, 5, 3, integer=True),
            Slider("eta", "learning rate η", 0.1, 100, 3.0, count=60, log=True),
            Slider("seed", "start", 0, 9, 0, integer=True),
            Slider("steps", "steps", 0, STEPS, 300, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
        ),
        compute,
        draw,
        describe,
        alt="Left, a disc of points in a ring of points, shaded by the answer of a "
        "network, with the border where it is ½; right, the cost after each step.",
        size=(8.2, 3.8),
    )
