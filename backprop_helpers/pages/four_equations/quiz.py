"""The quiz of this page."""

from backprop_helpers.practice.quiz import Question

QUESTIONS = (
    Question(
        name="why transposed",
        prompt="Why is the matrix of weights transposed in BP2?",
        options=(
            "Because going back undoes what the matrix did going forward",
            "Because a neuron collects blame along the weights that leave it, which "
            "stand in a column",
            "Because the examples of a batch are columns",
            "Only to make the shapes fit: another way to make them fit would do, too",
        ),
        answer=1,
        replies=(
            "To undo it would take the inverse matrix. Blame is not undone: it is "
            "added up over the paths.",
            "Yes: the weights that leave neuron k are column k. Transposed, it is a "
            "row, and a row times δ is the sum over the paths.",
            "It is transposed for a single example, too. Think of the weights that "
            "leave one neuron.",
            "If all layers have the same width, the shapes fit without it, and the "
            "result is wrong: the check of the exercise says so.",
        ),
    ),
    Question(
        name="every example twice",
        prompt="Every example of a batch is put in twice, so m becomes 2m. What "
        "happens to the gradient?",
        options=(
            "It doubles",
            "It becomes half as large",
            "The one of the weights doubles, the one of the biases stays",
            "It stays as it is",
        ),
        answer=3,
        replies=(
            "The sum over the columns doubles. But what is it divided by?",
            "It is divided by 2m, but twice as many columns are added up.",
            "Both are treated alike: a sum over the columns, divided by m.",
            "Yes: it is a mean over the examples. A sum would double, and η would "
            "have to be halved for every batch of twice the size.",
        ),
    ),
    Question(
        name="equal start",
        prompt="A network with 2 inputs, 4 hidden neurons and 1 output starts with all "
        "weights and biases equal to 0.3. After 1000 steps, how many different hidden "
        "neurons does it have?",
        options=("1", "2, one for each input", "4", "None: no weight moves"),
        answer=0,
        replies=(
            "Yes: equal neurons get equal blame, so they take equal steps. The four do "
            "the work of one.",
            "The inputs do differ, but all four hidden neurons see both of them.",
            "They have the same weights, so they get the same blame. What could make "
            "them differ?",
            "They do move, all four by the same steps.",
        ),
    ),
)

QUIZZES = {"four_equations": QUESTIONS}
