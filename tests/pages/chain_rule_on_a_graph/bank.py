import numpy as np

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.nets.graph import Node
from backprop_helpers.nets.graph import sigmoid as sigmoid_node
from tests.practice.banks import right, wrong

# neuron_back


@right("neuron_back")
def _(w, x, b, blame_a):
    nodes = w, x, b = [Node(value) for value in (w, x, b)]
    sigmoid_node(w * x + b).backward()
    return [blame_a * node.blame for node in nodes]


@right("neuron_back")
def _(w, x, b, blame_a):
    a = sigmoid(w * x + b)
    blame_z = blame_a * (a - a**2)
    return np.array([x, w, 1.0]) * blame_z


@right("neuron_back")
def _(w, x, b, blame_a):
    power = np.exp(-(w * x + b))
    blame_b = blame_a * power / (1 + power) ** 2
    return x * blame_b, w * blame_b, blame_b


@wrong("neuron_back", "σ′ at a")
def _(w, x, b, blame_a):
    a = sigmoid(w * x + b)
    delta = blame_a * sigmoid(a) * (1 - sigmoid(a))
    return delta * x, delta * w, delta


@wrong("neuron_back", "σ for σ′", "exchanged")
def _(w, x, b, blame_a):
    delta = blame_a * sigmoid(w * x + b)
    return w * delta, x * delta, delta


@wrong("neuron_back", "blame of a left out", "x without blame")
def _(w, x, b, blame_a):
    slope = sigmoid.derivative(w * x + b)
    return x * slope, 0, slope


@wrong("neuron_back", "σ′ left out", "b for its slope")
def _(w, x, b, blame_a):
    return x * blame_a, w * blame_a, b * blame_a


@wrong("neuron_back", "b without σ′")
def _(w, x, b, blame_a):
    a = sigmoid(w * x + b)
    slope = a * (1 - a)
    return blame_a * slope * x, blame_a * slope * w, blame_a


@wrong("neuron_back", "brackets forgotten")
def _(w, x, b, blame_a):
    a = sigmoid(w * x + b)
    delta = blame_a * a * 1 - a
    return delta * x, delta * w, delta


@wrong("neuron_back", "order of results")
def _(w, x, b, blame_a):
    delta = blame_a * sigmoid.derivative(w * x + b)
    return delta, delta * x, delta * w


@wrong("neuron_back", "shape")
def _(w, x, b, blame_a):
    delta = blame_a * sigmoid.derivative(w * x + b)
    return delta * x, delta  # x forgotten


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


@wrong("dC_dw_twice", "half of it", "second path only")
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


@wrong("dC_dw_twice", "steps of both paths multiplied")
def _(w, x, b, y):
    u = w * x + b
    return 2 * (w * u - y) * (u * w * x)


@wrong("chain_deltas", "σ′(z⁴) left out")
def _(w3, w4, z2, z3, z4, y):
    def slope(z):
        return np.exp(-z) / (1 + np.exp(-z)) ** 2

    delta4 = 2 * (1 / (1 + np.exp(-z4)) - y)
    delta3 = delta4 * w4 * slope(z3)
    return delta4, delta3, delta3 * w3 * slope(z2)


@wrong("chain_deltas", "z⁴ for a⁴")
def _(w3, w4, z2, z3, z4, y):
    def slope(z):
        return np.exp(-z) / (1 + np.exp(-z)) ** 2

    delta4 = (z4 - y) * 2 * slope(z4)
    delta3 = w4 * delta4 * slope(z3)
    return delta4, delta3, w3 * delta3 * slope(z2)


@wrong("chain_deltas", "σ′(z³) left out", "σ′(z²) left out")
def _(w3, w4, z2, z3, z4, y):
    a4 = sigmoid(z4)
    d4 = 2 * (a4 - y) * a4 * (1 - a4)
    d3 = d4 * w4
    return d4, d3, d3 * w3


@wrong("chain_deltas", "cross-entropy")
def _(w3, w4, z2, z3, z4, y):
    a2, a3, a4 = (sigmoid(z) for z in (z2, z3, z4))
    d4 = a4 - y
    d3 = d4 * w4 * a3 * (1 - a3)
    return d4, d3, d3 * w3 * a2 * (1 - a2)
