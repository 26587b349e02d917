"""Whether a database is whole: each fault with where it is and what to do about it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from tui.store.connection import Store
from tui.text.policy import sha256

RESTORE = "restore a copy of the file from before this"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a short kind, the place in words, and the remedy."""

    kind: str
    where: str
    remedy: str


def faults(store: Store) -> list[Fault]:
    """Every fault found in the file's pages, references, texts and anchors."""
    found = [
        Fault("integrity", said, RESTORE)
        for (said,) in store.rows("PRAGMA integrity_check")
        if said != "ok"
    ]
    found += [
        Fault("reference", f"row {row} of {table} points at a missing {parent}", RESTORE)
        for table, row, parent, _ in store.rows("PRAGMA foreign_key_check")
    ]
    return found + list(_texts(store)) + list(_anchors(store)) + list(_log(store))


def _texts(store: Store) -> Iterator[Fault]:
    for uid, length, body in store.connection.execute("SELECT uid, length, body FROM text"):
        if sha256(body) != uid or len(body) != length:
            yield Fault("text", f"the text {uid[:12]} has changed since it was taken in", RESTORE)


def _anchors(store: Store) -> Iterator[Fault]:
    """Annotations whose quoted words are not those at their offsets, read by SQLite itself."""
    rows = store.connection.execute(
        "SELECT annotation.uid, article.title, fragment.value FROM annotation"
        " JOIN text ON text.id = annotation.text_id JOIN article ON article.id = article_id,"
        " json_each(fragments) AS fragment WHERE NOT annotation.deleted AND"
        " substr(body, fragment.value ->> 'start' + 1, fragment.value ->> 'end'"
        " - (fragment.value ->> 'start')) IS NOT fragment.value ->> 'exact'"
    )
    for uid, title, value in rows:
        fragment = json.loads(value)
        where = f"annotation {uid} at {fragment['start']}–{fragment['end']} of {title!r}"
        yield Fault(
            "anchor", f"{where} is not {fragment['exact']!r}", "delete it and mark it again"
        )


def _log(store: Store) -> Iterator[Fault]:
    """Rows of logged tables that no entry of the log accounts for."""
    for table in ("article", "tag", "claim", "annotation", "relation"):
        rows = store.connection.execute(
            f"SELECT uid FROM {table} WHERE NOT EXISTS (SELECT 1 FROM change"
            f" WHERE tbl = '{table}' AND row_uid = {table}.uid AND action = 'I')"
        )
        for (uid,) in rows:
            yield Fault("log", f"{table} {uid} was made outside the log", RESTORE)
