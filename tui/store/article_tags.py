"""Tags of whole articles, each by one annotator: setting them, changing them, reading them."""

import json
from collections.abc import Mapping

from tui.errors import CallError
from tui.model import ArticleTag
from tui.store import codebook, progress
from tui.store.annotations import annotator_id
from tui.store.articles import id_of
from tui.store.connection import Store

COLUMNS = """
SELECT article_tag.uid, article.uid, tag_id, annotator.name, article_tag.created,
  article_tag.modified, article_tag.attributes, article_tag.note
FROM article_tag JOIN article ON article.id = article_id
  JOIN annotator ON annotator.id = annotator_id
WHERE NOT article_tag.deleted AND NOT article.deleted
"""


def of_article(store: Store, article: str) -> list[ArticleTag]:
    """The tags of an article as a whole, in the order they were set."""
    rows = store.rows(COLUMNS + " AND article.uid = ? ORDER BY article_tag.id", (article,))
    paths = codebook.tag_paths(store) if rows else {}
    try:
        return [
            ArticleTag(uid, one, paths[tag], who, created, modified, json.loads(attributes), note)
            for uid, one, tag, who, created, modified, attributes, note in rows
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise store.damaged(f"a tag of an article: {error!r}") from None


def count(store: Store) -> int:
    """How many tags of whole articles there are."""
    return int(store.value(f"SELECT count(*) FROM ({COLUMNS})"))


def add(store: Store, article: str, tag: str) -> str:
    """Give an article a tag as a whole, as one operation, and return its uid.

    Where the one at work has given it before, nothing is written. Raises CallError for an unknown
    article or tag, or one that is not for articles.
    """
    found = codebook.tag_named(store, tag)
    if "article" not in found.applies:
        raise CallError(
            f"the tag {tag} is not for whole articles: its entry says what it applies to"
        )
    id_, _ = id_of(store, article)
    for there in of_article(store, article):
        if (there.tag, there.annotator) == (tag, store.annotator):
            return there.uid
    uid, stamp = store.new_uid(), store.stamp()
    with store.operation(f"tag the article {tag}"):
        store.run(
            "INSERT INTO article_tag (uid, article_id, tag_id, annotator_id, created, modified)"
            " VALUES (?, ?, (SELECT id FROM tag WHERE uid = ?), ?, ?, ?)",
            (uid, id_, found.uid, annotator_id(store), stamp, stamp),
        )
        progress.begin(store, [article])
    return uid


def change(
    store: Store, uid: str, *, attributes: Mapping[str, str] | None = None, note: str | None = None
) -> None:
    """Change what is given of one tag of an article; the rest stays.

    Raises CallError when it is not there or another's.
    """
    tag = _mine(store, uid)
    told = None if attributes is None else json.dumps(dict(attributes), ensure_ascii=False)
    with store.operation(f"change the article's tag {tag}"):
        store.run(
            "UPDATE article_tag SET attributes = coalesce(?, attributes),"
            " note = coalesce(?, note), modified = ? WHERE uid = ?",
            (told, note, store.stamp(), uid),
        )


def remove(store: Store, uid: str) -> None:
    """Take a tag off an article as one operation.

    Raises CallError when it is not there or another's.
    """
    tag = _mine(store, uid)
    with store.operation(f"take {tag} off the article"):
        store.run(
            "UPDATE article_tag SET deleted = 1, modified = ? WHERE uid = ?", (store.stamp(), uid)
        )


def _mine(store: Store, uid: str) -> str:
    """The path of a tag that the one at work may change."""
    found = store.rows(
        "SELECT tag_id, annotator.name, annotator.kind FROM article_tag"
        " JOIN annotator ON annotator.id = annotator_id WHERE article_tag.uid = ? AND NOT deleted",
        (uid,),
    )
    if not found:
        raise CallError("this tag of the article is no longer there")
    ((tag, name, kind),) = found
    if name != store.annotator and kind != "example":
        raise CallError(f"this tag of the article is {name}'s and theirs to change: set your own")
    return codebook.tag_paths(store)[tag]
