"""Relations between annotations, and the claims above them."""

from tui.errors import CallError
from tui.model import Claim, Relation
from tui.store.annotations import annotator_id
from tui.store.connection import Store

COLUMNS = """
SELECT relation.uid, relation.kind, source.uid, target.uid, a.uid, b.uid, annotator.name,
  relation.note
FROM relation
  JOIN annotation AS source ON source.id = from_id AND NOT source.deleted
  JOIN annotation AS target ON target.id = to_id AND NOT target.deleted
  JOIN article AS a ON a.id = source.article_id AND NOT a.deleted
  JOIN article AS b ON b.id = target.article_id AND NOT b.deleted
  JOIN annotator ON annotator.id = relation.annotator_id
WHERE NOT relation.deleted
"""

OF_ARTICLE = """
SELECT relation.id FROM article CROSS JOIN annotation ON article_id = article.id
  CROSS JOIN relation ON annotation.id = from_id OR annotation.id = to_id WHERE article.uid = ?
"""
"""The rows of the relations with an end in an article, found from the article on."""


def of_article(store: Store, article: str) -> list[Relation]:
    """The relations with an end in this article. One whose other end was deleted is left out."""
    where = f" AND relation.id IN ({OF_ARTICLE}) ORDER BY relation.id"
    return [Relation(*row) for row in store.rows(COLUMNS + where, (article,))]


def count(store: Store) -> int:
    """How many relations there are."""
    return int(store.value(f"SELECT count(*) FROM ({COLUMNS})"))


def add(store: Store, kind: str, source: str, target: str, note: str = "") -> str:
    """Relate two annotations as one operation, and return the relation's uid.

    Raises CallError when an end is not there, or both are the same annotation.
    """
    if source == target:
        raise CallError("an annotation cannot be related to itself")
    uid = store.new_uid()
    with store.operation(f"relate as {kind}"):
        store.run(
            "INSERT INTO relation (uid, kind, from_id, to_id, annotator_id, note, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                uid,
                kind,
                _annotation_id(store, source),
                _annotation_id(store, target),
                annotator_id(store),
                note,
                store.stamp(),
            ),
        )
    return uid


def _annotation_id(store: Store, uid: str) -> int:
    found = store.value("SELECT id FROM annotation WHERE uid = ? AND NOT deleted", (uid,))
    if found is None:
        raise CallError(f"no annotation {uid} in {store.path}")
    return int(found)


def add_claim(store: Store, wording: str, note: str = "") -> Claim:
    """Make a claim as one operation."""
    claim = Claim(store.new_uid(), wording, note)
    with store.operation("make a claim"):
        store.run(
            "INSERT INTO claim (uid, wording, note) VALUES (?, ?, ?)",
            (claim.uid, claim.wording, claim.note),
        )
    return claim


def claims(store: Store) -> list[Claim]:
    """Every claim, in the order they were made."""
    rows = store.rows("SELECT uid, wording, note FROM claim WHERE NOT deleted ORDER BY id")
    return [Claim(*row) for row in rows]
