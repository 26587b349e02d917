"""Connecting to a file with SQLite, wherever it lies and however it was left."""

import sqlite3
from pathlib import Path

SIDECARS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database in use, or leaves there after a crash."""


def connected(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    """A connection in this mode (``ro``, ``rw``) that waits `timeout` seconds for a lock.

    One that reads takes a file that was left in WAL mode, too, where no log can be made beside it.
    Raises sqlite3.Error where SQLite cannot read the file.
    """
    # Path.as_uri would load urllib, a tenth of what `claimdesk list` costs.
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    alone = mode == "ro" and not sidecars(path)
    for how in (mode, "ro&immutable=1") if alone else (mode,):
        connection = sqlite3.connect(
            f"file:{quoted}?mode={how}", uri=True, isolation_level=None, timeout=timeout
        )
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            return connection
        except sqlite3.Error as error:
            connection.close()
            if how != mode or not alone or "readonly" not in str(error):
                raise
    raise AssertionError("one of the two returns or raises")


def sidecars(path: Path) -> list[Path]:
    """The files SQLite has beside a database, or left there: its WAL, its journal."""
    real = path.resolve()
    found = [real.with_name(real.name + end) for end in SIDECARS]
    return [file for file in found if file.exists()]
