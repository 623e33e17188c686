import numpy as np

from tests.practice.banks import right, wrong

# steps_to_leave


@right("steps_to_leave")
def _(distance, eta, curvature):
    return -np.log(distance) / np.log1p(-eta * curvature)


@right("steps_to_leave")
def _(distance, eta, curvature):
    factor = 1 + eta * abs(curvature)
    return np.emath.logn(factor, 1 / distance)


@right("steps_to_leave")
def _(distance, eta, curvature):
    return (np.log10(1) - np.log10(distance)) / np.log10(1 - curvature * eta)


@wrong("steps_to_leave", "sign of the curvature")
def _(distance, eta, curvature):
    factor = 1 - eta * abs(curvature)
    return -np.log(distance) / np.log(factor)


@wrong("steps_to_leave", "shrinking way")
def _(distance, eta, curvature):
    return np.log10(distance) / np.log10(1 - eta * curvature)


@wrong("steps_to_leave", "η forgotten")
def _(distance, eta, curvature):
    return -np.log(distance) / np.log1p(-curvature)


@wrong("steps_to_leave", "rounded up")
def _(distance, eta, curvature):
    steps = 0
    while distance < 1:
        distance *= 1 - eta * curvature
        steps += 1
    return steps


# smallest_curvature


@right("smallest_curvature")
def _(plus, minus, h):
    H = (plus - minus) / h / 2
    return min(np.linalg.eigvalsh(0.5 * H + 0.5 * H.T))


@right("smallest_curvature")
def _(plus, minus, h):
    change = plus - minus
    return np.linalg.eigvals((change + change.T) / (4 * h)).real.min()


@right("smallest_curvature")  # as the largest of −H
def _(plus, minus, h):
    H = (minus - plus) / (2 * h)
    return -np.linalg.eigvalsh((H + np.transpose(H)) / 2)[-1]


@wrong("smallest_curvature", "largest")
def _(plus, minus, h):
    H = (plus - minus) / (2 * h)
    return np.linalg.eigvalsh((H + H.T) / 2)[-1]


@wrong("smallest_curvature", "twice too large")
def _(plus, minus, h):
    change = (plus - minus) / h
    return min(np.linalg.eigvalsh(change / 2 + change.T / 2))


@wrong("smallest_curvature", "not made symmetric")
def _(plus, minus, h):
    values, _ = np.linalg.eigh((plus - minus) / (2 * h))
    return values[0]


@wrong("smallest_curvature")  # the product of all
def _(plus, minus, h):
    H = (plus - minus) / (2 * h)
    return np.linalg.det((H + H.T) / 2)


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


@wrong("damped_step", "κ forgotten", "minus forgotten")
def _(jacobian, r, kappa):
    return np.linalg.lstsq(jacobian, r, rcond=None)[0]


@wrong("damped_step", "shape")
def _(jacobian, r, kappa):
    squares = jacobian.T @ jacobian + kappa * np.eye(jacobian.shape[1])
    return np.linalg.solve(squares, -jacobian.T @ r.reshape(-1, 1))
