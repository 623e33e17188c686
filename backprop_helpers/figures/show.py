"""How a figure reaches the page: one look, one size in pixels, and always words.

JupyterLab and nbconvert drop the alternative text of `Image(alt=…)` and of display
metadata, and `ipywidgets.Image` has none; an `<img alt="…">` in HTML survives
everywhere.
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
    """Return a figure of the course's look, outside pyplot, and its axes.

    Its size is given in hundreds of pixels. With several `columns`, the axes are an
    array. What else is given is handed on to `matplotlib.figure.Figure.subplots`.
    """
    with course_style():
        figure = Figure(figsize=figure_size(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(1, columns, **subplots)
    return figure, axes


def figure_grid(count, columns, height):
    """Return a figure with small axes, `columns` to a row of this height, and these."""
    rows = -(-count // columns)
    figure, alone = new_figure(8.2, rows * height)
    alone.remove()
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for unused in axes[count:]:
        unused.remove()
    return figure, axes[:count]


def png_bytes(pixels, small=False):
    """Encode pixels, uint8 (height, width, 4), as a small PNG with a palette.

    A picture of lines on white loses nothing that an eye can see with 128 colours,
    and is a third of the size and twice as fast to encode as in full colour. Alpha is
    ignored: the pictures are opaque. A `small` one takes several times as long, and a
    third less room: for what is drawn once.
    """
    height, width = pixels.shape[:2]
    image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
    reduced = image.convert("RGB").quantize(
        128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    # The palette's averages turn the white ground into 254: a grey box on a white page.
    palette, ground = reduced.getpalette(), 3 * reduced.getpixel((0, 0))
    palette[ground : ground + 3] = [255, 255, 255]
    reduced.putpalette(palette)
    buffer = io.BytesIO()
    if small:
        reduced.save(buffer, "PNG", compress_level=9)
    else:
        reduced.save(buffer, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def bundle(png, alt, width, height, caption=""):
    """Pack a PNG and its words as one display bundle.

    alt is what a reader who cannot see the picture must know, the caption is shown
    under it. The page keeps its room free, width × height CSS pixels, so that nothing
    jumps when the picture changes.
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

    alt says what the picture shows, for a reader who cannot see it: ValueError if it
    says nothing.
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
    words = " ".join(alt.split())  # a title of two lines may be among them
    display(bundle(png_bytes(pixels, small=True), words, width, height), raw=True)
