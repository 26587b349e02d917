"""Where the right value of something damaged can be had without guessing.

A text and an original are named by their sha256, so whatever has that sha256 is it. A row's value
is in the log as well: it is taken from there when the row's cannot be right and the log's can.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

from tui.errors import DataError
from tui.store import backups
from tui.store.check_anchors import wrong_with
from tui.store.check_log import Difference, differences, refers_to_nothing
from tui.store.connection import Store
from tui.store.copies import opened
from tui.store.faults import each, is_readable, quietly
from tui.store.packing import is_original, unpacked
from tui.store.schema import REFERS_TO, TOGETHER
from tui.text.policy import NotText, decode

ANCHORED = {table: TOGETHER[table] for table in ("annotation", "alignment")}
"""The tables whose rows stand on words of a text: each text with the fragments in it."""
ON_TEXTS = frozenset(column for units in ANCHORED.values() for unit in units for column in unit)
JSON_COLUMNS = ("applies", "attributes")


def changed_texts(store: Store) -> Iterator[tuple[int, str]]:
    """The texts that are not what their name says any more: row and name."""
    for id_, uid, length in each(store, "SELECT id, uid, length FROM text"):
        body = quietly(store, "SELECT CAST(body AS BLOB) FROM text WHERE id = ?", (id_,))
        if body is None or _name(body) != uid or len(body.decode()) != length:
            yield id_, uid


def changed_originals(store: Store) -> Iterator[str]:
    """The names of the originals that are not what they say any more."""
    for (uid,) in each(store, "SELECT uid FROM original"):
        if _original(store, uid) is None:
            yield uid


def _original(store: Store, uid: str) -> bytes | None:
    """The bytes of an original, or None where they are not what its name says."""
    data = quietly(store, "SELECT bytes FROM original WHERE uid = ?", (uid,))
    packing = quietly(store, "SELECT packing FROM original WHERE uid = ?", (uid,))
    return unpacked(data, packing) if is_original(uid, data, packing) else None


def whole_text(store: Store, sha256: str) -> tuple[str, str] | None:
    """A text by its name and where it was found: in the bytes it came as, or in a backup."""
    for table in ("article", "version"):
        rows = store.rows(
            f"SELECT DISTINCT original, encoding FROM {table} JOIN text ON text.id = text_id"
            " WHERE text.uid = ? AND original IS NOT NULL",
            (sha256,),
        )
        for (original, encoding), guessed in product(rows, (False, True)):
            with suppress(NotText):
                data = _original(store, original) or b""
                text = decode(data, encoding="" if guessed else encoding).text
                if _name(text.encode()) == sha256:
                    return text, "the bytes it came as"
    query = "SELECT CAST(body AS BLOB) FROM text WHERE uid = ?"
    found = _in_backups(store.path, query, sha256, lambda body: body)
    return (found[0].decode(), found[1]) if found else None


def whole_original(store: Store, sha256: str) -> tuple[bytes, str] | None:
    """The bytes of an original by their name, and the backup they were found in."""
    # Of a backup of schema 2 there is no packing.
    return _in_backups(store.path, "SELECT * FROM original WHERE uid = ?", sha256, _of_row)


def _of_row(_: str, kept: object, packing: object = "") -> bytes:
    """The bytes of a row of originals. Raises ValueError where they cannot be unpacked."""
    return unpacked(kept, packing) if isinstance(kept, bytes) and isinstance(packing, str) else b""


def _in_backups(
    path: Path, sql: str, sha256: str, data_of: Callable[..., Any]
) -> tuple[bytes, str] | None:
    for backup in backups.backups(path):
        with suppress(DataError), opened(backup.path) as connection:
            for row in connection.execute(sql, (sha256,)).fetchall():
                with suppress(ValueError):
                    data = data_of(*row)
                    if isinstance(data, bytes) and _name(data) == sha256:
                        return data, backup.path.name
    return None


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def can_mend(store: Store, table: str, uid: str, column: str) -> bool:
    """Whether a column of a row that cannot be right is right in the log."""
    return any(column in mendable(store, found) for found in differences(store, table, uid))


def mendable(store: Store, found: Difference) -> dict[str, Any]:
    """The log's values that are right where the row's cannot be; references as uids."""
    values = {
        column: said
        for column, (is_now, said) in found.values.items()
        if column not in ON_TEXTS and _cannot_be(store, found, column, is_now, said)
    }
    for unit in ANCHORED.get(found.table, ()):
        if set(unit) & found.values.keys():
            values |= _mended_unit(store, found, unit)
    return values


def _cannot_be(store: Store, found: Difference, column: str, is_now: Any, said: Any) -> bool:
    if column in REFERS_TO:
        known = store.value(f"SELECT 1 FROM {REFERS_TO[column]} WHERE uid = ?", (said,))
        return bool(known) and refers_to_nothing(store, found.table, found.uid, column)
    if column in JSON_COLUMNS:
        return _is_json(said) and not _is_json(is_now)
    return is_readable(said) and not is_readable(is_now)


def _is_json(value: Any) -> bool:
    try:
        json.loads(value)
    except (ValueError, TypeError):
        return False
    return is_readable(value)


def _mended_unit(store: Store, found: Difference, unit: Sequence[str]) -> Mapping[str, Any]:
    """The log's text and fragments of a row, if they hold and the row's do not."""
    text_column, fragments_column = unit
    ((text, fragments),) = store.rows(
        f"SELECT text.uid, CAST({fragments_column} AS BLOB) FROM {found.table} AS one"
        f" LEFT JOIN text ON text.id = {text_column} WHERE one.uid = ?",
        (found.uid,),
    )
    now = (text, fragments.decode("utf-8", "surrogateescape"))
    said = [found.values.get(column, (None, now[place]))[1] for place, column in enumerate(unit)]
    article = text_column.replace("text", "article")
    row = (found.table, article, found.uid)
    if not _stands(store, row, *now) and _stands(store, row, *said):
        return dict(zip(unit, said, strict=True))
    return {}


def _stands(store: Store, row: tuple[str, str, str], sha256: str | None, fragments: str) -> bool:
    """Whether fragments hold on a text, and it is one the row's article has or has had.

    `row` is its table, the column of the article, and its uid.
    """
    table, article, uid = row
    known = store.rows(
        "SELECT body FROM text WHERE uid = ?1 AND id IN ("
        f" SELECT article.text_id FROM {table} AS one JOIN article ON article.id = one.{article}"
        "  WHERE one.uid = ?2"
        f" UNION SELECT version.text_id FROM {table} AS one"
        f"  JOIN version ON version.article_id = one.{article} WHERE one.uid = ?2)",
        (sha256, uid),
    )
    return bool(known) and not wrong_with(known[0][0], fragments)
