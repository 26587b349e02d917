"""The steps from each schema to the next, kept by sqlite-utils and run inside one transaction."""

import sqlite3

from sqlite_utils import Database, Migrations

from tui.store import schema_1, schema_2
from tui.store.schema import LOGGED, log_triggers

migrations = Migrations("claimdesk")


@migrations(name="schema_1")
def to_schema_1(db: Database) -> None:
    """Articles, codebook, annotations, relations, claims and the log over them."""
    _run(db, schema_1.TABLES)


@migrations(name="schema_2")
def to_schema_2(db: Database) -> None:
    """Versions, search indexes, conflicts; the log follows what is new."""
    _run(db, schema_2.STEP)
    for (name,) in db.conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        " AND (name LIKE '%\\_insert' ESCAPE '\\' OR name LIKE '%\\_update' ESCAPE '\\'"
        " OR name LIKE '%\\_delete' ESCAPE '\\')"
    ).fetchall():
        db.conn.execute(f"DROP TRIGGER {name}")
    for table in LOGGED:
        for statement in log_triggers(table).values():
            db.conn.execute(statement)


def _run(db: Database, script: str) -> None:
    for statement in split_statements(script):
        db.conn.execute(statement)


def split_statements(script: str) -> list[str]:
    """The statements of a script. `executescript` would commit the transaction around it."""
    statements, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
