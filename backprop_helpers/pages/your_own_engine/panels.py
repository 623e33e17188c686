"""The pictures with sliders of this page: a walk back, and an engine that learns."""

from functools import lru_cache

from backprop_helpers.figures.colours import GREY, INK
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.numbers import factor, number
from backprop_helpers.pages.lines_and_xor.example import LOW_COST
from backprop_helpers.pages.your_own_engine import example, figures, worked_graph
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

ADD, OVERWRITE = "+= (add)", "= (overwrite)"
SORTED, DEEP = "children before parents", "each path to its end"
ETA, STEPS = 0.5, 100  # of the engine that learns XOR


def every_node():
    """Walk back through the 41 nodes of the worked example, rightly or wrongly."""
    nodes = [*worked_graph.nodes().values()]
    output, count = nodes[-1], len(nodes)

    def written(value):
        return number(value, trim=True)

    def compute(done, collect, order):
        back = worked_graph.order_back(output, deep=order == DEEP)
        blame = worked_graph.hand_on(back, done, overwrite=collect == OVERWRITE)
        finished = back[:done]
        wrong = {*finished}.intersection(worked_graph.wrong_ones(output, blame))
        shown = {}
        for node, value in blame.items():
            waits = node not in finished and node is not output
            shown[node] = f"{'✗' * (node in wrong)}{written(value)}{'…' * waits}"
        return {
            "done": done, "blame": blame, "shown": shown, "wrong": len(wrong),
            "now": finished[-1] if finished else None,
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        figures.draw_graph(axes, nodes)
        key = "blue: value\norange: blame\n…: has not handed on yet\n✗: wrong"
        # Where no box stands.
        axes.text(7.5, -2.5, key, fontsize=9, color=INK, ha="center", va="center")

    def describe(r):
        now = r["now"]
        if now is None:
            return "The blame of C itself is 1. Press Next node: C hands it on."
        blame = written(r["blame"][now])
        shares = " and ".join(
            f"{blame} · {factor(written(slope))} to {parent.name}"
            for parent, slope in zip(now.parents, now.slopes, strict=True)
        )
        said = f"Node {r['done']} of {count}: {now.name} has blame {blame}. "
        if shares:
            said += f"It hands on {shares}."
        else:
            said += "Nothing came before it, so it hands nothing on."
        if r["wrong"]:
            return f"{said} Wrong so far: {r['wrong']} of {r['done']}."
        return f"{said} All {count} are right." if r["done"] == count else said

    moves = (
        Button("Back", add={"done": -1}),
        Button("Next node", add={"done": 1}),
        Button("all 41", set={"done": count}),
    )
    return Panel(
        "Walk back through the graph",
        (
            Slider("done", "nodes done", 0, count, 13, integer=True),
            Buttons(moves),
            Choice("collect", "Collect with", (ADD, OVERWRITE), ADD),
            Choice("order", "Order", (SORTED, DEEP), SORTED),
        ),
        compute,
        draw,
        describe,
        alt="The network of page 04 as 41 boxes, one for each number and each "
        "operation, from the inputs at the left to the cost at the right. Each box "
        "holds its value and, once known, its blame.",
        size=(8.2, 4.2),
    )


def what_has_become(costs, right, has_gone):
    """Say in a sentence what has become of a run, from its costs and right answers."""
    if has_gone:
        return "A number left all bounds, so this step was the last."
    if costs[-1] < 0:
        return "A mean of squares below 0: some value is wrong."
    if right.all() and costs[-1] < LOW_COST:
        return "Learnt."
    if costs[-1] > costs[0] + 0.01:
        return f"The cost has climbed from {costs[0]:.3f}."
    if len(costs) > STEPS:
        return "Not learnt."
    return "Not learnt yet."


def learn_xor_with(multiply=None, tanh_node=None):
    """Let an engine learn XOR; its operations are a student's."""
    own = OwnCode("multiply", multiply), OwnCode("tanh_node", tanh_node)

    @lru_cache(maxsize=16)
    def run(seed):
        """Return the Run from this start, and whose operations were at work."""
        found = own[0].run(
            lambda multiply: own[1].run(
                lambda tanh_node: example.learn(multiply, tanh_node, seed, ETA, STEPS)
            )
        )
        return found, " ".join(each.sentence for each in own)

    def compute(seed, steps):
        found, whose = run(seed)
        costs, answers = found.costs[: steps + 1], found.answers[: steps + 1]
        right = answers[-1] * example.XOR[0] > 0
        gone = found.has_gone and len(costs) == len(found.costs)
        return {
            "steps": len(costs) - 1, "costs": costs, "answers": answers[-1],
            "right": right.sum(), "state": what_has_become(costs, right, gone),
            "whose": whose,
        }  # fmt: skip

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
        figures.draw_four_answers(left, example.INPUTS, example.XOR[0])
        draw_costs(right, STEPS, 1e-3, 10, lambda r: r["costs"])
        right.axhline(1, color=GREY, linewidth=1, linestyle=":")
        right.text(STEPS, 0.9, "all answers 0", color=GREY, ha="right", va="top")

    def describe(r):
        done = "1 step" if r["steps"] == 1 else f"{r['steps']} steps"
        cost = r["costs"][-1]
        size = number(cost, ".3f") if abs(cost) < 1000 else "beyond 1000"
        return (
            f"After {done}: {r['right']} of 4 points are right, cost {size}. "
            f"{r['state']} {r['whose']}"
        )

    return Panel(
        "Your engine learns XOR",
        (
            Slider("seed", "start", 0, 9, 0, integer=True),
            Slider("steps", "steps", 0, STEPS, STEPS, integer=True),
            steps("steps", Button("10 steps", add={"steps": 10})),
        ),
        compute,
        draw,
        describe,
        alt="Left, the answer to each of the four points beside its target; right, the "
        "cost after each step.",
        size=(8.2, 3.4),
    )
