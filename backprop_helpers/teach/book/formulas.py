"""Formulas as MathML, which browsers draw by themselves: no script, nothing to fetch.

latex2mathml reads the TeX. What follows here is what it leaves out, or writes in words
of MathML that browsers have given up since ("MathML Core" is what all of them draw).
The font is STIX Two Math, cut down to the signs that the course has; without it a
system without a maths font would draw brackets and sums in their smallest size.
"""

import io
import re
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

# Signs after which a minus belongs to the number or letter behind it.
OPENING = set("=≈<>≤≥≠←→+−·,([{⟨|⊙∝∈")
NAMES = {"tanh", "ln", "exp", "log", "max", "min", "sin", "cos"}
ROWS = {"math", "mrow", "mtd"}  # in others a part has its meaning by its place
SANS_SERIF = str.maketrans({"T": "\N{MATHEMATICAL SANS-SERIF CAPITAL T}"})
# All of the course, and the rest of what a formula may well have next.
LETTERS = {
    *map(chr, range(0x20, 0x7F)),
    *map(chr, range(0x391, 0x3FF)),  # Greek
    *"\xa0¬±·×÷†‖′″…⁡⁢−∂∇∈∏∑√∝∞∣∥∫∼≈≠≤≥≪≫⊙⊗⊤⋅⋮⋯⋱⌈⌉⌊⌋⟨⟩←→↔⇒⏞⏟‾ˆˉ˙˜^¯ℓℝℒ←↑→↓",
    *map(chr, range(0x1D434, 0x1D468)),  # italic letters, to which an <mi> turns
    *map(chr, range(0x1D6E2, 0x1D71C)),  # and italic Greek
    *"ℎ𝜕𝜖𝜗𝜙𝜚𝜛𝖳",
}


class FormulaError(Exception):
    """A formula cannot be read; the message says which."""


def mathml(tex, block=False):
    """Return a formula as an element <math>, as text.

    FormulaError if a command of it is unknown.
    """
    from latex2mathml.converter import convert_to_element  # only a book needs it

    text, _, tag = tex.strip().partition(r"\tag{")
    text = re.sub(r"(begin|end)\{aligned\}", r"\1{align*}", text)
    text = re.sub(r"\\mathrm ?(?:\{(\w+)\}|(\w))", r"\\text{\1\2}", text)
    try:
        math = convert_to_element(text, display="block" if block else "inline")
    except Exception as problem:  # it has some thirty kinds, and KeyError
        raise FormulaError(f"{tex!r}: {problem!r}") from None
    # Its signs are entities as text, such as &#x2212;, since it prints them unescaped.
    for node in math.iter():
        node.text = node.text and _plain(node.text)
        left = re.search(r"\\\w+|&", node.text or "")
        if left and node.tag != "mtext":
            raise FormulaError(f"{tex!r}: {left[0]} is not known")
    math.attrib.pop("xmlns", None)  # it is implied in a page
    for node in list(math.iter()):
        _mend(node)
    written = ElementTree.tostring(math, encoding="unicode", short_empty_elements=False)
    label = tag.rpartition("}")[0]
    return f'{written}<span class="bp-tag">({label})</span>' if label else written


def _plain(text):
    return re.sub(r"&#x(\w+);", lambda found: chr(int(found[1], 16)), text)


def _mend(node):
    """Say in MathML Core, in place, what a part of a formula says otherwise."""
    variant = node.attrib.pop("mathvariant", None)
    if variant == "sans-serif":
        node.text = node.text.translate(SANS_SERIF)
    align = node.attrib.pop("columnalign", None)
    if node.tag == "mtd" and align:
        node.set("style", f"text-align: {align}; text-align: -webkit-{align}")
    for name in ("rowspacing", "columnspacing", "rowlines", "columnlines"):
        node.attrib.pop(name, None)
    if node.tag == "mo" and node.text == "―":  # a dash, where \overline means a bar
        node.text = "‾"
        node.set("stretchy", "true")
    if node.tag == "mo" and (node.text == "…" or (node.text or "").isalpha()):
        node.tag = "mi"
    if node.tag not in ROWS:
        return
    inside, bars = list(node), 0
    for before, after in zip([None, *inside], inside, strict=False):
        if after.tag != "mo":
            continue
        if after.text in ("−", "+") and (before is None or before.text in OPENING):
            after.set("form", "prefix")
        elif after.text == "/":
            after.attrib.update(lspace="0", rspace="0")
        elif after.text == "|":
            after.attrib.update(form=("prefix", "postfix")[bars % 2], stretchy="false")
            bars += 1
    for place in reversed(range(1, len(inside))):
        name = inside[place - 1]
        name = name[0] if name.tag == "msup" else name  # tanh²
        if name.text in NAMES and inside[place].tag != "mo":
            node.insert(place, ElementTree.Element("mspace", width="0.167em"))


def font():
    """Return the font of the formulas as a WOFF file, cut down to their signs."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    room = Path(find_spec("ziamath").origin).parent  # which need not be imported
    whole = room / "fonts" / "STIXTwoMath-Regular.ttf"
    read = TTFont(whole, recalcTimestamp=False)  # the same bytes at every time
    kept = {"layout_features": ["ssty", "flac"], "name_IDs": [0, 1, 2, 13, 14]}
    kept["flavor"] = "woff"
    options = subset.Options(notdef_outline=True, **kept)  # its licence is in its names
    cut = subset.Subsetter(options)
    cut.populate(unicodes=map(ord, LETTERS))
    cut.subset(read)
    written = io.BytesIO()
    subset.save_font(read, written, options)
    return written.getvalue()
