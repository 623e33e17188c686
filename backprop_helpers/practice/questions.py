"""The questions of the quizzes: plain data, shown by the quiz widget."""

from backprop_helpers.practice.question import Question
from backprop_helpers.practice.questions_page_02 import ONE_NEURON
from backprop_helpers.practice.questions_page_03 import CHAIN_RULE
from backprop_helpers.practice.questions_page_05 import FOUR_EQUATIONS
from backprop_helpers.practice.questions_page_06 import WHY_BACKPROP
from backprop_helpers.practice.questions_page_07 import HANDWRITTEN_DIGITS
from backprop_helpers.practice.questions_page_08 import DEPTH
from backprop_helpers.practice.questions_page_09 import REGULARISATION
from backprop_helpers.practice.questions_page_10 import OPTIMISERS
from backprop_helpers.practice.questions_page_11 import CONVOLUTIONS
from backprop_helpers.practice.questions_page_12 import THROUGH_TIME
from backprop_helpers.practice.questions_page_13 import (
    BUG_MUSEUM,
    EXHIBIT_A,
    EXHIBIT_D,
    EXHIBIT_G,
    EXHIBIT_I,
)

_BELIEFS = (
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

_DESCENT = (
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

_BY_HAND = (
    Question(
        name="order",
        prompt="In one step, when may w³ be updated?",
        options=(
            "As soon as δ³ is known",
            "When δ² has been worked out, too",
            "Before the forward pass",
            "Only after w² has been updated",
        ),
        answer=1,
        replies=(
            "Too early: δ² still needs the old w³. The mistake is hard to see: "
            "it moves the output by only 2e-5 here.",
            "Yes: δ² needs the old w³. After that, any order of updates will do.",
            "There is no gradient yet: first forward, then backward, then update.",
            "Once δ³ and δ² are known, the order of the updates does not matter.",
        ),
    ),
    Question(
        name="paths",
        prompt="Why is ∂C/∂w²₁₂ a sum of two products?",
        options=(
            "Because there are two inputs",
            "Because the weight has two indices",
            "Because hidden neuron 1 acts on both output neurons",
            "Because of the factor 2 from the square",
        ),
        answer=2,
        replies=(
            "w²₁₂ meets only one of them, x₂. Look the other way, towards C.",
            "They only say where the weight starts and ends. Count the paths to C.",
            "Yes: one path to C leads through a³₁, one through a³₂. Factors along a "
            "path are multiplied, paths are added.",
            "That 2 is one factor in each product. The sum comes from the paths to C.",
        ),
    ),
    Question(
        name="shared factors",
        prompt="Which factors do ∂C/∂w³₁₁ and ∂C/∂w³₁₂ share?",
        options=(
            "2 (a³₁ − y₁) and σ′(z³₁), which together are δ³₁",
            "Only 2 (a³₁ − y₁)",
            "a²₁",
            "None: they are different weights",
        ),
        answer=0,
        replies=(
            "Yes: both weights end at output neuron 1. Only the last factor differs, "
            "a²₁ or a²₂. So δ³₁ is worked out once and used twice.",
            "There is one more: both paths run through z³₁, so both have σ′(z³₁).",
            "a²₁ belongs to w³₁₁ only; w³₁₂ starts at hidden neuron 2 and has a²₂.",
            "They end at the same neuron, so their paths agree from C back to z³₁.",
        ),
    ),
)

QUIZZES = {
    "what_do_you_believe": _BELIEFS,
    "gradient_descent": _DESCENT,
    "one_neuron": ONE_NEURON,
    "chain_rule": CHAIN_RULE,
    "one_step_by_hand": _BY_HAND,
    "four_equations": FOUR_EQUATIONS,
    "why_backprop": WHY_BACKPROP,
    "handwritten_digits": HANDWRITTEN_DIGITS,
    "depth": DEPTH,
    "regularisation": REGULARISATION,
    "optimisers": OPTIMISERS,
    "convolutions": CONVOLUTIONS,
    "through_time": THROUGH_TIME,
    "exhibit_a": EXHIBIT_A,
    "exhibit_d": EXHIBIT_D,
    "exhibit_g": EXHIBIT_G,
    "exhibit_i": EXHIBIT_I,
    "bug_museum": BUG_MUSEUM,
}
