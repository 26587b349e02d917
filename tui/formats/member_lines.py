"""Lines of JSON in a file, or in the files of a zip, which is read as it is and never unpacked."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from tui.errors import DataError
from tui.formats.qde_archive import BROKEN
from tui.formats.reading import Record, json_lines, record

LARGE = 16_000_000
"""Bytes from which on it matters how much was packed into how little."""
DENSE = 200
"""Bytes of text for one byte of a zip: more is no text that anybody wrote."""


def records(place: Path) -> Iterator[tuple[str, Record]]:
    """Each line's object with the name of the member it is in, "" where the file is no zip.

    Raises DataError for a zip that is damaged, locked, leads out of itself or is a bomb.
    """
    if not zipfile.is_zipfile(place):
        yield from (("", row) for row in json_lines(place))
        return
    try:
        with zipfile.ZipFile(place) as archive:
            for info in _members(place, archive):
                with archive.open(info) as stream:
                    yield from _rows(f"{place}, {info.filename}", info.filename, stream)
    except BROKEN as error:
        why = f"the zip cannot be read ({str(error).partition(':')[0]})"
        raise DataError(f"{place}: {why}: pack it again, without a password") from None


def _members(place: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = [one for one in archive.infolist() if one.filename.endswith(".jsonl")]
    for info in archive.infolist():
        if info.filename.startswith("/") or ".." in PurePosixPath(info.filename).parts:
            raise DataError(f"{place}: {info.filename!r} leads out of the zip: pack it again")
        if info.file_size > LARGE and info.file_size > DENSE * info.compress_size:
            why = f"{info.filename!r} would be {info.file_size:,} bytes of {info.compress_size:,}"
            raise DataError(f"{place}: {why}: unpack it yourself if you trust it")
    if not found:
        raise DataError(f"{place}: no .jsonl is in it: export it as JSONL")
    return sorted(found, key=lambda info: info.filename)


def _rows(where: str, name: str, stream: Iterable[bytes]) -> Iterator[tuple[str, Record]]:
    for number, raw in enumerate(stream, 1):
        at = f"{where}, line {number}"
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            why = f"byte {error.start + 1} is not UTF-8"
            raise DataError(f"{at}: {why}: save the file as UTF-8") from None
        if line.strip():
            yield name, record(line, at)
