"""What a check finds: a fault, where it is, and one of the remedies."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tui.store.connection import Store, plain_errors

REPAIR = "claimdesk check --repair"
RESTORE = "restore a copy of the file from before this"
MARK_AGAIN = "delete it and mark it again"
NO_TEXT = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Fault:
    """One thing wrong: a short kind, the place in words, and the remedy."""

    kind: str
    where: str
    remedy: str


def each(store: Store, sql: str, parameters: tuple[object, ...] = ()) -> Iterator[Any]:
    """The rows of a query one by one, so that memory does not grow with the library."""
    with plain_errors(store.path):
        cursor = store.connection.execute(sql, parameters)
    while True:
        with plain_errors(store.path):
            row = cursor.fetchone()
        if row is None:
            return
        yield row


def quietly(store: Store, sql: str, parameters: tuple[object, ...] = ()) -> Any:
    """The first column of the first row; None where there is none or it cannot be read."""
    try:
        found = store.connection.execute(sql, parameters).fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return found[0] if found else None


def lenient(data: bytes | None) -> str:
    """Bytes as text, those that are not UTF-8 as lone surrogates, to be seen by `is_readable`."""
    return (data or b"").decode("utf-8", "surrogateescape")


def is_readable(value: object) -> bool:
    """Whether a value from `lenient` bytes is what this program could have written."""
    return not isinstance(value, str) or not NO_TEXT.search(value)
