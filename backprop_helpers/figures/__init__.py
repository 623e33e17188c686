"""Pictures: axes and arrays in, artists out; no model is computed here.

`draw_…` makes what stands still; a class `Moving…` makes artists that a panel moves.

- show, colours, artists: one look for all, words for every picture, moving cheaply
- 01: line, surface, curve; 02: border; 03: graph_diagram
- 04: network_diagram; 05: layers, decision, errors; 06: step_graph, bill
- 07: digits, batches, accuracy; 08: depth; 09: fitting; 10: optimizers, runs
- 11: maps, sliding; 12: chain, memory; 13: museum
- class_results: for teachers
"""

import logging


def _is_of_use(record):
    """Leave out that a cache is made elsewhere: no reader need do anything about it."""
    starts = ("mkdir -p failed", "Matplotlib created a temporary cache directory")
    return not str(record.msg).startswith(starts)


# Before the first import of matplotlib, which writes into the first cell, in red, where
# there is no home folder.
logging.getLogger("matplotlib").addFilter(_is_of_use)

from .show import new_figure, show  # noqa: E402

__all__ = ["new_figure", "show"]
