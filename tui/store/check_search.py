"""Whether the search indexes have every word of what they index, and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from tui.store.connection import Store, plain_errors
from tui.store.faults import REPAIR, Fault
from tui.store.schema_2 import WORDS

FILLED = {
    "text_fts": "INSERT INTO text_fts (rowid, body) SELECT id, body FROM text",
    "article_fts": "INSERT INTO article_fts (rowid, title, source, byline, story, file)"
    " SELECT id, title, source, byline, story, file FROM article",
    "note_fts": "INSERT INTO note_fts (rowid, note)"
    " SELECT id, note FROM annotation WHERE note <> ''",
    "claim_fts": "INSERT INTO claim_fts (rowid, wording, note) SELECT id, wording, note FROM claim",
}
"""What fills each search index."""


def search(store: Store) -> Iterator[Fault]:
    """Search indexes that are not what filling them anew would give.

    SQLite can look only where it may write, and would keep others from writing meanwhile: it looks
    at a passing copy on the disk. To be called inside a snapshot.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        with plain_errors(store.path):
            store.connection.backup(copy)
        for name in FILLED:
            try:
                whole = _notes_are_whole(copy) if name == "note_fts" else _is_whole(copy, name)
            except sqlite3.DatabaseError:
                whole = False
            if not whole:
                yield Fault("search", f"the search index {name} is not what it indexes", REPAIR)


def _is_whole(copy: sqlite3.Connection, name: str) -> bool:
    # SQLite raises where it is not. With a rank other than 0 the indexed text is looked at too.
    copy.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    return True


def _notes_are_whole(copy: sqlite3.Connection) -> bool:
    """It leaves out what has no note, and SQLite's own check would call that a fault."""
    copy.execute("INSERT INTO note_fts (note_fts, rank) VALUES ('integrity-check', 0)")
    copy.execute("CREATE VIRTUAL TABLE words_now USING fts5vocab (note_fts, instance)")
    copy.execute(
        f"CREATE VIRTUAL TABLE anew USING fts5 (note, content = '', tokenize = \"{WORDS}\")"
    )
    copy.execute(FILLED["note_fts"].replace("note_fts", "anew"))
    copy.execute("CREATE VIRTUAL TABLE words_anew USING fts5vocab (anew, instance)")
    columns = "term, doc, offset"
    return not any(
        copy.execute(
            f"SELECT {columns} FROM {a} EXCEPT SELECT {columns} FROM {b} LIMIT 1"
        ).fetchone()
        for a, b in (("words_now", "words_anew"), ("words_anew", "words_now"))
    )
