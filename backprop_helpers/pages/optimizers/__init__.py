"""What the page “Optimisers” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["curvature"],
    submod_attrs={
        "figures": ["draw_final_costs", "draw_sweep"],
        "panels.levenberg_marquardt": ["levenberg_beside_others"],
        "panels.line_through_flowers": ["compare_batches", "two_curvatures"],
        "panels.ravine_and_other_surfaces": [
            "five_paths",
            "many_starts",
            "sgd_and_momentum",
        ],
        "panels.same_slopes": ["same_gradients"],
    },
)
