"""What the page “A way round” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "example": ["Deep", "KINDS"],
        "figures": ["draw_layer"],
        "panels": ["learn_thirty_layers", "thirty_layers"],
    },
)
