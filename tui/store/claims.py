"""Claims above annotations: finding, counting, giving and changing them.

A claim is everybody's: it has no annotator. Whether an annotation is on one is its annotator's to
say, but for a merge of two claims, which moves all that is on the one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.errors import CallError
from tui.model import Annotation, Claim
from tui.store import annotations
from tui.store.connection import Store
from tui.text.tokens import ends_in_word, words_in


@dataclass(frozen=True, slots=True)
class Counted:
    """A claim, and how many annotations are on it, in how many articles of how many sources.

    An article whose source is not known counts as a source of its own.
    """

    claim: Claim
    annotations: int
    articles: int
    sources: int


@dataclass(frozen=True, slots=True)
class OnClaim:
    """An annotation on a claim, and what its article is called: source, else file, else title."""

    annotation: Annotation
    label: str


COUNTED = """
SELECT claim.uid, claim.wording, claim.note, count(article.id), count(DISTINCT article.id),
  count(DISTINCT CASE WHEN source <> '' THEN source ELSE article.uid END)
FROM page JOIN claim ON claim.id = page.id
  LEFT JOIN annotation ON annotation.claim_id = claim.id AND NOT annotation.deleted
  LEFT JOIN article ON article.id = annotation.article_id AND NOT article.deleted
GROUP BY page.place ORDER BY page.place
"""
"""Counts what is on the claims of a `page` of rows and places, and nothing of the others."""

ALL = "SELECT id, -id AS place FROM claim WHERE NOT deleted ORDER BY id DESC"
FOUND = "FROM claim_fts CROSS JOIN claim ON claim.id = claim_fts.rowid WHERE NOT deleted"
WITH_WORDS = (
    f"SELECT claim.id, -claim.id AS place {FOUND} AND claim_fts MATCH ?"
    " ORDER BY claim_fts.rowid DESC"
)
BY_RANK = (
    f"SELECT claim.id, row_number() OVER (ORDER BY rank, claim.id DESC) AS place {FOUND}"
    " AND claim_fts MATCH ? ORDER BY place"
)


def page(store: Store, skip: int = 0, limit: int = 100, *, words: str = "") -> list[Counted]:
    """Claims from a place on: all of them or those with all of some words, newest first.

    The last word may be the beginning of one.
    """
    wanted = _all_of(words)
    if words and not wanted:
        return []
    return _counted(store, WITH_WORDS if wanted else ALL, (wanted,) if wanted else (), skip, limit)


def count(store: Store, words: str = "") -> int:
    """How many claims there are, with all of some words when these are given."""
    wanted = _all_of(words)
    if words and not wanted:
        return 0
    if not wanted:
        return int(store.value("SELECT count(*) FROM claim WHERE NOT deleted"))
    return int(store.value(f"SELECT count(*) {FOUND} AND claim_fts MATCH ?", (wanted,)))


def alike(store: Store, words: str, limit: int = 20) -> list[Counted]:
    """The claims that share words with a quotation, the most and the rarest first (BM25)."""
    wanted = " OR ".join(f'"{word}"' for word in dict.fromkeys(words_in(words)))
    return _counted(store, BY_RANK, (wanted,), 0, limit) if wanted else []


def _counted(
    store: Store, which: str, parameters: tuple[object, ...], skip: int, limit: int
) -> list[Counted]:
    sql = f"WITH page AS MATERIALIZED ({which} LIMIT ? OFFSET ?) {COUNTED}"
    rows = store.rows(sql, (*parameters, limit, skip))
    return [Counted(Claim(*row[:3]), *row[3:]) for row in rows]


def _all_of(typed: str) -> str:
    """The FTS5 query for all words typed; the last may go on, unless a blank ends it."""
    words = [f'"{word}"' for word in words_in(typed)]
    if words and ends_in_word(typed):
        words[-1] += " *"
    return " AND ".join(words)


def counted(store: Store, uid: str) -> Counted:
    """One claim with what is on it. Raises CallError when there is no such claim."""
    _wording(store, uid)
    where = "SELECT id, 0 AS place FROM claim WHERE uid = ?"
    return _counted(store, where, (uid,), 0, 1)[0]


def on_claim(store: Store, uid: str, skip: int = 0, limit: int = 100) -> list[OnClaim]:
    """The annotations on a claim from a place on, article by article in the order of the text."""
    rows = store.rows(
        "SELECT annotation.uid, CASE WHEN source <> '' THEN source WHEN file <> '' THEN file"
        "   ELSE title END"
        " FROM claim JOIN annotation ON claim_id = claim.id AND NOT annotation.deleted"
        " JOIN article ON article.id = article_id AND NOT article.deleted"
        ' WHERE claim.uid = ? ORDER BY article.id, annotation."start", annotation.id'
        " LIMIT ? OFFSET ?",
        (uid, limit, skip),
    )
    found = {one.uid: one for one in annotations.with_uids(store, [uid for uid, _ in rows])}
    return [OnClaim(found[uid], label) for uid, label in rows if uid in found]


def make(store: Store, wording: str, uids: Sequence[str] = (), note: str = "") -> Claim:
    """Make a claim and put annotations on it, as one operation.

    Raises CallError where the wording is empty, or an annotation is another's or not there.
    """
    claim = Claim(store.new_uid(), _worded(wording), note)
    for uid in uids:
        annotations.mine(store, uid)
    with store.operation(f"make the claim “{claim.wording}”"):
        store.run(
            "INSERT INTO claim (uid, wording, note) VALUES (?, ?, ?)",
            (claim.uid, claim.wording, note),
        )
        _put_on(store, claim.uid, uids)
    return claim


def give(store: Store, claim: str, uids: Sequence[str]) -> None:
    """Put annotations on a claim as one operation, off the one they were on.

    Raises CallError where the claim is not there, or an annotation is another's or not there.
    """
    words = _wording(store, claim)
    for uid in uids:
        annotations.mine(store, uid)
    with store.operation(f"put {_number(uids)} on the claim “{words}”"):
        _put_on(store, claim, uids)


def take_off(store: Store, uids: Sequence[str]) -> None:
    """Take annotations off their claims as one operation. Raises CallError as `give` does."""
    found = [annotations.mine(store, uid) for uid in uids]
    wordings = dict.fromkeys(one.claim.wording for one in found if one.claim)
    of = f"the claim “{next(iter(wordings))}”" if len(wordings) == 1 else "their claims"
    with store.operation(f"take {_number(uids)} off {of}"):
        _put_on(store, None, uids)


def merge(store: Store, gone: str, kept: str) -> None:
    """Make two claims one, as one operation: all that is on `gone` comes on `kept`.

    A note of the one that goes is put below the other's. Raises CallError when one is not there,
    or both are the same.
    """
    if gone == kept:
        raise CallError("a claim cannot be merged with itself: choose another")
    lost, stays = _wording(store, gone), _wording(store, kept)
    with store.operation(f"merge the claim “{lost}” into “{stays}”"):
        # Deleted annotations too: brought back, they belong to what their claim has become.
        store.run(
            "UPDATE annotation SET claim_id = (SELECT id FROM claim WHERE uid = ?)"
            " WHERE claim_id = (SELECT id FROM claim WHERE uid = ?)",
            (kept, gone),
        )
        store.run(
            "UPDATE claim SET note = ltrim(claim.note || char(10) || other.note, char(10))"
            " FROM (SELECT note FROM claim WHERE uid = ?) AS other"
            " WHERE claim.uid = ? AND other.note <> ''",
            (gone, kept),
        )
        store.run("UPDATE claim SET deleted = 1 WHERE uid = ?", (gone,))


def change(store: Store, uid: str, *, wording: str | None = None, note: str | None = None) -> None:
    """Change wording or note of a claim as one operation; what is not given stays.

    Raises CallError when there is no such claim, or the wording would be empty.
    """
    was = _wording(store, uid)
    words = was if wording is None else _worded(wording)
    with store.operation(f"{'note on' if wording is None else 'reword'} the claim “{words}”"):
        store.run(
            "UPDATE claim SET wording = ?, note = coalesce(?, note) WHERE uid = ?",
            (words, note, uid),
        )


def remove(store: Store, uid: str) -> None:
    """Take a claim away as one operation. What was on it stays, and is on it again after undo.

    Raises CallError when there is no such claim.
    """
    with store.operation(f"delete the claim “{_wording(store, uid)}”"):
        store.run("UPDATE claim SET deleted = 1 WHERE uid = ?", (uid,))


def _put_on(store: Store, claim: str | None, uids: Sequence[str]) -> None:
    for uid in uids:
        store.run(
            "UPDATE annotation SET claim_id = (SELECT id FROM claim WHERE uid = ?), modified = ?"
            " WHERE uid = ?",
            (claim, store.stamp(), uid),
        )


def _number(uids: Sequence[str]) -> str:
    return "an annotation" if len(uids) == 1 else f"{len(uids)} annotations"


def _worded(wording: str) -> str:
    """A wording as it is kept, on one line. Raises CallError when nothing is left."""
    words = " ".join(wording.split())
    if not words:
        raise CallError("a claim needs a wording: delete it if it is not wanted")
    return words


def _wording(store: Store, uid: str) -> str:
    found = store.value("SELECT wording FROM claim WHERE uid = ? AND NOT deleted", (uid,))
    if found is None:
        raise CallError("this claim is no longer there")
    return str(found)
