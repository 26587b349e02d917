"""Which part of the dataset each article is in: train, dev or test. It is everybody's.

It stands with the article, as its other details do, so that undo, merging and repair know it.
"""

import json
import re
from collections.abc import Mapping, Sequence

from tui.store.connection import Store

PARTS = ("train", "dev", "test")
UNSPLIT = "unsplit"
"""The part of an article that came after the split."""


def recorded(store: Store) -> dict[str, str]:
    """The part that each article is in, by uid; empty where nothing was split."""
    if not store.value("SELECT EXISTS (SELECT 1 FROM article WHERE split <> '' AND NOT deleted)"):
        return {}
    rows = store.rows("SELECT uid, split FROM article WHERE NOT deleted")
    return {uid: part or UNSPLIT for uid, part in rows}


def put(store: Store, parts: Mapping[str, str], shares: Sequence[int], seed: int) -> int:
    """Record the part of articles, by uid, as one operation that says how they were made.

    Returns how many articles are in another part now than before; where there are none, nothing is
    written.
    """
    before = recorded(store)
    different = {uid: part for uid, part in parts.items() if before.get(uid) != part}
    if not different:
        return 0
    number = f"{len(parts)} article" + ("" if len(parts) == 1 else "s")
    told = "/".join(map(str, shares))
    with store.operation(f"split {number} {told}, seed {seed}"):
        rows = store.rows(
            "UPDATE article SET split = given.value FROM json_each(?) AS given"
            " WHERE article.uid = given.key AND NOT article.deleted RETURNING article.uid",
            (json.dumps(different),),
        )
    return len(rows)


MADE = re.compile(r"split [0-9]+ articles? ([0-9]+)/([0-9]+)/([0-9]+), seed (-?[0-9]+)")
"""What `put` says of itself in the log."""


def made_by(store: Store) -> str:
    """The call of ``claimdesk split`` that made the parts there are, its seed in it; "" where they
    came in with an import."""
    rows = store.rows(
        "SELECT label FROM op WHERE kind = 'do' AND NOT undone AND label LIKE 'split %, seed %'"
        " ORDER BY hlc DESC, uid DESC"
    )
    found = next(filter(None, (MADE.fullmatch(label) for (label,) in rows)), None)
    if not found:
        return ""
    train, dev, test, seed = found.groups()
    return f"claimdesk split --train {train} --dev {dev} --test {test} --seed {seed}"


def joined(store: Store) -> list[tuple[str, str]]:
    """The pairs of articles that a relation joins, by uid."""
    rows = store.rows(
        "SELECT DISTINCT one.uid, other.uid FROM relation"
        " JOIN annotation AS a ON a.id = from_id JOIN annotation AS b ON b.id = to_id"
        " JOIN article AS one ON one.id = a.article_id"
        " JOIN article AS other ON other.id = b.article_id"
        " WHERE one.id <> other.id AND NOT relation.deleted AND NOT a.deleted AND NOT b.deleted"
        " AND NOT one.deleted AND NOT other.deleted ORDER BY one.uid, other.uid"
    )
    return [(one, other) for one, other in rows]
