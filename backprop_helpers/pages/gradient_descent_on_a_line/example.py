"""The line ŷ = w x + b: its cost, gradient and curvature."""

import numpy as np

from backprop_helpers.nets.functions import check_shapes


def predict(w, b, x):
    """Return the model's answer ŷ = w x + b, for x of any shape."""
    return w * x + b


def cost(w, b, x, y):
    """Return C(w, b), the mean of (ŷ − y)² over points x, y (m,), else ValueError."""
    check_shapes(x, y)
    return float(np.mean((predict(w, b, x) - y) ** 2))


def gradient(w, b, x, y):
    """Return (∂C/∂w, ∂C/∂b), (2,), for points x, y (m,), else ValueError."""
    check_shapes(x, y)
    error = predict(w, b, x) - y
    return np.array([2 * np.mean(error * x), 2 * np.mean(error)])


def hessian(x):
    """Return the second derivatives of C, (2, 2), the same at every w, b; x (m,)."""
    return 2 * np.array([[np.mean(np.square(x)), np.mean(x)], [np.mean(x), 1.0]])


def largest_eta(x):
    """Return 2/λmax, the η above which descent on x (m,) diverges."""
    # Along an eigenvector a step multiplies the error by 1 − η λ, which is −1 at 2/λ:
    # LeCun, Bottou, Orr and Müller, Efficient BackProp (1998).
    return float(2 / np.linalg.eigvalsh(hessian(x))[-1])


def regime(eta, x, steps=30):
    """Name what `steps` steps of size eta look like on the points x (m,).

    "diverging": eta > 2/λmax; "oscillating": a step reverses the error in the steepest
    direction and keeps over 60 %; "slow": in the flattest over 10 % is left; or "good".
    """
    slowest, fastest = np.linalg.eigvalsh(hessian(x))
    if eta > largest_eta(x):
        return "diverging"
    if 1 - eta * fastest < -0.6:
        return "oscillating"
    return "slow" if abs(1 - eta * slowest) ** steps > 0.1 else "good"


def best_line(x, y):
    """Return the (w, b) of least cost for x, y (m,); ValueError if all x are equal."""
    check_shapes(x, y)
    if np.ptp(x) == 0:
        raise ValueError("All x are equal: many lines fit equally well, none is best.")
    dx, dy = x - np.mean(x), y - np.mean(y)
    w = float(np.sum(dx * dy) / np.sum(dx**2))  # least squares, Legendre 1805
    return w, float(np.mean(y) - w * np.mean(x))
