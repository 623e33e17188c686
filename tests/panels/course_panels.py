"""Every panel of the course, and ways to move it without a browser.

Those of a page stand in its folder, tests/pages/<name>/panels.py.
"""

import importlib
import itertools

import numpy as np

from backprop_helpers.pages import PAGES
from backprop_helpers.panels.controls import Bank, Choice, Entry, Grid, Slider
from tests.panels.pictures import following


def panels_of(page):
    """Return the panels of a page: a dict from names to what makes them."""
    return importlib.import_module(f"tests.pages.{page}.panels").PANELS


PANELS = {name: make for page in PAGES for name, make in panels_of(page).items()}


class Page:
    """Stands in for a notebook: keeps what a panel sends to it."""

    def __init__(self, panel):
        self.panel = panel
        self.bundles = []
        panel.handle = self

    def update(self, bundle, raw):
        assert raw
        self.bundles.append(bundle)

    def send(self, values, dragging=False, ratio=1, narrow=False):
        """Do what the browser does when a control moves, or its window."""
        state = {"values": values, "dragging": dragging, "ratio": ratio}
        state["narrow"] = narrow
        self.panel.widget.set_state({"state": state})

    def move(self, dragging=False, ratio=1, narrow=False, **values):
        """Move some controls by hand."""
        self.send(self.panel.values | values, dragging, ratio, narrow)


def said(panel, **values):
    """Set a panel and return its sentence."""
    panel.set(**values)
    return panel.sentence


def from_start(panel, **values):
    """Set a panel from its start; return those of its artists that follow, moved."""
    return following(panel, **panel.widget.initial | values)


def button_rows(panel):
    """Yield the buttons of a panel."""
    for control in panel.controls:
        yield from getattr(control, "buttons", ())


def corners(panel):
    """Yield settings at every corner: each slider at an end, each option, each pick.

    A bank has too many numbers for all their corners; each of them is picked and put
    at each of its ends, at every corner of the other controls.
    """
    axes = []
    for control in panel.controls:
        if isinstance(control, Slider):
            axes.append([{control.name: end} for end in (control.low, control.high)])
        elif isinstance(control, Choice):
            axes.append([{control.name: option} for option in control.options])
        elif isinstance(control, Grid):
            pixels = len(control.value)
            axes.append([{control.name: [ink] * pixels} for ink in (0.0, 1.0)])
        elif isinstance(control, Bank):
            axes.append(
                [
                    {control.name: slider.name, slider.name: end}
                    for slider in control.sliders
                    for end in (slider.low, slider.high)
                ]
            )
    for corner in itertools.product(*axes):
        yield {name: value for part in corner for name, value in part.items()}


def fast_drags(panel, count):
    """Yield the settings of a drag from end to end, with so many pictures.

    One for each slider, of a bank the first, and one through the options of a choice.
    """
    for control in panel.controls:
        if isinstance(control, Choice):
            yield [{control.name: option} for option in control.options[:count]]
        if isinstance(control, Bank):
            slider, also = control.sliders[0], {control.name: control.sliders[0].name}
        elif isinstance(control, Slider):
            slider, also = control, {}
        else:
            continue
        between = np.geomspace if slider.log else np.linspace
        values = between(slider.low, slider.high, count).clip(slider.low, slider.high)
        if slider.integer:
            values = np.unique(values.round())
        yield [also | {slider.name: float(value)} for value in values]


def random_settings(panel, rng):
    """Draw a value for every control of a panel, all numbers of a bank included."""
    values = {}
    for control in panel.controls:
        if isinstance(control, Slider):
            values[control.name] = random_value(control, rng)
        elif isinstance(control, Choice):
            values[control.name] = str(rng.choice(control.options))
        elif isinstance(control, Grid):
            values[control.name] = rng.uniform(size=len(control.value)).tolist()
        elif isinstance(control, Entry):
            values[control.name] = str(rng.choice(texts_for(panel, control)))
        elif isinstance(control, Bank):
            values |= {
                slider.name: random_value(slider, rng) for slider in control.sliders
            }
            values[control.name] = str(rng.choice([s.name for s in control.sliders]))
    return values


def texts_for(panel, entry):
    """Return what may be typed: what buttons of the panel put there, and nonsense."""
    buttons = [button.set.get(entry.name) for button in button_rows(panel)]
    return [text for text in buttons if text] + ["", "((", "$\\frac 😀"]


def random_value(slider, rng):
    """Draw a number from all of a slider's range, not only from its positions."""
    if slider.integer:
        return int(rng.integers(slider.low, slider.high + 1))
    if slider.log:
        exponent = rng.uniform(np.log(slider.low), np.log(slider.high))
        return float(np.clip(np.exp(exponent), slider.low, slider.high))
    return float(rng.uniform(slider.low, slider.high))
