"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="signs of over-fitting",
        prompt="Which of these shows over-fitting?",
        options=(
            "Training cost and validation cost are both high",
            "The training cost falls while the validation cost rises",
            "Training cost and validation cost both still fall",
            "The training cost jumps up and down",
        ),
        answer=1,
        replies=(
            "That is under-fitting: it has not even learnt its own examples.",
            "Yes: it gets better on the examples that it has, and worse on new ones.",
            "Then there is still something to learn: go on.",
            "That comes from small batches or a large η, and says nothing of new "
            "examples.",
        ),
    ),
    Question(
        name="two weights",
        prompt="Two weights, 1 and 0.01, get no pull from the data. What do many small "
        "steps with L2 and with L1 do to them?",
        options=(
            "L2 and L1 both bring both weights to 0",
            "L2 takes the same amount off both, L1 the same part of each",
            "L2 takes the same part of each, L1 the same amount until a weight is 0",
            "L2 brings the small one to 0, L1 the large one",
        ),
        answer=2,
        replies=(
            "L2 multiplies by a number just below 1. Does that ever give 0?",
            "It is the other way round: which of the two multiplies?",
            "Yes: L2 multiplies, so it keeps both; L1 takes off a constant, and the "
            "small weight is 0 first.",
            "L2 hardly touches a small weight, since it takes a part of it. And L1 has "
            "the longest way to go with the large one.",
        ),
    ),
    Question(
        name="best of many",
        prompt="You try 20 values of λ, take the one with the best test accuracy, and "
        "report this accuracy. What is wrong?",
        options=(
            "Nothing: the network has never learnt from the test images",
            "The test accuracy was used to choose, so it is too rosy",
            "20 values are too few",
            "λ should be chosen by the training cost",
        ),
        answer=1,
        replies=(
            "The weights have not, but λ has: it was chosen to suit these images.",
            "Yes: the best of 20 is partly luck. Choose by the validation part, and "
            "look at the test part once.",
            "More values make it worse: there is more luck to pick from.",
            "The training cost without the price is lowest at λ = 0. It cannot choose.",
        ),
    ),
)

QUIZZES = {"regularisation": QUESTIONS}
