"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="which way the border turns",
        prompt="A flower with target 1 gets the answer 0. What does the "
        "perceptron rule do to w?",
        options=(
            "It makes w longer, in the direction it has",
            "It adds the flower to w, so w turns towards it",
            "It takes the flower away from w",
            "It changes w a little, as far as the answer was wrong",
        ),
        answer=1,
        replies=(
            "Then the border would stay where it is: only the direction of w counts "
            "for it, as long as b is 0.",
            "Yes: w + x instead of w, and z for this flower grows by x · x. It may "
            "take a second correction until it is right.",
            "That is what a flower with target 0 does that gets the answer 1.",
            "How far it was wrong plays no part for the perceptron: the answer is 0 or "
            "1. The delta rule asks how far.",
        ),
    ),
    Question(
        name="two rules that look alike",
        prompt="Perceptron rule and delta rule both change w by a multiple of "
        "(ŷ − y) x. What is the difference?",
        options=(
            "They are two names of one rule",
            "Only the perceptron rule can go wrong",
            "What ŷ is: 0 or 1 in the one, the sum z itself in the other",
            "The delta rule needs no targets y",
        ),
        answer=2,
        replies=(
            "They look alike, but the one stops at the first sweep without a mistake, "
            "the other rests where its cost is least.",
            "With too large an η the delta rule diverges, as on page 01.",
            "Yes. So the delta rule follows the slope of a cost, and the perceptron "
            "rule only asks whether the side is wrong.",
            "Both need them: each compares an answer with y.",
        ),
    ),
    Question(
        name="very wrong and very slow",
        prompt="A sigmoid neuron answers 0.99, the target is 0, the cost is quadratic. "
        "Why does it learn slowly at first?",
        options=(
            "Its δ contains σ′(z), which is almost 0 there",
            "The residual a − y is almost 0 there",
            "η gets smaller when the residual is large",
            "Cross-entropy is hidden in the quadratic cost",
        ),
        answer=0,
        replies=(
            "Yes: δ = 2 (a − y) σ′(z), and the sigmoid is flat at both ends. With "
            "cross-entropy σ′ cancels and δ = a − y.",
            "The residual is 0.99, almost as large as it can be. Another "
            "factor is small.",
            "η stays what it is. Look at the factors of δ.",
            "It is another cost, and its δ has no σ′ in it. Look at the δ of the "
            "quadratic cost.",
        ),
    ),
)

QUIZZES = {"one_neuron": QUESTIONS}
