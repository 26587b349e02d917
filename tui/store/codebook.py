"""The codebook in the database: its tags and their names, a file taken in, and a file's contents.

A tag of a file is known by its path. Where no tag has that, it is the one that had it when it was
made and has been renamed or moved since: it keeps the name it has here, and takes the rest from the
file, so that an old file brings back nothing twice. Tags that a file does not name stay.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.model import Attribute, Tag
from tui.store.connection import Store, named, plain_errors

if TYPE_CHECKING:
    from tui.codebook import Codebook


def tags(store: Store) -> tuple[Tag, ...]:
    """Every tag in the codebook's order: each parent, then what is under it."""
    paths = tag_paths(store)
    rows = store.rows(
        "SELECT id, uid, key, colour, meaning, applies, attributes"
        " FROM tag WHERE NOT deleted ORDER BY position, uid"
    )
    try:
        return _from_rows(_as_a_tree(rows, paths), paths)
    except (ValueError, KeyError, TypeError) as error:
        raise store.damaged(f"the codebook: {error!r}") from None


def _as_a_tree(rows: list[Any], paths: Mapping[int, str]) -> list[Any]:
    """The rows, each directly before those under it; what is side by side keeps its order."""
    place = {paths[row[0]]: number for number, row in enumerate(rows)}

    def way(row: Any) -> list[int]:
        """The places of a tag's parents and its own. A parent that was deleted comes last."""
        parts = paths[row[0]].split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return [place.get(path, len(rows)) for path in above]

    return sorted(rows, key=way)


def tag_paths(store: Store) -> dict[int, str]:
    """Every tag's path by row id, deleted ones too: what was marked with one keeps its name.

    No two are the same: of tags that got one name in files that grew apart, the later by uid is
    called ``name (2)``, and a deleted one gives way to one that is not.
    """
    rows = store.rows("SELECT id, parent_id, name FROM tag ORDER BY deleted, uid")
    parents = _without_rings({id_: parent for id_, parent, _ in rows})
    names: dict[int, str] = {}
    taken: set[tuple[int | None, str]] = set()
    for id_, _, name in rows:
        called, number = name, 1
        while (parents[id_], called) in taken:
            number += 1
            called = f"{name} ({number})"
        taken.add((parents[id_], called))
        names[id_] = called
    found: dict[int, str] = {}
    for id_ in names:
        way, at = [id_], parents[id_]
        while at is not None and at not in found:
            way.append(at)
            at = parents[at]
        for one in reversed(way):
            above = parents[one]
            found[one] = names[one] if above is None else f"{found[above]}/{names[one]}"
    return found


def _without_rings(parents: dict[int, int | None]) -> dict[int, int | None]:
    """Each tag's parent, in the order of uids. Two tags can each have been put under the other in
    files that grew apart: of such a ring the first is taken to be under none."""
    safe: set[int] = set()
    for first in parents:
        way, at = [first], parents[first]
        while at is not None and at in parents and at not in safe and at not in way:
            way.append(at)
            at = parents[at]
        if at is not None and at not in parents:
            parents[way[-1]] = None
        elif at in way:
            ring = way[way.index(at) :]
            parents[next(one for one in parents if one in ring)] = None
        safe.update(way)
    return parents


def _from_rows(rows: list[Any], paths: Mapping[int, str]) -> tuple[Tag, ...]:
    found = []
    for id_, uid, key, colour, meaning, applies, attributes in rows:
        asked = tuple(
            Attribute(entry["name"], tuple(entry["choices"]), entry["meaning"])
            for entry in json.loads(attributes)
        )
        found.append(Tag(uid, paths[id_], key, colour, meaning, tuple(json.loads(applies)), asked))
    return tuple(found)


def tag_named(store: Store, path: str) -> Tag:
    """The tag with this path. Raises CallError naming those there are."""
    known = tags(store)
    for tag in known:
        if tag.path == path:
            return tag
    raise CallError(f"no tag {path!r} in the codebook: it has {', '.join(t.path for t in known)}")


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a file in does to one tag.

    `path` is what the tag is called here; `what` is new, back (it was deleted), changed, moved (in
    the order), same, or key lost (a tag the file does not name gives its key to one it does).
    `fields` are those that change.
    """

    path: str
    what: str
    in_file: str = ""
    id: int | None = None
    fields: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """``claim/figure: changed (key, claim/number in the file)``"""
        other = (f"{self.in_file} in the file",) if self.in_file not in ("", self.path) else ()
        more = ", ".join((*self.fields, *other))
        return f"{self.path}: {self.what}" + (f" ({more})" if more else "")


def read_out(store: Store) -> "Codebook":
    """The codebook of a database. Its name is that of the file taken in last."""
    from tui.codebook import Codebook

    label = store.value(
        "SELECT label FROM op WHERE kind = 'do' AND label LIKE 'take in codebook %'"
        " ORDER BY hlc DESC, uid DESC LIMIT 1"
    )
    name = str(label or "").removeprefix("take in codebook ")
    return Codebook(name, tuple(replace(tag, uid="") for tag in tags(store)))


def write_out(store: Store, file: Path) -> "Codebook":
    """Write the codebook into a file. Raises CallError where that cannot be, or is the database."""
    from tui.codebook import write

    if file.exists() and file.samefile(store.path):
        raise CallError(f"{file} is the database itself: name another file")
    out = read_out(store)
    write(out, file)
    return out


def plan(store: Store, file: "Codebook") -> list[Taken]:
    """What taking a file in would do, tag by tag, in the file's order. Writes nothing."""
    here = {tag.path: tag for tag in tags(store)}
    rows = _rows(store)
    ids = {path: id_ for id_, path in rows.values()}
    found: list[Taken] = []
    called: dict[str, str] = {}
    for tag in file.tags:
        above, _, name = tag.path.rpartition("/")
        path = f"{called[above]}/{name}" if above else name
        path = next((one for one in (tag.path, path) if one in here), path)
        first = rows.get(named(f"tag:{tag.path}"))
        if path not in ids and first is not None and first[1] in here:
            path = first[1]
        called[tag.path] = path
        found.append(_taken(path, tag, here.get(path), ids.get(path)))
    meant = {one.path for one in found}
    keys = {(kind, tag.key) for tag in file.tags if tag.key for kind in tag.applies}
    return _with_order(found, [*here]) + [
        Taken(path, "key lost", id=ids[path])
        for path, tag in here.items()
        if path not in meant and any((kind, tag.key) in keys for kind in tag.applies)
    ]


def _rows(store: Store) -> dict[str, tuple[int, str]]:
    """Row id and path of every tag by uid."""
    paths = tag_paths(store)
    return {uid: (id_, paths[id_]) for id_, uid in store.rows("SELECT id, uid FROM tag")}


def _taken(path: str, tag: Tag, here: Tag | None, id_: int | None) -> Taken:
    if here is None:
        return Taken(path, "new" if id_ is None else "back", tag.path, id_)
    before, after = columns(here), columns(tag)
    fields = () if _is_bare(tag) else tuple(name for name in after if after[name] != before[name])
    return Taken(path, "changed" if fields else "same", tag.path, id_, fields)


def _is_bare(tag: Tag) -> bool:
    """Whether a file has a tag as a parent of others only, and says nothing of it."""
    return tag == Tag("", tag.path)


def _with_order(found: list[Taken], here: list[str]) -> list[Taken]:
    """The same, telling which tags a file with all the tags there are puts in another place."""
    in_file = [one.path for one in found if one.path in here]
    if not _gives_order(found, here):
        return found
    places = _ranks(in_file), _ranks(here)
    return [
        replace(one, what="moved")
        if one.what == "same" and places[0][one.path] != places[1][one.path]
        else one
        for one in found
    ]


def _gives_order(found: list[Taken], here: list[str]) -> bool:
    """Whether a file says the order: it does where it names every tag, and not where a few."""
    return {one.path for one in found} >= set(here)


def _ranks(paths: list[str]) -> dict[str, int]:
    """The place of each path among those under the same parent."""
    counts: dict[str, int] = {}
    found = {}
    for path in paths:
        above = path.rpartition("/")[0]
        found[path] = counts[above] = counts.get(above, -1) + 1
    return found


def take_in(store: Store, file: "Codebook") -> list[Taken]:
    """Add the file's tags, and bring those already here up to date, as one operation.

    The order is the file's where it names every tag there is, else what it adds comes last.
    Returns what it did, as `plan` says it.
    """
    from tui.store.tags import mend_keys

    with store.operation(f"take in codebook {file.name}".strip()):
        planned = plan(store, file)
        by_path = {tag.path: tag for tag in file.tags}
        ordered = _gives_order(planned, [tag.path for tag in tags(store)])
        last = store.value("SELECT coalesce(max(position), -1) FROM tag WHERE NOT deleted")
        ids: dict[str, int] = {}
        for number, one in enumerate(planned):
            if one.what == "key lost":
                put(store, {"key": ""}, one.id)
                continue
            tag = by_path[one.in_file]
            row: dict[str, object] = {"deleted": 0}
            if ordered or one.what in ("new", "back"):
                row["position"] = number if ordered else last + 1 + number
            if one.id is None or not _is_bare(tag):
                row |= columns(tag)
            if one.id is None:
                above, _, name = one.path.rpartition("/")
                row["uid"] = free_uid(store, one.path)
                row["parent_id"] = ids.get(above) if above else None
                row["name"] = name
            ids[one.path] = put(store, row, one.id)
        mend_keys(store)
    return planned


def columns(tag: Tag) -> dict[str, object]:
    """What the database keeps of a tag beside its name, parent and place."""
    return {
        "key": tag.key,
        "colour": tag.colour,
        "meaning": tag.meaning,
        "applies": json.dumps(tag.applies),
        "attributes": json.dumps([_as_json(one) for one in tag.attributes]),
    }


def free_uid(store: Store, path: str) -> str:
    """The uid of a new tag: made of its path, so that files in which it is made agree on it.

    A tag that had this path once and has another now keeps the uid; the next name is taken then.
    """
    number = 1
    while True:
        uid = named(f"tag:{path}" if number == 1 else f"tag:{path}\n{number}")
        if store.value("SELECT 1 FROM tag WHERE uid = ?", (uid,)) is None:
            return uid
        number += 1


def put(store: Store, row: Mapping[str, object], id_: int | None = None) -> int:
    """Write a tag's row inside an operation, a new one without `id_`. Returns its id."""
    from sqlite_utils import Database

    table = Database(store.connection, execute_plugins=False).table("tag")
    with plain_errors(store.path):
        if id_ is not None:
            table.update(id_, dict(row))
            return id_
        table.insert(dict(row))
        return int(store.value("SELECT id FROM tag WHERE uid = ?", (row["uid"],)))


def _as_json(attribute: Attribute) -> dict[str, object]:
    return {
        "name": attribute.name,
        "choices": list(attribute.choices),
        "meaning": attribute.meaning,
    }
