"""Annotations, articles and readings made on the spot, and texts that are hard to show."""

from collections.abc import Iterable, Mapping

from tests.text.material import HARD, PLAIN, hard_texts
from tui.app.marks import Marks
from tui.app.reading import Reading
from tui.model import Annotation, Article, ArticleSummary, Fragment

__all__ = ["HARD", "PLAIN", "article", "hard_texts", "marked", "over", "reading"]


def marked(
    uid: str,
    *spans: tuple[int, int],
    tag: str = "claim/event",
    text: str = "",
    note: str = "",
    attributes: Mapping[str, str] | None = None,
) -> Annotation:
    """An annotation over some spans."""
    return Annotation(
        uid=uid,
        article="a",
        tag=tag,
        fragments=tuple(Fragment(start, end, text[start:end]) for start, end in spans),
        annotator="ana",
        created="2026-01-01T00:00:00.000Z",
        modified="2026-01-01T00:00:00.000Z",
        attributes=attributes or {},
        note=note,
    )


def over(text: str, uid: str, words: str, tag: str = "claim/event") -> Annotation:
    """An annotation over the first place where some words stand."""
    start = text.index(words)
    return marked(uid, (start, start + len(words)), tag=tag, text=text)


def article(text: str, **details: str) -> Article:
    """An article of this text."""
    told = {"title": "A title", **details}
    return Article(ArticleSummary("a", "0" * 64, length=len(text), **told), text)


def reading(text: str, annotations: Iterable[Annotation] = (), cursor: int = 0) -> Reading:
    """Someone who reads this text."""
    return Reading(article(text), Marks(annotations), cursor)
