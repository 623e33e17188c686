"""One whole step of backpropagation, one number at a time."""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.figures.colours import (
    BLUE,
    DARK_GREEN,
    DARK_ORANGE,
    GREY,
    INK,
    ORANGE,
)
from backprop_helpers.figures.network_diagram import (
    EDGES,
    NODES,
    ONE_TWO,
    Moment,
    draw_network,
    write,
)
from backprop_helpers.figures.numbers import high, low, number, with_numbers, written
from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from backprop_helpers.pages.two_outputs_by_hand import example
from backprop_helpers.panels.controls import Bank, Slider, stages
from backprop_helpers.panels.panel import Panel


@dataclass(frozen=True)
class Stage:
    """A stage of the step: its name, what is said, and the nodes and edges lit up.

    The sentence is one for `with_numbers`: {z²₁} stands for the number z²₁.
    """

    name: str
    sentence: str
    lit: tuple = ()
    colour: str = BLUE

    def at(self, l, j=1):
        """Put in the layer for ˡ and ℓ, the one before it for ᵏ, the neuron for ⱼ."""
        put = str.maketrans({"ˡ": high(l), "ℓ": str(l), "ᵏ": high(l - 1), "ⱼ": low(j)})
        name, sentence = self.name.translate(put), self.sentence.translate(put)
        return Stage(name, sentence.replace("a¹", "x"), self.lit, self.colour)


def stages_of_a_step():
    """Yield the stages from the given numbers to the second pass forward."""
    yield Stage(
        "start",
        "The inputs and all parameters are known; the rest is empty. "
        "Press Step to compute the first number.",
    )
    for l, j in NODES[2:]:
        yield Stage(
            "zˡⱼ",
            "zˡⱼ = wˡⱼ₁ aᵏ₁ + wˡⱼ₂ aᵏ₂ + bˡⱼ = "
            "{(wˡⱼ₁)} · {(aᵏ₁)} + {(wˡⱼ₂)} · {(aᵏ₂)} + {(bˡⱼ)} = {zˡⱼ}.",
            ((l, j), (l, j, 1), (l, j, 2)),
        ).at(l, j)
        yield Stage(
            "aˡⱼ",
            "aˡⱼ = σ(zˡⱼ) = 1 / (1 + exp(−zˡⱼ)), and σ({zˡⱼ}) = {aˡⱼ}.",
            ((l, j),),
        ).at(l, j)
    yield Stage(
        "C",
        "C = (a³₁ − y₁)² + (a³₂ − y₂)² = ({a³₁} − {y₁})² + ({a³₂} − {y₂})² = {C}.",
        ((3, 1), (3, 2)),
    )
    for j in ONE_TWO:
        yield Stage(
            "δ³ⱼ",
            "δ³ⱼ = 2 (a³ⱼ − yⱼ) σ′(z³ⱼ) = 2 · {(a³ⱼ − yⱼ)} · {σ′(z³ⱼ)} = {δ³ⱼ}.",
            ((3, j),),
            ORANGE,
        ).at(3, j)
    for j in ONE_TWO:
        yield Stage(
            "δ²ⱼ",
            "δ²ⱼ = (w³₁ⱼ δ³₁ + w³₂ⱼ δ³₂) σ′(z²ⱼ) = "
            "({(w³₁ⱼ)} · {(δ³₁)} + {(w³₂ⱼ)} · {(δ³₂)}) · {σ′(z²ⱼ)} = {δ²ⱼ}.",
            ((2, j), (3, 1, j), (3, 2, j)),
            ORANGE,
        ).at(2, j)
    for l in (3, 2):
        yield Stage(
            "∇ of layer ℓ",
            "Each weight of layer ℓ gets the δ at its right end times the aᵏ at its "
            "left end: ∂C/∂wˡ₂₁ = δˡ₂ · aᵏ₁ = {δˡ₂} · {(aᵏ₁)} = {∂C/∂wˡ₂₁}. "
            "Each bias gets the δ itself.",
            tuple(edge for edge in EDGES if edge[0] == l),
            ORANGE,
        ).at(l)
    yield Stage(
        "update",
        "Every parameter moves against its derivative, all at once: "
        "w²₁₁ = {w²₁₁} − {η} · {(∂C/∂w²₁₁)} = {new w²₁₁}.",
    )
    yield Stage(
        "forward again",
        "Forward once more: a³₁ = {new a³₁}, a³₂ = {new a³₂}. "
        "The cost was {C} and is now {new C}: it has {verdict}.",
        ((3, 1), (3, 2)),
    )


STAGES = tuple(stages_of_a_step())
NAMES = tuple(stage.name for stage in STAGES)


def whole_step(eta, **given):
    """Return the numbers of one step by their symbols: "z²₁", "∂C/∂w³₂₁", "new C".

    given holds those of the sliders by their names: x1, w211, b21, y1 and so on.
    """
    x, y = (np.array([[given[f"{kind}{j}"]] for j in ONE_TWO]) for kind in "xy")
    w = {l: [[given[f"w{l}{j}{k}"] for k in ONE_TWO] for j in ONE_TWO] for l in (2, 3)}
    b = {l: [[given[f"b{l}{j}"]] for j in ONE_TWO] for l in (2, 3)}
    before = Network(w, b)
    z, a = before.forward(x)
    delta, nabla_w, _ = before.backward(z, a, y)
    after = before.copy()
    after.step(x, y, eta)
    _, new_a = after.forward(x)
    layers = {
        "w": before.w, "b": before.b, "z": z, "a": a, "δ": delta, "∂C/∂w": nabla_w,
        "new w": after.w, "new b": after.b, "new a": new_a,
    }  # fmt: skip
    arrays = {"x": x, "y": y}
    for symbol, by_layer in layers.items():
        arrays |= {f"{symbol}{high(l)}": array for l, array in by_layer.items()}
    numbers = {"η": eta, "C": before.cost(a[3], y), "new C": after.cost(new_a[3], y)}
    for symbol, array in arrays.items():
        for (row, column), value in np.ndenumerate(array):
            second = (column + 1,) if array.shape[1] == 2 else ()
            numbers[symbol + low(row + 1, *second)] = float(value)
    for j in map(low, ONE_TWO):
        numbers[f"a³{j} − y{j}"] = numbers[f"a³{j}"] - numbers[f"y{j}"]
        for z_j in (f"z²{j}", f"z³{j}"):
            numbers[f"σ′({z_j})"] = float(sigmoid.derivative(numbers[z_j]))
    return numbers


def moment(stage, pick, **given):
    """Return what the picture shows at a stage of the step."""
    numbers, now = whole_step(**given), STAGES[stage]
    words = {symbol: written(value) for symbol, value in numbers.items()}
    texts = texts_at(NAMES[: stage + 1], numbers, words)
    fallen = numbers["new C"] < numbers["C"]
    words["verdict"] = "fallen" if fallen else "not fallen: η is too large here"
    lit = dict.fromkeys(now.lit, now.colour)
    bold = [("on", edge) for edge in EDGES if pick == f"w{''.join(map(str, edge))}"]
    return Moment(with_numbers(now.sentence, words), lit, texts, bold)


def texts_at(done, numbers, words):
    """Return what stands where when these stages are done: see Moment.texts."""
    new = "new " if "update" in done else ""
    output, cost = ("new a", "new C") if "forward again" in done else ("a", "C")
    texts = {"cost": f"C = {words[cost]}" if "C" in done else "C = ?"}
    worked_out = () if new else done  # what is wiped out by the update
    if "∇ of layer 3" in worked_out:
        texts["key"] = "∂ on an edge: the derivative of C by that weight"
    for j in ONE_TWO:
        x, y = f"x{low(j)}", f"y{low(j)}"
        texts |= {("inside", (1, j)): words[x], ("above", (1, j)): x}
        texts["target", j] = f"{y} = {words[y]}"
    for node in NODES[2:]:
        a, b, z, delta = (letter + high(node[0]) + low(node[1]) for letter in "abzδ")
        texts["inside", node] = number(numbers[output + a[1:]]) if a in done else "?"
        texts["above", node] = f"{b} = {words[new + b]}"
        if z in worked_out:
            texts["above", node] += f"\n{z} = {words[z]}"
        if delta in worked_out:
            texts["below", node] = f"{delta} = {words[delta]}"
    for l, j, k in EDGES:
        w = f"w{high(l)}{low(j, k)}"
        texts["on", (l, j, k)] = f"{w} = {words[new + w]}"
        if f"∇ of layer {l}" in worked_out:
            texts["under", (l, j, k)] = f"∂ {words[f'∂C/∂{w}']}"
    return texts


def sliders():
    """Yield one for each of the 17 numbers of the example, in reading order."""
    start = example.network()
    for j in ONE_TWO:
        x = float(example.X[j - 1, 0])
        yield Slider(f"x{j}", f"input x{low(j)}", -5, 5, x, count=100)
    arrays = [array for l in (2, 3) for array in (start.w[l], start.b[l])]
    values = np.concatenate([array.ravel() for array in arrays])
    for parameter, value in zip(example.PARAMETERS, values, strict=True):
        name = "".join(map(str, parameter))
        kind = "weight" if name[0] == "w" else "bias"
        label = f"{kind} {example.parameter_name(parameter)}"
        yield Slider(name, label, -3, 3, float(value), count=120)
    for j in ONE_TWO:
        y = float(example.Y[j - 1, 0])
        yield Slider(f"y{j}", f"target y{low(j)}", 0, 1, y, count=50)
    eta = "eta", "learning rate η"
    yield Slider(*eta, 0.01, 10, example.ETA, count=60, log=True)


def draw(figure):
    """Draw the network with a column for each layer, its targets, and the cost."""
    axes = figure.subplots()
    places = draw_network(axes)
    axes.set(xlim=(-0.6, 10.0), ylim=(-2.5, 2.7))
    for l, name in enumerate(("input", "hidden", "output"), start=1):
        x, _ = places[l, 1]
        axes.text(x, 2.69, f"layer {l}: {name}", ha="center", va="top", color=GREY)
    write(axes, "key", -0.5, -2.5, DARK_ORANGE, fontsize=9)
    draw_targets(axes, places)


def draw_targets(axes, places):
    """Draw the target beside each output, and the cost to which both lead."""
    for j in ONE_TWO:
        x, y = places[3, j]
        axes.plot([x, 9.1], [y, 0], color=GREY, linewidth=0.8, zorder=0)
        write(axes, ("target", j), x + 0.55, y, DARK_GREEN, va="center")
    box = {"facecolor": "white", "edgecolor": INK, "boxstyle": "round,pad=0.5"}
    write(axes, "cost", 9.1, 0, INK, ha="center", va="center", fontsize=11, bbox=box)


def one_step():
    """Walk through one whole step, one number at a time; change any number."""
    ends = {"forward": "C", "backward": "∇ of layer 2", "update": "forward again"}
    go_to = {f"{part} done": NAMES.index(last) for part, last in ends.items()}
    return Panel(
        "One step by hand",
        (
            *stages(NAMES, go_to["backward done"], go_to),
            Bank("pick", "Change", tuple(sliders())),
        ),
        moment,
        draw,
        lambda moment: moment.sentence,
        alt="A network of two inputs, two hidden and two output neurons, with its "
        "weights on the edges and the numbers known so far at the neurons.",
        size=(8.2, 4.1),
    )
