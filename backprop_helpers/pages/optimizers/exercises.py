"""Exercises: Nesterov's momentum, Adam, and AdamW, each one step."""

import numpy as np

from backprop_helpers.practice.answers import Part
from backprop_helpers.practice.exercise import Exercise
from backprop_helpers.practice.slips import Slip

SHAPES = dict.fromkeys(("ahead", "w", "v", "s", "g"), "shape (n,)")


def nesterov_step(ahead, v, g, eta, mu):
    """Return the new place ahead and the new v, both (n,)."""
    v = mu * v + g
    return ahead - eta * (g + mu * v), v


def adam_step(w, v, s, g, t, eta, beta1, beta2, epsilon):
    """Return the new w, v and s, each (n,), after step t = 1, 2, … of Adam."""
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)
    return w - eta * v_hat / (np.sqrt(s_hat) + epsilon), v, s


def adamw_step(w, v, s, g, t, eta, beta1, beta2, epsilon, decay):
    """Return the new w, v and s, each (n,), after step t = 1, 2, … of AdamW."""
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    v_hat, s_hat = v / (1 - beta1**t), s / (1 - beta2**t)
    step = v_hat / (np.sqrt(s_hat) + epsilon)
    return w - eta * step - eta * decay * w, v, s


def _arguments(names):
    return {name: SHAPES.get(name, "a number") for name in names.split()}


def _velocities(rng):
    # From w₁ = −2 one step, with v = −4, leads to −1.92, and ahead lies −1.848.
    yield np.array([-1.848]), np.array([-4.0]), np.array([-3.696]), 0.02, 0.9
    for n, mu in ((3, 0.5), (1, 0.8), (4, 0.9), (2, 0.95), (5, 0.6)):
        ahead, v, g = rng.normal(size=(3, n))
        yield ahead, v, g, float(rng.choice([0.01, 0.1, 0.3])), mu


def _moments(rng):
    first = (np.array([value]) for value in (-0.1, 0.3, 0.009, 4.0))
    yield *first, 2, 0.1, 0.9, 0.999, 1e-8
    # A large ε, so that its place shows; no g of size 1, whose square is the same.
    for n, t, beta1, beta2 in (
        (3, 3, 0.9, 0.99), (1, 2, 0.8, 0.95), (4, 5, 0.9, 0.999), (2, 10, 0.7, 0.9),
        (5, 4, 0.95, 0.98),
    ):  # fmt: skip
        w, v, g = rng.normal(size=(3, n))
        s = rng.uniform(0.1, 2, size=n)
        yield w, v, s, g, t, float(rng.choice([0.01, 0.1, 0.3])), beta1, beta2, 0.05


def _decaying(rng):
    for number, given in enumerate(_moments(rng)):
        yield *given, (0.5, 0.1, 0.3, 0.2, 0.05, 0.4)[number]


UPHILL = Slip(
    "uphill",
    {"w - eta": "w + eta"},
    "w goes up the slope: subtract the step, do not add it.",
)
DIVISION = (
    Slip("root forgotten", {"np.sqrt": ""},
         "You divide by s. Divide by its root, which has the size of a gradient; s has "
         "the size of its square."),
    Slip("ε inside the root", {"(np.sqrt": "np.sqrt", ") + epsilon)": " + epsilon)"},
         "ε stands inside the root. Here, as in PyTorch, it is added after the root is "
         "taken."),
    Slip("ε beside the root of s",
         {"+ epsilon)": "+ epsilon / np.sqrt(1 - beta2**t))"},
         "This is the short form of Adam, in which ε stands beside the root of s. It "
         "is nearly the same step, but not equal: here ε is added to the root of ŝ."),
    Slip("ε forgotten", {" + epsilon": ""}, "ε is missing in the divisor."),
    Slip("g not squared", {"g**2": "np.abs(g)"},
         "s collects the squares g**2, not the sizes of g."),
)  # fmt: skip


def _about_s(beta):
    """Return the slips in the mean of squares s, whose constant has this name."""
    old, new = f"{beta} * s + ", f"(1 - {beta}) * g"
    return (
        Slip("s: added up", {old + new: "s + g"},
             "s adds up all squares: that is Adagrad. A running mean keeps a part of "
             "the old s and takes in a part of the new square."),
        Slip("s: 1 − β missing", {new: "g"},
             "The new square comes in whole. In a mean, both parts add to 1: give it "
             "its small part."),
        Slip("s: 1 − β squared, too", {new + "**2": f"({new})**2"},
             "1 − β is squared together with g. Only g is squared."),
        Slip("s: exchanged", {old + new: f"(1 - {beta}) * s + {beta} * g"},
             "The two parts of s are exchanged: most of the old mean stays, and little "
             "of the new square comes in."),
    )  # fmt: skip


HALF_CORRECTED = (
    Slip(
        "no correction",
        {" / (1 - beta1**t)": "", " / (1 - beta2**t)": ""},
        "The bias correction is forgotten: both means started at 0, so divide each by "
        "the part of it that is there after t steps.",
    ),
    Slip(
        "v not corrected",
        {" / (1 - beta1**t)": ""},
        "s is corrected, v is not: v, too, started at 0.",
    ),
    Slip(
        "s not corrected",
        {" / (1 - beta2**t)": ""},
        "v is corrected, s is not: s, too, started at 0.",
    ),
    Slip(
        "correction multiplied",
        {
            " / (1 - beta1**t)": " * (1 - beta1**t)",
            " / (1 - beta2**t)": " * (1 - beta2**t)",
        },
        "You multiply by 1 − βᵗ, which is below 1. At the start v and s are too small: "
        "do they become larger?",
    ),
    Slip(
        "v corrected with β₂",
        {"v / (1 - beta1**t)": "v / (1 - beta2**t)"},
        "v is corrected with β₂, which belongs to s.",
    ),
    Slip(
        "s corrected with β₁",
        {"s / (1 - beta2**t)": "s / (1 - beta1**t)"},
        "s is corrected with β₁, which belongs to v.",
    ),
    Slip(
        "t + 1",
        {"beta1**t": "beta1**(t + 1)", "beta2**t": "beta2**(t + 1)"},
        "The powers of β are those of the step after: t is 1 in the first step, so "
        "take t itself.",
    ),
    Slip(
        "t from 0",
        {"beta1**t": "beta1**(t - 1)", "beta2**t": "beta2**(t - 1)"},
        "The powers of β are those of the step before: t is 1 in the first step, so "
        "take t itself.",
    ),
    Slip(
        "brackets forgotten",
        {
            " / (1 - beta1**t)": " / 1 - beta1**t",
            " / (1 - beta2**t)": " / 1 - beta2**t",
        },
        "Brackets are missing: in v / 1 - βᵗ Python divides by 1 first, and then "
        "subtracts βᵗ.",
    ),
    Slip(
        "power outside",
        {"(1 - beta1**t)": "(1 - beta1)**t", "(1 - beta2**t)": "(1 - beta2)**t"},
        "1 − β is raised to the power t. It is β alone: 1 − βᵗ grows towards 1.",
    ),
    Slip(
        "β₁ everywhere",
        {"    v = beta1": "    beta2 = beta1\n    v = beta1"},
        "β₁ stands everywhere. s has a constant of its own.",
    ),
    Slip(
        "β₂ everywhere",
        {"    v = beta1": "    beta1 = beta2\n    v = beta1"},
        "β₂ stands everywhere. v has a constant of its own.",
    ),
    Slip(
        "β₁ and β₂ exchanged",
        {"    v = beta1": "    beta1, beta2 = beta2, beta1\n    v = beta1"},
        "β₁ and β₂ are exchanged: β₁ belongs to v, β₂ to s.",
    ),
    Slip(
        "t times β",
        {"beta1**t": "beta1 * t", "beta2**t": "beta2 * t"},
        "You multiply β by t. What is left of the start after t steps is β to the "
        "power t, in Python beta**t.",
    ),
    Slip(
        "old v and s returned",
        {"    v = beta1": "    old = v, s\n    v = beta1", ", v, s\n": ", *old\n"},
        "You return the v and s that you were given. The new ones are asked for.",
    ),
    Slip("η left out", {"w - eta * ": "w - "}, "η is missing in the step of w."),
    Slip(
        "hats kept",
        {", v, s\n": ", v_hat, s_hat\n"},
        "You return v̂ and ŝ. The corrected values are for this step only; what is "
        "kept for the next one is v and s.",
    ),
)


EXERCISES = (
    Exercise(
        prompt="One step of Nesterov's momentum, for the place ahead: return it and v.",
        arguments=_arguments("ahead v g eta mu"),
        returns=(Part("the place ahead", "row"), Part("v", "row")),
        inputs=_velocities,
        solution=nesterov_step,
        slips=(
            Slip("w itself", {"(g + mu * v)": "g"},
                 "This is the new w. The place ahead of it is asked for."),
            Slip("g left out", {"g + mu * v": "mu * v"},
                 "The slope g moves w as well: only the old v cancels."),
            Slip("full look ahead", {"g + mu * v": "g + v"},
                 "Momentum keeps only the part μ of v, so the look ahead is η μ v, not "
                 "η v."),
            Slip("look back", {"g + mu * v": "g - mu * v"},
                 "You look back: the place ahead is w minus η μ v, on the way that v "
                 "is going."),
            Slip("v holds the change",
                 {"+ g\n": "- eta * g\n", "- eta * (g + mu * v)": "- eta * g + mu * v"},
                 "Your v is the change of w, with −η inside, as in many courses. From "
                 "v = 0 its steps are the same, but the v given here adds up slopes: η "
                 "comes in when the place moves."),
            Slip("η on g only", {"eta * (g + mu * v)": "eta * g - mu * v"},
                 "η multiplies g only. The look ahead, μ v, has the factor η, too."),
            Slip("old v returned",
                 {"    v = mu": "    old = v\n    v = mu", ", v\n": ", old\n"},
                 "You return the v that you were given. The new one is asked for."),
            Slip("μ left out of v", {"mu * v + g\n": "v + g\n"},
                 "v keeps all of the old v. Momentum keeps the part μ of it."),
            Slip("η for μ", {"mu * v + g\n": "eta * v + g\n"},
                 "v keeps the part η of the old v. Which number says how much of it is "
                 "kept?"),
            Slip("way back turned",
                 {"    v = mu": "    old = v\n    v = mu",
                  "return ahead": "return ahead - 2 * eta * mu * old"},
                 "The way back to w has the wrong sign: if the place ahead is "
                 "w − η μ v, what is w?"),
            Slip("plain momentum", {"(g + mu * v)": "v"},
                 "This is a step of plain momentum, taken from the place ahead. Find "
                 "the new w first, then look ahead from it: with the new v, not with "
                 "the old one."),
            Slip("no way back",
                 {"    v = mu": "    old = v\n    v = mu",
                  "return ahead": "return ahead - eta * mu * old"},
                 "The place ahead is taken for w. Go back to w first, with the old v, "
                 "and step from there."),
            Slip("way back without η",
                 {"    v = mu": "    old = v\n    v = mu",
                  "return ahead": "return ahead + (1 - eta) * mu * old"},
                 "On the way back to w the factor η is missing: the place ahead is "
                 "w − η μ v."),
            Slip("no step", {"(g + mu * v)": "(g + mu * v - v)"},
                 "You look ahead from the old w, with the new v. w makes its step "
                 "first."),
            Slip("η in v", {"+ g\n": "+ eta * g\n", "eta * (g + mu * v)":
                            "(eta * g + mu * v)"},
                 "η is already inside v. Here v adds up slopes, and η comes in when "
                 "the place moves."),
            Slip("dampened", {"mu * v + g": "mu * v + (1 - mu) * g"},
                 "g comes into v with a factor 1 − μ, as in a mean. Here v takes in "
                 "all of g."),
            Slip("dampened, by way of w",
                 {"mu * v + g": "mu * v + (1 - mu) * g",
                  "(g + mu": "((1 - mu) * g + mu"},
                 "g comes into v with a factor 1 − μ, as in a mean, and the place "
                 "follows from this v. Here v takes in all of g."),
            Slip("v turned", {"v + g": "v - g"},
                 "g is subtracted from v. v adds slopes up; the minus comes when the "
                 "place moves."),
            Slip("uphill", {"ahead - eta": "ahead + eta"},
                 "The place goes up the slope: subtract, do not add."),
        ),
        hints=(
            "w is the place ahead plus η μ v, because ahead = w - eta * mu * v.",
            "The new v is as before. The new w is the old w minus η times the new v: "
            "put in what w was, and the old v cancels.",
            "So the new w is ahead - eta * g. The new place ahead is that minus "
            "eta * mu * v, with the new v.",
        ),
        example="w₁ after one step in the valley of section 2",
    ),
    Exercise(
        prompt="Step number t of Adam, t = 1, 2, …: return the new w, v and s.",
        arguments=_arguments("w v s g t eta beta1 beta2 epsilon"),
        returns=(Part("w", "row"), Part("v", "row"), Part("s", "row")),
        inputs=_moments,
        solution=adam_step,
        slips=(
            *HALF_CORRECTED,
            Slip("power forgotten", {"beta1**t": "beta1", "beta2**t": "beta2"},
                 "You divide by 1 − β at every step. That fits the first step only: "
                 "the factor is 1 − βᵗ, in Python beta**t."),
            Slip("g for v̂", {"eta * v_hat": "eta * g"},
                 "w moves along g, as in RMSprop. Adam moves along v̂."),
            Slip("step alone", {"return w - eta": "return eta"},
                 "This is the step alone. Take it away from w."),
            Slip("v: 1 − β missing", {"(1 - beta1) * g": "g"},
                 "g comes into v whole, as in momentum. In Adam v is a mean: its two "
                 "parts add to 1."),
            Slip("v: exchanged", {"beta1 * v + (1 - beta1)": "(1 - beta1) * v + beta1"},
                 "The two parts of v are exchanged: most of the old mean stays, and "
                 "little of the new gradient comes in."),
            *_about_s("beta2"),
            *DIVISION,
            UPHILL,
        ),
        hints=(
            "First the new v and the new s, two running means.",
            "Then their corrected forms: v / (1 - beta1**t), and s with beta2.",
            "w - eta * v_hat / (np.sqrt(s_hat) + epsilon); return it with v and s.",
        ),
        example="the second step on this page",
    ),
    Exercise(
        prompt="Step number t of AdamW, which also shrinks w: return w, v and s.",
        arguments=_arguments("w v s g t eta beta1 beta2 epsilon decay"),
        returns=(Part("w", "row"), Part("v", "row"), Part("s", "row")),
        inputs=_decaying,
        solution=adamw_step,
        slips=(
            Slip("decay forgotten", {" - eta * decay * w": ""},
                 "This is Adam: the weights do not shrink yet."),
            Slip("decay in the slope",
                 {"    v = beta1": "    g = g + decay * w\n    v = beta1",
                  " - eta * decay * w": ""},
                 "The shrinking went into g, as with the price of page 12, and was "
                 "divided with it. AdamW shrinks w apart from the step."),
            Slip("decay without η", {"eta * decay": "decay"},
                 "η is missing in the shrinking: it is η times decay times w."),
            Slip("growing", {"- eta * decay": "+ eta * decay"},
                 "The weights grow: subtract the part that they lose."),
            Slip("decay of the sign", {"eta * decay * w": "eta * decay * np.sign(w)"},
                 "Each weight loses the same. It should lose a part of itself."),
            Slip("decay after the step",
                 {"eta * decay * w": "eta * decay * (w - eta * step)"},
                 "The new weights shrink. The part is taken from the weights as they "
                 "were before the step."),
            Slip("decay divided",
                 {"eta * decay * w": "eta * decay * w / (np.sqrt(s_hat) + epsilon)"},
                 "The shrinking is divided by the root of ŝ. It should be the same "
                 "part of every weight."),
            Slip("decay in v only",
                 {"(1 - beta1) * g": "(1 - beta1) * (g + decay * w)",
                  " - eta * decay * w": ""},
                 "The shrinking went into v, and was divided with it. AdamW leaves v "
                 "and s alone, and shrinks w apart from the step."),
            Slip("decay of the step", {"eta * decay * w": "eta * decay * -eta * step"},
                 "A part of Adam's own change is taken away. Which number shall lose a "
                 "part of itself?"),
            Slip("w left out", {"eta * decay * w": "eta * decay"},
                 "Every weight loses the same number, a negative one, too. It should "
                 "lose a part of itself."),
            Slip("decay halved", {"eta * decay": "eta / 2 * decay"},
                 "The weights lose half of what they should. There is no ½ here."),
            Slip("decay as what stays", {"return w": "return decay * w",
                                         " - eta * decay * w": ""},
                 "Here w is multiplied by decay. η times decay is the part that w "
                 "loses, not what stays of it."),
            Slip("decay twice", {"eta * decay": "2 * eta * decay"},
                 "The weights lose twice as much as they should. There is no square "
                 "here whose slope would bring a 2."),
            Slip("no step", {"- eta * step ": ""},
                 "The weights only shrink. Adam's step is missing."),
            *HALF_CORRECTED,
            *_about_s("beta2"),
            *DIVISION,
            UPHILL,
        ),
        hints=(
            "Begin with your adam_step. What it takes away from w stays as it is.",
            "Besides, every weight loses η times decay times itself.",
            "w - eta * v_hat / (np.sqrt(s_hat) + epsilon) - eta * decay * w, with v "
            "and s.",
        ),
    ),
)  # fmt: skip
