"""What a check can say about an answer."""

from dataclasses import dataclass

NOT_ATTEMPTED, CORRECT, WRONG, ERROR = "not attempted", "correct", "wrong", "error"


@dataclass(frozen=True)
class Verdict:
    """A status, a message for the student and the names of the mistakes found.

    status is NOT_ATTEMPTED, CORRECT, WRONG or ERROR. mistakes are names of slips of the
    exercise, or of mistakes that any can have (`common_mistakes.MISTAKES`).
    """

    status: str
    message: str
    mistakes: tuple[str, ...] = ()


class Finding(Exception):
    """Raised by a step of a check as soon as there is something to tell."""

    def __init__(self, status, message, *mistakes):
        super().__init__(message)
        self.verdict = Verdict(status, message, mistakes)
