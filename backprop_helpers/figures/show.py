"""How a figure reaches the page: one look, one size in pixels, and always words.

JupyterLab and nbconvert drop the alternative text of `Image(alt=…)` and of display
metadata, and `ipywidgets.Image` has none; an `<img alt="…">` in HTML survives everywhere.
"""

import base64
import html
import io
import zlib
from contextlib import contextmanager
from importlib.resources import files

import matplotlib.style
import numpy as np
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

STYLE = files(__package__) / "course.mplstyle"


@contextmanager
def course_style():
    """Draw with the style sheet of the course inside this block, and only there.

    Whatever else is set, in a matplotlibrc or on the page, does not count: a decimal
    comma, for instance, would stand beside the points of the sentences.
    """
    with matplotlib.style.context(str(STYLE), after_reset=True):
        yield


def figure_size(width, height):
    """Return the size in inches of a picture of width × height hundred pixels.

    8.2 inches of 100 pixels are 819.9999…, which matplotlib 3.10 cuts to 819 and 3.11
    rounds to 820: a hair more makes it 820 in both.
    """
    return width + 1e-6, height + 1e-6


def new_figure(width=9.0, height=3.6, columns=1, **subplots):
    """Make a figure of the course's look, outside pyplot, with its axes.

    Parameters
    ----------
    width, height : float
        Size in hundreds of pixels.
    columns : int
        Number of axes side by side.
    **subplots
        Handed on to `matplotlib.figure.Figure.subplots`.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : one Axes, or an array of them when there are several
    """
    with course_style():
        figure = Figure(figsize=figure_size(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(1, columns, **subplots)
    return figure, axes


def png_bytes(pixels, colours=128):
    """Encode pixels as a small PNG with a palette.

    A picture of lines on white loses nothing that an eye can see with 128 colours,
    and is a third of the size and twice as fast to encode as in full colour.

    Parameters
    ----------
    pixels : uint8 array, shape (height, width, 4)
        Red, green, blue, and an alpha that is ignored: the pictures are opaque.
    colours : int
        Size of the palette, at most 256.
    """
    height, width = pixels.shape[:2]
    image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
    small = image.convert("RGB").quantize(
        colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    # The palette's averages turn the white ground into 254: a grey box on a white page.
    palette, ground = small.getpalette(), 3 * small.getpixel((0, 0))
    palette[ground : ground + 3] = [255, 255, 255]
    small.putpalette(palette)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def bundle(png, alt, width, height, caption=""):
    """Pack a picture and its words as one display bundle.

    The words travel inside an HTML `<img alt>`, since JupyterLab and nbconvert drop
    the alternative text of a bare `image/png`.

    Parameters
    ----------
    png : bytes
    alt : str
        What a reader who cannot see the picture must know.
    width, height : int
        Size on the page in CSS pixels; the page keeps this room free, so that
        nothing jumps when the picture changes.
    caption : str
        A sentence to be shown under the picture.
    """
    data = base64.b64encode(png).decode("ascii")
    image = (
        f'<img alt="{html.escape(alt)}" width="{width}" height="{height}" '
        f'style="max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{data}">'
    )
    if caption:
        image += (
            f'<p style="max-width: {width}px; min-height: 3.2em">'
            f"{html.escape(caption)}</p>"
        )
    return {"text/html": image, "image/png": data, "text/plain": caption or alt}


def show(figure, alt):
    """Show a figure together with its description.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the picture shows, for a reader who cannot see it.

    Raises
    ------
    ValueError
        If there is no description.
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(
            "show(figure, alt=…) needs a description: say in one or two sentences "
            "what the picture shows."
        )
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    height, width = pixels.shape[:2]
    display(bundle(png_bytes(pixels), alt, width, height), raw=True)
