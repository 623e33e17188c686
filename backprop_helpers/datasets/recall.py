"""A task on which memory shows: name the letter that stood before many digits.

Its texts are drawn, so there are as many as one likes. Symbols are numbers: those below
SYMBOLS are letters, and as many more are digits.
"""

SYMBOLS = 4  # letters to remember, and as many digits that stand in the way
NAMES = "ABCD0123"


def recall_texts(others, shape, rng):
    """Draw texts of 1 + others symbols, ints (1 + others, *shape), first to last.

    First comes one of SYMBOLS letters, which is the answer; then `others` digits, each
    one of as many; all equally likely.
    """
    drawn = rng.integers(SYMBOLS, size=(1 + others, *shape))
    drawn[1:] += SYMBOLS
    return drawn
