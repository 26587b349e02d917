"""Names that two articles spell differently: Tinzaouatene, Tinzaouaten; Muammar, Moammar.

A pair of capitalised words, one in each sentence, neither in the other article, that begin alike
and are nearly the same or have the same consonants; forms of one word (Mali, Malian) are none.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tui.compare.difference import Difference
from tui.compare.roots import STOPS, folded

Span = tuple[int, int]

_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*[^\W\d_A-ZÀ-ÖØ-Þ](?:['’][^\W\d_]+)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDING_WORDS = """
s es r rs k ce n ns an ian ans ians ese man men woman women ish i is ed ing er ers ly al ia ist
ists ism ic ics ity y ies ty tion tions ions ion ment ments d land a in en ially ally
"""
_ENDINGS = frozenset(_ENDING_WORDS.split())
_PEOPLES = frozenset(("ia", "ian", "ians", "an", "ans", "ese", "ish"))
"""Endings of countries and peoples, behind which no spelling is in doubt."""
_THROAT = frozenset("gkqc")
"""First letters that stand for one another where names are put into Latin letters."""
RATIO = 0.85
"""How alike two spellings are at least (difflib), of names of five letters or more."""


class Name(NamedTuple):
    """A capitalised word: its span and the folded word."""

    span: Span
    word: str


def names_of(text: str, start: int, end: int) -> list[Name]:
    """The capitalised words of a sentence that may be names, a genitive's ending left out."""
    found = []
    for match in _NAME.finditer(text, start, end):
        word = folded(match[0])
        if len(word) < 4 or word in STOPS:
            continue
        stop = match.end()
        while stop > match.start() and folded(text[match.start() : stop]) == word:
            stop -= 1
        found.append(Name((match.start(), stop + 1), word))
    return found


def vocabulary(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """All folded words of an article, and those that stand in it without a capital."""
    words = set(_WORD.findall(text))
    return frozenset(map(folded, words)), frozenset(word for word in words if word.islower())


def differing(
    ours: Sequence[Name],
    theirs: Sequence[Name],
    a_words: tuple[frozenset[str], frozenset[str]],
    b_words: tuple[frozenset[str], frozenset[str]],
) -> list[Difference]:
    """The names of two sentences that are spelled differently, each pair once."""
    plain = a_words[1] | b_words[1]
    left = {one.word: one.span for one in ours if one.word not in b_words[0] | plain}
    right = {one.word: one.span for one in theirs if one.word not in a_words[0] | plain}
    return [
        Difference("name", "spelling", a, b)
        for one, a in left.items()
        for other, b in right.items()
        if (one[0] == other[0] or {one[0], other[0]} <= _THROAT) and spelled(one, other)
    ]


def spelled(one: str, other: str) -> bool:
    """Whether two folded words look like two spellings of one name."""
    if abs(len(one) - len(other)) > 3 or _inflected(one, other):
        return False
    if american(one) == american(other):
        return False
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if one[0] != other[0]:
        bones = _consonants(one)[1:]
        return ratio >= 0.7 and len(bones) >= 2 and bones == _consonants(other)[1:]
    if ratio >= RATIO and min(len(one), len(other)) >= 5:
        return True
    bones = _consonants(one)
    return ratio >= 0.7 and len(bones) >= 2 and bones == _consonants(other)


def american(word: str) -> str:
    """A word as Americans spell it: Center for Centre, Color for Colour, Defense for Defence."""
    return re.sub(r"re\Z", "er", re.sub(r"is(?=[aei])", "iz", word.replace("our", "or"))).replace(
        "ence", "ense"
    )


def _inflected(one: str, other: str) -> bool:
    """Whether they are a beginning they share and endings: Mali, Malian; Congress, Congressman."""
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    tails = {one[common:], other[common:]} - {""}
    if common >= 4 and len(tails) == 2 and tails & _PEOPLES:
        return True
    return common >= 3 and all(tail in _ENDINGS for tail in tails)


def _consonants(word: str) -> str:
    bones = re.sub(r"[aeiouyhw]", "", word[1:]).replace("q", "k").replace("c", "k")
    return word[0] + re.sub(r"(.)\1+", r"\1", bones)
