"""The pictures with sliders: a plan for η, what a block writes, who looks where."""

from functools import cache, lru_cache

import numpy as np

from backprop_helpers.figures.colours import BLUE, GREY, ORANGE
from backprop_helpers.figures.curve import numbered
from backprop_helpers.figures.following import follow
from backprop_helpers.pages.one_block.figures import draw_lines
from backprop_helpers.pages.one_block.writing import (
    WORD,
    Pairs,
    hills,
    learn,
    new_writer,
    share_of_words,
    write,
)
from backprop_helpers.panels.controls import Slider, presets, steps
from backprop_helpers.panels.panel import Panel
from backprop_helpers.practice.own_code import OwnCode

ETAS, WARM_UPS, FEW = (0.003, 0.01, 0.03, 0.1, 0.3), (1, 20, 60), 200
WARM = {n: f"{n} steps" if n > 1 else "off" for n in WARM_UPS}
MEAN_OF = 20  # batches, for a cost that does not jump
LINES, SIGNS = 5, 64  # of what is written
SHOWN = 300  # steps: about half of the words are known by then
TEXT = "row by row the blame went back,"
RETURN = "↵"


def eta_and_warm_up(planned_eta=None):
    """Train a smaller writer for some steps, with a plan for η of the reader's."""
    own = OwnCode("planned_eta", planned_eta)

    @cache
    def compute(eta, warm_up, seed):
        script, top, rise = hills(), ETAS[eta], WARM_UPS[warm_up]

        def work(plan):
            writer = new_writer(script, seed, longest=16, d=16, n=32)
            given = np.random.default_rng(seed), top, rise, FEW, plan
            costs = np.nan_to_num([*learn(writer, script, *given)], nan=np.inf)
            return costs, np.array([plan(t, top, rise, FEW) for t in range(1, FEW + 1)])

        with np.errstate(all="ignore"):  # a student's plan may lead anywhere
            costs, plan = own.run(work)
        return {"eta": top, "warm_up": rise, "seed": seed, "costs": costs, "plan": plan,
                "last": np.mean(costs[-MEAN_OF:]), "whose": own.sentence}  # fmt: skip

    guess, pairs = np.log(len(hills().signs)), _cost_of_pairs()

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.7, 1))
        left.set(xlim=(0, FEW), ylim=(1, 4), xlabel="step", ylabel="cost of a batch")
        for height, words, end in (
            (guess, "guessing", (FEW, "right", "bottom")),
            (pairs, "counting pairs", (2, "left", "top")),
        ):
            left.axhline(height, color=GREY, linewidth=1, linestyle=":")
            x, ha, va = end
            left.text(x, height, words, color=GREY, ha=ha, va=va)
        (curve,) = left.plot([], [], color=ORANGE, linewidth=1)
        follow(curve, lambda r: numbered(np.minimum(r["costs"], 4), 1))
        right.set(xlim=(0, FEW), ylim=(0, 1.1), xlabel="step")
        right.set_ylabel("η / largest η")
        (plan,) = right.plot([], [], color=BLUE)
        follow(plan, lambda r: numbered(np.clip(r["plan"] / r["eta"], 0, 1.1), 1))

    def describe(r):
        blown_up = not np.isfinite(r["last"])
        cost = (
            "is beyond all bounds" if blown_up else f"costs {r['last']:.1f} on average"
        )
        return (
            f"Largest η {r['eta']:g}, warm-up {WARM[r['warm_up']]}, start {r['seed']}: "
            f"of the last {MEAN_OF}, a batch {cost}; counting pairs costs {pairs:.1f}. "
            f"{r['whose']}"
        )

    return Panel(
        "η and its warm-up",
        (
            Slider("eta", "largest η", 0, len(ETAS) - 1, 1, integer=True,
                   names=tuple(f"{eta:g}" for eta in ETAS)),
            Slider("warm_up", "warm-up", 0, len(WARM_UPS) - 1, 0, integer=True,
                   names=tuple(WARM.values())),
            Slider("seed", "start", 0, 4, 0, integer=True),
        ),
        compute,
        draw,
        describe,
        alt="Left, the cost of each batch over 200 steps, with the costs of guessing "
        "and of counting pairs. Right, the plan for η, beside its largest.",
        size=(8.2, 3.2),
    )  # fmt: skip


def _cost_of_pairs():
    """Return the mean of −ln p over the whole text, with p from counted pairs."""
    script = hills()
    p = Pairs(script).p[script.symbols[1:], script.symbols[:-1]]
    return -np.log(p).mean()


def your_block_writes(kept, chances=None):
    """Let a writer write as it was after so many steps, with chances of the reader's.

    kept maps steps to writers, as learn_to_write returns them.
    """
    own, script, at = OwnCode("chances", chances), hills(), [*kept]

    @lru_cache(maxsize=200)
    def compute(step, temperature, seed):
        def work(chances):
            rng = np.random.default_rng(seed)
            writer = kept[at[step]]
            return write(writer, script, LINES, SIGNS, rng, temperature, chances)

        lines = own.run(work)
        count, known = share_of_words(lines, script)
        return {"step": at[step], "lines": lines, "count": count, "known": known,
                "whose": own.sentence}  # fmt: skip

    words = {*WORD.findall(script.text)}

    def draw(figure):
        draw_lines(
            figure.subplots(), LINES, SIGNS,
            lambda r: [_apart(line, words) for line in r["lines"]],
        )  # fmt: skip

    def describe(r):
        return (
            f"After {r['step']} steps: {r['known']} of {r['count']} whole words stand "
            f"in the text. {r['whose']}"
        )

    names, last, shown = tuple(map(str, at)), len(at) - 1, at.index(SHOWN)
    return Panel(
        "Your block writes",
        (
            Slider("step", "steps done", 0, last, shown, integer=True, names=names),
            Slider("temperature", "temperature", 0.1, 2, 1.0, count=38),
            Slider("seed", "throw of the dice", 0, 20, 0, integer=True),
            presets({"before": {"step": 0}, "after": {"step": last}}),
        ),
        compute,
        draw,
        describe,
        alt="Five lines of writing. Words that stand in the text are bold and blue, "
        "all else is grey; the end of a line is an arrow.",
        size=(8.2, 2.3),
    )


def _apart(line, words):
    """Return the known words of a line, and the rest; both are as long as the line."""
    whole = {m.span() for m in WORD.finditer(line) if m.group() in words}
    known, rest = ([" "] * len(line) for _ in range(2))
    for i, sign in enumerate(line):
        place = known if any(a <= i < b for a, b in whole) else rest
        place[i] = RETURN if sign == "\n" else sign
    return "".join(known), "".join(rest)


def who_looks_at_whom(kept):
    """Show how much one place of a line looks at the others, in both heads."""
    script, at = hills(), [*kept]
    symbols = script.read(TEXT)

    @cache
    def looked(step):
        p, (_, (trace,), *_) = kept[at[step]].forward(symbols)
        return trace[1].alpha, p

    def compute(step, place):
        alpha, p = looked(step)
        i = place - 1
        return {"step": at[step], "i": i, "alpha": alpha[:, i], "p": p[:, i]}

    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(-0.6, len(TEXT) - 0.4), ylim=(0, 1), ylabel="α")
        axes.set_xticks(range(len(TEXT)), [_shown(sign) for sign in TEXT])
        axes.tick_params(axis="x", length=0)
        for label in axes.get_xticklabels():
            label.set_family("monospace")
        places = np.arange(len(TEXT))
        for head, (colour, mark) in enumerate(((BLUE, "o"), (ORANGE, "s"))):
            (line,) = axes.plot(
                [], [], mark, color=colour, linestyle="-", linewidth=0.8,
                markersize=6 - head, label=f"head {head + 1}",
            )  # fmt: skip
            follow(line, lambda r, head=head: {
                "data": (places[: r["i"] + 1], r["alpha"][head][: r["i"] + 1])
            })  # fmt: skip
        who = axes.axvline(0, color=GREY, linestyle=":")
        follow(who, lambda r: {"xdata": [r["i"], r["i"]]})
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2)

    def describe(r):
        most = [int(each.argmax()) for each in r["alpha"]]
        says = [
            f"head {head + 1} at {_named(j)} {r['i'] - j} before it"
            if j < r["i"] else f"head {head + 1} at itself"
            for head, j in enumerate(most)
        ]  # fmt: skip
        likely = int(r["p"].argmax())
        return (
            f"After {r['step']} steps {_named(r['i'])}, place {r['i'] + 1}, looks most "
            f"so: {says[0]}, {says[1]}. Likeliest next: "
            f"“{_shown(script.signs[likely])}”."
        )

    names, last = tuple(map(str, at)), len(at) - 1
    return Panel(
        "Who looks at whom",
        (
            Slider("place", "place", 1, len(TEXT), 24, integer=True),
            steps("place"),
            Slider("step", "steps done", 0, last, last, integer=True, names=names),
        ),
        compute,
        draw,
        describe,
        alt="Below the axis a line of the text. Above each letter two marks: how much "
        "the letter at the dotted line looks at it, in head 1 and in head 2.",
        size=(8.2, 3.0),
    )


def _named(i):
    return f"“{_shown(TEXT[i])}”"


def _shown(sign):
    return {"\n": RETURN, " ": "␣"}.get(sign, sign)
