"""Colours stand out, have names, and never say a thing alone.

What is drawn is looked at where it is made: each panel in `tests/panels`, the figures
of each page in `test_figures_on_pages.py`.
"""

import ast
import re

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import CSS4_COLORS, to_hex, to_rgb

from backprop_helpers.figures import colours, new_figure
from backprop_helpers.figures.colours import BLUE, GREEN, GREY, ORANGE
from backprop_helpers.figures.optimizers import LOOKS
from backprop_helpers.figures.show import STYLE
from backprop_helpers.figures.surface import HEIGHTS
from tests.figures.colours_seen import NAMED, NEAR, Stroke, complaints, contrast
from tests.rules.package_source import REPOSITORY, modules

PANELS = REPOSITORY / "backprop_helpers" / "panels"
EVERY = {
    name: c for name, c in vars(colours).items() if isinstance(c, str) and c[0] == "#"
}
WORDS = [name for name in EVERY if name in ("INK", "BLACK") or name.startswith("DARK_")]
GROUNDS = [name for name in EVERY if name == "FAINT" or name.startswith("PALE_")]


def test_contrast_is_that_of_wcag():
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#777777", "white") == pytest.approx(4.478, abs=1e-3)


CONTRASTS = {  # of a colour on a ground, at least
    3: [
        *((colour, "white") for colour in NAMED.values()),
        *((colour, HEIGHTS(1.0)) for colour, *_ in LOOKS.values()),
    ],
    4.5: [
        *((GREY, "white"), (BLUE, "white")),
        *((EVERY[name], "white") for name in WORDS),
        *((EVERY[name], EVERY[ground]) for name in WORDS for ground in GROUNDS),
    ],
}


@pytest.mark.parametrize("least", CONTRASTS)
def test_marks_and_words_stand_out_on_every_ground(least):
    for colour, ground in CONTRASTS[least]:
        assert contrast(colour, ground) >= least, (colour, ground)


def test_no_two_colours_are_alike():
    assert len({to_rgb(colour) for colour in EVERY.values()}) == len(EVERY)


def test_every_colour_of_the_style_sheet_is_a_named_one():
    style = matplotlib.rc_params_from_file(STYLE, use_default_template=False)
    used = {key: value for key, value in style.items() if "color" in key}
    cycle = style["axes.prop_cycle"].by_key()["color"]
    assert len(used) > 10
    assert {*map(to_rgb, [*used.values(), *cycle])} <= {
        to_rgb("white"), *map(to_rgb, EVERY.values())
    }  # fmt: skip
    assert {*map(to_rgb, cycle)} <= {*map(to_rgb, NAMED.values())}


# No colour in the source of figures and panels but the named ones

LETTERS = re.compile("[bgrcmykw]")  # of a format such as "k--"


def literal_colours(tree):
    """Yield each text in the code that stands for a colour of its own, white apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = node.value in CSS4_COLORS and node.value != "white"
            if named or re.fullmatch("#[0-9a-fA-F]{3,8}|C[0-9]|tab:.*", node.value):
                yield node.value
        elif isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
            known = (None, "none", "white", "Greys")
            if re.search("colou?r|^c$|^[fme]+c$|^cmap$", node.arg or "") and (
                node.value.value not in known
            ):
                yield node.value.value
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "plot":
            for each in node.args:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield from LETTERS.findall(each.value)


def test_no_module_has_colours_of_its_own():
    drawing = [m for m in modules() if m.floor in ("figures", "panels")]
    assert len(drawing) > 40
    for module in drawing:
        if not module.name.endswith(".colours"):
            assert [*literal_colours(module.tree)] == [], module.name


CODE = (  # each with a colour of its own
    "axes.plot(x, y, 'k--')",
    "axes.plot(x, y, color='0.5')",
    "axes.text(0, 0, 'a', c='r')",
    "box = {'facecolor': '#fbe3d1'}",
    "look = {'color': 'teal'}",
    "image(x, cmap='viridis')",
    "Line(mfc='g')",
    "LOOKS = ('C0', 'o')",
)


def test_a_colour_in_the_code_is_found_but_not_in_marks_and_words():
    assert [code for code in CODE if not [*literal_colours(ast.parse(code))]] == []
    code = "axes.plot(x, y, 'o-', color=BLUE, mfc='none', label='b'); f(w='w', x='x')"
    assert [*literal_colours(ast.parse(code))] == []


# The style of the controls; words in it are read by axe, in both themes

CSS = re.sub(r"/\*.*?\*/", "", (PANELS / "controls.css").read_text("utf-8"))
RULES = re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)
HEX = re.compile("#[0-9a-fA-F]{6}")
DARK = "#111111"  # the ground of JupyterLab's dark theme


def declared(rule, name):
    """Return what a rule says of a property, or None."""
    found = re.search(rf"(?:^|;)\s*{name}:([^;]*)", rule)
    return found and found[1].strip()


def test_edges_of_the_controls_stand_out_in_both_themes():
    edges = [
        (selector.strip(), colour)
        for selector, rule in RULES
        for name in ("border", "border-left", "outline", "accent-color")
        for colour in HEX.findall(declared(rule, name) or "")
        if selector.strip() != ".bp-pixel"  # a faint guide inside the sheet
    ]
    assert len(edges) > 8
    for selector, colour in edges:
        assert min(contrast(colour, "white"), contrast(colour, DARK)) >= 3, selector


def test_words_of_the_controls_stand_out_on_a_ground_of_their_own():
    words = {s.strip(): declared(rule, "color") for s, rule in RULES}
    for selector, rule in RULES:
        colour, ground = declared(rule, "color"), declared(rule, "background")
        if HEX.match(colour or ""):
            assert ground, f"{selector}: in a dark theme the ground may be another"
        if HEX.match(ground or "") or ground == "white":
            colour = colour or words[selector.split(":")[0].strip()]
            assert contrast(colour, ground) >= 4.5, selector


def test_the_script_of_the_controls_has_no_colours():
    script = (PANELS / "controls.js").read_text("utf-8")
    assert HEX.findall(script) == []
    shades = set(re.findall(r"rgb\(([^)]*)\)", script))
    assert shades == {"${grey}, ${grey}, ${grey}"}  # of pixels, from ink to paper


# What is wrong with a figure is found


@pytest.fixture
def axes():
    return new_figure(4, 3)[1]


def said_of(axes):
    axes.figure.canvas.draw()
    axes.figure.set_layout_engine("none")
    return " ".join(complaints(axes.figure))


X = np.array([1.0, 2.0, 4.0])


def test_a_figure_of_the_course_is_good(axes):
    axes.plot(X, X, color=BLUE, label="data")
    axes.plot(X, X + 1, "--", color=ORANGE, label="model")
    axes.axhline(2, color=GREEN)
    axes.text(1, 2, "goal", color=colours.DARK_GREEN, va="bottom")
    axes.set(xlabel="x", title="a title")
    axes.legend()
    assert said_of(axes) == ""


@pytest.mark.parametrize("colour", [ORANGE, GREEN, "0.6"])
def test_pale_words_are_found(axes, colour):
    axes.set_title("goal", color=colour)
    assert "'goal' on #ffffff" in said_of(axes)


def test_words_are_measured_against_what_is_behind_them(axes):
    axes.axvspan(0, 1, color=BLUE)
    axes.set(xlim=(0, 1))
    word = axes.text(0.5, 0.5, "here", ha="center")
    assert f"'here' on {to_hex(BLUE)}" in said_of(axes)
    word.set_bbox({"facecolor": "white"})
    assert said_of(axes) == ""


@pytest.mark.parametrize(
    "look",
    [{"color": BLUE, "alpha": 0.3}, {"color": "0.7"}, {"color": "0.7", "marker": "o"}],
)
def test_pale_lines_are_found(axes, look):
    axes.plot(X, X, label="line", **look)
    assert "line is too pale" in said_of(axes)


LOOKS_OF_TWO = [
    *((look, look) for look in ({}, {"marker": "o"}, {"ls": "--"})),
    ({"ls": "", "marker": "s"}, {"ls": "", "marker": "s"}),
    *(({}, look) for look in ({"marker": "o"}, {"ls": "--"}, {"linewidth": 4})),
    ({}, {"ls": (0, (5, 1))}),
]


@pytest.mark.parametrize(("look", "other"), LOOKS_OF_TWO)
def test_a_dash_a_mark_or_a_width_tells_lines_apart_but_no_colour(axes, look, other):
    axes.plot(X, X, color=BLUE, label="one", **look)
    axes.plot(X, 30 - X, color=ORANGE, label="other", **other)
    alone = "one and other differ by colour alone: #0072b2 and #d55e00"
    assert said_of(axes) == (alone if look == other else "")


def test_strokes_meet_where_two_points_are_near():
    """As if every point were held against every other, which takes minutes."""
    rng = np.random.default_rng(3)
    met = []
    for corner in (0.0, -5 * NEAR, 1e14):
        for _ in range(200):
            one, other = corner + rng.uniform(-3 * NEAR, 3 * NEAR, (2, 3, 2))
            gaps = one[:, None] - other
            met.append(np.hypot(gaps[..., 0], gaps[..., 1]).min() < NEAR)
            strokes = [Stroke("", "", (), (), points) for points in (one, other)]
            assert strokes[0].meets(strokes[1]) == met[-1]
    assert 0.2 < np.mean(met) < 0.8


def test_a_mark_belongs_to_the_line_at_whose_end_it_stands(axes):
    for place, colour, dash in ((0, BLUE, "-"), (30, ORANGE, "--")):
        axes.plot(X, X + place, dash, color=colour)
        axes.plot(X[-1:], X[-1:] + place, "X", color=colour)
    assert said_of(axes) == ""
