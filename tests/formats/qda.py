"""REFI-QDA projects for the tests: archives made of a project's XML and its texts."""

import zipfile
from pathlib import Path

NS = "urn:QDA-XML:project:1.0"
CODE = "00000000-0000-4000-8000-00000000c0de"
OTHER_CODE = "00000000-0000-4000-8000-00000000c0df"
USER = "00000000-0000-4000-8000-0000000005e4"
SOURCE = "00000000-0000-4000-8000-000000005042"
CODES = (
    f'<CodeBook><Codes><Code guid="{CODE}" name="Claims" isCodable="true" color="#E69F00">'
    f'<Description>What can be checked.</Description><Code guid="{OTHER_CODE}" name="figures"'
    ' isCodable="true"/></Code></Codes></CodeBook>'
)
USERS = f'<Users><User guid="{USER}" name="Friedrich"/></Users>'


def uid(number: int) -> str:
    """A GUID."""
    return f"00000000-0000-4000-8000-{number:012x}"


def coding(number: int, code: str = CODE, inside: str = "") -> str:
    return (
        f'<Coding guid="{uid(number)}" creatingUser="{USER}"'
        f' creationDateTime="2018-03-27T19:29:27Z"><CodeRef targetGUID="{code}"/>{inside}</Coding>'
    )


def selection(number: int, start: int, end: int, name: str = "", inside: str = "") -> str:
    """A selection with one coding, unless something else is to be inside."""
    inside = inside or coding(number + 0x1000)
    named = f' name="{name}"' if name else ""
    at = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="{uid(number)}"{named} {at}>{inside}</PlainTextSelection>'


def source(inside: str, path: str = "internal://a.txt", guid: str = SOURCE) -> str:
    return f'<TextSource guid="{guid}" name="Mabel" plainTextPath="{path}">{inside}</TextSource>'


def project(sources: str, after: str = "", codes: str = CODES, origin: str = "NVivo 12") -> str:
    """A project's XML."""
    inside = f"{USERS}{codes}<Sources>{sources}</Sources>{after}"
    return f'<Project xmlns="{NS}" name="p" origin="{origin}">{inside}</Project>'


def packed(folder: Path, qde: str | bytes, texts: dict[str, bytes], name: str = "p.qdpx") -> Path:
    """A project's archive."""
    place = folder / name
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", qde)
        for member, data in texts.items():
            archive.writestr(member, data)
    return place


def repacked(place: Path, change: dict[str, bytes | None], to: Path) -> Path:
    """A copy of an archive with some members changed, or left out where they are None."""
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            data = change.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return to
