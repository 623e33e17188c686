import numpy as np

from tests.practice.banks import right, wrong

# recurrent_step


@right("recurrent_step")
def _(a_before, x, u, w, b):
    z = np.dot(w, a_before) + np.dot(u, x) + b
    return 2 / (1 + np.exp(-2 * z)) - 1


@right("recurrent_step")
def _(a_before, x, u, w, b):
    a = np.zeros_like(b)
    for j in range(len(b)):
        z = b[j, 0]
        for k in range(len(b)):
            z += w[j, k] * a_before[k, 0] + u[j, k] * x[k, 0]
        a[j, 0] = np.tanh(z)
    return a


@right("recurrent_step")
def _(a_before, x, u, w, b):
    return np.tanh(np.hstack([w, u]) @ np.vstack([a_before, x]) + b)


@wrong("recurrent_step", "sigmoid")
def _(a_before, x, u, w, b):
    e = np.exp(w @ a_before + u @ x + b)
    return e / (1 + e)


@wrong("recurrent_step", "b left out", "no squeeze")
def _(a_before, x, u, w, b):
    return w @ a_before + u @ x


@wrong("recurrent_step", "shape")
def _(a_before, x, u, w, b):
    return np.tanh(w @ a_before + u @ x + b).ravel()


@wrong("recurrent_step", "changed its arguments")
def _(a_before, x, u, w, b):
    b += w @ a_before + u @ x
    return np.tanh(b)


# through_time


def walk(w, a, y):
    """Return delta by step, as it should be."""
    T = len(a) - 1
    delta = {T: 2 * (a[T] - y) * (1 - a[T] ** 2)}
    for t in range(T - 1, 0, -1):
        delta[t] = (w.T @ delta[t + 1]) * (1 - a[t] ** 2)
    return delta


@right("through_time")
def _(w, a, y):
    nabla_w = np.zeros_like(w)
    back = 2 * (a[max(a)] - y)
    for t in sorted(a, reverse=True)[:-1]:
        delta = back / np.cosh(np.arctanh(a[t])) ** 2
        nabla_w += delta @ a[t - 1].T
        back = w.T @ delta
    return nabla_w


@right("through_time")
def _(w, a, y):
    delta = walk(w, a, y)
    steps = sorted(delta)
    blame = np.hstack([delta[t] for t in steps])
    before = np.hstack([a[t - 1] for t in steps])
    return np.einsum("jt,kt->jk", blame, before)


@right("through_time")
def _(w, a, y):
    def later(t):
        """Return ∂C/∂a⟨t⟩ and the sum of the terms after step t."""
        if t == len(a) - 1:
            return 2 * (a[t] - y), 0.0
        nabla_a, terms = later(t + 1)
        delta = nabla_a * (1 - a[t + 1]) * (1 + a[t + 1])
        return w.T @ delta, terms + np.outer(delta, a[t])

    return later(0)[1]


@wrong("through_time", "no σ′ at the end", "no σ′ on the way")
def _(w, a, y):
    T = len(a) - 1
    delta, nabla_w = 2 * (a[T] - y), 0
    for t in range(T, 0, -1):
        nabla_w = nabla_w + delta @ a[t - 1].T
        delta = w.T @ delta
    return nabla_w


@wrong("through_time", "a of the same step")
def _(w, a, y):
    delta = walk(w, a, y)
    return sum(delta[t] @ a[t].T for t in delta)


@wrong("through_time", "result transposed")
def _(w, a, y):
    delta = walk(w, a, y)
    return sum(a[t - 1] @ delta[t].T for t in delta)


@wrong("through_time", "w not transposed", "no σ′ on the way")
def _(w, a, y):
    T = len(a) - 1
    delta = 2 * (a[T] - y) * (1 - a[T] ** 2)
    nabla_w = delta @ a[T - 1].T
    for t in range(T - 1, 0, -1):
        delta = w @ delta
        nabla_w = nabla_w + delta @ a[t - 1].T
    return nabla_w


@wrong("through_time", "changed its arguments")
def _(w, a, y):
    nabla_w, T = np.zeros_like(w), len(a) - 1
    a[T] -= y
    delta = 2 * a[T] * (1 - (a[T] + y) ** 2)
    for t in range(T, 0, -1):
        nabla_w += delta @ a[t - 1].T
        delta = (w.T @ delta) * (1 - a[t - 1] ** 2)
    return nabla_w


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


@wrong("clip_by_norm")  # the spectral norm of a matrix, not the length of all entries
def _(nabla, most):
    length = np.linalg.norm(nabla, 2)
    return most / length * nabla if length > most else nabla


@wrong("clip_by_norm", "changed its arguments")
def _(nabla, most):
    length = np.sqrt(np.sum(nabla**2))
    if length > most:
        nabla *= most / length
    return nabla


# cell_step


@right("cell_step")
def _(i, f, g, o, c_before):
    c = np.add(np.multiply(i, g), np.multiply(f, c_before))
    e = np.exp(2 * c)
    return c, o * (e - 1) / (e + 1)


@right("cell_step")
def _(i, f, g, o, c_before):
    c, a = np.zeros_like(f), np.zeros_like(f)
    for j in range(len(f)):
        c[j] = f[j] * c_before[j] + i[j] * g[j]
        a[j] = o[j] * np.tanh(c[j])
    return [c, a]


@right("cell_step")
def _(i, f, g, o, c_before):
    c = np.diagflat(f) @ c_before + np.diagflat(i) @ g
    return c, np.einsum("nm,nm->nm", o, np.tanh(c))


@wrong("cell_step", "added without forgetting")
def _(i, f, g, o, c_before):
    c = np.array(c_before)
    c += i * g
    return c, o * np.tanh(c)


@wrong("cell_step", "cell squeezed", "no tanh in a")
def _(i, f, g, o, c_before):
    c = np.tanh(f * c_before + i * g)
    return c, o * c


@wrong("cell_step", "a from the old cell")
def _(i, f, g, o, c_before):
    return f * c_before + i * g, o * np.tanh(c_before)


@wrong("cell_step", "order of results")
def _(i, f, g, o, c_before):
    c = f * c_before + i * g
    return o * np.tanh(c), c


# cell_blame


@right("cell_blame")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * o / np.cosh(c) ** 2 + f_next * nabla_c_next


@right("cell_blame")
def _(nabla_a, nabla_c_next, f_next, o, c):
    squashed = np.tanh(c)
    through_a = nabla_a * o * (1 - squashed) * (1 + squashed)
    return np.sum([through_a, nabla_c_next * f_next], axis=0)


@right("cell_blame")
def _(nabla_a, nabla_c_next, f_next, o, c):
    blame = np.zeros_like(c)
    for j in range(len(c)):
        blame[j, 0] += nabla_a[j, 0] * o[j, 0] * (1 - np.tanh(c[j, 0]) ** 2)
        blame[j, 0] += nabla_c_next[j, 0] * f_next[j, 0]
    return blame


@wrong("cell_blame", "next cell left out")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * o / np.cosh(c) ** 2


@wrong("cell_blame", "slope on both")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return (nabla_a * o + nabla_c_next * f_next) * (1 - np.tanh(c) ** 2)


@wrong("cell_blame", "output gate left out", "forget gate left out")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * (1 - np.tanh(c) ** 2) + nabla_c_next


@wrong("cell_blame", "changed its arguments")
def _(nabla_a, nabla_c_next, f_next, o, c):
    nabla_a *= o * (1 - np.tanh(c) ** 2)
    return nabla_a + nabla_c_next * f_next
