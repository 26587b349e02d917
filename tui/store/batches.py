"""Every article with its text and the annotations on it, a batch read at a time.

A row of each table is read once, by ranges of row ids: ten times as quick as asking article by
article. Nothing else of the batch before is in memory when the next is read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui.model import Annotation, Article, ArticleSummary, Claim, Fragment
from tui.store import codebook
from tui.store.connection import Store
from tui.text.anchors import in_order

BATCH = 50
"""Articles read at once, with what is marked on them: of more, less stays near the processor."""
AT_ONCE = 1_000_000
"""Code points of texts read at once, about: one longer is read alone."""

ARTICLES = """
SELECT article.id, text_id, text.length, article.uid, text.uid, title, text.length,
  source, byline, published, url, language, story, file, added, status, split
FROM article JOIN text ON text.id = text_id
WHERE NOT deleted AND article.id > ? ORDER BY article.id LIMIT ?
"""
ANNOTATIONS = """
SELECT article_id, text_id, annotation.id, fragments, annotation.uid, tag_id, annotator.name,
  annotation.created, annotation.modified, attributes, annotation.note,
  claim.uid, claim.wording, claim.note
FROM annotation JOIN annotator ON annotator.id = annotator_id
  LEFT JOIN claim ON claim.id = claim_id AND NOT claim.deleted
WHERE article_id BETWEEN ? AND ? AND NOT annotation.deleted
"""

Row = Sequence[Any]


def articles_with_annotations(store: Store) -> Iterator[tuple[Article, list[Annotation]]]:
    """Every article in the order they came, with its annotations in the order of its text.

    Longer ones come first where several begin. Raises DataError where the file is damaged, or an
    annotation's words are not those at its offsets.
    """
    paths = codebook.tag_paths(store)
    for some in _batches(store):
        bodies = _bodies(store, [row[1] for row in some])
        made = _annotations(store, some, bodies, paths)
        for id_, text_id, _, uid, sha256, title, length, *rest in some:
            on_it = made.pop(id_, [])
            about = ArticleSummary(uid, sha256, title, length, len(on_it), *rest)
            yield Article(about, bodies[text_id]), on_it


def _batches(store: Store) -> Iterator[list[Row]]:
    last = 0
    while rows := store.rows(ARTICLES, (last, BATCH)):
        some: list[Row] = []
        length = 0
        for row in rows:
            if some and length + row[2] > AT_ONCE:
                yield some
                some, length = [], 0
            some.append(row)
            length += row[2]
        yield some
        last = rows[-1][0]


def _bodies(store: Store, ids: Sequence[int]) -> dict[int, str]:
    """The texts of these rows."""
    which = "id IN (SELECT value FROM json_each(?))"
    bodies = dict(store.rows(f"SELECT id, body FROM text WHERE {which}", (json.dumps(ids),)))
    for id_, body in bodies.items():
        if not isinstance(body, str):
            raise store.damaged(f"text {id_}")
    return bodies


def _annotations(
    store: Store, some: Sequence[Row], bodies: Mapping[int, str], paths: Mapping[int, str]
) -> dict[int, list[Annotation]]:
    """The annotations on the texts of some articles, by the row of their article."""
    about = {row[0]: row for row in some}
    rows = [
        row
        for row in store.rows(ANNOTATIONS, (some[0][0], some[-1][0]))
        if row[0] in about and row[1] == about[row[0]][1]
    ]
    made: dict[int, list[tuple[int, int, int, Annotation]]] = {}
    try:
        parsed = json.loads(f"[{','.join([row[3] for row in rows])}]")
        for row, parts in zip(rows, parsed, strict=True):
            fragments = tuple([Fragment(**part) for part in parts])
            article = about[row[0]]
            one = _annotation(row, fragments, article, paths)
            if not in_order(bodies[row[1]], fragments):
                raise ValueError(f"{one.uid} is not where it says")
            made.setdefault(row[0], []).append((one.start, -one.end, row[2], one))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise store.damaged(f"an annotation: {error!r}") from None
    return {id_: [one[3] for one in sorted(found)] for id_, found in made.items()}


def _annotation(
    row: Row, fragments: tuple[Fragment, ...], article: Row, paths: Mapping[int, str]
) -> Annotation:
    uid, tag, annotator, created, modified, attributes, note, *claim = row[4:]
    return Annotation(
        uid,
        article[3],
        paths[tag],
        fragments,
        annotator,
        created,
        modified,
        {} if attributes == "{}" else json.loads(attributes),
        note,
        Claim(*claim) if claim[0] else None,
        article[4],
    )
