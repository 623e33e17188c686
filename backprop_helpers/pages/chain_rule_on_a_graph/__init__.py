"""What the page “Chain rule on a graph” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "figures.graph": ["draw_line_and_error"],
        "panels.own_graph": ["build_your_own_graph"],
        "panels.paths": ["weight_used_twice"],
        "panels.row": ["neurons_in_a_row"],
        "panels.walk": ["walk_there_and_back"],
    },
)
