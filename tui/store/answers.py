"""What annotations have for attributes: the values in use, and those of the last of a tag."""

import json
from collections.abc import Mapping

from tui.store import codebook
from tui.store.connection import Store

RECENT = 2_000
"""Annotations looked through for values: enough to know the names of the day."""


def values_used(store: Store, name: str, article: str) -> list[str]:
    """The values an attribute has: those on this article's annotations first, most used first.

    Of other articles, those of the newest annotations.
    """
    own = (
        "annotation.id IN (SELECT annotation.id FROM annotation WHERE article_id ="
        f" (SELECT id FROM article WHERE uid = ?) LIMIT {RECENT})"
    )
    recent = f"annotation.id > (SELECT max(id) FROM annotation) - {RECENT}"
    found = _values(store, name, own, (article,)) + _values(store, name, recent, ())
    return list(dict.fromkeys(found))


def _values(store: Store, name: str, where: str, parameters: tuple[object, ...]) -> list[str]:
    rows = store.rows(
        "SELECT json_each.value FROM annotation JOIN json_each(annotation.attributes)"
        f" WHERE {where} AND NOT deleted AND json_each.key = ? AND json_each.type = 'text'"
        " GROUP BY json_each.value ORDER BY count(*) DESC, json_each.value",
        (*parameters, name),
    )
    return [value for (value,) in rows]


def last_attributes(store: Store, tag: str) -> Mapping[str, str]:
    """The attributes of the annotation with this tag that the one at work made or changed last.

    Looked for among the newest annotations; none where it is not among them.
    """
    ids = [id_ for id_, path in codebook.tag_paths(store).items() if path == tag]
    rows = store.rows(
        "SELECT attributes FROM (SELECT * FROM annotation ORDER BY id DESC LIMIT ?)"
        " WHERE tag_id = ? AND NOT deleted"
        " AND annotator_id = (SELECT id FROM annotator WHERE name = ?)"
        " ORDER BY modified DESC, id DESC LIMIT 1",
        (RECENT, ids[0] if ids else None, store.annotator),
    )
    found: Mapping[str, str] = json.loads(rows[0][0]) if rows else {}
    return found
