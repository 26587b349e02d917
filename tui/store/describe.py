"""What an operation changed, in a reader's words: which row, each value before and after."""

import json
from typing import Any

from tui.store import progress, taking_back
from tui.store.connection import Store
from tui.store.schema import REFERS_TO

QUIET = frozenset(
    {
        *("created", "modified", "text_id", "a_text_id", "b_text_id"),
        *("origin", "encoding", "replaced", "original", "extraction"),
    }
)
"""Fields nobody asks about."""

WORDS = {
    "annotation": (
        "SELECT tag.name || ' “' || (fragments ->> '$[0].exact') || '”'"
        " FROM annotation JOIN tag ON tag.id = tag_id WHERE annotation.uid = ?"
    ),
    "article": "SELECT 'article ' || title FROM article WHERE uid = ?",
    "tag": "SELECT 'tag ' || name FROM tag WHERE uid = ?",
    "claim": "SELECT 'claim “' || wording || '”' FROM claim WHERE uid = ?",
    "article_tag": (
        "SELECT 'article tag ' || tag.name FROM article_tag JOIN tag ON tag.id = tag_id"
        " WHERE article_tag.uid = ?"
    ),
    "relation": "SELECT 'relation ' || kind FROM relation WHERE uid = ?",
    "version": (
        "SELECT 'text ' || substr(text.uid, 1, 12) FROM version"
        " JOIN text ON text.id = text_id WHERE version.uid = ?"
    ),
    "region": (
        "SELECT 'paragraph “' || substr(text.body, start + 1, min(40, \"end\" - start))"
        " || iif(\"end\" - start > 40, '…', '') || '”'"
        " FROM region JOIN text ON text.id = text_id WHERE region.uid = ?"
    ),
    "source_rule": (
        "SELECT iif(kind = 'reason', value || ' lines', '“' || substr(value, 1, 60)"
        " || iif(length(value) > 60, '…', '') || '”') || ' in ' || source"
        " FROM source_rule WHERE uid = ?"
    ),
    "dismissal": (
        "SELECT 'no ' || tag.name || ' “' || (fragments ->> '$[0].exact') || '”'"
        " FROM dismissal JOIN tag ON tag.id = tag_id WHERE dismissal.uid = ?"
    ),
    "settled": "SELECT 'conflict ' || uid FROM settled WHERE uid = ?",
    "alignment": (
        "SELECT '“' || iif(length(a) > 60, substr(a, 1, 59) || '…', a) || '” and “'"
        " || iif(length(b) > 60, substr(b, 1, 59) || '…', b) || '”'"
        " FROM (SELECT replace(a_fragments ->> '$[0].exact', char(10), ' ') AS a,"
        " replace(b_fragments ->> '$[0].exact', char(10), ' ') AS b FROM alignment WHERE uid = ?)"
    ),
}
"""How a row of each logged table is called."""

SAME = ("not told the same", "told the same")
"""What an alignment says of its two sentences, by `same`."""
BODY = ("not body", "body")
"""What was said of a paragraph, or of a source's lines, by `body`."""


def changes(store: Store, op: str, limit: int = 50) -> list[str]:
    """A line for each thing an operation did to a row, `limit` rows at most."""
    id_ = store.value("SELECT id FROM op WHERE uid = ?", (op,))
    made = taking_back.changes_of(store, id_)[::-1]
    lines = [line for change in made[:limit] for line in _lines(store, change)]
    if len(made) > limit:
        lines.append(f"and {len(made) - limit} more")
    return lines


def _lines(store: Store, change: taking_back.Change) -> list[str]:
    row = _row(store, change)
    if change.before is None:
        return [f"+ {row}"]
    before, after = change.before, change.after
    if "deleted" in after and after["deleted"] != before["deleted"]:
        return [f"{'−' if after['deleted'] else '+'} {row}"]
    changed = [
        words
        for name in after
        if name not in QUIET and before[name] != after[name]
        for words in _changed(store, name, before[name], after[name])
    ]
    if not changed and any(
        name.endswith("text_id") and before[name] != after[name] for name in after
    ):
        changed = ["another text" if change.table == "article" else "carried over"]
    return [f"± {row}: {', '.join(changed)}"] if changed else []


def _row(store: Store, change: taking_back.Change) -> str:
    words = WORDS.get(change.table)  # none of a table that a later schema brought
    row = (store.value(words, (change.row,)) if words else None) or change.table
    if change.table != "alignment":
        return str(row)
    # What was decided then, where the change says it: it may have been decided otherwise since.
    now = "SELECT same FROM alignment WHERE uid = ?"
    same = change.after["same"] if "same" in change.after else store.value(now, (change.row,))
    return f"{SAME[same or 0]}: {row}"


def _changed(store: Store, column: str, before: Any, after: Any) -> list[str]:
    """One field's change in words; of attributes, those that are not as they were."""
    if column == "stays":
        return ["left with the earlier text" if after else "no longer left with the earlier text"]
    if column == "attributes":
        was, now = json.loads(before), json.loads(after)
        if isinstance(was, dict) and isinstance(now, dict):  # a tag's are a list of what it asks
            names = dict.fromkeys((*was, *now))
            found = [_turned(store, name, "", was.get(name), now.get(name)) for name in names]
            return [words for words in found if words]
    if column == "status":
        return [f"status: {progress.WORDS[after]}"]
    if column == "same":
        return [f"was {SAME[before]}"]
    if column == "body":
        return [f"now {BODY[after]}"]
    name = "words" if column.endswith("fragments") else column.removesuffix("_id")
    words = _turned(store, name, column, before, after)
    return [words] if words else []


def _turned(store: Store, name: str, column: str, before: Any, after: Any) -> str:
    """``tag event → number``, or nothing where a reader sees no difference."""
    was, now = shown(store, column, before), shown(store, column, after)
    return f"{name} {was} → {now}" if was != now else ""


def shown(store: Store, column: str, value: Any) -> str:
    """A logged value as a person reads it."""
    if column in ("applies", "attributes"):
        return ", ".join(map(_asked, json.loads(value))) or "none"
    if value in (None, ""):
        return "none"
    if column.endswith("fragments"):
        return " … ".join(part["exact"] for part in json.loads(value))
    if column in REFERS_TO and REFERS_TO[column] in WORDS:
        table = REFERS_TO[column]
        return str(store.value(WORDS[table], (value,)) or value).removeprefix(f"{table} ")
    return f"“{value}”" if isinstance(value, str) else str(value)


def _asked(part: Any) -> str:
    """What a tag asks, with its choices, or what it is for."""
    if not isinstance(part, dict):
        return str(part)
    return f"{part['name']} ({', '.join(part['choices'])})" if part["choices"] else part["name"]
