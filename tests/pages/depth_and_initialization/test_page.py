"""What the page says of its runs is what they give, over the starts that it names."""

import numpy as np
import pytest

from backprop_helpers.nets.initialization import HE, NORMAL
from backprop_helpers.pages.depth_and_initialization import example
from backprop_helpers.pages.depth_and_initialization.panels import training
from tests.rules.package_source import REPOSITORY, page_cells

PAGE = REPOSITORY / "notebooks/11_depth_and_initialization.ipynb"
PROSE = " ".join("\n".join(page_cells(PAGE, "markdown")).split())
X, Y = example.some_digits(example.DIGITS)


def sizes_of(activation, rule, scale=1.0, seed=0, width=example.WIDTH):
    network = example.deep_network(30, activation, rule, scale, seed, width)
    return example.layer_sizes(network, X, Y)


def per_layer(sizes):
    return (sizes.delta[2] / sizes.delta[30]) ** (1 / 28)


def test_what_becomes_of_blame_in_thirty_layers():
    sigmoid, relu_ = sizes_of("sigmoid", NORMAL), sizes_of("relu", NORMAL)
    ends = f"from {sigmoid.delta[30]:.2f} to {sigmoid.delta[2]:.5f}"
    assert f"{ends}: a factor of {per_layer(sigmoid):.1f}" in PROSE
    assert f"explodes, by {per_layer(relu_):.1f} for each layer" in PROSE
    for width, scale in ((30, 0.26), (60, 0.18)):
        for seed in range(5):
            sizes = sizes_of("relu", NORMAL, scale, seed, width)
            assert 0.05 < sizes.delta[2] / sizes.delta[30] < 5
            assert 0.05 < sizes.a[29] / sizes.a[1] < 5


def test_a_grows_as_fast_as_delta_falls_so_the_gradient_is_huge_everywhere():
    for seed in range(5):
        sizes = sizes_of("relu", NORMAL, seed=seed)
        slopes = [*sizes.nabla_w.values()]
        assert min(slopes) > 1e13
        assert max(slopes) < 40 * min(slopes)
        assert sizes.a[29] > 1e15 * sizes.a[1]
        assert sizes.delta[2] > 1e15 * sizes.delta[30]


def test_tanh_of_a_large_start_is_flat_at_one_size_and_a_small_one_dies_out():
    network = example.deep_network(30, "tanh", NORMAL, 1.0)
    z, a = network.forward(X)
    flat = example.flat_part("tanh", z[29])
    assert f"{flat:.0%} of them in layer 29, stand near −1 or 1" in PROSE
    assert flat == pytest.approx(np.mean(np.abs(a[29]) > np.sqrt(0.9)))
    sizes = sizes_of("tanh", NORMAL)
    assert {f"{sizes.a[l]:.1f}" for l in range(2, 30)} == {"0.9"}
    for seed in range(5):
        assert sizes_of("tanh", NORMAL, 0.1, seed).a[29] < 1e-6


def test_equal_weights_carry_blame_through_all_layers():
    sizes = sizes_of("relu", "all equal")
    hidden = [sizes.delta[l] for l in range(2, 30)]
    assert max(hidden) < 1.01 * min(hidden)


def test_the_mean_square_of_blame_is_not_its_variance():
    """So the page says E[δ²]: the outputs have a mean that is not 0."""
    network = example.deep_network(10, "relu", HE, 1.0)
    delta, _, _ = network.backward(*network.forward(X), Y)
    assert np.mean(delta[10] ** 2) > 2 * np.var(delta[10])


@pytest.mark.parametrize(("rule", "divisor"), [("1/√n", 4), ("Xavier", 4), (HE, 2.8)])
def test_no_start_rescues_the_sigmoid(rule, divisor):
    for seed in range(5):
        delta = sizes_of("sigmoid", rule, seed=seed).delta
        assert (delta[29] / delta[2]) ** (1 / 27) > divisor
    assert (
        "He start each layer back divides the size of blame, on average, by 2.8"
        in PROSE
    )


def test_the_race_as_it_is_saved():
    def ends(rule, eta, seed=1):
        w = example.fresh_weights(example.rule_start(rule), 8, 30, seed)
        return example.train(w, eta)

    dead = ends(NORMAL, 0.1)
    assert dead.costs[-1] > 2
    assert not any(dead.nabla_w[-1].values())  # marked ▼
    alike = {rule: ends(rule, 0.1).costs[-1] for rule in ("1/√n", HE)}
    assert alike[HE] < example.LOW_COST < alike["1/√n"]
    patient = ends(NORMAL, 1e-4)
    assert patient.costs[-1] < example.LOW_COST
    assert patient.nabla_w[0][2] > 1000 * ends(HE, 1e-4).nabla_w[0][2]


def test_one_over_root_n_is_too_slow_at_every_place_of_its_slider(monkeypatch):
    panel = training.train_the_starts()
    (slider,) = (
        each
        for each in panel.controls[2].sliders
        if each.name == training.NAMES["1/√n"]
    )
    shape = (panel.values[name] for name in ("layers", "width", "seed"))
    w = example.fresh_weights(example.rule_start("1/√n"), *shape)
    etas = np.geomspace(slider.low, slider.high, slider.count + 1)
    best = min(example.train(w, eta).costs[-1] for eta in etas)
    assert best > example.LOW_COST
    said = f"reaches {best:.1f} at best on seed {panel.values['seed']}: too slow"
    assert said in PROSE
    monkeypatch.setattr(example, "STEPS", 300)  # slow, not stuck
    assert example.train(w, 0.1).costs[-1] < 0.1


def test_chance_puts_most_narrow_layers_below_1():
    x, y = example.some_digits(50)

    def factor(seed):
        network = example.deep_network(30, "identity", "1/√n", 1.0, seed)
        delta, _, _ = network.backward(*network.forward(x), y)
        return np.mean(delta[2] ** 2) / np.mean(delta[29] ** 2)

    assert "chance puts most starts a little below 1." in PROSE
    assert 0.6 < np.mean([factor(seed) < 1 for seed in range(100)]) < 0.8


def test_which_starts_learn_at_their_best_eta(monkeypatch):
    """Sixty steps; over ten starts, of which the page itself counts the first five."""

    def learnt(rule, layers, width):
        return example.final_costs(rule, layers, width, range(10)) < example.LOW_COST

    eight = {rule: learnt(rule, 8, 30) for rule in (NORMAL, "1/√n", HE)}
    assert not eight["1/√n"].any()
    best = {rule: eight[rule].sum(axis=0) for rule in (NORMAL, HE)}
    assert 1 <= best[NORMAL].max() < best[HE].max()
    at = {rule: example.ETAS[best[rule].argmax()] for rule in best}
    assert at[HE] > 300 * at[NORMAL]
    assert not learnt(NORMAL, 12, 30).any()
    monkeypatch.setattr(example, "ETAS", np.geomspace(1e-9, 1e-4, 11))
    assert not learnt(NORMAL, 12, 30).any()  # nor at smaller ones than the page tries
    monkeypatch.undo()
    he = [learnt(HE, 12, width) for width in (30, 60)]
    assert [each[:5].sum(axis=0).max() for each in he] == [1, 5]
    assert "one of five learns at width 30, all five at 60" in PROSE
    narrow, wide = (each[5:].sum(axis=0).max() for each in he)  # five other starts
    assert narrow < wide
