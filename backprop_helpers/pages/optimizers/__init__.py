"""What the page “Optimisers” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["curvature"],
    submod_attrs={
        "figures": ["draw_above_least", "draw_sweep"],
        "panels.race": ["race"],
        "panels.swings": ["damped_swings"],
        "panels.two_curvatures": ["two_curvatures"],
    },
)
