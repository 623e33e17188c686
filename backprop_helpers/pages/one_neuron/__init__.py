"""What the page “One neuron” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "panels.perceptron": ["keep_sweeping", "perceptron_by_steps", "two_rules"],
        "panels.sigmoid": [
            "saturation",
            "saturation_twin",
            "sigmoid_and_slope",
            "three_or_eight",
        ],
    },
)
