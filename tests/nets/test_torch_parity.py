"""Values and gradients agree with PyTorch to 1e-10, where PyTorch is installed."""

import numpy as np
import pytest

from tests.rules.package_source import REPOSITORY, page_cells

torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")

from backprop_helpers.nets.functions import (  # noqa: E402
    ACTIVATIONS,
    cross_entropy,
    quadratic,
    sigmoid,
)
from backprop_helpers.nets.gradient_check import relative_error  # noqa: E402
from backprop_helpers.nets.network import Network  # noqa: E402
from backprop_helpers.nets.optimizers import (  # noqa: E402
    SGD,
    Adagrad,
    Adam,
    AdamW,
    Momentum,
    RMSprop,
)
from backprop_helpers.pages.two_outputs_by_hand import example as worked_example  # noqa: E402 nothing to import without torch

PAGE = REPOSITORY / "notebooks/08_your_own_engine.ipynb"
SIZES = [(3, 2), (2, 2, 2), (4, 3, 5, 2), (2, 3, 3, 3, 3, 1)]
IN_TORCH = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "identity": lambda z: z,
}
EVERY_ACTIVATION = pytest.mark.parametrize("name", IN_TORCH)


def tensor(array, **options):
    return torch.tensor(np.asarray(array), dtype=torch.float64, **options)


def by_torch(network, x, y):
    """Return cost, z, a, nabla_w, nabla_b as PyTorch has them, in our shapes."""
    w = {l: tensor(network.w[l], requires_grad=True) for l in network.w}
    b = {l: tensor(network.b[l][:, 0], requires_grad=True) for l in network.b}
    z, a = {}, {1: tensor(x.T)}
    for l in w:
        z[l] = torch.nn.functional.linear(a[l - 1], w[l], b[l])
        a[l] = IN_TORCH[network.sigma[l].name](z[l])
    if network.cost == quadratic:
        cost = ((a[network.L] - tensor(y.T)) ** 2).sum() / y.shape[1]
    else:
        entropy = torch.nn.functional.binary_cross_entropy
        cost = entropy(a[network.L], tensor(y.T), reduction="sum") / y.shape[1]
    cost.backward()
    nabla_w = {l: w[l].grad.numpy() for l in w}
    nabla_b = {l: b[l].grad.numpy()[:, None] for l in b}
    columns = ({l: v[l].detach().numpy().T for l in v} for v in (z, a))
    return float(cost.detach()), *columns, nabla_w, nabla_b


def assert_agrees(network, x, y):
    z, a = network.forward(x)
    cost = network.cost(a[network.L], y)
    _, *nablas = network.backward(z, a, y)
    their_cost, *theirs = by_torch(network, x, y)
    assert cost == pytest.approx(their_cost, rel=1e-10)
    for mine, other in zip((z, a, *nablas), theirs, strict=True):
        assert list(mine) == list(other)
        for l in mine:
            assert relative_error(mine[l], other[l]) < 1e-10


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("m", [1, 4, 32])
@EVERY_ACTIVATION
def test_networks_with_quadratic_cost(sizes, m, name):
    rng = np.random.default_rng(len(sizes) + m)
    network = Network.random(sizes, rng, 0.8, ACTIVATIONS[name])
    x, y = rng.normal(size=(sizes[0], m)), rng.normal(size=(sizes[-1], m))
    assert_agrees(network, x, y)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("m", [1, 4, 32])
def test_networks_with_cross_entropy(sizes, m):
    rng = np.random.default_rng(m)
    network = Network.random(sizes, rng, 0.8, sigmoid, cross_entropy)
    x, y = rng.normal(size=(sizes[0], m)), rng.uniform(size=(sizes[-1], m))
    assert_agrees(network, x, y)
    assert_agrees(network, x, np.round(y))  # targets 0 and 1, as of classes


@EVERY_ACTIVATION
def test_activations_and_their_derivatives(name):
    z = np.concatenate([np.linspace(-30, 30, 601), [-300.0, -1e-9, 0.0, 1e-9, 300.0]])
    z_torch = tensor(z, requires_grad=True)
    a = IN_TORCH[name](z_torch)
    a.sum().backward()
    mine = ACTIVATIONS[name]
    np.testing.assert_allclose(mine(z), a.detach().numpy(), rtol=1e-12, atol=1e-300)
    # Theirs is 1 − a² or a (1 − a), which loses digits in the tails; ours does not.
    np.testing.assert_allclose(mine.derivative(z), z_torch.grad.numpy(), atol=1e-12)


def test_the_page_prints_what_pytorch_prints():
    """The numbers that stand in for PyTorch on the page are those of PyTorch."""
    cells = page_cells(PAGE, "code")
    (cell,) = [c for c in cells if c.startswith("recorded = ")]
    (code,) = [c for c in cells if "def by_pytorch" in c]
    network = worked_example.network()
    scope = {"torch": torch, "network": network}
    scope |= {"x": worked_example.X, "y": worked_example.Y}
    exec(f"{code}\n{cell.partition('theirs')[0]}", scope)
    fresh = scope["by_pytorch"]()
    np.testing.assert_allclose(scope["recorded"], fresh, rtol=0, atol=1e-15)


ALPHA = {"alpha": 0.7}
OPTIMISERS = {
    "SGD": (SGD, torch.optim.SGD, {}, {}),
    "momentum": (Momentum, torch.optim.SGD, {"mu": 0.8}, {"momentum": 0.8}),
    "Adagrad": (Adagrad, torch.optim.Adagrad, {}, {}),
    "RMSprop": (RMSprop, torch.optim.RMSprop, {}, {}),
    "RMSprop, other α": (RMSprop, torch.optim.RMSprop, ALPHA, ALPHA),
    "Adam": (Adam, torch.optim.Adam, {}, {}),
    "Adam, other β": (
        Adam,
        torch.optim.Adam,
        {"beta1": 0.7, "beta2": 0.95},
        {"betas": (0.7, 0.95)},
    ),
    "AdamW": (AdamW, torch.optim.AdamW, {"decay": 0.3}, {"weight_decay": 0.3}),
}


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("scale", [1.0, 1e-8], ids=["plain", "of the size of ε"])
def test_100_steps_of_each_optimiser(name, scale):
    """Small gradients, of the size of ε, show where it is added."""
    kind, theirs, constants, their_constants = OPTIMISERS[name]
    rng = np.random.default_rng(0)
    w, gradients = rng.normal(size=(4, 3)), scale * rng.normal(size=(100, 4, 3))
    w_torch = tensor(w.copy(), requires_grad=True)
    optimiser = kind(0.01, **constants)
    other = theirs([w_torch], 0.01, **their_constants)
    for g in gradients:
        optimiser.step(w, g)
        w_torch.grad = tensor(g)
        other.step()
        np.testing.assert_allclose(w, w_torch.detach().numpy(), rtol=0, atol=1e-10)
    if kind is not SGD and kind is not Momentum:
        assert np.abs(w).max() > 1e-3
