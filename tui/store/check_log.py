"""The log against the rows: every row is in it, and is what comes of reading it from the start."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from tui.errors import DataError
from tui.store import flags, replay
from tui.store import log as store_log
from tui.store.connection import Store
from tui.store.faults import REPAIR, RESTORE, Fault, each, is_readable, lenient
from tui.store.schema import LOGGED, REFERS_TO, logged_value


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what its log says: by column, the row's value and the log's.

    References are uids, as in the log; bytes that are no UTF-8 are lone surrogates.
    """

    table: str
    uid: str
    values: Mapping[str, tuple[Any, Any]]


def rows_of(store: Store, table: str) -> Iterator[Fault]:
    """Rows of a table that are not in the log, or not what it says; entries without their row."""
    from tui.store.recovery import mendable

    yield from _unaccounted(store, table)
    for found in differences(store, table):
        where = f"{table} {found.uid} is not what its log says ({', '.join(found.values)})"
        mends = found.values.keys() <= mendable(store, found).keys()
        yield Fault("log", where, REPAIR if mends else RESTORE)


def log(store: Store) -> Iterator[Fault]:
    """Entries that cannot be read, undo marks that are wrong, an operation left open."""
    yield from _unreadable(store)
    for _, uid, undone, _ in flags.wrong(store):
        where = f"the operation {uid} is {'' if undone else 'not '}undone and not marked so"
        yield Fault("log", where, REPAIR)
    if store.value("SELECT 1 FROM current_op"):
        yield Fault("log", "an operation was left open", REPAIR)


def _unaccounted(store: Store, table: str) -> Iterator[Fault]:
    rows = each(
        store,
        f"SELECT uid FROM {table} WHERE NOT EXISTS (SELECT 1 FROM change"
        f" WHERE tbl = '{table}' AND row_uid = {table}.uid AND action = 'I')",
    )
    for (uid,) in rows:
        yield Fault("log", f"{table} {uid} was made outside the log", RESTORE)
    lost = each(
        store,
        f"SELECT row_uid FROM change WHERE tbl = '{table}' AND action = 'I'"
        f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE uid = row_uid)",
    )
    for (uid,) in lost:
        yield Fault("log", f"{table} {uid} is in the log and nowhere else", RESTORE)


def _unreadable(store: Store) -> Iterator[Fault]:
    entries = each(store, "SELECT id, CAST(before AS BLOB), CAST(after AS BLOB) FROM change")
    for id_, before, after in entries:
        if _values(before or b"{}") is None or _values(after) is None:
            yield Fault("log", f"the entry {id_} cannot be read", RESTORE)


def _values(data: bytes) -> dict[str, Any] | None:
    """The values a log entry holds, or None where it holds something else."""
    text = lenient(data)
    try:
        found = json.loads(text) if is_readable(text) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def differences(store: Store, table: str, uid: str | None = None) -> Iterator[Difference]:
    """The rows of a table, or the one of this uid, that are not what the log says.

    A row whose log cannot be read, or has no beginning, is left out: those are faults of the log.
    """
    columns = ", ".join(f"'{name}', {logged_value('t', name)}" for name in LOGGED[table])
    rows = each(
        store,
        f"SELECT t.uid, CAST(json_object({columns}) AS BLOB), op.hlc, op.uid, change.id,"
        " op.annotator, op.device, CAST(before AS BLOB), CAST(after AS BLOB)"
        f" FROM {table} AS t CROSS JOIN change ON change.tbl = '{table}'"
        "  AND change.row_uid = t.uid JOIN op ON op.id = op_id"
        " WHERE ?1 IS NULL OR t.uid = ?1 ORDER BY t.id",
        (uid,),
    )
    for name, group in groupby(rows, itemgetter(0)):
        _, is_now, *_ = first = next(group)
        said = _said(store, table, name, sorted(row[2:] for row in (first, *group)))
        now = json.loads(lenient(is_now))
        values = {column: (now[column], value) for column, value in said.items()}
        values = {column: pair for column, pair in values.items() if pair[0] != pair[1]}
        if values:
            yield Difference(table, name, values)


def _said(store: Store, table: str, uid: str, entries: list[Any]) -> Mapping[str, Any]:
    """The values of a row by its log, whose entries are in order; none where it cannot be read."""
    try:
        read = [
            replay.entry(hlc, op, (annotator, device), before and lenient(before), lenient(after))
            for hlc, op, _, annotator, device, before, after in entries
        ]
        if table == "article" and any(one.before and "deleted" in one.after for one in read):
            return store_log.article(store, uid).values  # whether it stays, its annotations say
        return replay.row(table, uid, read).values
    except (DataError, ValueError, KeyError, TypeError):
        return {}


def refers_to_nothing(store: Store, table: str, uid: str, column: str) -> bool:
    """Whether a row's reference has an id that no row has."""
    return bool(
        store.value(
            f"SELECT 1 FROM {table} AS t WHERE uid = ? AND {column} IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {REFERS_TO[column]} AS p WHERE p.id = t.{column})",
            (uid,),
        )
    )
