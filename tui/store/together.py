"""Operations that are taken back together: the batches of one addition.

Each is an operation of its own, so that little is lost and nobody waits for the lock. Their uids
end alike, in the last 48 of a UUIDv7's random bits (RFC 9562 §5.7), and so every file that has them
knows that they belong together.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from tui.store.connection import ENDING, Store, plain_errors

STANDING = "annotator = ? AND kind = 'do' AND undone = 0 AND dead = 0"
"""What an annotator did and can undo, as the index `op_annotator` has it in order."""
UNDONE = """SELECT undoes FROM op AS undoing WHERE kind = 'undo' AND undoes IN (SELECT uid FROM op
  WHERE annotator = ? AND kind = 'do' AND undone = 1 AND dead = 0) ORDER BY hlc DESC, uid DESC"""


def to_undo(store: Store) -> list[str]:
    """The operations that the next undo takes back, by uid, the newest first; none where there is
    nothing. What was done in between others of its kind parts them."""
    return _alike(
        store, f"SELECT uid FROM op WHERE {STANDING} ORDER BY hlc DESC, uid DESC", store.annotator
    )


def to_redo(store: Store) -> list[str]:
    """The operations that the next redo does again, what was undone last first."""
    return _alike(store, UNDONE, store.annotator)


def changes(store: Store, ops: list[str]) -> int:
    """How many changes these operations made."""
    where = f"op_id IN (SELECT id FROM op WHERE uid IN ({', '.join('?' * len(ops))}))"
    return int(store.value(f"SELECT count(*) FROM change WHERE {where}", tuple(ops)))


def _alike(store: Store, query: str, *parameters: Any) -> list[str]:
    """The first uid of a query, and those right behind it that end as it does."""
    with plain_errors(store.path):
        found: Iterator[str] = (uid for (uid,) in store.connection.execute(query, parameters))
        first = next(found, None)
        if first is None:
            return []
        alike = takewhile(lambda uid: uid[-ENDING:] == first[-ENDING:], found)
        return [*dict.fromkeys([first, *alike])]
