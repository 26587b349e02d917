"""The telling words of a sentence, stemmed: what alignment counts.

Numbers stay whole, accents and the shapes of apostrophes are folded, stop words go.
"""

import re
from functools import cache
from typing import Any
from unicodedata import combining, normalize

import snowballstemmer

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP_WORDS = """
a about after again against all also although am among an and another any are as at be because
been before being between both but by can could did do does doing down during each either even few
for from further had has have having he her here hers him his how i if in into is it its itself
just least less many may me might more most much must my neither no nor not now of off on once one
only onto or other our out over own per quite rather said same say saying says shall she should
since so some still such than that the their them then there these they this those though through
to told too toward towards under until up upon us very via was we were what when where whether
which while who whom whose why will with within without would yet you your mr mrs ms dr
"""
_STOPS = frozenset(_STOP_WORDS.split())


def terms(words: str, language: str = "en") -> frozenset[str]:
    """The stems of the telling words of a sentence."""
    return frozenset(_terms(words))


def _terms(words: str) -> list[str]:
    found: list[str] = []
    for match in _WORD.finditer(words):
        word = _folded(match[0])
        if word and word not in _STOPS:
            found.append(word.replace(",", "") if word[0].isdigit() else _stem(word))
    return found


def _folded(word: str) -> str:
    plain = normalize("NFKD", word).casefold().replace("’", "'")
    plain = "".join(char for char in plain if not combining(char))
    return plain.removesuffix("'s").removesuffix("'")


@cache
def _stem(word: str) -> str:
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")
