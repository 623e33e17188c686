"""What the page “Through time” needs, and no other."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "example": ["symmetric_weights"],
        "figures": ["draw_accuracies", "draw_costs", "draw_missing"],
        "panels": ["clipping", "lstm_gates", "unrolled", "vanish_or_explode"],
        "recall": ["BIAS_3", "LENGTHS", "MEASURED", "PLAIN", "Reader", "recall_batch"],
    },
)
