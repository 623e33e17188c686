"""What the page “Landscapes” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "figures": ["draw_final_costs"],
        "panels.levenberg_marquardt": ["levenberg_beside_adam"],
        "panels.many_starts": ["many_starts"],
    },
)
