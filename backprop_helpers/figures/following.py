"""Artists that follow a result: set where something is new, else left alone."""

import numpy as np


def follow(artist, properties, animated=True):
    """Let an artist of a panel's picture follow each result; returns the artist.

    properties(result) is a dict of what to set, as in `artist.set(...)`; each needs a
    getter of the same name. An artist is drawn over what stands still, if `animated`;
    where another one changes, the whole picture must be drawn anew.
    """
    artist.set_animated(animated)
    artist.following = properties
    return artist


def followers(picture):
    """Return the artists of a figure, or of axes, that follow its results."""
    return picture.findobj(lambda artist: hasattr(artist, "following"))


def set_new(artist, **properties):
    """Set those properties of an artist that differ from what it has.

    matplotlib marks an artist as changed at every `set`, even to the same value; a
    picture that follows a slider redraws only what is marked.
    """
    new = {
        name: value
        for name, value in properties.items()
        if _differs(getattr(artist, f"get_{name}")(), value)
    }
    if new:
        artist.set(**new)


def put_at_rest(picture, result):
    """Let all that follows in a figure, or in axes, show one result and stay so."""
    for artist in followers(picture):
        set_new(artist, **artist.following(result))
        artist.set_animated(False)


def _differs(old, new):
    """Tell two properties apart: numbers, words, arrays, or rows of arrays."""
    if isinstance(old, np.ndarray) or isinstance(new, np.ndarray):
        return not np.array_equal(old, new)
    if {type(old), type(new)} <= {tuple, list} and len(old) == len(new):
        return any(map(_differs, old, new))
    return old != new
