"""The opinions are balanced, split fairly, and cannot be told by single words."""

from backprop_helpers.datasets.shipped import load_opinions
from backprop_helpers.pages.convolutional_networks.example import words_of

TRAINING, HELD_OUT = load_opinions()
POLAR = {"good", "great", "fun", "nice", "bad", "boring", "awful", "dull"}
TURNING = {"not", "never", "hardly", "no", "nothing"}


def shared(one, other):
    """Return which part of the words of two texts they have in common."""
    one, other = set(words_of(one)), set(words_of(other))
    return len(one & other) / len(one | other)


def test_numbers_and_balance():
    assert (len(TRAINING.texts), len(HELD_OUT.texts)) == (234, 78)
    for part in (TRAINING, HELD_OUT):
        assert part.liked.shape == (len(part.texts),)
        assert part.liked.sum() * 2 == len(part.texts)


def test_no_line_stands_twice_and_none_is_long():
    texts = [*TRAINING.texts, *HELD_OUT.texts]
    assert len({tuple(words_of(text)) for text in texts}) == len(texts) == 312
    assert max(len(words_of(text)) for text in texts) == 8
    assert all(POLAR & set(words_of(text)) for text in texts)


def test_held_out_lines_are_not_near_copies():
    for text, liked in zip(HELD_OUT.texts, HELD_OUT.liked, strict=True):
        same = [t for t, l in zip(*vars(TRAINING).values(), strict=True) if l == liked]
        assert max(shared(text, other) for other in same) <= 0.6, text


def test_each_polar_word_is_plain_and_turned_round():
    for word in POLAR:
        lines = [
            bool(TURNING & set(words_of(text)))
            for part in (TRAINING, HELD_OUT)
            for text in part.texts
            if POLAR & set(words_of(text)) == {word}
        ]
        assert (len(lines), sum(lines)) == (37, 17), word


def test_pairs_have_the_same_words_and_opposite_opinions():
    for part, count in ((TRAINING, 5), (HELD_OUT, 3)):
        opinions = {}
        for text, liked in zip(part.texts, part.liked, strict=True):
            opinions.setdefault(tuple(sorted(words_of(text))), []).append(bool(liked))
        pairs = [found for found in opinions.values() if len(found) > 1]
        assert [sorted(pair) for pair in pairs] == [[False, True]] * count
