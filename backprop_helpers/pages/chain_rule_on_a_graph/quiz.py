"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="a factor of nought",
        prompt="In C = (w x + b − y)² the weight w is 3, the input x is 0, and "
        "r = ŷ − y is 2. Who has no blame?",
        options=("w", "b", "x", "Nobody has any"),
        answer=0,
        replies=(
            "Yes: the slope of u = w x by w is x = 0. Whatever w is, nothing changes.",
            "The path from b does not pass u = w x: its blame is 2 r = 4.",
            "The slope of u by x is w = 3, not x. So the blame of x is 4 · 3 = 12.",
            "r is 2, so 2 r = 4 comes back to ŷ, and from there to b and y.",
        ),
    ),
    Question(
        name="three uses",
        prompt="One weight is used in three places. How does its derivative come "
        "about?",
        options=(
            "Only the last place counts: it is nearest to the cost",
            "The products of the three paths are multiplied",
            "The products of the three paths are added",
            "The largest of the three products is taken",
        ),
        answer=2,
        replies=(
            "A change of the weight is felt in all three places, near or far.",
            "Multiplied are the slopes along one path. What do three changes of C at "
            "once do?",
            "Yes: along a path multiply, over the paths add. In code it is the +=.",
            "The smaller two are felt as well. They may even pull the other way.",
        ),
    ),
    Question(
        name="a smaller epsilon",
        prompt="A central difference with ε = 1e-5 is off by about 1e-11. What does "
        "ε = 1e-10 do?",
        options=(
            "The error gets smaller: less is cut off",
            "The error stays: it does not depend on ε",
            "The difference becomes exactly 0",
            "The error gets larger: rounding is divided by a smaller number",
        ),
        answer=3,
        replies=(
            "What is cut off does get smaller, but it is no longer the larger part.",
            "Both parts depend on it: one grows like ε², the other like 1/ε.",
            "Only when the computer cannot tell x + ε from x, near ε = 1e-16.",
            "Yes: about 1e-16 divided by ε, so near 1e-6. The best ε is near 1e-5.",
        ),
    ),
)

QUIZZES = {"chain_rule": QUESTIONS}
