import numpy as np

from backprop_helpers.nets.functions import sigmoid
from tests.practice.banks import right, wrong

# perceptron_step


@right("perceptron_step")
def _(w, b, x, y):
    z = sum(w_k * x_k for w_k, x_k in zip(w, x, strict=True)) + b
    if z > 0 and y == 0:
        return w - x, b - 1
    if z <= 0 and y == 1:
        return w + x, b + 1
    return w, b


@right("perceptron_step")
def _(w, b, x, y):
    # b as the weight of an input that is always 1
    both, inputs = np.append(w, b), np.append(x, 1)
    both = both + (y - np.heaviside(both @ inputs, 0)) * inputs
    return both[:-1], both[-1]


@right("perceptron_step")
def _(w, b, x, y):
    error = int(np.dot(w, x) + b > 0) - y
    return [w_k - error * x_k for w_k, x_k in zip(w, x, strict=True)], b - error


@wrong("perceptron_step", "corrected when right")
def _(w, b, x, y):
    if y == 1:
        return w + x, b + 1
    return w - x, b - 1


@wrong("perceptron_step", "always towards")
def _(w, b, x, y):
    y_hat = w @ x + b > 0
    if y_hat != y:
        w, b = w + x, b + 1
    return w, b


@wrong("perceptron_step", "one class only")
def _(w, b, x, y):
    if y == 1 and w @ x + b <= 0:
        return w + x, b + 1
    return w, b


@wrong("perceptron_step", "b left out of z", "b not moved")
def _(w, b, x, y):
    return w - (float(w @ x > 0) - y) * x, b


@wrong("perceptron_step", "order of results")
def _(w, b, x, y):
    error = float(w @ x + b > 0) - y
    return b - error, w - error * x


@wrong("perceptron_step", "changed its arguments")
def _(w, b, x, y):
    error = float(w @ x + b > 0) - y
    w -= error * x
    b -= error
    return w, b


@wrong("perceptron_step")  # a step of half the length
def _(w, b, x, y):
    error = float(w @ x + b > 0) - y
    return w - 0.5 * error * x, b - 0.5 * error


# delta_rule


@right("delta_rule")
def _(w, b, x, y, eta):
    y_hat = b
    for w_k, x_k in zip(w, x, strict=True):
        y_hat += w_k * x_k
    new_w = np.zeros(len(w))
    for k in range(len(w)):
        new_w[k] = w[k] - 2 * eta * (y_hat - y) * x[k]
    return new_w, b - 2 * eta * (y_hat - y)


@right("delta_rule")
def _(w, b, x, y, eta):
    both, inputs = np.append(w, b), np.append(x, 1)
    both = both + 2 * eta * (y - both @ inputs) * inputs
    return both[:-1], both[-1]


@right("delta_rule")
def _(w, b, x, y, eta):
    error = np.einsum("i,i->", w, x) + b - y
    gradient = 2 * error * np.array([*x, 1])
    *new_w, new_b = np.array([*w, b]) - eta * gradient
    return new_w, new_b


@wrong("delta_rule", "w first")
def _(w, b, x, y, eta):
    w = w - 2 * eta * (w @ x + b - y) * x
    b = b - 2 * eta * (w @ x + b - y)
    return w, b


@wrong("delta_rule", "lost the 2", "uphill")
def _(w, b, x, y, eta):
    error = y - (w @ x + b)
    return w - eta * error * x, b - eta * error


@wrong("delta_rule", "shape")
def _(w, b, x, y, eta):
    # * for @: an array where a number is meant
    error = w * x + b - y
    return w - 2 * eta * error * x, b - 2 * eta * error


@wrong("delta_rule", "changed its arguments")
def _(w, b, x, y, eta):
    error = w @ x + b - y
    w -= 2 * eta * error * x
    return w, b - 2 * eta * error


# sigmoid_prime


@right("sigmoid_prime")
def _(z):
    return 1 / (4 * np.cosh(z / 2) ** 2)


@right("sigmoid_prime")
def _(z):
    slopes = []
    for each in z:
        e = np.exp(-abs(each))
        slopes.append(e / (1 + e) ** 2)
    return slopes


@right("sigmoid_prime")
def _(z):
    # 1 over infinity is 0, with a warning: the value is right
    a = 1 / (1 + np.exp(-z))
    return a - a**2


@wrong("sigmoid_prime", "inner sign lost")
def _(z):
    a = sigmoid(z)
    return a * (a - 1)


@wrong("sigmoid_prime", "inner left out")
def _(z):
    return -1 / (1 + np.exp(-z)) ** 2


@wrong("sigmoid_prime", "square lost")
def _(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, e, 1) / (1 + e)


@wrong("sigmoid_prime", "not finite")
def _(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@wrong("sigmoid_prime", "not finite")
def _(z):
    a = np.exp(z) / (1 + np.exp(z))
    return a * (1 - a)


@wrong("sigmoid_prime", "nearly right")
def _(z):
    h = 1e-3
    return (sigmoid(z + h) - sigmoid(z)) / h


@wrong("sigmoid_prime")  # both ends cut off
def _(z):
    a = sigmoid(np.clip(z, -1, 1))
    return a * (1 - a)


# cross_entropy_slope


@right("cross_entropy_slope")
def _(a, y):
    return (a - y) / (a * (1 - a))


@right("cross_entropy_slope")
def _(a, y):
    return np.where(y == 1, -1 / a, 1 / (1 - a))


@right("cross_entropy_slope")
def _(a, y):
    slopes = []
    for a_i, y_i in zip(a, y, strict=True):
        slopes.append(-(y_i / a_i - (1 - y_i) / (1 - a_i)))
    return slopes


@wrong("cross_entropy_slope", "logarithms kept")
def _(a, y):
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@wrong("cross_entropy_slope", "already ∂C/∂z")
def _(a, y):
    slope = (a - y) / (a * (1 - a))
    return slope * a * (1 - a)


@wrong("cross_entropy_slope", "inner sign lost", "turned round")
def _(a, y):
    return y / a + (1 - y) / (1 - a)


@wrong("cross_entropy_slope", "shape")
def _(a, y):
    return np.sum(-y / a + (1 - y) / (1 - a))


@wrong("cross_entropy_slope")  # brackets forgotten
def _(a, y):
    return -y / a + 1 - y / (1 - a)


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


@wrong("logistic_gradient", "σ′ too much", "2 too much")
def _(w, b, x, y):
    # the whole gradient of the quadratic cost
    a = sigmoid(w @ x + b)
    delta = 2 * (a - y) * a * (1 - a)
    return x @ delta / len(y), np.mean(delta)


@wrong("logistic_gradient", "mean of each factor")
def _(w, b, x, y):
    delta = np.mean(sigmoid(w @ x + b) - y)
    return delta * np.mean(x, axis=1), delta


@wrong("logistic_gradient", "shape")
def _(w, b, x, y):
    delta = sigmoid(w @ x + b) - y
    return x * delta / len(y), np.mean(delta)


@wrong("logistic_gradient", "shape")
def _(w, b, x, y):
    # the bias gradient not added up over the batch
    delta = sigmoid(w @ x + b) - y
    return x @ delta / len(y), delta


@wrong("logistic_gradient", "order of results")
def _(w, b, x, y):
    delta = sigmoid(w @ x + b) - y
    return np.mean(delta), x @ delta / len(y)


@wrong("logistic_gradient")  # the bias gradient summed, the others averaged
def _(w, b, x, y):
    delta = sigmoid(w @ x + b) - y
    return x @ delta / len(y), np.sum(delta)
