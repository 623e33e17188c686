import numpy as np

from tests.practice.banks import right, wrong

# every_step


def walk(w, a, y):
    """Return delta by step, as it should be."""
    T, delta = len(y), {}
    for t in range(T, 0, -1):
        blame = 2 * (a[t] - y[t])
        if t < T:
            blame = blame + w.T @ delta[t + 1]
        delta[t] = blame * (1 - a[t] ** 2)
    return delta


@right("every_step")
def _(w, a, y):
    nabla_w = np.zeros_like(w)
    back = 2 * (a[max(a)] - y[max(a)])
    for t in sorted(y, reverse=True):
        delta = back / np.cosh(np.arctanh(a[t])) ** 2
        nabla_w += delta @ a[t - 1].T
        if t > 1:
            back = w.T @ delta + 2 * (a[t - 1] - y[t - 1])
    return nabla_w


@right("every_step")
def _(w, a, y):
    delta = walk(w, a, y)
    steps = sorted(delta)
    blame = np.hstack([delta[t] for t in steps])
    before = np.hstack([a[t - 1] for t in steps])
    return np.einsum("jt,kt->jk", blame, before)


@right("every_step")
def _(w, a, y):  # the cost of each step by itself, walked back on its own
    nabla_w = 0
    for last in y:
        blame = 2 * (a[last] - y[last])
        for t in range(last, 0, -1):
            delta = blame * (1 - a[t]) * (1 + a[t])
            nabla_w = nabla_w + np.outer(delta, a[t - 1])
            blame = w.T @ delta
    return nabla_w


@wrong("every_step", "last target only")
def _(w, a, y):
    T = len(y)
    delta = 2 * (a[T] - y[T]) * (1 - a[T] ** 2)
    nabla_w = delta @ a[T - 1].T
    for t in range(T - 1, 0, -1):
        delta = (w.T @ delta) * (1 - a[t] ** 2)
        nabla_w = nabla_w + delta @ a[t - 1].T
    return nabla_w


@wrong("every_step", "own target only")
def _(w, a, y):
    return sum(2 * (a[t] - y[t]) * (1 - a[t] ** 2) @ a[t - 1].T for t in y)


@wrong("every_step", "direct part past the slope")
def _(w, a, y):
    T, nabla_w = len(y), 0
    delta = 2 * (a[T] - y[T])
    for t in range(T, 0, -1):
        nabla_w = nabla_w + delta @ a[t - 1].T
        if t > 1:
            before = t - 1
            delta = (w.T @ delta) * (1 - a[before] ** 2) + 2 * (a[before] - y[before])
    return nabla_w


@wrong("every_step", "a of the same step")
def _(w, a, y):
    delta = walk(w, a, y)
    return sum(delta[t] @ a[t].T for t in delta)


@wrong("every_step", "result transposed")
def _(w, a, y):
    delta = walk(w, a, y)
    return sum(a[t - 1] @ delta[t].T for t in delta)


@wrong("every_step", "no slope", "w not transposed")
def _(w, a, y):
    nabla_w, back = 0, 0
    for t in sorted(y, reverse=True):
        delta = 2 * (a[t] - y[t]) + back
        nabla_w = nabla_w + delta @ a[t - 1].T
        back = w @ delta
    return nabla_w


@wrong("every_step", "slope of the sigmoid")
def _(w, a, y):
    delta = nabla_w = 0
    for t in sorted(y, reverse=True):
        blame = 2 * (a[t] - y[t])
        if t < len(y):
            blame += w.T @ delta
        delta = blame * a[t] * (1 - a[t])
        nabla_w = nabla_w + np.outer(delta, a[t - 1])
    return nabla_w


@wrong("every_step", "carried past the wrong slope")
def _(w, a, y):
    T, nabla_w = len(y), np.zeros_like(w)
    slope = {t: 1 - a[t] ** 2 for t in a}
    delta = 2 * (a[T] - y[T]) * slope[T]
    for t in range(T, 0, -1):
        nabla_w += delta @ a[t - 1].T
        carried = (w.T @ delta) * slope[t]
        if t > 1:
            delta = 2 * (a[t - 1] - y[t - 1]) * slope[t - 1] + carried
    return nabla_w


@wrong("every_step", "walking forward")
def _(w, a, y):
    back, terms = np.zeros_like(a[0]), []
    for t in y:
        delta = (1 - np.square(a[t])) * (2 * (a[t] - y[t]) + back)
        terms.append(np.outer(delta, a[t - 1]))
        back = w.T @ delta
    return sum(terms)


@wrong("every_step", "changed its arguments")
def _(w, a, y):
    delta = walk(w, a, y)
    for t in y:
        y[t] -= a[t]
    return sum(delta[t] @ a[t - 1].T for t in delta)


# clip_by_norm


@right("clip_by_norm")
def _(nabla, most):
    return nabla * min(1.0, most / np.linalg.norm(nabla.ravel()))


@right("clip_by_norm")
def _(nabla, most):
    total = 0.0
    for entry in nabla.flat:
        total += entry * entry
    return nabla * most / total**0.5 if total > most**2 else nabla


@right("clip_by_norm")
def _(nabla, most):
    length = np.sqrt(np.vdot(nabla, nabla))
    return most * nabla / max(length, most)


@wrong("clip_by_norm", "each entry")
def _(nabla, most):
    return np.minimum(np.maximum(nabla, -most), most)


@wrong("clip_by_norm", "short ones, too", "length 1")
def _(nabla, most):
    return nabla / np.sqrt(np.sum(nabla**2))


@wrong("clip_by_norm", "from above only")
def _(nabla, most):
    return np.where(nabla > most, most, nabla)


@wrong("clip_by_norm", "square of the sum")
def _(nabla, most):
    return nabla * min(1.0, most / abs(nabla.sum()))


@wrong("clip_by_norm", "turned round")
def _(nabla, most):
    length = np.linalg.norm(nabla.ravel())
    return nabla * max(1.0, most / length)


@wrong("clip_by_norm", "largest singular value")
def _(nabla, most):
    length = np.linalg.norm(nabla, 2)
    return most / length * nabla if length > most else nabla


@wrong("clip_by_norm", "shape")
def _(nabla, most):
    return min(np.sqrt(np.sum(nabla**2)), most)


@wrong("clip_by_norm", "changed its arguments")
def _(nabla, most):
    length = np.sqrt(np.sum(nabla**2))
    if length > most:
        nabla *= most / length
    return nabla
