"""A kernel that the reader's own gradient trains on the maps of a hidden kernel."""

from functools import lru_cache

import numpy as np

from backprop_helpers.figures.colours import BLACK
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.digits import SIGNS, colour_on_signs, frame, signs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import number
from backprop_helpers.pages.convolutions.example import KERNELS, learn, maps
from backprop_helpers.panels.controls import Button, Choice, Slider, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

STEPS = 300
START = np.random.default_rng(0).normal(size=(3, 3))
LEAST, TOO_FAR = 1e-5, 1e4  # of the costs; no run here comes back from above


def learn_an_edge(images, kernel_gradient=None):
    """Train a kernel on images (m, H, W) so that its maps become those of another.

    kernel_gradient is a student's, which then gives the gradient of every step.
    """
    own = OwnCode("kernel_gradient", kernel_gradient)
    wanted = {goal: maps(kernel, images) for goal, kernel in KERNELS.items()}

    @lru_cache(maxsize=16)
    def run(goal, eta):
        """Return the kernels and costs on the way, and whose gradient it was."""

        def work(gradient):
            way = []
            for kernel, cost in learn(
                START, images, wanted[goal], gradient, eta, STEPS
            ):
                way.append((kernel, cost))
                if cost > TOO_FAR:
                    break
            return way

        return *zip(*own.run(work), strict=True), own.sentence

    def compute(goal, eta, steps):
        kernels, costs, whose = run(goal, eta)
        at = min(steps, len(costs) - 1)
        seen = (at - 1) % len(images) if at else 0  # the image of the last step
        found, hidden = kernels[at], np.array(KERNELS[goal])
        return {
            "image": images[seen], "wanted": wanted[goal][seen],
            "now": maps(found, images[seen : seen + 1])[0], "kernel": found,
            "off": np.abs(found - hidden).max(), "costs": np.array(costs[: at + 1]),
            "left": costs[at] > TOO_FAR, "steps": at, "eta": eta, "whose": whose,
        }  # fmt: skip

    def draw(figure):
        grid = figure.subplots(1, 5, width_ratios=(1, 1, 1, 1, 1.7))
        image = grid[0].imshow(np.zeros(images[0].shape), "Greys", vmin=0, vmax=1)
        follow(image, lambda r: {"array": r["image"]})
        for axes, key in zip(grid[1:3], ("wanted", "now"), strict=True):
            shape = wanted["blur"][0].shape
            map_ = axes.imshow(np.zeros(shape), SIGNS, vmin=-3, vmax=3)
            follow(map_, lambda r, key=key: {"array": r[key]})
            for n, mark in enumerate("+_"):
                (line,) = axes.plot([], [], mark, color=BLACK, markersize=4)
                follow(
                    line,
                    lambda r, key=key, n=n: {"data": np.array(signs(r[key], 3)[n])},
                )
        kernel = grid[3].imshow(np.zeros((3, 3)), SIGNS, vmin=-2, vmax=2)
        follow(kernel, lambda r: {"array": r["kernel"]})
        for k, l in np.ndindex(3, 3):

            def weight(r, k=k, l=l):
                value = r["kernel"][k, l]
                return {"text": short(value), "color": colour_on_signs(value, 2)}

            look = {"ha": "center", "va": "center", "fontsize": 8}
            follow(grid[3].text(l, k, "", **look), weight)
        titles = {"image": 8, "map wanted": 6, "map now": 6, "kernel now": 3}
        for axes, (title, side) in zip(grid[:4], titles.items(), strict=True):
            frame(axes, title, side)
        draw_costs(grid[4], STEPS, LEAST, TOO_FAR, lambda r: r["costs"])

    def describe(r):
        done = (
            f"After {r['steps']} step{'s' * (r['steps'] != 1)} with η = {r['eta']:.2g}"
        )
        if r["left"]:
            state = "the cost has left the page: η is too large, or the gradient wrong."
        else:
            cost = r["costs"][-1]
            state = f"the worst weight is off by {r['off']:.2f}, cost {cost:.2g}."
            state += " Learnt." if r["off"] < 0.05 else " Not learnt yet."
        return f"{done} {state} {r['whose']}"

    return Panel(
        "Your kernel gradient learns an edge",
        (
            Choice("goal", "Hidden kernel", tuple(KERNELS), "upright edges"),
            Slider("eta", "learning rate η", 0.001, 0.03, 0.01, count=40, log=True),
            Slider("steps", "steps", 0, STEPS, 150, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
        ),
        compute,
        draw,
        describe,
        alt="An image, the map that is wanted of it, the map of the kernel now, the "
        "nine weights of this kernel, and the cost after each step on a logarithmic "
        "axis.",
        size=(8.2, 2.3),
    )  # fmt: skip


def short(value):
    """Write a weight, or that it is large."""
    return number(value, ".2f") if abs(value) < 100 else "large"
