"""What the page “Four equations” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["FUNCTIONS", "INPUTS"],
        "figures": ["draw_verdicts", "plane"],
        "panels": ["decision_boundary", "twins", "whole_walk"],
    },
)
