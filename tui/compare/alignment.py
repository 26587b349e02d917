"""Which sentences of two articles tell the same.

Two sentences are as alike as the weight of the words they share, out of all their words; what they
share counts for more where the articles as a whole share much, since two articles on different
events share words by chance. A link must reach the threshold and come near the best of its row or
of its column; any number of links may meet in a sentence, in any order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from tui.compare.frequencies import Frequencies, Idf
from tui.compare.source import Source
from tui.compare.terms import spoken

THRESHOLD = 0.135
"""The least score of a link. How it was chosen: benchmarks/comparison.py."""
NEAR_BEST = 0.75
"""The share of the best score of its row or of its column that a link must have."""
NEAR_BOTH = 0.45
"""The share of the best of both that it must have: the like of a sentence that the other article
tells word for word is not in a third sentence that has some of its words."""
SHORT = 7
"""Sentences are compared as if each pair had so many rare words more, which it does not share:
otherwise two short ones would be alike by one word."""
MOST_GAIN = 1.5
"""No score is more than so many times its light one where sentences are compared by meaning."""

Vectors = Mapping[str, bytes]
"""The vector of each sentence by its text: float32 in the machine's order, of length 1."""


class Link(NamedTuple):
    """Sentence `a` of the one article and `b` of the other, by index, and how surely they tell the
    same, 0 to 1. `alike` is how far they do it in the same words, 0 to 1, whatever the articles."""

    a: int
    b: int
    score: float
    alike: float = 0.0


def align(
    a: Source,
    b: Source,
    frequencies: Frequencies | None = None,
    vectors: Vectors | None = None,
    threshold: float | None = None,
) -> list[Link]:
    """The links between two articles with at least `threshold`, in order of the sentences.

    `frequencies` are the library's. With `vectors` that hold every sentence of both articles, what
    sentences mean refines the scores; the scale and the threshold stay the same.
    """
    least = THRESHOLD if threshold is None else threshold
    return kept(scored(a, b, frequencies, vectors, least), least)


def kept(links: Iterable[Link], threshold: float) -> list[Link]:
    """Those that reach the threshold and come near the best of their row and of their column."""
    found = [link for link in links if link.score >= threshold]
    row: dict[int, float] = defaultdict(float)
    column: dict[int, float] = defaultdict(float)
    for link in found:
        row[link.a] = max(row[link.a], link.score)
        column[link.b] = max(column[link.b], link.score)

    def near(link: Link) -> bool:
        low, high = sorted((row[link.a], column[link.b]))
        return link.score >= NEAR_BEST * low and link.score >= NEAR_BOTH * high

    return [link for link in found if near(link)]


def scored(
    a: Source,
    b: Source,
    frequencies: Frequencies | None = None,
    vectors: Vectors | None = None,
    least: float = 0.0,
) -> list[Link]:
    """Every two sentences of the bodies that share a word, with their scores; in order.

    Those that are surely below `least` are left out.
    """
    rows, columns = a.terms, b.terms
    same = spoken(a.language) == spoken(b.language)
    weigh = Idf(
        [*rows.values(), *columns.values()], spoken(a.language) if same else "", frequencies
    )
    kin = _kinship(rows, columns, weigh)
    short = SHORT * weigh.rare
    lowest = (least / MOST_GAIN) ** 2
    found = [
        Link(i, j, sqrt(shared / (whole + short) * kin), shared / whole)
        for i, j, shared, whole in _shared(rows, columns, weigh)
        if shared * kin >= lowest * (whole + short)
    ]
    if not vectors:
        return found
    from tui.compare.semantic import refined

    return refined(found, a, b, vectors)


Bags = Mapping[int, tuple[str, ...]]


def _kinship(rows: Bags, columns: Bags, weigh: Idf) -> float:
    """How much of the words of both articles they share, 0 to 1."""
    one = {term for words in rows.values() for term in words}
    other = {term for words in columns.values() for term in words}
    whole = sum(map(weigh, sorted(one | other)))
    return sum(map(weigh, sorted(one & other))) / whole if whole else 0.0


def _shared(rows: Bags, columns: Bags, weigh: Idf) -> Iterator[tuple[int, int, float, float]]:
    """What two sentences share and what they have, as weights, for all that share something.

    The terms of a sentence are in order, so that the sums are the same from both sides.
    """
    numbers = list(columns)
    where: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(columns.values()):
        for term in words:
            where[term].append(at)
    weight = [sum(map(weigh, words)) for words in columns.values()]
    for i, words in rows.items():
        shared = [0.0] * len(numbers)
        for term in words:
            if term in where:
                value = weigh(term)
                for at in where[term]:
                    shared[at] += value
        own = sum(map(weigh, words))
        for at, common in enumerate(shared):
            if common:
                yield i, numbers[at], common, own + weight[at] - common
