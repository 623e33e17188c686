import numpy as np

from tests.practice.banks import right, wrong


@right("warm_up")
def _(w, b, x, y):
    return [w * x_i + b - y_i for x_i, y_i in zip(x, y, strict=True)]


@right("warm_up")
def _(w, b, x, y):
    residuals = np.zeros(len(x))
    for i in range(len(x)):
        residuals[i] = (w * x[i] + b) - y[i]
    return residuals


@right("warm_up")
def _(w, b, x, y):
    return np.polyval([w, b], x) - y


@wrong("warm_up", "w and b exchanged")
def _(w, b, x, y):
    return b * x + w - y


@wrong("warm_up", "y left out")
def _(w, b, x, y):
    return w * x + b


@wrong("warm_up", "squared")
def _(w, b, x, y):
    return (w * x + b - y) ** 2


@wrong("warm_up", "sign dropped")
def _(w, b, x, y):
    return abs(w * x + b - y)


@wrong("warm_up", "averaged")
def _(w, b, x, y):
    total = 0
    for x_i, y_i in zip(x, y, strict=True):
        total += w * x_i + b - y_i
    return total / len(x)


@wrong("warm_up", "b left out", "turned round")
def _(w, b, x, y):
    return y - w * x


@wrong("warm_up", "shape")
def _(w, b, x, y):
    return w * x[:, np.newaxis] + b - y


@wrong("warm_up", "shape")
def _(w, b, x, y):
    x, y = np.array([1.0, 2.0, 4.0]), np.array([2.0, 6.0, 8.0])
    return w * x + b - y


@wrong("warm_up", "constant factor")
def _(w, b, x, y):
    return 2 * (w * x + b - y)


@wrong("warm_up", "b inside the bracket")
def _(w, b, x, y):
    return w * (x + b) - y
