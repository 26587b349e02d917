"""Articles in the database: taking a text in, listing, reading one."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.model import Article, ArticleSummary
from tui.store import texts
from tui.store.connection import Store
from tui.store.narrowing import narrowed

if TYPE_CHECKING:
    pass

DETAILS = ("title", "source", "byline", "published", "url", "language", "story")


def remove(store: Store, uids: Sequence[str]) -> None:
    """Take articles away, with the annotations on them, as one operation.

    Raises CallError when there is no such article, or one has annotations that are another's.
    """
    abouts = [summary(store, uid) for uid in uids]
    others = store.rows(
        "SELECT DISTINCT article.title, annotator.name FROM annotation"
        " JOIN article ON article.id = article_id JOIN annotator ON annotator.id = annotator_id"
        f" WHERE article.uid IN ({', '.join('?' * len(uids))}) AND NOT annotation.deleted"
        " AND annotator.name <> ? AND annotator.kind <> 'example'",
        (*uids, store.annotator),
    )
    for title, name in others:
        raise CallError(f"{title!r} has annotations by {name}, theirs to delete: it stays")
    what = abouts[0].label if len(abouts) == 1 else f"{len(abouts)} articles"
    with store.operation(f"remove {what}"):
        for uid in uids:
            article, _ = id_of(store, uid)
            store.run(
                "UPDATE annotation SET deleted = 1, modified = ?"
                " WHERE article_id = ? AND NOT deleted",
                (store.stamp(), article),
            )
            store.run("UPDATE article SET deleted = 1 WHERE id = ?", (article,))


def find(store: Store, start: str) -> str:
    """The uid of the article whose uid starts so. Raises CallError when that is none or several."""
    end = start + "\U0010ffff"
    found = store.rows(
        "SELECT uid FROM article WHERE uid >= ? AND uid < ? AND NOT deleted LIMIT 2", (start, end)
    )
    if len(found) == 1 and start:
        return str(found[0][0])
    how_many = "several articles start" if len(found) > 1 else "no article starts"
    raise CallError(f"{how_many} with {start!r} in {store.path}: see claimdesk list --json")


COUNT = """(SELECT count(*) FROM annotation WHERE article_id = article.id
    AND annotation.text_id = article.text_id AND NOT deleted)"""
SUMMARY = f"""
SELECT article.uid, text.uid, title, text.length,
  {COUNT},
  source, byline, published, url, language, story, file, added, status, split
FROM article JOIN text ON text.id = article.text_id WHERE NOT article.deleted
"""


def count(store: Store, words: str = "", without: Sequence[str] = ()) -> int:
    """How many articles there are for `page` to give."""
    ids, parameters = narrowed(words, without)
    return int(store.value(f"SELECT count(*) FROM ({ids})", parameters))


def page(
    store: Store, skip: int, limit: int, words: str = "", without: Sequence[str] = ()
) -> list[ArticleSummary]:
    """Some articles without their texts, from a place on in the order they came.

    `words` and `without` narrow them as `narrowing.narrowed` has it.
    """
    ids, parameters = narrowed(words, without)
    where = f" AND article.id IN ({ids} LIMIT ? OFFSET ?) ORDER BY article.id"
    return [ArticleSummary(*row) for row in store.rows(SUMMARY + where, (*parameters, limit, skip))]


def each(store: Store, batch: int = 500) -> Iterator[ArticleSummary]:
    """Every article without its text, in the order they came, a batch in memory at a time."""
    last = 0
    while rows := store.rows(
        SUMMARY.replace("SELECT", "SELECT article.id,", 1)
        + " AND article.id > ? ORDER BY article.id LIMIT ?",
        (last, batch),
    ):
        yield from (ArticleSummary(*row[1:]) for row in rows)
        last = rows[-1][0]


def summaries(store: Store) -> list[ArticleSummary]:
    """Every article without its text, in the order they came."""
    return list(each(store))


def summaries_of(store: Store, uids: Sequence[str]) -> dict[str, ArticleSummary]:
    """The articles of these uids without their texts, read at once."""
    where = " AND article.uid IN (SELECT value FROM json_each(?))"
    found = [ArticleSummary(*row) for row in store.rows(SUMMARY + where, (json.dumps(uids),))]
    if len(found) < len(set(uids)):
        raise store.damaged("an article")
    return {about.uid: about for about in found}


def summary(store: Store, uid: str, counted: bool = True) -> ArticleSummary:
    """One article without its text. Raises CallError when there is none of that uid."""
    found = summary_or_none(store, uid, counted)
    if found is None:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return found


def summary_or_none(store: Store, uid: str, counted: bool = True) -> ArticleSummary | None:
    """One article without its text, if it is there.

    Where its annotations are not `counted`, their number is 0: with 200,000 that takes half a
    second.
    """
    query = SUMMARY if counted else SUMMARY.replace(COUNT, "0")
    rows = store.rows(query + " AND article.uid = ?", (uid,))
    return ArticleSummary(*rows[0]) if rows else None


def read(store: Store, uid: str, counted: bool = True) -> Article:
    """One article with its text. Raises CallError when there is none of that uid."""
    return Article(summary(store, uid, counted), text_of(store, uid))


def text_of(store: Store, uid: str) -> str:
    """The text an article has now. Raises CallError when there is none of that uid."""
    found = store.value("SELECT text_id FROM article WHERE uid = ?", (uid,))
    if found is None:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return texts.body(store, found)


def id_of(store: Store, uid: str) -> tuple[Any, Any]:
    """The row ids of an article and of its text."""
    rows = store.rows("SELECT id, text_id FROM article WHERE uid = ? AND NOT deleted", (uid,))
    if not rows:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return rows[0]  # type: ignore[no-any-return]
