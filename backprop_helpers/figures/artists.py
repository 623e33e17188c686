"""Changing an artist only where something is new."""


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
        if getattr(artist, f"get_{name}")() != value
    }
    if new:
        artist.set(**new)
