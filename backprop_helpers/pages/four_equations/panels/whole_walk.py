"""The walk through a network of any depth (notebook 05): one line of code at a time."""

from dataclasses import dataclass

from backprop_helpers.figures.colours import BLUE, ORANGE
from backprop_helpers.figures.network_diagram import high
from backprop_helpers.pages.four_equations.figures import MovingCode, MovingLayers
from backprop_helpers.panels.controls import Button, Buttons, Slider
from backprop_helpers.panels.panel import Panel

MOST = 6  # layers; the deepest network takes 3 · 5 steps
HIDDEN, OUTPUTS = (3, 4, 3, 4, 3), 2


@dataclass(frozen=True)
class Step:
    """A step of the walk: its equation's name, its layer and what it lights up."""

    equation: str
    l: int


def steps_of(L):
    """Return the Steps of a walk through L layers: forward, then back, then ∇."""
    forward = [Step("forward", l) for l in range(2, L + 1)]
    back = [Step("BP1", L), *(Step("BP2", l) for l in range(L - 1, 1, -1))]
    return [*forward, *back, *(Step("BP3, BP4", l) for l in range(2, L + 1))]


def _code(step, n):
    """Return the line of code of a step as parts with their shapes; n[l] neurons."""
    l = step.l
    column, before = f"({n[l]}, 1)", f"({n[l - 1]}, 1)"
    matrix = f"({n[l]}, {n[l - 1]})"
    if step.equation == "forward":
        return [
            (f"z[{l}]", column), (" = ", ""), (f"w[{l}]", matrix), (" @ ", ""),
            (f"a[{l - 1}]", before), (" + ", ""), (f"b[{l}]", column), ("    ", ""),
            (f"a[{l}]", column), (" = ", ""), (f"activation(z[{l}])", column),
        ]  # fmt: skip
    slope = (f"activation.derivative(z[{l}])", column)
    if step.equation == "BP1":
        error = f"2 * (a[{l}] - y)"
        return [
            (f"delta[{l}]", column),
            (" = ", ""),
            (error, column),
            (" * ", ""),
            slope,
        ]
    if step.equation == "BP2":
        turned, after = f"({n[l]}, {n[l + 1]})", f"({n[l + 1]}, 1)"
        return [
            (f"delta[{l}]", column), (" = (", ""), (f"w[{l + 1}].T", turned),
            (" @ ", ""), (f"delta[{l + 1}]", after), (") * ", ""), slope,
        ]  # fmt: skip
    return [
        (f"nabla_w[{l}]", matrix), (" = ", ""), (f"delta[{l}]", column), (" @ ", ""),
        (f"a[{l - 1}].T", f"(1, {n[l - 1]})"), ("    ", ""),
        (f"nabla_b[{l}]", column), (" = ", ""), (f"delta[{l}]", column),
    ]  # fmt: skip


def _say(step, L, n):
    l, up, down = high(step.l), high(step.l + 1), high(step.l - 1)
    if step.equation == "forward":
        return (
            f"forward into layer {step.l}: z{l} = w{l} a{down} + b{l}, then "
            f"a{l} = σ(z{l}). z{l} and a{l} are kept for the way back."
        )
    if step.equation == "BP1":
        return (
            f"BP1, the start of the way back: δ{l} = 2 (a{l} − y) ⊙ σ′(z{l}), one "
            f"number for each of the {n[L]} outputs."
        )
    if step.equation == "BP2":
        return (
            f"BP2, from layer {step.l + 1} to layer {step.l}: δ{l} = ((w{up})ᵀ δ{up}) "
            f"⊙ σ′(z{l}), so {n[step.l + 1]} numbers become {n[step.l]}."
        )
    return (
        f"BP3 and BP4 for layer {step.l}: ∂C/∂b{l} = δ{l} and ∂C/∂w{l} = δ{l} "
        f"(a{down})ᵀ, which is {n[step.l]} · {n[step.l - 1]} = "
        f"{n[step.l] * n[step.l - 1]} weights at once."
    )


def times(count):
    """Write how often: never, once, 2 times."""
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def whole_walk():
    """Walk forward and back through 2 to 6 layers: a line of code with its shapes."""

    def compute(L, step):
        steps = steps_of(L)
        sizes = (*HIDDEN[: L - 1], OUTPUTS)
        return {"L": L, "sizes": sizes, "steps": steps, "done": min(step, len(steps))}

    def draw(figure):
        top, bottom = figure.subplots(2, 1, height_ratios=(3.2, 1))
        return MovingLayers(top, MOST, max(HIDDEN)), MovingCode(bottom)

    def update(artists, r):
        layers, code = artists
        n = dict(enumerate(r["sizes"], start=1))
        words = {("name", l): f"layer {l}\n{n[l]} neurons" for l in n}
        words["name", 1] = f"layer 1\n{n[1]} inputs"
        words["forward", 1] = "a¹ = x"
        for step in r["steps"][: r["done"]]:
            l, name = step.l, high(step.l)
            if step.equation == "forward":
                words["forward", l] = f"z{name} a{name}"
            elif step.equation == "BP3, BP4":
                words["gradient", l] = f"∂w{name} ∂b{name}"
            else:
                words["backward", l] = f"δ{name}"
        now = r["steps"][r["done"] - 1] if r["done"] else None
        if now is None:
            layers.move(r["sizes"], words)
            code.move("", [("", "")])
            return
        l, forward = now.l, now.equation == "forward"
        lit = {"BP1": {l}, "BP2": {l, (l, l + 1)}}.get(now.equation, {l, (l - 1, l)})
        layers.move(r["sizes"], words, lit, BLUE if forward else ORANGE)
        code.move(now.equation.replace(",", " and"), _code(now, n))

    def describe(r):
        total, L = len(r["steps"]), r["L"]
        if not r["done"]:
            return f"A network of {L} layers. Press Step: first forward, then back."
        n = dict(enumerate(r["sizes"], start=1))
        now = r["steps"][r["done"] - 1]
        end = ""
        if r["done"] == total:
            end = (
                " All derivatives are known: "
                f"BP1 once, BP2 {times(L - 2)}, BP3 and BP4 {times(L - 1)} each."
            )
        return f"Step {r['done']} of {total}, {_say(now, L, n)}{end}"

    return Panel(
        "The whole walk",
        (
            Slider("L", "layers L", 2, MOST, 4, integer=True),
            Slider("step", "step", 0, 3 * (MOST - 1), 1, integer=True),
            Buttons(
                (
                    Button("Step back", add={"step": -1}),
                    Button("Step", add={"step": 1}),
                )
            ),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="A network as columns of neurons; under each layer what is known of it so "
        "far. Below, the line of code of this step with the shape of each part.",
        size=(8.2, 3.9),
    )
