"""Pictures: axes and arrays in, artists out; no model is computed here."""

from .show import new_figure, show

__all__ = ["new_figure", "show"]
