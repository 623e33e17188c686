"""The pictures with sliders of this page: sizes, values, a race of starts."""
