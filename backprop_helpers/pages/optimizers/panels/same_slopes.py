"""The same slopes of one weight for all optimisers, and how far each of them steps."""

import numpy as np

from backprop_helpers.figures.colours import FAINT, INK
from backprop_helpers.figures.following import follow
from backprop_helpers.nets.optimizers import OPTIMISERS
from backprop_helpers.pages.optimizers.figures import curve, draw_key, draw_runs
from backprop_helpers.panels.controls import Choice, Slider
from backprop_helpers.panels.panel import Panel

SIZES = (1e-3, 1e3)  # the ends of their axis
SIGNALS = {
    "constant": lambda t: np.ones(len(t)),
    "alternating": lambda t: (-1.0) ** (t + 1),
    "shrinking": lambda t: 0.93**t,
    "every tenth": lambda t: (t % 10 == 1).astype(float),
    "one large": lambda t: np.where(t == 20, 100.0, 1.0),
}


def same_gradients():
    """Give all five the same slopes of one weight, and look at their steps."""
    t = np.arange(1, 61)

    def compute(signal, size, mu, alpha, beta1, beta2):
        g = size * SIGNALS[signal](t)
        given = {"momentum": {"mu": mu}, "RMSprop": {"alpha": alpha}}
        given["Adam"] = {"beta1": beta1, "beta2": beta2}
        steps = {}
        for name, kind in OPTIMISERS.items():
            optimiser, w, places = kind(1.0, **given.get(name, {})), np.zeros(1), [0.0]
            for slope in g:
                optimiser.step(w, np.array([slope]))
                places.append(w[0])
            steps[name] = np.abs(np.diff(places))
        seen = {name: curve(sizes, *SIZES, at=t) for name, sizes in steps.items()}
        return {"g": g, "steps": steps, "seen": seen}

    def draw(figure):
        above, below = figure.subplots(2, 1, height_ratios=(1, 2.6), sharex=True)
        above.set_yscale("symlog", linthresh=0.1)
        above.set(ylim=(-2e3, 2e4), yticks=[-100, 0, 100], ylabel="slope g")
        above.axhline(0, color=FAINT, linewidth=1, zorder=0)
        (g,) = above.plot([], [], ".-", color=INK, linewidth=1)
        follow(g, lambda r: {"data": (t, r["g"])})
        below.set(yscale="log", xlabel="step", ylabel="size of the step / η")
        below.set(xlim=(0, 61), ylim=SIZES)
        draw_runs(below, OPTIMISERS, "seen")
        below.axhline(1, color=FAINT, linewidth=1, zorder=0)
        draw_key(figure, OPTIMISERS)

    def describe(r):
        last = [f"{n} {s[0]:.3g} and {s[-1]:.3g}" for n, s in r["steps"].items()]
        return f"The first and the last step, divided by η: {'; '.join(last)}."

    return Panel(
        "The same slopes for all",
        (
            Choice("signal", "Slopes", tuple(SIGNALS), "shrinking", menu=True),
            Slider("size", "slopes ×", 0.01, 100, 1.0, count=80, log=True),
            Slider("mu", "momentum μ", 0, 0.99, 0.9, count=99),
            Slider("alpha", "RMSprop α", 0, 0.99, 0.9, count=99),
            Slider("beta1", "Adam β₁", 0, 0.99, 0.9, count=99),
            Slider("beta2", "Adam β₂", 0, 0.999, 0.999, count=999),
        ),
        compute,
        draw,
        describe,
        alt="Above, the slopes of one weight in 60 steps; below, on a log axis, how "
        "far each of five optimisers moves the weight in each of these steps.",
        size=(8.2, 4.0),
    )
