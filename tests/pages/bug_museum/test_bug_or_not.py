"""Each piece of code in the quizzes is what its right answer says, a bug or none."""

from types import SimpleNamespace

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.gradient_check import relative_error
from backprop_helpers.nets.network import Network
from backprop_helpers.nets.normalization import EPSILON as IN_ROOT
from backprop_helpers.nets.normalization import Running, batch_norm
from backprop_helpers.nets.optimizers import Adam, Momentum
from backprop_helpers.practice.registry import QUIZZES

ROOMS = [name for name in QUIZZES if name.startswith("bug_or_not_")]
PIECES = {question.name: question for name in ROOMS for question in QUIZZES[name]}
ETA, MU, BETA1, BETA2, EPSILON = 0.3, 0.9, 0.9, 0.999, 1e-8
# What makes a wrong piece right: its bug is this, and it is the only one.
REPAIRS = {
    "momentum with a minus": ("+= eta * v", "+= v"),
    "a normalisation in use": ("v2, _ = batch_norm(", "v2 = running.normalize("),
    "the best weights": ("cost(w), w\n", "cost(w), w.copy()\n"),
}


def problem(seed):
    """Return a random network with a batch of it: what the pieces take for granted."""
    rng = np.random.default_rng(seed)
    # Three neurons in both layers, so that a matrix fits either way round.
    network = Network.random((4, 3, 3), rng)
    x, labels = rng.normal(size=(4, 5)), rng.integers(3, size=5)
    z, a = network.forward(x)
    return SimpleNamespace(rng=rng, network=network, z=z, a=a, y=np.eye(3)[:, labels])


def run(code, **names):
    """Return the names after a piece was run; those given are its surroundings."""
    scope = {"np": np, "sigmoid": sigmoid, "eta": ETA, **names}
    exec(code, scope)
    return scope


def y_minus_a(code, p):
    w, (_, nabla_w, _) = p.network.copy().w, p.network.backward(p.z, p.a, p.y)
    run(code, w=w, z=p.z, a=p.a, y=p.y, m=5)
    yield w[3], p.network.w[3] - ETA * nabla_w[3]


def momentum_with_a_minus(code, p):
    w, v, theirs = {3: p.network.w[3].copy()}, 0.0, p.network.w[3].copy()
    optimiser = Momentum(ETA, MU)
    for _ in range(3):
        g = p.rng.normal(size=(3, 3))
        v = run(code, w=w, v=v, mu=MU, nabla_w={3: g})["v"]
        optimiser.step(theirs, g)
    yield w[3], theirs


def a_normalisation_in_use(code, p):
    gain, shift, running = (
        p.rng.normal(size=(3, 1)),
        p.rng.normal(size=(3, 1)),
        Running(3),
    )
    for _ in range(3):
        running.move(p.rng.normal(2.0, 3.0, size=(3, 5)))
    names = {"w": p.network.w, "b": p.network.b, "x": p.a[1], "running": running}
    found = run(code, **names, batch_norm=batch_norm, gain=gain, shift=shift)["a2"]
    for i, z2 in enumerate(p.z[2].T):  # each example by itself
        kept = (z2 - running.mean[:, 0]) / np.sqrt(running.variance[:, 0] + IN_ROOT)
        yield found[:, i], sigmoid(gain[:, 0] * kept + shift[:, 0])


def rows_for_columns(code, p):
    delta, nabla_w, _ = p.network.backward(p.z, p.a, p.y)
    z, a = ({l: array.T for l, array in each.items()} for each in (p.z, p.a))
    found = run(code, w=p.network.w, z=z, a=a, delta3=delta[3].T, m=5)
    yield found["delta2"].T, delta[2]
    yield found["nabla_w3"], nabla_w[3]


def the_best_weights(code, p):
    def cost(w):
        return w @ w

    def nabla(w):  # that of a mini-batch, so that the last cost is not the lowest
        return 2 * w + p.rng.normal(size=3)

    start = p.rng.normal(size=3)
    found = run(code, w=start, cost=cost, nabla=nabla, lowest=np.inf)
    yield cost(found["best"]), found["lowest"]


def adam_in_its_efficient_form(code, p):
    w, v, s, theirs = p.network.w[3].copy(), 0.0, 0.0, p.network.w[3].copy()
    optimiser = Adam(ETA, BETA1, BETA2, EPSILON)
    constants = {"beta1": BETA1, "beta2": BETA2, "epsilon": EPSILON}
    for t in (1, 2, 3):
        g = p.rng.normal(size=(3, 3))
        found = run(code, w=w, g=g, v=v, s=s, t=t, **constants)
        v, s = found["v"], found["s"]
        optimiser.step(theirs, g)
    yield w, theirs


COMPARED = {  # each yields pairs: what the piece makes, and what it should be
    "y minus a": y_minus_a,
    "momentum with a minus": momentum_with_a_minus,
    "a normalisation in use": a_normalisation_in_use,
    "rows for columns": rows_for_columns,
    "the best weights": the_best_weights,
    "Adam in its efficient form": adam_in_its_efficient_form,
}


def worst(name, code, seed):
    pairs = COMPARED[name](code, problem(seed))
    return max(relative_error(found, wanted) for found, wanted in pairs)


def test_every_piece_is_run_and_those_with_a_bug_have_a_repair():
    assert COMPARED.keys() == PIECES.keys()
    wrong = {name for name, piece in PIECES.items() if piece.right[:6] == "A bug:"}
    assert REPAIRS.keys() == wrong
    assert len(PIECES) - len(wrong) == 3


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", COMPARED)
def test_a_piece_is_what_its_answer_says(name, seed):
    code = PIECES[name].code
    if name not in REPAIRS:
        assert worst(name, code, seed) <= 1e-12
        return
    old, new = REPAIRS[name]
    assert code.count(old) == 1
    assert worst(name, code, seed) > 1e-3
    assert worst(name, code.replace(old, new), seed) <= 1e-12


@pytest.mark.parametrize("name", PIECES)
def test_an_option_says_bug_or_right_and_gives_a_reason(name):
    piece = PIECES[name]
    verdicts = [option.partition(": ")[0] for option in piece.options]
    assert {*verdicts} == {"A bug", "Right"}
    assert all(option.partition(": ")[2] for option in piece.options)
    # Who has only the verdict still has to choose a reason.
    assert verdicts.count(piece.right.partition(": ")[0]) > 1


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_holds_bugs_and_what_is_none(room):
    rights = {piece.right.partition(": ")[0] for piece in QUIZZES[room]}
    assert rights == {"A bug", "Right"}


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_short_and_fits_its_frame(name):
    lines = PIECES[name].code.split("\n")
    assert 2 <= len(lines) <= 6
    assert all(0 < len(line) <= 60 and line == line.rstrip() for line in lines)
