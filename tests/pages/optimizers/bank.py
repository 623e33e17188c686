import numpy as np

from backprop_helpers.pages.optimizers import curvature
from tests.practice.banks import right, wrong

# momentum_step


@right("momentum_step")
def _(w, v, g, eta, mu):
    return w - eta * mu * v - eta * g, g + v * mu


@right("momentum_step")
def _(w, v, g, eta, mu):
    new_w, new_v = np.zeros(len(w)), np.zeros(len(w))
    for i in range(len(w)):
        new_v[i] = mu * v[i] + g[i]
        new_w[i] = w[i] - eta * new_v[i]
    return new_w, new_v


@right("momentum_step")
def _(w, v, g, eta, mu):
    w, v = w.copy(), v.copy()
    v *= mu
    v += g
    w -= eta * v
    return [w, v]


@wrong("momentum_step", "v turned", "uphill")  # right w, but v has the wrong sign
def _(w, v, g, eta, mu):
    v = mu * v - g
    return w + eta * v, v


@wrong("momentum_step", "order of results")
def _(w, v, g, eta, mu):
    v = mu * v + g
    return v, w - eta * v


@wrong("momentum_step", "changed its arguments")
def _(w, v, g, eta, mu):
    v *= mu
    v += g
    w -= eta * v
    return w, v


@wrong("momentum_step", "wrong type")
def _(w, v, g, eta, mu):
    v = mu * v + g
    return w[0] - eta * v[0] if len(w) == 1 else None


# rmsprop_step


@right("rmsprop_step")
def _(w, s, g, eta, alpha, epsilon):
    s_new = alpha * s + (1 - alpha) * g * g
    return w - eta / (s_new**0.5 + epsilon) * g, s_new


@right("rmsprop_step")
def _(w, s, g, eta, alpha, epsilon):
    s_new = s + (1 - alpha) * (np.square(g) - s)
    return w - np.divide(eta * g, np.sqrt(s_new) + epsilon), s_new


@right("rmsprop_step")
def _(w, s, g, eta, alpha, epsilon):
    pairs = [
        (s_i * alpha + g_i**2 - alpha * g_i**2) for s_i, g_i in zip(s, g, strict=True)
    ]
    moved = [
        w[i] - eta * g[i] / (np.sqrt(pairs[i]) + epsilon) for i in range(len(pairs))
    ]
    return moved, pairs


@wrong("rmsprop_step", "old s")
def _(w, s, g, eta, alpha, epsilon):
    w = w - eta * g / (np.sqrt(s) + epsilon)
    return w, alpha * s + (1 - alpha) * g**2


@wrong("rmsprop_step", "s: exchanged")
def _(w, s, g, eta, alpha, epsilon):
    s = s + alpha * (g**2 - s)
    return w - eta * g / (np.sqrt(s) + epsilon), s


@wrong("rmsprop_step", "s: added up", "root forgotten")
def _(w, s, g, eta, alpha, epsilon):
    s = s + g**2
    return w - eta * g / (s + epsilon), s


@wrong("rmsprop_step")  # only the sign of g: rejected, with w named as wrong
def _(w, s, g, eta, alpha, epsilon):
    return w - eta * np.sign(g), alpha * s + (1 - alpha) * g**2


# adam_step


@right("adam_step")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    v = v + (1 - beta1) * (g - v)
    s = s + (1 - beta2) * (g * g - s)
    step = eta / (1 - beta1**t) * v
    return w - step / (np.sqrt(s / (1 - beta2**t)) + epsilon), v, s


@right("adam_step")  # as PyTorch computes it
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * np.square(g)
    divisor = np.sqrt(s) / np.sqrt(1 - np.power(beta2, t)) + epsilon
    return w - eta / (1 - np.power(beta1, t)) * v / divisor, v, s


@right("adam_step")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    new = np.empty((3, len(w)))
    for i in range(len(w)):
        new[1, i] = beta1 * v[i] + (1 - beta1) * g[i]
        new[2, i] = beta2 * s[i] + (1 - beta2) * g[i] ** 2
        v_hat = new[1, i] / (1 - beta1**t)
        s_hat = new[2, i] / (1 - beta2**t)
        new[0, i] = w[i] - eta * v_hat / (s_hat**0.5 + epsilon)
    return tuple(new)


@wrong("adam_step", "hats kept")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    v = (beta1 * v + (1 - beta1) * g) / (1 - beta1**t)
    s = (beta2 * s + (1 - beta2) * g**2) / (1 - beta2**t)
    return w - eta * v / (np.sqrt(s) + epsilon), v, s


@wrong("adam_step", "v: exchanged", "s: exchanged")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    v = (1 - beta1) * v + beta1 * g
    s = (1 - beta2) * s + beta2 * g**2
    v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)
    return w - eta * v_hat / (np.sqrt(s_hat) + epsilon), v, s


@wrong("adam_step", "no correction", "ε inside the root")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    return w - eta * v / np.sqrt(s + epsilon), v, s


@wrong("adam_step", "shape")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon):
    v, s = beta1 * v + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)
    return w - eta * v_hat / (np.sqrt(s_hat) + epsilon), v


# damped_step


@right("damped_step")
def _(jacobian, r, kappa):
    P = jacobian.shape[1]
    return -np.linalg.inv(jacobian.T @ jacobian + kappa * np.eye(P)) @ jacobian.T @ r


@right("damped_step")  # least squares of a taller system, without JᵀJ
def _(jacobian, r, kappa):
    P = jacobian.shape[1]
    tall = np.vstack([jacobian, np.sqrt(kappa) * np.eye(P)])
    return np.linalg.lstsq(tall, np.concatenate([-r, np.zeros(P)]), rcond=None)[0]


@right("damped_step")
def _(jacobian, r, kappa):
    values, vectors = np.linalg.eigh(jacobian.T @ jacobian)
    return -vectors @ ((vectors.T @ (jacobian.T @ r)) / (values + kappa))


@wrong("damped_step", "diagonal of JᵀJ")
def _(jacobian, r, kappa):
    squares = np.einsum("ip,iq->pq", jacobian, jacobian)
    for p in range(len(squares)):
        squares[p, p] *= 1 + kappa
    return -np.linalg.solve(squares, jacobian.T @ r)


@wrong("damped_step", "a 2 on one side")
def _(jacobian, r, kappa):
    P = jacobian.shape[1]
    inverse = np.linalg.inv(jacobian.T @ jacobian + kappa * np.eye(P))
    return -inverse @ (2 * jacobian.T @ r)


@wrong("damped_step", "minus forgotten", "κ forgotten")
def _(jacobian, r, kappa):
    return np.linalg.solve(jacobian, r)


@wrong("damped_step", "shape")
def _(jacobian, r, kappa):
    squares = jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])
    return np.linalg.solve(squares, -jacobian.T @ r.reshape(-1, 1))


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
    return 1 / np.linalg.eigvalsh(curvature.hessian(x)).min()


@wrong("largest_eta")  # the determinant for an eigenvalue
def _(x):
    return 2 / np.linalg.det(curvature.hessian(x))


@wrong("largest_eta")  # m put in one corner by mistake
def _(x):
    matrix = 2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), len(x)]])
    return 2 / np.linalg.eigvalsh(matrix)[-1]


@wrong("largest_eta", "does not use its arguments")
def _(x):
    return 0.1350415
