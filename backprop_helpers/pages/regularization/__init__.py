"""What the page “Regularisation” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["figures"],
    submod_attrs={
        "example": ["draw", "fit", "parts", "shifted"],
        "panels": ["fit_a_curve", "one_weight_shrinks"],
    },
)
