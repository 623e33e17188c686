"""The panels of this page, with the writer that it trains."""

import contextlib
import io
from functools import cache

from backprop_helpers.pages.one_block.panels import (
    eta_and_warm_up,
    who_looks_at_whom,
    your_block_writes,
)
from backprop_helpers.pages.one_block.writing import learn_to_write


@cache
def kept(seed=0):
    """Return what the page keeps of its training from a start; it takes seconds."""
    with contextlib.redirect_stdout(io.StringIO()):
        return learn_to_write(seed=seed)


PANELS = {
    "eta_and_warm_up": eta_and_warm_up,
    "your_block_writes": lambda: your_block_writes(kept()),
    "who_looks_at_whom": lambda: who_looks_at_whom(kept()),
}
