"""What the page “Why backprop” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "panels": ["same_arrow", "the_bill"],
    },
)
