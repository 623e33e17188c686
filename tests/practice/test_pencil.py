"""The pencil: what is right, what a wrong number is told, which blank comes next."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from backprop_helpers.figures.numbers import written
from backprop_helpers.practice import pencil
from backprop_helpers.practice.registry import SHEETS
from backprop_helpers.practice.slips import edited, source
from tests.panels.course_panels import Page
from tests.panels.pictures import leaving, meeting, texts_of
from tests.practice.sheets import BLANKS, WRONG

EVERY_SHEET = pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
EVERY_BLANK = pytest.mark.parametrize(
    ("sheet", "blank"), BLANKS, ids=[f"{sheet.name}-{blank}" for sheet, blank in BLANKS]
)
SEEDS = range(1, 40)


def forms_of(value):
    """Yield a number as it may be typed, to three digits and more."""
    for digits in (3, 4, 6):
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        text = f"{value:.{max(digits - 1 - int(power), 0)}f}"
        yield text
        yield text.replace(".", ",")
        yield text.replace("-", "−")
        yield f"{mantissa}e{int(power)}"
        yield f"{mantissa} · 10^{int(power)}"


# What is right


@EVERY_BLANK
def test_the_right_number_is_right_in_every_form(sheet, blank):
    numbers = sheet.numbers()
    for text in forms_of(sheet.value(blank, numbers)):
        is_right, said = sheet.judge(blank, text, numbers)
        assert is_right, (text, said)
        assert said.startswith(f"{blank} = ")


@EVERY_BLANK
def test_one_digit_is_not_enough_unless_it_is_the_number_itself(sheet, blank):
    numbers = sheet.numbers()
    value = sheet.value(blank, numbers)
    text = f"{value:.1g}"
    if "e" in text or float(text) == pytest.approx(value, rel=1e-9):
        return
    assert not sheet.judge(blank, text, numbers)[0]


@pytest.mark.slow
@EVERY_SHEET
def test_numbers_are_fair_those_of_the_page_and_new_ones(sheet):
    for seed in (0, *SEEDS):
        assert sheet.is_fair(sheet.numbers(seed))


def test_what_is_not_fair():
    sheet = SHEETS["update"]
    numbers = sheet.numbers()
    assert sheet.is_fair(numbers)
    assert not sheet.is_fair(
        {**numbers, "x": np.array([[1e-3], [3.0]])}
    )  # no step seen
    blame = SHEETS["blame"]
    delta3 = {
        "delta3": np.array([[0.3], [0.69999]]),
        "w3": np.array([[0.7] * 2, [-0.3] * 2]),
    }
    assert not blame.is_fair(
        blame.numbers() | delta3
    )  # what is left is lost in rounding


@pytest.mark.parametrize(
    ("name", "given", "fair"),
    [
        ("used_twice", {"y": np.array([19.0, -6.5])}, True),
        ("used_twice", {"y": np.array([16.0, -6.5])}, False),  # 1 is its own square
        ("one_neuron", {"x": np.array([2.0, 3.0])}, True),
        ("one_neuron", {"x": np.array([1.0, 3.0])}, False),  # x₁ is not missed
    ],
)
def test_no_slip_may_give_the_right_number_by_chance(name, given, fair):
    sheet = SHEETS[name]
    with_these = replace(sheet, given=lambda rng: sheet.given(None) | given)
    assert with_these.is_fair(with_these.numbers()) == fair


# What is wrong


@pytest.mark.parametrize(
    ("sheet", "blank", "typed", "words"),
    WRONG,
    ids=[f"{sheet.name}-{blank}-{typed}" for sheet, blank, typed, _ in WRONG],
)
def test_a_wrong_number_is_refused_and_named(sheet, blank, typed, words):
    numbers = sheet.numbers()
    is_right, said = sheet.judge(blank, typed, numbers)
    assert not is_right
    if words is None:
        assert said.endswith(sheet.line_of[blank].ask(blank, numbers))
    else:
        assert words in said


def test_nine_in_ten_of_the_wrong_numbers_are_named():
    named = [words is not None for *_, words in WRONG]
    assert sum(named) >= 0.9 * len(named)


@EVERY_BLANK
def test_four_wrong_numbers_or_more_are_banked_for_each_blank(sheet, blank):
    banked = [typed for s, b, typed, _ in WRONG if (s.name, b) == (sheet.name, blank)]
    assert len({*banked}) >= 4


@EVERY_SHEET
def test_each_slip_is_an_edit_of_its_line(sheet):
    for line in sheet.lines:
        for slip in line.slips:
            assert edited(source(line.solution), [slip]) is not None, slip.name


# The page


def type_in(page, text):
    """Type into the lit blank, as the page does."""
    values = page.panel.widget.state["values"]
    sheet = values["sheet"]
    new = sheet | {"written": {**sheet["written"], sheet["at"]: text}}
    page.send({**values, "sheet": new})


def lit(page):
    return page.panel.widget.state["values"]["sheet"]["at"]


@pytest.mark.slow
@EVERY_SHEET
def test_it_can_be_filled_in_from_the_first_blank_to_the_last(sheet):
    page = Page(pencil(sheet.name))
    numbers = sheet.numbers()
    total = len(sheet.line_of)
    for number, blank in enumerate(sheet.line_of, start=1):
        assert lit(page) == blank
        ask = sheet.line_of[blank].ask(blank, numbers)
        assert page.panel.sentence.endswith(f"Blank {number} of {total}: {ask}")
        type_in(page, f"{sheet.value(blank, numbers):.6f}")
        assert page.panel.sentence.startswith(f"✓ {blank} = ")
    assert page.panel.sentence.endswith(
        f"All {total} blanks are filled, {total} of them by you."
    )
    written_there = "\n".join(texts_of(page.panel.picture.moving))
    assert "?" not in written_there


@pytest.mark.slow
@EVERY_SHEET
def test_numbers_on_the_sheet_keep_apart(sheet):
    """Empty and filled in, with those of the page and with new ones, on a phone too."""
    panel = pencil(sheet.name)
    empty = panel.widget.initial["sheet"]
    for narrow in (False, True):
        panel.widget.state = panel.widget.state | {"narrow": narrow}
        for seed, shown in itertools.product((0, *SEEDS[:5]), ([], [*sheet.line_of])):
            panel.set(numbers=seed, sheet=empty | {"shown": shown})
            panel.picture.png(panel.result)
            assert leaving(panel.picture) == set()
            assert narrow or meeting(panel.picture) == set()


@pytest.mark.slow
@EVERY_SHEET
def test_sentences_have_room_under_the_picture(sheet):
    for seed in (0, *SEEDS[:5]):
        numbers = sheet.numbers(seed)
        for blank, line in sheet.line_of.items():
            start = f"✓ {blank} = −0.0000. Blank 10 of 20: "
            assert len(start + line.ask(blank, numbers)) <= 240
            assert len(line.worked(blank, numbers)) <= 200
            for wrong, _ in line.wrong_numbers(blank, numbers):
                text = repr(wrong)
                said = sheet.judge(blank, text, numbers)[1].removeprefix(text)
                assert len(f"✗ −0.00000{said}") <= 240


@EVERY_SHEET
def test_the_worked_line_ends_in_the_number(sheet):
    numbers = sheet.numbers()
    for blank, line in sheet.line_of.items():
        value = written(sheet.value(blank, numbers))
        assert line.worked(blank, numbers).endswith(f"= {value}."), blank


def test_a_wrong_number_stays_and_its_blank_stays_lit():
    page = Page(pencil("blame"))
    type_in(page, "-0.059")
    assert lit(page) == "δ³₁"
    assert page.panel.sentence.startswith("✗ −0.059 is not δ³₁. This is half")
    assert page.panel.widget.state["values"]["sheet"]["written"] == {"δ³₁": "-0.059"}
    type_in(page, "-0.12")
    assert page.panel.sentence.startswith("○ −0.12 is right as far as it goes: give 3")
    type_in(page, "-0.118")
    assert lit(page) == "δ³₂"
    assert page.panel.sentence.startswith("✓ δ³₁ = −0.1179. Blank 2 of 4: δ³₂")


def test_a_blank_that_is_given_up_is_worked_out_and_the_rest_goes_on():
    page = Page(pencil("blame"))
    values = page.panel.widget.state["values"]
    page.send({**values, "sheet": values["sheet"] | {"shown": ["δ³₁"]}})
    assert lit(page) == "δ³₂"
    assert page.panel.sentence.startswith("δ³₁ = 2 (a³₁ − y₁) σ′(z³₁) = 2 · (−0.2877)")
    for text in ("0.166", "-0.0321", "-0.00466"):
        type_in(page, text)
    assert page.panel.sentence.endswith("All 4 blanks are filled, 3 of them by you.")


def test_what_a_slow_page_sends_again_changes_nothing():
    page = Page(pencil("blame"))
    values = page.panel.widget.state["values"]
    sent = {**values, "sheet": values["sheet"] | {"written": {"δ³₁": "-0.118"}}}
    page.send(sent, dragging=True)
    after = page.panel.sentence
    page.send(sent)  # the hand rests, and the answer has not arrived
    assert page.panel.sentence == after
    assert lit(page) == "δ³₂"


def test_another_blank_can_be_chosen_and_a_filled_one_is_explained():
    page = Page(pencil("blame"))
    type_in(page, "-0.118")
    values = page.panel.widget.state["values"]
    page.send({**values, "sheet": values["sheet"] | {"at": "δ³₁"}})
    assert lit(page) == "δ³₁"
    assert page.panel.sentence.startswith("δ³₁ = 2 (a³₁ − y₁) σ′(z³₁) = ")
    page.send({**values, "sheet": values["sheet"] | {"at": "δ²₂"}})
    type_in(page, "-0.00466")
    assert lit(page) == "δ³₂", "from the last it goes on to the first empty one"


def test_new_numbers_come_on_a_clean_sheet_and_are_the_same_each_time():
    one, other = Page(pencil("forward")), Page(pencil("forward"))
    type_in(one, "-0.35")
    for page in (one, other):
        values = page.panel.widget.state["values"]
        page.send({**values, "numbers": 1})
        assert lit(page) == "z²₁"
        assert page.panel.widget.state["values"]["sheet"]["written"] == {}
    first, second = (texts_of(page.panel.picture.moving) for page in (one, other))
    assert first == second
    assert SHEETS["forward"].numbers(1)["w2"].tolist() != [[0.3, -0.4], [0.2, 0.6]]
    values = one.panel.widget.state["values"]
    one.send({**values, **one.panel.widget.initial})
    assert "−0.4" in "\n".join(texts_of(one.panel.picture.moving))


@pytest.mark.parametrize(
    "sheet",
    [
        None, {}, {"at": "z²₁"}, {"at": "q", "last": "", "written": {}, "shown": []},
        {"at": "z²₁", "last": "", "written": {"z²₁": 3}, "shown": []},
        {"at": "z²₁", "last": "", "written": {"z²₁": "1" * 41}, "shown": []},
        {"at": "z²₁", "last": "", "written": [], "shown": []},
        {"at": "z²₁", "last": "", "written": {}, "shown": ["q"]},
    ],
)  # fmt: skip
def test_a_broken_message_leaves_everything_as_it_was(sheet):
    page = Page(pencil("forward"))
    type_in(page, "-0.35")
    before = page.panel.values
    page.send({"sheet": sheet, "numbers": 0})
    assert page.panel.values == before
    assert page.panel.widget.state["values"] == before
    assert "Blank" in page.panel.widget.status or "needs" in page.panel.widget.status


@pytest.mark.slow
def test_any_text_gets_a_sentence_and_no_error():
    rng = random.Random(1)
    signs = "0123456789.,-−+eE·*^() xq=⁻²%∞½"
    page = Page(pencil("blame"))
    for _ in range(300):
        type_in(page, "".join(rng.choices(signs, k=rng.randint(1, 12))))
        assert page.panel.sentence[0] in "✗○✓BδA"


def test_a_wrong_name_is_told_the_nearest():
    with pytest.raises(
        ValueError, match=r"no pencil 'forwards'\. Did you mean 'forward'"
    ):
        pencil("forwards")


def test_names_of_sheets_and_blanks_differ():
    for sheet in SHEETS.values():
        blanks = [*itertools.chain(*(line.blanks for line in sheet.lines))]
        assert len({*blanks}) == len(blanks)
