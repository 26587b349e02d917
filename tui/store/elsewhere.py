"""The other places where some words stand, in one article or in all, a batch at a time."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui.store import articles, codebook
from tui.store.annotations import Draft, add
from tui.store.connection import Store
from tui.store.search import AT_ONCE, STRETCH, match
from tui.text.anchors import anchor
from tui.text.occurrences import Span, occurrences
from tui.text.passages import Excerpt, excerpt
from tui.text.query import Term

ROW, CONTEXT = 100, 400
"""Characters of a place as a row, and with what stands around it."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the words stand: the article, its short name, the span, and its text."""

    article: str
    label: str
    span: Span
    text: str = field(repr=False, compare=False)

    @property
    def row(self) -> Excerpt:
        """The place on one line."""
        return excerpt(self.text, self.span, ROW)

    @property
    def passage(self) -> Excerpt:
        """The place with what stands around it."""
        return excerpt(self.text, self.span, CONTEXT)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step found: places, and how many more are tagged so already.

    `share` of all there is to look through, from 0 to 1, has been looked through by then.
    """

    places: tuple[Place, ...]
    tagged: int
    share: float


def in_article(store: Store, words: str, tag: str, article: str) -> Batch:
    """The places in one article where these words stand and the one at work has not put the tag."""
    ((source, file, title),) = store.rows(
        "SELECT source, file, title FROM article WHERE uid = ?", (article,)
    )
    text = (article, source or file or title, articles.text_of(store, article))
    return _of_text(store, text, words, tag, 1)


def in_all(store: Store, words: str, tag: str) -> Iterator[Batch]:
    """The places in all articles, the newest article first; a batch may be empty.

    Nothing where the words hold no letter and no digit.
    """
    from tui.text.tokens import words_in

    parts = tuple(words_in(words))
    last = newest = (store.value("SELECT max(id) FROM text") or 0) if parts else 0
    sql = (
        "SELECT text_fts.rowid, article.uid, source, file, title, text.body FROM text_fts"
        " JOIN text ON text.id = text_fts.rowid JOIN article ON article.text_id = text.id"
        " WHERE text_fts MATCH ? AND NOT article.deleted"
        " AND text_fts.rowid > ? AND text_fts.rowid <= ?"
        f" ORDER BY text_fts.rowid DESC LIMIT {AT_ONCE}"
    )
    while last > 0:
        rows = store.rows(sql, (match([Term("words", parts)]), last - STRETCH, last))
        last = rows[-1][0] - 1 if len(rows) == AT_ONCE else last - STRETCH
        share = 1 - max(0, last) / newest
        texts = [(uid, source or file or title, body) for _, uid, source, file, title, body in rows]
        found = [_of_text(store, text, words, tag, share) for text in texts]
        places = tuple(place for batch in found for place in batch.places)
        yield Batch(places, sum(batch.tagged for batch in found), share)


def _of_text(store: Store, text: tuple[str, str, str], words: str, tag: str, share: float) -> Batch:
    article, label, body = text
    spans = occurrences(body, words)
    there = _tagged(store, article, tag, spans) if spans else set()
    return Batch(
        tuple(Place(article, label, span, body) for span in spans if span not in there),
        sum(span in there for span in spans),
        share,
    )


def _tagged(store: Store, article: str, tag: str, spans: Sequence[Span]) -> set[Span]:
    """Those of some spans of an article that the one at work has given a tag, or more."""
    ids = [id_ for id_, path in codebook.tag_paths(store).items() if path == tag]
    rows = store.rows(
        'SELECT "start", "end" FROM article CROSS JOIN annotation ON article.id = article_id'
        " WHERE article.uid = ? AND annotation.text_id = article.text_id"
        ' AND "start" IN (SELECT value FROM json_each(?)) AND +tag_id = ?'  # by annotation_place
        " AND annotator_id = (SELECT id FROM annotator WHERE name = ?)"
        " AND NOT annotation.deleted AND json_array_length(fragments) = 1",
        (
            *(article, json.dumps([start for start, _ in spans])),
            *(ids[0] if ids else None, store.annotator),
        ),
    )
    return {(start, end) for start, end in rows}


def tag_places(store: Store, places: Sequence[Place], tag: str) -> list[str]:
    """Tag places as one operation, and return the uids of the annotations.

    Raises CallError for an unknown tag, DataError where an article has another text by now.
    """
    drafts = []
    for place in places:
        text = articles.text_of(store, place.article)
        drafts.append(Draft(place.article, tag, (anchor(text, *place.span),)))
    return add(store, drafts)
