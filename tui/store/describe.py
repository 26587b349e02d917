"""What an operation changed, in a reader's words: which row, each value before and after."""

import json
from typing import Any

from tui.store import taking_back
from tui.store.connection import Store
from tui.store.schema import REFERS_TO

QUIET = frozenset({"modified", "text_id", "origin"})
"""Fields nobody asks about."""

WORDS = {
    "annotation": (
        "SELECT tag.name || ' “' || (fragments ->> '$[0].exact') || '”'"
        " FROM annotation JOIN tag ON tag.id = tag_id WHERE annotation.uid = ?"
    ),
    "article": "SELECT 'article ' || title FROM article WHERE uid = ?",
    "tag": "SELECT 'tag ' || name FROM tag WHERE uid = ?",
    "claim": "SELECT 'claim “' || wording || '”' FROM claim WHERE uid = ?",
    "relation": "SELECT 'relation ' || kind FROM relation WHERE uid = ?",
    "version": (
        "SELECT 'text ' || substr(text.uid, 1, 12) FROM version"
        " JOIN text ON text.id = text_id WHERE version.uid = ?"
    ),
    "settled": "SELECT 'conflict ' || uid FROM settled WHERE uid = ?",
}
"""How a row of each logged table is called."""


def changes(store: Store, op: str, limit: int = 50) -> list[str]:
    """A line for each thing an operation did to a row, `limit` rows at most."""
    id_ = store.value("SELECT id FROM op WHERE uid = ?", (op,))
    made = taking_back.changes_of(store, id_, newest_first=False)
    lines = [line for change in made[:limit] for line in _lines(store, change)]
    if len(made) > limit:
        lines.append(f"and {len(made) - limit} more")
    return lines


def _lines(store: Store, change: taking_back.Change) -> list[str]:
    row = store.value(WORDS[change.table], (change.row,)) or change.table
    if change.before is None:
        return [f"+ {row}"]
    before, after = change.before, change.after
    if "deleted" in after and after["deleted"] != before["deleted"]:
        return [f"{'−' if after['deleted'] else '+'} {row}"]
    changed = [
        f"{name.removesuffix('_id')} {shown(store, name, before[name])}"
        f" → {shown(store, name, after[name])}"
        for name in after
        if name not in QUIET and before[name] != after[name]
    ]
    return [f"± {row}: {', '.join(changed) or 'carried over'}"]


def shown(store: Store, column: str, value: Any) -> str:
    """A logged value as a person reads it."""
    if value in (None, ""):
        return "none"
    if column == "fragments":
        return " … ".join(part["exact"] for part in json.loads(value))
    if column in REFERS_TO and REFERS_TO[column] in WORDS:
        return str(store.value(WORDS[REFERS_TO[column]], (value,)) or value)
    return f"“{value}”" if isinstance(value, str) else str(value)
