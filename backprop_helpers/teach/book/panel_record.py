"""The pictures and sentences of a panel, for as many settings as there is room for.

A setting has one value on each axis: a number, an option, or a sample of what can be
painted or typed. Where all settings together are few, all are recorded, if need be
with fewer places of each slider; else each control by itself, the others as at the
start, and then as each button leaves them.
"""

import copy
import json
import re
from itertools import chain, product
from math import prod
from typing import NamedTuple

from backprop_helpers.practice.own_code import NOT_YET
from backprop_helpers.teach.book.frames import Pack

PLACES = 21  # of a slider; twice as many where a button steps through them
FEW = 9  # places of each slider: with fewer, not all settings together are worth it
COMPLETE, MOST = 200, 300  # settings: recorded whatever they weigh; the most of others
ROOM = 80_000  # bytes that a panel's wide pictures may take, more or less
HEAVY = 2  # times as much as that, before sliders get fewer places
SHARED = 0.6  # of the tiles of settings beside each other are the same
RATIOS = {"wide": 1, "narrow": 1.5}  # pixels of a picture for one of CSS
# What is said of an exercise that nobody has done yet, and what of it in the book.
STUB = re.compile(re.escape(NOT_YET).replace(r"\{\}", r"(\w+)"))
AT_WORK = "The course's own {} is at work here; live, it is yours."
SAMPLED = ("grid", "entry")  # controls with more values than could ever be recorded


class Axis(NamedTuple):
    """The recorded values of a control, in order.

    kind is "number", "option", "pick" (of a bank: it shows, but moves nothing) or
    "sample". with_ are the values of other controls that come with each of these: a
    number of a bank is moved after it was picked.
    """

    name: str
    kind: str
    values: list
    with_: dict


class Album:
    """The pictures of a panel in one form, taken setting by setting."""

    def __init__(self, panel, form, shown):
        self.panel, self.shown, self.frames, self.pack = panel, shown, {}, None
        turn = {"narrow": form == "narrow", "ratio": RATIOS[form], "dragging": True}
        panel.widget.state = panel.widget.state | turn
        self.picture, self.pick = panel.picture, dict(panel.widget.pick)

    def take(self, settings):
        """Take a picture of each setting that has none."""
        for key in map(key_of, settings):
            if key not in self.frames:
                pixels = self.picture.pixels(self.shown[key][0])
                self.pack = self.pack or Pack(pixels)
                self.frames[key] = self.pack.add(pixels)

    def weight(self):
        """Return how many bytes a setting takes so far."""
        return self.pack.size() / len(self.frames)

    def write(self, folder, name, settings):
        """Write the pictures; return what frames.js must know."""
        base, pack = self.pack.write(folder, name)
        width, height = (round(100 * side) for side in self.picture.size)
        return {
            "base": base,
            "pack": pack,
            "width": width,
            "height": height,
            "pick": self.pick,
            "frames": [self.frames[key_of(values)] for values in settings],
        }


class Shown(dict):
    """What a panel shows for the key of a setting: result and sentence, made once."""

    def __init__(self, panel):
        self.panel = panel

    def __missing__(self, key):
        result = self.panel.compute(**json.loads(key))
        sentence = self.panel.write(self.panel.describe(result))
        self[key] = result, STUB.sub(AT_WORK.format(r"\1"), sentence)
        return self[key]


def key_of(values):
    """Return a setting as a text, the same for the same setting.

    Names keep the order in which a panel gives them to its `compute`.
    """
    return json.dumps(values, ensure_ascii=False)


def record_panel(panel, folder, name, most=PLACES):
    """Record a panel into files of a folder, whose names begin with `name`.

    At most so many places of each slider are recorded. Returns a dict, what book.js
    must know; the names of the files are in it.
    """
    shown = Shown(panel)
    axes, settings = _chosen(panel, shown, most)
    forms = {}
    for form in RATIOS:
        album = Album(panel, form, shown)
        album.take(settings)
        forms[form] = album.write(folder, f"{name}-{form}", settings)
    sentences = [shown[key_of(values)][1] for values in settings]
    known = [*dict.fromkeys(sentences)]
    return {
        "kind": "panel",
        "title": panel.widget.title,
        "spec": _spec(panel, axes),
        "initial": panel.widget.initial,
        "alt": panel.alt,
        "axes": [
            {"name": axis.name, "kind": axis.kind, "values": axis.values}
            for axis in axes
        ],
        "settings": [
            [axis.values.index(values[axis.name]) for axis in axes]
            for values in settings
        ],
        "sentences": known,
        "said": [known.index(sentence) for sentence in sentences],
        "forms": forms,
    }


def _chosen(panel, shown, most):
    """Return the axes of a panel, and the settings to be recorded, the start first."""
    rest = _checked(panel, panel.widget.initial)
    presets = [_checked(panel, values) for values in _pressed(panel, rest)]
    axes = _axes(panel, rest, presets, most)
    share = most / PLACES  # of the room, in a draft
    if prod(len(axis.values) for axis in axes) <= share * COMPLETE:
        return axes, _unique(panel, [rest, *_all(axes, rest)])
    album = Album(panel, "wide", shown)
    album.take(_unique(panel, [rest, *presets, *_lines(axes, rest)]))
    affordable = share * min(ROOM / album.weight(), MOST)
    fewer_places = range(most, min(most, FEW) - 1, -1)
    for places in fewer_places:
        fewer = _axes(panel, rest, presets, places)
        count = prod(len(axis.values) for axis in fewer)
        if count <= min(affordable / SHARED, MOST):
            return fewer, _unique(panel, [rest, *_all(fewer, rest)])
    for places in fewer_places:
        axes = _axes(panel, rest, presets, places)
        must = _unique(panel, [rest, *presets, *_lines(axes, rest)])
        if len(must) <= HEAVY * affordable:
            break
    more = chain(*(_lines(axes, preset) for preset in presets))
    settings = _unique(panel, [*must, *more])
    return axes, settings[: max(len(must), int(affordable))]


def _checked(panel, values):
    return {name: panel.checks[name](value) for name, value in values.items()}


def _unique(panel, settings):
    return [*{key_of(each): each for each in settings}.values()]


def _lines(axes, rest):
    """Return each axis by itself, the others as they are in `rest`."""
    return [
        rest | axis.with_ | {axis.name: value} for axis in axes for value in axis.values
    ]


def _all(axes, rest):
    """Return all settings of these axes together."""
    names = [axis.name for axis in axes]
    return [
        rest | dict(zip(names, values, strict=True))
        for values in product(*(axis.values for axis in axes))
    ]


def _pressed(panel, rest):
    """Return what each button leaves when it is pressed at the start.

    One that adds to a single number only steps along its slider.
    """
    found = []
    for control in panel.controls:
        for button in getattr(control, "buttons", ()):
            if button.set:
                found.append(rest | button.set)
            if len(button.add) > 1:
                sums = {name: rest[name] + more for name, more in button.add.items()}
                found.append(rest | sums)
    return found


def _axes(panel, rest, presets, most):
    """Return the axes of a panel, with at most so many places of a slider."""
    stepped = {
        name
        for control in panel.controls
        for button in getattr(control, "buttons", ())
        for name in button.add
        if len(button.add) == 1
    }
    axes = []

    def add(control, kind, values, **with_):
        axes.append(Axis(control.name, kind, [*values], with_))

    def add_slider(slider, **with_):
        wanted = {values[slider.name] for values in (rest, *presets)}
        room = 2 * most if slider.name in stepped else most
        add(slider, "number", places_of(slider, wanted, most, room), **with_)

    for control in panel.controls:
        if control.kind == "slider":
            add_slider(control)
        elif control.kind == "choice":
            add(control, "option", control.options)
        elif control.kind == "bank":
            names = [slider.name for slider in control.sliders]
            add(control, "pick", names)
            for slider in control.sliders:
                add_slider(slider, **{control.name: slider.name})
        elif control.kind in SAMPLED:
            samples = [values[control.name] for values in (rest, *presets)]
            first = [s for n, s in enumerate(samples) if s not in samples[:n]]
            add(control, "sample", first)
    return axes


def places_of(slider, wanted, most, room):
    """Return the values of a slider to be recorded: its places, and those wanted.

    All of them if there is room for all, else `most`, evenly spread.
    """
    count = slider.count
    if count < room and (slider.integer or count < most):
        positions = range(count + 1)
    else:
        positions = {round(k * count / (most - 1)) for k in range(most)}
    return sorted(
        {*(slider.validate(_value_at(slider, p)) for p in positions), *wanted}
    )


def _value_at(slider, position):
    """Return the value at a position, as valueAt of controls.js does."""
    part = position / slider.count
    if slider.log:
        value = slider.low * (slider.high / slider.low) ** part
    else:
        value = slider.low + (slider.high - slider.low) * part
    if slider.integer:
        return round(value)
    return min(max(float(f"{value:.{slider.digits}g}"), slider.low), slider.high)


def _spec(panel, axes):
    """Return the controls as the page needs them: sliders stop at what is recorded."""
    spec = copy.deepcopy(panel.widget.spec)
    places = {axis.name: axis.values for axis in axes if axis.kind == "number"}
    for control in spec:
        for slider in control.get("sliders", [control]):
            if slider.get("name") in places:
                slider["places"] = places[slider["name"]]
                slider["count"] = len(slider["places"]) - 1
    return spec
