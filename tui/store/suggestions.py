"""What suggestions need of the database: whose annotations to learn from, and what was dismissed.

A suggestion itself is never kept. One that is taken is an annotation like any other; the label of
its operation says where it came from.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict

from tui.model import Fragment
from tui.store import articles, codebook, texts
from tui.store.annotations import annotator_id, tag_id, verify
from tui.store.connection import Store, named
from tui.text.material import Marked
from tui.text.proposals import Dismissed

TAUGHT_BY = "(annotator.name = ? OR annotator.kind = 'example')"
"""Whose annotations are learned from: those of the one at work, and the worked example's."""


def dismiss(store: Store, article: str, fragment: Fragment, tag: str) -> None:
    """Never propose a tag on these words of an article's text again, as one operation.

    For the one at work alone. Raises CallError for an unknown tag or article, DataError where the
    fragment is not the text it says; nothing is written then.
    """
    with store.operation(f"dismiss the suggestion: tag {tag}"):
        id_, text = articles.id_of(store, article)
        verify(store, article, text, [fragment])
        sha256 = store.value("SELECT uid FROM text WHERE id = ?", (text,))
        tag_uid = store.value("SELECT uid FROM tag WHERE id = ?", (tag_id(store, tag),))
        place = (article, sha256, str(fragment.start), str(fragment.end), tag_uid)
        uid = named(":".join(("dismissal", store.annotator, *place)))
        store.run(
            "INSERT INTO dismissal"
            " (uid, article_id, text_id, tag_id, fragments, annotator_id, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET deleted = 0",
            (
                uid,
                id_,
                text,
                tag_id(store, tag),
                json.dumps([asdict(fragment)], ensure_ascii=False, separators=(",", ":")),
                annotator_id(store),
                store.stamp(),
            ),
        )


def dismissed(store: Store, article: str, annotator: str) -> list[Dismissed]:
    """What an annotator dismissed in an article, in any of its texts."""
    rows = store.rows(
        "SELECT tag_id, fragments, dismissal.text_id = article.text_id FROM article"
        " CROSS JOIN dismissal ON article_id = article.id AND NOT dismissal.deleted"
        " JOIN annotator ON annotator.id = annotator_id"
        " WHERE article.uid = ? AND annotator.name = ? ORDER BY dismissal.id",
        (article, annotator),
    )
    paths = codebook.tag_paths(store) if rows else {}
    try:
        return [
            Dismissed(paths[tag], Fragment(**json.loads(fragments)[0]), bool(here))
            for tag, fragments, here in rows
            if tag in paths
        ]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise store.damaged(f"a dismissed suggestion: {error!r}") from None


def teachers(store: Store, annotator: str) -> frozenset[str]:
    """The names of those whose annotations are learned from."""
    rows = store.rows(f"SELECT name FROM annotator WHERE {TAUGHT_BY}", (annotator,))
    return frozenset(name for (name,) in rows)


def marked_lately(store: Store, annotator: str, limit: int, longest: int) -> list[str]:
    """The articles to learn from by their uids: those marked last, the oldest of them first.

    At most `limit`, and none of more than `longest` code points.
    """
    rows = store.rows(
        "SELECT article.uid FROM annotation JOIN annotator ON annotator.id = annotator_id"
        " JOIN article ON article.id = article_id AND article.text_id = annotation.text_id"
        " JOIN text ON text.id = article.text_id AND text.length <= ?"
        f" WHERE NOT annotation.deleted AND NOT article.deleted AND {TAUGHT_BY}"
        " GROUP BY article.id ORDER BY max(annotation.created) DESC, article.uid LIMIT ?",
        (longest, annotator, limit),
    )
    return [uid for (uid,) in rows][::-1]


def marked_in(store: Store, article: str, annotator: str) -> tuple[str, str, Sequence[Marked]]:
    """An article to learn from: its text, its language, and what is marked in it."""
    _, text = articles.id_of(store, article)
    language = store.value("SELECT language FROM article WHERE uid = ?", (article,))
    rows = store.rows(
        'SELECT annotation."start", annotation."end", tag_id FROM annotation'
        " JOIN annotator ON annotator.id = annotator_id"
        " JOIN article ON article.id = article_id AND article.text_id = annotation.text_id"
        f" WHERE article.uid = ? AND NOT annotation.deleted AND {TAUGHT_BY}",
        (article, annotator),
    )
    paths = codebook.tag_paths(store)
    spans = [(start, end, paths[tag]) for start, end, tag in rows if tag in paths]
    return texts.body(store, text), language, spans
