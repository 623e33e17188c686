"""Levenberg–Marquardt: least squares with a Jacobian from backprop (notebook 14).

All parameters of a network stand in one vector W (P,): w² row by row, b², w³ and so on.
The residuals r (m n_L,) are a^L − y, example after example, and the Jacobian has a row
for each of them: ∂r/∂W, (m n_L, P). The cost is the mean over examples, rᵀr / m.
"""

from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.functions import check_shapes, quadratic
from backprop_helpers.nets.stacked_networks import count, views

LARGEST_DAMPING, SMALLEST_DAMPING = 1e12, 1e-12


def parameters(network):
    """Return a copy of all weights and biases as one vector W (P,)."""
    pairs = ((network.w[l], network.b[l]) for l in network.w)
    return np.concatenate([part.ravel() for pair in pairs for part in pair])


def set_parameters(network, W):
    """Write a vector W (P,) into the weights and biases; ValueError for another P."""
    if np.shape(W) != (count(network.sizes),):
        raise ValueError(f"W is {np.shape(W)}, expected ({count(network.sizes)},).")
    w, b = views(np.reshape(W, (1, -1)), network.sizes)
    for l in w:
        network.w[l][...], network.b[l][...] = w[l][0], b[l][0]


@np.errstate(over="ignore", invalid="ignore")  # a diverged network: inf or nan
def residuals(network, x, y):
    """Return r (m n_L,): outputs less targets y (n_L, m), for x; else ValueError."""
    _, a = network.forward(x)
    check_shapes(a[network.L], y)
    return (a[network.L] - y).T.ravel()


def jacobian(network, x):
    """Return ∂r/∂W, (m n_L, P), for x (n_1, m): one backward pass for each output.

    With a target ½ below output j, and at the outputs elsewhere, the quadratic cost has
    ∂C/∂a = 2 (a − y) = 1 for output j alone: backward then gives δ = ∂a_j/∂z. Its
    column i, times the activations of example i, is a row (BP3 and BP4 without mean).
    ValueError for a network with another cost. Hagan and Menhaj 1994.
    """
    if network.cost != quadratic:
        raise ValueError(f"The cost is {network.cost.name}; it has to be quadratic.")
    z, a = network.forward(x)
    n, m = a[network.L].shape
    rows = np.empty((m, n, count(network.sizes)))
    for j in range(n):
        target = a[network.L].copy()
        target[j] -= 0.5
        delta, _, _ = network.backward(z, a, target)
        rows[:, j] = _rows(delta, a)
    return rows.reshape(m * n, -1)


@np.errstate(over="ignore", invalid="ignore")
def _rows(delta, a):
    """Return ∂a_j/∂W for each example, (m, P), from delta[l] (n_l, m) of output j."""
    parts = []
    for l in sorted(delta):
        weights = np.einsum("ji,ki->ijk", delta[l], a[l - 1])
        parts += [weights.reshape(len(weights), -1), delta[l].T]
    return np.concatenate(parts, axis=1)


def damped_step(squares, slopes, kappa):
    """Return the ΔW (P,) with (JᵀJ + κ I) ΔW = −Jᵀr.

    squares is JᵀJ (P, P), slopes is Jᵀr (P,), and κ > 0. Where κ is lost beside the
    rounding of large entries there may be none: then ΔW is nan.
    """
    try:
        return np.linalg.solve(squares + kappa * np.eye(len(slopes)), -slopes)
    except np.linalg.LinAlgError:
        return np.full(len(slopes), np.nan)


@dataclass(eq=False)
class Fit:
    """Where Levenberg–Marquardt went: costs and κ after each step, (steps + 1,).

    accepted (steps,) says which steps lowered the cost; the others were taken back.
    """

    costs: np.ndarray
    kappas: np.ndarray
    accepted: np.ndarray


def levenberg_marquardt(network, x, y, steps, kappa=0.01, factor=10.0):
    """Take damped Gauss–Newton steps, change the network, and return the Fit.

    Solve (JᵀJ + κ I) ΔW = −Jᵀr (Levenberg 1944). A step that lowers the cost is kept,
    and κ divided by `factor`; else it is taken back and κ multiplied by it (Hagan and
    Menhaj 1994, after Marquardt 1963). ValueError unless kappa > 0, factor > 1 and the
    cost at the start is finite.
    """
    if not 0 < kappa < np.inf or not 1 < factor < np.inf:
        raise ValueError(f"kappa is {kappa}, factor {factor}: take 0.01 and 10.")
    m, W, r = np.shape(x)[1], parameters(network), residuals(network, x, y)
    costs, kappas, accepted = [r @ r / m], [kappa], []
    if not np.isfinite(costs[0]):
        raise ValueError("The cost at the start is not finite: choose smaller weights.")
    normal = _normal_equations(network, x, r)
    for _ in range(steps):
        trial = W + damped_step(*normal, kappa)
        set_parameters(network, trial)
        r = residuals(network, x, y)
        accepted.append(bool(r @ r / m < costs[-1]))  # never true of nan
        if accepted[-1]:
            W, kappa = trial, max(kappa / factor, SMALLEST_DAMPING)
            normal = _normal_equations(network, x, r)
        else:
            kappa = min(kappa * factor, LARGEST_DAMPING)
        costs.append(r @ r / m if accepted[-1] else costs[-1])
        kappas.append(kappa)
    set_parameters(network, W)
    return Fit(np.array(costs), np.array(kappas), np.array(accepted, dtype=bool))


def _normal_equations(network, x, r):
    rows = jacobian(network, x)
    return rows.T @ rows, rows.T @ r


def multiplications(sizes, m):
    """Return what one step costs, counted in multiplications: (gradient, LM).

    A gradient takes a forward and a backward pass over m examples, about 3 P m. LM
    takes one backward pass for each of n outputs, the sums of JᵀJ, about n m P² / 2
    since it is symmetric, and the solution of P equations, P³/3.
    """
    P, n = count(sizes), sizes[-1]
    passes = (1 + 2 * n) * P * m
    return 3 * P * m, passes + n * m * P**2 // 2 + P**3 // 3
