"""Artists that follow a result: set where something is new, else left alone."""

import numpy as np


def follow(artist, properties):
    """Let an artist of a panel's picture follow each result; returns the artist.

    Parameters
    ----------
    artist : matplotlib.axes.Artist
        It is drawn over what stands still (`animated`).
    properties : callable
        `properties(result) -> dict`: what to set, as in `artist.set(...)`; each needs
        a getter of the same name.
    """
    artist.set_animated(True)
    artist.following = properties
    return artist


def followers(figure):
    """Return the artists of a figure that follow its results."""
    return figure.findobj(lambda artist: hasattr(artist, "following"))


def set_new(artist, **properties):
    """Set those properties of an artist that differ from what it has.

    matplotlib marks an artist as changed at every `set`, even to the same value; a
    picture that follows a slider redraws only what is marked.

    Parameters
    ----------
    artist : matplotlib.artist.Artist
    **properties
        As in `artist.set(...)`; each needs a getter of the same name.
    """
    new = {
        name: value
        for name, value in properties.items()
        if _differs(getattr(artist, f"get_{name}")(), value)
    }
    if new:
        artist.set(**new)


def _differs(old, new):
    """Tell two properties apart: numbers, words, arrays, or rows of arrays."""
    if isinstance(old, np.ndarray) or isinstance(new, np.ndarray):
        return not np.array_equal(old, new)
    if {type(old), type(new)} <= {tuple, list} and len(old) == len(new):
        return any(map(_differs, old, new))
    return old != new
