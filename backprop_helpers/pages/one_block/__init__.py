"""What the page “One block” needs, and no other.

- writing: how a writer learns a text and writes, and how its words are counted
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "figures": ["whole_block"],
        "panels": ["eta_and_warm_up", "who_looks_at_whom", "your_block_writes"],
        "writing": ["Pairs", "learn_to_write", "share_of_words", "write"],
    },
)
