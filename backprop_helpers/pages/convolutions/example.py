"""The numbers of the page, named kernels, and a kernel that learns from its maps."""

import numpy as np

from backprop_helpers.nets.convolution import convolve

X = np.array([1.0, 3.0, 4.0, 6.0, 2.0])
KERNEL = np.array([3.0, 2.0, -1.0])
BIAS = 0.5
Y = np.array([4.5, 9.0, 24.0])
DELTA = np.array([2.0, 5.0, -3.0, 0.5, -2.0, 1.0, 3.0])  # of which the page has three
KERNELS = {
    "upright edges": ((-1.0, 0.0, 1.0), (-1.0, 0.0, 1.0), (-1.0, 0.0, 1.0)),
    "level edges": ((-1.0, -1.0, -1.0), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)),
    "blur": ((0.1, 0.1, 0.1), (0.1, 0.2, 0.1), (0.1, 0.1, 0.1)),
    "outline": ((0.0, -0.5, 0.0), (-0.5, 2.0, -0.5), (0.0, -0.5, 0.0)),
}


def maps(kernel, images):
    """Return the map (m, R, S) of a kernel (q, r) on each of the images (m, H, W)."""
    w = np.reshape(kernel, (1, 1, *np.shape(kernel)))
    z, _ = convolve(w, np.zeros((1, 1)), np.moveaxis(images, 0, -1)[None])
    return np.moveaxis(z[0], -1, 0)


def learn(start, images, wanted, kernel_gradient, eta, steps):
    """Yield a kernel and its cost on all images at first and after each of the steps.

    images is (m, H, W), wanted the map of each. A step looks at one image, the next at
    the next one: kernel_gradient(x, delta) gives its gradient. The cost is the mean
    over the images. A kernel that runs away is inf at last.
    """
    kernel = np.array(start)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps + 1):
            misses = maps(kernel, images) - wanted
            yield kernel, np.mean(np.sum(misses**2, axis=(1, 2)))
            i = step % len(images)
            kernel = kernel - eta * kernel_gradient(images[i], 2 * misses[i])
