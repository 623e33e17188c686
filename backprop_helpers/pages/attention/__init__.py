"""What the page “Attention” needs, and no other.

- letter: a network with one attention that finds the first letter of a text
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["example"],
    submod_attrs={
        "letter": ["Finder"],
        "panels": ["find_the_letter", "turn_the_query"],
    },
)
