"""Relations between annotations, and the claims above them."""

from collections.abc import Sequence

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


def of_annotations(store: Store, uids: Sequence[str]) -> list[Relation]:
    """The relations with an end among these annotations, found from them on."""
    marks = ", ".join("?" * len(uids))
    where = (
        " AND relation.id IN (SELECT relation.id FROM annotation CROSS JOIN relation"
        f" ON annotation.id = from_id OR annotation.id = to_id WHERE annotation.uid IN ({marks}))"
        " ORDER BY relation.id"
    )
    return [Relation(*row) for row in store.rows(COLUMNS + where, tuple(uids))]


def of_annotation(store: Store, uid: str) -> list[Relation]:
    """The relations with this annotation at one end, as they were made."""
    one = "(SELECT id FROM annotation WHERE uid = ?1)"
    ends = (
        f"SELECT id FROM relation WHERE from_id = {one}"
        f" UNION SELECT id FROM relation WHERE to_id = {one}"
    )
    where = f" AND relation.id IN ({ends}) ORDER BY relation.id"
    return [Relation(*row) for row in store.rows(COLUMNS + where, (uid,))]


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


def change(store: Store, uid: str, *, kind: str | None = None, note: str | None = None) -> None:
    """Change what is given of one relation as one operation; the rest stays.

    Raises CallError when it is not there or another's.
    """
    was, _ = mine(store, uid)
    label = f"relate as {kind}" if kind is not None else f"note on the relation {was}"
    with store.operation(label):
        store.run(
            "UPDATE relation SET kind = coalesce(?, kind), note = coalesce(?, note) WHERE uid = ?",
            (kind, note, uid),
        )


def remove(store: Store, uids: Sequence[str]) -> None:
    """Take relations away as one operation. Raises CallError where one is another's."""
    kinds = ", ".join(sorted({mine(store, uid)[0] for uid in uids}))
    number = "the relation" if len(uids) == 1 else f"{len(uids)} relations"
    with store.operation(f"delete {number} {kinds}"):
        for uid in uids:
            store.run("UPDATE relation SET deleted = 1 WHERE uid = ?", (uid,))


def mine(store: Store, uid: str) -> tuple[str, str]:
    """Kind and annotator of a relation, if the one at work may change it.

    Raises CallError when it is not there or another's.
    """
    found = store.rows(
        "SELECT relation.kind, annotator.name, annotator.kind FROM relation"
        " JOIN annotator ON annotator.id = annotator_id WHERE relation.uid = ? AND NOT deleted",
        (uid,),
    )
    if not found:
        raise CallError("this relation is no longer there")
    ((kind, name, who),) = found
    if name != store.annotator and who != "example":
        raise CallError(f"this relation is {name}'s and theirs to change: make one of your own")
    return kind, name


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
