"""The 2-2-2 network of this page: its numbers, and each derivative as a chain."""

import re
from dataclasses import dataclass

import numpy as np

from backprop_helpers.nets.network import Network

X, Y, ETA = np.array([[2.0], [3.0]]), np.array([[1.0], [0.2]]), 0.1
X.flags.writeable = Y.flags.writeable = False
_INDICES = {"w": [(1, 1), (1, 2), (2, 1), (2, 2)], "b": [(1,), (2,)]}
PARAMETERS = [(kind, l, *jk) for l in (2, 3) for kind in "wb" for jk in _INDICES[kind]]
_LOW = ("", "₁", "₂")
_LATEX = {"σ": r"\sigma", "′": "'", "−": "-", "²": "^2", "³": "^3", "₁": "1", "₂": "2"}


def network():
    """Return a fresh Network with the weights and biases of the example."""
    w = {2: [[0.3, -0.4], [0.2, 0.6]], 3: [[0.7, 0.5], [-0.3, -0.1]]}
    return Network(w, b={2: [[0.25], [0.45]], 3: [[0.15], [0.35]]})


@dataclass(frozen=True)
class Factor:
    """A factor of a chain: "∂a³₁/∂z³₁ = σ′(z³₁)", the same in LaTeX, its value."""

    symbol: str
    latex: str
    value: float


def chain(network, x, y, parameter):
    """Return the paths from the cost to one of PARAMETERS, each a list of Factors.

    The derivative is the sum over the paths of the product along each of them.
    ValueError unless the network is 2-2-2 with quadratic cost and x, y are (2, 1).
    """
    z, a = network.forward(x)
    given = (network.sizes, network.cost.name, np.shape(x), np.shape(y))
    if given != ((2, 2, 2), "quadratic", (2, 1), (2, 1)) or parameter not in PARAMETERS:
        raise ValueError("Take the network, x and y of the example, and a parameter.")
    _, l, j, *k = parameter
    slope = {l: network.sigma[l].derivative(z[l])[:, 0] for l in z}
    source, value = "1", 1.0
    if k:
        source, value = ("x" if l == 2 else "a²") + _LOW[k[0]], a[l - 1][k[0] - 1, 0]
    a_j, z_j = f"a²{_LOW[j]}", parameter_name(("z", l, j))
    last = _factor(z_j, parameter_name(parameter), source, value)
    paths = []
    for i in (1, 2) if l == 2 else (j,):
        a_i, z_i, w_ij = f"a³{_LOW[i]}", f"z³{_LOW[i]}", f"w³{_LOW[i]}{_LOW[j]}"
        error = _factor("C", a_i, f"2 ({a_i} − y{_LOW[i]})", 2 * (a[3] - y)[i - 1, 0])
        path = [error, _factor(a_i, z_i, f"σ′({z_i})", slope[3][i - 1])]
        if l == 2:
            path.append(_factor(z_i, a_j, w_ij, network.w[3][i - 1, j - 1]))
            path.append(_factor(a_j, z_j, f"σ′({z_j})", slope[2][j - 1]))
        paths.append([*path, last])
    return paths


def parameter_name(parameter):
    """Return "w²₁₂" for ("w", 2, 1, 2) and "b²₁" for ("b", 2, 1)."""
    kind, l, *indices = parameter
    return kind + {2: "²", 3: "³"}[l] + "".join(_LOW[i] for i in indices)


def _factor(top, bottom, formula, value):
    latex = rf"\frac{{\partial {top}}}{{\partial {bottom}}} = {formula}"
    latex = re.sub("([₁₂]+)", r"_{\1}", latex).translate(str.maketrans(_LATEX))
    return Factor(f"∂{top}/∂{bottom} = {formula}", latex, float(value))
