"""The curvature of a line's cost in all directions, and the η that it allows."""

import numpy as np


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
