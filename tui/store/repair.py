"""Mending what can be mended without guessing, and naming the rest.

Everything is done around the log, in one transaction: the log is not written to, since nothing is
changed that it says. A copy of the file as it was is made first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tui.errors import DataError
from tui.store import backups, check, flags
from tui.store.check_log import Difference, differences
from tui.store.check_schema import Shape, can_be_made_again, expected, shape
from tui.store.check_search import FILLED
from tui.store.connection import Store
from tui.store.faults import REPAIR, RESTORE, Fault
from tui.store.packing import packed
from tui.store.recovery import (
    changed_originals,
    changed_texts,
    mendable,
    whole_original,
    whole_text,
)
from tui.store.schema import LOGGED, REFERS_TO

SEARCHED = {
    "text": "text_fts",
    "article": "article_fts",
    "annotation": "note_fts",
    "claim": "claim_fts",
}
"""The search index of each table that has one."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was mended, in words, what was left, and where the file as it was is kept."""

    fixed: tuple[str, ...]
    left: tuple[Fault, ...]
    kept: Path | None


def repair(store: Store) -> Repaired:
    """Mend a database that is open for writing. Where there is nothing to mend, nothing is done.

    A file whose pages are not whole is not written to: SQLite might write over what is left.
    Raises CallError or DataError where the copy cannot be made or nothing can be written; nothing
    has changed then.
    """
    found = check.faults(store)
    if check.pages_are_lost(found) or not any(_is_mendable(one) for one in found):
        return Repaired((), tuple(_to_restore(store, found)), None)
    kept = backups.make(store, backups.BEFORE_REPAIR, damaged=True).path
    with store.transaction():
        fixed = _Repair(store, found).run()
    store.texts.clear()
    left = check.faults(store)
    return Repaired(tuple(fixed), tuple(_to_restore(store, left)), kept)


def _to_restore(store: Store, left: list[Fault]) -> list[Fault]:
    """What a repair has left, and another would leave as well."""
    remedy = backups.restoring(store.path) or RESTORE if left else ""
    return [replace(one, remedy=remedy) if _is_mendable(one) else one for one in left]


def _is_mendable(fault: Fault) -> bool:
    return fault.remedy.startswith(REPAIR)


class _Repair:
    """One repair, inside a transaction: the triggers go first and come back last."""

    def __init__(self, store: Store, found: list[Fault]) -> None:
        self.store = store
        self.fixed: list[str] = []
        self.wanted = expected()
        self.indexes_wrong = any(one.kind == "integrity" and _is_mendable(one) for one in found)
        self.search_wrong = {
            name
            for name in FILLED
            if any(name in one.where for one in found if one.kind in ("schema", "search"))
        }

    def run(self) -> list[str]:
        """Mend it all. Returns what was mended, in words."""
        was = shape(self.store)
        for (kind, name), sql in was.items():
            wanted = self.wanted.get((kind, name))
            if wanted and (kind == "trigger" or (kind == "index" and sql != wanted)):
                self.store.run(f"DROP {kind} {name}")
        if self.store.run("DELETE FROM current_op"):
            self.fixed.append("cleared an operation that was left open")
        self._rebuild_indexes()
        self._originals()
        self._texts()
        for table in LOGGED:
            self._rows(table)
        self._flags()
        self._rebuild_indexes()
        self._search()
        self._make_again(was)
        return self.fixed

    @contextmanager
    def _trying(self, said: str) -> Iterator[None]:
        """One thing to mend: when it fails it leaves nothing behind, and the check names it."""
        self.store.run("SAVEPOINT mending")
        try:
            yield
            self.fixed.append(said)
        except DataError:
            self.store.run("ROLLBACK TO mending")
        self.store.run("RELEASE mending")

    def _rebuild_indexes(self) -> None:
        """Once before the rows, which are found by them; again if a row stood in the way."""
        if not self.indexes_wrong:
            return
        with self._trying("rebuilt the indexes"):
            self.store.run("REINDEX")
            self.indexes_wrong = False

    def _originals(self) -> None:
        for uid in list(changed_originals(self.store)):
            if found := whole_original(self.store, uid):
                with self._trying(f"the original {uid[:12]} is whole again, from {found[1]}"):
                    again = "UPDATE original SET bytes = ?, packing = ? WHERE uid = ?"
                    self.store.run(again, (*packed(found[0]), uid))

    def _texts(self) -> None:
        for id_, uid in list(changed_texts(self.store)):
            if found := whole_text(self.store, uid):
                with self._trying(f"the text {uid[:12]} is whole again, from {found[1]}"):
                    self.store.run(
                        "UPDATE text SET body = ?, length = ? WHERE id = ?",
                        (found[0], len(found[0]), id_),
                    )
                    self.search_wrong.add(SEARCHED["text"])

    def _rows(self, table: str) -> None:
        mended = [(one, mendable(self.store, one)) for one in differences(self.store, table)]
        for found, values in mended:
            if not values:
                continue
            columns = ", ".join(values)
            with self._trying(f"{table} {found.uid} has again what its log says ({columns})"):
                self._set(found, values)
                if table in SEARCHED:
                    self.search_wrong.add(SEARCHED[table])

    def _set(self, found: Difference, values: dict[str, object]) -> None:
        # The index on a place that cannot be read would keep it from being changed.
        place = "annotation_place" if "fragments" in values else None
        if place:
            self.store.run(f"DROP INDEX IF EXISTS {place}")
        parts = ", ".join(f"{column} = {_value(column)}" for column in values)
        self.store.run(
            f"UPDATE {found.table} SET {parts} WHERE uid = ?", (*values.values(), found.uid)
        )
        if place:
            self.store.run(self.wanted["index", place])

    def _flags(self) -> None:
        if flags.wrong(self.store):
            with self._trying("marked again which operations are undone"):
                flags.put_right(self.store)

    def _search(self) -> None:
        for name in sorted(self.search_wrong):
            with self._trying(f"rebuilt the search index {name}"):
                self.store.run(f"DROP TABLE IF EXISTS {name}")
                for part in ("data", "idx", "docsize", "config"):
                    self.store.run(f"DROP TABLE IF EXISTS {name}_{part}")
                self.store.run(self.wanted["table", name])
                self.store.run(FILLED[name])

    def _make_again(self, was: Shape) -> None:
        """Everything of the schema that is missing now; told where it was missing before.

        A trigger that cannot be made ends the repair: without it the log would have a hole.
        """
        there = shape(self.store)
        for (kind, name), sql in self.wanted.items():
            if (kind, name) in there or not can_be_made_again(kind, sql):
                continue
            if kind == "trigger":
                self.store.run(sql)
                if was.get((kind, name)) != sql:
                    self.fixed.append(f"made the {kind} {name} again")
            else:
                with self._trying(f"made the {kind} {name} again"):
                    self.store.run(sql)


def _value(column: str) -> str:
    return f"(SELECT id FROM {REFERS_TO[column]} WHERE uid = ?)" if column in REFERS_TO else "?"
