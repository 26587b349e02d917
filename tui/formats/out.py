"""Where an export goes: a file, a folder, an open stream, or nowhere; whole or not at all.

A folder that an export made has a file `MARKER` in it, with the sha256 and name of each file the
export wrote, as ``sha256sum`` prints them. Only such a folder is written over, and only while its
files are as they were written: what somebody added or changed in it stays.
"""

import hashlib
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from tui.errors import CallError
from tui.formats.face import Out
from tui.formats.whole import whole

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

    from _typeshed import ReadableBuffer as Buffer

MARKER = ".claimdesk-export"
NOTED = 1000
"""Files noted in it at once: an export of each article into its own has no room for all of them."""


class StreamOut:
    """An export of one file into an open stream, which stays its owner's to close."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    @contextmanager
    def open(self, name: str = "") -> Iterator[BinaryIO]:
        """The stream. Only a format of one file has a place here: its name is ""."""
        if name:
            raise ValueError(f"a file {name!r} of a format that is one file")
        yield self.stream


class _Summed(io.BufferedWriter):
    """A new file whose sha256 is known when it is written, so that it need not be read again.

    One that goes back to another place has to be: its `digest` is then None.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(io.FileIO(file, "xb"))
        self.digest: Digest | None = hashlib.sha256()

    def write(self, data: "Buffer", /) -> int:
        if self.digest:
            self.digest.update(data)
        return super().write(data)

    def seek(self, place: int, whence: int = os.SEEK_SET, /) -> int:
        self.digest = None
        return super().seek(place, whence)

    def truncate(self, length: int | None = None, /) -> int:
        self.digest = None
        return super().truncate(length)


class FolderOut:
    """An export of several files into a folder that is there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lines: list[str] = []

    @contextmanager
    def open(self, name: str = "") -> Iterator[BinaryIO]:
        """A new file, by its path within the folder with ``/`` between its parts.

        Raises ValueError for a name that leads out of the folder or was written before.
        """
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\0" in name or name == MARKER:
            raise ValueError(f"{name!r} is no name within a folder")
        file = self.folder.joinpath(*parts)
        if len(parts) > 1:
            file.parent.mkdir(parents=True, exist_ok=True)
        try:
            stream = _Summed(file)
        except FileExistsError:
            raise ValueError(f"{name!r} is written twice") from None
        with stream:
            yield stream
        digest = stream.digest.hexdigest() if stream.digest else _digest(file)
        self._lines.append(f"{digest}  {name}\n")
        if len(self._lines) == NOTED:
            self.mark()

    def mark(self) -> None:
        """Note in the folder what was written into it, behind what is noted already."""
        with (self.folder / MARKER).open("a", encoding="utf-8", newline="\n") as marker:
            marker.writelines(self._lines)
        self._lines.clear()


class Nowhere:
    """An export that is counted only: its files lead nowhere."""

    @contextmanager
    def open(self, name: str = "") -> Iterator[BinaryIO]:
        """A stream that forgets what is written into it. It has no places to go back to."""
        with io.BufferedWriter(_Forgetting()) as stream:
            yield stream


class _Forgetting(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return memoryview(data).nbytes  # type: ignore[arg-type]


@contextmanager
def file_out(output: Path, example: str, database: Path | None = None) -> Iterator[Out]:
    """An export of one file, under a temporary name until it is whole; raises as `whole` does."""
    with whole(output, example, database) as stream:
        yield StreamOut(stream)


@contextmanager
def folder_out(output: Path) -> Iterator[Out]:
    """An export of several files, in a folder of a temporary name until it is whole.

    Raises CallError where it cannot be written, or where there is something in its place that no
    export made; that is then as it was.
    """
    try:
        place = output.resolve()
        if why := why_not(place):
            raise CallError(f"{output} {why}: name a new folder with -o")
        unfinished = place.with_name(f".claimdesk-{os.getpid()}.part")
        unfinished.mkdir()
        try:
            out = FolderOut(unfinished)
            yield out
            out.mark()
            os.sync()  # one for all: a hundred thousand files each on its own take minutes
            _put_in_place(unfinished, place)
        except BaseException:
            shutil.rmtree(unfinished)
            raise
    except OSError as error:
        why = f"{output} cannot be written: {error.strerror}"
        raise CallError(f"{why}: name another place with -o") from None


def why_not(place: Path) -> str:
    """Why an export may not take the place of this folder; "" where it may."""
    if not place.exists():
        return ""
    if not place.is_dir():
        return "is a file, and this format is a folder"
    there = {
        file.relative_to(place).as_posix() for file in place.rglob("*") if not _is_folder(file)
    }
    if not there:
        return ""
    if MARKER not in there:
        return "has files that no export made"
    known = {
        name: digest
        for digest, _, name in (
            line.partition("  ")
            for line in (place / MARKER).read_text(encoding="utf-8").split("\n")
        )
        if name
    }
    for name in sorted(there - {MARKER}):
        if name not in known:
            return f"has a file that no export made ({name})"
        if _digest(place / name) != known[name]:
            return f"has a file that was changed since it was exported ({name})"
    return ""


def _is_folder(file: Path) -> bool:
    return file.is_dir() and not file.is_symlink()


def _put_in_place(unfinished: Path, place: Path) -> None:
    """Rename a whole folder to its own name; what was there is put aside first, and removed."""
    if not place.exists():
        unfinished.rename(place)
        return
    aside = place.with_name(f".claimdesk-{os.getpid()}.old")
    place.rename(aside)
    try:
        unfinished.rename(place)
    except BaseException:
        aside.rename(place)
        raise
    shutil.rmtree(aside)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
