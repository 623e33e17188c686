"""What the page “Through time” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"panels": ["clipping", "unrolled", "vanish_or_explode"]},
)
