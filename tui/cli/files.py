"""The text files named on the command line, and reading them, each as an article to take in."""

import os
import sys
from pathlib import Path

from tui.errors import CallError, DataError
from tui.store.adding import Intake
from tui.text.policy import NotText, decode

STANDARD_INPUT = Path("-")


def read_file(file: Path) -> Intake:
    """One text file, decoded by the text policy; ``-`` is standard input.

    Raises CallError where it cannot be opened, DataError where its bytes are no text.
    """
    name = "standard input" if file == STANDARD_INPUT else str(file)
    try:
        raw = _standard_input() if file == STANDARD_INPUT else file.read_bytes()
    except IsADirectoryError:
        raise CallError(f"{name} is a folder: name its files, as in {name}/*.txt") from None
    except FileNotFoundError:
        raise CallError(f"{name}: there is no such file: check the name") from None
    except OSError as error:
        why = f"{name} cannot be read: {error.strerror}"
        raise CallError(f"{why}: check the name and its permissions") from None
    try:
        decoded = decode(raw)
    except NotText as error:
        raise DataError(f"{name}: {error}") from None
    if file == STANDARD_INPUT:
        return Intake(decoded, raw)
    # A name that is not UTF-8 cannot be kept as it is.
    shown = file.name.encode("utf-8", "replace").decode()
    place = os.path.realpath(file).encode("utf-8", "backslashreplace").decode()
    return Intake(decoded, raw, shown, place=place)


def files_in(named: Path) -> list[Path]:
    """The file itself, or the ``*.txt`` files in a folder and those below it, sorted by name.

    Raises CallError for a folder that has none, or that cannot be read.
    """
    if not _is_folder(named):
        return [named]
    try:
        found = sorted(
            os.path.join(folder, name)  # noqa: PTH118 - a hundred thousand Paths take a second
            for folder, _, names in os.walk(named, onerror=_refuse)
            for name in names
            if name.endswith(".txt")
        )
    except OSError as error:
        why = f"{error.filename} cannot be read: {error.strerror}"
        raise CallError(f"{why}: check its permissions") from None
    if not found:
        raise CallError(f"{named} is a folder without *.txt files: name another, or its files")
    return [Path(file) for file in found]


def _is_folder(named: Path) -> bool:
    try:
        return named != STANDARD_INPUT and named.is_dir()
    except OSError:  # a name too long, say: reading it will tell
        return False


def _refuse(error: OSError) -> None:
    raise error


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise CallError("standard input is closed: name a file instead")
    return sys.stdin.buffer.read()
