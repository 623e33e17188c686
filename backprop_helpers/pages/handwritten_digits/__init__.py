"""What the page “Handwritten digits” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["moved"],
        "figures": ["draw_confusion"],
        "panels": ["draw_a_digit"],
    },
)
