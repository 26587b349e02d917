"""Putting a backup in the place of a database, whose present state is kept first."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.errors import CallError, DataError
from tui.store import backups, clock
from tui.store.connecting import sidecars
from tui.store.connection import plain_errors
from tui.store.copies import opened, put, quick_check, sync, whole_copy
from tui.store.opening import APPLICATION_ID
from tui.store.schema import SCHEMA_VERSION

LOCK_BYTES = (0x40000000, 512)
"""Where SQLite locks a file (file format, §1.3): a connection in use holds one of these bytes."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in the database now, the time of its newest operation, and where the earlier is."""

    articles: int
    annotations: int
    newest: str
    kept: Path | None


def restore(file: Path, path: Path, now: Callable[[], int] = clock.milliseconds) -> Restored:
    """Put a copy of `file` in the place of the database at `path`; `file` is only read.

    The present state goes into the backups, or, where it cannot be read, is moved aside with
    what SQLite keeps beside it: a WAL left behind would be replayed into the restored file.
    Whatever interrupts this, the database is the earlier or the restored one. Raises CallError and
    DataError, and then nothing has changed.
    """
    real = _real(file, path)
    with opened(file) as source:
        _check(source, file)
        with whole_copy(source, file, real, "make it writable first") as unfinished:
            if real.exists():
                unfinished.chmod(real.stat().st_mode & 0o777 | 0o600)
            with _kept(path, real, now) as kept:
                put(unfinished, real)
    with opened(path) as restored:
        said = quick_check(restored)
        if said != "ok":
            raise DataError(f"{path} is damaged after restoring ({said}): the earlier is {kept}")
        return Restored(*_counts(restored), kept)


def _real(file: Path, path: Path) -> Path:
    """The database itself, where `path` may be a link to it. Raises CallError for a wrong call."""
    try:
        _refuse(file, path)
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        why = getattr(error, "strerror", None) or error
        raise CallError(f"{file} cannot be restored as {path}: {why}: name another") from None


def _refuse(file: Path, path: Path) -> None:
    if file.is_dir():
        raise CallError(f"{file} is a folder: name a backup in it, as claimdesk backup --list does")
    if not file.exists():
        raise CallError(f"{file} does not exist: see claimdesk backup --list")
    if path.is_dir():
        raise CallError(f"{path} is a folder: give a database file, as in --db annotations.db")
    if path.exists() and file.samefile(path):
        raise CallError(f"{file} is the database itself: name a backup of it")


def _check(source: sqlite3.Connection, file: Path) -> None:
    remedy = "name another, see claimdesk backup --list"
    with plain_errors(file):
        application = source.execute("PRAGMA application_id").fetchone()[0]
        version = source.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise DataError(f"{file} is not a Claimdesk database: {remedy}")
    if version > SCHEMA_VERSION:
        raise DataError(
            f"{file} was written by a newer Claimdesk (schema {version}, this one knows up to"
            f" {SCHEMA_VERSION}): update Claimdesk"
        )
    said = quick_check(source)
    if said != "ok":
        raise DataError(f"{file} is damaged ({said}): {remedy}")


def _counts(connection: sqlite3.Connection) -> tuple[int, int, str]:
    (articles,) = connection.execute("SELECT count(*) FROM article WHERE NOT deleted").fetchone()
    (annotations,) = connection.execute(
        "SELECT count(*) FROM annotation JOIN article ON article.id = article_id"
        " WHERE NOT annotation.deleted AND NOT article.deleted"
    ).fetchone()
    newest = connection.execute("SELECT wall FROM op ORDER BY hlc DESC LIMIT 1").fetchone()
    return articles, annotations, newest[0] if newest else ""


@contextmanager
def _kept(path: Path, real: Path, now: Callable[[], int]) -> Iterator[Path | None]:
    """Keep the present state, and everyone else out until the new one is in its place."""
    if not real.exists():
        yield _move_aside(real, now)
        return
    with _byte_lock(real, path):
        pass  # nobody is in: who is gets no chance to lose work
    if _readable(path, real):
        with _exclusive(path, real) as connection:
            kept = backups.make_of(connection, path, backups.BEFORE_RESTORE, now)
            yield kept.path
        return
    with _byte_lock(real, path):
        yield _move_aside(real, now)


def _readable(path: Path, real: Path) -> bool:
    """Whether the present state can be kept as a backup. Raises DataError where it is not ours."""
    # A journal is what a killed process left: only a connection that may write rolls it back.
    mode = "rw" if any(file.name.endswith("-journal") for file in sidecars(real)) else "ro"
    try:
        with opened(real, mode) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            whole = quick_check(connection) == "ok"
    except DataError as error:
        if "locked" in str(error) or "cannot be written" in str(error):
            raise
        return False
    if whole and application != APPLICATION_ID and real.stat().st_size:
        raise DataError(f"{path} is a database of another program: name another file with --db")
    return whole and application == APPLICATION_ID


@contextmanager
def _exclusive(path: Path, real: Path) -> Iterator[sqlite3.Connection]:
    """The present database with its WAL folded in, and nobody else in it."""
    with opened(real, "rw", timeout=1.0) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")  # the lock stays until the connection closes
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise _in_use(path) from None
            raise
        yield connection


def _in_use(path: Path) -> DataError:
    return DataError(f"{path} is in use: close the desk first, then restore; nothing has changed")


@contextmanager
def _byte_lock(real: Path, path: Path) -> Iterator[None]:
    """Hold SQLite's lock on a file without SQLite, which would write to a damaged one."""
    import fcntl

    start, length = LOCK_BYTES
    try:
        with real.open("r+b") as stream:
            try:
                fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
            except (BlockingIOError, PermissionError):
                raise _in_use(path) from None
            yield
    except OSError as error:
        why = f"{path} cannot be written: {error.strerror}"
        raise CallError(f"{why}: make it writable first") from None


def _move_aside(real: Path, now: Callable[[], int]) -> Path | None:
    """Give the bytes of a database and of what is beside it second names, and free its own.

    The database keeps its name as well until the restored one takes it: a name that is free, even
    for a moment, would be taken by a new and empty one.
    """
    found = [file for file in (real, *sidecars(real)) if file.exists()]
    moment = datetime.fromtimestamp(now() // 1000, UTC).strftime(backups.TIME)
    aside = real.with_name(f"{real.name}.damaged-{moment}")
    number = 1
    while aside.exists():
        number += 1
        aside = real.with_name(f"{real.name}.damaged-{moment}-{number}")
    moved = [aside.with_name(aside.name + file.name.removeprefix(real.name)) for file in found]
    for file, other in zip(found, moved, strict=True):
        _second_name(file, other)
    sync(real.parent)
    for file in sidecars(real):
        file.unlink()
    sync(real.parent)
    return moved[0] if moved else None


def _second_name(file: Path, other: Path) -> None:
    with suppress(OSError):
        other.hardlink_to(file)
        return
    shutil.copy2(file, other)  # a file system without hard links
    sync(other)
