"""The codebook in the database: taking one in, reading it out."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.model import Attribute, Tag
from tui.store.connection import Store, named

if TYPE_CHECKING:
    from tui.codebook import Codebook


def tags(store: Store) -> tuple[Tag, ...]:
    """Every tag, parents before children, in the codebook's order."""
    rows = store.rows(
        "SELECT id, uid, key, colour, meaning, applies, attributes"
        " FROM tag WHERE NOT deleted ORDER BY position, id"
    )
    try:
        return _from_rows(rows, tag_paths(store))
    except (ValueError, KeyError, TypeError) as error:
        raise store.damaged(f"the codebook: {error!r}") from None


def tag_paths(store: Store) -> dict[int, str]:
    """Every tag's path by row id, deleted ones too: what is under one keeps its name."""
    found: dict[int, str] = {}
    for id_, parent, name in store.rows("SELECT id, parent_id, name FROM tag ORDER BY id"):
        found[id_] = f"{found[parent]}/{name}" if parent in found else name
    return found


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


def take_in(store: Store, codebook: "Codebook") -> None:
    """Add the codebook's tags, and bring those already here up to date, as one operation."""
    from sqlite_utils import Database

    database = Database(store.connection, execute_plugins=False)
    table = database.table("tag")
    with store.operation(f"take in codebook {codebook.name}".strip()):
        for position, tag in enumerate(codebook.tags):
            parent = tag.path.rpartition("/")[0]
            uid = named(f"tag:{tag.path}")
            row = {
                "uid": uid,
                "parent_id": _id_of(store, parent) if parent else None,
                "name": tag.name,
                "key": tag.key,
                "colour": tag.colour,
                "meaning": tag.meaning,
                "applies": json.dumps(tag.applies),
                "attributes": json.dumps([_as_json(asked) for asked in tag.attributes]),
                "position": position,
                "deleted": 0,
            }
            here = store.value("SELECT id FROM tag WHERE uid = ?", (uid,))
            if here is None:
                table.insert(row)
            else:
                table.update(here, row)


def _id_of(store: Store, path: str) -> int:
    return int(store.value("SELECT id FROM tag WHERE uid = ?", (named(f"tag:{path}"),)))


def _as_json(attribute: Attribute) -> dict[str, object]:
    return {
        "name": attribute.name,
        "choices": list(attribute.choices),
        "meaning": attribute.meaning,
    }
