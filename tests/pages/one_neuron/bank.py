import numpy as np

from backprop_helpers.nets.functions import sigmoid
from tests.practice.banks import right, wrong

# neuron_step


@right("neuron_step")
def _(w, b, x, y, eta):
    z = b
    for w_k, x_k in zip(w, x, strict=True):
        z += w_k * x_k
    a = 1 / (1 + np.exp(-z))
    slope = a * (1 - a)
    blame = 2 * (a - y) * slope
    return [w_k - eta * blame * x_k for w_k, x_k in zip(w, x, strict=True)], (
        b - eta * blame
    )


@right("neuron_step")
def _(w, b, x, y, eta):
    # σ′ in its own form, not from a
    z = np.dot(w, x) + b
    e = np.exp(-z)
    delta = 2 * (1 / (1 + e) - y) * e / (1 + e) ** 2
    w, b = w - eta * x * delta, b - eta * delta
    return w, b


@right("neuron_step")
def _(w, b, x, y, eta):
    # the bias as a weight whose input is 1
    weights, inputs = np.append(w, b), np.append(x, 1)
    a = sigmoid(weights @ inputs)
    weights = weights + eta * 2 * (y - a) * (a - a**2) * inputs
    return weights[:-1], weights[-1]


@wrong("neuron_step", "cross-entropy")
def _(w, b, x, y, eta):
    # the step of cross-entropy, which comes later on the page
    residual = sigmoid(np.sum(w * x) + b) - y
    return w - eta * residual * x, b - eta * residual


@wrong("neuron_step", "uphill")
def _(w, b, x, y, eta):
    a = sigmoid(w @ x + b)
    delta = 2 * (y - a) * a * (1 - a)
    new_w = w - eta * x * delta
    return new_w, b - eta * delta


@wrong("neuron_step", "σ′ at a")
def _(w, b, x, y, eta):
    def slope(z):
        return sigmoid(z) * (1 - sigmoid(z))

    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * slope(a)
    return w - eta * delta * x, b - eta * delta


@wrong("neuron_step", "b left out", "b not moved")
def _(w, b, x, y, eta):
    a = 1 / (1 + np.exp(-(w @ x)))
    return w - eta * 2 * (a - y) * a * (1 - a) * x, b


@wrong("neuron_step", "shape")
def _(w, b, x, y, eta):
    # inputs multiplied by their weights, but not added up
    a = sigmoid(w * x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return w - eta * delta * x, b - eta * delta


@wrong("neuron_step", "order of results")
def _(w, b, x, y, eta):
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return b - eta * delta, w - eta * delta * x


@wrong("neuron_step", "w first")
def _(w, b, x, y, eta):
    a = sigmoid(w @ x + b)
    w = w - eta * 2 * (a - y) * a * (1 - a) * x
    a = sigmoid(w @ x + b)
    b = b - eta * 2 * (a - y) * a * (1 - a)
    return w, b


# cross_entropy


@right("cross_entropy")
def _(a, y):
    return np.where(y == 1, -np.log(a), -np.log(1 - a))


@right("cross_entropy")
def _(a, y):
    # ln of what was given to the right answer
    return -np.log(a * y + (1 - a) * (1 - y))


@right("cross_entropy")
def _(a, y):
    costs = []
    for a_i, y_i in zip(a, y, strict=True):
        if y_i == 1:
            costs.append(np.log(1 / a_i))
        else:
            costs.append(-np.log1p(-a_i))
    return costs


@wrong("cross_entropy", "minus lost")
def _(a, y):
    return np.where(y == 1, np.log(a), np.log(1 - a))


@wrong("cross_entropy", "inner sign lost")
def _(a, y):
    return np.log(1 - a) * (1 - y) - np.log(a) * y


@wrong("cross_entropy", "still the slope")
def _(a, y):
    return (a - y) / (a * (1 - a))


@wrong("cross_entropy", "no switch")
def _(a, y):
    return -np.log(a - a**2)


@wrong("cross_entropy", "a and 1 − a exchanged")
def _(a, y):
    return -np.log(np.where(y == 0, a, 1 - a))


@wrong("cross_entropy", "averaged")
def _(a, y):
    return np.mean(-y * np.log(a) - (1 - y) * np.log(1 - a))


@wrong("cross_entropy", "another logarithm")
def _(a, y):
    return -np.log10(np.where(y == 1, a, 1 - a))


@wrong("cross_entropy")  # a constant that the right answers must not cost
def _(a, y):
    return 1 - y * np.log(a) - (1 - y) * np.log(1 - a)


# logistic_gradient


@right("logistic_gradient")
def _(w, b, x, y):
    n, m = x.shape
    by_w, by_b = np.zeros(n), 0
    for i in range(m):
        delta = sigmoid(w @ x[:, i] + b) - y[i]
        by_w = by_w + delta * x[:, i] / m
        by_b += delta / m
    return by_w, by_b


@right("logistic_gradient")
def _(w, b, x, y):
    a = 0.5 * (1 + np.tanh((x.T @ w + b) / 2))
    return np.mean((a - y) * x, axis=1), np.mean(a - y)


@right("logistic_gradient")
def _(w, b, x, y):
    inputs = np.vstack([x, np.ones(len(y))])
    delta = sigmoid(np.append(w, b) @ inputs) - y
    both = np.einsum("km,m->k", inputs, delta) / len(y)
    return both[:-1], both[-1]


@wrong("logistic_gradient", "2 too much", "σ′ too much")
def _(w, b, x, y):
    # the whole gradient of the quadratic cost
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return x @ delta / len(y), np.mean(delta)


@wrong("logistic_gradient", "mean of each factor")
def _(w, b, x, y):
    delta = np.mean(sigmoid(w @ x + b) - y)
    return delta * np.mean(x, axis=1), delta


@wrong("logistic_gradient", "not added up")
def _(w, b, x, y):
    a = sigmoid(w @ x + b)
    return (a - y) * x / y.size, sum(a - y) / y.size


@wrong("logistic_gradient", "δ not averaged")
def _(w, b, x, y):
    delta = sigmoid(w @ x + b) - y
    return np.mean(x * delta, axis=1), delta


@wrong("logistic_gradient", "order of results")
def _(w, b, x, y):
    delta = sigmoid(w @ x + b) - y
    return np.mean(delta), x @ delta / len(y)


@wrong(
    "logistic_gradient", "a size too often"
)  # the bias gradient summed, the others averaged
def _(w, b, x, y):
    delta = sigmoid(w @ x + b) - y
    return x @ delta / len(y), np.sum(delta)


@wrong("logistic_gradient", "pixels for examples")
def _(w, b, x, y):
    delta = 1 / (1 + np.exp(-(w @ x + b))) - y
    return np.dot(x, delta) / x.shape[0], delta.sum() / delta.size


@wrong("neuron_step", "slopes returned")
def _(w, b, x, y, eta):
    a = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    blame = 2 * (a - y) * (a - a**2)
    return blame * x, blame
