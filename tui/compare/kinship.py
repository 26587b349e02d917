"""Which articles of a library tell of the same event as one, the most alike first.

What stands in the library is asked of whoever has an index of its words, so that a list of ten
thousand articles opens at once: how many articles have each word of the one, then which articles
have most of the rarest of them. Only those few are read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from tui.compare.words import Telling, day, nearness, rarity
from tui.model import Article

ASKED = 40
"""Words of an article that others are looked up by."""
FOUND = 40
"""Articles that are looked up, and read."""
MANY, SHARE = 100, 50
"""A word is not asked for once more than 100 articles and a fiftieth of the library have it."""

Counted = Callable[[Iterable[str]], tuple[int, Mapping[str, int]]]
"""How many articles there are, and how many have each of these folded words, as
`store/frequencies.of` has it."""
Sharing = Callable[[Sequence[str], int], Iterable[tuple[str, int]]]
"""So many articles, by uid, that have most of these folded words, and how many each has, the most
first: `store/kin.sharing`. The article itself may be among them."""


@dataclass(frozen=True, slots=True)
class Kin:
    """An article and how much of the same event it tells, from 0 to 1."""

    uid: str
    share: float


def kin(
    article: Article,
    counted: Counted,
    sharing: Sharing,
    read: Callable[[str], Article],
    telling: Telling | None = None,
) -> list[Kin]:
    """The articles that tell of the same event as this one, the most alike first.

    How alike two are is the cosine of their telling words (`words.Telling`), weighed by how rare
    they are, lowered where the days are known and lie apart, by half at most. How rare the words
    are that this article does not have is not asked for: they count as its own do on the average.
    Texts are the body alone. `telling` may be kept from one call to the next, which saves time.
    """
    telling = telling or Telling()
    own = _told(article, telling)
    articles, having = counted(own)
    weights = {word: tells * rarity(articles, having.get(word, 1)) for word, tells in own.items()}
    whole = sqrt(sum(weight * weight for weight in weights.values()))
    if not whole:
        return []
    average = sum(rarity(articles, having.get(word, 1)) for word in own) / len(own)
    asked = _asked(weights, having, max(MANY, articles // SHARE))
    here, found = day(article.summary.published), []
    for uid, _ in sharing(asked, FOUND + 1):
        if uid == article.uid:
            continue
        other = read(uid)
        shared, rest = 0.0, 0.0
        for word, tells in _told(other, telling).items():
            if word in weights:
                weight = tells * weights[word] / own[word]
                shared += weight * weights[word]
                rest += weight * weight
            else:
                rest += (tells * average) ** 2
        share = shared / whole / sqrt(rest) if rest else 0.0
        found.append(Kin(uid, share * nearness(here, day(other.summary.published))))
    return sorted(found, key=lambda one: (-one.share, one.uid))


def _told(article: Article, telling: Telling) -> dict[str, float]:
    about = article.summary
    return telling.of(f"{about.title}\n{article.text}", about.language)


def _asked(weights: Mapping[str, float], having: Mapping[str, int], most: int) -> list[str]:
    """The words that tell most, of those that some but not many articles have."""
    some = [word for word in weights if 1 < having.get(word, 0) <= most]
    return sorted(some, key=lambda word: (-weights[word], word))[:ASKED]


class Shelf:
    """An index of a few articles in memory, where there is none to be asked."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles: dict[str, Article] = {}
        self._having: dict[str, set[str]] = defaultdict(set)
        telling = Telling()
        for article in articles:
            self.articles[article.uid] = article
            for word in _told(article, telling):
                self._having[word].add(article.uid)

    def counted(self, words: Iterable[str]) -> tuple[int, Mapping[str, int]]:
        """How many articles there are, and how many have each word."""
        return len(self.articles), {word: len(self._having.get(word, ())) for word in words}

    def sharing(self, words: Sequence[str], limit: int) -> list[tuple[str, int]]:
        """The articles that have most of the words."""
        counts = Counter(uid for word in words for uid in self._having.get(word, ()))
        return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:limit]
