"""The words of a whole article, as near copies and stories are told by.

They are the words of the search index (`tui/text/tokens.py`), so that the index can be asked for
them. Scripts without blanks between words give one sign after the other.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import log

from tui.compare.terms import terms
from tui.text.regions import Region
from tui.text.runs import HAS_SIGNS, words

NAME = 1.5
"""How much more a name counts than another word that is as rare."""

_NAME = re.compile(r"(?<=[^\W\d_][ ])[A-Z\u00c0-\u00de\u0400-\u042f]\w+|(?<=[,;] )[A-Z]\w+")


def body(text: str, regions: Sequence[Region]) -> str:
    """A text without what is not its body: navigation, teasers of other articles, notices."""
    parts, end = [], 0
    for region in regions:
        parts.append(text[end : region.start])
        end = region.end
    return "".join((*parts, text[end:]))


def day(published: str) -> int | None:
    """The day of an ISO 8601 date as a number, None where it is not known to the day."""
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None


class Telling:
    """How much the words of an article tell about what it is about, before how rare they are.

    Stop words of the article's language tell nothing, a word that comes again tells more by the
    logarithm of how often, and names count more. It keeps what it has learnt about words, for as
    many articles as it is asked about.
    """

    def __init__(self) -> None:
        self._stops: dict[tuple[str, str], bool] = {}

    def of(self, text: str, language: str = "") -> dict[str, float]:
        """Each telling word of a text with its weight, at least 1."""
        names = {*words(" ".join(_NAME.findall(text)))}
        found = words(text)
        counts = Counter(_paired(found) if HAS_SIGNS.search(text) else found)
        return {
            word: (1 + log(count)) * (NAME if word in names else 1)
            for word, count in counts.items()
            if not self._is_stop(word, language or "en")
        }

    def _is_stop(self, word: str, language: str) -> bool:
        known = self._stops.get((word, language))
        if known is None:
            known = len(word) < 2 or not terms(word, language)
            self._stops[word, language] = known
        return known


def _paired(found: Sequence[str]) -> Sequence[str]:
    """Two signs together where words are not parted: one alone tells too little."""
    pairs = [one + two for one, two in pairwise(found)]
    return [
        pair if HAS_SIGNS.match(one) else one
        for one, pair in zip(found, [*pairs, ""], strict=True)
        if pair or not HAS_SIGNS.match(one)
    ]


def rarity(articles: int, having: int) -> float:
    """How much a word tells that so many of the articles have: at least 0.

    In a library of a few articles every word is rare, and none much more than another.
    """
    return log((articles + FEW + 1) / max(having, 1))


FEW = 20
"""Articles that are added to a library's number, for what a small one does not know of words."""


def nearness(one: int | None, two: int | None) -> float:
    """How much two articles' days speak for one event: 1 within two days or where a day is not
    known, down to a half from two weeks on."""
    if one is None or two is None:
        return 1.0
    apart = abs(one - two)
    return max(0.5, min(1.0, 1 - (apart - 2) / 24))
