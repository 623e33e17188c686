"""What is recorded of a panel is what the panel shows, for enough of its settings."""

import json

import numpy as np
import pytest

from backprop_helpers.panels.controls import Slider
from backprop_helpers.practice.own_code import NOT_YET
from backprop_helpers.teach.book import panel_record
from backprop_helpers.teach.book.panel_record import (
    FEW,
    PLACES,
    Album,
    Shown,
    key_of,
    places_of,
    record_panel,
)
from tests.teach.book.small_panels import PANELS, count_of, many, samples
from tests.teach.book.unpacked import pictures_in

pytestmark = pytest.mark.slow

FEWER = 130  # settings, so that fewer pictures do


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The records of the small panels by name, and the folder of their files."""
    folder = tmp_path_factory.mktemp("records")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panel_record, "COMPLETE", FEWER)
        patch.setattr(panel_record, "MOST", FEWER)
        return {
            name: record_panel(make(), folder, name) for name, make in PANELS.items()
        }, folder


def values_of(record, number):
    """The values of a recorded setting."""
    places = record["settings"][number]
    return {
        axis["name"]: axis["values"][place]
        for axis, place in zip(record["axes"], places, strict=True)
    }


@pytest.mark.parametrize("name", PANELS)
def test_the_first_setting_is_the_start(recorded, name):
    records, _ = recorded
    assert values_of(records[name], 0) == PANELS[name]().widget.initial


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize(("form", "ratio"), [("wide", 1), ("narrow", 1.5)])
def test_pictures_and_sentences_are_those_of_the_panel(recorded, name, form, ratio):
    records, folder = recorded
    record, panel = records[name], PANELS[name]()
    pictures = pictures_in(folder, record["forms"][form])
    narrow = form == "narrow"
    for number in range(0, len(record["settings"]), 7):
        values = panel.widget.initial | values_of(record, number)
        state = {"values": values, "narrow": narrow, "ratio": ratio}
        panel.widget.state = panel.widget.state | state
        assert record["sentences"][record["said"][number]] == panel.sentence
        shown = panel.picture.pixels(panel.result)[..., :3].astype(int)
        kept = pictures[record["forms"][form]["frames"][number]]
        assert np.abs(kept - shown).max() <= 5
        assert (kept != shown).any(axis=2).mean() < 0.1


def test_where_settings_are_few_all_are_recorded(recorded):
    record = recorded[0]["slopes"]
    assert count_of(record) == len(record["settings"]) <= FEWER
    assert min(len(axis["values"]) for axis in record["axes"]) >= FEW


def test_where_they_are_many_each_control_is_recorded_by_itself(recorded):
    record = recorded[0]["many"]
    assert len(record["settings"]) < FEWER < count_of(record)
    settings = [values_of(record, n) for n in range(len(record["settings"]))]
    late = settings[0] | {"steps": 300, "eta": 1.0}
    for rest in (settings[0], late):
        assert rest in settings
        assert all(rest | {"kind": kind} in settings for kind in ("square", "flat"))
    for axis in record["axes"]:
        for value in axis["values"]:
            pick = {"pick": axis["name"]} if axis["name"] in "xy" else {}
            assert settings[0] | pick | {axis["name"]: value} in settings


def test_of_what_is_painted_or_typed_there_are_samples(recorded):
    record = recorded[0]["samples"]
    kinds = {axis["name"]: axis["kind"] for axis in record["axes"]}
    assert kinds == {"pixels": "sample", "text": "sample", "right": "number"}
    samples_of = {axis["name"]: axis["values"] for axis in record["axes"]}
    assert samples_of["text"] == ["one", "two"]
    assert len(samples_of["pixels"]) == 2


def test_the_sliders_of_the_page_stop_at_what_is_recorded(recorded):
    record = recorded[0]["many"]
    sliders = {
        slider["name"]: slider
        for control in record["spec"]
        for slider in control.get("sliders", [control])
        if "places" in slider
    }
    numbers = {a["name"]: a["values"] for a in record["axes"] if a["kind"] == "number"}
    assert {name: slider["places"] for name, slider in sliders.items()} == numbers
    assert all(s["count"] == len(s["places"]) - 1 for s in sliders.values())
    assert all("places" not in control for control in many().widget.spec)


def test_a_click_is_told_where_it_falls_in_each_form(recorded):
    forms = recorded[0]["slopes"]["forms"]
    wide, narrow = forms["wide"]["pick"], forms["narrow"]["pick"]
    assert wide["x"] == narrow["x"] == "w"
    assert wide["box"][2] < 0.5 < narrow["box"][2]  # beside the other, or above it
    assert recorded[0]["many"]["forms"]["wide"]["pick"] == {}


def test_all_is_the_same_each_time(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        record = record_panel(samples(), tmp_path / folder, "p")
        (tmp_path / folder / "p.json").write_text(json.dumps(record))
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(names) == 5
    for name in names:
        one, two = (
            (tmp_path / folder / name).read_bytes() for folder in ("one", "two")
        )
        assert one == two


@pytest.mark.parametrize(
    ("slider", "wanted", "count"),
    [
        (Slider("x", "x", 0, 1, 0.5, count=100), {0.333}, PLACES + 1),
        (Slider("x", "x", 0.001, 1000, 1.0, count=60, log=True), {1.0}, PLACES),
        (Slider("x", "x", 0, 9, 3, integer=True), set(), 10),
        (Slider("x", "x", 0, 40, 3, integer=True), {3}, PLACES + 1),
        (Slider("x", "x", 1, 1000, 3, integer=True), {7}, PLACES + 1),
        (Slider("x", "x", 0, 1, 0.5, count=8), set(), 9),
    ],
)
def test_places_reach_from_end_to_end_and_include_what_is_wanted(slider, wanted, count):
    places = places_of(slider, wanted, PLACES, PLACES)
    assert (places[0], places[-1]) == (slider.low, slider.high)
    assert wanted <= set(places)
    assert len(places) == count
    assert places == sorted(set(places))
    assert all(slider.validate(place) == place for place in places)


def test_a_stepped_number_has_all_its_places_where_there_is_room():
    slider = Slider("x", "x", 0, 40, 3, integer=True)
    assert places_of(slider, {3}, PLACES, 2 * PLACES) == [*range(41)]


def test_a_setting_is_computed_once_for_both_forms():
    panel, computed = samples(), []
    once = panel.compute
    panel.compute = lambda **values: computed.append(values) or once(**values)
    shown = Shown(panel)
    settings = [panel.widget.initial, panel.widget.initial | {"right": 1}]
    for form in ("wide", "narrow"):
        Album(panel, form, shown).take(settings)
    assert computed == settings


def test_an_exercise_that_nobody_did_is_not_called_yours():
    panel = samples()
    panel.describe = lambda r: f"{NOT_YET.format('walk_back')} The cost is 3."
    _, sentence = Shown(panel)[key_of(panel.widget.initial)]
    at_work = "The course's own walk_back is at work here; live, it is yours."
    assert sentence == f"{at_work} The cost is 3."
