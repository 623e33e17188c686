"""Three ways to the gradient of a network, and what each of them costs.

The bill counts every product of two numbers, for one example, sigmoid neurons and the
quadratic cost. Sums are left out (about one comes with each product), and so are the
exponentials (one for each neuron and pass). sizes are (n_1, …, n_L) throughout.
That a gradient costs a small multiple of its function, however many parameters there
are: W. Baur and V. Strassen, The Complexity of Partial Derivatives (1983).
"""

from itertools import pairwise

import numpy as np

DIFFERENCES, DUALS, BACKPROP = "central differences", "dual numbers", "backprop"
WAYS = (DIFFERENCES, DUALS, BACKPROP)
# From 10 to 100,000 weights; biases come on top.
NETWORKS = {
    10: (1, 5, 1),
    30: (3, 5, 3),
    100: (5, 10, 5),
    300: (10, 15, 10),
    1_000: (10, 50, 10),
    3_000: (30, 50, 30),
    10_000: (50, 100, 50),
    30_000: (100, 150, 100),
    100_000: (100, 500, 100),
}

# Seconds for the whole gradient of one example, for each of NETWORKS, as printed by
# tests/benchmarks/gradient_bill.py: medians of five networks, on one thread, in
# float64. Measured on Python 3.11.7, numpy 2.4.6, one core of an AMD EPYC.
MEASURED = {
    DIFFERENCES: (
        452e-6,
        1.07e-3,
        3.22e-3,
        9.97e-3,
        33.1e-3,
        96.1e-3,
        0.371,
        1.17,
        5.41,
    ),
    DUALS: (367e-6, 849e-6, 2.54e-3, 7.64e-3, 26.1e-3, 75.5e-3, 0.304, 1.05, 5.79),
    BACKPROP: (
        24.9e-6,
        25e-6,
        24.8e-6,
        25.7e-6,
        26.8e-6,
        29.6e-6,
        40e-6,
        68.3e-6,
        171e-6,
    ),
}


def weights(sizes):
    """Return how many weights there are: one for each pair of neighbours."""
    return sum(n * before for before, n in pairwise(sizes))


def parameters(sizes):
    """Return how many weights and biases there are; the input layer has none."""
    return weights(sizes) + sum(sizes[1:])


def forward_multiplications(sizes):
    """Return the products of one forward pass and its cost: z = w a + b, (a − y)²."""
    return weights(sizes) + sizes[-1]


def dual_multiplications(sizes):
    """Return the products of one pass with duals, three for each product of numbers.

    σ′ = a (1 − a) and its product with the slope of z are two more for each neuron.
    """
    return 3 * forward_multiplications(sizes) + 2 * sum(sizes[1:])


def backward_multiplications(sizes):
    """Return the products of one backward pass, as Network.backward does it.

    Two for each weight (δ back along it, and its own derivative), but one for those of
    the first layer; two for each neuron (σ′, and σ′ times what came back) and one more
    for each output (the 2 of the cost).
    """
    carried_back = weights(sizes[1:])
    return weights(sizes) + carried_back + 2 * sum(sizes[1:]) + sizes[-1]


def passes(way, sizes):
    """Return (forward, backward) passes for the whole gradient in one of WAYS."""
    P = parameters(sizes)
    return {DIFFERENCES: (2 * P, 0), DUALS: (P, 0), BACKPROP: (1, 1)}[_known(way)]


def multiplications(way, sizes):
    """Return the products of two numbers for the whole gradient in one of WAYS."""
    one_way = dual_multiplications if way == DUALS else forward_multiplications
    forward, backward = passes(way, sizes)
    return forward * one_way(sizes) + backward * backward_multiplications(sizes)


def exponent(x, y):
    """Return p of the curve y = c xᵖ that fits best on log axes, for x, y (n,) > 0."""
    return float(np.polyfit(np.log(x), np.log(y), 1)[0])


def gradient_by_differences(network, x, y, epsilon=1e-5):
    """Return nabla_w, nabla_b of a Network by central differences: 2P forward passes.

    x is (n_1, m), y (n_L, m), else ValueError; the gradients have the shapes of
    network.w and network.b. The network itself is not changed.
    """
    network = network.copy()

    def cost():
        return network.cost(network.forward(x)[1][network.L], y)

    def gradient(array):
        nabla = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            middle = array[place]
            array[place] = middle + epsilon
            above = cost()
            array[place] = middle - epsilon
            nabla[place] = (above - cost()) / (2 * epsilon)
            array[place] = middle
        return nabla

    nabla_w = {l: gradient(array) for l, array in network.w.items()}
    return nabla_w, {l: gradient(array) for l, array in network.b.items()}


def _known(way):
    if way not in WAYS:
        raise ValueError(f"There is no way {way!r}; choose one of {', '.join(WAYS)}.")
    return way
