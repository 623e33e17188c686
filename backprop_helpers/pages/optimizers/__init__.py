"""What the page “Optimisers” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "figures": ["draw_final_costs", "draw_sweep"],
        "panels.least_squares": ["levenberg_beside_others"],
        "panels.paths": ["five_paths", "sgd_and_momentum"],
        "panels.side_by_side": ["many_starts", "same_gradients"],
    },
)
