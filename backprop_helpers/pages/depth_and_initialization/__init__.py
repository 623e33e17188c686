"""What the page “Depth and initialisation” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["LOW_COST", "deep_network", "final_costs", "some_digits"],
        "panels.sizes": ["sizes_by_layer", "values_by_layer"],
        "panels.training": ["train_the_starts"],
    },
)
