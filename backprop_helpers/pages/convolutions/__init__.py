"""What the page “Convolutions” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["one_hot_words", "vocabulary", "words_of"],
        "figures": ["draw_kernels"],
        "panels.maps": ["kernel_on_an_image", "reactions"],
        "panels.sliding": ["walk_the_kernel"],
    },
)
