"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="ten layers back",
        prompt="A chain of single sigmoid neurons, all weights 2. How much of the "
        "blame can at most be left ten layers further back?",
        options=(
            "All of it: 2 is larger than 1",
            "About a thousandth, since each factor is at most ½",
            "About a millionth, since each factor is at most ¼",
            "1024 times as much, since each factor is 2",
        ),
        answer=1,
        replies=(
            "The weight is only one part of a factor. By what is it multiplied?",
            "Yes: 2 times a slope of at most ¼ is at most ½, and ten factors of ½ make "
            "1/1024.",
            "That is the slope alone, for weights of 1. Here each slope is multiplied "
            "by a weight of 2.",
            "The slope is missing: that of a sigmoid is at most ¼.",
        ),
    ),
    Question(
        name="the 2 of He",
        prompt="Why does the start after He have a variance of 2/n, and not 1/n?",
        options=(
            "Because the derivative of a square is 2 times what stands inside",
            "Because each neuron has both a weight and a bias",
            "Because a ReLU sets half of the sums to 0, which halves the mean square",
            "Because forward and backward each need 1/n",
        ),
        answer=2,
        replies=(
            "That 2 belongs to the cost. The start is about sizes of sums, before any "
            "cost is known.",
            "The biases start at 0 and add nothing to a sum.",
            "Yes: E[a²] is half of Var(z), so without the 2 each layer would halve the "
            "mean square.",
            "Nothing is added up: forward asks for a variance by n_in, backward by "
            "n_out. Where all layers are equally wide, one choice of w serves both.",
        ),
    ),
    Question(
        name="a dead neuron",
        prompt="A ReLU neuron of layer 2 has z below 0 for every training image. What "
        "does the next step do to it?",
        options=(
            "Nothing: its slope is 0 for every image, so its blame is 0",
            "It pushes z up, since the cost is too high",
            "It pushes z further down",
            "It depends on η",
        ),
        answer=0,
        replies=(
            "Yes. And its inputs are the images, which do not change: with plain steps "
            "it stays like this. A leaky ReLU would still move a little.",
            "To be pushed, it would need blame. BP2 multiplies its blame by the slope.",
            "Not even that: it has no blame at all, in either direction.",
            "η times a gradient of 0 is 0 for any η.",
        ),
    ),
)

QUIZZES = {"depth": QUESTIONS}
