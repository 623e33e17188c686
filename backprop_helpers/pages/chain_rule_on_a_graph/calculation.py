"""A calculation of the reader's own as a graph: its steps, walked forward and back."""

from dataclasses import dataclass
from functools import cached_property
from operator import add, mul, neg, sub

from backprop_helpers.figures.numbers import factor, low
from backprop_helpers.nets.graph import Node, sigmoid, square

NAME, NUMBER = "name", "number"  # the steps that have no parents
LARGEST = 1e5  # number in a picture: what is larger does not fit
RESULT, LETTERS = "C", "uvstpqrghkmnd"  # of steps: the first that is no one's name
_RULES = {
    ("+", 2): (add, "{} + {}"),
    ("−", 2): (sub, "{} − {}"),
    ("−", 1): (neg, "−{}"),
    ("·", 2): (mul, "{} · {}"),
    ("²", 1): (square, "{}²"),
    ("σ", 1): (sigmoid, "σ({})"),
}


@dataclass(frozen=True)
class Step:
    """A circle of the graph: a name, a number, or an operation on earlier circles."""

    kind: str  # NAME, NUMBER, or the sign of an operation
    parents: tuple[int, ...] = ()  # where they stand among the steps
    text: str = ""  # of a name or a number


@dataclass(frozen=True)
class Calculation:
    """Steps in an order in which they can be worked out; the last is the result."""

    steps: tuple[Step, ...]

    @cached_property
    def edges(self):
        """All edges as (parent, child, n): it is the child's n-th parent, from 0."""
        return tuple(
            (parent, child, n)
            for child, step in enumerate(self.steps)
            for n, parent in enumerate(step.parents)
        )

    @cached_property
    def names(self):
        """The names in it, in the order of their first use."""
        return tuple(step.text for step in self.steps if step.kind == NAME)

    @cached_property
    def symbols(self):
        """What each step is called: as typed, or u₁, u₂, …, and C at the end."""
        taken = {name[0] for name in self.names}
        letter = next(letter for letter in LETTERS if letter not in taken)
        symbols, count = [], 0
        for step in self.steps[:-1]:
            count += bool(step.parents)
            symbols.append(step.text or f"{letter}{low(count)}")
        return (*symbols, RESULT)

    @cached_property
    def formulas(self):
        """What stands over each circle: a name, or how it is worked out."""
        texts = []
        for symbol, step in zip(self.symbols, self.steps, strict=True):
            if not step.parents:
                texts.append(symbol if step.kind == NAME else "")
                continue
            _, form = _RULES[step.kind, len(step.parents)]
            parents = (factor(self.symbols[parent]) for parent in step.parents)
            texts.append(f"{symbol} = {form.format(*parents)}")
        return tuple(texts)

    def walk(self, values):
        """Return the Walk with these values, a dict from names to numbers.

        OverflowError if a number comes out that is too large for a picture.
        """
        nodes = []
        for step in self.steps:
            if step.kind == NAME:
                nodes.append(Node(values[step.text]))
            elif step.kind == NUMBER:
                nodes.append(Node(float(step.text.replace("−", "-"))))
            else:
                operation, _ = _RULES[step.kind, len(step.parents)]
                nodes.append(operation(*(nodes[parent] for parent in step.parents)))
                if abs(nodes[-1].value) > LARGEST:
                    raise OverflowError(self.symbols[len(nodes) - 1])
        nodes[-1].backward()
        for symbol, node in zip(self.symbols, nodes, strict=True):
            if max(map(abs, (node.blame, *node.slopes))) > LARGEST:
                raise OverflowError(f"∂C/∂{symbol}")
        slopes = {edge: nodes[edge[1]].slopes[edge[2]] for edge in self.edges}
        return Walk(
            values=tuple(node.value for node in nodes),
            blames=tuple(node.blame for node in nodes),
            slopes=slopes,
            shares={edge: nodes[edge[1]].blame * slopes[edge] for edge in slopes},
        )


@dataclass(frozen=True)
class Walk:
    """What the walks have found: for each step, and for each edge of a Calculation."""

    values: tuple[float, ...]
    blames: tuple[float, ...]
    slopes: dict  # edge -> its local slope
    shares: dict  # edge -> what it carries back
