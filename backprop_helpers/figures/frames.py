"""A frame around a part of a picture, such as what a kernel sees."""

from matplotlib.patches import Rectangle

from backprop_helpers.figures.following import follow


def add_frame(axes, key, colour, width, style="-"):
    """Draw a frame that follows results: each has its box under this key.

    The box is (left, top, wide, high).
    """
    look = {"edgecolor": colour, "linewidth": width, "linestyle": style}
    frame = axes.add_patch(Rectangle((0, 0), 1, 1, fill=False, zorder=4, **look))

    def around(r):
        left, top, wide, high = r[key]
        return {"xy": (left, top), "width": wide, "height": high}

    follow(frame, around)
