"""What the page “One neuron” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "figures": ["draw_one_neuron"],
        "panels.learning": ["saturation", "sigmoid_and_slope", "two_costs"],
        "panels.three_or_eight": ["three_or_eight"],
    },
)
