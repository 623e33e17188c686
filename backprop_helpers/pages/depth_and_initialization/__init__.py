"""What the page “Depth and initialisation” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["deep_network", "some_digits"],
        "panels": [
            "dead_neurons",
            "find_the_largest_eta",
            "product_of_factors",
            "sizes_by_layer",
        ],
    },
)
