"""What the page “Start here” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["read_digits"],
        "figures": ["draw_digits_read", "draw_empty_network"],
        "panels": ["aim_a_line"],
    },
)
