"""A figure that can follow a slider: what stands still is drawn only once."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure, FigureBase
from matplotlib.gridspec import GridSpec
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from backprop_helpers.figures.following import followers, set_new
from backprop_helpers.figures.show import course_style, figure_size, png_bytes
from backprop_helpers.panels.canvas import CopyingCanvas


def stacked(figure, nrows=1, ncols=1, **options):
    """Make axes in a figure, or a part of one, with rows for columns if it is wide.

    Parts of a width mean nothing in a stack.
    """
    if ncols <= nrows:
        return FigureBase.subplots(figure, nrows, ncols, **options)
    figure.rows = ncols
    turned = {"row": "col", "col": "row"}
    shared = {name: options.get(name, False) for name in ("sharex", "sharey")}
    shared = {name: turned.get(how, how) for name, how in shared.items()}
    return FigureBase.subplots(figure, ncols, nrows, **shared).T


class NarrowFigure(Figure):
    """A figure for a phone: what would stand side by side stands one below the other.

    All sizes are in hundreds of CSS pixels.
    """

    WIDE, NARROW = 6.6, 4.6  # what cannot be stacked; what is
    LOWEST, HIGHEST = 2.5, 3.4  # of one row
    ALONE = 0.45  # of the height: as much as that needs its width
    rows = 1
    parts, shares = None, (1,)  # of the height
    subplots = stacked

    def subfigures(self, nrows=1, ncols=1, height_ratios=None, **_):
        """Make parts, one below the other; what is in them is stacked, too."""
        self.grid, ratios = GridSpec(nrows * ncols, 1, figure=self), height_ratios
        self.parts = [self.add_subfigure(place) for place in self.grid]
        self.shares = [h / sum(ratios) for h in ratios] if ratios else [1] * ncols
        for part in self.parts:
            part.rows, part.subplots = 1, partial(stacked, part)
        return self.parts

    def legend(self, *handles, **options):
        """Make a legend of at most two columns."""
        options["ncols"] = min(options.get("ncols", 1), 2)
        return super().legend(*handles, **options)

    def fit(self, width, height):
        """Take the room of what is width × height elsewhere; return that room."""
        for line in self.findobj(Line2D):
            if not len(line.get_xdata()):  # of a legend: it would count as at (0, 0)
                line.set_in_layout(False)
        row = min(max(0.85 * height, self.LOWEST), self.HIGHEST)
        parts, shares = self.parts or [self], self.shares
        heights = [
            part.rows * row if part.rows > 1 else share * height
            for part, share in zip(parts, shares, strict=True)
        ]
        if self.parts:
            self.grid.set_height_ratios(heights)
        large = any(  # and drawn in one piece
            part.rows == 1 and self.ALONE <= share < 1
            for part, share in zip(parts, shares, strict=True)
        )
        stacks = sum(shares) > 1 or any(part.rows > 1 for part in parts)
        width = self.NARROW if stacks and not large else min(self.WIDE, width)
        size = width, sum(heights)
        self.set_size_inches(figure_size(*size))
        return size


class Picture:
    """One Agg figure whose moving artists are drawn over a cached background.

    A full draw of a typical picture costs 40 ms, restoring the background and
    drawing what moves costs 2 ms. Animated artists move, which `follow` makes of them;
    all others belong to the background, which is drawn anew only when one of them
    changed (matplotlib marks the figure as stale then, for instance after `set_xlim`):
    a title that moves must be an animated text. A text costs 0.4 ms, more than a line
    or a circle, unless it stays where it was, to a fraction of a pixel (see canvas).

    draw(figure) is called once; size is width and height in hundreds of CSS pixels on a
    wide screen. A `narrow` picture has a form of its own for a phone.
    """

    def __init__(self, draw, size, narrow=False):
        self.size = size
        with course_style():
            self.figure = (NarrowFigure if narrow else Figure)(
                figsize=figure_size(*size), dpi=100, layout="constrained"
            )
            self.canvas = CopyingCanvas(self.figure)
            draw(self.figure)
        if narrow:
            self.size = self.figure.fit(*size)
        self.followers = followers(self.figure)
        self.moving = sorted(
            self.figure.findobj(lambda artist: artist.get_animated()),
            key=lambda artist: artist.get_zorder(),
        )
        for artist in self.moving:  # else the first setting would decide the layout
            artist.set_in_layout(False)
        self.background = None  # the pixels of all that never moves
        self.base = None  # these, and the movers at rest drawn over them
        self.at_rest = frozenset()  # movers that are part of the base
        self.changing = set()  # movers that changed lately: drawn for each picture
        self.pixel_ratio = 1.0

    def set_pixel_ratio(self, ratio):
        """Draw with more pixels for a sharper screen (1 to 2 device pixels a CSS one).

        What is no number counts as 1. Returns True where that changed anything.
        """
        known = isinstance(ratio, (int, float)) and ratio == ratio
        ratio = float(min(max(ratio, 1), 2)) if known else 1.0
        if ratio == self.pixel_ratio:
            return False
        self.pixel_ratio = ratio
        self.figure.set_dpi(100 * ratio)
        self.background = None
        return True

    def place_of(self, axes):
        """Say where axes with linear scales lie, and between which values.

        Returns
        -------
        box : (left, top, width, height) as parts of the picture, from its upper left
        limits : (x at the left, x at the right, y at the bottom, y at the top)
        """
        if {axes.get_xscale(), axes.get_yscale()} != {"linear"}:
            raise ValueError("a place can only be picked on axes with linear scales.")
        if self.background is None:
            with course_style():
                self._draw_background()  # the layout is not settled before
        box = axes.get_position()
        limits = (*axes.get_xlim(), *axes.get_ylim())
        return (box.x0, 1 - box.y1, box.width, box.height), tuple(map(float, limits))

    def move(self, result):
        """Move the artists to `result`."""
        for artist in self.followers:
            set_new(artist, **artist.following(result))

    def png(self, result):
        """Move the artists to `result` and return the picture as PNG bytes."""
        return png_bytes(self.pixels(result))

    def pixels(self, result):
        """Move the artists to `result` and return uint8 (height, width, 4).

        They are the canvas's own: copy what must last.
        """
        self.move(result)
        if self.background is None or self.figure.stale:
            with course_style():
                self._draw_background()
        self._renew_base({artist for artist in self.moving if artist.stale})
        self.canvas.restore_region(self.base)
        self._draw(artist for artist in self.moving if artist not in self.at_rest)
        return np.asarray(self.canvas.buffer_rgba())

    def _renew_base(self, changed):
        """Draw into the base those movers that rest, and have none below that changes.

        In a drag the same few artists change again and again, so that the others need
        not be drawn for each picture; texts are the slowest of all, 0.4 ms each.
        """
        outdated = self.base is None or self.at_rest & changed
        fewer_change = len(self.changing) > 2 * len(changed) + 4
        if not (outdated or fewer_change):
            return
        self.changing = changed if fewer_change else self.changing | changed
        self.at_rest = frozenset(
            artist
            for place, artist in enumerate(self.moving)
            if artist not in self.changing
            and all(
                _side_by_side(artist, below)
                for below in self.moving[:place]
                if below in self.changing
            )
        )
        self.canvas.restore_region(self.background)
        self._draw(artist for artist in self.moving if artist in self.at_rest)
        self.base = self._copy()

    def _draw(self, artists):
        for artist in artists:
            (artist.axes or self.figure).draw_artist(artist)
            artist.stale = False

    def _copy(self):
        """Copy all pixels; the figure's own box may lack a part of the last column."""
        whole = Bbox.from_bounds(0, 0, *self.canvas.get_width_height(physical=True))
        return self.canvas.copy_from_bbox(whole)

    def _draw_background(self):
        # matplotlib before 3.11 draws moving images with what stands still: a larger
        # one would be seen behind a smaller one.
        images = [each for each in self.moving if isinstance(each, AxesImage)]
        seen = [image for image in images if image.get_visible()]
        for image in seen:
            image.set_visible(False)
        self.canvas.draw()
        # The layout is settled once; moving artists must not push the axes about.
        self.figure.set_layout_engine("none")
        self.canvas.draw()
        self.background = self._copy()
        for image in seen:
            image.set_visible(True)
        self.figure.stale = False
        self.base = None


def _side_by_side(one, other):
    """Texts of one height stand side by side: which is drawn first does not show."""
    texts = isinstance(one, Text) and isinstance(other, Text)
    return texts and one.get_zorder() == other.get_zorder()
