"""A network that any targets and any batches train, and moved images."""

import numpy as np

from backprop_helpers.nets.initialization import FAN_IN, initial_network

ETA, SIZE, EPOCHS = 1.5, 33, 30


def learn(training, targets, mini_batch):
    """Return the network 64-30-10 of this page, trained on targets (m, 10).

    mini_batch(rows, order, k, size) deals out batch number k of any table of rows, as
    columns: here of the images and of the targets.
    """
    rng, m = np.random.default_rng(1), len(targets)
    network = initial_network((64, 30, 10), FAN_IN, rng)
    for _ in range(EPOCHS):
        order = rng.permutation(m)
        for k in range(-(-m // SIZE)):
            x, y = (
                mini_batch(rows, order, k, SIZE) for rows in (training.images, targets)
            )
            network.step(x, y, ETA)
    return network


def moved(images, down, right):
    """Return images (m, 64) moved by whole pixels; paper comes in, ink falls off.

    down and right are from −8 to 8; negative numbers move up and left.
    """
    sheet = np.pad(np.reshape(images, (-1, 8, 8)), ((0, 0), (8, 8), (8, 8)))
    top, left = 8 - down, 8 - right
    return sheet[:, top : top + 8, left : left + 8].reshape(-1, 64)
