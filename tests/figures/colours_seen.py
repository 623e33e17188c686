"""What is wrong with the colours of a figure: words and marks too pale, lines alike."""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import same_color, to_hex, to_rgb, to_rgba
from matplotlib.text import Text

from backprop_helpers.figures import colours
from backprop_helpers.figures.colours import FAINT, FOR_WORDS

NAMED = {  # those of marks and of words
    name: getattr(colours, name)
    for name in (
        *("INK", "GREY", "BLUE", "ORANGE", "GREEN", "PINK", "BLACK"),
        *("DARK_GREY", "DARK_ORANGE", "DARK_GREEN", "DARK_PINK"),
    )
}

NONE = ("None", "none", "", " ", None)
WIDER = 1.5  # by this factor a line or an edge is seen to be wider, a mark larger
NEAR = 12  # pixels between a line and its mark, an arrow's tip or a word


def contrast(one, other):
    """Contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    lights = []
    for colour in (one, other):
        rgb = np.array(to_rgb(colour))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        lights.append(linear @ (0.2126, 0.7152, 0.0722))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def on(ground, colour, alpha=None):
    """Return a colour as it is seen on a ground, when it is partly transparent."""
    *rgb, share = to_rgba(colour, alpha)
    return share * np.array(rgb) + (1 - share) * np.array(to_rgb(ground))


def complaints(figure):
    """Yield in words what is wrong with the colours of a figure, as it stands."""
    words = list(words_in(figure))
    yield from pale_words(figure, words)
    for axes in figure.axes:
        strokes = strokes_in(axes)
        for each in strokes:
            if contrast(each.colour, "white") < 3:
                yield f"{each.name} is too pale: {each.colour}"
        labels = [(text.get_color(), place) for text, place in words]
        for one, other in alike([each for each in strokes if not each.has(labels)]):
            both = f"{one.colour} and {other.colour}"
            yield f"{one.name} and {other.name} differ by colour alone: {both}"


# Words: 4.5 : 1 against what they stand on, large ones 3 : 1


def words_in(figure):
    """Yield the texts of a figure with their places, in pixels."""
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text, text.get_window_extent()


def pale_words(figure, words):
    """Yield the words that stand out too little from what is behind them."""
    pixels = _pixels_without(figure, [text for text, _ in words])
    for text, place in words:
        ground = _ground(text, place, pixels)
        if ground is None:
            continue  # it is outside of the picture
        size = text.get_fontsize() * figure.dpi / 72
        bold = text.get_fontweight() in ("bold", 700)
        needed = 3 if size >= 24 or (bold and size >= 18.7) else 4.5
        reached = contrast(on(ground, text.get_color(), text.get_alpha()), ground)
        if reached < needed:
            yield f"{text.get_text()!r} on {to_hex(ground)}: {reached:.2f} : 1"


def _pixels_without(figure, artists):
    """Return the pixels of a figure without some of its artists, which come back."""
    moving = figure.findobj(lambda artist: artist.get_animated())
    for artist in moving:
        artist.set_animated(False)
    for artist in artists:
        artist.set_visible(False)
    figure.canvas.draw()
    pixels = np.array(figure.canvas.buffer_rgba())[..., :3].astype(int)
    for artist in artists:
        artist.set_visible(True)
    for artist in moving:
        artist.set_animated(True)
    return pixels


def _ground(text, place, pixels):
    """Return the colour that most pixels behind a text have, None if there are none."""
    box = text.get_bbox_patch()
    if box is not None and to_rgba(box.get_facecolor())[3] == 1:
        return to_rgb(box.get_facecolor())
    top, bottom = (max(round(len(pixels) - y), 0) for y in (place.y1, place.y0))
    left, right = (max(round(x), 0) for x in (place.x0, place.x1))
    behind = pixels[top:bottom, left:right].reshape(-1, 3) @ (65536, 256, 1)
    if not behind.size:
        return None
    colours, counts = np.unique(behind, return_counts=True)
    return to_rgb(f"#{colours[counts.argmax()]:06x}")


# Lines and marks: 3 : 1 on white; and two of them never differ by their colour alone


@dataclass(frozen=True, eq=False)
class Stroke:
    """How a line looks, or a row of marks, or a bundle of segments.

    kind: its dashes, and the shape of its marks; widths: of the line, of the marks and
    of their edges; points: where it runs, in pixels; colour: as it is seen on white.
    """

    name: str
    colour: str
    kind: tuple
    widths: tuple
    points: np.ndarray

    def looks_like(self, other):
        """Whether the two differ by their colours at most."""
        pairs = zip(self.widths, other.widths, strict=True)
        return self.kind == other.kind and all(
            max(pair) < WIDER * min(pair) for pair in pairs
        )

    def meets(self, other):
        """Whether the two touch: a path and the mark at its end, an arrow's parts."""
        for (column, row), mine in self.tiles.items():
            for right, down in product((0, 1, -1), repeat=2):
                theirs = other.tiles.get((column + right, row + down))
                if theirs is None:
                    continue
                gaps = mine[:, None] - theirs
                if np.hypot(gaps[..., 0], gaps[..., 1]).min() < NEAR:
                    return True
        return False

    @cached_property
    def tiles(self):
        """Its points by the tile, NEAR pixels wide and high, that they lie in.

        What is near lies in a tile beside; a bundle of curves has a million points.
        """
        order = np.lexsort(np.floor(self.points / NEAR).T)
        points = self.points[order]
        tiles = np.floor(points / NEAR)
        first = np.flatnonzero(np.any(tiles[1:] != tiles[:-1], axis=1)) + 1
        starts = [0, *first]
        names = map(tuple, tiles[starts].tolist())
        return dict(zip(names, np.split(points, first), strict=True))

    def has(self, labels):
        """Whether a word of its colour stands beside it; labels: (colour, place)."""
        own = (self.colour, FOR_WORDS.get(self.colour.upper(), self.colour))
        x, y = self.points.T
        return any(
            any(same_color(colour, each) for each in own)
            and np.any(
                (abs(x - (place.x0 + place.x1) / 2) < place.width / 2 + NEAR)
                & (abs(y - (place.y0 + place.y1) / 2) < place.height / 2 + NEAR)
            )
            for colour, place in labels
        )


def strokes_in(axes):
    """Return the Strokes that are seen in axes; white and faint guides are none."""
    bundles = [each for each in axes.collections if isinstance(each, LineCollection)]
    strokes = [_stroke(line) for line in axes.lines if line.get_visible()]
    strokes += [_stroke_of_bundle(each) for each in bundles if each.get_visible()]
    nothing = (to_hex("white"), to_hex(FAINT), "")
    return [s for s in strokes if len(s.points) and s.colour not in nothing]


def _stroke(line):
    dashes, mark = line.get_linestyle(), str(line.get_marker())
    drawn, marked = dashes not in NONE, mark not in NONE
    face, edge = line.get_markerfacecolor(), line.get_markeredgecolor()
    hollow = to_rgba(face)[3] == 0 or same_color(face, "white")
    colours = [line.get_color()] * drawn + [edge if hollow else face, edge] * marked
    colours = [to_hex(on("white", each, line.get_alpha())) for each in colours]
    colours.sort(key=lambda colour: contrast(colour, "white"))
    return Stroke(
        line.get_label(),
        colours[-1] if colours else "",
        (
            str(line._unscaled_dash_pattern[1]) if drawn else None,
            (mark, hollow) if marked else None,
        ),
        (
            line.get_linewidth() if drawn else 1,
            line.get_markersize() if marked else 1,
            line.get_markeredgewidth() if marked and hollow else 1,
        ),
        _points([line.get_xydata()], line, between=drawn),
    )


def _stroke_of_bundle(lines):
    return Stroke(
        lines.get_label(),
        to_hex(on("white", [*lines.get_colors(), "white"][0])),
        (str(lines.get_linestyle()[0][1]), None),
        (lines.get_linewidths()[0], 1, 1),
        _points(lines.get_segments(), lines, between=True),
    )


def _points(paths, artist, between):
    """Return the corners of paths in pixels, and points between them; no nan."""
    pixels = [artist.get_transform().transform(path) for path in paths if len(path)]
    found = [np.empty((0, 2)), *pixels]
    if between:
        share = np.linspace(0, 1, 20)[:, None, None]
        found += [(p[:-1] + share * (p[1:] - p[:-1])).reshape(-1, 2) for p in pixels]
    points = np.concatenate(found)
    return points[np.isfinite(points).all(axis=1)]


def alike(strokes):
    """Yield pairs of Strokes, or of groups that touch, told apart by colour alone."""
    groups = []
    for stroke in strokes:
        met = [
            group
            for group in groups
            if group[0].colour == stroke.colour and any(map(stroke.meets, group))
        ]
        groups = [group for group in groups if group not in met]
        groups.append([stroke, *(each for group in met for each in group)])
    for one, other in combinations(groups, 2):
        if one[0].colour != other[0].colour and (
            _all_found(one, other) and _all_found(other, one)
        ):
            yield one[0], other[0]


def _all_found(these, those):
    return all(any(map(each.looks_like, those)) for each in these)
