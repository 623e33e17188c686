"""What the page “Gradient descent on a line” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "figures": ["draw_race"],
        "panels": [
            "descend",
            "descend_one_parameter",
            "find_the_line",
            "slope_at_a_point",
        ],
    },
)
