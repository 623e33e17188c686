"""Pictures: axes and arrays in, artists out; no model is computed here.

`draw_…` draws on axes; what is given to it as a function of a result, follows results.

- show, colours, following: one look for all, words for every picture, moving cheaply
- curve, surface, border, accuracy, errors: what is drawn on more than one page
- sizes: how large numbers are, layer by layer, and costs on a log axis
- fitted_line: points, and a line through them with its residuals
- network_diagram: the network of the first pages; blanks: numbers to be filled in
- maps, optimizers: several surfaces from above, and several optimisers on them
- numbers, digits: numbers as they are written, and images
- frames: a frame that moves over a picture

What only one page draws stands in that page's folder.
"""

import logging


def _is_of_use(record):
    """Leave out that a cache is made elsewhere: no reader need do anything about it."""
    starts = ("mkdir -p failed", "Matplotlib created a temporary cache directory")
    return not str(record.msg).startswith(starts)


# Before the first import of matplotlib, which writes into the first cell, in red, where
# there is no home folder.
logging.getLogger("matplotlib").addFilter(_is_of_use)

from backprop_helpers.figures.show import new_figure, show  # noqa: E402

__all__ = ["new_figure", "show"]
