"""Every formula of the course can be drawn, with the signs that its font has."""

import io
import re

import pytest
from fontTools.ttLib import TTFont

from backprop_helpers.teach.book.formulas import FormulaError, font, mathml
from tests.rules.package_source import NOTATION, NOTEBOOKS, page_cells

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
ITALIC = str.maketrans(
    {chr(0x61 + n): chr(0x1D44E + n) for n in range(26)}
    | {chr(0x41 + n): chr(0x1D434 + n) for n in range(26)}
    | {chr(0x3B1 + n): chr(0x1D6FC + n) for n in range(25)}
    | {"h": "ℎ"}
)


def formulas():
    """Yield (text, whether it stands on a line of its own) for each of the course."""
    for path in (*NOTEBOOKS, NOTATION):
        for text in page_cells(path, "markdown"):
            for block, inline in FORMULA.findall(CODE.sub("", text)):
                yield block or inline, bool(block)


def test_each_is_drawn_with_signs_of_the_font():
    has = TTFont(io.BytesIO(font())).getBestCmap()
    several = {*formulas()}
    assert len(several) > 800
    for text, block in several:
        drawn = mathml(text, block)
        assert "<merror" not in drawn
        single = re.findall(r"<mi>(.)</mi>", drawn)
        signs = {
            *re.sub(r"<[^>]*>|&\w+;", "", drawn),
            *"".join(single).translate(ITALIC),
        }
        assert {sign for sign in signs if ord(sign) not in has} == set(), text


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("x = -1", '<mo form="prefix">−</mo>'),
        (r"a^{\mathsf T}", "<mi>𝖳</mi>"),
        (r"\mathrm{Var}(z)", "<mtext>Var</mtext>"),
        (r"\tanh^2 z", '</msup><mspace width="0.167em"></mspace><mi>z</mi>'),
        (r"\overline{g x}", '<mo accent="true" stretchy="true">‾</mo>'),
        ("a/b", '<mo lspace="0" rspace="0">/</mo>'),
        (r"\operatorname{sign}(w)", "<mi>sign</mi>"),
        (r"x \tag{BP1}", '</math><span class="bp-tag">(BP1)</span>'),
        ("|p|", '<mo stretchy="false" form="postfix">|</mo></mrow>'),
    ],
)
def test_what_the_browser_would_not_see_is_said(text, drawn):
    assert drawn in mathml(text)


def test_a_minus_between_two_numbers_is_no_sign_of_one():
    assert "prefix" not in mathml("a - b")


def test_an_unknown_command_is_named():
    with pytest.raises(FormulaError, match="nonsense"):
        mathml(r"\nonsense{x}")
