"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="a weight used often",
        prompt="A kernel of 3 sits at 100 places. How is ∂C/∂w₁ made?",
        options=(
            "From the place with the largest blame",
            "As a mean over the 100 places",
            "As a sum over the 100 places",
            "There are 100 derivatives, one for each place",
        ),
        answer=2,
        replies=(
            "That is how a maximum routes its blame. Here every place uses w₁.",
            "The mean over the examples comes from the cost. Within an example, each "
            "use of w₁ is a path, and paths are added.",
            "Yes: each use is a path from w₁ to C, and over paths one adds.",
            "A layer that is not shared would have 100 weights and as many "
            "derivatives. Here all of them are one weight.",
        ),
    ),
    Question(
        name="a larger image",
        prompt="Grey images become twice as wide and high. How many weights has a "
        "kernel of 5 × 5 then?",
        options=("25, as before", "50", "100", "One for each pixel"),
        answer=0,
        replies=(
            "Yes: the kernel stays and visits more places. What comes after it, for "
            "instance a dense layer, may grow.",
            "A kernel does not grow with its image. What does?",
            "There are four times as many places. Do weights belong to a place?",
            "That is a neuron of a dense layer. A kernel sees 5 × 5 pixels at a time.",
        ),
    ),
    Question(
        name="texts and images",
        prompt="What differs between the convolution over a text and over an image?",
        options=(
            "The way back: for a text no kernel is flipped",
            "A text needs other equations, since its words are not numbers",
            "The number of axes along which the kernel slides",
            "Only images have channels",
        ),
        answer=2,
        replies=(
            "It is flipped for both: an input collects from the outputs that used it.",
            "The words are turned into columns of numbers first. From there on all is "
            "the same.",
            "Yes, and that is why one function served both on this page.",
            "A text had 69 channels on this page, one for each known word.",
        ),
    ),
)

QUIZZES = {"convolutions": QUESTIONS}
