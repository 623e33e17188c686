"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="a thousand times the cost",
        prompt="The cost is multiplied by 1000, and η stays as it is. Whose path "
        "hardly changes?",
        options=(
            "Nobody's: all gradients are 1000 times as large",
            "That of SGD",
            "That of momentum",
            "Those of Adagrad, RMSprop and Adam",
        ),
        answer=3,
        replies=(
            "The gradients are. But some optimisers divide them by a size that has "
            "grown just as much.",
            "Its step is η g, 1000 times as long. It would probably diverge.",
            "v is a sum of gradients, so it is 1000 times as large, too.",
            "Yes: the factor stands above and below the fraction, and cancels. Only ε "
            "notices.",
        ),
    ),
    Question(
        name="off the ridge",
        prompt="Near a saddle, the slope along w₂ is 0.0004. Why does Adam leave at "
        "once, while SGD lingers?",
        options=(
            "Adam looks for directions of negative curvature",
            "Adam divides the small slope by its own size, so its step is about η",
            "Adam's velocity carries it over the saddle",
            "Adam adds random numbers to the gradient",
        ),
        answer=1,
        replies=(
            "It knows no curvature, only gradients and their squares.",
            "Yes: the very first step is η long along each parameter whose slope is "
            "not 0 (or as small as ε).",
            "The velocity along w₂ is a mean of tiny slopes. It is the division that "
            "makes it large.",
            "There is nothing random in it. Noise would help, and mini-batches bring "
            "some.",
        ),
    ),
    Question(
        name="what is backpropagation",
        prompt="What is the part of backpropagation in Levenberg–Marquardt?",
        options=(
            "It gives the Jacobian; the step comes from solving equations",
            "None: Levenberg–Marquardt replaces backpropagation",
            "It is the same thing, with damping",
            "It chooses κ",
        ),
        answer=0,
        replies=(
            "Yes: backpropagation gives derivatives. What is done with them is the "
            "optimiser's affair.",
            "Somebody must find the derivatives of all residuals. That is what the "
            "backward pass does.",
            "Backpropagation takes no step at all: it only finds derivatives.",
            "κ follows from trying: smaller after a success, larger after a failure.",
        ),
    ),
)

QUIZZES = {"optimisers": QUESTIONS}
