"""Controls of a panel: described here, drawn in the browser by controls.js.

Stock widgets will not do: their sliders have no name for a screen reader, a log slider
announces its exponent, a closed Dropdown loses Arrow Down in JupyterLab, the buttons of
Play have no name, and "d d" on a focused slider deletes the cell. A kernel outlives its
page when that is closed, so a changed controls.js is seen with a new kernel only.
"""

import sys
from dataclasses import asdict, dataclass, field
from numbers import Integral, Real
from pathlib import Path
from typing import ClassVar

import anywidget
import traitlets


class OneValue:
    """A control that sets one argument of `compute`, with the same name."""

    def settings(self):
        """Names and values that this control brings to the panel."""
        return {self.name: self.validate(self.value)}

    def checks(self):
        """For each of its names, the function that validates a value."""
        return {self.name: self.validate}


@dataclass(frozen=True)
class Slider(OneValue):
    """A number that can be dragged, stepped with the keys, or typed."""

    name: str
    label: str  # what stands beside it, and what a screen reader says
    low: float
    high: float
    value: float  # where it starts
    count: int = 60  # steps between the ends
    log: bool = False  # equal steps multiply instead of adding
    integer: bool = False  # only whole numbers; there is then one step for each
    unit: str = ""  # a word behind the number
    names: tuple = ()  # for whole numbers: a word for each value, shown and spoken
    digits: int = 3  # significant digits of the numbers shown
    kind: ClassVar[str] = "slider"

    def __post_init__(self):
        if self.integer:
            object.__setattr__(self, "count", round(self.high - self.low))
            object.__setattr__(self, "digits", len(str(round(self.high))))
        if not self.low < self.high or (self.log and self.low <= 0):
            raise ValueError(
                f"slider {self.name!r}: its low end {self.low} must lie below its high "
                f"end {self.high}, and above 0 on a log scale."
            )
        self.validate(self.value)

    def validate(self, value):
        """Return the value, or raise a ValueError that says what is wrong with it."""
        number = isinstance(value, Real) and not isinstance(value, bool)
        if not number or not abs(value) <= sys.float_info.max:
            raise ValueError(f"{self.label}: {value!r} is not a number.")
        if not self.low <= value <= self.high:
            raise ValueError(
                f"{self.label}: {value:g} is outside {self.low:g} to {self.high:g}."
            )
        if self.integer and value != round(value):
            raise ValueError(f"{self.label}: {value:g} is not a whole number.")
        return round(value) if self.integer else float(value) + 0.0  # -0.0 is 0.0


@dataclass(frozen=True)
class Choice(OneValue):
    """One of several options: radio buttons, or a drop-down list when `menu` is set.

    `stacked` puts one option on a line, for options that are sentences. A choice that
    starts with the value "" has none chosen yet. `code`, lines of Python that the
    radio buttons ask about, stands between the label and the options.
    """

    name: str
    label: str
    options: tuple
    value: str
    stacked: bool = False
    menu: bool = False
    code: str = ""
    kind: ClassVar[str] = "choice"

    def __post_init__(self):
        if self.value != "":
            self.validate(self.value)

    def validate(self, value):
        """Return the option, or raise a ValueError that lists the options."""
        if value not in self.options and not value == self.value == "":
            raise ValueError(f"{self.label}: choose one of {', '.join(self.options)}.")
        return value


@dataclass(frozen=True)
class Bank:
    """Many numbers and one slider: a list says which of them the slider moves."""

    name: str
    label: str
    sliders: tuple
    kind: ClassVar[str] = "bank"

    def validate(self, value):
        """Return the picked name, or raise a ValueError that lists the names."""
        names = [slider.name for slider in self.sliders]
        if value not in names:
            raise ValueError(f"{self.label}: choose one of {', '.join(names)}.")
        return value

    def settings(self):
        """Names and values that this control brings to the panel."""
        values = {slider.name: slider.value for slider in self.sliders}
        return {self.name: self.sliders[0].name, **values}

    def checks(self):
        """For each of its names, the function that validates a value."""
        numbers = {slider.name: slider.validate for slider in self.sliders}
        return {self.name: self.validate, **numbers}


@dataclass(frozen=True)
class Grid(OneValue):
    """Pixels to paint, by mouse, finger or keyboard: numbers from 0 (paper) to 1 (ink).

    A stroke inks what it covers and greys the pixels beside it, so that thin lines look
    like a scan. The value is a list, row by row; it starts as `value`, or blank.
    """

    name: str
    label: str
    rows: int = 8
    columns: int = 8
    value: tuple = ()
    kind: ClassVar[str] = "grid"

    def __post_init__(self):
        start = self.value or (0.0,) * (self.rows * self.columns)
        object.__setattr__(self, "value", tuple(self.validate(start)))

    def validate(self, value):
        """Return the pixels as floats, or raise a ValueError that says what fails."""
        size = self.rows * self.columns
        if not isinstance(value, (list, tuple)) or len(value) != size:
            raise ValueError(f"{self.label}: a list of {size} numbers is needed.")
        for place, ink in enumerate(value):
            number = isinstance(ink, Real) and not isinstance(ink, bool)
            if not number or not 0 <= ink <= 1:
                row, column = divmod(place, self.columns)
                raise ValueError(
                    f"{self.label}: row {row + 1}, column {column + 1} is "
                    f"{str(ink)[:20]!r}, not a number from 0 (paper) to 1 (ink)."
                )
        return [float(ink) for ink in value]


@dataclass(frozen=True)
class Entry(OneValue):
    """A line of text to type, taken over with Enter; what it means says `compute`."""

    LONGEST: ClassVar[int] = 200

    name: str
    label: str
    value: str
    help: str = ""  # a sentence beside it
    kind: ClassVar[str] = "entry"

    def validate(self, value):
        """Return the text, or raise a ValueError: it is none, or too long."""
        if not isinstance(value, str) or len(value) > self.LONGEST:
            raise ValueError(f"{self.label}: type at most {self.LONGEST} signs.")
        return value


@dataclass(frozen=True)
class Blanks(OneValue):
    """Blanks of a picture to fill in, one after the other: a list, a box, a button.

    The value is a dict: `at` is the blank of the moment, `last` the one before it, ""
    for none; `written` maps blanks to what was typed there last, `shown` lists those
    that were given up.
    """

    LONGEST: ClassVar[int] = 40

    name: str
    label: str
    blanks: tuple  # their names, in the order of the work
    kind: ClassVar[str] = "blanks"

    @property
    def value(self):
        """The start: nothing is written, and the first blank is lit."""
        return {"at": self.blanks[0], "last": "", "written": {}, "shown": []}

    def validate(self, value):
        """Return the value, or raise a ValueError that says what is wrong with it."""
        if not isinstance(value, dict) or {*value} != {*self.value}:
            raise ValueError(f"{self.label}: say what is written, shown, and lit.")
        at, last, written, shown = (value[key] for key in self.value)
        if not isinstance(written, dict) or not isinstance(shown, (list, tuple)):
            raise ValueError(f"{self.label}: what is written or shown is no list.")
        named = [at, *written, *shown, *([last] if last != "" else [])]
        strangers = [each for each in named if each not in self.blanks]
        if strangers:
            raise ValueError(f"{self.label}: there is no blank {strangers[0]!r}.")
        for text in written.values():
            if not isinstance(text, str) or len(text) > self.LONGEST:
                most = f"a number has at most {self.LONGEST} signs."
                raise ValueError(f"{self.label}: {most}")
        return {"at": at, "last": last, "written": {**written}, "shown": [*shown]}


@dataclass(frozen=True)
class Lines(OneValue):
    """Lines of code that are put in order, or left out, by keys, buttons or touch.

    The value is a dict: `used` lists places in `lines` in the order of the moment,
    `out` those left out.
    """

    name: str
    label: str
    head: str  # the line above them all, which stays
    lines: tuple
    help: str  # a sentence beside it
    kind: ClassVar[str] = "lines"

    @property
    def value(self):
        """The start: all of them, in the order in which they are given."""
        return {"used": [*range(len(self.lines))], "out": []}

    def validate(self, value):
        """Return the value, or raise a ValueError that says what is wrong with it."""
        if not isinstance(value, dict) or {*value} != {*self.value}:
            raise ValueError(f"{self.label}: say which are used, and which are out.")
        used, out = value["used"], value["out"]
        if not isinstance(used, (list, tuple)) or not isinstance(out, (list, tuple)):
            raise ValueError(f"{self.label}: what is used or out is no list.")
        places = [*used, *out]
        whole = all(type(place) is int for place in places)
        if not whole or sorted(places) != self.value["used"]:
            raise ValueError(f"{self.label}: each line stands in one place, once.")
        return {"used": [*used], "out": [*out]}


@dataclass(frozen=True)
class Listing:
    """A piece of code to be read."""

    text: str
    kind: ClassVar[str] = "listing"


@dataclass(frozen=True)
class Button:
    """Sets some values at once (a preset), adds to some, or goes back to the start."""

    label: str
    set: dict = field(default_factory=dict)
    add: dict = field(default_factory=dict)
    reset: bool = False
    action: str = ""

    def validate(self, value):
        """Return the number of presses, or raise a ValueError that says it is none."""
        whole = isinstance(value, Integral) and not isinstance(value, bool)
        if not whole or value < 0:
            raise ValueError(f"{self.label}: {value!r} is not a number of presses.")
        return value


@dataclass(frozen=True)
class Buttons:
    """A row of buttons with a common label."""

    buttons: tuple
    label: str = ""
    kind: ClassVar[str] = "buttons"

    def settings(self):
        """Count the presses under the name of the action."""
        return {button.action: 0 for button in self.buttons if button.action}

    def checks(self):
        """For each action, the function that validates its number of presses."""
        return {each.action: each.validate for each in self.buttons if each.action}


def steps(name, *others):
    """Return a row of buttons: two that move a whole number by one, and others."""
    back, forward = Button("Step back", add={name: -1}), Button("Step", add={name: 1})
    return Buttons((back, forward, *others))


def presets(settings, label="Try"):
    """Return a row of buttons from a dict: for each name, the values that it sets."""
    buttons = tuple(Button(name, set=values) for name, values in settings.items())
    return Buttons(buttons, label)


def try_etas(*etas):
    """Return a row of buttons that set these η, and do not say what comes of them."""
    return presets({f"{eta:g}": {"eta": eta} for eta in etas}, "Try η")


def stages(names, start=0, go_to=None):
    """Return controls for the stages of a walk: a slider with their names, and buttons.

    go_to maps labels of more buttons to their stages.
    """
    last = len(names) - 1
    stage = Slider("stage", "stage", 0, last, start, integer=True, names=names)
    controls = [stage, steps("stage")]
    if go_to:
        jumps = {label: {"stage": n} for label, n in go_to.items()}
        controls.append(presets(jumps, "Go to"))
    return controls


@dataclass(frozen=True)
class Pick:
    """A click on the picture that sets two sliders; the sliders remain for the keys."""

    x: str  # the slider that takes the place of the click along this axis
    y: str
    axes: int = 0  # which of the figure's axes, in the order in which they were made


class Controls(anywidget.AnyWidget):
    """All controls of one panel as one widget, so that a preset makes one picture.

    owner is whose controls they are; shown are those that the page has at first, where
    it is not all of them.
    """

    _esm = Path(__file__).with_name("controls.js")
    _css = Path(__file__).with_name("controls.css")
    title = traitlets.Unicode().tag(sync=True)
    spec = traitlets.List().tag(sync=True)
    initial = traitlets.Dict().tag(sync=True)
    # Where a click on the picture sets which sliders; empty if nowhere.
    pick = traitlets.Dict().tag(sync=True)
    # An echo of every value back to the browser would only delay the picture.
    state = traitlets.Dict().tag(sync=True, echo_update=False)
    status = traitlets.Unicode().tag(sync=True)
    visible_status = traitlets.Bool(False).tag(sync=True)

    def __init__(self, owner, title, controls, shown=None, **traits):
        initial = {}
        for control in controls:
            initial |= control.settings()
        super().__init__(
            title=title,
            spec=described(controls if shown is None else shown),
            initial=initial,
            state={"values": initial, "dragging": False, "ratio": 1},
            **traits,
        )
        self.owner = owner

    def show(self, controls):
        """Put other controls in the place of those that the page has; values stay."""
        self.spec = described(controls)

    def __repr__(self):
        # What a saved page shows. No address in it: saved outputs are compared.
        return f"[{self.title}] Run this cell to use the controls."


def described(controls):
    """Return what the page is told of these controls."""
    return [
        asdict(control)
        | {"kind": control.kind}
        | ({"longest": control.LONGEST} if hasattr(control, "LONGEST") else {})
        for control in controls
    ]
