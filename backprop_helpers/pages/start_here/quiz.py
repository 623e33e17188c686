"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="what backprop gives",
        prompt="What does backpropagation work out?",
        options=(
            "The best weights of a network",
            "How much the cost changes with each weight and bias",
            "The input that belongs to a given output",
            "Which examples the network gets wrong",
        ),
        answer=1,
        replies=(
            "Many people say so, but it gives a gradient, no weights. Another rule "
            "then changes the weights: page 04 does both by hand.",
            "Yes: all the derivatives ∂C/∂w and ∂C/∂b, in one walk back through the "
            "network. Page 04 does it with a pencil.",
            "It does run backwards, but with blame instead of data: page 03.",
            "A forward pass shows that. The way back tells why: page 03.",
        ),
    ),
    Question(
        name="backprop and gradient descent",
        prompt="How do backpropagation and gradient descent belong together?",
        options=(
            "They are two names for one thing",
            "Backpropagation is a faster rival of gradient descent",
            "Gradient descent is a part of backpropagation",
            "Backpropagation gives the gradient, gradient descent uses it",
        ),
        answer=3,
        replies=(
            "They are often named in one breath. But one works out a gradient and the "
            "other takes a step with it; page 06 exchanges the first alone.",
            "They do not compete: gradient descent needs a gradient, and backprop is a "
            "fast way to get it. Page 06 counts how fast.",
            "Rather the other way round: each step may call backprop. See page 05.",
            "Yes. So either can be exchanged: the gradient by differences on page 06, "
            "other steps on page 10.",
        ),
    ),
    Question(
        name="lowest cost",
        prompt="Training has reached the lowest possible cost. What is certain?",
        options=(
            "By this cost, no other weights fit the training examples better",
            "The network makes no mistakes any more",
            "The network does as well on new examples",
            "The cost is 0",
        ),
        answer=0,
        replies=(
            "Yes, that much and no more: it is lowest for this network and these "
            "examples. Page 09 shows what it leaves open.",
            "Not even on the training examples: a straight line has a best position, "
            "yet misses most points. See page 01.",
            "One hopes so, but a network can learn its examples by heart. Page 09 "
            "shows how that looks and what helps.",
            "The best line of page 01 still has a cost above 0.",
        ),
    ),
)

QUIZZES = {"what_do_you_believe": QUESTIONS}
