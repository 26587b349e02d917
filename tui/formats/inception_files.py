"""The files of an import from INCEpTION: a file, a folder of them, or a zip, in their order."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tui.errors import DataError
from tui.formats.qde_archive import BROKEN
from tui.formats.reading import of_no_article, opened

MOST = 256 * 2**20
"""Bytes of the largest file in a zip: more is no article."""
RATIO = 200
"""How much smaller a file of more than a megabyte may be in a zip than it is."""


@dataclass(frozen=True)
class Source:
    """One file: where it is, for messages; its name without the suffix; the files beside it that
    say what types there are."""

    where: str
    name: str
    suffix: str
    data: bytes
    beside: dict[str, bytes] = field(default_factory=dict)


def sources(place: Path, suffixes: tuple[str, ...]) -> Iterator[Source]:
    """The files with one of these endings, one in memory at a time.

    Raises DataError where there is none, or where a name or link leads out of the folder or zip,
    CallError where the place is not there.
    """
    if place.is_dir():
        yield from _in_folder(place, suffixes)
    elif place.suffix.lower() == ".zip":
        yield from _in_zip(place, suffixes)
    else:
        with opened(place) as stream:
            data = stream.read()
        yield Source(str(place), place.stem, place.suffix, data, _types_beside(place))


def _in_folder(place: Path, suffixes: tuple[str, ...]) -> Iterator[Source]:
    found = [file for file in place.rglob("*") if file.suffix in suffixes and file.is_file()]
    if not found and not of_no_article(place, suffixes):
        raise DataError(f"{place}: it has no file that ends in {_told(suffixes)}: name another")
    inside = place.resolve()
    for file in sorted(found, key=lambda file: file.relative_to(place).as_posix()):
        if not file.resolve().is_relative_to(inside):
            raise DataError(f"{file}: it leads out of the folder: put the file itself there")
        with opened(file) as stream:
            data = stream.read()
        name = file.relative_to(place).with_suffix("").as_posix()
        yield Source(str(file), name, file.suffix, data, _types_beside(file))


def _types_beside(file: Path) -> dict[str, bytes]:
    if file.suffix != ".xmi":
        return {}
    return {one.name: one.read_bytes() for one in sorted(file.parent.glob("*.xml")) if _names(one)}


def _names(file: Path | PurePosixPath) -> bool:
    return "typesystem" in file.name.lower() and file.suffix == ".xml"


def _in_zip(place: Path, suffixes: tuple[str, ...]) -> Iterator[Source]:
    try:
        with opened(place) as stream, zipfile.ZipFile(stream) as archive:
            members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
            for name in members:
                if name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts:
                    said = f"the file {name!r} in it leads out of the zip"
                    raise DataError(f"{place}: {said}: pack it anew")
            types = {
                name: _unpacked(place, archive, info)
                for name, info in sorted(members.items())
                if _names(PurePosixPath(name))
            }
            found = sorted(name for name in members if PurePosixPath(name).suffix in suffixes)
            if not found:
                said = f"it has no file that ends in {_told(suffixes)}"
                raise DataError(f"{place}: {said}: name another")
            for name in found:
                data = _unpacked(place, archive, members[name])
                path = PurePosixPath(name)
                own = path.with_suffix("").as_posix()
                yield Source(f"{place}, {name}", own, path.suffix, data, types)
    except BROKEN as error:
        raise DataError(f"{place}: it is no whole zip ({error}): export it anew") from None


def _unpacked(place: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a file in a zip, never more than it says it has."""
    large = info.file_size > 2**20 and info.file_size > RATIO * info.compress_size
    if info.file_size > MOST or large:
        said = f"{info.filename!r} in it grows to {info.file_size:,} bytes"
        raise DataError(f"{place}: {said}, which no article has: unpack it by hand")
    with archive.open(info) as stream:
        return stream.read(info.file_size + 1)


def _told(suffixes: tuple[str, ...]) -> str:
    return " or ".join(suffixes)
