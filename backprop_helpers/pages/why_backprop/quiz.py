"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="what backprop replaces",
        prompt="A friend trains a network by gradient descent with differences and "
        "changes to backprop. What changes?",
        options=(
            "The path of the weights: backprop finds a better one",
            "The time for each step; the steps stay the same",
            "The cost function",
            "Nothing: they are two names for one thing",
        ),
        answer=1,
        replies=(
            "The gradient is the same but for its last digits, so every step is. Press "
            "both buttons of the first panel once more: one arrow.",
            "Yes: the same arrow, at another price. Differences ask for the cost "
            "twice for each parameter, backprop walks back once.",
            "The cost says what is wanted; both ways give its slopes.",
            "One takes steps, the other works out slopes. Your friend exchanged the "
            "second and kept the first.",
        ),
    ),
    Question(
        name="forward or back",
        prompt="Why do we walk back from the cost, and not forward from the weights?",
        options=(
            "Because dual numbers are less accurate",
            "Because the chain rule holds only backwards",
            "Because a forward pass cannot be stored",
            "Because there are many weights and one cost",
        ),
        answer=3,
        replies=(
            "They are as accurate as backprop: no ε, no difference of nearby numbers.",
            "It holds both ways: factors along a path may be multiplied from either "
            "end, with the same product.",
            "It is stored: the way back needs every a. Ask how many passes each way "
            "takes.",
            "Yes: a pass forward serves one weight, a pass back serves one output. "
            "With one weight and many outputs, forward would be the cheaper one.",
        ),
    ),
    Question(
        name="used twice",
        prompt="In the engine, why does a node collect its blame with += ?",
        options=(
            "Because each later calculation that uses it adds a path to the cost",
            "Because = is slower in Python",
            "To take the mean over the batch",
            "So that old blame is kept for the next step",
        ),
        answer=0,
        replies=(
            "Yes: along a path multiply, over the paths add. With = only the last "
            "path would count.",
            "Both take the same time. Try = in the panel: 38 of 41 come out wrong.",
            "A mean would divide as well. Here shares of one example are added.",
            "The other way round: before the next step it must be set to 0.",
        ),
    ),
)

QUIZZES = {"why_backprop": QUESTIONS}
