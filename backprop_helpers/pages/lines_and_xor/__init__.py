"""What the page “Lines and XOR” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["FUNCTIONS", "INPUTS"],
        "figures.plane": ["draw_verdicts"],
        "figures.runs": ["draw_runs"],
        "panels.one_line": ["perceptron_by_steps"],
        "panels.training": ["decision_boundary", "twins"],
        "panels.two_lines": ["two_lines"],
    },
)
