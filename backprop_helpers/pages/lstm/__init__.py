"""What the page “How does a network remember?” needs, and no other.

- recall: readers that learn to name a letter after many digits
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "figures": ["show_cell", "show_starts"],
        "panels": ["hold_the_gates", "remember"],
        "recall": ["Readers", "recall_batch"],
    },
)
