"""What a question of a quiz is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question in plain text with its options, one of them right.

    answer is the index of the right option; replies holds a sentence for each option,
    which says why it is right or wrong.
    """

    name: str
    prompt: str
    options: tuple[str, ...]
    answer: int
    replies: tuple[str, ...]
