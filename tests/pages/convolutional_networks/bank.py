import numpy as np

from backprop_helpers.nets import convolution
from tests.practice.banks import right, wrong

# many_channels


@right("many_channels")
def _(w, b, x):
    return convolution.convolve(w, b[:, None], x[..., None])[0][..., 0]


@right("many_channels")
def _(w, b, x):
    z = []
    for kernel, bias in zip(w, b, strict=True):
        rows = [
            np.correlate(row, weights, "valid")
            for row, weights in zip(x, kernel, strict=True)
        ]
        z.append(sum(rows) + bias)
    return z


@right("many_channels")
def _(w, b, x):
    channels, q = w.shape[1:]
    z = np.tile(b[:, None], x.shape[1] - q + 1)
    for d in range(channels):
        for k in range(q):
            z = z + np.outer(w[:, d, k], x[d, k : k + z.shape[1]])
    return z


@wrong("many_channels", "b left out")
def _(w, b, x):
    return convolution.convolve(w, 0, x[..., None])[0][..., 0]


@wrong("many_channels", "mean over the channels")
def _(w, b, x):
    z = convolution.convolve(w / len(x), b[:, None], x[..., None])[0]
    return z[..., 0]


@wrong("many_channels", "flipped")
def _(w, b, x):
    rows = [
        [np.convolve(row, v, "valid") for row, v in zip(x, k, strict=True)] for k in w
    ]
    return np.sum(rows, axis=1) + b[:, None]


@wrong("many_channels", "b for every channel")
def _(w, b, x):
    z = 0
    for d in range(len(x)):
        z = z + convolution.convolve(w[:, [d]], b[:, None], x[[d], :, None])[0][..., 0]
    return z


@wrong("many_channels", "shape")
def _(w, b, x):
    return convolution.convolve(w, b[:, None], x[..., None])[0].sum(axis=0)[..., 0]


# delta_below


@right("delta_below")
def _(w, delta, z):
    of_a = [
        sum(np.convolve(d, kernel[c]) for d, kernel in zip(delta, w, strict=True))
        for c in range(len(z))
    ]
    return np.array(of_a) / np.cosh(z) ** 2


@right("delta_below")
def _(w, delta, z):
    seen = convolution.patches(z[..., None], (w.shape[2],))
    found = convolution.blame(w, seen, delta[..., None], (*z.shape, 1))[..., 0]
    return found * (1 - np.tanh(z)) * (1 + np.tanh(z))


@right("delta_below")
def _(w, delta, z):
    found = np.zeros_like(z)
    for c, d, k in np.ndindex(w.shape):
        for i in range(delta.shape[1]):
            found[d, i + k] = found[d, i + k] + delta[c, i] * w[c, d, k]
    a = np.tanh(z)
    return found - found * a * a


@wrong("delta_below", "σ′ left out")
def _(w, delta, z):
    seen = convolution.patches(z[..., None], (w.shape[2],))
    return convolution.blame(w, seen, delta[..., None], (*z.shape, 1))[..., 0]


@wrong("delta_below", "not flipped")
def _(w, delta, z):
    of_a = [
        sum(np.convolve(d, kernel[c, ::-1]) for d, kernel in zip(delta, w, strict=True))
        for c in range(len(z))
    ]
    return np.array(of_a) / np.cosh(z) ** 2


@wrong("delta_below", "mean over the kernels")
def _(w, delta, z):
    of_a = [
        np.mean([np.convolve(d, k[c]) for d, k in zip(delta, w, strict=True)], axis=0)
        for c in range(len(z))
    ]
    return np.array(of_a) / np.cosh(z) ** 2


@wrong("delta_below", "slope of the sigmoid")
def _(w, delta, z):
    seen = convolution.patches(z[..., None], (w.shape[2],))
    a = np.tanh(z)
    of_a = convolution.blame(w, seen, delta[..., None], (*z.shape, 1))[..., 0]
    return of_a * (a - a**2)
