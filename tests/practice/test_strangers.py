"""Every exercise against answers by people who had seen neither slips nor banks.

Two groups wrote them. Slips were added for what the first group did wrong. Of what the
second did, the last 7 answers to each exercise, 19 of 20 were named at first sight;
slips for a few of the others came later. To pages 19 to 21 a third group wrote: of 80
wrong answers 68 were named at first sight, 3 of them misleadingly. For the others
slips were added, and the misleading names mended.

They stand in strangers/<page>.txt, each with a head of four parts: the exercise, wrong
or right, what its writer says of it, and the names of the mistakes that the check shall
find, with "; " between them, "-" if it finds none, "error" if the answer stops so.

uv run python -m tests.practice.test_strangers     how many are named, by exercise
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from backprop_helpers.nets.functions import sigmoid
from backprop_helpers.practice.registry import EXERCISES, exercises_of

FILES = sorted((Path(__file__).parent / "strangers").glob("*.txt"))
HEAD = re.compile(r"^=== (\w+) \| (right|wrong) \| (.+?)(?: \| ([^|]+))?$")


@dataclass(frozen=True)
class Answer:
    place: str
    exercise: str
    is_right: bool
    words: str
    mistakes: tuple
    text: str

    def function(self):
        """Return the function, made where the names of its page are known."""
        solved = {f"{name}_solved": e.solution for name, e in EXERCISES.items()}
        scope = {"np": np, "sigmoid": sigmoid} | solved
        exec(compile(self.text, f"<{self.place}>", "exec"), scope)
        return scope[self.exercise]

    def verdict(self):
        return EXERCISES[self.exercise].judge(self.function())


def answers_in(file):
    """Yield the answers that a file of strangers holds."""
    text = file.read_text("utf-8")
    for start in re.finditer(r"^=== ", text, re.MULTILINE):
        head, _, rest = text[start.start() :].partition("\n")
        name, kind, words, mistakes = HEAD.match(head).groups()
        body = re.split(r"^=== ", rest, maxsplit=1, flags=re.MULTILINE)[0]
        found = tuple(mistakes.split("; ")) if mistakes not in (None, "-") else ()
        row = text.count("\n", 0, start.start()) + 1
        place = f"{file.stem}:{row}"
        yield Answer(place, name, kind == "right", words, found, body.strip() + "\n")


ANSWERS = [answer for file in FILES for answer in answers_in(file)]


@pytest.mark.slow
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: f"{a.place}-{a.exercise}")
def test_a_strangers_answer(answer):
    verdict = answer.verdict()
    if answer.is_right:
        assert verdict.status == "correct", verdict.message
    elif answer.mistakes == ("error",):
        assert verdict.status == "error", verdict.message
    else:
        assert verdict.status == "wrong", verdict.message
        assert verdict.mistakes == answer.mistakes, verdict.message


def test_there_are_enough_and_nine_of_ten_are_named():
    wrong = [answer for answer in ANSWERS if not answer.is_right]
    assert len(wrong) >= 300
    assert len(ANSWERS) - len(wrong) >= 150
    assert sum(bool(answer.mistakes) for answer in wrong) >= 0.9 * len(wrong)
    for name in EXERCISES:
        kinds = Counter(a.is_right for a in ANSWERS if a.exercise == name)
        assert kinds[False] >= 6, name
        assert kinds[True] >= 3, name
    for file in FILES:
        pages = {EXERCISES[a.exercise].page for a in answers_in(file)}
        assert file.stem == "bug_museum" or pages == {file.stem}
        assert exercises_of(file.stem)


def main():
    for name in EXERCISES:
        of_it = [answer for answer in ANSWERS if answer.exercise == name]
        said = [(a.is_right, a.verdict()) for a in of_it]
        wrong = [v for is_right, v in said if not is_right]
        right = [v.status == "correct" for is_right, v in said if is_right]
        named = sum(bool(v.mistakes) or v.status == "error" for v in wrong)
        passed = sum(v.status == "correct" for v in wrong)
        print(
            f"{name:24}{sum(right):3} of {len(right):2} right accepted, {passed} wrong "
            f"accepted, {named:3} of {len(wrong):2} named"
        )


if __name__ == "__main__":
    main()
