"""Bringing together files that grew apart: the union of their operations.

Any order and any number of times gives the same rows. What an operation did is copied as it stands
in the other file's log; each row it touched is then worked out anew from its whole log (`replay`).
The other file is only read. Nothing is placed in a text or guessed: an annotation on another text
than its article's waits for its annotator (`annotations.waiting`).
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tui.errors import CallError, DataError
from tui.store import annotations, conflicts, flags, log, merge_texts, texts
from tui.store.connection import APP, Store, plain_errors
from tui.store.opening import open_reader
from tui.store.schema import LOGGED, SCHEMA_VERSION

Progress = Callable[[int, int], None]
OP = "annotator, device, hlc, wall, app, kind, label, undoes"
CHANGE = "tbl, row_uid, action, before, after"
STEP = 1000
"""Rows between two calls of `progress`."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came from another file: operations, those of each annotator, rows it made or changed,
    articles and annotations among them that are new, conflicts that are new. `waiting` is how many
    annotations now wait for the one at work to place them, `backup` what was here before."""

    operations: int = 0
    annotators: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    articles: int = 0
    annotations: int = 0
    conflicts: int = 0
    waiting: int = 0
    backup: Path | None = None


def merge(
    store: Store,
    other: Path,
    progress: Progress = lambda done, of: None,
    *,
    back_up: bool = True,
    timeout: float = 5.0,
) -> Merged:
    """Take in the operations of another file that are unknown here, as one transaction.

    `progress` is told how many rows of how many are done; `back_up` keeps a backup first, unless
    the database is told to keep none. Where there is nothing new no byte is written. Raises
    CallError when the other file is not there or is this one, DataError when it is no database of
    ours, is of a newer schema or damaged, or has another operation under a name that is known here;
    nothing is written then.
    """
    if not store.writable:
        raise DataError(store.why_read_only)
    _refuse_itself(store, other)
    with open_reader(other, timeout) as theirs, theirs.snapshot():
        _refuse_newer(theirs)
        if not _unknown(store, theirs, compare=True):
            return Merged(waiting=annotations.count_waiting(store))
        kept = _back_up(store) if back_up else None
        return replace(_take_in(store, theirs, progress), backup=kept)


def _back_up(store: Store) -> Path | None:
    from tui.store import backups

    if backups.keeping(store) == backups.Keep(0, 0, 0):
        return None
    return backups.make(store, "before-merge").path


def _refuse_itself(store: Store, other: Path) -> None:
    try:
        same = other.samefile(store.path)
    except FileNotFoundError:
        raise CallError(f"{other} does not exist: check the name") from None
    except OSError:
        return  # opening it says why
    if same:
        raise CallError(f"{other} is the database itself: name another file to merge")


def _refuse_newer(theirs: Store) -> None:
    schema = theirs.value("PRAGMA user_version")
    if schema > SCHEMA_VERSION:
        raise DataError(
            f"{theirs.path} was written by a newer Claimdesk (schema {schema}, this one knows up to"
            f" {SCHEMA_VERSION}): update Claimdesk to merge it; nothing has changed"
        )


def _unknown(store: Store, theirs: Store, compare: bool = False) -> list[tuple[int, str, int]]:
    """Their operations that are not here: (hlc, uid, their row), as they were done.

    With `compare`, those that are in both files are compared. Raises DataError where one differs.
    """
    query = f"SELECT uid, id, {OP} FROM op ORDER BY uid"
    with plain_errors(store.path):
        ours = store.connection.execute(query)
        known = next(ours, None)
        found = []
        for uid, id_, *op in _each(theirs, query):
            while known is not None and known[0] < uid:
                known = next(ours, None)
            if known is None or known[0] != uid:
                found.append((op[2], uid, id_))
            elif compare and not (
                tuple(op) == known[2:] and _same_changes(store, known[1], theirs, id_)
            ):
                raise DataError(
                    f"{theirs.path} and {store.path} have different operations of one name, {uid}"
                    f" ({op[6]!r}): one was changed by another program; see claimdesk check"
                )
    return sorted(found)


def _same_changes(store: Store, id_: int, theirs: Store, their_id: int) -> bool:
    query = f"SELECT {CHANGE} FROM change WHERE op_id = ? ORDER BY id"
    ours = store.connection.execute(query, (id_,))
    return all(one == other for one, other in zip_longest(ours, _each(theirs, query, their_id)))


def _each(store: Store, query: str, *parameters: object) -> Iterator[tuple[Any, ...]]:
    with plain_errors(store.path):
        yield from store.connection.execute(query, parameters)


def _take_in(store: Store, theirs: Store, progress: Progress) -> Merged:
    try:
        with store.transaction(), log.some(store):
            # Looked for again, now that no other process can bring them in meanwhile.
            new = _unknown(store, theirs)
            newest = texts.newest(store), store.value("SELECT max(id) FROM annotation") or 0
            before = conflicts.unsettled(store)
            merge_texts.texts_of(store, theirs)
            merge_texts.annotators_of(store, theirs)
            first = _copy_operations(store, theirs, [id_ for _, _, id_ in new])
            rows = _bring_rows_up_to_date(store, first, progress)
            texts.index_after(store, newest[0])
            flags.put_right(store)
            return Merged(
                len(new),
                _annotators(store, first),
                rows,
                _new_rows(store, "article", newest[0][1]),
                _new_rows(store, "annotation", newest[1]),
                len(conflicts.unsettled(store) - before),
                annotations.count_waiting(store),
            )
    except (sqlite3.IntegrityError, ValueError, KeyError) as error:
        raise _damaged(theirs, error) from error
    except DataError as error:
        if isinstance(error.__cause__, sqlite3.IntegrityError):
            raise _damaged(theirs, error.__cause__) from error
        raise


def _damaged(theirs: Store, error: Exception) -> DataError:
    return DataError(
        f"{theirs.path} cannot be merged, its log or the one here is damaged ({error}): see"
        " claimdesk check on both; nothing has changed"
    )


def _copy_operations(store: Store, theirs: Store, ids: list[int]) -> int:
    """Copy operations and their changes to the end of the log. Returns the row of the first."""
    first = (store.value("SELECT max(id) FROM op") or 0) + 1
    own_ids = dict(enumerate(ids, first))
    op, change = f"SELECT uid, {OP} FROM op WHERE id = ?", f"SELECT {CHANGE} FROM change"
    store.connection.executemany(
        f"INSERT INTO op (id, uid, {OP}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((own, *row) for own, id_ in own_ids.items() for row in _each(theirs, op, id_)),
    )
    where = " WHERE op_id = ? ORDER BY id"
    store.connection.executemany(
        f"INSERT INTO change (op_id, {CHANGE}) VALUES (?, ?, ?, ?, ?, ?)",
        ((own, *row) for own, id_ in own_ids.items() for row in _each(theirs, change + where, id_)),
    )
    return first


def _bring_rows_up_to_date(store: Store, first: int, progress: Progress) -> int:
    """Make every row that the operations from `first` on touched what its log says it is."""
    # In the order in which they were made, so that what a row refers to is there before it.
    store.run(
        "INSERT INTO temp.some (tbl, row_uid) SELECT tbl, row_uid FROM change WHERE op_id >= ?"
        " GROUP BY tbl, row_uid ORDER BY min(id)",
        (first,),
    )
    for (table,) in store.rows("SELECT DISTINCT tbl FROM temp.some"):
        if table not in LOGGED:
            raise ValueError(f"it has a table {table!r}")
    of = store.value("SELECT count(*) FROM temp.some")
    done = 0

    def counted(rows: Iterator[log.Row]) -> Iterator[log.Row]:
        nonlocal done
        for row in rows:
            done += 1
            if done % STEP == 0 or done == of:
                progress(done, of)
            found.add(table, *row)
            yield row

    with log.unlogged(store), conflicts.anew(store) as found:
        written = 0
        for table in LOGGED:
            written += log.write(store, table, counted(log.some_rows(store, table)))
        for (uid,) in store.rows(REMOVED):
            article = log.article(store, uid)
            found.again("article", uid, article)
            written += log.write(store, "article", [(uid, article)])
    return written


REMOVED = f"""
SELECT article.uid FROM article JOIN (
  SELECT article.id FROM temp.some JOIN article ON article.uid = row_uid WHERE tbl = 'article'
  UNION SELECT article_id FROM temp.some JOIN annotation ON annotation.uid = row_uid
    WHERE tbl = 'annotation'
) AS touched ON touched.id = article.id WHERE {log.WAS_REMOVED}
"""


def _annotators(store: Store, first: int) -> dict[str, int]:
    return dict(
        store.rows(
            "SELECT annotator, count(*) FROM op WHERE id >= ? AND annotator <> ?"
            " GROUP BY annotator ORDER BY 2 DESC, 1",
            (first, APP),
        )
    )


def _new_rows(store: Store, table: str, last: int) -> int:
    return int(store.value(f"SELECT count(*) FROM {table} WHERE id > ? AND NOT deleted", (last,)))
