"""What the panels of notebook 03 share: a graph with names, its numbers in words."""

from itertools import pairwise

import numpy as np

from backprop_helpers.figures.following import set_new
from backprop_helpers.panels.controls import Button, Buttons

STEPS = Buttons(
    (Button("Step back", add={"stage": -1}), Button("Step", add={"stage": 1}))
)


def short(value):
    """Write a number with at most four digits that count, and a real minus sign."""
    text = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    text = f"{value:.4f}" if abs(value) < 0.001 else text
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def factor(value):
    """Write a number as a factor: a negative one in brackets."""
    return f"({short(value)})" if short(value).startswith("−") else short(value)


def times(values):
    """Write a product: its factors, the sign =, and its value."""
    return f"{' · '.join(map(factor, values))} = {short(np.prod(values))}"


class NamedGraph:
    """The nodes of a calculation by name, the last one its result, all walked back.

    Attributes
    ----------
    value, blame : dict
        name -> the node's value, and the derivative of the result by it.
    slope, share : dict
        (parent, child) -> the local slope of the edge, and what comes back along it.
    """

    def __init__(self, nodes):
        *_, result = nodes.values()
        result.backward()
        name = {node: key for key, node in nodes.items()}
        self.value = {key: node.value for key, node in nodes.items()}
        self.blame = {key: node.blame for key, node in nodes.items()}
        self.slope = {
            (name[parent], child): slope
            for child, node in nodes.items()
            for parent, slope in zip(node.parents, node.slopes, strict=True)
        }
        self.share = {
            edge: self.blame[edge[1]] * slope for edge, slope in self.slope.items()
        }

    def along(self, path):
        """Return the slopes along a path of names, from its end back to its start."""
        return [self.slope[edge] for edge in edges_of(path)]


def edges_of(path):
    """Return the edges of a path of names, from its end back to its start."""
    return [*pairwise(path)][::-1]


def fill(diagram, graph, known, with_slope, with_share, blamed):
    """Write the numbers of the nodes and edges that are named, and clear the rest."""
    for name, text in diagram.value.items():
        text.set_text(short(graph.value[name]) if name in known else "?")
        diagram.blame[name].set_text(short(graph.blame[name]) if name in blamed else "")
        set_new(diagram.blame_sign[name], visible=name in blamed)
    for edge, text in diagram.slope.items():
        slope = f"× {factor(graph.slope[edge])}"
        text.set_text(slope if edge in with_slope else "")
        share = f"← {short(graph.share[edge])}"
        diagram.share[edge].set_text(share if edge in with_share else "")


def mark(diagram, name):
    """Write the label of the node whose number the slider moves in bold."""
    for key, text in diagram.label.items():
        set_new(text, fontweight="bold" if key == name else "normal")
