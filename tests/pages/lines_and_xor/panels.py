"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.lines_and_xor.panels.one_line import perceptron_by_steps
from backprop_helpers.pages.lines_and_xor.panels.training import (
    decision_boundary,
    twins,
)
from backprop_helpers.pages.lines_and_xor.panels.two_lines import two_lines
from tests.pages.lines_and_xor.flowers import SEPALS

PANELS = {
    "perceptron_by_steps": lambda: perceptron_by_steps(*SEPALS),
    "two_lines": two_lines,
    "decision_boundary": decision_boundary,
    "twins": twins,
}
