"""What the page “Two outputs by hand” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "panels.factors": ["chain_of_factors"],
        "panels.repeated_steps": ["order_of_updates", "repeat_the_step"],
        "panels.step_by_step": ["one_step"],
    },
)
