"""What a picture is made of, read back from its artists and its bytes."""

import base64
import io
from html.parser import HTMLParser

import numpy as np
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from PIL import Image

from backprop_helpers.figures.following import followers, set_new


def numbers_of(artist):
    """Return every coordinate that an artist was given, as an array (n, 2)."""
    if isinstance(artist, Line2D):
        return np.asarray(artist.get_xydata(), dtype=float)
    if isinstance(artist, Text):
        return np.array([artist.get_position()], dtype=float)
    if isinstance(artist, Patch):
        return artist.get_patch_transform().transform(artist.get_path().vertices)
    if isinstance(artist, AxesImage):
        return np.asarray(artist.get_array(), dtype=float).reshape(-1, 1)
    if isinstance(artist, Collection):
        paths = artist.get_paths()
        return np.concatenate([path.vertices for path in paths] or [np.empty((0, 2))])
    raise TypeError(f"which numbers has a {type(artist).__name__}?")


def following(panel, **values):
    """Set a panel and return those of its artists that follow, moved."""
    panel.set(**values)
    panel.picture.png(panel.result)
    return panel.picture.followers


def followed(figure, result):
    """Let the artists of a figure without a panel follow a result; return them."""
    artists = followers(figure)
    for artist in artists:
        set_new(artist, **artist.following(result))
    return artists


def texts_of(artists):
    """Return the words in a picture, the empty ones left out."""
    texts = [artist.get_text() for artist in artists if isinstance(artist, Text)]
    return [text for text in texts if text]


def leaving(picture):
    """Return the moving words of a picture that are cut off at its edge."""
    texts, low, high = _boxes(picture, _moving_texts(picture))
    outside = (low < -2).any(1) | (high > np.array(picture.figure.bbox.size) + 2).any(1)
    return {texts[k].get_text() for k in np.flatnonzero(outside)}


def meeting(picture):
    """Return the moving words of a picture that lie over others, in pairs.

    Those that stand at one place are one text in two colours.
    """
    moving = _moving_texts(picture)
    texts, low, high = _boxes(picture, [*moving, *_ticks(picture.figure)])
    shared = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)
    pairs = np.argwhere(np.triu((shared > 5).all(2), 1))
    return {
        (one.get_text(), other.get_text())
        for one, other in ((texts[k], texts[l]) for k, l in pairs)
        if one in moving and one.get_position() != other.get_position()
    }


def _moving_texts(picture):
    return [artist for artist in picture.moving if isinstance(artist, Text)]


def _boxes(picture, texts):
    """Return those of the texts that are seen, and two corners of each, in pixels."""
    renderer = picture.figure.canvas.get_renderer()
    texts = [text for text in texts if text.get_visible() and text.get_text()]
    boxes = [text.get_window_extent(renderer).extents for text in texts]
    return texts, *np.split(np.reshape(boxes, (-1, 4)), 2, axis=1)


def _ticks(figure):
    """Yield the labels on the axes of a figure."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    yield tick.label1


def decoded(png):
    """Return PNG bytes as pixels, shape (height, width, 3); all of it is read."""
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("RGB"))


class _Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.found.append(dict(attributes))


def images_in(html):
    """Return the attributes of every <img> of a piece of HTML, as dicts."""
    parser = _Images()
    parser.feed(html)
    return parser.found


def picture_in(bundle):
    """Return the one <img> of a display bundle, and its pixels."""
    (image,) = images_in(bundle["text/html"])
    kind, data = image["src"].split(",")
    assert kind == "data:image/png;base64"
    return image, decoded(base64.b64decode(data, validate=True))
