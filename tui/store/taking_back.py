"""Putting back one logged change, where the value it left still stands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tui.store.connection import Store
from tui.store.schema import REFERS_TO, TOGETHER, log_triggers

Values = Mapping[str, Any]
MANY = 100
"""So many alike are taken back by one statement: below, one by one is as quick."""

UNCOUNTED = (("modified",),)
"""What goes along with another value, and is not told when it does not stand."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation did to one row: the values before and after, references as uids."""

    table: str
    row: str
    before: Values | None
    after: Values
    id: int = 0


def changes_of(store: Store, op: int) -> list[Change]:
    """The changes of an operation, by its row, the last one first."""
    rows = store.rows(
        "SELECT id, tbl, row_uid, before, after FROM change WHERE op_id = ? ORDER BY id DESC", (op,)
    )
    return [
        Change(table, row, json.loads(before) if before else None, json.loads(after), id_)
        for id_, table, row, before, after in rows
    ]


def put_all_back(store: Store, op: int, changes: Sequence[Change]) -> int:
    """Take all changes of an operation back, by its row, as they come from `changes_of`.

    Returns how many of their values no longer stood and were left.
    """
    left = 0
    for alike, found in groupby(changes, _alike):
        run = [*found]
        if alike and len(run) >= MANY and len({change.row for change in run}) == len(run):
            left += _put_many_back(store, op, run)
        else:
            left += sum(put_back(store, change) for change in run)
    return left


def _alike(change: Change) -> tuple[str, ...]:
    """What changes must have in common to be taken back at once; empty where rules are in the way.

    A row that was made, brought back or removed is looked at on its own, as an article's are.
    """
    if (
        change.before is None
        or "deleted" in change.before
        or change.table in ("article", "version")
    ):
        return ()
    return (change.table, *change.before)


def _put_many_back(store: Store, op: int, run: Sequence[Change]) -> int:
    """Take back at once what one statement did to many rows; as `put_back` does with each."""
    table, before = run[0].table, run[0].before or {}
    units = _units(run[0], before)
    stand = {
        unit: " AND ".join(f"one.{name} IS {_logged('after', name)}" for name in unit)
        for unit in units
    }
    told = " + ".join(f"NOT ({stand[unit]})" for unit in units if unit not in UNCOUNTED) or "0"
    put = ", ".join(
        f"{name} = iif({stand[unit]}, {_logged('before', name)}, one.{name})"
        for unit in units
        for name in unit
    )
    where = "op_id = ? AND change.id BETWEEN ? AND ?"
    which = (op, run[-1].id, run[0].id)
    every = " AND ".join(f"({stands})" for stands in stand.values())
    ((left, whole),) = store.rows(
        f"SELECT sum({told}), min({every}) FROM change LEFT JOIN {table} AS one"
        f" ON one.uid = row_uid WHERE {where}",
        which,
    )
    if whole:  # the log has it already, the other way round
        store.run(
            "INSERT INTO change (op_id, tbl, row_uid, action, before, after)"
            " SELECT (SELECT op_id FROM current_op), tbl, row_uid, 'U', after, before"
            f" FROM change WHERE {where}",
            which,
        )
        store.run(f"DROP TRIGGER {table}_update")
    store.run(
        f"UPDATE {table} AS one SET {put} FROM change WHERE {where} AND one.uid = change.row_uid",
        which,
    )
    if whole:
        store.run(log_triggers(table)[f"{table}_update"])
    return int(left)


def _logged(side: str, column: str) -> str:
    """The SQL for a value that a row of the log has before or after, as the column keeps it."""
    value = f"change.{side} ->> '{column}'"
    if column in REFERS_TO:
        return f"(SELECT id FROM {REFERS_TO[column]} WHERE uid = {value})"
    return f"({value})"


def put_back(store: Store, change: Change) -> int:
    """Take one change back. Returns how many of its values no longer stood and were left."""
    wanted, standing = change.before, change.after
    if wanted is None:  # the row was made
        wanted, standing = {"deleted": 1}, {"deleted": 0}
    if change.table == "article" and wanted.get("deleted") and _has_annotations(store, change.row):
        return 1
    if change.table == "annotation" and wanted.get("deleted") == 0 and _is_gone(store, change.row):
        return 1
    if change.table == "version" and wanted.get("deleted") and _is_needed(store, change.row):
        return 0  # the article's text, which is counted, was left as well
    units = _units(change, wanted)
    stand = _standing(store, change, units, standing)
    _set(store, change, [name for unit in stand for name in unit], wanted)
    return sum(unit not in stand and unit not in UNCOUNTED for unit in units)


def _units(change: Change, wanted: Values) -> list[tuple[str, ...]]:
    """The columns to be put back, those that belong together as one."""
    together = [
        found
        for unit in TOGETHER.get(change.table, ())
        if (found := tuple(name for name in unit if name in wanted))
    ]
    taken = {name for unit in together for name in unit}
    return [*((name,) for name in wanted if name not in taken), *together]


def _standing(
    store: Store, change: Change, units: Sequence[tuple[str, ...]], standing: Values
) -> list[tuple[str, ...]]:
    """Those columns that have the value they were left with."""
    asked = ", ".join(" AND ".join(f"{name} IS {_value(name)}" for name in unit) for unit in units)
    values = [standing[name] for unit in units for name in unit]
    (found,) = store.rows(
        f"SELECT {asked} FROM {change.table} WHERE uid = ?", (*values, change.row)
    ) or [()]
    return [unit for unit, stands in zip(units, found, strict=False) if stands]


def _set(store: Store, change: Change, columns: Sequence[str], wanted: Values) -> None:
    """Put these columns back at once, so that the log has one entry for the row."""
    if columns:
        put = ", ".join(f"{name} = {_value(name)}" for name in columns)
        values = [wanted[name] for name in columns]
        store.run(f"UPDATE {change.table} SET {put} WHERE uid = ?", (*values, change.row))


def _value(column: str) -> str:
    """The SQL for a logged value: a reference is kept as a uid and looked up."""
    if column in REFERS_TO:
        return f"(SELECT id FROM {REFERS_TO[column]} WHERE uid = ?)"
    return "?"


def _is_gone(store: Store, annotation: str) -> bool:
    """Whether the article of an annotation has been removed, so that it has nowhere to be."""
    return bool(
        store.value(
            "SELECT article.deleted FROM article JOIN annotation ON article.id = article_id"
            " WHERE annotation.uid = ?",
            (annotation,),
        )
    )


def _is_needed(store: Store, version: str) -> bool:
    """Whether a text of an article is still one of several: the newest goes first."""
    return bool(
        store.value(
            "SELECT 1 FROM version JOIN article ON article.id = version.article_id WHERE"
            " version.uid = ? AND (EXISTS (SELECT 1 FROM version AS other"
            "   WHERE other.article_id = article.id AND other.id <> version.id"
            "   AND NOT other.deleted"
            "   AND (version.text_id = article.text_id"
            "     OR (other.added, other.id) > (version.added, version.id)))"
            "  OR (version.text_id <> article.text_id AND EXISTS (SELECT 1 FROM annotation"
            "   WHERE annotation.article_id = article.id AND NOT annotation.deleted"
            "   AND annotation.text_id = version.text_id)))",
            (version,),
        )
    )


def _has_annotations(store: Store, article: str) -> bool:
    """Whether taking the article away would hide what was made on it since."""
    return bool(
        store.value(
            "SELECT 1 FROM annotation JOIN article ON article.id = article_id"
            " WHERE article.uid = ? AND NOT annotation.deleted LIMIT 1",
            (article,),
        )
    )
