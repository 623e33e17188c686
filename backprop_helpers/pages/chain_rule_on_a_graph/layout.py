"""Where the circles and arrows of a calculation stand, so that few of them cross.

In columns from left to right, after K. Sugiyama, S. Tagawa and M. Toda, "Methods for
visual understanding of hierarchical system structures", IEEE Transactions on Systems,
Man, and Cybernetics 11 (1981) 109-125. All lengths are in hundreds of pixels.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import numpy as np

RADIUS = 0.25
WIDTH, HEIGHT = 8.2, 4.3
LEFT, RIGHT, LOW, HIGH = 0.6, 7.7, 0.6, 3.45  # of the middles of circles
WIDEST = 1.7  # from column to column
APART, PASSING, SIDE_BY_SIDE = 0.98, 0.62, 0.34  # circles; circle and line; lines
BOW = 0.26  # of the two arrows of x·x, which would lie on each other
GAP = 0.07  # between the tip of an arrow and its circle
SWEEPS, RESTARTS = 24, 12
LABEL = np.array([0.6, 0.34])  # the room of the numbers of an edge
PARTS = (0.46, 0.4, 0.54, 0.33, 0.62, 0.7, 0.27)  # of an edge: where they may stand


@dataclass(frozen=True)
class Layout:
    """Middles of circles by step; by edge, the line and the place of its numbers."""

    circles: tuple  # (x, y) of each step
    lines: dict  # edge -> array (n, 2), from circle to circle
    labels: dict  # edge -> (x, y)


@lru_cache(maxsize=64)
def lay_out(calculation):
    """Return the Layout of a Calculation; the same one always has the same."""
    columns = _columns(calculation)
    chains = _chains(calculation, columns)
    ranks = _ordered(_in_columns(chains, columns), chains)
    heights = _heights(ranks, chains)
    across = _across(max(columns.values()))
    middles = {
        node: (across[_column(node, columns)], heights[node]) for node in heights
    }
    circles = tuple(middles[step] for step in range(len(calculation.steps)))
    lines = {}
    for edge, chain in chains.items():
        points = np.array([middles[node] for node in chain])
        lines[edge] = _line(points, _bow(edge, chain, calculation))
    return Layout(circles, lines, _labels(lines, circles))


def _columns(calculation):
    """Return the column of each step: as far right as its children allow."""
    last = len(calculation.steps) - 1
    columns = {last: 0}
    for step in range(last - 1, -1, -1):
        children = [child for parent, child, _ in calculation.edges if parent == step]
        columns[step] = min(columns[child] for child in children) - 1
    first = min(columns.values())
    return {step: column - first for step, column in columns.items()}


def _chains(calculation, columns):
    """Return edge -> its step, a bend (edge, column) in each column between, its step.

    A bend keeps a way free where an edge passes a column.
    """
    return {
        (parent, child, n): (
            parent,
            *(
                ((parent, child, n), column)
                for column in range(columns[parent] + 1, columns[child])
            ),
            child,
        )
        for parent, child, n in calculation.edges
    }


def _column(node, columns):
    return node[1] if isinstance(node, tuple) else columns[node]


def _in_columns(chains, columns):
    """Return the nodes of each column from top to bottom, in the order of reading."""
    ranks = [[] for _ in range(max(columns.values()) + 1)]
    ends = {child for _, child, _ in chains}
    (last,) = ends - {parent for parent, _, _ in chains}

    def put(node):
        rank = ranks[_column(node, columns)]
        if node in rank:
            return
        rank.append(node)
        if not isinstance(node, tuple):
            for edge, chain in chains.items():
                if edge[1] == node:
                    for before in reversed(chain[:-1]):
                        put(before)

    put(last)
    return ranks


def _links(chains):
    return [pair for chain in chains.values() for pair in pairwise(chain)]


def _crossings(ranks, links):
    """Count the pairs of arrows that cross, and how far they climb in all."""
    place = {node: n for rank in ranks for n, node in enumerate(rank)}
    column = {node: c for c, rank in enumerate(ranks) for node in rank}
    middle = {node: place[node] - len(ranks[column[node]]) / 2 for node in place}
    by_column = {}
    for one, other in links:
        by_column.setdefault(column[one], []).append((place[one], place[other]))
    crossed = sum(
        (a - c) * (b - d) < 0
        for pairs in by_column.values()
        for (a, b), (c, d) in combinations(pairs, 2)
    )
    return crossed, sum(abs(middle[one] - middle[other]) for one, other in links)


def _ordered(ranks, chains):
    """Return the columns in an order with few crossings.

    First as they are read; if arrows cross then, from other orders, too.
    """
    links, rng = _links(chains), np.random.default_rng(0)
    best = _improved(ranks, links)
    for _ in range(RESTARTS):
        if _crossings(best, links)[0] == 0:
            break
        shuffled = [[rank[n] for n in rng.permutation(len(rank))] for rank in ranks]
        tried = _improved(shuffled, links)
        best = min(best, tried, key=lambda each: _crossings(each, links))
    return best


def _improved(ranks, links):
    """Exchange neighbours, and sort by the mean of neighbours, while that helps."""
    best, fewest = ranks, _crossings(ranks, links)
    for sweep in range(SWEEPS):
        ranks = _sorted_by_means(ranks, links, leftwards=sweep % 2)
        ranks = _with_exchanges(ranks, links)
        found = _crossings(ranks, links)
        if found < fewest:
            best, fewest = ranks, found
        elif sweep > 2:
            break
    return best


def _sorted_by_means(ranks, links, leftwards):
    ranks = [[*rank] for rank in ranks]
    order = range(len(ranks) - 2, -1, -1) if leftwards else range(1, len(ranks))
    for column in order:
        beside = ranks[column + 1 if leftwards else column - 1]
        means = {}
        for n, node in enumerate(ranks[column]):
            ends = [
                beside.index(far)
                for near, far in (
                    (pair if leftwards else pair[::-1]) for pair in links
                )
                if near == node and far in beside
            ]  # fmt: skip
            means[node] = np.mean(ends) if ends else n
        ranks[column].sort(key=means.get)
    return ranks


def _with_exchanges(ranks, links):
    fewest, better = _crossings(ranks, links), True
    while better:
        better = False
        for column, rank in enumerate(ranks):
            for n in range(len(rank) - 1):
                turned = [*rank[:n], rank[n + 1], rank[n], *rank[n + 2 :]]
                tried = [*ranks[:column], turned, *ranks[column + 1 :]]
                found = _crossings(tried, links)
                if found < fewest:
                    ranks, rank, fewest, better = tried, turned, found, True
    return ranks


def _distance(one, other):
    bends = isinstance(one, tuple) + isinstance(other, tuple)
    return (APART, PASSING, SIDE_BY_SIDE)[bends]


def _heights(ranks, chains):
    """Return the y of each node: near the mean of its neighbours, never too near."""
    heights = {}
    for rank in ranks:
        steps = [0, *(_distance(*pair) for pair in pairwise(rank))]
        below = np.cumsum(steps) - sum(steps) / 2
        heights.update(zip(rank, -below, strict=True))
    beside = {node: [] for node in heights}
    for one, other in _links(chains):
        beside[one].append(other)
        beside[other].append(one)
    for sweep in range(SWEEPS):
        for rank in ranks if sweep % 2 else ranks[::-1]:
            wanted = [np.mean([heights[far] for far in beside[node]]) for node in rank]
            heights.update(zip(rank, _kept_apart(rank, wanted), strict=True))
    return _fitted(heights)


def _kept_apart(rank, wanted):
    """Return the heights nearest to those wanted that keep a column's distances.

    Less the room above it, each may be no higher than the one before: neighbours that
    are too near become one block, at their mean (pool adjacent violators).
    """
    room = np.cumsum([0, *(_distance(*pair) for pair in pairwise(rank))])
    blocks = []
    for height in wanted + room:
        blocks.append([height])
        while len(blocks) > 1 and np.mean(blocks[-2]) < np.mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    kept = [np.mean(block) for block in blocks for _ in block]
    return np.array(kept) - room


def _fitted(heights):
    """Return heights moved into the picture, closer together if they must be."""
    low, high = min(heights.values()), max(heights.values())
    scale = min(1, (HIGH - LOW) / max(high - low, 1e-9))
    middle = (low + high) / 2
    return {
        node: (LOW + HIGH) / 2 + scale * (height - middle)
        for node, height in heights.items()
    }


def _across(last):
    """Return the x of each column."""
    step = min(WIDEST, (RIGHT - LEFT) / max(last, 1))
    start = (LEFT + RIGHT - step * last) / 2
    return [start + step * column for column in range(last + 1)]


def _bow(edge, chain, calculation):
    """Return how far an edge bends: those of x·x from column to column do."""
    parents = calculation.steps[edge[1]].parents
    if len(chain) > 2 or len(parents) != 2 or parents[0] != parents[1]:
        return 0.0
    return BOW if edge[2] == 0 else -BOW


def _line(points, bow):
    """Return a smooth line through points that begins and ends beside circles."""
    if len(points) == 2 and bow:
        x, y = points.mean(axis=0)
        points = np.array([points[0], (x, y + bow), points[1]])
    if len(points) == 2:
        curve = np.linspace(*points, 41)
    else:  # Catmull and Rom's, which has no corner at a bend
        ends = [2 * points[0] - points[1], *points, 2 * points[-1] - points[-2]]
        t = np.linspace(0, 1, 24, endpoint=False)[:, None]
        pieces = [
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                   + (3 * b - a - 3 * c + d) * t**3)
            for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
        ]  # fmt: skip
        curve = np.concatenate([*pieces, points[-1:]])
    outside = np.hypot(*(curve - points[0]).T) >= RADIUS
    outside &= np.hypot(*(curve - points[-1]).T) >= RADIUS + GAP
    return curve[outside]


def _labels(lines, circles):
    """Return where the numbers of each edge stand: where least is in their way."""
    disc, words = np.array([2 * RADIUS, 2 * RADIUS]), np.array([0.95, 0.2])
    boxes = [(np.array(circle), disc) for circle in circles]
    for side in (1, -1):  # its formula above, its blame below
        boxes += [
            (np.array([x, y + side * (RADIUS + 0.14)]), words) for x, y in circles
        ]
    labels = {}
    for edge in sorted(lines, key=lambda edge: len(lines[edge])):
        line = lines[edge]
        places = [line[round(part * (len(line) - 1))] for part in PARTS]
        others = [line for other, line in lines.items() if other != edge]
        costs = [
            sum(_overlap(place, LABEL, *box) for box in boxes)
            + 0.004 * sum(_inside(place, each) for each in others)
            + 0.002 * n
            for n, place in enumerate(places)
        ]
        labels[edge] = tuple(places[int(np.argmin(costs))])
        boxes.append((np.array(labels[edge]), LABEL))
    return labels


def _overlap(place, size, other, others_size):
    """Return the area that two boxes share, given by their middles and sizes."""
    sides = (size + others_size) / 2 - np.abs(place - other)
    return max(sides[0], 0) * max(sides[1], 0)


def _inside(place, line):
    """Count the points of a line in the box of a label."""
    return int((np.abs(line - place) < LABEL / 2).all(axis=1).sum())
