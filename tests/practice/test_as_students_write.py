"""Answers as students write them, which a check once accepted or told wrongly."""

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.registry import EXERCISES


def judge(function):
    return EXERCISES[function.__name__].judge(function)


def test_nothing_for_some_inputs_is_wrong_and_not_unattempted():
    def planned_eta(t, eta, warm_up, steps):
        if t < warm_up:
            return eta * t / warm_up
        if t > warm_up:
            return eta * (steps - t) / (steps - warm_up)
        return None

    def clip_by_norm(nabla, most):
        length = np.sqrt(np.sum(nabla**2))
        return nabla * most / length if length > most else None

    for function, start in (
        (planned_eta, "With t = 20, eta = 0.1, warm_up = 20, steps = 100 your"),
        (clip_by_norm, "With nabla = [3, 4], most = 10 your"),
    ):
        verdict = judge(function)
        assert verdict.mistakes == ("returns nothing",)
        assert verdict.message.startswith(start)


def test_a_gradient_of_zeros_and_costs_above_1():
    def clip_by_norm(nabla, most):
        length = np.sqrt(np.sum(nabla**2))
        return nabla / length * min(length, most)

    def early_stopping(costs, patience):
        best, kept, waited = 1, 0, 0
        for epoch, cost in enumerate(costs, start=1):
            if cost < best:
                best, kept, waited = cost, epoch, 0
            else:
                waited += 1
                if waited == patience:
                    break
        return kept

    assert judge(clip_by_norm).mistakes == ("not finite",)
    assert "costs = [2.5, 1.8, 1.2" in judge(early_stopping).message


def test_what_is_never_a_number_is_explained_by_no_slip():
    def cost_from_sums(z, labels):
        top = z.max(axis=0)
        log_S = top + np.log(np.sum(z - top, axis=0))
        return np.mean(log_S - z[labels, np.arange(len(labels))])

    assert judge(cost_from_sums).mistakes == ("not finite",)


def test_an_array_put_back_but_for_rounding_has_not_changed():
    def measured_slope(f, w, j, k, epsilon):
        w[j, k] += epsilon
        higher = f(w)
        w[j, k] -= 2 * epsilon
        lower = f(w)
        w[j, k] += epsilon
        return (higher - lower) / (2 * epsilon)

    assert judge(measured_slope).status == "correct"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda w, b, x, y: np.mean(2 * (w * x + b - x) * x), "attention to y:"),
        (lambda w, b, x, y: 2 * np.sum(w * x + b - y) * np.sum(x), ""),
        (lambda w, b, x, y: np.mean(2 * (w * x + b - y) * b), ""),
    ],
    ids=["x for y", "sums", "b for x"],
)
def test_only_what_is_left_out_is_said_to_be(answer, said):
    message = EXERCISES["dC_dw"].judge(answer).message
    assert said in message
    assert ("attention" in message) == bool(said)


# Slips that were told as others


def neuron_step(w, b, x, y, eta):
    z = w @ x + b
    a = sigmoid(z)
    delta = 2 * (z - y) * a * (1 - a)
    return w - eta * delta * x, b - eta * delta


def descent_step(w, b, x, y, eta):
    error = w * x + b
    return w - eta * np.mean(2 * error * x), b - eta * np.mean(2 * error)


def lstm_step(z_i, z_f, z_g, z_o, c_before):
    i, f, o = (1 / 1 + np.exp(-z) for z in (z_i, z_f, z_o))
    c = f * c_before + i * np.tanh(z_g)
    return c, o * np.tanh(c)


def strided_gradient(x, delta, size, stride):
    nabla_w = np.zeros(size)
    for i in range(len(delta)):
        for k in range(size):
            nabla_w[k] += delta[i] * x[k]
    return nabla_w


def dC_dw_twice(w, x, b, y):
    v = w * (w * x + b)
    return 2 * (v - y) * x + 2 * (v - y) * w * x


def whole_step(x, y, w2, b2, w3, b3, eta):
    a2 = sigmoid(w2 @ x + b2)
    a3 = sigmoid(w3 @ a2 + b3)
    delta3 = 2 * (a3 - y) * a3 * (1 - a3)
    delta2 = (w3.T @ delta3) * a2 * (1 - a2)
    w2, b2 = w2 - eta * delta2 @ x.T, b2 - eta * delta3
    return w2, b2, w3 - eta * delta3 @ a2.T, b3 - eta * delta3


def attention_back(q, k, v, alpha, nabla_o):
    nabla_alpha = nabla_o.T @ v
    mean = np.sum(alpha * nabla_alpha, axis=1, keepdims=True)
    delta = alpha * (nabla_alpha - mean) / np.sqrt(len(k))
    return k @ delta.T, q @ delta, nabla_o @ nabla_alpha


def perceptron_step(w, b, x, y):
    if (1 if w @ x + b > 0 else -1) != y:
        w = w + y * x
    return w, b + y


@pytest.mark.parametrize(
    ("function", "slip"),
    [
        (neuron_step, "z for a"), (descent_step, "y left out"),
        (lstm_step, "not turned over"), (strided_gradient, "place left out"),
        (dC_dw_twice, "x on the short path"), (whole_step, "b² with δ³"),
        (attention_back, "∇α in ∇v"), (perceptron_step, "b moved when right"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)  # fmt: skip
def test_the_slip_that_was_made_is_named_alone(function, slip):
    assert judge(function).mistakes == (slip,)


# Which variable is named


def test_the_first_that_is_wrong_is_named_even_above_a_right_one():
    def whole_step(x, y, w2, b2, w3, b3, eta):
        a2 = sigmoid(w2 @ x + b2)
        z3 = w3 @ a2 + b3
        a3 = sigmoid(z3)
        slope3 = a3 * (1 - z3)
        slope2 = a2 * (1 - a2)
        delta3 = 2 * (a3 - y) * slope3
        delta2 = (w3.T @ delta3) * slope2
        w2, b2 = w2 - eta * delta2 @ x.T, b2 - eta * delta2
        return w2, b2, w3 - eta * delta3 @ a2.T, b3 - eta * delta3

    found = "Right on the way: a2, z3, a3 and slope2. Look first at slope3."
    assert judge(whole_step).message.endswith(found)


def test_what_something_right_is_made_of_is_not_the_place_to_look():
    def dC_dw(w, b, x, y):
        turned = y - (w * x + b)
        residual = -turned
        return np.mean(2 * residual * x) + 0.321 * w

    found = "Right on the way: residual. Look at what is made of it."
    assert judge(dC_dw).message.endswith(found)


def test_an_argument_that_gets_another_value_is_a_variable_too():
    def adam_step(w, v, s, g, t, eta, beta1, beta2, epsilon):
        v = beta1 * v + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g
        v_hat = v / (1 - beta1**t)
        s_hat = s / (1 - beta2**t)
        return w - eta * v_hat / (np.sqrt(s_hat) + epsilon), v, s

    found = "Right on the way: v and v_hat. Look first at s."
    assert judge(adam_step).message.endswith(found)


def test_a_result_that_is_wrong_is_never_right_on_the_way():
    def chain_deltas(w3, w4, z2, z3, z4, y):
        delta4 = 2 * (sigmoid(z4) - y) * sigmoid.derivative(z4)
        delta3 = sigmoid.derivative(z3)
        delta2 = sigmoid.derivative(z2)
        return delta4, delta3, delta2

    found = "Right on the way: delta4. Look first at delta3."
    assert judge(chain_deltas).message.endswith(found)
