import numpy as np

from tests.practice.banks import right, wrong


def softmax_of_rows(scores):
    e = np.exp(scores - scores.max(axis=1)[:, None])
    return e / e.sum(axis=1)[:, None]


# table_gradient


@right("table_gradient")
def _(nabla_x, symbols, size):
    return nabla_x @ np.eye(size)[symbols]


@right("table_gradient")
def _(nabla_x, symbols, size):
    rows = np.zeros((size, nabla_x.shape[0]))
    np.add.at(rows, symbols, nabla_x.T)
    return rows.T


@right("table_gradient")
def _(nabla_x, symbols, size):
    columns = [nabla_x[:, symbols == symbol].sum(axis=1) for symbol in range(size)]
    return np.stack(columns, axis=1)


@right("table_gradient")
def _(nabla_x, symbols, size):
    d, T = nabla_x.shape
    return [
        [sum(nabla_x[n, i] for i in range(T) if symbols[i] == s) for s in range(size)]
        for n in range(d)
    ]


@wrong("table_gradient", "the last one wins")
def _(nabla_x, symbols, size):
    nabla = np.zeros((nabla_x.shape[0], size))
    nabla[:, symbols] += nabla_x
    return nabla


@wrong("table_gradient", "mean over the places")
def _(nabla_x, symbols, size):
    one_hot = np.eye(size)[symbols]
    return nabla_x @ one_hot / np.maximum(one_hot.sum(axis=0), 1)


@wrong("table_gradient", "divided by T")
def _(nabla_x, symbols, size):
    return nabla_x @ np.eye(size)[symbols] / nabla_x.shape[1]


@wrong("table_gradient", "shape")
def _(nabla_x, symbols, size):
    return np.eye(size)[symbols].T @ nabla_x.T


@wrong("table_gradient", "taken away")
def _(nabla_x, symbols, size):
    return 0 - nabla_x @ np.eye(size)[symbols]


@wrong("table_gradient", "counted")
def _(nabla_x, symbols, size):
    return np.ones(nabla_x.shape) @ np.eye(size)[symbols]


@wrong("table_gradient", "one number for a column")
def _(nabla_x, symbols, size):
    d = len(nabla_x)
    return np.ones((d, d)) @ nabla_x @ np.eye(size)[symbols]


# attention


@right("attention")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k / k.shape[0] ** 0.5)
    return (alpha @ v.T).T, alpha


@right("attention")
def _(q, k, v):
    d, T = k.shape
    o, alpha = np.zeros((len(v), T)), np.zeros((T, T))
    for i in range(T):
        for j in range(T):
            alpha[i, j] = np.exp(sum(q[:, i] * k[:, j]) / np.sqrt(d))
        alpha[i] /= alpha[i].sum()
        for j in range(T):
            o[:, i] += alpha[i, j] * v[:, j]
    return o, alpha


@right("attention")
def _(q, k, v):
    scores = np.einsum("ni,nj->ij", q, k / np.sqrt(len(q)))
    alpha = np.exp(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))
    return np.einsum("ij,nj->ni", alpha, v), alpha


@wrong("attention", "softmax down the columns")
def _(q, k, v):
    alpha = softmax_of_rows(k.T @ q / np.sqrt(len(k))).T
    return v @ alpha.T, alpha


@wrong("attention", "one softmax for all")
def _(q, k, v):
    scores = q.T @ k / np.sqrt(len(k))
    alpha = np.exp(scores - scores.max())
    alpha = alpha / alpha.sum()
    return v @ alpha.T, alpha


@wrong("attention", "√d left out")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k)
    return v @ alpha.T, alpha


@wrong("attention", "keys look")
def _(q, k, v):
    alpha = softmax_of_rows((q.T @ k / np.sqrt(len(k))).T)
    return v @ alpha.T, alpha


@wrong("attention", "α not turned round")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k / np.sqrt(len(k)))
    return np.dot(v, alpha), alpha


@wrong("attention", "only looking back")
def _(q, k, v):
    scores = q.T @ k / np.sqrt(len(k))
    scores[np.triu_indices(len(scores), 1)] = -np.inf
    alpha = softmax_of_rows(scores)
    return v @ alpha.T, alpha


@wrong("attention", "d for √d", "α not turned round")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k / q.shape[0])
    return v @ alpha, alpha


@wrong("attention", "order of results")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k / np.sqrt(len(k)))
    return alpha, v @ alpha.T


@wrong("attention", "transposed")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k / np.sqrt(len(k)))
    return v @ alpha.T, alpha.T


@wrong("attention", "shape")
def _(q, k, v):
    alpha = softmax_of_rows(q.T @ k / np.sqrt(len(k)))
    return v @ alpha.T


# attention_back


@right("attention_back")
def _(q, k, v, alpha, nabla_o):
    d, T = q.shape
    of_q, of_k, of_v = np.zeros((d, T)), np.zeros((d, T)), np.zeros(v.shape)
    for i in range(T):
        slopes = v.T @ nabla_o[:, i]
        jacobian = np.diag(alpha[i]) - np.outer(alpha[i], alpha[i])
        of_scores = jacobian @ slopes / np.sqrt(d)
        for j in range(T):
            of_q[:, i] += of_scores[j] * k[:, j]
            of_k[:, j] += of_scores[j] * q[:, i]
            of_v[:, j] += alpha[i, j] * nabla_o[:, i]
    return of_q, of_k, of_v


@right("attention_back")
def _(q, k, v, alpha, nabla_o):
    o = v @ alpha.T
    of_alpha = np.einsum("ni,nj->ij", nabla_o, v)
    mean = np.sum(nabla_o * o, axis=0)  # Σ_j α_ij ∇o_i · v_j
    of_scores = alpha * (of_alpha - mean[:, None]) / np.sqrt(q.shape[0])
    return (of_scores @ k.T).T, (of_scores.T @ q.T).T, (alpha.T @ nabla_o.T).T


@right("attention_back")
def _(q, k, v, alpha, nabla_o):
    weighted = alpha * (nabla_o.T @ v)
    delta = weighted - alpha * weighted.sum(axis=1, keepdims=True)
    delta = delta * len(k) ** -0.5
    return [k @ delta.T, q @ delta, nabla_o @ alpha]


def back(q, k, delta, nabla_o, alpha):
    root = np.sqrt(len(q))
    return k @ delta.T / root, q @ delta / root, nabla_o @ alpha


@wrong("attention_back", "own path only")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    return back(q, k, of_alpha * (alpha - alpha**2), nabla_o, alpha)


@wrong("attention_back", "mean left out")
def _(q, k, v, alpha, nabla_o):
    return back(q, k, np.multiply(nabla_o.T @ v, alpha), nabla_o, alpha)


@wrong("attention_back", "softmax left out")
def _(q, k, v, alpha, nabla_o):
    return back(q, k, nabla_o.T @ v, nabla_o, alpha)


@wrong("attention_back", "√d left out")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    delta = alpha * (of_alpha - (alpha * of_alpha).sum(axis=1)[:, None])
    return k @ delta.T, q @ delta, nabla_o @ alpha


@wrong("attention_back", "α turned round")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    delta = alpha * (of_alpha - (alpha * of_alpha).sum(axis=1)[:, None])
    of_q, of_k, _ = back(q, k, delta, nabla_o, alpha)
    return of_q, of_k, (alpha @ nabla_o.T).T


@wrong("attention_back", "partners exchanged")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    delta = alpha * (of_alpha - (alpha * of_alpha).sum(axis=1)[:, None])
    return back(k, q, delta, nabla_o, alpha)


@wrong("attention_back", "both turned round", "α turned round")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    delta = alpha * (of_alpha - (alpha * of_alpha).sum(axis=1)[:, None])
    return back(q, k, delta.T, nabla_o, alpha.T)


@wrong("attention_back", "order of results")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    delta = alpha * (of_alpha - (alpha * of_alpha).sum(axis=1)[:, None])
    of_q, of_k, of_v = back(q, k, delta, nabla_o, alpha)
    return of_k, of_q, of_v


@wrong("attention_back", "shape")
def _(q, k, v, alpha, nabla_o):
    of_alpha = nabla_o.T @ v
    delta = alpha * (of_alpha - (alpha * of_alpha).sum(axis=1)[:, None])
    return back(q, k, delta, nabla_o, alpha)[:2]
