"""Which operations are undone, and which can no longer be redone, worked out from the log.

The desk sets both as it goes along; here they are a function of the set of operations, for files
that are merged and for the check: `undone` when the newest of those that speak of it is an undo,
`dead` when after that undo the same annotator did something else.
"""

from tui.store.connection import Store

WRONG = """
WITH newest AS (
  SELECT undoes, kind, hlc FROM op AS one WHERE undoes IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM op AS other WHERE other.undoes = one.undoes
      AND (other.hlc, other.uid) > (one.hlc, one.uid))
), done AS (
  SELECT annotator, max(hlc) AS hlc FROM op WHERE kind = 'do' GROUP BY annotator
), right AS (
  SELECT op.id AS id, op.uid AS uid, coalesce(newest.kind = 'undo', 0) AS undone,
    coalesce(newest.kind = 'undo' AND done.hlc > newest.hlc, 0) AS dead
  FROM op LEFT JOIN newest ON newest.undoes = op.uid
    LEFT JOIN done ON done.annotator = op.annotator
)
SELECT right.id, right.uid, right.undone, right.dead FROM right JOIN op ON op.id = right.id
WHERE op.undone <> right.undone OR op.dead <> right.dead
"""


def wrong(store: Store) -> list[tuple[int, str, int, int]]:
    """The operations whose flags are not these: row, uid, and what they should be."""
    return [(id_, uid, undone, dead) for id_, uid, undone, dead in store.rows(WRONG)]


def put_right(store: Store) -> None:
    """Set the flags of every operation, inside a transaction."""
    for id_, _, undone, dead in wrong(store):
        store.run("UPDATE op SET undone = ?, dead = ? WHERE id = ?", (undone, dead, id_))
