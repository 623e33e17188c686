"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
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

QUIZZES = {"one_step_by_hand": QUESTIONS}
