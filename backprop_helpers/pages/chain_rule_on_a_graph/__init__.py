"""What the page “Chain rule on a graph” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "panels.differences": ["size_of_epsilon"],
        "panels.paths": ["two_ways_to_the_cost", "weight_used_twice"],
        "panels.walk": ["walk_back", "walk_forward"],
    },
)
