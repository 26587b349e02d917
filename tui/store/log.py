"""Reading the log of rows and replaying it (`replay`), and writing rows as it says they are."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

from tui.store import replay
from tui.store.connection import Store, plain_errors
from tui.store.replay import Entry, Replayed
from tui.store.schema import LOGGED, REFERS_TO, log_triggers

ENTRIES = "change.row_uid, hlc, op.uid, op.annotator, op.device, before, after"
IN_ORDER = "hlc, op.uid, change.id"
OF_ROW = f"""SELECT {ENTRIES} FROM change JOIN op ON op.id = change.op_id
WHERE tbl = ? AND row_uid = ? ORDER BY {IN_ORDER}"""
OF_TABLE = f"""SELECT {ENTRIES} FROM change JOIN op ON op.id = change.op_id
WHERE tbl = ? ORDER BY row_uid, {IN_ORDER}"""
OF_SOME = f"""SELECT {ENTRIES} FROM temp.some CROSS JOIN change
  ON change.tbl = some.tbl AND change.row_uid = some.row_uid
  JOIN op ON op.id = change.op_id
WHERE some.tbl = ? ORDER BY some.id, {IN_ORDER}"""

Row = tuple[str, Replayed]


def entries(store: Store, table: str, uid: str) -> list[Entry]:
    """The entries of one row, in order."""
    return [_entry(row) for row in store.rows(OF_ROW, (table, uid))]


def row(store: Store, table: str, uid: str) -> Replayed:
    """One row as its log has it; for an article see `article` as well."""
    return replay.row(table, uid, entries(store, table, uid))


def rows(store: Store, table: str) -> Iterator[Row]:
    """Every row of a table as its own log has it, by uid; for articles see `article` as well."""
    return _replayed(store, table, OF_TABLE)


@contextmanager
def some(store: Store) -> Iterator[None]:
    """A passing table of rows, `some`: (tbl, row_uid), in the order of its `id`.

    It is made inside a transaction that is already open: a rollback takes it away.
    """
    store.run(
        "CREATE TEMP TABLE some (id INTEGER PRIMARY KEY, tbl TEXT, row_uid TEXT,"
        " UNIQUE (tbl, row_uid))"
    )
    yield
    store.run("DROP TABLE temp.some")


def some_rows(store: Store, table: str) -> Iterator[Row]:
    """The rows of a table that are in `some`, in its order."""
    return _replayed(store, table, OF_SOME)


def _replayed(store: Store, table: str, query: str) -> Iterator[Row]:
    with plain_errors(store.path):
        found = store.connection.execute(query, (table,))
        for uid, of_row in groupby(found, itemgetter(0)):
            yield uid, replay.row(table, uid, [_entry(row) for row in of_row])


def _entry(row: tuple[Any, ...]) -> Entry:
    _, hlc, op, annotator, device, before, after = row
    return replay.entry(hlc, op, (annotator, device), before, after)


def article(store: Store, uid: str) -> Replayed:
    """An article as its log and those of its annotations have it: it stays where it has some."""
    own = entries(store, "article", uid)
    replayed = replay.row("article", uid, own)
    on_it = store.rows(
        "SELECT annotation.uid FROM annotation JOIN article ON article.id = article_id"
        " WHERE article.uid = ?",
        (uid,),
    )
    stands = replay.standing(
        uid, own, {name: entries(store, "annotation", name) for (name,) in on_it}
    )
    return Replayed({**replayed.values, "deleted": stands.deleted}, (*replayed.lost, *stands.lost))


WAS_REMOVED = """EXISTS (SELECT 1 FROM change WHERE tbl = 'article'
  AND row_uid = article.uid AND action = 'U' AND after ->> 'deleted')"""
"""Whether an article has ever been removed, as SQL: only then does `article` differ from its own
log."""


@contextmanager
def unlogged(store: Store) -> Iterator[None]:
    """Write inside without the log's triggers, in a transaction that is already open."""
    names = [(table, name) for table in LOGGED for name in log_triggers(table)]
    for _, name in names:
        store.run(f"DROP TRIGGER {name}")
    yield
    for table, name in names:
        store.run(log_triggers(table)[name])


def write(store: Store, table: str, replayed: Iterable[Row]) -> int:
    """Make rows be what was replayed, inside `unlogged`. Returns how many were not.

    Raises sqlite3.IntegrityError where one refers to a row that is not there.
    """
    columns = LOGGED[table]
    own = [place for place, column in enumerate(columns) if REFERS_TO.get(column) == table]
    later: list[tuple[Any, ...]] = []

    def parameters() -> Iterator[tuple[Any, ...]]:
        for uid, row in replayed:
            values = tuple(row.values[column] for column in columns)
            if any(values[place] is not None for place in own):
                later.append((*(values[place] for place in own), uid))
            yield (uid, *values)

    written: int = store.connection.executemany(_upsert(table), parameters()).rowcount
    if later:  # a row may refer to one of its own table that came after it
        store.connection.executemany(_refer(table, [columns[place] for place in own]), later)
    return max(written, 0)


def _upsert(table: str) -> str:
    columns = LOGGED[table]
    values = ", ".join(
        _id_of(column, place, sure=REFERS_TO.get(column) != table)
        for place, column in enumerate(columns, 2)
    )
    put = ", ".join(f"{column} = excluded.{column}" for column in columns)
    stands = ", ".join(f"{table}.{column}" for column in columns)
    wanted = ", ".join(f"excluded.{column}" for column in columns)
    return (
        f"INSERT INTO {table} (uid, {', '.join(columns)}) VALUES (?1, {values})"
        f" ON CONFLICT (uid) DO UPDATE SET {put} WHERE ({stands}) IS NOT ({wanted})"
    )


def _refer(table: str, columns: list[str]) -> str:
    wanted = [_id_of(column, place) for place, column in enumerate(columns, 1)]
    put = ", ".join(f"{column} = {id_}" for column, id_ in zip(columns, wanted, strict=True))
    return (
        f"UPDATE {table} SET {put} WHERE uid = ?{len(columns) + 1}"
        f" AND ({', '.join(columns)}) IS NOT ({', '.join(wanted)})"
    )


def _id_of(column: str, place: int, sure: bool = True) -> str:
    """The SQL for a logged value; a reference to nothing is made a row that cannot be there."""
    if column not in REFERS_TO:
        return f"?{place}"
    found = f"(SELECT id FROM {REFERS_TO[column]} WHERE uid = ?{place})"
    return f"ifnull({found}, iif(?{place} IS NULL, NULL, -1))" if sure else found
