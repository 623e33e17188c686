"""What the notebooks import; this door loads neither matplotlib nor ipywidgets."""

__version__ = "0.1.0"
