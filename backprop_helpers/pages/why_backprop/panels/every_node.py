"""The engine of notebook 06 at work: blame walks back through a large graph."""

from backprop_helpers.figures.colours import INK
from backprop_helpers.figures.following import set_new
from backprop_helpers.pages.why_backprop import worked_graph
from backprop_helpers.pages.why_backprop.figures import StepGraph
from backprop_helpers.panels.controls import Button, Buttons, Choice, Slider
from backprop_helpers.panels.panel import Panel

ADD, OVERWRITE = "+= (add)", "= (overwrite)"
GAP = 0.25  # wider behind the columns of x and a², where many lines cross
SORTED, DEEP = "children before parents", "each path to its end"


def number(value):
    """Write a number with four decimals and a real minus sign."""
    return f"{value:z.4f}".rstrip("0").rstrip(".").replace("-", "−") or "0"


def factor(value):
    """Write a number as a factor: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def _places(nodes):
    """Return name -> (column, row): four columns for each layer, two for the cost."""
    places = {"C": (9 + 2 * GAP, 2.5)}
    for name in nodes:
        if name in places:
            continue
        j = 1 if "₁" in name.replace("₁₂", "").replace("₂₁", "") else 2
        column, row = _place(name, j)
        places[name] = column + GAP * ((column > 0) + (column > 4)), row
    return places


def _place(name, j):
    """Return the (column, row) of a node: neuron 1 stands above, neuron 2 below."""
    middle, edge = (1, 0) if j == 1 else (4, 5)
    if name[0] == "r":  # in one column, with C between the squares
        away = 1 if "²" in name else 2
        return 9, 2.5 + (-away if j == 1 else away)
    if name[0] in "xa−":
        columns = {"x": 0, "a²": 4, "a³": 8, "−": 8}
        column = next(columns[key] for key in columns if name.startswith(key))
        return column, edge if name[0] == "−" else middle
    column = 4 * (name[1] == "³")
    if name[0] in "bsz":
        row = edge if name[0] == "b" else middle
        return column + (3 if name[0] == "z" else 2), row
    to, source = ("₁₂".index(digit) for digit in name[2:4])
    if len(name) == 4:
        return column, 3 * to + 2 * source
    return column + 1, 3 * to + 0.35 + 1.3 * source


def every_node():
    """Walk back through the 41 nodes of the worked example, rightly or wrongly."""
    nodes = worked_graph.nodes()
    output = nodes["C"]
    count = len(nodes)

    def compute(done, collect, order):
        back = worked_graph.order_back(output, deep=order == DEEP)
        blame = worked_graph.hand_on(back, done, overwrite=collect == OVERWRITE)
        finished = back[:done]
        wrong = worked_graph.wrong_ones(output, blame)
        return {
            "done": done, "finished": finished, "blame": blame,
            "now": finished[-1] if finished else None,
            "wrong": [node for node in wrong if node in finished],
        }  # fmt: skip

    def draw(figure):
        axes = figure.subplots()
        edges = [(p.name, node.name) for node in nodes.values() for p in node.parents]
        values = {name: number(node.value) for name, node in nodes.items()}
        graph = StepGraph(axes, _places(nodes), edges, values)
        key = "blue: value\norange: blame\n…: has not handed on yet\n✗: wrong"
        axes.text(
            7 + 2 * GAP, -2.5, key, fontsize=9, color=INK, ha="center", va="center"
        )
        return graph

    def update(graph, r):
        for node in nodes.values():
            text = ""
            if node in r["blame"]:
                text = number(r["blame"][node])
                if node not in r["finished"] and node is not output:
                    text += "…"
                text = f"✗{text}" if node in r["wrong"] else text
            set_new(graph.blame[node.name], text=text)
        now = r["now"]
        graph.light(
            now.name if now else "C",
            [(parent.name, now.name) for parent in now.parents] if now else (),
        )

    def describe(r):
        now, blame = r["now"], r["blame"]
        if now is None:
            return "The blame of C itself is 1. Press Next node: C hands it on."
        said = f"Node {r['done']} of {count}: {now.name} has blame "
        said += f"{number(blame[now])}"
        if not now.parents:
            said += ". Nothing came before it, so it hands nothing on."
        else:
            shares = zip(now.parents, now.slopes, strict=True)
            said += ". It hands on " + " and ".join(
                f"{number(blame[now])} · {factor(slope)} to {parent.name}"
                for parent, slope in shares
            )
            said += "."
        if r["wrong"]:
            return f"{said} Wrong so far: {len(r['wrong'])} of {r['done']}."
        return f"{said} All {count} are right." if r["done"] == count else said

    return Panel(
        "Walk back through the graph",
        (
            Slider("done", "nodes done", 0, count, 3, integer=True),
            Buttons(
                (
                    Button("Back", add={"done": -1}),
                    Button("Next node", add={"done": 1}),
                    Button("all 41", set={"done": count}),
                )
            ),
            Choice("collect", "Collect with", (ADD, OVERWRITE), ADD),
            Choice("order", "Order", (SORTED, DEEP), SORTED),
        ),
        compute,
        draw,
        describe,
        update=update,
        alt="The network of page 04 as 41 boxes, one for each number and each "
        "operation, from the inputs at the left to the cost at the right. Each box "
        "holds its value and, once known, its blame.",
        size=(8.2, 4.2),
    )
