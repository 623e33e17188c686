"""A walk through the layers and back, with a line of code for each step."""

from dataclasses import dataclass

from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.numbers import high
from backprop_helpers.pages.four_equations.figures import layers
from backprop_helpers.panels.controls import Slider, steps
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
        whole = [*walk(n)]
        done = whole[:step]
        now = done[-1] if done else Step()
        words = {("name", l): f"layer {l}\n{n[l]} neurons" for l in n}
        words |= {("name", 1): f"layer 1\n{n[1]} inputs", ("forward", 1): "a¹ = x"}
        words |= {past.place: past.word for past in done}
        code, shapes = layers.over_its_shapes(now.parts)
        return {
            "L": L, "steps": whole, "done": len(done), "now": now,
            "places": layers.neuron_places(n), "words": words, "lit": now.lit,
            "colour": BLUE if now.equation == "forward" else ORANGE,
            "title": now.equation, "code": code, "shapes": shapes,
        }  # fmt: skip

    def draw(figure):
        top, bottom = figure.subplots(2, 1, height_ratios=(3.2, 1))
        layers.draw_layers(top, MOST, max(HIDDEN))
        layers.draw_code(bottom)

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

    return Panel(
        "The whole walk",
        (
            Slider("L", "layers L", 2, MOST, 4, integer=True),
            Slider("step", "step", 0, 3 * (MOST - 1), 5, integer=True),
            steps("step"),
        ),
        compute,
        draw,
        describe,
        alt="A network as columns of neurons; under each layer what is known of it so "
        "far. Below, the line of code of this step with the shape of each part.",
        size=(8.2, 3.9),
    )
