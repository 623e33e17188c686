import numpy as np

from backprop_helpers.nets import convolution
from tests.practice.banks import right, wrong

# strided_gradient


@right("strided_gradient")
def _(x, delta, size, stride):
    spread = np.zeros(stride * (len(delta) - 1) + 1)
    spread[::stride] = delta
    return np.correlate(x, spread, "valid")[:size]


@right("strided_gradient")
def _(x, delta, size, stride):
    return [
        sum(d * x[k + i * stride] for i, d in enumerate(delta)) for k in range(size)
    ]


@right("strided_gradient")
def _(x, delta, size, stride):
    windows = [x[p : p + size] for p in range(0, len(x) - size + 1, stride)]
    return np.array(windows).T @ delta


@wrong("strided_gradient", "stride left out")
def _(x, delta, size, stride):
    return np.correlate(x, delta, "valid")[:size]


@wrong("strided_gradient", "mean over the places")
def _(x, delta, size, stride):
    return [
        np.mean(delta * x[k : k + stride * (len(delta) - 1) + 1 : stride])
        for k in range(size)
    ]


@wrong("strided_gradient", "last place only")
def _(x, delta, size, stride):
    found = [0.0] * size
    for i, d in enumerate(delta):
        found = [d * x[i * stride + k] for k in range(size)]
    return found


@wrong("strided_gradient", "shape")
def _(x, delta, size, stride):
    return np.correlate(x, delta, "valid")


@wrong("strided_gradient", "shape")
def _(x, delta, size, stride):  # one number per place
    places = range(len(delta))
    return [delta[i] * np.sum(x[stride * i : stride * i + size]) for i in places]


@wrong("strided_gradient", "shape")
def _(x, delta, size, stride):
    return sum(d * x[stride * i] for i, d in enumerate(delta))


@wrong("strided_gradient", "changed its arguments")
def _(x, delta, size, stride):
    found = np.zeros(size)
    for i in range(len(delta)):
        delta[i] *= 1.0
        found += delta[i] * x[stride * i : stride * i + size]
        delta[i] = 0
    return found


# kernel_gradient


@right("kernel_gradient")
def _(x, delta):
    rows, columns = delta.shape
    found = 0
    for i in range(rows):
        for j in range(columns):
            last = x.shape[0] - rows + 1 + i, x.shape[1] - columns + 1 + j
            found = found + delta[i, j] * x[i : last[0], j : last[1]]
    return found


@right("kernel_gradient")
def _(x, delta):
    (rows, columns), (high, wide) = delta.shape, x.shape
    found = [[0] * (wide - columns + 1) for _ in range(high - rows + 1)]
    for k in range(len(found)):
        for l in range(len(found[0])):
            for i in range(rows):
                for j in range(columns):
                    found[k][l] += delta[i][j] * x[i + k][j + l]
    return found


@right("kernel_gradient")
def _(x, delta):
    size = x.shape[0] - delta.shape[0] + 1, x.shape[1] - delta.shape[1] + 1
    seen = convolution.patches(x[None, ..., None], size)[0, ..., 0]
    return np.tensordot(seen, delta, axes=2)


@wrong("kernel_gradient", "mean over the places")
def _(x, delta):
    rows, columns = delta.shape
    windows = np.lib.stride_tricks.sliding_window_view(x, (rows, columns))
    return (windows * delta).mean(axis=(2, 3))


@wrong("kernel_gradient", "kernel flipped")
def _(x, delta):
    windows = np.lib.stride_tricks.sliding_window_view(x, delta.shape)
    return (windows * delta).sum(axis=(2, 3))[::-1, ::-1]


@wrong("kernel_gradient", "x left out")
def _(x, delta):
    size = x.shape[0] - delta.shape[0] + 1, x.shape[1] - delta.shape[1] + 1
    return np.full(size, delta.sum())


@wrong("kernel_gradient", "mean over the places", "turned round")
def _(x, delta):
    windows = np.lib.stride_tricks.sliding_window_view(x, delta.shape)
    return -(windows * delta).mean(axis=(2, 3))


@wrong("kernel_gradient", "shape")
def _(x, delta):
    return delta


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


@wrong("max_route", "place in the window")
def _(x, delta, size):
    of_x = np.zeros(len(x))
    for i in range(len(delta)):
        of_x[np.argmax(x[i * size : (i + 1) * size])] = delta[i]
    return of_x


@wrong("max_route", "the winner itself")
def _(x, delta, size):
    windows = x.reshape(-1, size)
    return np.where(windows == windows.max(axis=1, keepdims=True), windows, 0).ravel()


@wrong("max_route", "shape")
def _(x, delta, size):
    return delta


@wrong("max_route", "shape")
def _(x, delta, size):
    return x.reshape(-1, size).max(axis=1) * delta


@wrong("max_route", "shape")
def _(x, delta, size):
    return np.sum(x.reshape(-1, size).max(axis=1) * delta)
