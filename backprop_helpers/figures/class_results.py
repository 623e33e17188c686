"""How a class did: for each exercise, how many got it right, and which mistakes."""

from matplotlib.ticker import MaxNLocator

from .colours import GREEN, GREY, INK, ORANGE

KINDS = (  # an outcome, its colour and hatch, and what it is called
    ("correct", GREEN, "", "right"),
    ("wrong", ORANGE, "//", "wrong"),
    ("error", ORANGE, "xx", "stops with an error"),
    ("not attempted", "white", "", "not attempted"),
    ("missing", "white", "..", "missing"),
    ("could not run", GREY, "--", "could not run"),
)
MOST_MISTAKES = 3


def draw_class_results(axes, outcomes, mistakes):
    """Draw a bar for each exercise, and the most frequent mistakes behind it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    outcomes : dict
        From the name of an exercise to a dict from outcomes (see KINDS) to how many
        students had it.
    mistakes : dict
        From the name of an exercise to a dict from mistakes to how many made it.

    Returns
    -------
    list of matplotlib.container.BarContainer
        One for each of KINDS.
    """
    places = range(len(outcomes))
    start = [0] * len(outcomes)
    bars = []
    for kind, colour, hatch, label in KINDS:
        counts = [each.get(kind, 0) for each in outcomes.values()]
        bars.append(
            axes.barh(
                places,
                counts,
                left=start,
                height=0.6,
                color=colour,
                hatch=hatch,
                edgecolor=INK,
                linewidth=0.8,
                label=label,
            )
        )
        start = [a + b for a, b in zip(start, counts, strict=True)]
    longest = max(start, default=0) or 1
    for place, name in enumerate(outcomes):
        axes.text(
            1.03 * longest, place, most_frequent(mistakes.get(name, {})), va="center",
            color=INK, fontsize=9,
        )  # fmt: skip
    axes.set_yticks(places, [*outcomes])
    axes.invert_yaxis()
    axes.set(xlim=(0, longest), xlabel="students")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=6, frameon=False)
    return bars


def most_frequent(counts):
    """Say in a line which mistakes were most frequent, and how often each was made."""
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return " · ".join(f"{name} ({n})" for name, n in order[:MOST_MISTAKES])
