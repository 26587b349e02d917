"""What the log follows: the logged tables and columns, and the triggers that write the log.

A trigger refuses both a DELETE and any edit made outside an operation, so the log has no holes.
Logged references to other rows are kept as their uids, which mean the same in every file.
"""

SCHEMA_VERSION = 3

LOGGED: dict[str, tuple[str, ...]] = {
    "tag": (
        *("parent_id", "name", "key", "colour", "meaning", "applies", "attributes"),
        *("position", "deleted"),
    ),
    "claim": ("wording", "note", "deleted"),
    "article": (
        *("text_id", "title", "source", "byline", "published", "url", "language", "story"),
        *("file", "encoding", "replaced", "original", "added", "deleted", "origin"),
        *("status", "split", "extraction"),
    ),
    "version": (
        *("article_id", "text_id", "file", "encoding", "replaced", "original", "added"),
        *("deleted", "extraction"),
    ),
    "annotation": (
        *("article_id", "text_id", "tag_id", "fragments", "annotator_id", "claim_id"),
        *("derived_from", "attributes", "note", "created", "modified", "deleted", "stays"),
    ),
    "article_tag": (
        *("article_id", "tag_id", "annotator_id", "attributes", "note", "created", "modified"),
        "deleted",
    ),
    "relation": ("kind", "from_id", "to_id", "annotator_id", "note", "created", "deleted"),
    "settled": ("annotator_id", "deleted"),
    "region": (
        *("article_id", "text_id", "start", "end", "body", "annotator_id", "created"),
        "deleted",
    ),
    "source_rule": (
        *("source", "kind", "value", "body", "annotator_id", "created"),
        "deleted",
    ),
    "dismissal": (
        *("article_id", "text_id", "tag_id", "fragments", "annotator_id", "created"),
        "deleted",
    ),
    "alignment": (
        *("a_article_id", "a_text_id", "a_fragments", "b_article_id", "b_text_id", "b_fragments"),
        *("same", "annotator_id", "created", "modified", "deleted"),
    ),
}
"""The columns of each logged table that the log follows; what is referred to comes first."""

REFERS_TO: dict[str, str] = {
    "text_id": "text",
    "article_id": "article",
    "tag_id": "tag",
    "parent_id": "tag",
    "annotator_id": "annotator",
    "claim_id": "claim",
    "derived_from": "annotation",
    "from_id": "annotation",
    "to_id": "annotation",
    "a_article_id": "article",
    "a_text_id": "text",
    "b_article_id": "article",
    "b_text_id": "text",
}
"""Columns that hold another row's id, logged as that row's uid."""

TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "annotation": (("text_id", "fragments"),),
    "article": (("text_id", "file", "encoding", "replaced", "original", "origin", "extraction"),),
    "source_rule": (("body", "created"),),
    "alignment": (("a_text_id", "a_fragments"), ("b_text_id", "b_fragments")),
}
"""Columns that mean something only together: a change to one logs both, and they are put back, and
won or lost in a merge, as one."""


def logged_value(row: str, column: str) -> str:
    """The SQL for a column of the trigger's ``NEW`` or ``OLD`` row as the log writes it."""
    if column in REFERS_TO:
        return f"(SELECT uid FROM {REFERS_TO[column]} WHERE id = {row}.{column})"
    return f"{row}.{column}"


def log_triggers(table: str) -> dict[str, str]:
    """The triggers, by name, that log one table and refuse what the log could not follow."""
    columns = LOGGED[table]
    inserted = ", ".join(f"'{name}', {logged_value('NEW', name)}" for name in columns)
    fields = " UNION ALL ".join(
        f"SELECT '{name}' AS name, {logged_value('OLD', name)} AS was, "
        f"{logged_value('NEW', name)} AS now"
        for name in columns
    )
    changed = "was IS NOT now"
    for together in TOGETHER.get(table, ()):
        names = ", ".join(f"'{name}'" for name in together)
        either = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in together)
        changed += f" OR (name IN ({names}) AND ({either}))"
    refused = """SELECT RAISE(ABORT, 'edit outside an operation')
    WHERE NOT EXISTS (SELECT 1 FROM current_op);"""
    return {
        f"{table}_insert": f"""CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN
  {refused}
  INSERT INTO change (op_id, tbl, row_uid, action, after)
    VALUES ((SELECT op_id FROM current_op), '{table}', NEW.uid, 'I', json_object({inserted}));
END""",
        f"{table}_update": f"""CREATE TRIGGER {table}_update AFTER UPDATE ON {table} BEGIN
  {refused}
  SELECT RAISE(ABORT, 'a uid never changes') WHERE OLD.uid <> NEW.uid;
  INSERT INTO change (op_id, tbl, row_uid, action, before, after)
    SELECT (SELECT op_id FROM current_op), '{table}', NEW.uid, 'U',
      json_group_object(name, was), json_group_object(name, now)
    FROM ({fields}) WHERE {changed} HAVING count(*) > 0;
END""",
        f"{table}_delete": f"""CREATE TRIGGER {table}_delete BEFORE DELETE ON {table}
  BEGIN SELECT RAISE(ABORT, 'rows are marked deleted, never removed'); END""",
    }
