"""Which articles of a library are alike enough to tell of one event, not comparing all with all.

Two articles are as alike as the cosine of their telling words (`words.Telling`), weighed by how
rare they are in the library, lowered where days are known and lie apart. Only words that few
articles have are counted, through an index of those. An article of 600 words takes about 3 kB.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from math import sqrt
from typing import NamedTuple

from tui.compare.words import Telling, day, nearness, rarity
from tui.model import Article

ALIKE = 0.17
"""How alike two articles are from which on they are linked."""
APART = 30
"""Days between two articles from which on they are never linked, however alike."""
MOST_LINKS = 100
"""The best links of an article that are kept: a group of more than twice as many may fall apart."""
MANY, SHARE = 100, 50
"""A word tells nothing once more than 100 articles and a fiftieth of the library have it."""


class Link(NamedTuple):
    """Two articles, by where they stand in the order of uids, and how alike they are."""

    score: float
    a: int
    b: int


class _Vector(NamedTuple):
    """An article's words, by number, and how much each tells."""

    uid: str
    story: str
    day: int | None
    words: "array[int]"
    weights: "array[float]"


class Library:
    """The telling words of articles, taken in one at a time in any order."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._numbers: dict[str, int] = {}
        self._having: Counter[int] = Counter()
        self._telling = Telling()
        taken = sorted(self._taken(article) for article in articles)
        self._vectors = [
            vector._replace(weights=self._unit(vector, len(taken))) for vector in taken
        ]
        self._written = list(self._numbers)
        self.uids = [vector.uid for vector in taken]
        self.stories = [vector.story for vector in taken]
        self.days = [vector.day for vector in taken]

    def telling(self, group: Sequence[int], most: int) -> list[str]:
        """The words that tell most of these articles, of those at least half of them have."""
        weights: dict[int, float] = defaultdict(float)
        having: Counter[int] = Counter()
        for at in group:
            vector = self._vectors[at]
            having.update(vector.words)
            for word, weight in zip(vector.words, vector.weights, strict=True):
                weights[word] += weight
        shared = (word for word in weights if 2 * having[word] >= len(group))
        named = ((round(weights[word], 4), self._written[word]) for word in shared)
        return [word for _, word in nlargest(most, named)]

    def links(self) -> list[Link]:
        """The links of each article to those it is most alike, each link once, the best first."""
        best: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for score, a, b in self._alike():
            for one, other in ((a, b), (b, a)):
                best[one].append((score, other))
                if len(best[one]) >= 2 * MOST_LINKS:
                    best[one] = nlargest(MOST_LINKS, best[one])
        found = {
            Link(score, min(one, other), max(one, other))
            for one, others in best.items()
            for score, other in nlargest(MOST_LINKS, others)
        }
        return sorted(found, key=lambda link: (-link.score, link.a, link.b))

    def _taken(self, article: Article) -> _Vector:
        about, numbers = article.summary, self._numbers
        found = self._telling.of(f"{about.title}\n{article.text}", about.language)
        words = array("I", [numbers.setdefault(word, len(numbers)) for word in found])
        self._having.update(words)
        weights = array("f", found.values())
        return _Vector(article.uid, about.story, day(about.published), words, weights)

    def _unit(self, vector: _Vector, articles: int) -> "array[float]":
        """The weights as a unit vector over the words that few articles have."""
        most = max(MANY, articles // SHARE)
        weights = [
            weight * rarity(articles, having) if (having := self._having[word]) <= most else 0.0
            for word, weight in zip(vector.words, vector.weights, strict=True)
        ]
        whole = sqrt(sum(weight * weight for weight in weights)) or 1.0
        return array("f", [weight / whole for weight in weights])

    def _alike(self) -> Iterator[Link]:
        """Each pair of articles that is alike enough, once."""
        index: dict[int, tuple[array[int], array[float]]] = {}
        for at, vector in enumerate(self._vectors):
            scores: dict[int, float] = defaultdict(float)
            for word, weight in zip(vector.words, vector.weights, strict=True):
                if not weight or self._having[word] < 2:
                    continue
                others, theirs = index.setdefault(word, (array("I"), array("f")))
                for other, their in zip(others, theirs, strict=True):
                    scores[other] += weight * their
                others.append(at)
                theirs.append(weight)
            likely = [other for other, score in scores.items() if score >= ALIKE]
            for other in likely:
                score = scores[other] * _near(vector.day, self._vectors[other].day)
                if score >= ALIKE:
                    yield Link(score, other, at)


def _near(one: int | None, two: int | None) -> float:
    if one is not None and two is not None and abs(one - two) > APART:
        return 0.0
    return nearness(one, two)


def linked_with(links: Sequence[Link]) -> dict[int, set[int]]:
    """For each article those it is linked with."""
    found: dict[int, set[int]] = defaultdict(set)
    for _, a, b in links:
        found[a].add(b)
        found[b].add(a)
    return found
