"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="one weight, many steps",
        prompt="A recurrent layer has read 20 steps. When is w updated in one step of "
        "descent?",
        options=(
            "After each of the 20 steps on the way back, one after the other",
            "Once, with the sum over all 20 steps",
            "Once, with the term of the last step",
            "20 times: each step of time has its own w",
        ),
        answer=1,
        replies=(
            "Then the δ of the earlier steps would be carried back by another w than "
            "went forward.",
            "Yes: one w, used 20 times. Its gradient is the sum over the paths, and it "
            "is known when the walk back has ended.",
            "The last step is one path of 20. What do the others say?",
            "If each step had its own, it would be a deep network. Here all steps "
            "share one.",
        ),
    ),
    Question(
        name="what clipping cannot do",
        prompt="A plain recurrent layer does not learn to remember for 50 steps. Its w "
        "is symmetric; no eigenvalue is above 0.8 in size. Does clipping help?",
        options=(
            "Yes, with a small limit",
            "Yes, with a large limit",
            "No: the blame of the early steps is too small, not too large",
            "No: clipping is for LSTMs only",
        ),
        answer=2,
        replies=(
            "A small limit makes large gradients small. What is large in this one?",
            "With a large limit nothing is clipped at all.",
            "Yes: 0.8 to the power 50 is 0.00001. And clipping makes nothing larger.",
            "Any gradient can be clipped. But what is wrong with this one?",
        ),
    ),
    Question(
        name="the gate that keeps",
        prompt="A cell should keep its number for 100 steps, whatever comes in. How do "
        "its gates stand?",
        options=(
            "f = 1, i = 0",
            "f = 1, i = 1",
            "f = 0, i = 0",
            "f = 0, i = 1",
        ),
        answer=0,
        replies=(
            "Yes: all of the old, nothing of the new. And the blame comes back with "
            "the factor 1 for each step.",
            "It keeps the number, but adds all the others on top of it.",
            "Nothing comes in. But what is left of the old number after one step?",
            "The other way round: this forgets the old and takes the new.",
        ),
    ),
)

QUIZZES = {"through_time": QUESTIONS}
