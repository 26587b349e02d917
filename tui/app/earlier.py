"""The texts an article has had, each with the annotations on it, and where those could go.

Functions on the store for what W and V show, and a reader's own place. Nothing here writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.errors import CallError
from tui.model import Annotation, Article, Fragment
from tui.store import annotations, articles, versions
from tui.store.connection import Store
from tui.store.versions import Version
from tui.text.anchors import anchor

if TYPE_CHECKING:
    from tui.text.reanchor import Reanchoring


@dataclass(frozen=True, slots=True)
class Written:
    """One of the texts of an article: when and from which file it came, and what is on it.

    `article` is the article as it was with this text.
    """

    version: Version
    article: Article
    annotations: Sequence[Annotation]

    @property
    def text(self) -> str:
        return self.article.text


def texts_of(store: Store, article: str) -> list[Version]:
    """The texts of an article, the one it has now first; empty when it has had but one."""
    return versions.of_article(store, article)[::-1]


def written(store: Store, article: str, version: Version) -> Written:
    """One of the texts of an article. Raises CallError when it has had no such text."""
    summary = replace(
        articles.summary(store, article),
        sha256=version.sha256,
        length=version.length,
        file=version.file,
        added=version.added,
    )
    text = versions.text_of(store, article, version.sha256)
    on_it = annotations.of_text(store, article, version.sha256)
    return Written(version, Article(summary, text), on_it)


def both(store: Store, article: str, sha256: str) -> tuple[Written, Written]:
    """An earlier text of an article and the text it has now.

    For the one it has now, the one before it. Raises CallError when there is no such text.
    """
    known = versions.of_article(store, article)
    for index, version in enumerate(known):
        if version.sha256 == sha256:
            older = known[index - 1] if version.current else version
            return written(store, article, older), written(store, article, known[-1])
    raise CallError(f"article {article} has had no text {sha256[:12]}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a waiting annotation could be put, and the key that puts it there."""

    key: str
    fragments: tuple[Fragment, ...]


class Candidates:
    """Finds the likeliest places of waiting annotations, one annotation at a time.

    Two texts are laid side by side once, and kept so while this is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pairs: dict[tuple[str, str, str], tuple[Written, Written, Reanchoring]] = {}

    def texts(self, annotation: Annotation) -> tuple[Written, Written]:
        """The text an annotation is on, and the one its article has now."""
        return self._pair(annotation)[:2]

    def of(self, annotation: Annotation) -> list[Candidate]:
        """The likeliest places, best first."""
        placing = self._pair(annotation)[2].place(annotation.fragments)
        # It waits even where the texts have since become such that it could be placed.
        found = [one.fragments for one in placing.candidates] or [placing.fragments]
        return [Candidate(str(key), parts) for key, parts in enumerate(found, 1) if parts]

    def _pair(self, annotation: Annotation) -> tuple[Written, Written, "Reanchoring"]:
        from tui.text.reanchor import Reanchoring

        now = articles.summary(self._store, annotation.article).sha256
        pair = annotation.article, annotation.sha256, now
        if pair not in self._pairs:
            old, new = both(self._store, annotation.article, annotation.sha256)
            self._pairs[pair] = old, new, Reanchoring(old.text, new.text)
        return self._pairs[pair]


def same_place(old: str, span: tuple[int, int], new: str) -> int:
    """Where what stands at a span of one text begins in another, or seems to.

    Where nothing is like it, as far on in the text as it was.
    """
    from tui.text.reanchor import Reanchoring

    if span[0] < span[1]:
        placed = Reanchoring(old, new).place([anchor(old, *span)])
        likeliest = placed.fragments or [one.fragments[0] for one in placed.candidates]
        if likeliest:
            return likeliest[0].start
    return round(span[0] / max(1, len(old)) * len(new))
