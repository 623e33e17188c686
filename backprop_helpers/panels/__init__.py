"""Interactive pictures: a slider moves, and the picture and its sentence follow."""

from .controls import Bank, Button, Buttons, Choice, Slider
from .panel import Panel

__all__ = ["Bank", "Button", "Buttons", "Choice", "Panel", "Slider"]
