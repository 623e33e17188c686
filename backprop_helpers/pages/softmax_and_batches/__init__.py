"""What the page “Softmax and batches” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["MEASURED"],
        "panels": ["share_out", "train_again"],
    },
)
