"""Whether the tables, triggers and indexes of the schema are there, and as they should be."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache

from tui.store.connection import Store
from tui.store.faults import REPAIR, RESTORE, Fault, each

CACHES = ("CREATE TABLE sentence_vector ", "CREATE TABLE sketch ")

Shape = dict[tuple[str, str], str]
"""The SQL of each thing of the schema, by its kind (table, index, trigger) and name."""


def schema(store: Store) -> Iterator[Fault]:
    """Faults of the schema, compared with that of a database made anew."""
    is_now = shape(store)
    for (kind, name), sql in expected().items():
        has = is_now.get((kind, name))
        if has != sql:
            where = f"the {kind} {name} is " + ("missing" if has is None else "not as it should be")
            yield Fault("schema", where, REPAIR if can_be_made_again(kind, sql) else RESTORE)


def can_be_made_again(kind: str, sql: str) -> bool:
    """Whether this holds nothing that is not elsewhere, or can be worked out anew: an index, a
    trigger, a search index, a cache."""
    return kind != "table" or sql.startswith(("CREATE VIRTUAL TABLE", *CACHES))


def shape(store: Store) -> Shape:
    """The schema as the file has it."""
    rows = each(store, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {(kind, name): sql for kind, name, sql in rows}


@cache
def expected() -> Shape:
    """The schema as a database made anew has it, without what SQLite makes for itself."""
    from tui.store.migrations import bring_up_to_date

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        bring_up_to_date(fresh)
        rows = fresh.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        ).fetchall()
    searches = tuple(f"{name}_" for _, name, sql in rows if sql.startswith("CREATE VIRTUAL"))
    return {
        (kind, name): sql
        for kind, name, sql in rows
        if not name.startswith((*searches, "sqlite_", "_sqlite"))
    }
