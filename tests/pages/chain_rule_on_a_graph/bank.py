import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.graph import Node
from backprop_helpers.nets.graph import sigmoid as sigmoid_node
from tests.practice.banks import right, wrong

# local_slopes


@right("local_slopes")
def _(u, v, z):
    a = 1 / (1 + np.exp(-z))
    return [v, u, a - a**2]


@right("local_slopes")
def _(u, v, z):
    return np.array([v, u, np.exp(-z) / (1 + np.exp(-z)) ** 2])


@right("local_slopes")
def _(u, v, z):
    p, a = Node(u) * Node(v), sigmoid_node(Node(z))
    return *p.slopes, *a.slopes


@wrong("local_slopes", "σ′ at a")
def _(u, v, z):
    a = sigmoid(z)
    return v, u, sigmoid(a) * (1 - sigmoid(a))


@wrong("local_slopes", "exchanged", "σ for σ′")
def _(u, v, z):
    return u, v, sigmoid(z)


@wrong("local_slopes", "exchanged", "z (1 − z)")
def _(u, v, z):
    return u, v, z * (1 - z)


@wrong("local_slopes", "order of results")
def _(u, v, z):
    return sigmoid.derivative(z), v, u


@wrong("local_slopes")  # the sign of σ′ lost
def _(u, v, z):
    a = sigmoid(z)
    return v, u, a * (a - 1)


@wrong("local_slopes", "shape")
def _(u, v, z):
    return u * v, sigmoid.derivative(z)


# dC_dw_twice


@right("dC_dw_twice")
def _(w, x, b, y):
    nodes = w, x, b, y = [Node(value) for value in (w, x, b, y)]
    cost = (w * (w * x + b) - y) ** 2
    cost.backward()
    return nodes[0].blame


@right("dC_dw_twice")
def _(w, x, b, y):
    u = w * x + b
    v = w * u
    blame_v = 2 * (v - y)
    blame_w = blame_v * u
    blame_u = blame_v * w
    blame_w += blame_u * x
    return blame_w


@right("dC_dw_twice")
def _(w, x, b, y):
    slopes = np.array([[w * x + b, 1.0], [w, x]])  # one path in each row
    return 2 * (w * w * x + w * b - y) * np.prod(slopes, axis=1).sum()


@wrong("dC_dw_twice", "a factor w left out")
def _(w, x, b, y):
    u = w * x + b
    return 2 * (w * u - y) * (u + x)


@wrong("dC_dw_twice", "second path only", "half of it")
def _(w, x, b, y):
    u = w * x + b
    return (w * u - y) * w * x


@wrong("dC_dw_twice", "does not use its arguments")
def _(w, x, b, y):
    return 44.0


@wrong("dC_dw_twice", "shape")
def _(w, x, b, y):
    u = w * x + b
    return 2 * (w * u - y) * np.array([u, w * x])


# chain_deltas


@right("chain_deltas")
def _(w3, w4, z2, z3, z4, y):
    a2, a3, a4 = (1 / (1 + np.exp(-z)) for z in (z2, z3, z4))
    delta4 = 2 * (a4 - y) * a4 * (1 - a4)
    delta3 = w4 * delta4 * a3 * (1 - a3)
    return delta4, delta3, w3 * delta3 * a2 * (1 - a2)


@right("chain_deltas")
def _(w3, w4, z2, z3, z4, y):
    w, z = {3: w3, 4: w4}, {2: z2, 3: z3, 4: z4}
    delta = {4: 2 * (sigmoid(z4) - y) * sigmoid.derivative(z4)}
    for l in (3, 2):
        delta[l] = w[l + 1] * delta[l + 1] * sigmoid.derivative(z[l])
    return [delta[4], delta[3], delta[2]]


@right("chain_deltas")
def _(w3, w4, z2, z3, z4, y):
    factors = [
        2 * (sigmoid(z4) - y) * sigmoid.derivative(z4),
        w4 * sigmoid.derivative(z3),
        w3 * sigmoid.derivative(z2),
    ]
    return np.cumprod(factors)


def deltas(w3, w4, z2, z3, z4, y, prime=sigmoid.derivative):
    """Put together what most students write, with some factors of their own."""
    delta4 = 2 * (sigmoid(z4) - y) * prime(z4)
    delta3 = delta4 * w4 * prime(z3)
    return delta4, delta3, delta3 * w3 * prime(z2)


@wrong("chain_deltas", "σ′ left out")
def _(w3, w4, z2, z3, z4, y):
    return deltas(w3, w4, z2, z3, z4, y, prime=lambda z: 1.0)


@wrong("chain_deltas", "weights exchanged")
def _(w3, w4, z2, z3, z4, y):
    return deltas(w4, w3, z2, z3, z4, y)


@wrong("chain_deltas", "a layer skipped")
def _(w3, w4, z2, z3, z4, y):
    delta4, delta3, _ = deltas(w3, w4, z2, z3, z4, y)
    return delta4, delta3, delta4 * w3 * sigmoid.derivative(z2)


@wrong("chain_deltas", "lost the 2", "σ′ at a")
def _(w3, w4, z2, z3, z4, y):
    a = {l: sigmoid(z) for l, z in ((2, z2), (3, z3), (4, z4))}
    delta4 = (a[4] - y) * sigmoid.derivative(a[4])
    delta3 = delta4 * w4 * sigmoid.derivative(a[3])
    return delta4, delta3, delta3 * w3 * sigmoid.derivative(a[2])


@wrong("chain_deltas", "order of results")
def _(w3, w4, z2, z3, z4, y):
    return deltas(w3, w4, z2, z3, z4, y)[::-1]


# central_difference


@right("central_difference")
def _(f, x, epsilon):
    forward = (f(x + epsilon) - f(x)) / epsilon
    backward = (f(x) - f(x - epsilon)) / epsilon
    return (forward + backward) / 2


@right("central_difference")
def _(f, x, epsilon):
    return f(x + epsilon) / 2 / epsilon - f(x - epsilon) / 2 / epsilon


@right("central_difference")
def _(f, x, epsilon):
    return np.gradient([f(x - epsilon), f(x), f(x + epsilon)], epsilon)[1]


@wrong("central_difference", "half the run", "turned round")
def _(f, x, epsilon):
    return (f(x - epsilon) - f(x + epsilon)) / epsilon


@wrong("central_difference")  # brackets lost round the rise
def _(f, x, epsilon):
    return f(x + epsilon) - f(x - epsilon) / (2 * epsilon)


@wrong("central_difference")  # an ε of its own: almost the derivative
def _(f, x, epsilon):
    epsilon = 1e-5
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


# relative_error


@right("relative_error")
def _(p, q):
    larger = abs(p) if abs(p) > abs(q) else abs(q)
    return np.sqrt((p - q) ** 2) / larger


@right("relative_error")
def _(p, q):
    return np.abs(p - q) / np.max(np.abs([p, q]))


@right("relative_error")
def _(p, q):
    return max(p - q, q - p) / max(p, -p, q, -q)


@wrong("relative_error", "divided by the mean size")
def _(p, q):
    return abs(p - q) / ((abs(p) + abs(q)) / 2)


@wrong("relative_error", "sign kept", "divided by |q|")
def _(p, q):
    return (p - q) / abs(q)


@wrong("relative_error")  # the size of the sizes' difference
def _(p, q):
    return abs(abs(p) - abs(q)) / max(abs(p), abs(q))


@wrong("relative_error")  # the larger, but its sign taken off too late
def _(p, q):
    return abs(p - q) / abs(max(p, q))


@wrong("relative_error", "constant factor")  # in per cent
def _(p, q):
    return 100 * abs(p - q) / max(abs(p), abs(q))
