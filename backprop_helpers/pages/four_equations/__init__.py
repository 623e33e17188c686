"""What the page “Four equations” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["errors_of"],
        "figures.check": ["draw_check"],
        "panels.training": ["train_with"],
        "panels.whole_walk": ["whole_walk"],
    },
)
