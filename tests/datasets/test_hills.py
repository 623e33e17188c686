"""The text of the course: what data/README.md and page 21 count in it."""

import re

from backprop_helpers.datasets import load_hills

TEXT = load_hills()
WORDS = re.findall("[a-z]+", TEXT)


def test_signs_words_and_lines():
    assert len(TEXT) == 2228
    assert "".join(sorted({*TEXT})) == "\n ,.abcdefghiklmnoprstuvwxy"
    assert (len(WORDS), len({*WORDS})) == (488, 103)
    lines = TEXT.splitlines()
    assert len(lines) == 48
    assert max(map(len, lines)) < 64, "each is one line of a picture"


def test_it_is_made_of_sentences_whose_words_return():
    verses = TEXT.strip().split("\n\n")
    assert len(verses) == 6
    assert all(verse.endswith(".") for verse in verses)
    assert not re.search(r" \n|\n\n\n|  |,\S|\.[^ \n]", TEXT)
    often = sum(WORDS.count(word) for word in {*WORDS} if WORDS.count(word) >= 4)
    assert often > 0.7 * len(WORDS)
