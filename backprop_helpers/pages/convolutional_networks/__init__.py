"""What the page “Convolutional networks” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["one_hot_words", "shifted", "vocabulary"],
        "figures": ["draw_channels", "draw_kernels"],
        "panels.kernels_on_words": ["reactions"],
        "panels.stack_on_a_row": ["what_it_sees"],
        "panels.words_on_a_map": ["words_on_a_map"],
    },
)
