"""How common words are: in news at large, in the reader's library, and in the two articles.

A word that stands everywhere says little of whether two sentences tell the same. For English a
table of news comes with the package (data/README.md says from what); other languages have the
library and the articles alone.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log
from pathlib import Path

from tui.compare.stopwords import stop_words
from tui.compare.terms import SHARED, has_synonyms, terms_of_word

DATA = Path(__file__).parent / "data"
SENTENCES = 43
"""Sentences of an article of news, on average; measured on the articles of the English table."""
TELLING = 1.6
"""Sentences of an article that hold a word, where the article holds it; measured likewise."""
MASS = 15_000
"""Sentences that the table and the library together stand for at most, so that the two articles
weigh the same beside a large library as beside none."""
ASSUMED, ASSUMED_BARE = 5000, 200
"""Sentences without any of the articles' words that are assumed at least, where there is neither
table nor library: in a language whose stop words are known, and in one whose are not, where the
two articles alone must tell what is common."""
PAIR = 10
"""How many times each sentence of the two articles counts."""
SYNONYMS = 0.5
"""The share of a word's weight that its line of synonyms takes over."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `sentences` sentences each term stands; fractions where it is estimated."""

    sentences: float = 0.0
    counts: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of_library(
        cls, articles: int, counts: Mapping[str, int], language: str = "en"
    ) -> "Frequencies":
        """What a library of so many articles tells, from how many of them hold each word.

        `counts` goes by the words as they stand in a text, case aside; only those asked about
        need to be in it. Several forms of one stem in one article count once for each.
        """
        found: dict[str, float] = defaultdict(float)
        for word, count in counts.items():
            for term in terms_of_word(word, language):
                found[term] += count
        held = {term: TELLING * min(count, articles) for term, count in found.items()}
        return cls(SENTENCES * articles, held)


class Idf:
    """The weight of each term for two articles, given the terms of each of their sentences.

    The logarithm of how many sentences there are for each that holds it: PAIR times the articles'
    own, beside the table of the language (empty: of none) and the library. `rare` is the weight of
    a word that is nowhere but in one of the sentences.
    """

    def __init__(
        self,
        pair: Iterable[Iterable[str]],
        language: str = "",
        library: Frequencies | None = None,
    ) -> None:
        counts: dict[str, int] = defaultdict(int)
        sentences = 0
        for one in pair:
            sentences += 1
            for term in one:
                counts[term] += 1
        known = [one for one in (background(language), library) if one is not None]
        least = ASSUMED if stop_words(language) else ASSUMED_BARE
        whole = max(least, sum(one.sentences for one in known))
        self._known = [one.counts for one in known]
        self._scale = min(1.0, MASS / whole)
        self._counts = counts
        self._total = whole * self._scale + PAIR * sentences + 1
        self._weights: dict[str, float] = {}
        self.rare = log(self._total / (PAIR + 0.5)) if sentences else 0.0

    def __call__(self, term: str) -> float:
        """The weight of a term."""
        weight = self._weights.get(term)
        if weight is None:
            there = self._scale * sum(counts.get(term, 0.0) for counts in self._known)
            weight = log(self._total / (there + PAIR * self._counts.get(term, 0) + 0.5))
            self._weights[term] = weight = weight * _share(term)
        return weight


def _share(term: str) -> float:
    if term.startswith(SHARED):
        return SYNONYMS
    return 1 - SYNONYMS if has_synonyms(term) else 1.0


@cache
def background(language: str) -> Frequencies | None:
    """The table of news of a language that comes with the package; None where there is none.

    A line is a count and the terms that have it; the first line is the number of sentences. It
    holds terms of three sentences and more: what is rarer is as good as unknown.
    """
    file = DATA / f"frequencies_{language}.txt.z"
    if language != "en" or not file.is_file():
        return None
    lines = zlib.decompress(file.read_bytes()).decode().splitlines()
    counts: dict[str, float] = {}
    for line in lines[1:]:
        count, *terms = line.split(" ")
        counts.update(dict.fromkeys(terms, float(count)))
    return Frequencies(float(lines[0]), counts)
