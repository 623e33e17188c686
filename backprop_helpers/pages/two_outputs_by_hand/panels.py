"""The panels of notebook 04: one step of backpropagation on the 2-2-2 network."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import to_rgba

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    DARK_PINK,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PINK,
)
from backprop_helpers.figures.following import set_new
from backprop_helpers.figures.network_diagram import NetworkDiagram, high, low
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example
from backprop_helpers.panels.controls import Bank, Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

SIZES = (2, 2, 2)
ONE_TWO = (1, 2)


def number(value):
    """Write a number with four decimals, no empty zeros, and a real minus sign."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def activation(value, layer):
    """Write what leaves a neuron: an input as it is, else always four decimals."""
    return number(value) if layer == 1 else f"{value:.4f}"


def factor(value):
    """Write a number as a factor: a negative one in brackets."""
    return f"({number(value)})" if number(value).startswith("−") else number(value)


def _sliders():
    """One slider for each of the 17 numbers of the example, in reading order."""
    start = worked_example.network()
    sliders = [
        Slider(f"x{k}", f"input x{low(k)}", -5, 5, float(worked_example.X[k - 1, 0]),
               count=100)
        for k in ONE_TWO
    ]  # fmt: skip
    for kind, l, *indices in worked_example.PARAMETERS:
        array = (start.w if kind == "w" else start.b)[l]
        place = (indices[0] - 1, indices[1] - 1 if kind == "w" else 0)
        name = f"{kind}{l}{''.join(map(str, indices))}"
        label = worked_example.parameter_name((kind, l, *indices))
        kinds = {"w": "weight", "b": "bias"}
        value = float(array[place])
        sliders.append(Slider(name, f"{kinds[kind]} {label}", -3, 3, value, count=120))
    sliders += [
        Slider(f"y{j}", f"target y{low(j)}", 0, 1, float(worked_example.Y[j - 1, 0]),
               count=50)
        for j in ONE_TWO
    ]  # fmt: skip
    sliders.append(Slider("eta", "learning rate η", 0.01, 10, worked_example.ETA,
                          count=60, log=True))  # fmt: skip
    return tuple(sliders)


def _whole_step(values):
    """Forward, backward, update and forward again, with everything kept."""
    x = np.array([[values["x1"]], [values["x2"]]])
    y = np.array([[values["y1"]], [values["y2"]]])
    w = {l: [[values[f"w{l}{j}{k}"] for k in ONE_TWO] for j in ONE_TWO] for l in (2, 3)}
    b = {l: [[values[f"b{l}{j}"]] for j in ONE_TWO] for l in (2, 3)}
    before = Network(w, b)
    z, a = before.forward(x)
    delta, nabla_w, nabla_b = before.backward(z, a, y)
    after = before.copy()
    after.step(x, y, values["eta"])
    _, a_after = after.forward(x)
    return {
        "x": x, "y": y, "eta": values["eta"], "before": before, "after": after,
        "z": z, "a": a, "delta": delta, "nabla_w": nabla_w, "nabla_b": nabla_b,
        "C": before.cost(a[3], y), "a_after": a_after, "C_after":
        before.cost(a_after[3], y), "slope": {l: sigmoid.derivative(z[l]) for l in z},
    }  # fmt: skip


# Each stage of the step has a name and a sentence with the numbers put in.


def _say_start(r):
    return (
        "The inputs and all parameters are known; the rest is empty. "
        "Press Step to compute the first number."
    )


def _say_z(l, j):
    def say(r):
        w, b, a = r["before"].w[l][j - 1], r["before"].b[l][j - 1, 0], r["a"][l - 1]
        names = [f"x{low(k)}" if l == 2 else f"a²{low(k)}" for k in ONE_TWO]
        symbols = " + ".join(
            f"w{high(l)}{low(j, k)} {name}"
            for k, name in zip(ONE_TWO, names, strict=True)
        )
        numbers = " + ".join(
            f"{factor(w[k])} · {factor(a[k, 0])}" for k in range(len(names))
        )
        return (
            f"z{high(l)}{low(j)} = {symbols} + b{high(l)}{low(j)} = {numbers} + "
            f"{factor(b)} = {number(r['z'][l][j - 1, 0])}."
        )

    return say


def _say_a(l, j):
    def say(r):
        z, a = r["z"][l][j - 1, 0], r["a"][l][j - 1, 0]
        name = f"{high(l)}{low(j)}"
        formula = f"a{name} = σ(z{name}) = 1 / (1 + exp(−z{name}))"
        return f"{formula}, and σ({number(z)}) = {number(a)}."

    return say


def _say_cost(r):
    squares = " + ".join(
        f"({number(r['a'][3][j, 0])} − {number(r['y'][j, 0])})²" for j in range(2)
    )
    return f"C = (a³₁ − y₁)² + (a³₂ − y₂)² = {squares} = {number(r['C'])}."


def _say_delta3(j):
    def say(r):
        residual = r["a"][3][j - 1, 0] - r["y"][j - 1, 0]
        return (
            f"δ³{low(j)} = 2 (a³{low(j)} − y{low(j)}) σ′(z³{low(j)}) = "
            f"2 · {factor(residual)} · "
            f"{number(r['slope'][3][j - 1, 0])} = {number(r['delta'][3][j - 1, 0])}."
        )

    return say


def _say_delta2(j):
    def say(r):
        symbols = " + ".join(f"w³{low(i, j)} δ³{low(i)}" for i in ONE_TWO)
        numbers = " + ".join(
            f"{factor(r['before'].w[3][i, j - 1])} · {factor(r['delta'][3][i, 0])}"
            for i in range(2)
        )
        return (
            f"δ²{low(j)} = ({symbols}) σ′(z²{low(j)}) = ({numbers}) · "
            f"{number(r['slope'][2][j - 1, 0])} = {number(r['delta'][2][j - 1, 0])}."
        )

    return say


def _say_gradient(l):
    def say(r):
        source = "a²" if l == 3 else "x"
        name = f"{high(l)}₂₁"
        return (
            f"Each weight of layer {l} gets the δ at its right end times the {source} "
            f"at its left end: ∂C/∂w{name} = δ{high(l)}₂ · {source}₁ = "
            f"{number(r['delta'][l][1, 0])} · {factor(r['a'][l - 1][0, 0])} = "
            f"{number(r['nabla_w'][l][1, 0])}. Each bias gets the δ itself."
        )

    return say


def _say_update(r):
    return (
        "Every parameter moves against its derivative, all at once: w²₁₁ = "
        f"{number(r['before'].w[2][0, 0])} − {number(r['eta'])} · "
        f"{factor(r['nabla_w'][2][0, 0])} = {number(r['after'].w[2][0, 0])}."
    )


def _say_again(r):
    better = "fallen" if r["C_after"] < r["C"] else "not fallen: η is too large here"
    return (
        f"Forward once more: a³₁ = {number(r['a_after'][3][0, 0])}, a³₂ = "
        f"{number(r['a_after'][3][1, 0])}. The cost was {number(r['C'])} and is now "
        f"{number(r['C_after'])}: it has {better}."
    )


# (name, sentence, edges lit, nodes lit, colour of the light)
STAGES = [("start", _say_start, (), (), BLUE)]
for _l in (2, 3):
    for _j in ONE_TWO:
        _edges = tuple((_l, _j, k) for k in ONE_TWO)
        _name = f"{high(_l)}{low(_j)}"
        STAGES.append((f"z{_name}", _say_z(_l, _j), _edges, ((_l, _j),), BLUE))
        STAGES.append((f"a{_name}", _say_a(_l, _j), (), ((_l, _j),), BLUE))
STAGES.append(("C", _say_cost, (), ((3, 1), (3, 2)), BLUE))
for _j in ONE_TWO:
    STAGES.append((f"δ³{low(_j)}", _say_delta3(_j), (), ((3, _j),), ORANGE))
for _j in ONE_TWO:
    _edges = tuple((3, i, _j) for i in ONE_TWO)
    STAGES.append((f"δ²{low(_j)}", _say_delta2(_j), _edges, ((2, _j),), ORANGE))
for _l in (3, 2):
    _edges = tuple((_l, j, k) for j in ONE_TWO for k in ONE_TWO)
    STAGES.append((f"∇ of layer {_l}", _say_gradient(_l), _edges, (), ORANGE))
STAGES.append(("update", _say_update, (), (), ORANGE))
STAGES.append(("forward again", _say_again, (), ((3, 1), (3, 2)), BLUE))
ORDER = {name: index for index, (name, *_) in enumerate(STAGES)}


def one_step():
    """Walk through one whole step, one number at a time; change any number."""

    def compute(stage, pick, **values):
        return _whole_step(values) | {"stage": stage, "pick": pick}

    def draw(figure):
        axes = figure.subplots()
        diagram = NetworkDiagram(axes, SIZES)
        axes.set(xlim=(-0.6, 10.0), ylim=(-2.5, 2.7))
        column = {1: "layer 1: input", 2: "layer 2: hidden", 3: "layer 3: output"}
        for layer, name in column.items():
            x, _ = diagram.place[layer, 1]
            axes.text(x, 2.69, name, ha="center", va="top", color=GREY)
        key = axes.text(-0.5, -2.5, "", color=DARK_ORANGE, fontsize=9, animated=True)
        for j in ONE_TWO:
            x, y = diagram.place[3, j]
            axes.plot([x, 9.1], [y, 0], color=GREY, linewidth=0.8, zorder=0)
        targets = [
            axes.text(
                diagram.place[3, j][0] + 0.55, diagram.place[3, j][1], "",
                va="center", color=DARK_GREEN, animated=True,
            )
            for j in ONE_TWO
        ]  # fmt: skip
        cost = axes.text(
            9.1, 0, "", ha="center", va="center", fontsize=11, animated=True,
            bbox={"facecolor": "white", "edgecolor": INK, "boxstyle": "round,pad=0.5"},
        )  # fmt: skip
        return diagram, targets, cost, key

    def update(artists, r):
        diagram, targets, cost, key = artists
        stage = r["stage"]
        backward = ORDER["∇ of layer 3"] <= stage < ORDER["update"]
        key.set_text(
            "∂ on an edge: the derivative of C by that weight" if backward else ""
        )
        _, _, edges, nodes, colour = STAGES[stage]
        diagram.light(edges, nodes, colour)
        _fill_nodes(diagram, r, stage)
        _fill_edges(diagram, r, stage)
        for j in ONE_TWO:
            targets[j - 1].set_text(f"y{low(j)} = {number(r['y'][j - 1, 0])}")
        again = stage == ORDER["forward again"]
        shown = r["C_after"] if again else r["C"]
        cost.set_text(f"C = {number(shown)}" if stage >= ORDER["C"] else "C = ?")

    return Panel(
        "One step by hand",
        (
            Slider(
                "stage", "stage", 0, len(STAGES) - 1, 0, integer=True,
                names=tuple(name for name, *_ in STAGES),
            ),
            Buttons(
                (
                    Button("Step back", add={"stage": -1}),
                    Button("Step", add={"stage": 1}),
                )
            ),
            Buttons(
                (
                    Button("forward done", set={"stage": ORDER["C"]}),
                    Button("backward done", set={"stage": ORDER["∇ of layer 2"]}),
                    Button("update done", set={"stage": ORDER["forward again"]}),
                ),
                "Go to",
            ),
            Bank("pick", "Change", _sliders()),
        ),
        compute,
        draw,
        lambda r: STAGES[r["stage"]][1](r),
        update=update,
        alt="A network of two inputs, two hidden and two output neurons, with its "
        "weights on the edges and the numbers known so far at the neurons.",
        size=(8.2, 4.1),
    )  # fmt: skip


def _fill_nodes(diagram, r, stage):
    again = stage == ORDER["forward again"]
    updated = stage >= ORDER["update"]
    for layer, j in diagram.place:
        node = (layer, j)
        name = f"{high(layer)}{low(j)}"
        if layer == 1:
            diagram.inside[node].set_text(number(r["x"][j - 1, 0]))
            diagram.above[node].set_text(f"x{low(j)}")
            continue
        a = r["a_after"] if again else r["a"]
        known = stage >= ORDER[f"a{name}"]
        text = activation(a[layer][j - 1, 0], layer) if known else "?"
        diagram.inside[node].set_text(text)
        b = r["after" if updated else "before"].b[layer][j - 1, 0]
        lines = [f"b{name} = {number(b)}"]
        if stage >= ORDER[f"z{name}"] and not updated:
            lines.append(f"z{name} = {number(r['z'][layer][j - 1, 0])}")
        diagram.above[node].set_text("\n".join(lines))
        blamed = stage >= ORDER[f"δ{name}"] and not updated
        delta = f"δ{name} = {number(r['delta'][layer][j - 1, 0])}"
        diagram.below[node].set_text(delta if blamed else "")


def _fill_edges(diagram, r, stage):
    updated = stage >= ORDER["update"]
    for (layer, j, k), text in diagram.weight.items():
        w = r["after" if updated else "before"].w[layer][j - 1, k - 1]
        text.set_text(f"w{high(layer)}{low(j, k)} = {number(w)}")
        lit = f"w{layer}{j}{k}" == r["pick"]
        set_new(text, fontweight="bold" if lit else "normal")
        blamed = stage >= ORDER[f"∇ of layer {layer}"] and not updated
        nabla = f"∂ {number(r['nabla_w'][layer][j - 1, k - 1])}"
        diagram.blame[layer, j, k].set_text(nabla if blamed else "")


def chain_of_factors():
    """Pick one of the 12 parameters; see its derivative built factor by factor."""
    network = worked_example.network()
    names = {worked_example.parameter_name(p): p for p in worked_example.PARAMETERS}
    _, a = network.forward(worked_example.X)

    def compute(parameter, factors):
        picked = names[parameter]
        paths = worked_example.chain(
            network, worked_example.X, worked_example.Y, picked
        )
        products = [np.prod([f.value for f in path[:factors]]) for path in paths]
        return {
            "name": parameter, "picked": picked, "paths": paths, "factors": factors,
            "products": products, "total": float(sum(products)),
            "complete": factors >= len(paths[0]),
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.2, 1))
        diagram = NetworkDiagram(left, SIZES, spread=2.3)
        left.set(xlim=(-0.5, 5.8), ylim=(-2.0, 2.2))
        (cost_at,) = [left.text(5.5, 0, "C", fontsize=12, ha="center", va="center")]
        tails = [
            left.plot([4.96, 5.35], [y, 0.2 * np.sign(y)], lw=1, animated=True)[0]
            for y in (1.3, -1.3)
        ]
        right.set_axis_off()
        right.set(xlim=(0, 1), ylim=(0, 1))
        lines = [
            right.text(
                0, 0.97 - 0.064 * row, "", va="center", fontsize=9.5, animated=True
            )
            for row in range(16)
        ]
        return diagram, tails, lines, cost_at

    def update(artists, r):
        diagram, tails, lines, _ = artists
        _light_paths(diagram, tails, r)
        for node in diagram.place:
            layer, j = node
            diagram.inside[node].set_text(activation(a[layer][j - 1, 0], layer))
            letter = "x" if layer == 1 else f"a{high(layer)}"
            diagram.above[node].set_text(f"{letter}{low(j)}")
        rows = _table(r)
        for line, (text, colour, weight) in zip(
            lines, rows + [("", INK, "normal")] * (len(lines) - len(rows)), strict=True
        ):
            set_new(line, text=text, color=colour, fontweight=weight)

    def describe(r):
        count = len(r["paths"][0])
        shown = min(r["factors"], count)
        if shown == 0:
            return f"∂C/∂{r['name']}: press Next factor to start at the cost."
        if not r["complete"]:
            return (
                f"∂C/∂{r['name']}: {shown} of {count} factors so far, starting at the "
                "cost. Press Next factor."
            )
        if len(r["paths"]) == 1:
            return (
                f"∂C/∂{r['name']} is one path of {count} factors; "
                f"their product is {r['total']:.6f}.".replace("-", "−")
            )
        one, two = r["products"]
        return (
            f"∂C/∂{r['name']} is the sum over two paths, one through each output: "
            f"{one:.6f} + ({two:.6f}) = {r['total']:.6f}.".replace("-", "−")
        )

    return Panel(
        "Chain of factors",
        (
            Choice("parameter", "Derivative for", tuple(names), "w²₁₂", menu=True),
            Slider("factors", "factors shown", 0, 5, 0, integer=True),
            Buttons((Button("Next factor", add={"factors": 1}),)),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, the network with the path from the cost back to the parameter; "
        "right, the factors along each path with their numbers.",
        size=(8.2, 3.8),
    )  # fmt: skip


def _route(picked, output):
    """Edges and nodes from the cost back to the parameter, in order of the factors."""
    kind, l, j, *k = picked
    steps = [((3, output), None), ((3, output), None)]  # ∂C/∂a³, then ∂a³/∂z³
    if l == 2:
        steps += [((2, j), (3, output, j)), ((2, j), None)]
    steps.append((None, (l, j, k[0]) if kind == "w" else None))
    return steps


def _light_paths(diagram, tails, r):
    outputs = ONE_TWO if r["picked"][1] == 2 else (r["picked"][2],)
    edges, dashed, nodes = set(), set(), set()
    for output in outputs:
        for node, edge in _route(r["picked"], output)[: r["factors"]]:
            if node:
                nodes.add(node)
            if edge:
                edges.add(edge)
                if output == 2 and len(outputs) == 2 and edge[0] == 3:
                    dashed.add(edge)
    diagram.light(edges, nodes, ORANGE, dashed)
    for edge in dashed:
        diagram.edge[edge].set_color(PINK)
    if len(outputs) == 2 and (3, 2) in nodes:
        set_new(diagram.ring[3, 2], edgecolor=to_rgba(PINK))
    for tail, j in zip(tails, ONE_TWO, strict=True):
        lit = j in outputs
        second = len(outputs) == 2 and j == 2
        set_new(
            tail,
            color=(PINK if second else ORANGE) if lit else GREY,
            linewidth=2.6 if lit else 1,
            linestyle="--" if second else "-",
        )


def _table(r):
    """List the lines of the table: text, colour, weight."""
    rows = []
    for index, (path, product) in enumerate(
        zip(r["paths"], r["products"], strict=True)
    ):
        if len(r["paths"]) == 2:
            mark = "- - -" if index else "——"
            rows.append((f"{mark} path through a³{low(index + 1)}", INK, "bold"))
        for item in path[: r["factors"]]:
            rows.append((f"{item.symbol} = {number(item.value)}", INK, "normal"))
        if r["factors"]:
            text = f"product = {product:z.6f}".replace("-", "−")
            rows.append((text, DARK_PINK if index else DARK_ORANGE, "bold"))
    if r["complete"]:
        total = f"∂C/∂{r['name']} = {r['total']:z.6f}".replace("-", "−")
        rows.append((total, INK, "bold"))
    return rows


def repeat_the_step():
    """Repeat the step up to 1000 times; outputs and cost on the way to the targets."""
    x, y = worked_example.X, worked_example.Y

    @lru_cache(maxsize=100)  # more than the slider has places
    def run(eta):
        """Return a network, and its outputs and costs before each of its steps."""
        return worked_example.network(), [], []

    def compute(eta, steps):
        network, outputs, costs = run(eta)
        while len(costs) <= steps:  # go on from where this run has come to
            outputs.append(network.forward(x)[1][3][:, 0])
            costs.append(network.step(x, y, eta))
        so_far = slice(steps + 1)
        return {
            "eta": eta,
            "outputs": np.array(outputs[so_far]),
            "costs": np.array(costs[so_far]),
        }

    def draw(figure):
        left, right = figure.subplots(1, 2)
        for axes in (left, right):
            axes.set_xscale("symlog", linthresh=1)
            axes.set(xlim=(0, 1000), xlabel="steps done")
            axes.set_xticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
        for j in ONE_TWO:
            target = y[j - 1, 0]
            left.axhline(target, color=GREEN, linestyle="--", linewidth=1.3)
            left.text(
                0.06, target - 0.015, f"target y{low(j)}", color=DARK_GREEN, va="top"
            )
        left.set(ylim=(0, 1.03), ylabel="outputs a³")
        right.set_yscale("log")
        right.set(ylim=(1e-6, 1), ylabel="cost C")
        first = left.plot([], [], "-o", color=BLUE, markevery=[-1], animated=True)[0]
        second = left.plot([], [], "-s", color=ORANGE, markevery=[-1], animated=True)[0]
        curve = right.plot([], [], "-o", color=INK, markevery=[-1], animated=True)[0]
        left.text(0.06, 0.725, "a³₁", color=BLUE, va="bottom")
        left.text(0.06, 0.545, "a³₂", color=DARK_ORANGE, va="bottom")
        return first, second, curve

    def update(artists, r):
        at = np.arange(len(r["costs"]))
        for line, values in zip(
            artists, (*r["outputs"].T, np.maximum(r["costs"], 1e-6)), strict=True
        ):
            line.set_data(at, values)

    def describe(r):
        done = len(r["costs"]) - 1
        first, second = r["outputs"][-1]
        words = "1 step" if done == 1 else f"{done} steps"
        verdict = ""
        if r["costs"][-1] > r["costs"][0]:
            verdict = " That is more than at the start: η is too large."
        return (
            f"After {words} with η = {r['eta']:.3g}: a³₁ = {first:.6f}, a³₂ = "
            f"{second:.6f}, cost {r['costs'][-1]:.3g}.{verdict}"
        )

    repeats = tuple(Button(f"{n}", set={"steps": n}) for n in (1, 10, 100, 1000))
    return Panel(
        "Repeat the step",
        (
            Slider("eta", "learning rate η", 0.01, 100, 0.1, count=80, log=True),
            Slider("steps", "steps", 1, 1000, 1, integer=True),
            Buttons(repeats, "Repeat"),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, both outputs and their targets against the number of steps; right, "
        "the cost, on logarithmic axes.",
        size=(8.2, 3.4),
    )


def order_of_updates():
    """One step done right, and one with δ² taken after w³ was updated."""
    x, y = worked_example.X, worked_example.Y
    grid = np.geomspace(0.01, 10, 31)

    def after(eta, step):
        network = worked_example.network()
        step(network, eta)
        return network.forward(x)[1][3][:, 0]

    def right(eta):
        return after(eta, lambda network, eta: network.step(x, y, eta))

    def wrong(eta):
        return after(eta, lambda n, eta: worked_example.wrong_order_step(n, x, y, eta))

    def compute(eta):
        return {"eta": eta, "right": right(eta), "wrong": wrong(eta)}

    def draw(figure):
        left, axes = figure.subplots(1, 2, width_ratios=(1, 1.2))
        gaps = [np.abs(right(eta) - wrong(eta)).max() for eta in grid]
        axes.loglog(grid, gaps, color=INK)
        axes.set(xlabel="learning rate η", ylabel="largest difference in a³")
        axes.set(xlim=(0.01, 10))
        (now,) = axes.plot(
            [], [], "D", color=ORANGE, markersize=10, clip_on=False, animated=True
        )
        left.set_axis_off()
        left.set(xlim=(0, 1), ylim=(0, 1))
        table = [
            left.text(0, height, "", fontsize=11, color=colour, animated=True)
            for height, colour in (
                (0.8, BLUE),
                (0.66, BLUE),
                (0.4, DARK_ORANGE),
                (0.26, DARK_ORANGE),
            )
        ]
        left.text(0, 0.92, "all δ first, then all updates", fontweight="bold")
        left.text(0, 0.52, "w³ updated before δ²  (wrong)", fontweight="bold")
        return now, table

    def update(artists, r):
        now, table = artists
        now.set_data([r["eta"]], [np.abs(r["right"] - r["wrong"]).max()])
        rows = [*r["right"], *r["wrong"]]
        for line, value, name in zip(table, rows, ("₁", "₂") * 2, strict=True):
            line.set_text(f"a³{name} = {value:.8f}")

    def describe(r):
        gap = np.abs(r["right"] - r["wrong"]).max()
        return (
            f"η = {r['eta']:.3g}: after one step the wrong order gives a³₁ = "
            f"{r['wrong'][0]:.8f} instead of {r['right'][0]:.8f}. "
            f"The largest difference of the two outputs is {gap:.1e}."
        )

    return Panel(
        "Order of the updates",
        (Slider("eta", "learning rate η", 0.01, 10, 1.0, count=60, log=True),),
        compute,
        draw,
        describe,
        update=update,
        alt="Left, both outputs after one step in the right and in the wrong order; "
        "right, their difference against η.",
        size=(8.2, 3.0),
    )
