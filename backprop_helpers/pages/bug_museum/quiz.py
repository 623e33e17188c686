"""The quiz of this page, and its guesses in between."""

from backprop_helpers.practice.quiz import Question

EXHIBIT_A = (
    Question(
        name="exhibit a",
        prompt="Exhibit A: all four errors are 0.99. What is wrong?",
        options=(
            "η is too large",
            "A sign is turned round",
            "Every array has the same factor too much or too little",
            "σ′ is taken at the wrong place",
        ),
        answer=2,
        replies=(
            "The check takes no step, so η has no part in it. Look at what the four "
            "numbers have in common.",
            "Then g and −g are compared: the error is 2, not 0.99.",
            "Yes: one number in all four places is one common factor. A factor of 150, "
            "or of 1/150, gives 149/150. How many flowers are there?",
            "Each neuron would be wrong by its own amount, so the four errors would "
            "differ.",
        ),
    ),
)

EXHIBIT_D = (
    Question(
        name="exhibit d",
        prompt="Exhibit D: only w[2] and b[2] are wrong. In which line is the mistake?",
        options=("BP1", "BP2", "BP3", "BP4"),
        answer=1,
        replies=(
            "BP1 makes δ³, and all four arrays are made of it. Here w[3] and b[3] "
            "agree.",
            "Yes: δ³ must be right, since w[3] and b[3] are. What is made of δ² is "
            "wrong, so δ² is.",
            "BP3 makes the biases, of both layers. Here w[2] fails and b[3] agrees.",
            "BP4 makes the weights, of both layers. Here b[2] fails and w[3] agrees.",
        ),
    ),
)

EXHIBIT_G = (
    Question(
        name="exhibit g",
        prompt="Exhibit G fails the check in all arrays, and learns faster. What now?",
        options=(
            "Keep it: the curve is what counts",
            "Find out of which cost this is the gradient, and decide",
            "Allow a larger error in the check",
            "Use a smaller ε in the check",
        ),
        answer=1,
        replies=(
            "On this patient it is luck: you do not know what is being minimised, nor "
            "when the luck ends.",
            "Yes: without σ′, δ³ is 2 (a − y). On page 02 another cost had a − y.",
            "The errors are near 1. A check that lets this pass lets everything pass.",
            "ε changes errors near 1e-9. These are near 1.",
        ),
    ),
)

EXHIBIT_I = (
    Question(
        name="exhibit i",
        prompt="Exhibit I: all four arrays agree, and still it fails. Where to look?",
        options=(
            "In BP2, once more",
            "At the check: 1e-7 is too generous",
            "In the data",
            "In what is done with the gradient: the step",
        ),
        answer=3,
        replies=(
            "A wrong BP2 would show in w[2] and b[2].",
            "The errors are below 1e-8, and a mistake this harmful is not that small.",
            "The dashed run has the same data, and learns.",
            "Yes: the gradient at one place is right. What happens between two places "
            "was never tested.",
        ),
    ),
)

BUG_MUSEUM = (
    Question(
        name="only the biases",
        prompt="A check fails in b[2], b[3] and b[4], and nowhere else. Where first?",
        options=("BP1", "BP2", "BP3", "BP4"),
        answer=2,
        replies=(
            "Then the weights would be wrong as well: they are made of the same δ.",
            "Then w[2] and w[3] would be wrong, too, and b[4] right.",
            "Yes: the δ are right, or the weights would fail. Only the way from δ to "
            "the biases is left, for instance the sum over the examples.",
            "BP4 makes the weights, and they agree.",
        ),
    ),
    Question(
        name="one example",
        prompt="A check with a single example passes. Which bug can be there all the "
        "same?",
        options=(
            "Sum for mean",
            "σ′ at a",
            "w not transposed",
            "The lost 2",
        ),
        answer=0,
        replies=(
            "Yes: with m = 1 the sum is the mean. Use several examples.",
            "It is wrong for each example by itself, so one is enough to see it.",
            "δ² is wrong for each example by itself, so one is enough to see it.",
            "It is wrong for each example by itself: the error is 0.5.",
        ),
    ),
    Question(
        name="a tolerance",
        prompt="A test of one training step allows 5%, and passes. What do you know?",
        options=(
            "The step is right",
            "The gradient is right, the order of the updates perhaps not",
            "Nothing is wrong that could ever matter",
            "Not much: exhibit J moved the outputs by 2e-5 only",
        ),
        answer=3,
        replies=(
            "On page 04 the wrong order passes with 0.1% as well.",
            "A small η makes any step small, so a wrong gradient may pass, too.",
            "With another η or another network the same line may matter much.",
            "Yes: the same arithmetic agrees to nine digits, or there is a reason.",
        ),
    ),
)

QUIZZES = {
    "exhibit_a": EXHIBIT_A,
    "exhibit_d": EXHIBIT_D,
    "exhibit_g": EXHIBIT_G,
    "exhibit_i": EXHIBIT_I,
    "bug_museum": BUG_MUSEUM,
}
