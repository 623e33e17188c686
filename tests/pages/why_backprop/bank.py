from itertools import pairwise

import numpy as np

from backprop_helpers.nets.dual import Dual
from backprop_helpers.pages.why_backprop import example as bill
from tests.practice.banks import right, wrong

# passes_by_differences


@right("passes_by_differences")
def _(sizes):
    P = 0
    for l in range(1, len(sizes)):
        P = P + sizes[l] * sizes[l - 1] + sizes[l]
    return 2 * P


@right("passes_by_differences")
def _(sizes):
    n = np.array(sizes)
    return 2 * np.sum(n[1:] * (n[:-1] + 1))


@right("passes_by_differences")
def _(sizes):
    return float(sum((before + 1) * 2 * n for before, n in pairwise(sizes)))


@right("passes_by_differences")
def _(sizes):
    return bill.passes("central differences", sizes)[0]


@wrong("passes_by_differences", "biases of the layer before")
def _(sizes):
    P = 0
    for before, n in pairwise(sizes):
        P += before * n + before
    return 2 * P


@wrong("passes_by_differences", "one bias a layer")
def _(sizes):
    P = 0
    for before, n in pairwise(sizes):
        P += before * n + 1
    return 2 * P


@wrong("passes_by_differences", "multiplications")
def _(sizes):
    return bill.multiplications("central differences", sizes)


@wrong("passes_by_differences", "one pass each")
def _(sizes):
    return bill.parameters(sizes)


@wrong("passes_by_differences", "biases left out", "one pass each")
def _(sizes):
    return bill.weights(sizes)


@wrong("passes_by_differences", "biases left out", "one-sided")
def _(sizes):
    return bill.weights(sizes) + 1


@wrong("passes_by_differences", "does not use its arguments")
def _(sizes):
    return 24


# dual_product


@right("dual_product")
def _(a, a_slope, b, b_slope):
    return a * b, a * b_slope + b * a_slope


@right("dual_product")
def _(a, a_slope, b, b_slope):
    product = Dual(a, a_slope) * Dual(b, b_slope)
    return product.value, product.slope


@right("dual_product")
def _(a, a_slope, b, b_slope):
    M = np.array([[a, a_slope], [0, a]]) @ np.array([[b, b_slope], [0, b]])
    return M[0]


@wrong("dual_product", "slopes in the value")
def _(a, a_slope, b, b_slope):
    new_a, new_b = a + a_slope, b + b_slope
    return new_a * new_b, a_slope * b + a * b_slope


@wrong("dual_product", "a′ b′ in the value")
def _(a, a_slope, b, b_slope):
    slope = a_slope * b + a * b_slope
    return a * b + a_slope * b_slope, slope


@wrong("dual_product", "a′ b′ kept")
def _(a, a_slope, b, b_slope):
    return a * b, (a + a_slope) * (b + b_slope) - a * b


@wrong("dual_product", "order of results")
def _(a, a_slope, b, b_slope):
    return a_slope * b + a * b_slope, a * b


@wrong("dual_product", "wrong type")  # the value is forgotten
def _(a, a_slope, b, b_slope):
    return a_slope * b + a * b_slope


@wrong("dual_product", "divided by a and b")  # where neither is 0, it is right
def _(a, a_slope, b, b_slope):
    return [a * b, a * b * (a_slope / a + b_slope / b)]


@wrong("dual_product", "nearly right")  # a difference, not a derivative
def _(a, a_slope, b, b_slope):
    h = 1e-6
    return a * b, ((a + h * a_slope) * (b + h * b_slope) - a * b) / h


# multiplications_back


@right("multiplications_back")
def _(n_in, n_out):
    return n_in * (2 * n_out + 1)


@right("multiplications_back")
def _(n_in, n_out):
    count = 0
    for _ in range(n_in):
        for _ in range(n_out):
            count += 2
        count += 1
    return count


@right("multiplications_back")
def _(n_in, n_out):
    w = np.empty((n_out, n_in))
    return w.size + w.T.size + len(w.T)


@wrong("multiplications_back", "three for each weight")
def _(n_in, n_out):
    return 3 * n_in * n_out


@wrong("multiplications_back", "n_out too many")
def _(n_in, n_out):
    return 2 * n_in * n_out + n_in + n_out


@wrong("multiplications_back", "one product too many")
def _(n_in, n_out):
    # transposing counted as multiplying
    return 3 * n_in * n_out + n_in


@wrong("multiplications_back", "sum for product")
def _(n_in, n_out):
    return 2 * (n_in + n_out) + n_in


@wrong("multiplications_back", "one product of two", "σ′ left out")  # a forward pass
def _(n_in, n_out):
    return n_in * n_out


@wrong("multiplications_back", "does not use its arguments")
def _(n_in, n_out):
    return 14
