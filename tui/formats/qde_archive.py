"""The ZIP of a REFI-QDA project, read where it lies: nothing of it is unpacked onto the disk."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo

from tui.errors import DataError
from tui.formats.reading import MEND, opened, short

LARGE = 50_000_000
"""Bytes that an archive may unpack to whatever it is packed in."""
TIMES = 200
"""An archive that unpacks to so many times its size is no project: texts pack to a fifth or so."""
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)
"""What `zipfile` raises for damage, encryption and methods it does not know."""


class Archive:
    """A project's archive. Names are found in capitals and small letters alike: NVivo writes
    ``Project.qde`` and ``Sources/``."""

    def __init__(self, place: Path, archive: ZipFile) -> None:
        self.place = place
        self._zip = archive
        self._members = {one.filename.lower(): one for one in archive.infolist()}

    @property
    def has_texts(self) -> bool:
        """Whether there is any text of a source in it."""
        return any(name.startswith("sources/") and name.endswith(".txt") for name in self._members)

    @contextmanager
    def project(self) -> Iterator[tuple[IO[bytes], str]]:
        """The project's file, open, and where it is. Raises DataError where there is none."""
        found = [name for name in self._members if name.endswith(".qde")]
        name = "project.qde" if "project.qde" in found or len(found) != 1 else found[0]
        if name not in self._members:
            self._fail("", "there is no project.qde in it: is it a REFI-QDA project?")
        member = self._members[name]
        try:
            with self._zip.open(member) as stream:
                yield stream, f"{self.place}, {member.filename}"
        except BROKEN as error:
            self._fail(member.filename, str(error))

    def text(self, path: str, where: str) -> str | None:
        """The text that a path of the project names; None where it lies outside the archive.

        Raises DataError where the path leads out of the archive, or the text is missing from it,
        damaged or not UTF-8. In an archive without any text, as one that was exported without its
        sources, none is missing.
        """
        if path.lower().startswith(("relative://", "absolute://", "file:")):
            return None
        name = path[len(INTERNAL) :] if path.lower().startswith(INTERNAL) else path
        if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts:
            raise DataError(f"{where}: {short(path)} leads out of the archive: {MEND}")
        member = self._members.get(f"sources/{name}".lower()) or self._members.get(name.lower())
        if member is None:
            if not self.has_texts:
                return None
            raise DataError(f"{where}: its text {short(path)} is not in the archive: {MEND}")
        try:
            return self._zip.read(member).decode("utf-8")
        except UnicodeDecodeError as error:
            said = f"byte {error.start + 1} is not UTF-8: save the text as UTF-8"
            raise DataError(f"{self.place}, {member.filename}: {said}") from None
        except BROKEN as error:
            self._fail(member.filename, str(error))

    def _fail(self, name: str, why: str) -> NoReturn:
        raise DataError(f"{self.place}{name and f', {name}'}: {why}: {MEND}") from None


INTERNAL = "internal://"


@contextmanager
def archive_of(place: Path) -> Iterator[Archive]:
    """A project's archive, open. Raises DataError where it is none, or is packed beyond belief."""
    with opened(place) as stream:
        try:
            archive = ZipFile(stream)
        except (*BROKEN, ValueError) as error:
            why = "no whole REFI-QDA project, which is a ZIP"
            raise DataError(f"{place}: {why} ({error}): {MEND}") from None
        with archive:
            _believable(place, archive.infolist())
            yield Archive(place, archive)


def _believable(place: Path, members: list[ZipInfo]) -> None:
    size, packed = sum(one.file_size for one in members), place.stat().st_size
    if size > LARGE and size > TIMES * packed:
        why = f"it would unpack to {size:,} bytes, {size // packed:,} times its size"
        raise DataError(f"{place}: {why}: that is no project, and nothing of it was read")
