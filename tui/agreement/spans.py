"""Agreement on marked spans: each code point of an article is a unit, and its value the tags on it.

Only articles that two or more annotators marked say anything; one who read an article and marked
nothing in it is not known to have read it. Alpha over a tag alone, marked or not, is what
Krippendorff, Mathet, Bouvry and Widlöcher ("On the reliability of unitizing textual continua",
Quality & Quantity 50, 2016) call the binary alpha of unitizing: it looks at lengths, so that the
longer the stretch, the more it says.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from tui.agreement.coefficients import Alpha, kappa
from tui.model import Annotation

Tags = frozenset[str]
Pairs = Counter[tuple[Hashable, Hashable]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators: the articles both marked, Cohen's kappa over the tags on each code point,
    and of the spans either marked the share that both marked alike, with the same tag."""

    one: str
    other: str
    articles: int
    kappa: float | None
    same: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """What several annotators agree on. `alpha` is over the tags on each code point, `by_tag` over
    one tag alone. None is where nothing can be said: no article was marked by two."""

    articles: int
    alpha: float | None
    by_tag: dict[str, float | None]
    pairs: tuple[Pair, ...]


class Agreement:
    """Takes articles one by one, and keeps counts alone."""

    def __init__(self) -> None:
        self.articles = 0
        self._all = Alpha()
        self._lengths = Counter[int]()
        """Code points by how many annotators spoke of them."""
        self._marked: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
        """Of each tag: code points by how many spoke of them, and how many of these marked them."""
        self._pairs: dict[tuple[str, str], _Pair] = defaultdict(_Pair)

    def take(self, length: int, made: Iterable[Annotation]) -> None:
        """An article of so many code points, with all annotations on its text."""
        found = list(made)
        names = sorted({one.annotator for one in found})
        if len(names) < 2:
            return
        self.articles += 1
        self._lengths[len(names)] += length
        for stretch, said in stretches(length, found, names):
            self._all.take([*said.values()], stretch)
            for tag, count in Counter(tag for tags in said.values() for tag in tags).items():
                self._marked[tag][len(names), count] += stretch
            for one, other in combinations(names, 2):
                self._pairs[one, other].said[said[one], said[other]] += stretch
        spans = {name: {_span(made) for made in found if made.annotator == name} for name in names}
        for one, other in combinations(names, 2):
            pair = self._pairs[one, other]
            pair.articles += 1
            pair.alike += len(spans[one] & spans[other])
            pair.either += len(spans[one] | spans[other])

    def agreed(self) -> Agreed:
        """What came of all articles."""
        pairs = (
            Pair(*names, found.articles, kappa(found.said), found.alike / found.either)
            for names, found in sorted(self._pairs.items())
        )
        by_tag = {tag: self._of(self._marked[tag]) for tag in sorted(self._marked)}
        return Agreed(self.articles, self._all.value(), by_tag, tuple(pairs))

    def _of(self, marked: Counter[tuple[int, int]]) -> float | None:
        alpha, left = Alpha(), self._lengths.copy()
        for (speakers, count), length in marked.items():
            alpha.take([True] * count + [False] * (speakers - count), length)
            left[speakers] -= length
        for speakers, length in left.items():
            alpha.take([False] * speakers, length)
        return alpha.value()


@dataclass
class _Pair:
    articles: int = 0
    said: Pairs = field(default_factory=Counter)
    alike: int = 0
    either: int = 0


def stretches(
    length: int, made: Iterable[Annotation], names: Iterable[str]
) -> Iterator[tuple[int, dict[str, Tags]]]:
    """The text cut wherever an annotation begins or ends: how long each piece is, and the tags
    that each of these annotators gave it."""
    turns: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for one in made:
        for part in one.fragments:
            turns[part.start].append((one.annotator, one.tag, 1))
            turns[part.end].append((one.annotator, one.tag, -1))
    open_ones: dict[str, Counter[str]] = {name: Counter() for name in names}
    before = 0
    for at in sorted({*turns, length}):
        if at > before:
            yield at - before, {name: frozenset(+tags) for name, tags in open_ones.items()}
        for name, tag, by in turns[at]:
            open_ones[name][tag] += by
        before = at


def _span(made: Annotation) -> tuple[str, tuple[tuple[int, int], ...]]:
    return made.tag, tuple((part.start, part.end) for part in made.fragments)
