"""The log of what was done, and taking it back.

Undo writes a new operation that puts back each value an earlier one changed, but only where the
value it left still stands; what has been changed since is left alone and counted. The stack is
flags on the log's rows, so it survives a restart. An annotator undoes their own work only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.errors import CallError
from tui.model import Operation
from tui.store import taking_back, together
from tui.store.connection import Store
from tui.store.together import STANDING

ORDER = "ORDER BY hlc DESC, uid DESC"


@dataclass(frozen=True, slots=True)
class Reverted:
    """What an undo or redo did: the operation's label, what it touched (uids), what it left.

    `codebook` says whether tags were touched, `tables` names all tables that were.
    """

    label: str
    articles: frozenset[str]
    annotations: frozenset[str]
    left: int = 0
    codebook: bool = False
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the articles an operation can be seen: an article, and an annotation of it."""

    article: str
    annotation: str | None


ALONG = """tbl = 'article' AND after IN
  ('{"status":"todo"}', '{"status":"work"}', '{"status":"done"}')"""
"""A change that only says how far an article is read, as one that goes along with a first mark."""

COLUMNS = f"""
SELECT uid, annotator, device, wall, kind, label, undone,
  (SELECT CASE WHEN every.number > 100 THEN every.number
     ELSE coalesce(nullif((SELECT count(*) FROM change WHERE op_id = op.id AND NOT ({ALONG})), 0),
       every.number) END
   FROM (SELECT count(*) AS number FROM change WHERE op_id = op.id) AS every)
FROM op
"""
"""Of many changes an index knows the number at once; those that go along are then no matter."""

OF_ARTICLE = """id IN (
  SELECT op_id FROM change WHERE tbl = 'article' AND row_uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN annotation ON article_id = article.id
    CROSS JOIN change ON tbl = 'annotation' AND row_uid = annotation.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN annotation ON article_id = article.id
    CROSS JOIN claim ON claim.id = claim_id
    CROSS JOIN change ON tbl = 'claim' AND row_uid = claim.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN annotation ON article_id = article.id
    CROSS JOIN relation ON annotation.id = from_id OR annotation.id = to_id
    CROSS JOIN change ON tbl = 'relation' AND row_uid = relation.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN region ON article_id = article.id
    CROSS JOIN change ON tbl = 'region' AND row_uid = region.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN source_rule ON source_rule.source = article.source
    CROSS JOIN change ON tbl = 'source_rule' AND row_uid = source_rule.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN article_tag ON article_id = article.id
    CROSS JOIN change ON tbl = 'article_tag' AND row_uid = article_tag.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN dismissal ON article_id = article.id
    CROSS JOIN change ON tbl = 'dismissal' AND row_uid = dismissal.uid WHERE article.uid = ?1
  UNION SELECT op_id FROM article CROSS JOIN alignment
      ON a_article_id = article.id OR b_article_id = article.id
    CROSS JOIN change ON tbl = 'alignment' AND row_uid = alignment.uid WHERE article.uid = ?1
)"""
"""The operations that touched one article. CROSS JOIN keeps SQLite from reading the whole log."""


def operations(
    store: Store, limit: int = 100, *, skip: int = 0, article: str | None = None
) -> list[Operation]:
    """Operations, newest first; of one article when its uid is given."""
    where = f"WHERE {OF_ARTICLE}" if article else "WHERE ?1 IS NULL"
    rows = store.rows(f"{COLUMNS} {where} {ORDER} LIMIT ?2 OFFSET ?3", (article, limit, skip))
    return [
        Operation(uid, who, device, wall, kind, label, bool(undone), changes)
        for uid, who, device, wall, kind, label, undone, changes in rows
    ]


def count(store: Store, article: str | None = None) -> int:
    """How many operations there are, of one article or in all."""
    where = f"WHERE {OF_ARTICLE}" if article else "WHERE ?1 IS NULL"
    return int(store.value(f"SELECT count(*) FROM op {where}", (article,)))


def place_of(store: Store, op: str) -> Place | None:
    """Where an operation can be seen: the first of its annotations in the text, else its article.

    None where it touched neither, or they are no longer there.
    """
    rows = store.rows(
        "SELECT article.uid, CASE WHEN NOT annotation.deleted"
        "   AND annotation.text_id = article.text_id THEN annotation.uid END AS there"
        " FROM op JOIN change ON change.op_id = op.id"
        " LEFT JOIN relation ON tbl = 'relation' AND relation.uid = row_uid"
        " LEFT JOIN claim ON tbl = 'claim' AND claim.uid = row_uid"
        " LEFT JOIN annotation ON annotation.uid = row_uid OR annotation.id = relation.from_id"
        "   OR annotation.claim_id = claim.id"
        " LEFT JOIN article_tag ON tbl = 'article_tag' AND article_tag.uid = row_uid"
        " LEFT JOIN region ON tbl = 'region' AND region.uid = row_uid"
        " LEFT JOIN dismissal ON tbl = 'dismissal' AND dismissal.uid = row_uid"
        " LEFT JOIN alignment ON tbl = 'alignment' AND alignment.uid = row_uid"
        " JOIN article ON article.id IN (annotation.article_id, article_tag.article_id,"
        "   region.article_id, dismissal.article_id, a_article_id, b_article_id)"
        "   OR (tbl = 'article' AND article.uid = row_uid)"
        " WHERE op.uid = ? AND NOT article.deleted"
        ' ORDER BY there IS NULL, article.id, annotation."start" LIMIT 1',
        (op,),
    )
    return Place(*rows[0]) if rows else None


def undo(store: Store, op: str | None = None) -> Reverted:
    """Take back an operation, else this annotator's newest, and the others of its addition.

    Raises CallError when there is none, it is another's, or it has been taken back already.
    """
    ops = [op] if op else together.to_undo(store)
    if not ops:
        raise CallError("nothing to undo")
    return _revert_all(store, "undo", ops)


def redo(store: Store) -> Reverted:
    """Do again what was last undone. Raises CallError when there is nothing, or it is too late."""
    ops = together.to_redo(store)
    if not ops:
        raise CallError("nothing to redo")
    return _revert_all(store, "redo", ops)


def undo_back_to(store: Store, op: str) -> Reverted:
    """Take back all this annotator did after an operation, newest first: all of it or nothing.

    Raises CallError when there is nothing after it.
    """
    newer = store.rows(
        f"SELECT uid FROM op WHERE {STANDING} AND hlc > (SELECT hlc FROM op WHERE uid = ?) {ORDER}",
        (store.annotator, op),
    )
    if not newer:
        raise CallError("nothing of yours to undo after this")
    return _revert_all(store, "undo", [uid for (uid,) in newer])


def _revert_all(store: Store, kind: str, ops: Sequence[str]) -> Reverted:
    """Undo or redo these operations in this order: all of them or none."""
    with store.transaction():
        done = [_revert(store, kind, uid) for uid in ops]
    if len(done) == 1:
        return done[0]
    return Reverted(
        f"{len(done)} operations",
        frozenset[str]().union(*(one.articles for one in done)),
        frozenset[str]().union(*(one.annotations for one in done)),
        sum(one.left for one in done),
        any(one.codebook for one in done),
        frozenset[str]().union(*(one.tables for one in done)),
    )


def _revert(store: Store, kind: str, op: str) -> Reverted:
    # All in one transaction: another window may be undoing the same.
    with store.transaction():
        id_, label = _revertible(store, kind, op)
        # A redo takes the undo back, so that what the undo left is left again.
        source = id_ if kind == "undo" else _newest_undo(store, op)
        changes = taking_back.changes_of(store, source)
        with store.operation(f"{kind} {label}", kind=kind, undoes=op):
            left = taking_back.put_all_back(store, source, changes)
            store.run("UPDATE op SET undone = ? WHERE id = ?", (int(kind == "undo"), id_))
        return Reverted(
            label,
            _articles_touched(store, source - 1, source),
            frozenset(change.row for change in changes if change.table == "annotation"),
            left,
            any(change.table == "tag" for change in changes),
            frozenset(change.table for change in changes),
        )


def _revertible(store: Store, kind: str, op: str) -> tuple[int, str]:
    """The row and label of an operation. Raises CallError where it cannot be undone or redone."""
    found = store.rows("SELECT id, label, annotator, kind, undone FROM op WHERE uid = ?", (op,))
    if not found:
        raise CallError(f"no operation {op} in {store.path}: H shows those there are")
    ((id_, label, annotator, done, undone),) = found
    if annotator != store.annotator:
        raise CallError(f"{label!r} was done by {annotator}: theirs to undo")
    if done != "do":
        raise CallError(f"{label!r} is an {done}" if done == "undo" else f"{label!r} is a {done}")
    if bool(undone) is (kind == "undo"):
        raise CallError(f"{label!r} is undone already" if undone else f"{label!r} is not undone")
    return id_, label


def _newest_undo(store: Store, op: str) -> int:
    """The row of the operation that took another back last."""
    where = f"WHERE kind = 'undo' AND undoes = ? {ORDER} LIMIT 1"
    return int(store.value(f"SELECT id FROM op {where}", (op,)))


TOUCHED = """
WITH touched AS MATERIALIZED (
  SELECT DISTINCT tbl, row_uid FROM change WHERE op_id > ? AND op_id <= ?
)
SELECT uid FROM touched CROSS JOIN article ON tbl = 'article' AND uid = row_uid
UNION SELECT article.uid FROM touched CROSS JOIN annotation ON annotation.uid = row_uid
  JOIN article ON article.id = article_id WHERE tbl = 'annotation'
UNION SELECT article.uid FROM touched CROSS JOIN relation ON relation.uid = row_uid
  JOIN annotation ON annotation.id IN (from_id, to_id)
  JOIN article ON article.id = article_id WHERE tbl = 'relation'
UNION SELECT article.uid FROM touched CROSS JOIN claim ON claim.uid = row_uid
  JOIN annotation ON claim_id = claim.id
  JOIN article ON article.id = article_id WHERE tbl = 'claim'
UNION SELECT article.uid FROM touched CROSS JOIN region ON region.uid = row_uid
  JOIN article ON article.id = article_id WHERE tbl = 'region'
UNION SELECT article.uid FROM touched CROSS JOIN source_rule ON source_rule.uid = row_uid
  JOIN article ON article.source = source_rule.source WHERE tbl = 'source_rule'
UNION SELECT article.uid FROM touched CROSS JOIN article_tag ON article_tag.uid = row_uid
  JOIN article ON article.id = article_id WHERE tbl = 'article_tag'
UNION SELECT article.uid FROM touched CROSS JOIN dismissal ON dismissal.uid = row_uid
  JOIN article ON article.id = article_id WHERE tbl = 'dismissal'
UNION SELECT article.uid FROM touched CROSS JOIN alignment ON alignment.uid = row_uid
  JOIN article ON article.id IN (a_article_id, b_article_id) WHERE tbl = 'alignment'
"""
"""The articles of which anything was changed."""


def _articles_touched(store: Store, after: int, last: int) -> frozenset[str]:
    """The uids of the articles that the operations after one row touched, up to another."""
    return frozenset(uid for (uid,) in store.rows(TOUCHED, (after, last)))


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the log has been looked at: its last row, and SQLite's mark of others' commits,
    which one's own do not change."""

    version: int
    last: int


@dataclass(frozen=True, slots=True)
class News:
    """What others wrote: the uids of the articles touched, and whether tags were."""

    articles: frozenset[str]
    codebook: bool


def seen(store: Store) -> Seen:
    """All there is now."""
    with store.snapshot():  # so that nothing is written between the two
        last = store.value("SELECT max(id) FROM op") or 0
        return Seen(store.value("PRAGMA data_version"), last)


def news(store: Store, before: Seen) -> tuple[News | None, Seen]:
    """What other connections wrote since, and how far that is. Costs next to nothing when none."""
    now = seen(store)
    if now.version == before.version:
        return None, now
    # The mark is another also when the first write enters WAL: what was done here is no news.
    ops = store.rows("SELECT id, uid FROM op WHERE id > ? AND id <= ?", (before.last, now.last))
    others = [id_ for id_, uid in ops if uid not in store.written]
    if not others:
        return News(frozenset(), False), now
    first, last = min(others) - 1, max(others)
    codebook = store.value(
        "SELECT 1 FROM change WHERE op_id > ? AND op_id <= ? AND tbl = 'tag' LIMIT 1",
        (first, last),
    )
    return News(_articles_touched(store, first, last), bool(codebook)), now
