"""A new database for a colleague: the articles and the codebook, without anyone's work.

Rows keep their names, so that merging the colleague's file back finds the same articles and tags.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.errors import CallError
from tui.store import texts
from tui.store.connection import APP, Store
from tui.store.opening import new_file
from tui.store.schema import LOGGED, REFERS_TO

ANEW = {"status": "'todo'", "split": "''"}
"""What each column that tells of someone's work begins with again, as SQL."""
PACKED = ("tag", "article", "version")
"""The tables whose rows go along; what is referred to comes first."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a pack holds."""

    articles: int
    tags: int


def pack(store: Store, out: Path) -> Packed:
    """Make `out`: the articles with their details, texts and originals, and the codebook.

    No annotation, claim or relation goes along, no annotator's name and nothing of the log. Texts
    that an article had before do, so that what a colleague marked on one of them finds it. Raises
    CallError when `out` is there already or cannot be made.
    """
    taken = CallError(f"{out} is there already: name another file for the pack")
    if out.exists() or out.is_symlink():
        raise taken
    try:
        with store.snapshot(), new_file(out) as connection:
            new = Store(out, connection, annotator=APP, device=store.device, now=store.now)
            _fill(store, new)
            counts = [
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("article", "tag")
            ]
            return Packed(*counts)
    except FileExistsError:
        raise taken from None


def _fill(store: Store, new: Store) -> None:
    _copy(store, new, "text", "uid, length, body", f"id IN ({WANTED})")
    originals = f"SELECT original FROM ({FROM_FILES}) WHERE original IS NOT NULL"
    _copy(store, new, "original", "uid, bytes, packing", f"uid IN ({originals})")
    with new.operation(f"pack of {store.path.name}"):
        for table in PACKED:
            _copy_rows(store, new, table)
        texts.index_after(new, (0, 0))


FROM_FILES = """SELECT text_id, original FROM article WHERE NOT deleted
  UNION ALL SELECT version.text_id, version.original FROM version
    JOIN article ON article.id = article_id WHERE NOT article.deleted"""
WANTED = f"SELECT text_id FROM ({FROM_FILES})"


def _copy(store: Store, new: Store, table: str, columns: str, where: str) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    new.connection.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})",
        store.connection.execute(f"SELECT {columns} FROM {table} WHERE {where}"),
    )


def _copy_rows(store: Store, new: Store, table: str) -> None:
    """Copy the rows of a logged table, whose triggers log them in the new file."""
    columns = LOGGED[table]
    values = ", ".join(
        f"(SELECT id FROM {REFERS_TO[column]} WHERE uid = ?{place})"
        if column in REFERS_TO
        else f"?{place}"
        for place, column in enumerate(columns, 2)
    )
    new.connection.executemany(
        f"INSERT INTO {table} (uid, {', '.join(columns)}) VALUES (?1, {values})",
        _rows(store, table),
    )


def _rows(store: Store, table: str) -> Iterator[tuple[Any, ...]]:
    values = ", ".join(
        f"(SELECT uid FROM {REFERS_TO[column]} WHERE id = one.{column})"
        if column in REFERS_TO
        else ANEW.get(column, column)
        for column in LOGGED[table]
    )
    wanted = {
        "tag": "1",
        "article": "NOT deleted",
        "version": "article_id IN (SELECT id FROM article WHERE NOT deleted)",
    }[table]
    yield from store.connection.execute(
        f"SELECT uid, {values} FROM {table} AS one WHERE {wanted} ORDER BY id"
    )
