"""Which articles tell of the same event as the one being read: what to compare it with.

Worked out in a thread, over a connection of its own: the search index names the articles that
share rare words, and those few are read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tui.compare.kinship import kin
from tui.compare.origins import Origin, origins, printed
from tui.compare.words import body
from tui.model import Article, ArticleSummary
from tui.store import articles, frequencies
from tui.store import regions as kept
from tui.store.connection import Store
from tui.store.kin import sharing
from tui.store.opening import open_reader

LEAST = 0.05
"""The share of an event from which on an article is listed as telling of it."""
PATIENCE = 1.0
"""Seconds to wait while the database is locked."""


@dataclass(frozen=True, slots=True)
class Kindred:
    """An article that tells of the same event: how much of it, 0 to 1.

    Where it is a near copy of another one, `copied` is what that is called and `changed` how much
    of the text is another, 0 to 1.
    """

    summary: ArticleSummary
    share: float
    copied: str = ""
    changed: float = 0.0

    @property
    def uid(self) -> str:
        """The article's uid."""
        return self.summary.uid

    def has(self, words: Sequence[str]) -> bool:
        """Whether each of these words, in small letters, is in the article's details."""
        about = self.summary
        fields = (about.title, about.source, about.story, about.file, about.byline)
        whole = " ".join(fields).casefold()
        return all(word in whole for word in words)


def kindred(path: Path, uid: str, beside: Sequence[str]) -> list[Kindred]:
    """The articles that tell most of what one tells, those of `beside` left out.

    Raises DataError where the database cannot be read, or the article is gone.
    """
    with open_reader(path, PATIENCE) as store:
        there: dict[str, Article] = {}

        def read(one: str) -> Article:
            if one not in there:
                there[one] = _body(store, articles.read(store, one, counted=False))
            return there[one]

        ranked = kin(read(uid), partial(frequencies.of, store), partial(sharing, store), read)
        near = [read(uid), *(there[one.uid] for one in ranked)]
        copies = dict(_copies(near, beside))
    return [
        Kindred(there[one.uid].summary, min(1.0, one.share), *copies.get(one.uid, ("", 0.0)))
        for one in ranked
        if one.share >= LEAST and one.uid not in beside
    ]


def _body(store: Store, article: Article) -> Article:
    """An article with the text of its body alone."""
    return replace(
        article, text=body(article.text, kept.of_article(store, article.uid, article.text))
    )


def _copies(
    near: Sequence[Article], beside: Sequence[str]
) -> Iterator[tuple[str, tuple[str, float]]]:
    """Each near copy, what it is a copy of (an open article, if one is), and how much changed."""
    there = {one.uid: one for one in near}
    prints = [printed(uid, one.text, one.summary.published) for uid, one in there.items()]
    for origin in origins(prints, lambda uid: there[uid].text):
        yield from _of_origin(origin, there, beside)


def _of_origin(
    origin: Origin, there: dict[str, Article], beside: Sequence[str]
) -> Iterator[tuple[str, tuple[str, float]]]:
    changed = {origin.uid: 0.0, **{copy.uid: copy.changed for copy in origin.copies}}
    opened = next((uid for uid in origin.uids if uid in beside), None)
    for uid in origin.uids:
        other = opened or (origin.uid if uid != origin.uid else origin.copies[0].uid)
        if uid != other:
            share = changed[uid] if other == origin.uid else max(changed[uid], changed[other])
            yield uid, (there[other].summary.label, share)
