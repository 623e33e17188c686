"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="steps of an epoch",
        prompt="There are 600 images, and a batch has 50. How many steps has an epoch?",
        options=("1", "12", "50", "600"),
        answer=1,
        replies=(
            "That would be one batch with all images. Here each batch of 50 is a step.",
            "Yes: 600 / 50 = 12 batches, and each is one step.",
            "50 images make one batch, and so one step. How many batches are there?",
            "That would be batches of one image each.",
        ),
    ),
    Question(
        name="why hold out",
        prompt="Why is a part of the images held out?",
        options=(
            "The computer has no room for all of them",
            "The network would learn too slowly from all of them",
            "To see how it does on images that it has not learnt from",
            "To have images left for the last batch",
        ),
        answer=2,
        replies=(
            "All 1797 take less than one megabyte.",
            "It would learn better from more images. Yet it would lack something.",
            "Yes: what it has practised on is no test. And what the two parts have in "
            "common, such as the writers, belongs to the answer.",
            "The last batch of an epoch is simply smaller.",
        ),
    ),
    Question(
        name="softmax and one sum",
        prompt="Softmax outputs: only the sum z of output 3 grows. What happens to the "
        "other outputs?",
        options=(
            "They stay: each depends on its own z",
            "They all grow, too",
            "They all fall",
            "The largest of them falls, the others stay",
        ),
        answer=2,
        replies=(
            "That is so with sigmoid outputs. Softmax divides by a total in which "
            "every z stands.",
            "Together they are always 1, and output 3 takes more of it.",
            "Yes: the total grows, and they keep their numerators. All outputs "
            "together stay 1.",
            "All of them are divided by the same total, and it has grown.",
        ),
    ),
)

QUIZZES = {"handwritten_digits": QUESTIONS}
