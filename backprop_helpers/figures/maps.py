"""Maps of several costs of two parameters on the same axes, of which one is seen."""

from contextlib import contextmanager

import numpy as np

from backprop_helpers.figures.colours import GREEN, GREY
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.surface import draw_surface

STAR = {"marker": "*", "markersize": 14}
MARKS = {  # how a level place of a map is marked
    "lowest": STAR | {"color": GREEN, "markeredgecolor": "white"},
    "higher": STAR | {"color": "white", "mec": GREEN, "mew": 1.5},
    "saddle": {"marker": "x", "markersize": 8, "color": GREY, "mew": 2},
}


def draw_maps(axes, surfaces, ranges):
    """Draw maps of surfaces over ranges: that of the name r["surface"] is seen.

    A surface has a name, a cost of points (…, 2), and `kinds`: a dict that says by
    place (w₁, w₂) whether it is the lowest minimum, a higher one, or a saddle.
    """
    for surface in surfaces:

        def seen(r, name=surface.name):
            return {"visible": r["surface"] == name}

        with following_all([axes], seen):
            first, *others = surface.kinds.items()
            draw_surface(
                axes, lambda w1, w2, s=surface: s.cost(np.array([w1, w2])),
                *ranges, first[0], labels=("$w_1$", "$w_2$"),
            )  # fmt: skip
            for place, kind in others:
                axes.plot(*place, **MARKS[kind])
    axes.set_aspect("equal")


@contextmanager
def following_all(several, properties):
    """Let all that is drawn in this block, on these axes, follow results."""
    before = [artist for axes in several for artist in axes.get_children()]
    yield
    for artist in (artist for axes in several for artist in axes.get_children()):
        if artist not in before:
            follow(artist, properties, animated=False)
