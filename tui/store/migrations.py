"""The steps from each schema to the next, kept by sqlite-utils and run inside one transaction."""

import sqlite3

from sqlite_utils import Database, Migrations

from tui.store.schema import LOGGED, TABLES, log_triggers

migrations = Migrations("claimdesk")


@migrations()
def schema_1(db: Database) -> None:
    """Articles, codebook, annotations, relations, claims and the log over them."""
    scripts = [TABLES, *(log_triggers(table, columns) for table, columns in LOGGED.items())]
    for script in scripts:
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
