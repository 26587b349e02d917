"""Whether a database is whole: each fault with where it is and what to do about it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from tui.errors import DataError
from tui.store import annotations, articles, backups, codebook, relations
from tui.store.check_anchors import ENDS, adrift
from tui.store.check_log import differences, log, rows_of
from tui.store.check_schema import schema
from tui.store.check_search import search
from tui.store.connection import Store
from tui.store.faults import MARK_AGAIN, REPAIR, RESTORE, Fault, each
from tui.store.recovery import (
    can_mend,
    changed_originals,
    changed_texts,
    mendable,
    whole_original,
    whole_text,
)
from tui.store.schema import LOGGED, REFERS_TO

Look = Callable[[Store], Iterator[Fault]]

OF_ROW = ("constraint failed in", "NULL value in", "TEXT value in", "INT value in")
OF_INDEX = ("missing from index", "entries in index", "inverted index for FTS5")


def faults(store: Store) -> list[Fault]:
    """Every fault found in the file, each with the command or the act that mends it."""
    with store.snapshot():
        found = [fault for what, look in _looks() for fault in _seen(what, look, store)]
    if not found:
        return []
    commands = {
        REPAIR: REPAIR + backups.option(store.path),
        RESTORE: backups.restoring(store.path) or RESTORE,
    }
    return [replace(fault, remedy=commands.get(fault.remedy, fault.remedy)) for fault in found]


def _looks() -> Iterator[tuple[str, Look]]:
    """What is looked at, in words, and what looks at it."""
    yield "the pages", _pages
    yield "the references", _references
    yield "the texts", _texts
    yield "the originals", _originals
    yield "the texts of annotations", _texts_of_annotations
    yield "the annotations", _anchors
    yield "the schema", schema
    for table in LOGGED:
        yield f"the table {table}", partial(rows_of, table=table)
    yield "the log", log
    yield "the search indexes", search
    yield "the articles", _articles


def _seen(what: str, look: Look, store: Store) -> list[Fault]:
    """What one look finds; a file too damaged to be looked at so is a fault as well."""
    found: list[Fault] = []
    try:
        for fault in look(store):
            found.append(fault)
    except (DataError, ValueError, TypeError, KeyError) as error:
        found.append(Fault("damage", f"{what}: {error.__cause__ or error}", RESTORE))
    return found


def _pages(store: Store) -> Iterator[Fault]:
    said = list(_said_of_pages(store))
    structural = [line for line in said if not _speaks_of(line, OF_INDEX + OF_ROW)]
    for line in said:
        where = " ".join(line.removeprefix("*** in database main ***").split())
        if _speaks_of(line, OF_ROW):
            yield Fault("row", where, REPAIR if _rows_mend(store, line) else RESTORE)
        else:
            yield Fault("integrity", where, RESTORE if structural else REPAIR)


def _said_of_pages(store: Store) -> Iterator[str]:
    try:
        for (line,) in each(store, "PRAGMA integrity_check"):
            if line != "ok":
                yield line
    except DataError as error:
        if "malformed JSON" not in str(error):
            raise
        yield "a constraint failed in annotation: no JSON"  # SQLite looks no further then


def _speaks_of(line: str, words: tuple[str, ...]) -> bool:
    return any(word in line for word in words)


def _rows_mend(store: Store, line: str) -> bool:
    """Whether the log has it right where a row breaks a rule of its table, named in the line."""
    return any(
        mendable(store, found)
        for table in LOGGED
        if table in re.findall(r"\w+", line)
        for found in differences(store, table)
    )


def pages_are_lost(found: list[Fault]) -> bool:
    """Whether the file itself is broken, and not only what is in it."""
    return any(
        (one.kind == "integrity" and not one.remedy.startswith(REPAIR))
        or (one.kind == "damage" and "disk image is malformed" in one.where)
        for one in found
    )


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
    for table, end in ENDS:
        rows = each(
            store,
            f"SELECT one.uid, title FROM {table} AS one"
            f" JOIN article ON article.id = one.{end}article_id"
            f" WHERE NOT one.deleted AND one.{end}text_id <> article.text_id"
            " AND NOT EXISTS (SELECT 1 FROM version WHERE version.article_id = article.id"
            f"  AND version.text_id = one.{end}text_id)",
        )
        for uid, title in rows:
            where = f"{table} {uid} of {title!r} is on another text than its article's"
            mends = can_mend(store, table, uid, f"{end}text_id")
            yield Fault("anchor", where, REPAIR if mends else RESTORE)


def _anchors(store: Store) -> Iterator[Fault]:
    for found in adrift(store):
        mends = can_mend(store, found.table, found.uid, found.column)
        yield Fault("anchor", str(found), REPAIR if mends else MARK_AGAIN)


def _articles(store: Store) -> Iterator[Fault]:
    """What cannot be read as what it is: the codebook, claims, articles and their annotations."""
    codebook.tags(store)
    relations.claims(store)
    for (uid,) in each(store, "SELECT uid FROM article WHERE NOT deleted"):
        try:
            articles.summary(store, uid)
            annotations.of_article(store, uid)
        except DataError as error:
            where = f"of article {uid}: {error.__cause__ or error}"
            yield Fault("row", where, REPAIR if _marks_mend(store, uid) else RESTORE)


def _marks_mend(store: Store, article: str) -> bool:
    """Whether what is wrong with the annotations of an article is right in the log."""
    marks = store.rows(
        "SELECT annotation.uid FROM annotation JOIN article ON article.id = article_id"
        " WHERE article.uid = ?",
        (article,),
    )
    return any(
        mendable(store, found)
        for (uid,) in marks
        for found in differences(store, "annotation", uid)
    )
