from fractions import Fraction

import numpy as np

from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from tests.practice.banks import right, wrong

# slope


@right("slope")
def _(f, x, h):
    start, end = x, x + h
    return (f(start) - f(end)) / (start - end)


@right("slope")
def _(f, x, h):
    points = np.array([x, x + h])
    heights = [f(point) for point in points]
    return np.diff(heights) / np.diff(points)


@right("slope")
def _(f, x, h):
    return np.polyfit([0, h], [f(x), f(x + h)], 1)[0]


@wrong("slope", "both sides")
def _(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


@wrong("slope", "run over rise", "turned round")
def _(f, x, h):
    return h / (f(x) - f(x + h))


@wrong("slope")  # brackets forgotten
def _(f, x, h):
    return f(x + h) - f(x) / h


@wrong("slope")  # the tangent of the first curve, whatever f is
def _(f, x, h):
    return 2 * x


# line_cost


@right("line_cost")
def _(w, b, x, y):
    total = 0
    for i in range(len(x)):
        total += (w * x[i] + b - y[i]) ** 2
    return total / len(x)


@right("line_cost")
def _(w, b, x, y):
    e = y - w * x - b
    return e @ e / x.size


@right("line_cost")
def _(w, b, x, y):
    # the square multiplied out, term by term
    return (
        w**2 * np.mean(x**2)
        + b**2
        + np.mean(y**2)
        + 2 * w * b * np.mean(x)
        - 2 * w * np.mean(x * y)
        - 2 * b * np.mean(y)
    )


@wrong("line_cost", "size instead of square")
def _(w, b, x, y):
    return np.abs(y - (w * x + b)).mean()


@wrong("line_cost", "sum for mean", "½ put in front")
def _(w, b, x, y):
    return 0.5 * np.sum((w * x + b - y) ** 2)


@wrong("line_cost", "sum for mean", "root taken")
def _(w, b, x, y):
    return np.linalg.norm(w * x + b - y)


@wrong("line_cost")  # the unbiased variance of statistics
def _(w, b, x, y):
    return np.sum((w * x + b - y) ** 2) / (len(x) - 1)


@wrong("line_cost", "nearly right")
def _(w, b, x, y):
    return np.mean((w * x + b - y).astype(np.float32) ** 2)


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


@wrong("dC_dw", "lost the 2", "sum for mean")
def _(w, b, x, y):
    return np.sum((w * x + b - y) * x)


@wrong("dC_dw", "lost the 2", "turned round")
def _(w, b, x, y):
    return np.mean(x * (y - w * x - b))


@wrong("dC_dw")  # a finite difference with a large step
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


@wrong("dC_db", "lost the 2", "turned round")
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


@wrong("descent_step", "uphill", "lost the 2")
def _(w, b, x, y, eta):
    error = w * x + b - y
    return w + eta * np.mean(error * x), b + eta * np.mean(error)


@wrong("descent_step", "uphill", "change only")
def _(w, b, x, y, eta):
    return eta * line.gradient(w, b, x, y)


@wrong("descent_step", "order of results")
def _(w, b, x, y, eta):
    dw, db = line.gradient(w, b, x, y)
    return b - eta * db, w - eta * dw


@wrong("descent_step", "wrong type")
def _(w, b, x, y, eta):
    return w - eta * line.gradient(w, b, x, y)[0]


# largest_eta


@right("largest_eta")
def _(x):
    a, c = np.mean(x * x), np.mean(x)
    root = np.sqrt((a - 1) ** 2 + 4 * c**2)
    return 2 / (a + 1 + root)


@right("largest_eta")
def _(x):
    a = np.stack([x, np.ones(len(x))])
    return len(x) / np.linalg.norm(a, 2) ** 2


@right("largest_eta")
def _(x):
    m = len(x)
    matrix = np.zeros((2, 2))
    for x_i in x:
        matrix += 2 * np.outer([x_i, 1], [x_i, 1]) / m
    return 2 / max(np.linalg.eigvals(matrix))


@wrong("largest_eta", "trace")
def _(x):
    return 2 / (2 * np.mean(x**2) + 2)


@wrong("largest_eta", "w only")
def _(x):
    return 1 / np.mean(x**2)


@wrong("largest_eta", "mean x left out")
def _(x):
    return 2 / max(2 * np.mean(x**2), 2)


@wrong("largest_eta", "sum for mean")
def _(x):
    matrix = 2 * np.array([[sum(x**2), sum(x)], [sum(x), len(x)]])
    return 2 / max(np.linalg.eigvalsh(matrix))


@wrong("largest_eta", "1 over λmax", "λmin")
def _(x):
    return 1 / np.linalg.eigvalsh(line.hessian(x)).min()


@wrong("largest_eta")  # the determinant for an eigenvalue
def _(x):
    return 2 / np.linalg.det(line.hessian(x))


@wrong("largest_eta")  # m put in one corner by mistake
def _(x):
    matrix = 2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), len(x)]])
    return 2 / np.linalg.eigvalsh(matrix)[-1]


@wrong("largest_eta", "does not use its arguments")
def _(x):
    return 0.1350415
