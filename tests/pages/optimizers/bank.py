import numpy as np

from tests.practice.banks import right, wrong

# nesterov_step


@right("nesterov_step")
def _(ahead, v, g, eta, mu):
    new_w = ahead - eta * g
    new_v = mu * v + g
    return new_w - eta * mu * new_v, new_v


@right("nesterov_step")  # by way of the old w
def _(ahead, v, g, eta, mu):
    w = ahead + eta * mu * v
    v = g + v * mu
    w = w - eta * v
    return w - mu * eta * v, v


@right("nesterov_step")
def _(ahead, v, g, eta, mu):
    places, speeds = [], []
    for i in range(len(g)):
        speeds.append(mu * v[i] + g[i])
        places.append(ahead[i] - eta * ((1 + mu) * g[i] + mu * mu * v[i]))
    return places, speeds


@wrong("nesterov_step", "plain momentum")
def _(ahead, v, g, eta, mu):
    v = g + mu * v
    ahead = ahead - eta * v
    return ahead, v


@wrong("nesterov_step", "w itself")
def _(ahead, v, g, eta, mu):
    w = ahead + eta * mu * v
    v = mu * v + g
    return w - eta * v, v


@wrong("nesterov_step", "full look ahead")
def _(ahead, v, g, eta, mu):
    v = mu * v + g
    return ahead - eta * g - eta * v, v


@wrong("nesterov_step", "order of results")
def _(ahead, v, g, eta, mu):
    v = mu * v + g
    return v, ahead - eta * (g + mu * v)


@wrong("nesterov_step", "changed its arguments")
def _(ahead, v, g, eta, mu):
    v *= mu
    v += g
    ahead -= eta * (g + mu * v)
    return ahead, v


@wrong("nesterov_step", "no step")  # ahead of the old w with the new v
def _(ahead, v, g, eta, mu):
    new = mu * v + g
    return ahead + eta * mu * v - eta * mu * new, new


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


# adamw_step


@right("adamw_step")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    v, s = v + (1 - beta1) * (g - v), s + (1 - beta2) * (g * g - s)
    root = np.sqrt(s / (1 - beta2**t)) + epsilon
    return (1 - eta * decay) * w - eta / root * v / (1 - beta1**t), v, s


@right("adamw_step")  # as PyTorch does it: first shrink, then step
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    new = w * (1 - eta * decay)
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g * g
    new -= eta * (v / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + epsilon)
    return new, v, s


@right("adamw_step")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    rows = []
    for w_i, v_i, s_i, g_i in zip(w, v, s, g, strict=True):
        v_i = v_i * beta1 + g_i * (1 - beta1)
        s_i = s_i * beta2 + g_i**2 * (1 - beta2)
        step = v_i / (1 - beta1**t) / ((s_i / (1 - beta2**t)) ** 0.5 + epsilon)
        rows.append((w_i - eta * (step + decay * w_i), v_i, s_i))
    return tuple(np.array(rows).T)


@wrong("adamw_step", "decay in the slope")  # the price of page 12, in the gradient
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    total = g + decay * w
    v = v * beta1 + total * (1 - beta1)
    s = s * beta2 + total * total * (1 - beta2)
    step = v / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + epsilon)
    return w - eta * step, v, s


@wrong("adamw_step", "decay without η")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    v, s = v + (1 - beta1) * (g - v), s + (1 - beta2) * (g * g - s)
    root = np.sqrt(s / (1 - beta2**t)) + epsilon
    return (1 - decay) * w - eta * v / (1 - beta1**t) / root, v, s


@wrong("adamw_step", "decay after the step")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    v, s = v + (1 - beta1) * (g - v), s + (1 - beta2) * (g * g - s)
    root = np.sqrt(s / (1 - beta2**t)) + epsilon
    w = w - eta * v / (1 - beta1**t) / root
    return w * (1 - eta * decay), v, s


@wrong("adamw_step", "decay divided")
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    v, s = v + (1 - beta1) * (g - v), s + (1 - beta2) * (g * g - s)
    root = np.sqrt(s / (1 - beta2**t)) + epsilon
    return w - eta * (v / (1 - beta1**t) + decay * w) / root, v, s


@wrong("adamw_step", "old v and s returned", "no step")  # only the shrinking
def _(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    return w - eta * decay * w, v, s
