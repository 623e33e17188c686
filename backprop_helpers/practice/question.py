"""What a question of a quiz is; a page's questions stand in its quiz.toml."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    """A question in plain text; `right` is one of its options.

    replies maps each option to a sentence, which says why it is right or wrong.
    """

    name: str
    prompt: str
    right: str
    replies: dict[str, str] = field(hash=False)

    @property
    def options(self):
        """The options in the order in which they are shown."""
        return tuple(self.replies)
