"""Rows that an import writes: a new one, one that was deleted, or none where it is here already."""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal

from tui.errors import DataError
from tui.store import clock
from tui.store.connection import Store, named

UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

Came = Literal["new", "here", "other"]
"""What became of a row: it is new; it is here as it came; its name is another row's here."""


def put(store: Store, table: str, uid: str, row: Mapping[str, Any]) -> tuple[int, str, Came]:
    """Write a row under its uid inside an operation. Returns its id, its uid, what became of it.

    One that was deleted comes back with these values. Where the uid is another row's, or is none,
    it gets a new one.
    """
    if not UID.fullmatch(uid):
        return _insert(store, table, store.new_uid(), row), uid, "new"
    columns = ", ".join(f'"{name}"' for name in row)
    found = store.rows(f"SELECT id, deleted, {columns} FROM {table} WHERE uid = ?", (uid,))
    if not found:
        return _insert(store, table, uid, row), uid, "new"
    ((id_, deleted, *values),) = found
    if deleted:
        changes = ", ".join(f'"{name}" = ?' for name in row)
        sql = f"UPDATE {table} SET deleted = 0, {changes} WHERE id = ?"
        store.run(sql, (*row.values(), id_))
        return id_, uid, "new"
    if all(map(alike, row, values, row.values())):
        return id_, uid, "here"
    new = store.new_uid()
    return _insert(store, table, new, row), new, "other"


OBJECTS = frozenset({"attributes", "fragments"})
"""Columns that hold JSON, in which the order of names and the blanks say nothing."""


def alike(column: str, one: Any, other: Any) -> bool:
    """Whether two values of a column say the same."""
    if one == other or column not in OBJECTS:
        return bool(one == other)
    return bool(json.loads(one) == json.loads(other))


def meant(column: str, value: Any) -> Any:
    """A value of a column in a form that is the same for all that say the same."""
    return json.dumps(json.loads(value), sort_keys=True) if column in OBJECTS else value


def _insert(store: Store, table: str, uid: str, row: Mapping[str, Any]) -> int:
    columns = ", ".join(f'"{name}"' for name in ("uid", *row))
    marks = ", ".join("?" * (len(row) + 1))
    store.run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", (uid, *row.values()))
    return int(store.value("SELECT last_insert_rowid()"))


def annotator_id(store: Store, name: str) -> int:
    """The row of an annotator by name, made when new. The same name is the same everywhere."""
    uid = named(f"annotator:{name}")
    found = store.value("SELECT id FROM annotator WHERE uid = ?", (uid,))
    if found is None:
        store.run("INSERT INTO annotator (uid, name, kind) VALUES (?, ?, 'person')", (uid, name))
        found = store.value("SELECT last_insert_rowid()")
    return int(found)


def time_of(words: str, default: str, where: str) -> str:
    """A time as rows keep it; `default` where there is none. Raises DataError for no time."""
    if not words or TIME.fullmatch(words):
        return words or default
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        why = f"{words[:40]!r} is no time as in 2026-11-21T18:20:53Z"
        raise DataError(f"{where}: {why}: mend it there; nothing was imported") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return clock.iso(int(moment.timestamp() * 1000))
