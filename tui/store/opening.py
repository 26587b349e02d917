"""Opening annotations.db: made when missing, refused with a reason when it is not one of ours."""

import sqlite3
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.store.connection import APP, Store, plain_errors, restoring

APPLICATION_ID = 0x434C4D44  # "CLMD"
SCHEMA_VERSION = 1


def open_store(
    path: Path, *, annotator: str, device: str, timeout: float = 5.0, **options: Any
) -> Store:
    """Open `path` for work, making it when it is missing.

    A file that may be read but not written opens with `writable` False. `timeout` is how many
    seconds to wait for another process's lock. Raises CallError when it cannot be opened at all
    and DataError when it is no database, another program's, or of a newer schema.
    """
    if not _is_there(path):
        _create(path, timeout, {"annotator": annotator, "device": device, **options})
    try:
        with path.open("r+b"):
            writable = True
    except OSError:
        writable = False
    store = Store(
        path,
        _connect(path, "rw" if writable else "ro", timeout),
        annotator=annotator,
        device=device,
        writable=writable,
        **options,
    )
    return _checked(store)


def open_reader(path: Path, timeout: float = 5.0) -> Store:
    """Open `path` for reading only. Raises as `open_store`, and CallError when it is missing."""
    if not _is_there(path):
        raise CallError(f"{path} does not exist: name a database with --db, or claimdesk add FILE")
    return _checked(Store(path, _connect(path, "ro", timeout), writable=False))


def _is_there(path: Path) -> bool:
    try:
        if path.is_dir():
            raise CallError(f"{path} is a folder: give a database file, as in --db annotations.db")
        return path.exists()
    except OSError as error:
        why = f"{path} cannot be opened: {error.strerror}"
        raise CallError(f"{why}: name another file with --db") from None


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    # Path.as_uri would load urllib, a tenth of what `claimdesk list` costs.
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    address = f"file:{quoted}?mode={mode}"
    with plain_errors(path):
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=timeout)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def _checked(store: Store) -> Store:
    try:
        _gate(store)
    except BaseException:
        store.connection.close()
        raise
    return store


def _gate(store: Store) -> None:
    path = store.path
    if path.stat().st_size == 0:
        remedy = restoring(path) or "restore a copy, or remove it to start anew"
        raise DataError(f"{path} is empty (0 bytes), not a Claimdesk database: {remedy}")
    application = store.value("PRAGMA application_id")
    version = store.value("PRAGMA user_version")
    if application != APPLICATION_ID:
        raise DataError(f"{path} is a database of another program: name another file with --db")
    if not store.value("SELECT 1 FROM sqlite_schema WHERE name = 'current_op'"):
        remedy = restoring(path) or "keep a copy and restore a backup"
        raise DataError(f"{path} is damaged (it has no tables): {remedy}")
    if version > SCHEMA_VERSION:
        raise DataError(
            f"{path} was written by a newer Claimdesk (schema {version}, this one knows up to"
            f" {SCHEMA_VERSION}): update Claimdesk; the file is unchanged"
        )


def _create(path: Path, timeout: float, options: dict[str, Any]) -> None:
    """Make a database with the default codebook, under a temporary name until it is whole."""
    import os

    from sqlite_utils import Database

    from tui.codebook import default
    from tui.store.codebook import take_in
    from tui.store.migrations import migrations

    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        unfinished.touch(exist_ok=False)
    except OSError as error:
        why = f"{path} cannot be made here: {error.strerror}"
        raise CallError(f"{why}: name another place with --db") from None
    try:
        connection = _connect(unfinished, "rw", timeout)
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        # Signed by the program, so that nobody's undo takes the codebook away.
        with Store(unfinished, connection, **{**options, "annotator": APP}) as store:
            take_in(store, default())
        _put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Give the new file its name, unless another window made one meanwhile."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        unfinished.replace(path)
