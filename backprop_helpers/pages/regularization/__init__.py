"""What the page “Regularisation” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["figures"],
    submod_attrs={
        "example": ["few", "fit", "fresh_network", "parts"],
        "panels": ["keep_weights_small", "one_weight_shrinks"],
    },
)
