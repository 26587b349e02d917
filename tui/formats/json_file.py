"""A file that is one JSON value: read with what is wrong told, and its list written by items."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from tui.errors import DataError
from tui.formats.json_text import compact
from tui.formats.reading import MEND, Record, opened, short


def load(place: Path) -> Any:
    """The JSON of a whole file. Raises DataError where it was cut off, or is not UTF-8."""
    with opened(place) as stream:
        raw = stream.read()
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        where = f"{place}, line {line}: a byte 0x{raw[error.start]:02X} is not UTF-8"
        raise DataError(f"{where}: save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise DataError(
            f"{place}, line {error.lineno}: no whole JSON ({error.msg}): {MEND}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"{place}: no JSON to be read ({type(error).__name__}): {MEND}") from None


def records(found: Any, place: Path, called: str = "record") -> Iterator[Record]:
    """The objects of a JSON list, each with its number. Raises DataError for another thing."""
    if not isinstance(found, list):
        raise DataError(f"{place}: it is no list of {called}s: {MEND}")
    for number, one in enumerate(found, 1):
        where = f"{place}, {called} {number}"
        if not isinstance(one, dict):
            raise DataError(f"{where}: {short(one)} is no object: {MEND}")
        yield Record(one, where)


class Items:
    """A JSON list written item by item, a line each, so that none but the last is in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.count = 0
        self.digest = hashlib.sha256()
        """Of all items so far."""

    def add(self, item: Any) -> None:
        """One more item."""
        line = compact(item).encode()
        self.stream.write(b",\n" if self.count else b"\n")
        self.stream.write(line)
        self.digest.update(line)
        self.count += 1

    def add_all(self, items: Iterable[Any]) -> None:
        """Several, in their order."""
        for item in items:
            self.add(item)
