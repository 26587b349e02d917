"""Whether two sentences tell the same alike, or one of them only a part of the other's.

The measure is how much of a sentence its words in common with the other one are, by weight: a word
weighs the more, the fewer of the compared sentences have it. It was checked on ECB+ (see
docs/decisions.md), where two sentences count as alike when each tells at least half of the events
of the other.
"""

from collections import Counter
from collections.abc import Sequence
from math import log

from tui.compare.findings import Place
from tui.compare.source import Source
from tui.compare.terms import terms

ALIKE = 0.5
"""The share of each sentence's weight that both must have in common to count as alike."""


class Likeness:
    """The words of every sentence of some articles, weighed against each other."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._terms = {
            Place(x, index): terms(source.words(index), source.language or "en")
            for x, source in enumerate(sources)
            for index in source.body
        }
        counts = Counter(term for words in self._terms.values() for term in words)
        whole = len(self._terms)
        self._weight = {term: log(1 + whole / count) for term, count in counts.items()}

    def alike(self, a: Place, b: Place) -> bool:
        """Whether each of two sentences has at least `ALIKE` of its weight in the other."""
        return min(self.shares(a, b)) >= ALIKE

    def shares(self, a: Place, b: Place) -> tuple[float, float]:
        """How much of each sentence is in the other one, 0 to 1."""
        mine, other = self._terms.get(a, frozenset()), self._terms.get(b, frozenset())
        common = self._sum(mine & other)
        if not common:
            return 0.0, 0.0
        return common / self._sum(mine), common / self._sum(other)

    def _sum(self, words: frozenset[str]) -> float:
        return sum(self._weight[word] for word in sorted(words))
