"""Whether a database is whole: each fault with where it is and what to do about it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tui.errors import DataError
from tui.store import annotations, articles, codebook, relations
from tui.store.connection import Store

RESTORE = "restore a copy of the file from before this"
BATCH = 1000
MARK_AGAIN = "delete it and mark it again"


@dataclass(frozen=True)
class Fault:
    """One thing wrong: a short kind, the place in words, and the remedy."""

    kind: str
    where: str
    remedy: str


def faults(store: Store) -> list[Fault]:
    """Every fault found in the file's pages, references, texts, anchors, log and rows."""
    found: list[Fault] = []
    for look in (_pages, _references, _texts, _places, anchors, _log, _rows):
        found += _seen(look, store)
    return found


def _seen(look: Callable[[Store], Iterator[Fault]], store: Store) -> list[Fault]:
    """What one look finds; a file too damaged to be looked at so is a fault as well."""
    found: list[Fault] = []
    try:
        for fault in look(store):
            found.append(fault)
    except (DataError, ValueError, TypeError) as error:
        found.append(Fault("damage", str(error), RESTORE))
    return found


def _pages(store: Store) -> Iterator[Fault]:
    for (said,) in store.rows("PRAGMA integrity_check"):
        if said != "ok":
            yield Fault("integrity", said, RESTORE)


def _references(store: Store) -> Iterator[Fault]:
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield Fault("reference", f"row {row} of {table} points at a missing {parent}", RESTORE)


def _texts(store: Store) -> Iterator[Fault]:
    from tui.text.policy import sha256

    for (uid,) in store.rows("SELECT uid FROM text"):
        ((length, body),) = store.rows("SELECT length, body FROM text WHERE uid = ?", (uid,))
        if sha256(body) != uid or len(body) != length:
            yield Fault("text", f"the text {uid[:12]} has changed since it was taken in", RESTORE)


def _places(store: Store) -> Iterator[Fault]:
    """Annotations on a text that is not their article's, or with fragments out of order."""
    rows = store.rows(
        "SELECT annotation.uid, title, annotation.text_id <> article.text_id, fragments"
        " FROM annotation JOIN article ON article.id = article_id WHERE NOT annotation.deleted"
    )
    for uid, title, elsewhere, fragments in rows:
        if elsewhere:
            where = f"annotation {uid} of {title!r} is on another text than its article's"
            yield Fault("anchor", where, RESTORE)
        places = [(part["start"], part["end"]) for part in json.loads(fragments)]
        if any(end > start for (_, end), (start, _) in pairwise(places)):
            where = f"annotation {uid} of {title!r} has fragments that overlap or are out of order"
            yield Fault("anchor", where, MARK_AGAIN)


def anchors(store: Store) -> Iterator[Fault]:
    """Annotations whose quoted words are not those at their offsets, read by SQLite itself."""
    rows = store.rows(
        "SELECT annotation.uid, article.title, fragment.value FROM annotation"
        " JOIN article ON article.id = article_id JOIN text ON text.id = article.text_id,"
        " json_each(fragments) AS fragment WHERE NOT annotation.deleted AND NOT article.deleted"
        " AND substr(body, fragment.value ->> 'start' + 1, fragment.value ->> 'end'"
        " - (fragment.value ->> 'start')) IS NOT fragment.value ->> 'exact'"
    )
    for uid, title, value in rows:
        part = json.loads(value)
        where = f"annotation {uid} at {part['start']}–{part['end']} of {title!r}"
        yield Fault("anchor", f"{where} is not {part['exact']!r}", MARK_AGAIN)


def _log(store: Store) -> Iterator[Fault]:
    """Rows of logged tables that no entry of the log accounts for."""
    for table in ("article", "tag", "claim", "annotation", "relation"):
        rows = store.rows(
            f"SELECT uid FROM {table} WHERE NOT EXISTS (SELECT 1 FROM change"
            f" WHERE tbl = '{table}' AND row_uid = {table}.uid AND action = 'I')"
        )
        for (uid,) in rows:
            yield Fault("log", f"{table} {uid} was made outside the log", RESTORE)
    last = store.value("SELECT max(id) FROM change") or 0
    for first in range(0, last, BATCH):
        # Reading an entry is the check: a byte gone bad in it cannot be read.
        within = (first, first + BATCH)
        for before, after in store.rows(
            "SELECT before, after FROM change WHERE id > ? AND id <= ?", within
        ):
            json.loads(before or "{}"), json.loads(after)


def _rows(store: Store) -> Iterator[Fault]:
    """Rows that cannot be read as what they are."""
    codebook.tags(store)
    relations.claims(store)
    for article in articles.summaries(store):
        annotations.of_article(store, article.uid)
        relations.of_article(store, article.uid)
    yield from ()
