"""Learning from examples in mini-batches, and what was learnt (notebook 07).

Data files hold one example a row, and so do `images` (m, n_1), `targets` (m, n_L) and
`labels` (m,) here; a network takes a batch as columns. Turning rows into columns with
`.T` copies nothing.
"""

import numpy as np


def one_hot(labels, classes=10):
    """Return targets (m, classes): 1 in the column of the label, 0 in the others.

    ValueError if a label, of (m,), is not a whole number in 0 … classes − 1.
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or not np.isin(labels, np.arange(classes)).all():
        raise ValueError(f"labels must be whole numbers from 0 to {classes - 1}, (m,).")
    return np.eye(classes)[labels.astype(int)]


def train(network, images, targets, eta, batch_size, epochs, rng, shrink=None):
    """Change the network, batch by batch, and yield 1, 2, 3 … after each epoch.

    Each epoch rng shuffles the m examples and deals them out, batch_size at a time
    (Robbins and Monro 1951); the last batch may be smaller. Stop whenever you like: the
    network keeps what it has learnt.

    shrink(w_l), if given, makes the weights of a layer smaller, in place, at each step
    after its gradient is known: notebook 09. ValueError, before anything changes, for
    an eta that is not positive, shapes that do not fit, or an impossible batch_size.
    """
    m = len(images)
    if not 0 < eta < np.inf:
        raise ValueError(f"eta is {eta}: choose a positive number, for example 0.5.")
    if np.shape(targets) != (m, network.sizes[-1]):
        shapes = f"targets has shape {np.shape(targets)}, expected"
        raise ValueError(f"{shapes} {m, network.sizes[-1]}: one row for each image.")
    if not 1 <= batch_size <= m:
        raise ValueError(f"batch_size is {batch_size}: choose one in 1 … {m}.")
    return _epochs(network, images, targets, eta, batch_size, epochs, rng, shrink)


def _epochs(network, images, targets, eta, batch_size, epochs, rng, shrink):
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(images))
        for start in range(0, len(images), batch_size):
            rows = order[start : start + batch_size]
            _step(network, images[rows].T, targets[rows].T, eta, shrink)
        yield epoch


@np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
def _step(network, x, y, eta, shrink):
    # The four equations, as in Network.step. The step is scaled while it is n_l × m
    # numbers, and w changes in place: twice as fast as scaling nabla_w, and no copies.
    z, a = network.forward(x)
    delta = network.deltas(z, a, y)
    for l in network.w:
        if shrink is not None:
            shrink(network.w[l])
        step = eta / x.shape[1] * delta[l]
        network.w[l] -= step @ a[l - 1].T
        network.b[l] -= step.sum(axis=1, keepdims=True)


def outputs(network, images):
    """Return a^L for each image: (m, n_L), one row each."""
    _, a = network.forward(images.T)
    return a[network.L].T


def classify(network, images):
    """Return the label of the largest output for each image: (m,)."""
    return outputs(network, images).argmax(axis=1)


def accuracy(network, images, labels):
    """Return the fraction, 0 to 1, of images whose largest output is at their label."""
    return float(np.mean(classify(network, images) == labels))


def confusion(labels, answers, classes=10):
    """Count the pairs: (classes, classes), a row for each label, columns are answers.

    labels and answers are (m,), whole numbers from 0 to classes − 1.
    """
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (labels, answers), 1)
    return counts


def diverged(network):
    """Tell whether any weight or bias is no longer a finite number."""
    arrays = (*network.w.values(), *network.b.values())
    return not all(np.isfinite(each).all() for each in arrays)
