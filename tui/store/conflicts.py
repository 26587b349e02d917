"""Values that a merge found overwritten unseen, until a person has settled them.

The table `conflict` is worked out from the log whenever files are merged. Which of its rows are
open is worked out anew when they are listed: what is written here can only settle them.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tui.errors import CallError
from tui.store import annotations, articles, log, texts, versions
from tui.store.connection import Store, plain_errors
from tui.store.describe import WORDS, shown
from tui.store.replay import Lost, Replayed
from tui.store.schema import REFERS_TO


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values that were written: what in words, by whom and when (ISO 8601, UTC)."""

    value: str
    annotator: str
    wall: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that was overwritten by someone who had not seen it.

    `what` is the field of the row in words; `stands` is the value there now.
    """

    uid: str
    what: str
    kept: Side
    lost: Side
    stands: str


FIELDS = {"fragments": "place", "text_id": "text", "deleted": "removal", "parent_id": "parent"}
"""How fields are called whose columns have another name."""


def open_conflicts(store: Store) -> list[Conflict]:
    """The conflicts nobody has settled, oldest loss first."""
    with store.snapshot():
        found = [(_op(store, lost.lost_op), table, uid, lost) for table, uid, lost in _open(store)]
        found.sort(key=lambda one: (one[0][0], one[3].uid))
        return [_told(store, table, uid, lost) for _, table, uid, lost in found]


def count(store: Store) -> int:
    """How many conflicts are open."""
    return sum(1 for _ in _open(store))


def _open(store: Store) -> Iterator[tuple[str, str, Lost]]:
    rows = store.rows("SELECT DISTINCT tbl, row_uid FROM conflict ORDER BY 1, 2")
    settled = {uid for (uid,) in store.rows("SELECT uid FROM settled WHERE NOT deleted")}
    for table, uid in rows:
        replayed = log.article(store, uid) if table == "article" else log.row(store, table, uid)
        if table in ("annotation", "article_tag", "relation") and replayed.values["deleted"]:
            continue  # told when it is brought back
        for lost in replayed.lost:
            if lost.uid not in settled:
                yield table, uid, lost


def _op(store: Store, uid: str) -> tuple[int, str, str]:
    ((hlc, annotator, wall),) = store.rows(
        "SELECT hlc, annotator, wall FROM op WHERE uid = ?", (uid,)
    )
    return hlc, annotator, wall


def _told(store: Store, table: str, uid: str, lost: Lost) -> Conflict:
    _, *kept_by = _op(store, lost.kept_op)
    _, *lost_by = _op(store, lost.lost_op)
    row = store.value(WORDS[table], (uid,)) or table
    if table == "annotation":
        row += " in " + store.value(
            "SELECT title FROM article JOIN annotation ON article.id = article_id"
            " WHERE annotation.uid = ?",
            (uid,),
        )
    name = FIELDS.get(lost.field, lost.field.removesuffix("_id"))
    return Conflict(
        lost.uid,
        f"{name} of {row}",
        Side(_words(store, lost.field, lost.kept), *kept_by),
        Side(_words(store, lost.field, lost.lost), *lost_by),
        _words(store, lost.field, _stands(store, table, uid, lost)),
    )


def _words(store: Store, field: str, values: Mapping[str, Any]) -> str:
    if field == "deleted":
        return "removed" if values[field] else "stays"
    if field == "text_id":
        return f"text {values[field][:12]}"
    return shown(store, field, values[field])


def _stands(store: Store, table: str, uid: str, lost: Lost) -> dict[str, Any]:
    """The values that the row has now, as the log writes them."""
    columns = [*lost.kept]
    values = ", ".join(
        f"(SELECT uid FROM {REFERS_TO[column]} WHERE id = one.{column})"
        if column in REFERS_TO
        else column
        for column in columns
    )
    ((*found,),) = store.rows(f"SELECT {values} FROM {table} AS one WHERE uid = ?", (uid,))
    return dict(zip(columns, found, strict=True))


def settle(store: Store, uid: str, take_lost: bool) -> str:
    """Settle a conflict as one operation, by the start of its uid: keep what stands, or take back
    what was lost. Returns what it was about.

    Raises CallError when there is no such open conflict, or it is about an annotation or a
    relation of another's.
    """
    found = [one for one in _open(store) if one[2].uid.startswith(uid)] if uid else []
    if len(found) != 1:
        how_many = "several conflicts start" if found else "no open conflict starts"
        raise CallError(f"{how_many} with {uid!r} in {store.path}: see claimdesk conflicts")
    table, row, lost = found[0]
    _refuse_others(store, table, row)
    what = _told(store, table, row, lost).what
    if take_lost and table == "article" and lost.field == "deleted":
        articles.remove(store, [row])  # it is then as the lost removal wanted it
        return what
    with store.operation(f"{'take back' if take_lost else 'keep'} the {what}"):
        if take_lost:
            _take(store, table, row, lost)
        _mark(store, lost.uid)
    return what


def _refuse_others(store: Store, table: str, row: str) -> None:
    if table == "annotation":
        annotations.mine(store, row)
    if table in ("article_tag", "relation"):
        name = store.value(
            f"SELECT name FROM annotator JOIN {table} ON annotator_id = annotator.id"
            f" WHERE {table}.uid = ? AND annotator.kind <> 'example'",
            (row,),
        )
        if name not in (None, store.annotator):
            what = table.replace("_", " ")
            raise CallError(f"this {what} is {name}'s and theirs to settle")


def _take(store: Store, table: str, row: str, lost: Lost) -> None:
    if table == "article" and lost.field == "text_id":
        _take_text(store, row, lost.lost["text_id"])
        return
    values = dict(lost.lost)
    if table == "annotation":
        values["modified"] = store.stamp()
    put = ", ".join(
        f"{column} = (SELECT id FROM {REFERS_TO[column]} WHERE uid = ?)"
        if column in REFERS_TO
        else f"{column} = ?"
        for column in values
    )
    store.run(f"UPDATE {table} SET {put} WHERE uid = ?", (*values.values(), row))


def _take_text(store: Store, article: str, sha256: str) -> None:
    """Give the article one of its other texts, and carry its annotations there."""
    ((id_, text, file, encoding, replaced, original, origin, extraction),) = store.rows(
        "SELECT article.id, text.id, version.file, version.encoding, version.replaced,"
        " version.original, article.origin, version.extraction"
        " FROM article JOIN version ON article_id = article.id"
        " JOIN text ON text.id = version.text_id WHERE article.uid = ? AND text.uid = ?",
        (article, sha256),
    )
    kept = texts.Kept(text, sha256, encoding, replaced, original)
    came = {"file": file, "origin": origin, "extraction": extraction}
    versions.replace_text(store, id_, kept, came)


def _mark(store: Store, uid: str) -> None:
    who = annotations.annotator_id(store)
    if store.value("SELECT 1 FROM settled WHERE uid = ?", (uid,)):
        store.run("UPDATE settled SET deleted = 0, annotator_id = ? WHERE uid = ?", (who, uid))
        return
    store.run("INSERT INTO settled (uid, annotator_id) VALUES (?, ?)", (uid, who))


class Found:
    """The conflicts of the rows that a merge works out anew."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def again(self, table: str, uid: str, replayed: Replayed) -> None:
        """Note what this row has lost, instead of what was noted before."""
        self.store.run("DELETE FROM conflict WHERE tbl = ? AND row_uid = ?", (table, uid))
        self.add(table, uid, replayed)

    def add(self, table: str, uid: str, replayed: Replayed) -> None:
        """Note what this row has lost, if anything."""
        for lost in replayed.lost:
            self.store.connection.execute(
                "INSERT OR IGNORE INTO conflict VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(lost.uid, table, uid, lost.field, lost.kept_op, lost.lost_op),
                    *(json.dumps(side, ensure_ascii=False) for side in (lost.kept, lost.lost)),
                ),
            )


@contextmanager
def anew(store: Store) -> Iterator[Found]:
    """Work out the conflicts of the rows in `log.some` anew, inside a transaction."""
    store.run("DELETE FROM conflict WHERE (tbl, row_uid) IN (SELECT tbl, row_uid FROM temp.some)")
    with plain_errors(store.path):
        yield Found(store)


def unsettled(store: Store) -> set[str]:
    """The uids of the conflicts that the last merge left and nobody has settled by name."""
    query = "SELECT uid FROM conflict EXCEPT SELECT uid FROM settled WHERE NOT deleted"
    return {uid for (uid,) in store.rows(query)}
