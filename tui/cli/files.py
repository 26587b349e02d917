"""Reading the text files named on the command line, with a line for each that cannot be."""

import sys
from pathlib import Path

from tui.errors import CallError, DataError
from tui.store.articles import Intake
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
    # A name that is not UTF-8 cannot be kept as it is.
    shown = "" if file == STANDARD_INPUT else file.name.encode("utf-8", "replace").decode()
    return Intake(decoded, raw, shown)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise CallError("standard input is closed: name a file instead")
    return sys.stdin.buffer.read()
