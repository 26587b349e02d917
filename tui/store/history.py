"""The log of what was done, and taking it back.

Undo writes a new operation that puts back each value an earlier one changed, but only where the
value it left still stands; what has been changed since is left alone and counted. The stack is
flags on the log's rows, so it survives a restart. An annotator undoes their own work only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui.errors import CallError
from tui.model import Operation
from tui.store.connection import Store
from tui.store.schema import REFERS_TO


@dataclass(frozen=True, slots=True)
class Reverted:
    """What an undo or redo did: the operation's label, what it touched (uids), what it left."""

    label: str
    articles: frozenset[str]
    annotations: frozenset[str]
    left: int = 0


def operations(store: Store, limit: int = 100) -> list[Operation]:
    """The newest operations, newest first."""
    rows = store.rows(
        "SELECT uid, annotator, wall, kind, label, undone FROM op ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [
        Operation(uid, annotator, wall, kind, label, bool(undone))
        for uid, annotator, wall, kind, label, undone in rows
    ]


def undo(store: Store) -> Reverted:
    """Take back this annotator's newest operation. Raises CallError when there is none."""
    found = store.rows(
        "SELECT id, uid, label FROM op WHERE annotator = ? AND kind = 'do' AND NOT undone"
        " ORDER BY id DESC LIMIT 1",
        (store.annotator,),
    )
    if not found:
        raise CallError("nothing to undo")
    return _revert(store, "undo", *found[0])


def redo(store: Store) -> Reverted:
    """Do again what was last undone. Raises CallError when there is nothing, or it is too late."""
    found = store.rows(
        "SELECT id, uid, label FROM op WHERE annotator = ? AND kind = 'do' AND undone AND NOT dead"
        " ORDER BY id LIMIT 1",
        (store.annotator,),
    )
    if not found:
        raise CallError("nothing to redo")
    return _revert(store, "redo", *found[0])


def _revert(store: Store, kind: str, op: int, uid: str, label: str) -> Reverted:
    undoing = kind == "undo"
    order = "DESC" if undoing else "ASC"
    changes = store.rows(
        "SELECT tbl, row_uid, action, before, after FROM change"
        f" WHERE op_id = ? ORDER BY id {order}",
        (op,),
    )
    left = 0
    with store.operation(f"{kind} {label}", kind=kind, undoes=uid):
        for table, row, action, before, after in changes:
            left += _apply(store, table, row, *_step(action, before, after, undoing))
        store.run("UPDATE op SET undone = ? WHERE id = ?", (int(undoing), op))
        touched = _articles_of(store, [(table, row) for table, row, *_ in changes])
    marked = frozenset(row for table, row, *_ in changes if table == "annotation")
    return Reverted(label, touched, marked, left)


def _step(
    action: str, before: str | None, after: str, undoing: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values a change must have left standing, and those to put in their place."""
    if action == "I":
        was, now = {"deleted": 1}, {"deleted": 0}
    else:
        was, now = json.loads(before or "{}"), json.loads(after)
    return (now, was) if undoing else (was, now)


def _apply(
    store: Store, table: str, row: str, standing: Mapping[str, Any], wanted: Mapping[str, Any]
) -> int:
    """Put back each value whose predecessor still stands. Returns how many did not."""
    left = 0
    for column, value in wanted.items():
        is_now = store.run(
            f"UPDATE {table} SET {column} = {_reference(column)} WHERE uid = ?"
            f" AND {column} IS {_reference(column)}",
            (value, row, standing[column]),
        )
        left += not is_now
    return left


def _reference(column: str) -> str:
    """The SQL for a logged value: a reference is kept as a uid and looked up."""
    if column in REFERS_TO:
        return f"(SELECT id FROM {REFERS_TO[column]} WHERE uid = ?)"
    return "?"


def _articles_of(store: Store, changed: list[tuple[str, str]]) -> frozenset[str]:
    """The uids of the articles whose annotations, relations or details these rows belong to."""
    queries = {
        "article": "SELECT uid FROM article WHERE uid = ?",
        "annotation": "SELECT article.uid FROM annotation JOIN article ON article.id = article_id"
        " WHERE annotation.uid = ?",
        "relation": "SELECT article.uid FROM relation"
        " JOIN annotation ON annotation.id IN (from_id, to_id)"
        " JOIN article ON article.id = article_id WHERE relation.uid = ?",
    }
    found: set[str] = set()
    for table, row in changed:
        if table in queries:
            found.update(uid for (uid,) in store.rows(queries[table], (row,)))
    return frozenset(found)
