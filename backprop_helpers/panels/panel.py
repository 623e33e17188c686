"""The one kind of interactive picture: controls, a picture, and a sentence."""

from itertools import chain
from numbers import Real

from IPython.display import display

from backprop_helpers.figures.numbers import typeset
from backprop_helpers.figures.show import bundle
from backprop_helpers.panels.controls import Button, Buttons, Controls, Slider
from backprop_helpers.panels.picture import Picture


class Panel:
    """Controls that move a picture and the sentence under it.

    The picture is a display output that is updated, not a widget: so it stays, words
    included, in a saved notebook that is opened without a kernel and in exported
    pages, and it arrives faster than through any image widget. Its sentence may be one
    line long or two: it has room for two, so that the page does not jump.

    Parameters
    ----------
    title : str
        Names the group of controls for a screen reader.
    controls : sequence of Slider, Choice, Bank, Grid, Entry, Blanks or Buttons
    compute : callable
        `compute(**values) -> result`: the maths. Pure: the same values give the same
        result, whatever was set before.
    draw : callable
        `draw(figure)`, called once: what moves is made with `follow`.
    describe : callable
        `describe(result) -> str`: one or two sentences that say what the picture shows
        now. They stand under it, and are read out by a screen reader.
    alt : str
        What kind of picture it is, for a reader who cannot see it; the sentence of
        the moment is added to it.
    size : (float, float)
        Width and height in hundreds of CSS pixels.
    pick : Pick or None
        Two sliders that a click on the picture sets as well.
    """

    write = staticmethod(typeset)  # how the numbers of its sentence are written

    def __init__(
        self, title, controls, compute, draw, describe, *, alt, size, pick=None
    ):
        reset = Buttons((Button("Reset", reset=True),))
        self.controls = (*controls, reset)
        self.compute, self.describe, self.alt = compute, describe, alt
        self.checks = {}
        for control in self.controls:
            self.checks |= control.checks()
        self.draw, self.size, self.pick = draw, size, pick
        self.pictures, self.narrow = {}, False
        self.widget = Controls(self, title, self.controls, pick=self._clickable())
        for button in chain(*(getattr(c, "buttons", ()) for c in self.controls)):
            self._check_button(button)
        self.values = self.png = None  # the picture of these values, once drawn
        self._take_over(self.widget.initial)
        self.handle = None
        self.widget.observe(self._follow, "state")

    @property
    def picture(self):
        """The Picture for the screen of the moment, made when it is first asked for."""
        if self.narrow not in self.pictures:
            self.pictures[self.narrow] = Picture(self.draw, self.size, self.narrow)
        return self.pictures[self.narrow]

    def set(self, **values):
        """Move controls from code, as a student would by hand.

        Raises
        ------
        ValueError
            If a name is unknown or a value not allowed; then nothing changes.
        """
        values = self.values | self._checked(values)
        self.widget.state = dict(self.widget.state, values=values, dragging=False)

    def bundle(self, dragging=False):
        """Pack picture and words for the page; without its PNG twin while it moves."""
        width, height = (round(100 * side) for side in self.picture.size)
        if self.png is None:
            self.png = self.picture.png(self.result)
        alt = f"{self.alt} {self.sentence}"
        packed = bundle(self.png, alt, width, height, caption=self.sentence)
        if dragging:
            del packed["image/png"]  # the same bytes once more, for exports only
        return packed

    def _checked(self, values):
        """Return values as the controls take them, or raise a ValueError."""
        for name in values:
            if name not in self.checks:
                raise ValueError(
                    f"{self.widget.title} has no control {name!r}; it has "
                    f"{', '.join(self.checks)}."
                )
        return {name: self.checks[name](value) for name, value in values.items()}

    def _check_button(self, button):
        """Raise a ValueError unless the button can do what it says."""
        self._checked(button.set)
        self._checked({name: self.widget.initial.get(name) for name in button.add})
        sliders = {c.name for c in self.controls if isinstance(c, Slider)}
        numbers = all(isinstance(amount, Real) for amount in button.add.values())
        if not numbers or not {*button.add} <= sliders:
            raise ValueError(
                f"{button.label}: only a number can be added, and only to a slider "
                "that is in no Bank."
            )

    def _clickable(self):
        """Tell the browser where a click sets which sliders: {} for nowhere."""
        pick = self.pick
        if pick is None:
            return {}
        sliders = {c.name: c for c in self.controls if isinstance(c, Slider)}
        for name in (pick.x, pick.y):
            if name not in sliders or sliders[name].log or sliders[name].integer:
                raise ValueError(f"pick needs a linear slider, {name!r} is none.")
        box, limits = self.picture.place_of(self.picture.figure.axes[pick.axes])
        return {"x": pick.x, "y": pick.y, "box": [*box], "limits": [*limits]}

    def _complete(self, values):
        """Return values, checked, with one for each control, else ValueError."""
        if not isinstance(values, dict) or set(values) != set(self.checks):
            raise ValueError(
                f"{self.widget.title} needs a value for each of "
                f"{', '.join(self.checks)}, and for nothing else."
            )
        return self._checked(values)

    def _take_over(self, values):
        """Take over checked values with their result and sentence, all or nothing."""
        if values == self.values:
            return
        result = self.compute(**values)
        sentence = self.write(self.describe(result))
        self.values, self.result, self.sentence = values, result, sentence
        self.png = None

    def _follow(self, change):
        state = change["new"]
        # What comes from a browser is checked like anything else from outside.
        try:
            values = self._complete(state.get("values"))
        except ValueError as problem:
            # First back to the last good values, whose sentence the problem replaces.
            self.widget.state = dict(state, values=self.values, dragging=False)
            self.widget.status = str(problem)
            return
        self._take_over(values)
        if self.narrow != (state.get("narrow") is True):
            self.narrow, self.png = not self.narrow, None
            self.widget.pick = self._clickable()
        if self.picture.set_pixel_ratio(state.get("ratio", 1)):
            self.png = None
        # The picture first: the eye waits for it. The words for the ear come when the
        # hand rests, so that a drag is announced once and not at every pixel.
        dragging = bool(state.get("dragging"))
        if self.handle is not None:
            self.handle.update(self.bundle(dragging), raw=True)
        if not dragging:
            self.widget.status = self.sentence

    def _ipython_display_(self):
        display(self.widget)
        place = True if self.handle is None else self.handle.display_id
        self.handle = display(self.bundle(), raw=True, display_id=place)
