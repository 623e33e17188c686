"""A canvas that draws each text once, and copies it from then on."""

from collections import OrderedDict
from math import ceil, floor

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

_KEPT = 256  # texts; about 1 MB
_MARGIN = 4  # pixels around a text, even: letters may reach beyond their box


class CopyingCanvas(FigureCanvasAgg):
    """An Agg canvas for pictures in which the same words are drawn again and again.

    In a drag most texts are the same as in the picture before, but among artists that
    move, so they must be drawn anew: 0.4 ms each, against 0.05 ms for a copy.
    """

    _renderer_key = None

    def get_renderer(self):
        """Return the renderer for the size of the figure, with the texts it keeps."""
        key = (*self.get_width_height(physical=True), self.figure.dpi)
        if key != self._renderer_key:
            self.renderer, self._renderer_key = _CopyingRenderer(*key), key
        return self.renderer


class _CopyingRenderer(RendererAgg):
    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self.texts = OrderedDict()  # the one used last stands last

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if angle:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        # What is left over decides the grey of edges; the rest is even, because
        # matplotlib before 3.11 rounds 0.5 to 0 and 1.5 to 2.
        left, top = 2 * floor(x / 2), 2 * floor(y / 2)
        look = hash(prop), gc.get_rgb(), gc.get_alpha(), ismath
        key = (s, x - left, y - top, *look)
        if key in self.texts:
            self.texts.move_to_end(key)
        else:
            self.texts[key] = self._pixels(
                gc, x - left, y - top, s, prop, ismath, mtext
            )
            if len(self.texts) > _KEPT:
                self.texts.popitem(last=False)
        pixels, above = self.texts[key]
        bottom = round(self.height) - (top - above) - len(pixels)
        self.draw_image(gc, left - _MARGIN, bottom, pixels)

    def _pixels(self, gc, x, y, s, prop, ismath, mtext):
        """Draw a text by itself; returns its pixels, and how many rows lie above y."""
        width, height, _ = self.get_text_width_height_descent(s, prop, ismath)
        above = 2 * ceil(height / 2) + _MARGIN
        alone = RendererAgg(
            ceil(width) + 2 * _MARGIN + 2, 2 * above, self.dpi
        )  # as much below the base line as above it: enough for any descent
        plain = alone.new_gc()
        plain.copy_properties(gc)
        plain.set_clip_rectangle(None)  # the copy is clipped
        plain.set_clip_path(None)
        alone.draw_text(plain, x + _MARGIN, y + above, s, prop, 0, ismath, mtext)
        return np.array(alone.buffer_rgba())[::-1], above
