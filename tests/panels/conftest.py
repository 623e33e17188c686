"""The panels of the course, one after the other, each as it is at its start."""

from functools import cache

import pytest

from tests.panels.course_panels import PANELS, Page


@pytest.fixture
def panel(name):
    """The panel of this name, as it is at its start; made once, since that is slow."""
    panel = made(name)
    panel.handle = None
    panel.widget.state = {"values": panel.widget.initial, "dragging": False, "ratio": 1}
    panel.widget.status = ""
    return panel


@cache
def made(name):
    return PANELS[name]()


@pytest.fixture
def page(panel):
    return Page(panel)
