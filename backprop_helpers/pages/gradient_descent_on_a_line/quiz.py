"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="which way",
        prompt="At the present w, ∂C/∂w is negative. What does a small step do to w?",
        options=(
            "w gets smaller, because the slope is negative",
            "w stays, because only a positive slope moves it",
            "w gets larger, because the step is minus η times the slope",
            "It depends on the sign of w",
        ),
        answer=2,
        replies=(
            "With a negative slope the cost falls to the right, so w grows.",
            "Any slope but 0 moves w; its sign says which way.",
            "Yes: minus η times a negative number is positive, and to the right the "
            "cost falls.",
            "The sign of w plays no part; the slope at this place does.",
        ),
    ),
    Question(
        name="too large",
        prompt="The cost is a parabola and η is a little above 2/λmax. What happens, "
        "step after step?",
        options=(
            "In the end the cost grows: each step overshoots further",
            "The cost falls, only faster than before",
            "The cost falls, then stays a little above its minimum",
            "Nothing moves any more",
        ),
        answer=0,
        replies=(
            "Yes: in the steepest direction each step multiplies the distance by "
            "1 − η λmax, which is now below −1.",
            "Larger steps help up to a point. Above 2/λmax each lands further away.",
            "That is how stochastic descent ends, with a smaller η.",
            "That would be η = 0. Here the steps are too large, not too small.",
        ),
    ),
    Question(
        name="batches",
        prompt="Why does the path of stochastic descent zigzag?",
        options=(
            "Its η is always larger",
            "It rounds its numbers",
            "It takes the mean over all the examples",
            "Each step follows the gradient of one example only",
        ),
        answer=3,
        replies=(
            "It zigzags with the same η, too. Ask what each step looks at.",
            "Rounding is far too small to see. Ask what each step looks at.",
            "That is batch descent, and its path is smooth.",
            "Yes: what is downhill for one example is so only roughly for all of them.",
        ),
    ),
)

QUIZZES = {"gradient_descent": QUESTIONS}
