"""What the page “Convolutions” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "panels.kernel_on_a_row": ["walk_the_kernel"],
        "panels.kernel_on_an_image": ["kernel_on_an_image"],
        "panels.learn_an_edge": ["learn_an_edge"],
    },
)
