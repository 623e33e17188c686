import numpy as np

from tests.practice.banks import right, wrong

# perceptron_step


@right("perceptron_step")
def _(w, b, x, y):
    z = sum(w_k * x_k for w_k, x_k in zip(w, x, strict=True)) + b
    if z > 0 and y == -1:
        return w - x, b - 1
    if z <= 0 and y == 1:
        return w + x, b + 1
    return w, b


@right("perceptron_step")
def _(w, b, x, y):
    # b as the weight of an input that is always 1
    both, inputs = np.append(w, b), np.append(x, 1)
    says = 2 * np.heaviside(both @ inputs, 0) - 1
    both = both + (y - says) / 2 * inputs
    return both[:-1], both[-1]


@right("perceptron_step")
def _(w, b, x, y):
    wrong = (np.dot(w, x) + b > 0) != (y > 0)
    return [w_k + wrong * y * x_k for w_k, x_k in zip(w, x, strict=True)], b + wrong * y


@wrong("perceptron_step", "corrected when right")
def _(w, b, x, y):
    if y == 1:
        return w + x, b + 1
    return w - x, b - 1


@wrong("perceptron_step", "always towards")
def _(w, b, x, y):
    says = 1 if w @ x + b > 0 else -1
    return (w + x, b + 1) if says != y else (w, b)


@wrong("perceptron_step", "one kind only")
def _(w, b, x, y):
    if y == 1 and w @ x + b <= 0:
        return w + x, b + 1
    return w, b


@wrong("perceptron_step", "doubled")
def _(w, b, x, y):
    says = np.where(w @ x + b > 0, 1, -1)
    return w + (y - says) * x, b + y - says


@wrong("perceptron_step", "doubled, and 0 at z = 0")
def _(w, b, x, y):
    error = y - np.sign(np.dot(w, x) + b)
    return w + error * x, b + error


@wrong("perceptron_step", "moved on the border")
def _(w, b, x, y):
    # the rule of many books: it also moves on the border itself
    if y * (w @ x + b) <= 0:
        return w + y * x, b + y
    return w, b


@wrong("perceptron_step", "turned round")
def _(w, b, x, y):
    says = 1 if w @ x + b > 0 else -1
    if says == y:
        return w, b
    return w + says * x, b + says


@wrong("perceptron_step", "0 for −1")
def _(w, b, x, y):
    says = w @ x + b > 0
    if says == y:
        return w, b
    return w + y * x, b + y


@wrong("perceptron_step", "by how far")
def _(w, b, x, y):
    z = w @ x + b
    if (z > 0) != (y > 0):
        w, b = w - (z - y) * x, b - (z - y)
    return w, b


@wrong("perceptron_step", "b left out of z", "b not moved")
def _(w, b, x, y):
    if (w @ x > 0) != (y > 0):
        w = w + y * x
    return w, b


@wrong("perceptron_step", "b not moved")
def _(w, b, x, y):
    z = w @ x + b
    if (y == 1 and z <= 0) or (y == -1 and z > 0):
        w = w + y * x
    return w, b


@wrong("perceptron_step", "1 at z = 0")
def _(w, b, x, y):
    if w @ x + b < 0:
        return (w + x, b + 1) if y == 1 else (w, b)
    return (w - x, b - 1) if y == -1 else (w, b)


@wrong("perceptron_step", "order of results")
def _(w, b, x, y):
    wrong = (w @ x + b > 0) != (y > 0)
    return b + wrong * y, w + wrong * y * x


@wrong("perceptron_step", "changed its arguments")
def _(w, b, x, y):
    if (w @ x + b > 0) != (y > 0):
        w += y * x
        b += y
    return w, b


@wrong("perceptron_step")  # a step of half the length
def _(w, b, x, y):
    wrong = (w @ x + b > 0) != (y > 0)
    return w + 0.5 * wrong * y * x, b + 0.5 * wrong * y


# delta_rule


@right("delta_rule")
def _(w, b, x, y, eta):
    z = b
    for w_k, x_k in zip(w, x, strict=True):
        z += w_k * x_k
    new_w = np.zeros(len(w))
    for k in range(len(w)):
        new_w[k] = w[k] - 2 * eta * (z - y) * x[k]
    return new_w, b - 2 * eta * (z - y)


@right("delta_rule")
def _(w, b, x, y, eta):
    both, inputs = np.append(w, b), np.append(x, 1)
    both = both + 2 * eta * (y - both @ inputs) * inputs
    return both[:-1], both[-1]


@right("delta_rule")
def _(w, b, x, y, eta):
    error = np.einsum("i,i->", w, x) + b - y
    gradient = 2 * error * np.array([*x, 1])
    *new_w, new_b = np.array([*w, b]) - eta * gradient
    return new_w, new_b


@wrong("delta_rule", "w first")
def _(w, b, x, y, eta):
    w = w - 2 * eta * (w @ x + b - y) * x
    b = b - 2 * eta * (w @ x + b - y)
    return w, b


@wrong("delta_rule", "lost the 2", "uphill")
def _(w, b, x, y, eta):
    error = y - (w @ x + b)
    return w - eta * error * x, b - eta * error


@wrong("delta_rule", "lost the 2")
def _(w, b, x, y, eta):
    z = np.sum(w * x) + b
    return w + eta * (y - z) * x, b + eta * (y - z)


@wrong("delta_rule", "b not moved")
def _(w, b, x, y, eta):
    slope = 2 * (w @ x + b - y) * x
    return w - eta * slope, b


@wrong("delta_rule", "step for z")
def _(w, b, x, y, eta):
    answer = 1 if w @ x + b > 0 else -1
    return w - 2 * eta * (answer - y) * x, b - 2 * eta * (answer - y)


@wrong("delta_rule", "* for @")
def _(w, b, x, y, eta):
    # * for @: an array where a number is meant
    error = w * x + b - y
    return w - 2 * eta * error * x, b - 2 * eta * error


@wrong("delta_rule", "changed its arguments")
def _(w, b, x, y, eta):
    error = w @ x + b - y
    w -= 2 * eta * error * x
    return w, b - 2 * eta * error


@wrong("delta_rule", "slopes alone")
def _(w, b, x, y, eta):
    error = y - (w @ x + b)
    return -2 * error * x, -2 * error


# equal_by_three


@right("equal_by_three")
def _(x1, x2):
    # other weights, the same lines
    both, neither = np.sign(2 * x1 + 2 * x2 - 3), np.sign(-x1 - x2 - 0.5)
    return both, neither, np.sign(both + neither + 0.5)


@right("equal_by_three")
def _(x1, x2):
    w2, b2 = np.array([[1, 1], [-1, -1]]), np.array([[-1], [-1]])
    hidden = np.where(w2 @ np.array([x1, x2]) + b2 > 0, 1, -1)
    last = np.where(np.array([1, 1]) @ hidden + 1 > 0, 1, -1)
    return [*hidden, last]


@right("equal_by_three")
def _(x1, x2):
    def neuron(*z):
        return np.array([1 if z_i > 0 else -1 for z_i in sum(z)])

    both, neither = neuron(x1, x2, -1), neuron(-x1, -x2, -1)
    return both, neither, neuron(both, neither, 1)


@right("equal_by_three")
def _(x1, x2):
    # true by its words, without a neuron
    both = np.where((x1 == 1) & (x2 == 1), 1.0, -1.0)
    neither = np.where((x1 == -1) & (x2 == -1), 1.0, -1.0)
    return both, neither, x1 * x2


@wrong("equal_by_three", "or for both", "not both for neither")
def _(x1, x2):
    # the two lines of XOR, joined with or: always true
    one = 2 * (x1 + x2 + 1 > 0) - 1
    two = 2 * (1 - x1 - x2 > 0) - 1
    return one, two, 2 * (one + two + 1 > 0) - 1


@wrong("equal_by_three", "last never true")
def _(x1, x2):
    both, neither = np.sign(x1 + x2 - 1), np.sign(-x1 - x2 - 1)
    return both, neither, np.sign(both + neither - 1)


@wrong("equal_by_three", "last never true")
def _(x1, x2):
    # the last neuron without a bias: 0 is not above 0
    both, neither = (np.where(s * (x1 + x2) > 1, 1, -1) for s in (1, -1))
    return both, neither, np.where(both + neither > 0, 1, -1)


@wrong("equal_by_three", "neither turned round")
def _(x1, x2):
    both, either = (np.where(x1 + x2 + b > 0, 1, -1) for b in (-1, 1))
    return both, either, np.where(both + either > -1, 1, -1)


@wrong("equal_by_three", "XOR")
def _(x1, x2):
    both, neither = (np.where(s * (x1 + x2) > 1, 1, -1) for s in (1, -1))
    return both, neither, np.where(both + neither + 1 < 0, 1, -1)


@wrong("equal_by_three", "not both for neither")
def _(x1, x2):
    w2, b2 = np.array([[1, 1], [-1, -1]]), np.array([[-1], [1]])
    both, not_both = np.where(w2 @ np.array([x1, x2]) + b2 > 0, 1, -1)
    return both, not_both, np.where(both + not_both + 1 > 0, 1, -1)


@wrong("equal_by_three", "wrong type")
def _(x1, x2):
    both, neither = x1 + x2 > 1, x1 + x2 < -1
    return both, neither, both | neither


@wrong("equal_by_three", "inputs again")
def _(x1, x2):
    both, neither = (np.where(s * (x1 + x2) > 1, 1, -1) for s in (1, -1))
    return both, neither, np.where(x1 + x2 >= 0, 1, -1)


@wrong("equal_by_three", "sums for answers")
def _(x1, x2):
    both, neither = -1 + x2 + x1, -1 - x2 - x1
    return both, neither, np.where(both + neither > -1, 1, -1)


@wrong("equal_by_three", "0 for false, bias kept")
def _(x1, x2):
    both, neither = x1 + x2 > 1, x1 + x2 < -1
    return both * 1, neither * 1, (both * 1 + neither * 1 + 1 > 0) * 1


@wrong("equal_by_three", "order of results")
def _(x1, x2):
    both, neither = (np.where(s * (x1 + x2) > 1, 1, -1) for s in (1, -1))
    return neither, both, np.where(x1 == x2, 1, -1)


@wrong("equal_by_three", "shape")  # the first four only, typed in
def _(x1, x2):
    return [-1, -1, -1, 1], [1, -1, -1, -1], [1, -1, -1, 1]


@wrong("equal_by_three", "shape")  # the last answer alone
def _(x1, x2):
    return np.where(x1 == x2, 1, -1)


@wrong("equal_by_three")  # true at one of the points that are not equal, as well
def _(x1, x2):
    both, neither = (np.where(s * (x1 + x2) > 1, 1, -1) for s in (1, -1))
    return both, neither, np.where(x1 - x2 < 1, 1, -1)
