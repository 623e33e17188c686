import numpy as np

from tests.practice.banks import right, wrong


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


# lstm_step


@right("lstm_step")
def _(z_i, z_f, z_g, z_o, c_before):
    e = np.exp(2 * z_g)
    c = np.add(sigmoid(z_i) * (e - 1) / (e + 1), sigmoid(z_f) * c_before)
    return c, np.tanh(c) * np.exp(z_o) / (1 + np.exp(z_o))


@right("lstm_step")
def _(z_i, z_f, z_g, z_o, c_before):
    c, a = np.zeros_like(c_before), np.zeros_like(c_before)
    for j in range(len(c)):
        kept, let_in = sigmoid(z_f[j]) * c_before[j], sigmoid(z_i[j]) * np.tanh(z_g[j])
        c[j] = kept + let_in
        a[j] = sigmoid(z_o[j]) * np.tanh(c[j])
    return [c, a]


@right("lstm_step")
def _(z_i, z_f, z_g, z_o, c_before):
    i, f, o = 0.5 + 0.5 * np.tanh(np.stack([z_i, z_f, z_o]) / 2)
    c = np.diagflat(f) @ c_before + np.diagflat(i) @ np.tanh(z_g)
    return c, np.einsum("nm,nm->nm", o, np.tanh(c))


@wrong("lstm_step", "added without forgetting")
def _(z_i, z_f, z_g, z_o, c_before):
    c = np.array(c_before)
    c += sigmoid(z_i) * np.tanh(z_g)
    return c, sigmoid(z_o) * np.tanh(c)


@wrong("lstm_step", "tanh(c) for c")
def _(z_i, z_f, z_g, z_o, c_before):
    c = np.tanh(sigmoid(z_f) * c_before + sigmoid(z_i) * np.tanh(z_g))
    return c, sigmoid(z_o) * c


@wrong("lstm_step", "candidate through the sigmoid")
def _(z_i, z_f, z_g, z_o, c_before):
    i, f, g, o = map(sigmoid, (z_i, z_f, z_g, z_o))
    c = f * c_before + i * g
    return c, o * np.tanh(c)


@wrong("lstm_step", "gates not squeezed", "candidate not squeezed")
def _(z_i, z_f, z_g, z_o, c_before):
    c = z_f * c_before + z_i * z_g
    return c, z_o * np.tanh(c)


@wrong("lstm_step", "1 − f")
def _(z_i, z_f, z_g, z_o, c_before):
    c = sigmoid(-z_f) * c_before + sigmoid(z_i) * np.tanh(z_g)
    return c, sigmoid(z_o) * np.tanh(c)


@wrong("lstm_step", "shape")
def _(z_i, z_f, z_g, z_o, c_before):
    return sigmoid(z_f) * c_before + sigmoid(z_i) * np.tanh(z_g)


@wrong("lstm_step", "order of results")
def _(z_i, z_f, z_g, z_o, c_before):
    c = sigmoid(z_f) * c_before + sigmoid(z_i) * np.tanh(z_g)
    return sigmoid(z_o) * np.tanh(c), c


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


@wrong("cell_blame", "slope of the output gate")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * (o - o**2) / np.cosh(c) ** 2 + nabla_c_next * f_next


@wrong("cell_blame", "slope of the forget gate")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * o / np.cosh(c) ** 2 + nabla_c_next * (f_next - f_next**2)


@wrong("cell_blame", "c on the way to the next cell")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * o / np.cosh(c) ** 2 + c * f_next * nabla_c_next


@wrong("cell_blame", "c on the way through a")
def _(nabla_a, nabla_c_next, f_next, o, c):
    return nabla_a * o * c / np.cosh(c) ** 2 + f_next * nabla_c_next


@wrong("cell_blame", "changed its arguments")
def _(nabla_a, nabla_c_next, f_next, o, c):
    nabla_a *= o * (1 - np.tanh(c) ** 2)
    return nabla_a + nabla_c_next * f_next


# candidate_delta


@right("candidate_delta")
def _(nabla_c, i, g):
    return i * nabla_c / np.cosh(np.arctanh(g)) ** 2


@right("candidate_delta")
def _(nabla_c, i, g):
    nabla_g = np.multiply(nabla_c, i)
    return nabla_g - nabla_g * g * g


@right("candidate_delta")
def _(nabla_c, i, g):
    delta = np.empty_like(g)
    for j in range(len(g)):
        delta[j] = nabla_c[j] * i[j] * (1 - g[j]) * (1 + g[j])
    return delta


@wrong("candidate_delta", "sigmoid's slope")
def _(nabla_c, i, g):
    return g * (1 - g) * i * nabla_c


@wrong("candidate_delta", "slope left out")
def _(nabla_c, i, g):
    return i * nabla_c


@wrong("candidate_delta", "blame left out", "partner left out")
def _(nabla_c, i, g):
    return 1 - np.square(g)


@wrong("candidate_delta", "g as well")
def _(nabla_c, i, g):
    return i * g * nabla_c * (1 - np.square(g))


@wrong("candidate_delta", "slope of the input gate")
def _(nabla_c, i, g):
    return nabla_c * g * (i - i**2)


@wrong("candidate_delta", "changed its arguments")
def _(nabla_c, i, g):
    nabla_c *= i
    return nabla_c * (1 - g**2)
