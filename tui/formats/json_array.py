"""The objects of a large JSON array, one in memory at a time."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

from tui.errors import DataError
from tui.formats.reading import MEND, Record, opened, short

CHUNK = 1 << 16
"""Characters read at first; each time an object is not whole, twice as many."""


def json_array(place: Path, called: str) -> Iterator[Record]:
    """The objects of a file that is one array of them, each `called` so with its number.

    Raises DataError for what is no array of objects, was cut off or is not UTF-8.
    """
    with opened(place) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        try:
            yield from _objects(text, str(place), called)
        except UnicodeDecodeError as error:
            where = f"{place}: a byte 0x{error.object[error.start]:02X} is not UTF-8"
            raise DataError(f"{where}: save the file as UTF-8") from None


def _objects(text: io.TextIOWrapper, place: str, called: str) -> Iterator[Record]:
    buffer = _Buffer(text)
    if buffer.next() != "[":
        raise DataError(f"{place}: it is no JSON array: {MEND}")
    buffer.drop()
    number = 0
    while (char := buffer.next()) != "]":
        if number and char != ",":
            raise DataError(f"{place}, behind {called} {number}: the array was cut off: {MEND}")
        if number:
            buffer.drop()
        number += 1
        where = f"{place}, {called} {number}"
        found = buffer.value(where)
        if not isinstance(found, dict):
            raise DataError(f"{where}: {short(found)} is no JSON object: {MEND}")
        yield Record(found, where)
    buffer.drop()
    if rest := buffer.next():
        raise DataError(f"{place}: {short(rest)} is behind the end of the array: {MEND}")


class _Buffer:
    """What was read of a file and not yet used."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.words, self.at = text, "", 0
        self.decoder = json.JSONDecoder()

    def next(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            while self.at < len(self.words):
                if self.words[self.at] not in " \t\r\n":
                    return self.words[self.at]
                self.at += 1
            if not self._more(CHUNK):
                return ""

    def drop(self) -> None:
        """Go over the character that is next."""
        self.at += 1

    def value(self, where: str) -> object:
        """The next value. Raises DataError where it is no whole JSON."""
        self.next()
        size = CHUNK
        while True:
            try:
                found, self.at = self.decoder.raw_decode(self.words, self.at)
                return found
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more(size):
                    told = str(error).partition(":")[0]
                    raise DataError(f"{where}: no whole JSON ({told}): {MEND}") from None
                size *= 2

    def _more(self, size: int) -> bool:
        read = self.text.read(size)
        self.words, self.at = self.words[self.at :] + read, 0
        return bool(read)
