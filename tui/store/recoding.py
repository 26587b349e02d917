"""Edits of the codebook that change what annotations are tagged as: merge, split, delete.

A codebook edit is everybody's: the annotations of all annotators get the other tag, and `tag_uses`
says beforehand how many and whose. Annotations that were deleted go along, so that whoever takes a
deletion back has them under the tag there is. Each call is one operation.
"""

from collections.abc import Iterable, Sequence

from tui.errors import CallError
from tui.model import Tag
from tui.store import codebook, tags
from tui.store.connection import Store
from tui.store.schema import LOGGED, log_triggers

TAGGED = tuple(table for table, columns in LOGGED.items() if "tag_id" in columns)
"""The tables whose rows have a tag."""

MANY = 1000
"""More rows than these get another tag without the log's trigger: what it would write is known."""


def source_id(store: Store, path: str) -> int:
    """The row of a tag to be merged: one of the codebook, or a deleted one that left its name.

    Raises CallError where there is neither.
    """
    for id_, known in codebook.tag_paths(store).items():
        if known == path:
            return id_
    return tags.id_of(store, path)  # raises, naming the tags there are


def children_to_move(store: Store, path: str, into: str) -> list[Tag]:
    """The tags directly under one that is to be merged into another, and will be under that.

    Raises CallError where the two are one, one is under the other, or both have a child of one
    name, or they are for different things.
    """
    target = codebook.tag_named(store, into)
    if path == into:
        raise CallError(f"{path} cannot be merged into itself: choose another")
    if into.startswith(f"{path}/"):
        raise CallError(f"{into} is under {path}: move it out first")
    known = {tag.path: tag for tag in codebook.tags(store)}
    children = [tag for tag in known.values() if tag.path.rpartition("/")[0] == path]
    for child in children:
        if child.path != into and f"{into}/{child.name}" in known:
            raise CallError(f"{into} has a tag {child.name} too: merge {child.path} first")
    if path in known:
        _refuse_another_use(known[path], target)
    return children


def _refuse_another_use(tag: Tag, other: Tag) -> None:
    if not set(tag.applies) & set(other.applies):
        raise CallError(
            f"{tag.path} is for {', '.join(tag.applies)} and {other.path} for"
            f" {', '.join(other.applies)}: choose one that is for the same"
        )


def merge(store: Store, path: str, into: str) -> None:
    """Make one tag of two: what has the first gets the second, and the first is deleted.

    What is under the first comes under the second. Raises as `children_to_move` does.
    """
    children, source = children_to_move(store, path, into), source_id(store, path)
    target = tags.id_of(store, into)
    with store.operation(f"merge tag {path} into {into}"):
        _retag(store, [source], target)
        moved = [tag for one in children for tag in tags.with_those_under(store, one.path).values()]
        for child in children:
            codebook.put(store, {"parent_id": target}, tags.id_of(store, child.path))
        codebook.put(store, {"deleted": 1}, source)
        tags.mend_keys(store)
        if "relation" in codebook.tag_named(store, into).applies:
            tags.rekind(store, path, into)
        for tag in moved:
            if "relation" in tag.applies:
                tags.rekind(store, tag.path, into + tag.path[len(path) :])


def split(store: Store, path: str, name: str, uids: Sequence[str]) -> str:
    """Make a tag beside another and give it these of the other's annotations; the rest stay.

    The new tag is like the other, without a key. Returns its path. Raises CallError where the name
    cannot be or is taken, or an annotation is not there or of another tag.
    """
    tag, above = codebook.tag_named(store, path), path.rpartition("/")[0]
    wanted = tags.path_to_be(store, "", above, name)
    ids = _annotations(store, path, uids)
    with store.operation(f"split {wanted} off {path}"):
        target = tags.make(store, Tag("", wanted, "", tag.colour, "", tag.applies, tag.attributes))
        stamp = store.stamp()
        for id_ in ids:
            row = (target, stamp, id_)
            store.run("UPDATE annotation SET tag_id = ?, modified = ? WHERE id = ?", row)
    return wanted


def _annotations(store: Store, path: str, uids: Sequence[str]) -> list[int]:
    tag = tags.id_of(store, path)
    found = []
    for uid in uids:
        where = "WHERE uid = ? AND tag_id = ? AND NOT deleted"
        id_ = store.value(f"SELECT id FROM annotation {where}", (uid, tag))
        if id_ is None:
            raise CallError(f"an annotation to be split off is no longer {path}: choose again")
        found.append(int(id_))
    return found


def to_delete(store: Store, path: str, to: str = "") -> dict[str, Tag]:
    """The tags, by path, that go when one is deleted: it and those under it.

    Raises CallError where `to`, which their annotations are to get, is one of them, or is
    for other things (spans, articles, relations).
    """
    gone = tags.with_those_under(store, path)
    if to in gone:
        raise CallError(f"{to} is deleted along with {path}: choose another")
    if to:
        _refuse_another_use(gone[path], codebook.tag_named(store, to))
    return gone


def delete(store: Store, path: str, to: str = "") -> None:
    """Delete a tag with those under it. Their annotations keep its name, or get the tag `to`.

    Raises as `to_delete` does.
    """
    gone = to_delete(store, path, to)
    target = tags.id_of(store, to) if to else None
    ids = [tags.id_of(store, one) for one in gone]
    with store.operation(f"delete tag {path}" + (f", its annotations to {to}" if to else "")):
        if target is not None:
            _retag(store, ids, target)
            for one, tag in gone.items():
                if "relation" in tag.applies:
                    tags.rekind(store, one, to)
        for id_ in ids:
            codebook.put(store, {"deleted": 1}, id_)


def _retag(store: Store, sources: Iterable[int], target: int) -> None:
    for table in TAGGED:
        for source in sources:
            _retag_rows(store, table, source, target)


def _retag_rows(store: Store, table: str, source: int, target: int) -> None:
    stamp = store.stamp() if "modified" in LOGGED[table] else None
    many = store.value(f"SELECT 1 FROM {table} WHERE tag_id = ? LIMIT 1 OFFSET ?", (source, MANY))
    if many:
        store.run(f"DROP TRIGGER {table}_update")
        _log_retagging(store, table, source, target, stamp)
    stamped, stamps = (", modified = ?", (stamp,)) if stamp else ("", ())
    store.run(f"UPDATE {table} SET tag_id = ?{stamped} WHERE tag_id = ?", (target, *stamps, source))
    if many:
        store.run(log_triggers(table)[f"{table}_update"])


def _log_retagging(store: Store, table: str, source: int, target: int, stamp: str | None) -> None:
    """Write to the log what the trigger would, which asks of each row for all of its fields."""
    was = "'tag_id', (SELECT uid FROM tag WHERE id = ?1)"
    now = "'tag_id', (SELECT uid FROM tag WHERE id = ?2)"
    before, after = f"json_object({was})", f"json_object({now})"
    if stamp:  # of a field that stays as it is the log says nothing
        before = f"iif(modified IS ?3, {before}, json_object({was}, 'modified', modified))"
        after = f"iif(modified IS ?3, {after}, json_object({now}, 'modified', ?3))"
    store.run(
        "INSERT INTO change (op_id, tbl, row_uid, action, before, after)"
        f" SELECT (SELECT op_id FROM current_op), '{table}', uid, 'U', {before}, {after}"
        f" FROM {table} WHERE tag_id = ?1 AND ?3 IS ?3 ORDER BY id",
        (source, target, stamp),
    )
