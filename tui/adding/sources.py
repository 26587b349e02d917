"""What a person names on the way in: files, folders, addresses, and standard input."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tui.adding.outcomes import Outcome, refused
from tui.errors import CallError
from tui.intake import registry, unknown
from tui.intake.child import Source
from tui.intake.face import HEAD

STANDARD_INPUT = "-"
PIPED = "standard input"
"""What it is called."""
OTHER_TEXT = "text of a kind that may be no article: name the file itself"
"""Why a file in a folder is passed over that is text by no name that a text has: a program, say."""

_ADDRESS = re.compile(r"https?://", re.I)
_DATABASES = (".db", ".db-wal", ".db-shm", ".db-journal")
_TEXTS = ("", ".txt", ".text")
_TAIL = 65_536
_EFFECTIVE = os.access in os.supports_effective_ids


def is_address(named: str) -> bool:
    """Whether it is the address of a page."""
    return _ADDRESS.match(named) is not None


def expanded(named: Sequence[str]) -> Iterator[str | Outcome]:
    """What is named, folders as the files in them; and why some of these are left out."""
    for one in named:
        if one == STANDARD_INPUT or is_address(one) or not _is_folder(one):
            yield one
            continue
        try:
            yield from _files_in(one)
        except CallError as error:
            yield refused(one, error)


def source_of(named: str, largest: int, folders: dict[str, str]) -> Source:
    """A file or standard input, to be read; an address is one without bytes or path.

    `largest` is how many bytes are read at most; `folders` keeps where the folders of files are, as
    long as one call goes on. Raises CallError where it cannot be opened.
    """
    if named == STANDARD_INPUT:
        return Source(PIPED, data=_piped(largest))
    if is_address(named):
        return Source(named, place=named)
    try:
        mode = os.lstat(named).st_mode
        is_link = stat.S_ISLNK(mode)
        if is_link:
            mode = os.stat(named).st_mode  # noqa: PTH116 - a Path takes as long as the call
        if stat.S_ISDIR(mode):
            raise CallError(f"{named} is a folder: name its files, as in {named}/*.txt")
        if stat.S_ISREG(mode) and not os.access(named, os.R_OK, effective_ids=_EFFECTIVE):
            os.close(os.open(named, os.O_RDONLY))  # which says why
    except FileNotFoundError:
        raise CallError(f"{named}: there is no such file: check the name") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        told = f"{named} cannot be read: {why}"
        raise CallError(f"{told}: check the name and its permissions") from None
    place = os.path.realpath(named) if is_link else _place(named, folders)
    return Source(named, path=named, place=place.encode("utf-8", "backslashreplace").decode())


def _place(named: str, folders: dict[str, str]) -> str:
    """Where a file is that is no link. Where its folder is takes a call for each one above it."""
    folder, _, name = named.rpartition("/")
    if not folder or name in ("", ".", ".."):
        return os.path.realpath(named)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder).rstrip("/")
    return f"{folders[folder]}/{name}"


def _files_in(folder: str) -> Iterator[str | Outcome]:
    """The files in a folder and those below it, sorted by name, but those that are no articles:
    hidden ones, what lies beside saved pages, databases. What is of no kind that is read is told,
    and so is a folder that cannot be read.

    Raises CallError for a folder that has none.
    """
    shut: list[OSError] = []
    found = sorted(_walked(folder, shut.append))
    for error in shut:
        why = f"{error.filename} cannot be read: {error.strerror}: check its permissions"
        yield refused(str(error.filename), CallError(why))
    is_any = bool(shut)
    for file in found:
        if why := _why_not(file):
            yield Outcome("passed over", file, reason=why, look=why != OTHER_TEXT)
        else:
            is_any = True
            yield file
    if not is_any:
        raise CallError(
            f"{folder} is a folder without files that are read here: name another, or its files"
        )


def _walked(folder: str, shut: Callable[[OSError], object]) -> Iterator[str]:
    for inside, folders, names in os.walk(folder, onerror=shut):
        below = os.path.relpath(inside, folder)
        folders[:] = [one for one in folders if not one.startswith(".")]
        for name in names:
            if name.startswith(".") or name.endswith(_DATABASES):
                continue
            if not name.endswith(".txt") and registry.is_beside_a_page(f"{below}/{name}"):
                continue
            yield os.path.join(inside, name)  # noqa: PTH118 - many Paths take a second


def _why_not(file: str) -> str:
    """Why a file that was found in a folder is passed over, or "". Its beginning is read."""
    if file.endswith(".txt"):
        return ""
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116
            return "it is no file: choose another"
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123
            head = opened.read(HEAD)
            opened.seek(-min(_TAIL, os.fstat(opened.fileno()).st_size), os.SEEK_END)
            tail = opened.read(_TAIL) if head.startswith(b"PK") else b""
    except OSError:
        return ""  # reading it will tell
    if not head:
        return ""
    kind = registry.kind_of(head, file, tail)
    if not kind:
        return unknown.reason(head, file, tail)
    if kind == "text" and registry.suffix(file) not in _TEXTS:
        return OTHER_TEXT
    return ""


def _is_folder(named: str) -> bool:
    try:
        return Path(named).is_dir()
    except (OSError, ValueError):  # a name too long, say: reading it will tell
        return False


def _piped(largest: int) -> bytes:
    if sys.stdin is None:
        raise CallError("standard input is closed: name a file instead")
    return sys.stdin.buffer.read(largest + 1)
