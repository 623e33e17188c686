"""One step of this page with a pencil: residuals, cost, both slopes, new w and b."""

import numpy as np

from backprop_helpers.figures.blanks import look, write
from backprop_helpers.figures.colours import BLUE, DARK_ORANGE, INK
from backprop_helpers.figures.fitted_line import draw_line
from backprop_helpers.figures.following import follow
from backprop_helpers.figures.numbers import factor, low, written
from backprop_helpers.pages.gradient_descent_on_a_line.exercises import (
    EXERCISES,
    IN_CODE,
    rise_over_run,
)
from backprop_helpers.practice.pencil import Line, Sheet
from backprop_helpers.practice.slips import Slip
from backprop_helpers.practice.usual_slips import step_slips

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}
X = np.array([1.0, 2.0, 3.0, 4.0])
RESIDUALS = {f"r{low(i)}": (i - 1,) for i in (1, 2, 3, 4)}
NEW = {"new w": (0,), "new b": (1,)}
NOT_BY_HAND = ["times b", *(slip.name for slip in (*IN_CODE, *rise_over_run("", "")))]
ROWS = {  # beside the picture: what each is, its height, its colour
    "C": ("C, mean of r²", 0.8, BLUE),
    "∂C/∂w": ("∂C/∂w, mean of 2 r x", 0.62, DARK_ORANGE),
    "∂C/∂b": ("∂C/∂b, mean of 2 r", 0.44, DARK_ORANGE),
    "new w": ("new w = w − η · ∂C/∂w", 0.26, INK),
    "new b": ("new b = b − η · ∂C/∂b", 0.08, INK),
}


def given(rng):
    """Return the numbers of the page, or others of the same kind."""
    w, b, eta, y = 0.0, 1.0, 0.01, np.array([2.0, 3.0, 3.0, 5.0])
    while rng is not None:
        w, b = ((1.0, 2.0), (1.0, -1.0), (-1.0, 5.0), (-1.0, 6.0))[rng.integers(4)]
        eta, y = float(rng.choice([0.01, 0.02])), rng.integers(1, 7, size=4) * 1.0
        r = w * X + b - y
        if np.all(np.abs(r) <= 4) and np.all(X - r >= 0):  # all of each square is drawn
            break
    return {"w": w, "b": b, "x": X, "y": y, "eta": eta}


def r(w, b, x, y):
    """Return the residuals ŷ − y, shape (4,)."""
    return w * x + b - y


def C(r):
    """Return the cost, the mean of the squares, a number."""
    return np.mean(r**2)


def new(w, b, dC_dw, dC_db, eta):
    """Return the new w and the new b."""
    return np.array([w - eta * dC_dw, b - eta * dC_db])


RESIDUAL_SLIPS = (
    Slip("turned round", {"w * x + b - y": "y - w * x - b"},
         "The sign is turned round: r is what the line says minus what was measured."),
    Slip("y left out", {" - y": ""},
         "This is what the line says, ŷ. Subtract the measured y from it."),
    Slip("line left out", {"w * x + b - ": ""},
         "This is the measured y itself. How far is the line from it?"),
    Slip("b left out", {" + b": ""},
         "b is missing: the line says w x + b."),
    Slip("added", {"b - y": "b + y"},
         "y is added. The residual is a difference, ŷ − y."),
    Slip("squared", {"w * x + b - y": "(w * x + b - y) ** 2"},
         "This is the square. The residual itself comes first, with its sign."),
)  # fmt: skip
COST_SLIPS = (
    Slip("sum for mean", {"np.mean": "np.sum"},
         "This is the sum of the four squares. The cost is their mean: divide by 4."),
    Slip("½ put in front", {"np.mean": "0.5 * np.mean"},
         "This is half of it: the cost of this course has no ½."),
    Slip("not squared", {"r**2": "r"},
         "The squares are missing. Without them, errors above and below the line "
         "cancel each other."),
    Slip("size instead of square", {"r**2": "abs(r)"},
         "This is the mean of the sizes. Square each residual first."),
    Slip("mean before square", {"(r**2)": "(r) ** 2"},
         "Square each residual first, then take the mean."),
    Slip("root taken", {"np.mean(r**2)": "np.mean(r**2) ** 0.5"},
         "This is the root of the cost: leave the root away."),
    Slip("signs kept", {"r**2": "r * abs(r)"},
         "A square is never negative: (−2)² = 4."),
)  # fmt: skip
STEP_SLIPS = (
    *step_slips(("w", "dC_dw"), ("b", "dC_db")),
    Slip("η ten times", {"w - eta": "w - 10 * eta", "b - eta": "b - 10 * eta"},
         "The step is ten times too long: where is the point of η?"),
    Slip("slopes exchanged",
         {"    return": "    dC_dw, dC_db = dC_db, dC_dw\n    return"},
         "The slopes have changed places: w moves with ∂C/∂w, b with ∂C/∂b."),
    Slip("old ones exchanged", {"    return": "    w, b = b, w\n    return"},
         "The old numbers have changed places: the new w starts from the old w."),
)  # fmt: skip


def also_wrong(blank, numbers):
    """Yield more wrong slopes: mistakes that come in pairs, and one point alone."""
    r, x = numbers["r"], numbers["x"] if blank == "∂C/∂w" else np.ones(4)
    half = "The sum of r x" if blank == "∂C/∂w" else "The sum of r"
    yield float(np.sum(r * x)), f"{half} still needs its 2, and the division by 4."
    yield float(2 * r[-1] * x[-1]), "This is the last point alone: take all four."
    yield float(2 * np.sum(abs(r) * x) / 4), "A minus sign is lost: r has its own sign."


def ask(blank, numbers):
    """Say in words what a blank is."""
    if blank in RESIDUALS:
        (i,) = RESIDUALS[blank]
        x, y = (written(numbers[name][i]) for name in "xy")
        return (
            f"{blank} = ŷ − y at x = {x}: what the line says there, w x + b, minus the "
            f"measured {y}."
        )
    if blank in NEW:
        name = blank[-1]
        return (
            f"{blank} is the old {name} minus η = {written(numbers['eta'])} times its "
            f"slope, ∂C/∂{name}."
        )
    return {
        "C": "C is the mean of the four squares r².",
        "∂C/∂w": "∂C/∂w is the mean of 2 r x: for each point twice its residual, "
        "times its x.",
        "∂C/∂b": "∂C/∂b is the mean of 2 r: twice each residual.",
    }[blank]


def worked(blank, numbers):
    """Say how the number of a blank comes about, with its numbers."""
    x, y, r = ([written(value) for value in numbers[name]] for name in "xyr")
    w, b, eta, C = (written(numbers[name]) for name in ("w", "b", "eta", "C"))
    slopes = {name: written(numbers[f"dC_d{name}"]) for name in "wb"}
    if blank in RESIDUALS:
        (i,) = RESIDUALS[blank]
        plus = f"− {b[1:]}" if b.startswith("−") else f"+ {b}"
        return f"{blank} = {w} · {x[i]} {plus} − {y[i]} = {r[i]}."
    if blank in NEW:
        old, slope = {"w": w, "b": b}[blank[-1]], slopes[blank[-1]]
        result = written(numbers["new"][NEW[blank]])
        return f"{blank} = {old} − {eta} · {factor(slope)} = {result}."
    if blank == "C":
        squares = " + ".join(written(value**2) for value in numbers["r"])
        return f"C = ({squares}) / 4 = {C}."
    times = [f" · {each}" if blank == "∂C/∂w" else "" for each in x]
    each = [f"2 · {factor(r[i])}{times[i]}" for i in range(4)]
    return f"{blank} = ({' + '.join(each)}) / 4 = {slopes[blank[-1]]}."


LINES = (
    Line(r, RESIDUALS, ask, worked, RESIDUAL_SLIPS),
    Line(C, {"C": ()}, ask, worked, COST_SLIPS),
    *(
        Line.of(
            BY_NAME[f"dC_d{name}"], {f"∂C/∂{name}": ()}, ask, worked,
            without=NOT_BY_HAND, also_wrong=also_wrong,
        )
        for name in "wb"
    ),
    Line(new, NEW, ask, worked, STEP_SLIPS),
)  # fmt: skip


def put(axes, name, colour, place, **style):
    """Draw a number that may be a blank, at place(filled), a pair."""

    def shown(m):
        return look(m.text(name), m.blank(name), colour) | {"position": place(m)}

    follow(write(axes, 0, 0, colour, va="center", zorder=6, **style), shown)


def draw(figure):
    """Draw points, the line and its squares; beside them what comes of these."""
    left, right = figure.subplots(1, 2, width_ratios=(1.45, 1))
    left.set(xlim=(-0.4, 8.4), ylim=(-0.6, 6.6), aspect="equal", anchor="W")
    left.set(xticks=range(9), xlabel="x (weeks)", ylabel="y (cm)")
    left.set_title("beside each point its residual, r = ŷ − y")
    draw_line(
        left, lambda m: (X, m.numbers["y"]), lambda m: [m.numbers[p] for p in "wb"],
        squares=True,
    )  # fmt: skip
    (points,) = left.plot([], [], "o", color=BLUE, mec="white", ms=8, zorder=5)
    follow(points, lambda m: {"data": (X, m.numbers["y"])})
    for name, (i,) in RESIDUALS.items():

        def middle(m, i=i):
            return X[i] + 0.15, m.numbers["y"][i] + m.numbers["r"][i] / 2

        put(left, name, BLUE, middle, ha="left", fontsize=9)
    ends = np.array([-2.0, 12.0])
    (new,) = left.plot([], [], "--", color=DARK_ORANGE, zorder=4)

    def after(m):
        if any(map(m.blank, NEW)):
            return {"data": ((), ())}
        w, b = m.numbers["new"]
        return {"data": (ends, w * ends + b)}

    follow(new, after)
    right.set_axis_off()
    right.set(xlim=(0, 1), ylim=(0, 1))

    def start(m):
        w, b, eta = (written(m.numbers[name]) for name in ("w", "b", "eta"))
        return {"text": f"ŷ = w x + b,  w = {w},  b = {b},  η = {eta}"}

    follow(right.text(0, 0.96, "", va="center"), start)
    for name, (words, height, colour) in ROWS.items():
        right.text(0, height, words, va="center", color=colour)
        put(right, name, colour, lambda m, height=height: (0.8, height), ha="center")


ALT = (
    "Four points, a line and the square on each residual; beside it, the cost, both "
    "slopes, and the new w and b. What is still to be worked out is a question mark in "
    "a box, and the one asked for is lit."
)
SHEETS = (
    Sheet("residuals", "One step with a pencil", given, LINES, draw, ALT, (8.2, 3.9)),
)
