"""What the page “The bug museum” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["clues", "example", "later_patients", "looks"],
    submod_attrs={
        "figures": ["show_exhibits", "show_map"],
        "panels.differences": ["size_of_epsilon"],
        "panels.patients": ["mystery"],
    },
)
