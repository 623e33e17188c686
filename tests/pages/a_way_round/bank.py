import numpy as np

from tests.practice.banks import right, wrong

# way_round_blame


@right("way_round_blame")
def _(nabla_a, w, slope):
    return np.einsum("jk,jm->km", w, nabla_a * slope) + nabla_a


@right("way_round_blame")
def _(nabla_a, w, slope):
    blame = nabla_a.copy()
    n, m = nabla_a.shape
    for example in range(m):
        for k in range(n):
            for j in range(n):
                through = nabla_a[j, example] * slope[j, example] * w[j, k]
                blame[k, example] += through
    return blame


@right("way_round_blame")
def _(nabla_a, w, slope):
    columns = zip(nabla_a.T, slope.T, strict=True)
    identity = np.eye(len(w))
    return np.transpose([(identity + w.T * s) @ of_a for of_a, s in columns])


@right("way_round_blame")
def _(nabla_a, w, slope):
    delta = slope * nabla_a
    return nabla_a + (delta.T @ w).T


@wrong("way_round_blame", "way round left out")
def _(nabla_a, w, slope):
    return np.dot(w.T, slope * nabla_a)


@wrong("way_round_blame", "slope too late")
def _(nabla_a, w, slope):
    return nabla_a + slope * (w.T @ nabla_a)


@wrong("way_round_blame", "w not transposed", "way round left out")
def _(nabla_a, w, slope):
    delta = nabla_a * slope
    return w @ delta


@wrong("way_round_blame", "slope on both")
def _(nabla_a, w, slope):
    delta = nabla_a * slope
    return delta + w.T @ delta


@wrong("way_round_blame", "1 on the way round")
def _(nabla_a, w, slope):
    return np.ones_like(nabla_a) + w.T @ (nabla_a * slope)


@wrong("way_round_blame", "mean of the ways")
def _(nabla_a, w, slope):
    return np.mean([nabla_a, w.T @ (nabla_a * slope)], axis=0)


@wrong("way_round_blame", "changed its arguments")
def _(nabla_a, w, slope):
    before = nabla_a.copy()
    nabla_a *= slope
    return before + w.T @ nabla_a


# norm_blame


@right("norm_blame")
def _(blame, x_hat, deviation):
    n, m = x_hat.shape
    of_x = np.zeros((n, m))
    for i in range(m):
        g, h = blame[:, i], x_hat[:, i]
        for k in range(n):
            for j in range(n):
                slope = (j == k) - 1 / n - h[j] * h[k] / n
                of_x[k, i] += slope * g[j] / deviation[0, i]
    return of_x


@right("norm_blame")
def _(blame, x_hat, deviation):
    n = len(blame)
    table = np.eye(n)[:, :, None] - 1 / n - x_hat[:, None] * x_hat / n
    return np.einsum("jkm,jm->km", table, blame) / deviation


@right("norm_blame")
def _(blame, x_hat, deviation):
    g = blame - blame.mean(axis=0, keepdims=True)
    return (g - x_hat * (g * x_hat).mean(axis=0)) / deviation


@right("norm_blame")
def _(blame, x_hat, deviation):
    mean, size = blame.sum(axis=0) / len(blame), (blame * x_hat).sum(axis=0)
    return blame / deviation - mean / deviation - x_hat * size / len(blame) / deviation


@wrong("norm_blame", "only divided")
def _(blame, x_hat, deviation):
    return blame / deviation


@wrong("norm_blame", "deviation left out")
def _(blame, x_hat, deviation):
    return (blame - blame.mean(axis=0)) / deviation


@wrong("norm_blame", "deviation left out")
def _(blame, x_hat, deviation):
    size = blame.mean(axis=0) * x_hat.mean(axis=0)  # of means, and that of x̂ is 0
    return (blame - blame.mean(axis=0) - x_hat * size) / deviation


@wrong("norm_blame", "mean of all")
def _(blame, x_hat, deviation):
    return (blame - blame.mean() - x_hat * np.mean(blame * x_hat)) / deviation


@wrong("norm_blame", "divided too late")
def _(blame, x_hat, deviation):
    return blame - blame.mean(axis=0) - x_hat * (blame * x_hat).mean(axis=0) / deviation


@wrong("norm_blame", "plus the mean", "plus the deviation")
def _(blame, x_hat, deviation):
    size = (blame * x_hat).mean(axis=0)
    return (blame + blame.mean(axis=0) + x_hat * size) / deviation


@wrong("norm_blame", "sum for the mean", "sum in the deviation")
def _(blame, x_hat, deviation):
    size = (blame * x_hat).sum(axis=0)
    return (blame - blame.sum(axis=0) - x_hat * size) / deviation


@wrong("norm_blame", "divided by the variance")
def _(blame, x_hat, deviation):
    size = (blame * x_hat).mean(axis=0)
    return (blame - blame.mean(axis=0) - x_hat * size) / np.square(deviation)


@wrong("norm_blame", "changed its arguments")
def _(blame, x_hat, deviation):
    size = (blame * x_hat).mean(axis=0)
    blame -= blame.mean(axis=0)
    return (blame - x_hat * size) / deviation
