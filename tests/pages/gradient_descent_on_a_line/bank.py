from fractions import Fraction

import numpy as np

from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from tests.practice.banks import right, wrong

# dC_dw


@right("dC_dw")
def _(w, b, x, y):
    total = 0
    for x_i, y_i in zip(x, y, strict=True):
        total += -2 * x_i * (y_i - (w * x_i + b))
    return total / len(x)


@right("dC_dw")
def _(w, b, x, y):
    return 2 * (w * np.mean(x**2) + b * np.mean(x) - np.mean(x * y))


@right("dC_dw")
def _(w, b, x, y):
    return line.gradient(w, b, x, y)[0]


@right("dC_dw")
def _(w, b, x, y):
    exact = [[Fraction(float(v)) for v in values] for values in (x, y)]
    pairs = zip(*exact, strict=True)
    total = sum((Fraction(w) * u + Fraction(b) - v) * u for u, v in pairs)
    return 2 * total / len(x)


@wrong("dC_dw", "sum for mean", "lost the 2")
def _(w, b, x, y):
    return np.sum((w * x + b - y) * x)


@wrong("dC_dw", "turned round", "lost the 2")
def _(w, b, x, y):
    return np.mean(x * (y - w * x - b))


@wrong("dC_dw", "rise over a run of 0.1")
def _(w, b, x, y):
    return (np.mean(((w + 0.1) * x + b - y) ** 2) - np.mean((w * x + b - y) ** 2)) / 0.1


@wrong("dC_dw", "constant factor")
def _(w, b, x, y):
    return 4 * np.mean((w * x + b - y) * x)


# dC_db


@right("dC_db")
def _(w, b, x, y):
    total = 0.0
    for i in range(x.size):
        total = total + 2 * (w * x[i] + b - y[i]) * 1
    return total / x.size


@right("dC_db")
def _(w, b, x, y):
    return 2 * (w * x.mean() + b - y.mean())


@right("dC_db")
def _(w, b, x, y):
    ones = np.ones(len(x))
    return np.array([2 * np.dot(ones, w * x + b - y) / ones.sum()])


@wrong("dC_db", "times x")
def _(w, b, x, y):
    return 2 * np.mean((w * x + b - y) * x)


@wrong("dC_db", "turned round", "lost the 2")
def _(w, b, x, y):
    return np.mean(y - (w * x + b))


@wrong("dC_db", "nearly right")
def _(w, b, x, y):
    return round(2 * np.mean(w * x + b - y), 4)


# descent_step


@right("descent_step")
def _(w, b, x, y, eta):
    dw, db = 0, 0
    for x_i, y_i in zip(x, y, strict=True):
        dw += 2 * (w * x_i + b - y_i) * x_i / len(x)
        db += 2 * (w * x_i + b - y_i) / len(x)
    w -= eta * dw
    b -= eta * db
    return w, b


@right("descent_step")
def _(w, b, x, y, eta):
    return np.array([w, b]) - eta * line.gradient(w, b, x, y)


@right("descent_step")
def _(w, b, x, y, eta):
    a = np.stack([x, np.ones_like(x)], axis=1)
    parameters = np.array([w, b])
    return list(parameters - eta * 2 * a.T @ (a @ parameters - y) / len(x))


@wrong("descent_step", "w first")
def _(w, b, x, y, eta):
    w = w - eta * 2 * np.mean((w * x + b - y) * x)
    b = b - eta * 2 * np.mean(w * x + b - y)
    return w, b


@wrong("descent_step", "derivatives exchanged")
def _(w, b, x, y, eta):
    db, dw = line.gradient(w, b, x, y)
    return w - eta * dw, b - eta * db


@wrong("descent_step", "lost the 2", "uphill")
def _(w, b, x, y, eta):
    error = w * x + b - y
    return w + eta * np.mean(error * x), b + eta * np.mean(error)


@wrong("descent_step", "η times the slopes")
def _(w, b, x, y, eta):
    return eta * line.gradient(w, b, x, y)


@wrong("descent_step", "order of results")
def _(w, b, x, y, eta):
    dw, db = line.gradient(w, b, x, y)
    return b - eta * db, w - eta * dw


@wrong("descent_step", "wrong type")
def _(w, b, x, y, eta):
    return w - eta * line.gradient(w, b, x, y)[0]


@wrong("dC_dw", "always 4 examples")
def _(w, b, x, y):
    total = 0
    for x_i, y_i in zip(x, y, strict=True):
        total += 2 * (w * x_i + b - y_i) * x_i
    return total / 4
