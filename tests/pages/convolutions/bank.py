import numpy as np

from backprop_helpers.nets.convolution import blame, convolve
from tests.practice.banks import right, wrong

# correlate


@right("correlate")
def _(x, w, b):
    return np.correlate(x, w, "valid") + b


@right("correlate")
def _(x, w, b):
    z = []
    for i in range(len(x) - len(w) + 1):
        total = b
        for k in range(len(w)):
            total += w[k] * x[i + k]
        z.append(total)
    return z


@right("correlate")
def _(x, w, b):
    return np.convolve(x, w[::-1], "valid") + b


@wrong("correlate", "flipped")
def _(x, w, b):
    return np.convolve(x, w, "valid") + b


@wrong("correlate", "flipped", "b left out")
def _(x, w, b):
    return np.convolve(x, w, "valid")


@wrong("correlate", "b for every weight")
def _(x, w, b):
    q = len(w)
    return np.array([np.sum(w * x[i : i + q] + b) for i in range(len(x) - q + 1)])


@wrong("correlate", "shape")
def _(x, w, b):
    return np.correlate(x, w, "same") + b


# how_many_places


@right("how_many_places")
def _(length, size, stride, padding):
    return len(range(0, length + 2 * padding - size + 1, stride))


@right("how_many_places")
def _(length, size, stride, padding):
    return np.floor((length - size + padding + padding) / stride) + 1


@right("how_many_places")
def _(length, size, stride, padding):
    count, start = 0, -padding
    while start + size <= length + padding:
        count, start = count + 1, start + stride
    return count


@wrong("how_many_places", "padding on one side")
def _(length, size, stride, padding):
    return len(range(0, length + padding - size + 1, stride))


@wrong("how_many_places", "stride left out")
def _(length, size, stride, padding):
    count, start = 0, -padding
    while start + size <= length + padding:
        count, start = count + 1, start + 1
    return count


@wrong("how_many_places", "rounded up")
def _(length, size, stride, padding):
    return np.ceil((length + 2 * padding - size) / stride) + 1


@wrong("how_many_places", "padding on one side", "1 left out")
def _(length, size, stride, padding):
    return (length + padding - size) // stride


# kernel_gradient


@right("kernel_gradient")
def _(x, delta):
    return np.correlate(x, delta, "valid")


@right("kernel_gradient")
def _(x, delta):
    of_w = np.zeros(len(x) - len(delta) + 1)
    for i in range(len(delta)):
        of_w += delta[i] * x[i : i + len(of_w)]
    return of_w


@right("kernel_gradient")
def _(x, delta):
    q = len(x) - len(delta) + 1
    return delta @ np.lib.stride_tricks.sliding_window_view(x, q)


@wrong("kernel_gradient", "blame the wrong way round")
def _(x, delta):
    return np.convolve(x, delta, "valid")


@wrong("kernel_gradient", "kernel flipped", "mean over the places")
def _(x, delta):
    q = len(x) - len(delta) + 1
    of_w = [np.mean(delta * x[k : k + len(delta)]) for k in range(q)]
    return np.array(of_w[::-1])


@wrong("kernel_gradient", "sign")
def _(x, delta):
    return -np.correlate(x, delta, "valid")


@wrong("kernel_gradient", "shape")
def _(x, delta):
    return np.sum(np.correlate(x, delta, "valid"))


# input_gradient


@right("input_gradient")
def _(w, delta):
    return np.convolve(delta, w)


@right("input_gradient")
def _(w, delta):
    n = len(w) + len(delta) - 1
    W = np.array([np.roll(np.pad(w, (0, n - len(w))), i) for i in range(len(delta))])
    return W.T @ delta


@right("input_gradient")
def _(w, delta):
    n, kernel = len(w) + len(delta) - 1, w.reshape(1, 1, -1)
    _, seen = convolve(kernel, np.zeros((1, 1)), np.zeros((1, n, 1)))
    return blame(kernel, seen, delta.reshape(1, -1, 1), (1, n, 1)).ravel()


@wrong("input_gradient", "mean over the paths")
def _(w, delta):
    return np.convolve(delta, w) / len(w)


@wrong("input_gradient", "not flipped", "ends left out")
def _(w, delta):
    q = len(w)
    return np.array([w @ delta[p : p + q] for p in range(len(delta) - q + 1)])


@wrong("input_gradient", "sign")
def _(w, delta):
    return -np.convolve(delta, w)


@wrong("input_gradient", "changed its arguments")
def _(w, delta):
    delta *= 1.0
    of_x = np.convolve(delta, w)
    delta[:] = 0
    return of_x


# max_route


@right("max_route")
def _(x, delta, size):
    windows = x.reshape(-1, size)
    won = windows == windows.max(axis=1, keepdims=True)
    return (won * delta[:, None]).ravel()


@right("max_route")
def _(x, delta, size):
    of_x = np.zeros(len(x))
    for i, d in enumerate(delta):
        of_x[i * size + np.argmax(x[i * size : i * size + size])] += d
    return of_x


@right("max_route")
def _(x, delta, size):
    of_x = []
    for i in range(0, len(x), size):
        window = list(x[i : i + size])
        place = window.index(max(window))
        of_x += [delta[i // size] if j == place else 0 for j in range(size)]
    return of_x


@wrong("max_route", "spread")
def _(x, delta, size):
    return np.repeat(delta, size) / size


@wrong("max_route", "spread", "times the value")
def _(x, delta, size):
    return np.repeat(delta * x.reshape(-1, size).max(axis=1), size) / size


@wrong("max_route")  # the index in the window for that in the row
def _(x, delta, size):
    of_x = np.zeros(len(x))
    for i in range(len(delta)):
        of_x[np.argmax(x[i * size : (i + 1) * size])] = delta[i]
    return of_x


@wrong("max_route", "shape")
def _(x, delta, size):
    return delta
