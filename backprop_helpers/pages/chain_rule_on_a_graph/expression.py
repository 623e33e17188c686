"""What a reader types as a calculation, or as values for its names, is read here.

    sum = product, then any number of: + or − product
    product = factor, then any number of: · factor
    factor = any number of −, then a power
    power = a number, a name, a sum in brackets, or σ( ) or sq( ) of a sum; perhaps ²

Nothing that is typed is evaluated by Python: each sign is one of those named here, or
it is refused, with its place and a sentence.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from backprop_helpers.figures.numbers import LOW
from backprop_helpers.pages.chain_rule_on_a_graph.calculation import (
    NAME,
    NUMBER,
    RESULT,
    Calculation,
    Step,
)

MOST_SIGNS, MOST_CIRCLES, MOST_IN_A_ROW, DEEPEST = 80, 12, 7, 8
LARGEST = 1000  # number that may be typed
DEFAULTS = (2.0, 3.0, -1.0, 1.0, 4.0, 0.5, -2.0, 5.0, 1.5, -3.0, 2.5, 6.0)
END = "end"
_SIGNS = {
    **dict.fromkeys("-−–", "−"),
    **dict.fromkeys("*·×⋅∙•", "·"),
    **{sign: sign for sign in "+()²"},
}
_FUNCTIONS = dict.fromkeys(("σ", "sigma", "sigmoid"), "σ")
_FUNCTIONS |= dict.fromkeys(("sq", "square"), "²")
_SPACE, _NUMBER = re.compile(r"\s*"), re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+")
_WORD = re.compile(r"([^\W\d_²³¹⁰⁴-⁹₀-₉¼½¾]+)([0-9₀-₉]*)")
_POWER = re.compile(r"(?:\^|\*\*)\s*([0-9]*)")
_MINUS = re.compile(r"[-−–]\s*")
LAST_LETTER = "\u052f"  # that the letters of the pictures have
HINTS = {
    **dict.fromkeys("/:÷", "there is no division here, only + − · ² and σ"),
    **dict.fromkeys("[]{}", "use round brackets"),
    **dict.fromkeys("³⁰¹⁴⁵⁶⁷⁸⁹", "of the powers there is only ², write x·x·x for x³"),
    **dict.fromkeys(",;", "a decimal number has a point, as in 0.5"),
    "=": "type the calculation alone, values for names go into the other line",
    "_": "a number follows its letter at once, as in x1",
}


class Refused(ValueError):
    """What was typed cannot be read; `place` counts its signs from 0, None for all."""

    def __init__(self, place, sentence):
        super().__init__(sentence)
        self.place = place


@dataclass(frozen=True)
class Token:
    """A piece of what was typed: a number, a name, a function, or a sign."""

    kind: str
    text: str
    place: int

    @property
    def begins(self):
        """Whether a number, a name or a bracket begins here."""
        return self.kind in (NAME, NUMBER, "σ", "sq", "(")

    def __str__(self):
        if self.kind in ("σ", "sq"):
            return f"{self.text}(…)"
        return {"(": "(…)", ")": "(…)", "²": "…²"}.get(self.kind, self.text)


def read_calculation(text):
    """Return the Calculation that a text means, or raise Refused."""
    text = _plain(text)
    if len(text.rstrip()) > MOST_SIGNS:
        raise Refused(MOST_SIGNS, f"There is room for {MOST_SIGNS} signs.")
    tokens = [*_tokens(text)]
    if len(tokens) == 1:
        raise Refused(None, "Type a calculation, for instance (w·x + b − y)².")
    for one, other in pairwise(tokens):
        if other.begins and (one.kind in (NAME, NUMBER, ")", "²")):
            raise _refusal(other, f"no sign stands before it; is it {one} · {other}?")
    return _Reader(tokens).calculation()


def read_values(text):
    """Return the numbers of a text such as "w = 2, x = −1.5", by name, or Refused."""
    text = _plain(text)
    values, at = {}, _SPACE.match(text).end()
    while at < len(text):
        name = _name_at(text, at)
        if _symbol(name.text) in values:
            raise _refusal(name, "it has a value already")
        at = _SPACE.match(text, name.place + len(name.text)).end()
        if text[at : at + 1] != "=":
            raise _refusal(name, f"a value is written as {name.text} = 2")
        at = _SPACE.match(text, at + 1).end()
        minus = _MINUS.match(text, at)
        number = _NUMBER.match(text, minus.end() if minus else at)
        if not number:
            raise Refused(at, f"{_where(at)}: here the number for {name.text} is due.")
        values[_symbol(name.text)] = _size(number, at) * (-1 if minus else 1)
        at = _SPACE.match(text, number.end()).end()
        if text[at : at + 1] in (",", ";"):
            at = _SPACE.match(text, at + 1).end()
    return values


def all_values(calculation, given):
    """Return a value for each name of a Calculation, and the names with none given."""
    others = dict(zip(calculation.names, DEFAULTS, strict=False))
    lacking = [name for name in calculation.names if name not in given]
    return {name: given.get(name, others[name]) for name in others}, lacking


def _plain(text):
    """Return a text in which ŷ is one sign, and a tab a space."""
    return unicodedata.normalize("NFC", text).replace("\t", " ")


def _where(place):
    return f"Place {place + 1}"


def _refusal(token, sentence):
    if token.kind == END:
        return Refused(token.place, f"At the end: {sentence}.")
    text = token.text if len(token.text) < 12 else f"{token.text[:10]}…"
    sentence += "" if sentence.endswith("?") else "."
    return Refused(token.place, f"{_where(token.place)}, “{text}”: {sentence}")


def _size(number, place):
    if float(number[0]) > LARGEST:
        token = Token(NUMBER, number[0], place)
        raise _refusal(token, f"numbers go up to {LARGEST} here")
    return float(number[0])


def _symbol(name):
    """Return a name with its number below the line: x1 is x₁."""
    return name.translate(LOW)


def _name_at(text, at):
    """Return the name that begins at a place of a line of values, or raise Refused."""
    word = _WORD.match(text, at)
    if not word:
        token = Token("", text[at], at)
        if _NUMBER.match(text, at) and text[:at].rstrip().endswith(","):
            raise _refusal(token, HINTS[","])
        raise _refusal(token, "here a name is due, as in x = 2")
    token = Token(NAME, word[0], at)
    if len(word[1]) > 1:
        raise _refusal(token, "a name is one letter, perhaps with a number")
    return token


def _tokens(text):
    """Yield the Tokens of a text, and one for its end."""
    at = _SPACE.match(text).end()
    while at < len(text):
        token, at = _token(text, at)
        yield token
        at = _SPACE.match(text, at).end()
    yield Token(END, "", len(text.rstrip()))


def _token(text, at):
    """Return the Token at a place, and the place behind it."""
    if number := _NUMBER.match(text, at):
        _size(number, at)
        if text[number.end() : number.end() + 1] == ".":
            raise _refusal(Token("", ".", number.end()), "a number has one point")
        return Token(NUMBER, number[0], at), number.end()
    if word := _WORD.match(text, at):
        return _word(text, word), word.end()
    if power := _POWER.match(text, at):
        token = Token("²", power[0].strip(), at)
        if power[1] != "2":
            raise _refusal(token, HINTS["³"])
        return token, power.end()
    token = Token(_SIGNS.get(text[at], ""), text[at], at)
    if not token.kind:
        raise _refusal(token, HINTS.get(text[at], "this sign means nothing here"))
    return token, at + 1


def _word(text, word):
    letters, digits = word.groups()
    token = Token(NAME, word[0], word.start())
    in_brackets = text[_SPACE.match(text, word.end()).end() :][:1] == "("
    if function := _FUNCTIONS.get(letters.lower()):
        if digits or not in_brackets:
            raise _refusal(token, f"brackets follow it, as in {letters}(x)")
        return Token("σ" if function == "σ" else "sq", word[0], word.start())
    if len(letters) > 1:
        if in_brackets:
            raise _refusal(token, "the functions here are σ( ) and sq( ), the square")
        product = f"; is it {' · '.join(letters)}{digits}?" if len(letters) < 5 else ""
        raise _refusal(token, f"a name is one letter{product}")
    if letters > LAST_LETTER:
        raise _refusal(token, "a name is a Latin, Greek or Cyrillic letter")
    if letters == RESULT:
        raise _refusal(token, f"{RESULT} is the result, any other letter will do")
    return token


class _Reader:
    """Reads Tokens from left to right, a method for each rule of the grammar."""

    def __init__(self, tokens):
        self.tokens, self.at = tokens, 0
        self.steps, self.rows, self.depth = [], [], 0

    def calculation(self):
        result = self._sum()
        if self._next.kind != END:
            raise _refusal(self._next, "this bracket closes nothing")
        if not any(step.kind == NAME for step in self.steps):
            raise Refused(None, "There is no name in it, so nothing that could change.")
        if not self.steps[result].parents:
            raise Refused(None, "A name alone is no calculation: add an operation.")
        return Calculation(tuple(self.steps))

    @property
    def _next(self):
        return self.tokens[self.at]

    def _take(self, *kinds):
        """Return the next token if it is of one of these kinds, else None."""
        if self._next.kind not in kinds:
            return None
        self.at += 1
        return self.tokens[self.at - 1]

    def _sum(self):
        result = self._product()
        while sign := self._take("+", "−"):
            result = self._add(sign, Step(sign.kind, (result, self._product())))
        return result

    def _product(self):
        result = self._factor()
        while sign := self._take("·"):
            result = self._add(sign, Step("·", (result, self._factor())))
        return result

    def _factor(self):
        signs = []
        while sign := self._take("−"):
            signs.append(sign)
        result = self._power()
        for sign in reversed(signs):
            number = self.steps[result]
            if number.kind == NUMBER and not number.text.startswith("−"):
                self.steps[result] = Step(NUMBER, (), f"−{number.text}")
            else:
                result = self._add(sign, Step("−", (result,)))
        return result

    def _power(self):
        result = self._atom()
        squares = 0
        while sign := self._take("²"):
            squares += 1
            if squares > 1:
                raise _refusal(sign, "only one ² may stand here, write (x²)² for more")
            result = self._add(sign, Step("²", (result,)))
        return result

    def _atom(self):
        token = self._take(NUMBER, NAME, "σ", "sq", "(")
        if token is None:
            due = "a number, a name or a bracket is due"
            raise _refusal(self._next, due if self._next.kind == END else f"here {due}")
        if token.kind == NUMBER:
            return self._add(token, Step(NUMBER, (), token.text))
        if token.kind == NAME:
            return self._add(token, Step(NAME, (), _symbol(token.text)))
        inside = self._in_brackets(token)
        if token.kind == "(":
            return inside
        kind = "²" if token.kind == "sq" else "σ"
        return self._add(token, Step(kind, (inside,)))

    def _in_brackets(self, token):
        opened = token if token.kind == "(" else self._take("(")
        self.depth += 1
        if self.depth > DEEPEST:
            raise _refusal(opened, f"at most {DEEPEST} brackets, one in the other")
        result = self._sum()
        if not self._take(")"):
            place = _where(opened.place).lower()
            raise _refusal(self._next, f"the bracket of {place} is still open")
        self.depth -= 1
        return result

    def _add(self, token, step):
        """Return where a step stands; a name that is there already is not added."""
        if step.kind == NAME and step in self.steps:
            return self.steps.index(step)
        if len(self.steps) == MOST_CIRCLES:
            raise _refusal(token, f"there is room for {MOST_CIRCLES} circles, no more")
        row = 1 + max((self.rows[parent] for parent in step.parents), default=-1)
        if row > MOST_IN_A_ROW:
            raise _refusal(
                token, f"at most {MOST_IN_A_ROW} operations, one behind the other"
            )
        self.steps.append(step)
        self.rows.append(row)
        return len(self.steps) - 1
