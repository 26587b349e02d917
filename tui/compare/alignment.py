"""Which sentences of two articles tell the same.

Idf-weighted Jaccard of stemmed words. A link must reach the threshold and come near the best of
its row or of its column; any number of links may meet in a sentence, in any order.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from math import log
from typing import NamedTuple

from tui.compare.frequencies import Frequencies
from tui.compare.source import Source
from tui.compare.terms import terms

THRESHOLD = 0.11
NEAR_BEST = 0.75


class Link(NamedTuple):
    """Sentence `a` of the one article and `b` of the other, by index, and how alike they are."""

    a: int
    b: int
    score: float


Idf = Callable[[str], float]


def align(
    a: Source,
    b: Source,
    frequencies: Frequencies | None = None,
    vectors: Mapping[str, bytes] | None = None,
    threshold: float | None = None,
) -> list[Link]:
    """The links between two articles with at least `threshold`, in order of the sentences."""
    threshold = THRESHOLD if threshold is None else threshold
    rows = {index: terms(a.words(index), a.language) for index in a.body}
    columns = {index: terms(b.words(index), b.language) for index in b.body}
    weigh = _pair_idf([*rows.values(), *columns.values()])
    scores = _scores(rows, columns, weigh)
    best_row: dict[int, float] = defaultdict(float)
    best_column: dict[int, float] = defaultdict(float)
    for (i, j), score in scores.items():
        best_row[i] = max(best_row[i], score)
        best_column[j] = max(best_column[j], score)
    return [
        Link(i, j, score)
        for (i, j), score in sorted(scores.items())
        if score >= threshold
        and (score >= NEAR_BEST * best_row[i] or score >= NEAR_BEST * best_column[j])
    ]


def _pair_idf(sentences: list[frozenset[str]]) -> Idf:
    counts = Counter(term for sentence in sentences for term in sentence)
    return lambda term: log(1 + len(sentences) / (counts[term] or 1))


def _scores(
    rows: dict[int, frozenset[str]], columns: dict[int, frozenset[str]], idf: Idf
) -> dict[tuple[int, int], float]:
    where: dict[str, list[int]] = defaultdict(list)
    for j, words in columns.items():
        for term in words:
            where[term].append(j)
    weight = {j: sum(map(idf, words)) for j, words in columns.items()}
    scores: dict[tuple[int, int], float] = {}
    for i, words in rows.items():
        shared: dict[int, float] = defaultdict(float)
        for term in words:
            for j in where.get(term, ()):
                shared[j] += idf(term)
        whole = sum(map(idf, words))
        for j, common in shared.items():
            scores[i, j] = common / (whole + weight[j] - common)
    return scores
