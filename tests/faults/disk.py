"""A disk in memory behind SQLite whose power can be cut, whose room can end, whose locks can fail.

What a file held at its last sync stays. Of what was written since, a cut leaves any part: all of
it, the first writes, some of them, some sectors of some. A file made since then may be missing
after the cut, one removed may be back. `Connection` gives the store this disk in the place of the
one that `sqlite3.connect` would open.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
POWERSAFE_OVERWRITE = 0x1000  # as SQLite's own unix VFS says of any disk

Write = tuple[int, bytes | None]
"""Bytes put at an offset; without bytes, the file was cut at the offset."""


def apply(data: bytearray, write: Write) -> None:
    """Do to a file's bytes what one write does."""
    at, new = write
    if new is None:
        del data[at:]
        return
    if at > len(data):
        data.extend(bytes(at - len(data)))
    data[at : at + len(new)] = new


@dataclass
class Contents:
    """One file: as a program sees it, as it was at its last sync, and the writes since."""

    now: bytearray = field(default_factory=bytearray)
    synced: bytearray = field(default_factory=bytearray)
    since: list[Write] = field(default_factory=list)
    listed: bool = False
    """Whether the folder's entry for it is on the disk."""

    def write(self, write: Write) -> None:
        apply(self.now, write)
        self.since.append(write)

    def sync(self) -> None:
        for write in self.since:
            apply(self.synced, write)
        self.since.clear()

    def after_cut(self, dice: random.Random) -> bytes:
        """What a cut leaves of it."""
        left = bytearray(self.synced)
        for write in _surviving(self.since, dice):
            apply(left, write)
        return bytes(left)


def _surviving(writes: Sequence[Write], dice: random.Random) -> Iterator[Write]:
    way = dice.choice(["all", "none", "first", "some", "torn"])
    last = dice.randint(0, len(writes))
    for number, (at, new) in enumerate(writes):
        if way == "all" or (way == "first" and number < last):
            yield at, new
        elif way in ("some", "torn") and dice.random() < 0.5:
            if new is None or way == "some":
                yield at, new
                continue
            for start in range(0, len(new), SECTOR):
                if dice.random() < 0.5:
                    yield at + start, new[start : start + SECTOR]


class Disk(apsw.VFS):
    """A folder of files in memory. `on_change` is called before each change of any of them.

    With `room`, no more than so many bytes fit in all files; with `lock_error`, every lock fails
    that is at least of the level `locks_fail_from`.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, base="")
        self.name = name
        self.files: dict[str, Contents] = {}
        self.removed: dict[str, Contents] = {}
        """Files removed without waiting for the disk."""
        self.on_change: Callable[[], None] = lambda: None
        self.room: int | None = None
        self.lock_error: apsw.Error | None = None
        self.locks_fail_from = 1
        self.syncs = 0

    def take_in(self, path: Path) -> None:
        """Hold a copy of a file that is on the real disk, under its name there."""
        contents = Contents(bytearray(path.read_bytes()))
        contents.synced, contents.listed = bytearray(contents.now), True
        self.files[str(path)] = contents

    def cut(self, dice: random.Random, folder: Path) -> None:
        """Put into a folder what the disk holds after a cut at this moment."""
        for name, contents in {**self.removed, **self.files}.items():
            fleeting = name not in self.files or not contents.listed
            if fleeting and dice.random() < 0.5:
                continue
            (folder / Path(name).name).write_bytes(contents.after_cut(dice))

    def sync_folder(self) -> None:
        """What files there are, and are no longer, is on the disk."""
        self.removed.clear()
        for contents in self.files.values():
            contents.listed = True

    @property
    def used(self) -> int:
        return sum(len(contents.now) for contents in self.files.values())

    # What SQLite asks of a VFS

    def xOpen(self, name: Any, flags: list[int]) -> "OpenFile":
        if name is None:
            return OpenFile(self, Contents())
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path not in self.files:
            if not flags[0] & apsw.SQLITE_OPEN_CREATE:
                raise apsw.CantOpenError("unable to open database file")
            self.on_change()
            self.files[path] = Contents()
            self.removed.pop(path, None)
        flags[1] = flags[0]
        return OpenFile(self, self.files[path])

    def xDelete(self, name: str, sync_folder: bool) -> None:
        self.on_change()
        contents = self.files.pop(name, None)
        if contents is None:
            raise apsw.IOError("no such file")
        self.removed[name] = contents
        if sync_folder:
            self.sync_folder()

    def xAccess(self, name: str, flags: int) -> bool:
        return name in self.files

    def xFullPathname(self, name: str) -> str:
        return str(Path(name).absolute())


class OpenFile:
    """What SQLite asks of an open file."""

    def __init__(self, disk: Disk, contents: Contents) -> None:
        self.disk = disk
        self.contents = contents

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self.contents.now[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        grown = max(0, offset + len(data) - len(self.contents.now))
        if self.disk.room is not None and grown and self.disk.used + grown > self.disk.room:
            raise apsw.FullError("database or disk is full")
        self.disk.on_change()
        self.contents.write((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self.disk.on_change()
        self.contents.write((size, None))

    def xSync(self, flags: int) -> None:
        self.disk.on_change()
        self.disk.syncs += 1
        self.contents.sync()
        if not self.contents.listed:  # SQLite syncs the folder with a new journal's first sync
            self.disk.sync_folder()

    def xFileSize(self) -> int:
        return len(self.contents.now)

    def xLock(self, level: int) -> None:
        if self.disk.lock_error is not None and level >= self.disk.locks_fail_from:
            raise self.disk.lock_error

    def xUnlock(self, level: int) -> None:
        pass

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return POWERSAFE_OVERWRITE

    def xClose(self) -> None:
        pass


class Connection:
    """What the store uses of a `sqlite3.Connection`, on another SQLite and another disk."""

    def __init__(self, disk: Disk, path: str, wal: bool, timeout: float) -> None:
        with _as_sqlite3():
            self.inner = apsw.Connection(path, apsw.SQLITE_OPEN_READWRITE, disk.name)
            self.inner.set_busy_timeout(int(timeout * 1000))
            if wal:  # the memory that processes would share is then the connection's own
                self.inner.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Result":
        with _as_sqlite3():
            rows = self.inner.execute(sql, parameters).fetchall()
            return Result(rows, self.inner.changes(), self.inner.last_insert_rowid())

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> "Result":
        with _as_sqlite3():
            before = self.inner.total_changes()
            self.inner.executemany(sql, rows)
            return Result([], self.inner.total_changes() - before, None)

    @property
    def in_transaction(self) -> bool:
        return self.inner.in_transaction

    def close(self) -> None:
        with _as_sqlite3():
            self.inner.close()


@dataclass
class Result:
    """What the store uses of a `sqlite3.Cursor`."""

    rows: list[Any]
    rowcount: int
    lastrowid: int | None

    def fetchall(self) -> list[Any]:
        rows, self.rows = self.rows, []
        return rows

    def fetchone(self) -> Any:
        return self.rows.pop(0) if self.rows else None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        kind: type[sqlite3.Error] = sqlite3.OperationalError
        if isinstance(error, apsw.ConstraintError):
            kind = sqlite3.IntegrityError
        elif isinstance(error, apsw.CorruptError | apsw.NotADBError):
            kind = sqlite3.DatabaseError
        same = kind(str(error).rpartition(": ")[2])
        same.sqlite_errorcode = error.extendedresult
        same.sqlite_errorname = str(
            apsw.mapping_extended_result_codes.get(error.extendedresult)
            or apsw.mapping_result_codes[error.result]
        )
        raise same from error
