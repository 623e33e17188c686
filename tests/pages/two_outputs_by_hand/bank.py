import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.network import Network
from tests.practice.banks import right, wrong

# delta3


@right("delta3")
def _(z3, a3, y):
    delta = np.empty((2, 1))
    for j in range(2):
        delta[j, 0] = 2 * (a3[j, 0] - y[j, 0]) * sigmoid.derivative(z3[j, 0])
    return delta


@right("delta3")
def _(z3, a3, y):
    return [
        [2 * (a3[0, 0] - y[0, 0]) * a3[0, 0] * (1 - a3[0, 0])],
        [2 * (a3[1, 0] - y[1, 0]) * a3[1, 0] * (1 - a3[1, 0])],
    ]


@right("delta3")
def _(z3, a3, y):
    return np.diagflat(sigmoid.derivative(z3)) @ (2 * (a3 - y))


@wrong("delta3", "squared")
def _(z3, a3, y):
    return (a3 - y) ** 2 * sigmoid.derivative(z3)


@wrong("delta3", "cross-entropy")
def _(z3, a3, y):
    return sigmoid(z3) - y


@wrong("delta3", "shape")
def _(z3, a3, y):
    return (2 * (a3 - y) * sigmoid.derivative(z3)).flatten()


@wrong("delta3", "shape")
def _(z3, a3, y):
    return (2 * (a3 - y) * sigmoid.derivative(z3)).T


@wrong("delta3", "places")
def _(z3, a3, y):
    return (2 * (a3 - y) * sigmoid.derivative(z3))[::-1]


# delta2


@right("delta2")
def _(z2, delta3, w3):
    delta = np.zeros((2, 1))
    for k in range(2):
        for j in range(2):
            delta[k] += w3[j, k] * delta3[j] * sigmoid.derivative(z2[k])
    return delta


@right("delta2")
def _(z2, delta3, w3):
    return np.einsum("jk,jm->km", w3, delta3) * sigmoid.derivative(z2)


@right("delta2")
def _(z2, delta3, w3):
    first = w3[0, 0] * delta3[0, 0] + w3[1, 0] * delta3[1, 0]
    second = w3[0, 1] * delta3[0, 0] + w3[1, 1] * delta3[1, 0]
    return np.array([[first], [second]]) * sigmoid.derivative(z2)


@wrong("delta2", "w³ not transposed", "* for @")
def _(z2, delta3, w3):
    return w3 * delta3 * sigmoid.derivative(z2)


@wrong("delta2", "straight paths only")
def _(z2, delta3, w3):
    first = w3[0, 0] * delta3[0, 0] * sigmoid.derivative(z2[0, 0])
    second = w3[1, 1] * delta3[1, 0] * sigmoid.derivative(z2[1, 0])
    return np.array([[first], [second]])


@wrong("delta2", "path through output 1 only")
def _(z2, delta3, w3):
    delta = np.zeros((2, 1))
    for k in range(2):
        delta[k] = w3[0, k] * delta3[0] * sigmoid.derivative(z2[k])
    return delta


@wrong("delta2", "path through output 2 only")
def _(z2, delta3, w3):
    delta = np.zeros((2, 1))
    for k in range(2):
        for j in range(2):
            delta[k] = w3[j, k] * delta3[j]  # = for +=
    return delta * sigmoid.derivative(z2)


@wrong("delta2", "mean over the paths")
def _(z2, delta3, w3):
    return np.mean(w3 * delta3, axis=0).reshape(2, 1) * sigmoid.derivative(z2)


@wrong("delta2", "w³ not transposed", "σ′ at a")
def _(z2, delta3, w3):
    a2 = sigmoid(z2)
    return (w3 @ delta3) * sigmoid.derivative(a2)


@wrong("delta2", "shape")
def _(z2, delta3, w3):
    delta = [0, 0]
    for k in range(2):
        delta[k] = sum(w3[:, k] * delta3[:, 0]) * sigmoid.derivative(z2[k, 0])
    return delta


@wrong("delta2", "2 once more")
def _(z2, delta3, w3):
    a2 = sigmoid(z2)
    return w3.T @ (2 * delta3) * a2 * (1 - a2)


# whole_step


def forward(x, w2, b2, w3, b3):
    z2 = w2 @ x + b2
    z3 = w3 @ sigmoid(z2) + b3
    return z2, sigmoid(z2), z3, sigmoid(z3)


@right("whole_step")
def _(x, y, w2, b2, w3, b3, eta):
    network = Network({2: w2, 3: w3}, {2: b2, 3: b3})
    network.step(x, y, eta)
    return network.w[2], network.b[2], network.w[3], network.b[3]


@right("whole_step")
def _(x, y, w2, b2, w3, b3, eta):
    _, a2, _, a3 = forward(x, w2, b2, w3, b3)
    new_w2, new_b2, new_w3, new_b3 = w2.copy(), b2.copy(), w3.copy(), b3.copy()
    d3 = [2 * (a3[i, 0] - y[i, 0]) * a3[i, 0] * (1 - a3[i, 0]) for i in range(2)]
    for i in range(2):
        new_b3[i, 0] -= eta * d3[i]
        for j in range(2):
            new_w3[i, j] -= eta * d3[i] * a2[j, 0]
    for j in range(2):
        d2 = (w3[0, j] * d3[0] + w3[1, j] * d3[1]) * a2[j, 0] * (1 - a2[j, 0])
        new_b2[j, 0] -= eta * d2
        for k in range(2):
            new_w2[j, k] -= eta * d2 * x[k, 0]
    return new_w2, new_b2, new_w3, new_b3


@right("whole_step")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    d3 = (2 * (a3 - y) * sigmoid.derivative(z3))[:, 0]
    d2 = np.einsum("ij,i,j->j", w3, d3, sigmoid.derivative(z2)[:, 0])
    return [
        w2 - eta * np.einsum("j,k->jk", d2, x[:, 0]),
        b2 - eta * d2[:, np.newaxis],
        w3 - eta * np.outer(d3, a2),
        b3 - eta * d3[:, np.newaxis],
    ]


@wrong("whole_step", "δ² with the updated w³", "changed its arguments")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    delta3 = 2 * (a3 - y) * sigmoid.derivative(z3)
    w3 -= eta * delta3 @ a2.T
    b3 -= eta * delta3
    delta2 = (w3.T @ delta3) * sigmoid.derivative(z2)
    w2 -= eta * delta2 @ x.T
    b2 -= eta * delta2
    return w2, b2, w3, b3


def backward(x, y, z2, a2, z3, a3, w3):
    delta3 = 2 * (a3 - y) * sigmoid.derivative(z3)
    return (w3.T @ delta3) * sigmoid.derivative(z2), delta3


def updated(x, w2, b2, w3, b3, eta, a2, delta2, delta3):
    w2, b2 = w2 - eta * delta2 @ x.T, b2 - eta * delta2
    return w2, b2, w3 - eta * delta3 @ a2.T, b3 - eta * delta3


@wrong("whole_step", "sum over the paths left out")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    delta3 = 2 * (a3 - y) * sigmoid.derivative(z3)
    delta2 = np.zeros((2, 1))
    for j in range(2):
        delta2[j] = w3[j, j] * delta3[j] * sigmoid.derivative(z2[j])
    return updated(x, w2, b2, w3, b3, eta, a2, delta2, delta3)


@wrong("whole_step", "half of it", "δ² with the updated w³")
def _(x, y, w2, b2, w3, b3, eta):
    _, a2, _, a3 = forward(x, w2, b2, w3, b3)
    delta3 = (a3 - y) * a3 * (1 - a3)
    w3, b3 = w3 - eta * delta3 @ a2.T, b3 - eta * delta3
    delta2 = (w3.T @ delta3) * a2 * (1 - a2)
    w2, b2 = w2 - eta * delta2 @ x.T, b2 - eta * delta2
    return w2, b2, w3, b3


@wrong("whole_step", "w³ not transposed", "δ² with the updated w³")
def _(x, y, w2, b2, w3, b3, eta):
    _, a2, _, a3 = forward(x, w2, b2, w3, b3)
    delta3 = 2 * (a3 - y) * a3 * (1 - a3)
    w3, b3 = w3 - eta * delta3 @ a2.T, b3 - eta * delta3
    delta2 = (w3 @ delta3) * a2 * (1 - a2)
    w2, b2 = w2 - eta * delta2 @ x.T, b2 - eta * delta2
    return w2, b2, w3, b3


@wrong("whole_step", "order of results")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    delta2, delta3 = backward(x, y, z2, a2, z3, a3, w3)
    w2, b2, w3, b3 = updated(x, w2, b2, w3, b3, eta, a2, delta2, delta3)
    return w2, w3, b2, b3


@wrong("whole_step", "shape")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    delta2, delta3 = backward(x, y, z2, a2, z3, a3, w3)
    return w2 - eta * delta2 @ x.T, w3 - eta * delta3 @ a2.T


@wrong("whole_step")  # the new output instead of the new parameters, among others
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    delta2, delta3 = backward(x, y, z2, a2, z3, a3, w3)
    w2, b2, w3, b3 = updated(x, w2, b2, w3, b3, eta, a2, delta2, delta3)
    return w2, b2, w3, forward(x, w2, b2, w3, b3)[3]


@wrong("delta2", "σ′ inside the sum")
def _(z2, delta3, w3):
    a2 = sigmoid(z2)
    return np.dot(w3.T, delta3 * a2 * (1 - a2))


@wrong("delta3", "brackets forgotten")
def _(z3, a3, y):
    return 2 * (a3 - y) * a3 * 1 - a3


@wrong("delta2", "brackets forgotten")
def _(z2, delta3, w3):
    a2 = sigmoid(z2)
    return (w3.T @ delta3) * a2 * 1 - a2


@wrong("whole_step", "∂C/∂w³: * for @", "∂C/∂w²: * for @")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    d2, d3 = backward(x, y, z2, a2, z3, a3, w3)
    return w2 - eta * d2 * x, b2 - eta * d2, w3 - eta * d3 * a2, b3 - eta * d3


@wrong("whole_step", "a³ for a²")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, z3, a3 = forward(x, w2, b2, w3, b3)
    d2, d3 = backward(x, y, z2, a2, z3, a3, w3)
    return w2 - eta * d2 @ x.T, b2 - eta * d2, w3 - eta * d3 @ a3.T, b3 - eta * d3


@wrong("whole_step", "cross-entropy")
def _(x, y, w2, b2, w3, b3, eta):
    z2, a2, _, a3 = forward(x, w2, b2, w3, b3)
    delta3 = a3 - y
    delta2 = (w3.T @ delta3) * sigmoid.derivative(z2)
    return updated(x, w2, b2, w3, b3, eta, a2, delta2, delta3)
