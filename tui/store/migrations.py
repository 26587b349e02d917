"""The steps from each schema to the next, kept by sqlite-utils and run inside one transaction."""

import sqlite3

from sqlite_utils import Database, Migrations

from tui.store import schema_1, schema_2, schema_3
from tui.store.schema import LOGGED, log_triggers

migrations = Migrations("claimdesk")

LOG_TRIGGERS = """SELECT name FROM sqlite_schema WHERE type = 'trigger'
AND name IN (tbl_name || '_insert', tbl_name || '_update', tbl_name || '_delete')"""
"""The triggers of the log, as every schema has named them."""


@migrations(name="schema_1")
def to_schema_1(db: Database) -> None:
    """Articles, codebook, annotations, relations, claims and the log over them."""
    _run(db, schema_1.TABLES)


@migrations(name="schema_2")
def to_schema_2(db: Database) -> None:
    """Versions, search indexes, regions, tags of articles, and what merges leave to settle."""
    _run(db, schema_2.STEP)


@migrations(name="schema_3")
def to_schema_3(db: Database) -> None:
    """What people decided in comparing articles, and a cache of vectors."""
    _run(db, schema_3.STEP)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Take every step that a file lacks, inside a transaction that is already open.

    The log's triggers are no part of a step: those there are go before the first one and those of
    the newest schema are made after the last, so that no step speaks of a table that comes later.
    """
    for (name,) in connection.execute(LOG_TRIGGERS).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    migrations.apply(Database(connection, execute_plugins=False))
    for table in LOGGED:
        for statement in log_triggers(table).values():
            connection.execute(statement)


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
