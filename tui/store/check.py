"""Whether a database is whole: each fault with where it is and what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tui.errors import DataError
from tui.store import annotations, articles, backups, codebook, relations
from tui.store.check_anchors import adrift
from tui.store.check_log import log
from tui.store.check_schema import schema
from tui.store.check_search import search
from tui.store.connection import Store
from tui.store.faults import MARK_AGAIN, REPAIR, RESTORE, Fault, each
from tui.store.recovery import (
    can_mend,
    changed_originals,
    changed_texts,
    whole_original,
    whole_text,
)
from tui.store.schema import LOGGED, REFERS_TO

OF_INDEX = ("missing from index", "entries in index", "inverted index for FTS5")


def faults(store: Store) -> list[Fault]:
    """Every fault found in the file, each with the command or the act that mends it."""
    found: list[Fault] = []
    with store.snapshot():
        for look in (
            *(_pages, _references, _texts, _originals, _texts_of_annotations, _anchors),
            *(schema, log, search, _rows),
        ):
            found += _seen(look, store)
    if not found:
        return []
    commands = {
        REPAIR: REPAIR + backups.option(store.path),
        RESTORE: backups.restoring(store.path) or RESTORE,
    }
    return [replace(fault, remedy=commands.get(fault.remedy, fault.remedy)) for fault in found]


def _seen(look: Callable[[Store], Iterator[Fault]], store: Store) -> list[Fault]:
    """What one look finds; a file too damaged to be looked at so is a fault as well."""
    found: list[Fault] = []
    try:
        for fault in look(store):
            found.append(fault)
    except (DataError, ValueError, TypeError, KeyError) as error:
        found.append(Fault("damage", f"{look.__name__.strip('_')}: {error}", RESTORE))
    return found


def _pages(store: Store) -> Iterator[Fault]:
    said = [line for (line,) in each(store, "PRAGMA integrity_check") if line != "ok"]
    only_indexes = all(any(words in line for words in OF_INDEX) for line in said)
    for line in said:
        yield Fault("integrity", " ".join(line.split()), REPAIR if only_indexes else RESTORE)


def _references(store: Store) -> Iterator[Fault]:
    for table, row, parent, _ in each(store, "PRAGMA foreign_key_check"):
        mends = table in LOGGED and any(
            can_mend(store, table, uid, column)
            for (uid,) in store.rows(f"SELECT uid FROM {table} WHERE id = ?", (row,))
            for column in LOGGED[table]
            if REFERS_TO.get(column) == parent
        )
        where = f"row {row} of {table} points at a missing {parent}"
        yield Fault("reference", where, REPAIR if mends else RESTORE)


def _texts(store: Store) -> Iterator[Fault]:
    for _, uid in changed_texts(store):
        where = f"the text {uid[:12]} has changed since it was taken in"
        yield Fault("text", where, REPAIR if whole_text(store, uid) else RESTORE)


def _originals(store: Store) -> Iterator[Fault]:
    for uid in changed_originals(store):
        where = f"the original {uid[:12]} has changed since it was taken in"
        yield Fault("original", where, REPAIR if whole_original(store, uid) else RESTORE)


def _texts_of_annotations(store: Store) -> Iterator[Fault]:
    rows = each(
        store,
        "SELECT annotation.uid, title FROM annotation JOIN article ON article.id = article_id"
        " WHERE NOT annotation.deleted AND annotation.text_id <> article.text_id"
        " AND NOT EXISTS (SELECT 1 FROM version WHERE version.article_id = article.id"
        "  AND version.text_id = annotation.text_id)",
    )
    for uid, title in rows:
        where = f"annotation {uid} of {title!r} is on another text than its article's"
        mends = can_mend(store, "annotation", uid, "text_id")
        yield Fault("anchor", where, REPAIR if mends else RESTORE)


def _anchors(store: Store) -> Iterator[Fault]:
    for found in adrift(store):
        mends = can_mend(store, "annotation", found.uid, "fragments")
        yield Fault("anchor", str(found), REPAIR if mends else MARK_AGAIN)


def _rows(store: Store) -> Iterator[Fault]:
    """Rows that cannot be read as what they are."""
    codebook.tags(store)
    relations.claims(store)
    for (uid,) in each(store, "SELECT uid FROM article WHERE NOT deleted"):
        try:
            articles.summary(store, uid)
            annotations.of_article(store, uid)
        except DataError as error:
            yield Fault("row", f"of article {uid}: {error}", RESTORE)
