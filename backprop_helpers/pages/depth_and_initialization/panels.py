"""The pictures with sliders: how large numbers become, and what still learns."""

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREEN, ORANGE, PINK
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import high
from backprop_helpers.nets.functions import ACTIVATIONS, leaky_relu, relu
from backprop_helpers.nets.initialization import NORMAL, RULES
from backprop_helpers.pages.depth_and_initialization import example as depth
from backprop_helpers.pages.depth_and_initialization import figures, largest_eta
from backprop_helpers.panels.controls import Bank, Choice, Slider, presets
from backprop_helpers.panels.panel import Panel

FACTORS = 50
DEEPEST = 30
LOOKS = (
    ("size of a", BLUE, "o", "-"),
    ("size of δ", ORANGE, "o", "-"),
    ("size of ∂C/∂w", PINK, "s", "--"),
)
HIDDEN, SHOWN = "hidden", "shown"
NAMES = {d: f"eta_{d}" for d in largest_eta.DEPTHS}


def product_of_factors():
    """Multiply one factor with itself, 50 times, as a narrow network does."""

    def compute(factor):
        return {"factor": factor, "product": factor ** np.arange(FACTORS + 1.0)}

    def words(r):
        factor, last = r["factor"], r["product"][-1]
        # On the side of the curve where there is room, towards 1.
        far = last * (1e5 if factor < 1 else 1e-5)
        return {"text": f"{factor:.3g}⁵⁰ = {in_powers(last)}", "position": (49, far)}

    def draw(figure):
        axes = figure.subplots()
        figures.log_axis(axes, 1e-17, 1e17)
        axes.set(xlim=(-0.5, FACTORS + 0.5), xlabel="factors so far", ylabel="product")
        (dots,) = axes.plot([], [], "o-", color=ORANGE, ms=4, lw=1)
        follow(dots, lambda r: {"data": (np.arange(FACTORS + 1), r["product"])})
        (end,) = axes.plot([], [], "o", color=ORANGE, markersize=9)
        follow(end, lambda r: {"data": ([FACTORS], r["product"][-1:])})
        text = axes.text(49, 1, "", ha="right", va="center", fontsize=11)
        follow(text, words)

    def describe(r):
        after = {count: in_powers(r["product"][count]) for count in (5, 10, 50)}
        return (
            f"Factor {r['factor']:.3g}: the product of 5 factors is {after[5]}, of 10 "
            f"{after[10]}, of 50 {after[50]}."
        )

    return Panel(
        "Product of factors",
        (
            Slider("factor", "factor", 0.5, 2, 1.0, count=120, log=True),
            presets({f"{each:g}": {"factor": each} for each in (0.5, 0.9, 1.1, 2.0)}),
        ),
        compute,
        draw,
        describe,
        alt="The product of one factor with itself, for 0 to 50 factors, on a "
        "logarithmic axis from 1e-17 to 1e17.",
        size=(8.2, 3.4),
    )


def in_powers(size):
    """Write a size in plain digits, or with a power of ten if it is far from 1."""
    if size == 0:
        return "exactly 0"
    if not np.isfinite(size):
        return "overflow"
    if 0.001 <= size < 10_000:
        return f"{size:.3g}" if size < 1000 else f"{size:.0f}"
    digits, power = f"{size:.1e}".split("e")
    return f"{digits} · 10{high(int(power)).replace('-', '⁻')}"


def sizes_by_layer(rule=NORMAL):
    """Send digits through a deep network once, forward and backward, and measure.

    At first its weights are drawn by this one of initialization.RULES.
    """
    x, y = depth.some_digits(50)

    def compute(layers, scale, activation, rule):
        network = depth.deep_network(layers, activation, rule, scale)
        sizes = depth.layer_sizes(network, x, y)
        # The outputs are squeezed by a sigmoid: they say nothing of the size before.
        hidden = {l: sizes.a[l] for l in sizes.a if l < layers}
        return {
            "what": f"{activation}, {rule} times {scale:.3g}, {layers} layers",
            "sizes": sizes, "forward": [hidden],
            "backward": [sizes.delta, sizes.nabla_w],
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, sharey=True)
        left.set_title("forward →")
        right.set_title("← backward")
        figures.draw_sizes(left, DEEPEST, LOOKS[:1], lambda r: r["forward"])
        figures.draw_sizes(right, DEEPEST, LOOKS[1:], lambda r: r["backward"])
        figures.draw_size_legend(figure, right)

    def describe(r):
        (a,) = r["forward"]
        last = max(a)
        also = f", {in_powers(a[last])} in layer {last}" if last > 1 else ""
        return (
            f"{r['what']}. Size of a: {in_powers(a[1])} in layer 1{also}. "
            f"{tell_blame(r['sizes'])}"
        )

    tried = {
        "30 layers": {"layers": 30},
        "30 layers, relu": {"layers": 30, "activation": "relu"},
        "small start": {"scale": 0.1},
        "large start": {"scale": 10.0},
    }
    return Panel(
        "Sizes by layer",
        (
            Slider("layers", "depth", 2, DEEPEST, 6, integer=True, unit="layers"),
            Slider("scale", "start scale", 0.01, 10, 1.0, count=60, log=True),
            Choice("activation", "Activation", (*ACTIVATIONS,), "sigmoid", menu=True),
            Choice("rule", "Start", RULES, rule, menu=True),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Sizes by layer on a logarithmic axis: left of the activations, right of "
        "the blame and of the gradient of the weights.",
        size=(8.2, 3.7),
    )


def tell_blame(sizes):
    """Say in a sentence what becomes of the blame."""
    delta, L = sizes.delta, max(sizes.delta)
    if sizes.state == "overflow":
        return "Some numbers are too large for the computer: overflow."
    if sizes.state == "shallow":
        return f"Size of δ: {in_powers(delta[2])}, in the only layer."
    if sizes.state == "zero":
        last = max(l for l in delta if delta[l] == 0)
        where = f"layers 2 to {last}" if last > 2 else "layer 2"
        return f"The blame of {where} is exactly 0: no weight there would move."
    factor = (delta[2] / delta[L]) ** (1 / (L - 2))
    fate = {"vanishing": ": it vanishes", "exploding": ": it explodes", "steady": ""}
    return (
        f"Size of δ: {in_powers(delta[L])} in layer {L}, {in_powers(delta[2])} in "
        f"layer 2, a factor of {in_powers(factor)} for each layer{fate[sizes.state]}."
    )


def dead_neurons():
    """Take one step with a large η, and see which neurons are on for which images."""
    titles = ("before: ReLU, {} dead", "after: ReLU, {} dead", "after: leaky, {} off")

    def compute(eta, more):
        plain, leaky = (depth.jump(each, eta, more) for each in (relu, leaky_relu))
        sums = plain.before, plain.after, leaky.after
        off = [*map(depth.silent, sums)]
        counts = [rows.sum() for rows in off]
        words = map(str.format, titles, counts)
        return {
            "eta": eta, "more": more, "maps": [*zip(sums, off, words, strict=True)],
            "counts": counts, "costs": [plain.cost_after, leaky.cost_after],
            "blocked": off[1][depth.NEURONS :].all(),
        }  # fmt: skip

    def draw(figure):
        for i, axes in enumerate(figure.subplots(1, 3)):
            axes.set_xlabel(f"{depth.IMAGES} images; shaded: on")
            axes.set_title(" ")  # keeps the room for a title that moves
            figures.draw_map(
                axes, 2 * depth.NEURONS, depth.IMAGES, ("layer 2", "layer 3"), "xx."[i],
                lambda r, i=i: r["maps"][i],
            )  # fmt: skip

    def describe(r):
        start, dead, off = r["counts"]
        cost, leaky_cost = (
            f"{cost:.2f}" if np.isfinite(cost) else "diverged" for cost in r["costs"]
        )
        more = f" and {r['more']} more with η = 0.1" if r["more"] else ""
        end = " All of layer 3 is dead: no blame gets through." if r["blocked"] else ""
        return (
            f"After one step with η = {r['eta']:.3g}{more}: {dead} of 32 ReLU neurons "
            f"are dead ({start} before), cost {cost}. Leaky ReLU: {off} are off for "
            f"all images, but keep a slope of 0.01; cost {leaky_cost}.{end}"
        )

    tried = {"small η": 0.1, "too large": 30.0}
    return Panel(
        "Dead neurons",
        (
            Slider("eta", "first η", 0.1, 30, 0.1, count=60, log=True),
            Slider("more", "more steps", 0, 100, 0, integer=True),
            presets({name: {"eta": eta, "more": 0} for name, eta in tried.items()}),
        ),
        compute,
        draw,
        describe,
        alt="Three maps with a row for each hidden neuron and a column for each image, "
        "shaded where the neuron is on: ReLU at the start, ReLU and leaky ReLU at the "
        "end. A mark at the left: off for all images.",
        size=(8.2, 3.8),
    )


def find_the_largest_eta():
    """Look for the largest η that still learns, depth by depth; then see a sweep."""
    depths = largest_eta.DEPTHS

    def compute(kind, picked, seed, sweep, **etas):
        place = [*NAMES.values()].index(picked)
        trials = [largest_eta.trial(kind, d, etas[NAMES[d]], seed) for d in depths]
        borders = largest_eta.BORDERS[kind].values()
        found = [[eta for eta in border if eta > 0] for border in borders]
        return {
            "place": place, "etas": [etas[name] for name in NAMES.values()],
            "states": [*map(largest_eta.state_of, trials)], "costs": trials[place],
            "found": found if sweep == SHOWN else [None] * len(depths),
            "title": f"{depths[place]} layers, η = {etas[picked]:.3g}", "kind": kind,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
        figures.draw_finds(left, depths, 0.01, 10)
        draw_costs(right, largest_eta.STEPS, 0.01, 1000, lambda r: r["costs"])
        right.axhline(
            largest_eta.LOW_COST, color=GREEN, linestyle="--", linewidth=1.5,
            label="half the cost of guessing",
        )  # fmt: skip
        right.set_title(" ")  # keeps the room for a title that moves
        title = right.text(0, 1.03, "", transform=right.transAxes)
        follow(title, lambda r: {"text": r["title"]})
        figure.legend(loc="outside lower center", ncols=5)

    def describe(r):
        costs, states = r["costs"], r["states"]
        end = f"its cost goes from {costs[0]:.2f} to {costs[-1]:.3g}"
        if len(costs) <= largest_eta.STEPS:
            end = f"after {len(costs)} steps its cost is no number any more"
        return (
            f"{r['kind']}, {r['title']}: {end}, it {states[r['place']]}. "
            f"{states.count('learns')} of 5 depths learn so far."
            f"{tell_sweep(r['found'][r['place']])}"
        )

    sliders = tuple(
        Slider(NAMES[d], f"η at depth {d}", 0.01, 10, 0.01, count=120, log=True)
        for d in depths
    )
    tried = {f"all {eta:g}": dict.fromkeys(NAMES.values(), eta) for eta in (0.1, 1.0)}
    return Panel(
        "The largest η",
        (
            Choice("kind", "Network", (*largest_eta.KINDS,), "tanh, Xavier"),
            Bank("picked", "Depth", sliders),
            Slider("seed", "start seed", 0, 4, 0, integer=True),
            Choice("sweep", "Sweep", (HIDDEN, SHOWN), HIDDEN),
            presets(tried),
        ),
        compute,
        draw,
        describe,
        alt="Left, one η for each depth, marked by whether the network learns; right, "
        "the cost after each step of the network that is picked.",
        size=(8.2, 3.8),
    )


def tell_sweep(found):
    """Say which η a sweep found at one depth; None while it is hidden."""
    if found is None:
        return ""
    if not found:
        return " Sweep, five starts: no η learns."
    low, high = f"{min(found):.2g}", f"{max(found):.2g}"
    between = low if low == high else f"{low} to {high}"
    return f" Sweep, five starts: the largest η that learns is {between}."
