"""What the page “Two outputs by hand” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "figures": ["draw_given"],
        "panels.factors": ["chain_of_factors"],
        "panels.repeated_steps": ["repeat_the_step"],
        "panels.step_by_step": ["one_step"],
    },
)
