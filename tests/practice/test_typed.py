"""Numbers in all the ways in which students write them."""

import re

import pytest

from backprop_helpers.practice.typed import read_number


@pytest.mark.parametrize(
    ("text", "value", "digits"),
    [
        ("0.413", 0.413, 3), ("0,413", 0.413, 3), (" .413 ", 0.413, 3),
        ("−0.35", -0.35, 2), ("-0.35", -0.35, 2), ("–0.35", -0.35, 2),
        ("+2.65", 2.65, 3), ("= 2.65", 2.65, 3), ("- 0.35", -0.35, 2),
        ("0.0320", 0.032, 3), ("12.", 12, 2),
        ("3.21e-2", 0.0321, 3), ("3.21E−2", 0.0321, 3), ("3,21 · 10^-2", 0.0321, 3),
        ("3.21*10**-2", 0.0321, 3),
        ("3.21 × 10⁻²", 0.0321, 3), ("−3.21·10⁻²", -0.0321, 3),
        ("3.21x10^(-2)", 0.0321, 3), ("120", 120, 3), ("0", 0, 1), ("0.00", 0, 1),
        ("9" * 35, 1e35, 35), ("10⁻⁵", 1e-5, 1), ("-10^3", -1000, 1),
    ],
)  # fmt: skip
def test_a_number_is_read(text, value, digits):
    typed = read_number(text)
    assert typed.value == pytest.approx(value, rel=1e-15)
    assert typed.digits == digits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a number"),
        ("  ", "Type a number"),
        ("=", "Type a number"),
        ("1/4", "Work “1/4” out"),
        ("1.234,5", "too many points and commas"),
        ("0.3 0.4", "too many points"),
        ("0,1,2", "too many points and commas"),
        ("abc", "“abc” is not a number"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("2+3", "is not a number"),
        ("1e999999", "far too large"),
        ("1e-400", "far too large or too small"),
        ("1e99999999999999999999", "far too large or too small"),
        ("1e-99999999999999999999", "far too large or too small"),
        ("٣", "is not a number"),
        ("--3", "is not a number"),
        ("-2*100", "is not a number"),
        ("2·103", "is not a number"),
        ("3²", "is not a number"),
    ],
)
def test_what_is_no_number_is_said(text, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        read_number(text)


def test_it_agrees_to_the_digits_typed():
    right = 0.4133824210826699
    for text in (
        "0.413",
        "0.4134",
        "0.4133",
        "0.41338",
        "4.13e-1",
        "0.4132",
        "0.41",
        "0.4",
    ):
        assert read_number(text).agrees(right), text
    for text in ("0.4137", "0.415", "0.412", "0.41365", "0.52", "-0.413"):
        assert not read_number(text).agrees(right), text
    assert read_number("0.41").is_short
    assert not read_number("0.413").is_short
