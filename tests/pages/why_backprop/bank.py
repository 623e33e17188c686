from itertools import pairwise

import numpy as np

from backprop_helpers.nets.dual import Dual
from backprop_helpers.nets.graph import Node
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
    return [a * b, a * b * (a_slope / a + b_slope / b)]


@right("dual_product")
def _(a, a_slope, b, b_slope):
    M = np.array([[a, a_slope], [0, a]]) @ np.array([[b, b_slope], [0, b]])
    return M[0]


@wrong("dual_product", "a′ b′ kept")
def _(a, a_slope, b, b_slope):
    return a * b, (a + a_slope) * (b + b_slope) - a * b


@wrong("dual_product", "order of results")
def _(a, a_slope, b, b_slope):
    return a_slope * b + a * b_slope, a * b


@wrong("dual_product", "wrong type")  # the value is forgotten
def _(a, a_slope, b, b_slope):
    return a_slope * b + a * b_slope


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


@wrong("multiplications_back")  # transposing counted as multiplying
def _(n_in, n_out):
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


# accumulate


@right("accumulate")
def _(n, edges, slopes):
    gradient = [0.0] * n
    gradient[-1] = 1.0
    for i in range(len(slopes) - 1, -1, -1):
        parent, child = edges[i]
        gradient[parent] = gradient[parent] + slopes[i] * gradient[child]
    return gradient[0]


@right("accumulate")
def _(n, edges, slopes):
    def gradient(node):  # the sum over all paths, each walked on its own
        if node == n - 1:
            return 1.0
        ends = np.flatnonzero(edges[:, 0] == node)
        return sum(slopes[i] * gradient(edges[i, 1]) for i in ends)

    return gradient(0)


@right("accumulate")
def _(n, edges, slopes):
    S = np.zeros((n, n))
    S[edges[:, 0], edges[:, 1]] = slopes
    return np.linalg.inv(np.eye(n) - S)[0, -1]  # 1 + S + S² + …: all the paths


@right("accumulate")
def _(n, edges, slopes):
    slope = np.zeros(n)  # the same from front to back: forward mode
    slope[0] = 1
    for (parent, child), s in zip(edges, slopes, strict=True):
        slope[child] += s * slope[parent]
    return slope[-1]


@right("accumulate")
def _(n, edges, slopes):
    nodes = [Node(0.0)]
    for c in range(1, n):
        into = edges[:, 1] == c
        nodes.append(Node(0.0, [nodes[p] for p in edges[into, 0]], slopes[into]))
    nodes[-1].backward()
    return nodes[0].blame


@wrong("accumulate", "first share only")
def _(n, edges, slopes):
    gradient = {n - 1: 1.0}
    for (parent, child), slope in zip(edges[::-1], slopes[::-1], strict=True):
        gradient.setdefault(int(parent), gradient[int(child)] * slope)
    return gradient[0]


@wrong("accumulate", "mean over the uses")
def _(n, edges, slopes):
    gradient = np.zeros(n)
    gradient[n - 1] = 1
    for node in range(n - 2, -1, -1):
        out = edges[:, 0] == node
        gradient[node] = np.mean(slopes[out] * gradient[edges[out, 1]])
    return gradient[0]


@wrong("accumulate", "only the slope")
def _(n, edges, slopes):
    return np.sum(slopes[edges[:, 0] == 0])


@wrong("accumulate", "= for +=", "only the slope")
def _(n, edges, slopes):
    gradient = np.zeros(n)
    for (parent, _child), slope in zip(edges[::-1], slopes[::-1], strict=True):
        gradient[parent] = slope
    return gradient[0]


@wrong("accumulate", "shape")  # all of them, where one was asked for
def _(n, edges, slopes):
    gradient = np.zeros(n)
    gradient[n - 1] = 1
    for (parent, child), slope in zip(edges[::-1], slopes[::-1], strict=True):
        gradient[parent] += gradient[child] * slope
    return gradient


@wrong("accumulate")  # all slopes in one long product
def _(n, edges, slopes):
    return np.prod(slopes)
