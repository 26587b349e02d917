"""Articles to compare: the seeds, and small ones made of given sentences."""

from pathlib import Path

from tui.compare.findings import Alignment, Comparison, Place
from tui.compare.source import Source, source_of
from tui.model import Article, ArticleSummary
from tui.text.regions import regions

SEEDS = Path(__file__).parents[2] / "seeds"


def source(text: str, uid: str = "a") -> Source:
    """An article of this text."""
    summary = ArticleSummary(uid, "", f"title of {uid}", len(text), source=f"Paper {uid}")
    return source_of(Article(summary, text), regions(text))


def sources(*texts: str) -> list[Source]:
    """Articles of these texts, a, b, c …"""
    return [source(text, uid) for text, uid in zip(texts, "abcdefgh", strict=False)]


def seeds() -> list[Source]:
    """The two seed articles."""
    names = ("000_20a9162aa588d66d.txt", "001_5c23252eae010d18.txt")
    return sources(*((SEEDS / name).read_text("utf-8") for name in names))


def place_of(found: Comparison, article: int, words: str) -> Place:
    """The sentence of an article that has these words."""
    one = found.sources[article]
    (index,) = (x for x in one.body if words in one.words(x))
    return Place(article, index)


def between(found: Comparison, words: str, others: str) -> Alignment:
    """The alignment of two sentences: of the first article and of the second, by their words."""
    pair = place_of(found, 0, words), place_of(found, 1, others)
    (one,) = (each for each in found.alignments if (each.a, each.b) == pair)
    return one
