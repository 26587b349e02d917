"""Writing a file whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO
from zlib import crc32

from tui.errors import CallError

BUFFER = 1 << 18
"""Bytes written at once: articles are longer than the usual 8 kB, and went out one by one."""


@contextmanager
def whole(output: Path, example: str, database: Path | None = None) -> Iterator[BinaryIO]:
    """A stream into a file that has a temporary name until it is whole; a link is followed.

    `example` is a name to propose where `output` is a folder. Raises CallError where it cannot be
    written or is the database; an earlier file of that name is then as it was.
    """
    try:
        if output.is_dir():
            raise CallError(f"{output} is a folder: name a file in it, as in {output / example}")
        refuse_database(output, database)
        if is_open_end(output):
            with output.open("wb") as stream:
                yield stream
            return
        with _renamed(output.resolve()) as stream:
            yield stream
    except OSError as error:
        why = f"{output} cannot be written: {error.strerror}"
        raise CallError(f"{why}: name another place with -o") from None


BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite calls the files that make up a database, behind the database's own name."""


def refuse_database(output: Path, database: Path | None) -> None:
    """Raise CallError where an output is the database or one of the files that SQLite has beside
    it, by whatever name or link, and whether they are there at the moment or not."""
    if database is None:
        return
    part = part_of(output, database)
    if part is not None:
        what = "a part of the database" if part else "the database itself"
        raise CallError(f"{output} is {what}: name another file")


def part_of(place: Path, database: Path) -> str | None:
    """Which of the files that make up a database a place is, by the end of its name, or None."""
    there, real = Path(os.path.realpath(place)), Path(os.path.realpath(database))
    for suffix in BESIDE:
        one = real.with_name(f"{real.name}{suffix}")
        if there == one or _same(there, one):
            return suffix
    return None


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def is_open_end(output: Path) -> bool:
    """Whether it is a pipe or a device, which has no whole or half."""
    try:
        mode = output.stat().st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode))


@contextmanager
def _renamed(output: Path) -> Iterator[BinaryIO]:
    if output.exists() and not os.access(output, os.W_OK):
        raise PermissionError(None, "it is read-only")
    unfinished = output.with_name(
        f".claimdesk-{os.getpid()}-{crc32(output.name.encode()):08x}.part"
    )
    with unfinished.open("xb", buffering=BUFFER) as stream:
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            unfinished.replace(output)
        except BaseException:
            unfinished.unlink()
            raise
