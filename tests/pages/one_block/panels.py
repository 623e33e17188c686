"""The panels of this page, with a writer that has learnt for a moment only."""

from functools import cache

import numpy as np

from backprop_helpers.pages.one_block.panels import (
    eta_and_warm_up,
    who_looks_at_whom,
    your_block_writes,
)
from backprop_helpers.pages.one_block.writing import hills, learn, new_writer


@cache
def kept():
    """Return a writer before training, and a small one after 160 steps."""
    script = hills()
    later = new_writer(script, 0, d=16, n=16)
    for _ in learn(later, script, np.random.default_rng(0), steps=160):
        pass
    return {0: new_writer(script, 0), 160: later}


PANELS = {
    "eta_and_warm_up": eta_and_warm_up,
    "your_block_writes": lambda: your_block_writes(kept()),
    "who_looks_at_whom": lambda: who_looks_at_whom(kept()),
}
