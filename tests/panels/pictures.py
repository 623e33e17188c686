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
