"""What an epoch costs in batches of many sizes, and a run that is watched."""

import numpy as np

from backprop_helpers.nets.training import shuffled

# CPU seconds for one epoch of 64-30-10 on the 1287 training images, for batch sizes
# that divide 1287, on one thread and in float64: tests/benchmarks/batch_sizes.py.
# Measured on Python 3.11.7, numpy 2.4.6, one core of an AMD EPYC; rounded.
MEASURED = {1: 38e-3, 11: 4.4e-3, 33: 1.9e-3, 117: 0.9e-3, 1287: 0.7e-3}


def batch_costs(network, images, targets, eta, batch_size, rng):
    """Train for one epoch; return the cost of each mini-batch just before its step.

    images (m, n_1) and targets (m, n_L) are those of training.train, and so are the
    batches. The last one may be smaller.
    """
    (batches,) = shuffled(len(images), batch_size, 1, rng)
    return np.array(
        [network.step(images[rows].T, targets[rows].T, eta) for rows in batches]
    )


def flat_parts(network, images):
    """Return the part, 0 to 1, of each layer's neurons with σ′ below 0.01.

    Averaged over images (m, n_1), for sigmoid neurons.
    """
    _, a = network.forward(images.T)
    return {l: float(np.mean(a[l] * (1 - a[l]) < 0.01)) for l in network.w}
