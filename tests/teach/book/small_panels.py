"""Small panels with every kind of control that the book must play."""

from math import prod

from backprop_helpers.figures.following import follow
from backprop_helpers.panels.controls import (
    Bank,
    Button,
    Buttons,
    Choice,
    Entry,
    Grid,
    Pick,
    Slider,
    presets,
    steps,
)
from backprop_helpers.panels.panel import Panel


def small_panel(title, *controls, **options):
    """A bar as high as all numbers together, and a sentence with all values."""

    def draw(figure):
        left, right = figure.subplots(1, 2)
        left.set(xlim=(-5, 5), ylim=(-5, 5))
        (bar,) = right.bar([0], [1])
        right.set_ylim(-9, 9)
        words = left.text(-4, 0, "")
        follow(bar, lambda r: {"height": r["sum"]})
        follow(words, lambda r: {"text": r["said"]})

    def compute(**values):
        numbers = [v for v in values.values() if isinstance(v, (int, float))]
        said = " ".join(str(v) for v in values.values() if not isinstance(v, list))
        return {"sum": sum(numbers), "said": said[:24], "values": values}

    def describe(r):
        told = {
            n: v if not isinstance(v, list) else sum(v) for n, v in r["values"].items()
        }
        return f"{', '.join(f'{n} is {v}' for n, v in told.items())}."

    return Panel(
        title, controls, compute, draw, describe, alt="Words and a bar.",
        size=(6.0, 2.0), **options,
    )  # fmt: skip


def slopes():
    """Two sliders that a click sets, and a step: all settings are few."""
    return small_panel(
        "Slopes",
        Slider("w", "w", -4, 4, 1.0, count=80),
        Slider("b", "b", -4, 4, 0.5, count=80),
        presets({"steep": {"w": 3.05}}),
        Buttons((Button("Step w by 0.1", add={"w": 0.1}),)),
        pick=Pick("w", "b"),
    )


def many():
    """More settings than can be recorded."""
    return small_panel(
        "Many",
        Slider("eta", "η", 0.001, 10, 0.1, log=True, count=8),
        Slider("steps", "steps", 0, 300, 30, integer=True),
        steps("steps"),
        Choice("kind", "kind", ("round", "square", "flat"), "round"),
        Bank(
            "pick",
            "Change",
            (
                Slider("x", "x", -2, 2, 0.0, count=8),
                Slider("y", "y", -2, 2, 1.0, count=8),
            ),
        ),
        Slider("seed", "seed", 0, 5, 0, integer=True),
        presets({"late": {"steps": 300, "eta": 1.0}}),
    )


def samples():
    """What is painted, and what is typed."""
    inked = {"pixels": [1.0, 0.0, 0.5, 0.0], "text": "two"}
    return small_panel(
        "Samples",
        Grid("pixels", "Sheet", 2, 2),
        Entry("text", "Text", "one"),
        Slider("right", "right", -1, 1, 0, integer=True),
        presets({"an example": inked}),
    )


PANELS = {"slopes": slopes, "many": many, "samples": samples}


def count_of(record):
    """All settings of a record's axes together."""
    return prod(len(axis["values"]) for axis in record["axes"])
