"""Learning from examples in mini-batches, and what was learnt (notebook 09).

Data files hold one example a row, and so do `images` (m, n_1), `targets` (m, n_L) and
`labels` (m,) here; a network takes a batch as columns. Turning rows into columns with
`.T` copies nothing.
"""

from copy import copy

import numpy as np

from backprop_helpers.nets.optimizers import SGD


def one_hot(labels, classes=10):
    """Return targets (m, classes): 1 in the column of the label, 0 in the others.

    ValueError if a label, of (m,), is not a whole number in 0 … classes − 1.
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or not np.isin(labels, np.arange(classes)).all():
        raise ValueError(f"labels must be whole numbers from 0 to {classes - 1}, (m,).")
    return np.eye(classes)[labels.astype(int)]


def shuffled(m, batch_size, epochs, rng):
    """Iterate over the epochs, each a list of batches: arrays of numbers of examples.

    In each epoch rng shuffles the m examples and deals them out, batch_size at a time
    (Robbins and Monro 1951); the last batch may be smaller. ValueError, at once, for an
    impossible batch_size.
    """
    if not 1 <= batch_size <= m:
        raise ValueError(f"batch_size is {batch_size}: choose one in 1 … {m}.")
    orders = (rng.permutation(m) for _ in range(epochs))
    starts = range(0, m, batch_size)
    return ([order[i : i + batch_size] for i in starts] for order in orders)


def train(
    network, images, targets, eta, batch_size, epochs, rng, shrink=None, push=None
):
    """Change the network, batch by batch, and yield 1, 2, 3 … after each epoch.

    The batches are those of `shuffled`. Stop whenever you like: the network keeps what
    it has learnt. In place of a learning rate, eta may be an optimiser, such as
    Adam(0.01), of which each array of the network gets a copy of its own.

    shrink(w_l) and push(w_l), if given, make the weights of a layer smaller, in place:
    shrink before each step is taken, once its gradient is known, and push after it
    (notebook 12). ValueError, before anything changes, for an eta that is not positive,
    shapes that do not fit, or an impossible batch_size.
    """
    images, targets, m = np.asarray(images), np.asarray(targets), len(images)
    rate = eta.eta if isinstance(eta, SGD) else eta
    if np.ndim(rate) > 0 or not 0 < rate < np.inf:
        raise ValueError(f"eta is {rate}: choose a positive number, for example 0.5.")
    if targets.shape != (m, network.sizes[-1]):
        shapes = f"targets has shape {targets.shape}, expected"
        raise ValueError(f"{shapes} {m, network.sizes[-1]}: one row for each image.")
    batches = shuffled(m, batch_size, epochs, rng)
    return _epochs(network, images, targets, eta, batches, (shrink, push))


def _epochs(network, images, targets, eta, epochs, smaller):
    optimisers = None
    if isinstance(eta, SGD):
        eta, optimisers = 1.0, {l: (copy(eta), copy(eta)) for l in network.w}
    for epoch, batches in enumerate(epochs, start=1):
        _learn(network, images, targets, eta, optimisers, batches, *smaller)
        yield epoch


@np.errstate(over="ignore", invalid="ignore")  # a diverged run is inf or nan
def _learn(network, images, targets, eta, optimisers, batches, shrink, push):
    # The four equations, as in Network.step. The step is scaled while it is n_l × m
    # numbers, and w changes in place: twice as fast as scaling nabla_w, and no copies.
    for rows in batches:
        z, a = network.forward(images[rows].T)
        delta = network.deltas(z, a, targets[rows].T)
        for l in network.w:
            step = eta / len(rows) * delta[l]
            step_b = np.add.reduce(step, axis=1, keepdims=True)
            if shrink is not None:
                shrink(network.w[l])
            if optimisers is None:
                network.w[l] -= step @ a[l - 1].T
                network.b[l] -= step_b
            else:
                optimisers[l][0].step(network.w[l], step @ a[l - 1].T)
                optimisers[l][1].step(network.b[l], step_b)
            if push is not None:
                push(network.w[l])


def outputs(network, images):
    """Return a^L for each image: (m, n_L), one row each."""
    _, a = network.forward(np.transpose(images))
    return a[network.L].T


def answers(a):
    """Return the number of the largest output in each column of a (n_L, m): (m,).

    It is −1, no label at all, where an output is no number: that network has diverged.
    """
    return np.where(np.isnan(a).any(axis=0), -1, np.argmax(a, axis=0))


def accuracy(network, images, labels):
    """Return the fraction, 0 to 1, of images whose largest output is at their label."""
    return fraction_right(outputs(network, images).T, labels)


def fraction_right(a, labels):
    """Return the fraction of columns of a (n_L, m) with the largest at its label (m,).

    ValueError if there are not as many labels.
    """
    if np.shape(labels) != a.shape[1:]:
        shape = np.shape(labels)
        raise ValueError(f"labels has shape {shape}, not {a.shape[1:]}: one for each.")
    return float(np.mean(answers(a) == np.asarray(labels)))


def diverged(network):
    """Tell whether any weight or bias is no longer a finite number."""
    arrays = (*network.w.values(), *network.b.values())
    return not all(np.isfinite(each).all() for each in arrays)
