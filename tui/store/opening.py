"""Opening annotations.db: made when missing, refused with a reason when it is not one of ours."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.store.connecting import connected
from tui.store.connection import APP, Store, plain_errors, restoring
from tui.store.filesystem import is_network
from tui.store.schema import SCHEMA_VERSION

APPLICATION_ID = 0x434C4D44  # "CLMD"


def open_store(
    path: Path,
    *,
    annotator: str,
    device: str,
    timeout: float = 5.0,
    tell: Callable[[str], None] = lambda line: None,
    **options: Any,
) -> Store:
    """Open `path` for work, making it when it is missing, bringing it up to date when it is older.

    A file that may be read but not written opens with `writable` False. `timeout` is how many
    seconds to wait for another process's lock; `tell` is given a line before something that may
    take long. Raises CallError when it cannot be opened at all and DataError when it is no
    database, another program's, or of a schema that this program cannot read.
    """
    if not _is_there(path):
        _create(path, timeout, {"annotator": annotator, "device": device, **options})
    read_only = _why_read_only(path)
    network = is_network(path)
    connection = _connect(path, "ro" if read_only else "rw", timeout, network)
    with _closed_on_failure(connection):
        schema = _gate(path, connection)
        if schema > SCHEMA_VERSION:
            read_only = f"{path} was written by a newer Claimdesk, which this one may only read"
            read_only += ": update Claimdesk to write in it"
        elif schema < SCHEMA_VERSION and read_only:
            connection = _copy_up_to_date(path, connection)
        elif schema < SCHEMA_VERSION:
            _bring_up_to_date(path, connection, schema, tell)
    return Store(
        path,
        connection,
        annotator=annotator,
        device=device,
        writable=not read_only,
        why_read_only=read_only,
        on_network=network,
        **options,
    )


def open_reader(path: Path, timeout: float = 5.0) -> Store:
    """Open `path` for reading only. Raises as `open_store`, and CallError when it is missing."""
    if not _is_there(path):
        raise CallError(f"{path} does not exist: name a database with --db, or claimdesk add FILE")
    connection = _connect(path, "ro", timeout)
    with _closed_on_failure(connection):
        if _gate(path, connection) < SCHEMA_VERSION:
            connection = _copy_up_to_date(path, connection)
    why = f"{path} is open read-only: nothing can be written in it"
    return Store(path, connection, writable=False, why_read_only=why)


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _why_read_only(path: Path) -> str:
    """The reason why `path` cannot be written, or nothing."""
    # Asked, not tried: to close a file drops all locks that this process holds on it (POSIX), and
    # with them those of another store that has it open.
    if os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return ""
    return f"{path} cannot be written, it is read-only: copy it to where you may write"


def _is_there(path: Path) -> bool:
    try:
        if path.is_dir():
            raise CallError(f"{path} is a folder: give a database file, as in --db annotations.db")
        return path.exists()
    except OSError as error:
        why = f"{path} cannot be opened: {error.strerror}"
        raise CallError(f"{why}: name another file with --db") from None


def _connect(
    path: Path, mode: str, timeout: float, network: bool = False, called: Path | None = None
) -> sqlite3.Connection:
    """Connect to `path`, which a person knows as `called`."""
    with plain_errors(called or path):
        connection = connected(path, mode, timeout)
        with _closed_on_failure(connection):
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = EXTRA")
            if network:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _gate(path: Path, connection: sqlite3.Connection) -> int:
    """The schema of the file, if this program may read it. Raises DataError where it may not."""
    if path.stat().st_size == 0:
        remedy = restoring(path) or "restore a copy, or remove it to start anew"
        raise DataError(f"{path} is empty (0 bytes), not a Claimdesk database: {remedy}")
    with plain_errors(path):
        ((application,),) = connection.execute("PRAGMA application_id").fetchall()
        ((schema,),) = connection.execute("PRAGMA user_version").fetchall()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    if application != APPLICATION_ID:
        raise DataError(f"{path} is a database of another program: name another file with --db")
    if "current_op" not in tables:
        remedy = restoring(path) or "keep a copy and restore a backup"
        raise DataError(f"{path} is damaged (it has no tables): {remedy}")
    if schema > SCHEMA_VERSION and _oldest_reader(path, connection, schema) > SCHEMA_VERSION:
        raise DataError(
            f"{path} was written by a newer Claimdesk (schema {schema}, this one knows up to"
            f" {SCHEMA_VERSION}): update Claimdesk; the file is unchanged"
        )
    return int(schema)


def _oldest_reader(path: Path, connection: sqlite3.Connection, schema: int) -> int:
    """The oldest schema whose programs may read a newer file: it says so itself, or is not read."""
    with plain_errors(path):
        found = connection.execute("SELECT value FROM meta WHERE key = 'min_reader'").fetchone()
    return int(found[0]) if found and found[0].isdecimal() else schema


def _bring_up_to_date(
    path: Path, connection: sqlite3.Connection, schema: int, tell: Callable[[str], None]
) -> None:
    """Migrate the file, whole or not at all; another program that wants to finds it done."""
    from tui.store.backups import before_schema_change

    with plain_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
                # Inside, so that nobody writes or migrates between the backup and the step.
                backup = before_schema_change(path, connection)
                tell(f"bringing {path} from schema {schema} to {SCHEMA_VERSION}; was: {backup}")
                _migrate(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _copy_up_to_date(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """An older file that is not to be changed, brought up to date in a passing copy of it."""
    with plain_errors(path):
        copy = sqlite3.connect("", isolation_level=None)  # a temporary file, gone when closed
        with _closed_on_failure(copy):
            connection.backup(copy)
            _migrate(copy)
            copy.execute("PRAGMA query_only = ON")
    connection.close()
    return copy


def _migrate(connection: sqlite3.Connection) -> None:
    from tui.store.migrations import bring_up_to_date

    bring_up_to_date(connection)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _create(path: Path, timeout: float, options: dict[str, Any]) -> None:
    """Make a database with the default codebook."""
    from tui.codebook import default
    from tui.store.codebook import take_in

    with suppress(FileExistsError), new_file(path, timeout) as connection:
        # Signed by the program, so that nobody's undo takes the codebook away.
        take_in(Store(path, connection, **{**options, "annotator": APP}), default())


@contextmanager
def new_file(path: Path, timeout: float = 5.0) -> Iterator[sqlite3.Connection]:
    """An empty database, to be filled inside: in place when that is done, else not there.

    All of it is one transaction of a file under a temporary name. Raises CallError where it cannot
    be made, and FileExistsError when another process made one called `path` meanwhile.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        unfinished.touch(exist_ok=False)
    except OSError as error:
        why = f"{path} cannot be made here: {error.strerror}"
        raise CallError(f"{why}: name another place with --db") from None
    try:
        connection = _connect(unfinished, "rw", timeout, called=path)
        with _closed_on_failure(connection), plain_errors(path):
            # One transaction: whatever stops it, no part is left in a log beside the file.
            connection.execute("BEGIN")
            _migrate(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            yield connection
            connection.execute("COMMIT")
        connection.close()
        _put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Give the new file its name. Raises FileExistsError when there is one by now."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        unfinished.replace(path)
