"""What the page “Your own engine” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "panels": ["every_node", "learn_xor_with"],
    },
)
