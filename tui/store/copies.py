"""A copy of a database that may be in use, whole or not at all.

SQLite's own backup reads one moment of the file while others write on. `VACUUM INTO` would be the
other way, but fails on our tables in SQLite 3.40 (docs/decisions.md, "Durability").
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

from tui.errors import CallError, DataError
from tui.store.connecting import SIDECARS, connected, sidecars
from tui.store.connection import Store, plain_errors


def write_copy(source: Store | Path, target: Path) -> None:
    """Copy a database as it is at one moment into `target`; an earlier file there is replaced.

    The file appears under its name when it is whole, checked and on the disk. Raises CallError
    where `target` cannot be written or is the database itself, DataError where the database is
    locked or damaged or the disk is full; what was at `target` is then as it was.
    """
    if isinstance(source, Store):
        _copy(source.connection, source.path, target)
        return
    with opened(source) as connection:
        _copy(connection, source, target)


def _copy(connection: sqlite3.Connection, path: Path, target: Path) -> None:
    place = _place_for(path, target)
    with whole_copy(connection, path, place) as unfinished:
        put(unfinished, place)


@contextmanager
def whole_copy(
    connection: sqlite3.Connection,
    path: Path,
    target: Path,
    remedy: str = "name another place",
    damaged: bool = False,
) -> Iterator[Path]:
    """A checked copy beside `target` under a hidden name, to be `put` in place; else it goes.

    It may be read by those who may read the database, and by no one else. Raises CallError with
    `remedy` where it cannot be written, and as `write_copy`; one that is `damaged` is copied
    page by page as it is.
    """
    unfinished = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        try:
            unfinished.touch(0o600, exist_ok=False)
            _fill(connection, path, unfinished, target)
            if not damaged:
                _settle(unfinished, path)
            unfinished.chmod(path.stat().st_mode & 0o777 | 0o600)
            sync(unfinished)
        except OSError as error:
            raise CallError(f"{target} cannot be written: {error.strerror}: {remedy}") from None
        yield unfinished
    finally:
        for name in (unfinished, *sidecars(unfinished)):
            name.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, path: Path, unfinished: Path, target: Path) -> None:
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
        # What stands in the file is wanted, not what a writer has in hand, nor the passing copy
        # in which an older file is read.
        if connection.in_transaction or not _is_of_a_file(connection):
            with opened(path) as other, _one_moment(other, path):
                _pages(other, path, copy, target)
        else:
            with _one_moment(connection, path):
                _pages(connection, path, copy, target)


def _is_of_a_file(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA database_list").fetchone()[2])


@contextmanager
def _one_moment(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Hold a read transaction. Without one, Python waits without end for a lock."""
    with plain_errors(path):
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            yield
        finally:
            connection.execute("ROLLBACK")


def _pages(
    connection: sqlite3.Connection, path: Path, copy: sqlite3.Connection, target: Path
) -> None:
    try:
        connection.backup(copy)
    except sqlite3.OperationalError as error:
        raise DataError(
            f"{path} could not be copied to {target} ({error}): free some room or name another"
            " place; nothing was left there"
        ) from None


def _settle(unfinished: Path, path: Path) -> None:
    """Let a copy rest as one file. Raises DataError where its pages are not whole."""
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
        said = quick_check(copy)
        if said != "ok":
            raise DataError(f"{path} is damaged ({said}): see claimdesk check; no copy was made")
        with plain_errors(path):
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()


def quick_check(connection: sqlite3.Connection) -> str:
    """The first thing SQLite finds wrong with a file's pages, in one line, or ``ok``."""
    try:
        said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        return said.removeprefix("*** in database main ***").strip().partition("\n")[0]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)


@contextmanager
def opened(path: Path, mode: str = "ro", timeout: float = 5.0) -> Iterator[sqlite3.Connection]:
    """A connection to any SQLite file, by default one that cannot write to it.

    A file in WAL mode that was left alone can be read where nothing may be written, too. Raises
    DataError with a remedy where SQLite cannot read it.
    """
    with plain_errors(path), closing(connected(path, mode, timeout)) as connection:
        yield connection


def _place_for(path: Path, target: Path) -> Path:
    """Where a copy called `target` goes, links followed. Raises CallError where it must not."""
    try:
        if target.is_dir():
            example = target / "copy.db"
            raise CallError(f"{target} is a folder: name a file in it, as in {example}")
        place = target.resolve()
        if place.exists() and not place.is_file():
            raise CallError(f"{target} is no ordinary file: name another place")
        own = path.resolve()
        if place in (own, *(own.with_name(own.name + end) for end in SIDECARS)) or (
            place.exists() and place.samefile(own)
        ):
            raise CallError(f"{target} is the database itself: name another file")
        if place.exists() and sidecars(place):
            left = sidecars(place)[0]
            raise CallError(f"{target} is in use or was left by a crash ({left}): name another")
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(None, "it is read-only")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        why = f"{target} cannot be written: {getattr(error, 'strerror', None) or error}"
        raise CallError(f"{why}: name another place") from None
    return place


def put(unfinished: Path, target: Path) -> None:
    """Give a whole file its name, for good. Raises CallError where the folder does not let it."""
    try:
        unfinished.replace(target)
        sync(target.parent)
    except OSError as error:
        why = f"{target} cannot be written: {error.strerror}"
        raise CallError(f"{why}: name another place") from None


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError:
        if not path.is_dir():  # some file systems cannot sync a folder
            raise
    finally:
        os.close(number)
