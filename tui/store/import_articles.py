"""The articles and texts of a dataset that is taken in."""

from dataclasses import dataclass

from tui.errors import DataError
from tui.model import ArticleSummary
from tui.store import texts
from tui.store.articles import DETAILS
from tui.store.connection import Store, named
from tui.store.entry import Entry
from tui.store.import_rows import UID, put, time_of
from tui.store.narrowing import STATES
from tui.store.splits import PARTS
from tui.text.cleaning import Cleaned, cleaned
from tui.text.policy import Decoded, sha256
from tui.text.titles import title_of


@dataclass(frozen=True)
class TextRow:
    """A text that came, and its row here."""

    id: int
    cleaned: Cleaned


def text_row(store: Store, came: str, where: str) -> TextRow:
    """Keep a text as the policy has it. Raises DataError for an empty one."""
    kept = cleaned(came)
    if not kept.text.strip():
        raise DataError(f"{where}: its text is empty: leave it out; nothing was imported")
    raw = came.encode("utf-8", "surrogatepass")
    decoded = Decoded(kept.text, "utf-8", kept.replaced)
    original = texts.original_of(decoded, raw)
    return TextRow(texts.keep(store, decoded, original, sha256(kept.text)).id, kept)


OF_TEXT = """
SELECT article.id, article.uid, article.deleted, article.text_id = text.id AS present
FROM text JOIN article ON article.text_id = text.id OR article.id IN
  (SELECT article_id FROM version WHERE version.text_id = text.id AND NOT version.deleted)
WHERE text.uid = ? ORDER BY article.deleted, present DESC, article.uid <> ?, article.id LIMIT 1
"""
"""The article that has a text, or had it before."""


def article_row(store: Store, entry: Entry, where: str) -> tuple[int, bool]:
    """The row of an article, and whether it is new here."""
    summary, kept = entry.article.summary, cleaned(entry.article.text)
    digest = sha256(kept.text)
    found = store.rows(OF_TEXT, (digest, summary.uid))
    if found and not found[0][2]:
        return found[0][0], False
    if summary.status not in STATES:
        why = f"{summary.status!r} is no status: it is {', '.join(STATES)}"
        raise DataError(f"{where}: {why}; nothing was imported")
    check_split(summary, where)
    on = text_row(store, entry.article.text, where)
    row = {
        "text_id": on.id,
        **{name: getattr(summary, name) for name in DETAILS},
        "title": summary.title or title_of(kept.text),
        "file": summary.file,
        "encoding": "utf-8",
        "replaced": kept.replaced,
        "original": store.value(
            "SELECT uid FROM original WHERE uid = ?",
            (sha256_of(entry.article.text),),
        ),
        "added": time_of(summary.added, store.stamp(), where),
        "origin": "",
        "status": summary.status,
        "split": summary.split,
    }
    uid = found[0][1] if found else summary.uid
    if not UID.fullmatch(uid):
        uid = named(f"article:{digest}")
    id_, _, _ = put(store, "article", uid, row)
    return id_, True


def sha256_of(came: str) -> str:
    """The name of the bytes that a text came as."""
    from hashlib import sha256 as digest

    return digest(came.encode("utf-8", "surrogatepass")).hexdigest()


def check_split(summary: ArticleSummary, where: str) -> None:
    """Raise DataError for a part of the dataset that there is none of."""
    if summary.split and summary.split not in PARTS:
        why = f"{summary.split!r} is no part of the dataset: it is {', '.join(PARTS)}"
        raise DataError(f"{where}: {why}; nothing was imported")


def in_part(store: Store, article: int, summary: ArticleSummary, where: str) -> bool:
    """Put an article that is here and in no part of the dataset into the part it comes from.

    Returns whether it is in another here: that stays, for the parts here were made together.
    """
    check_split(summary, where)
    if not summary.split:
        return False
    here = store.value("SELECT split FROM article WHERE id = ?", (article,))
    if not here:
        store.run("UPDATE article SET split = ? WHERE id = ?", (summary.split, article))
    return bool(here) and here != summary.split


def fill_in(store: Store, article: int, summary: ArticleSummary) -> None:
    """Give an article that is here the details it has not, and how far it was read elsewhere."""
    names = (*DETAILS, "file")
    fields = ", ".join(f"{name} = coalesce(nullif({name}, ''), ?)" for name in names)
    lacks = " OR ".join(f"({name} = '' AND ? <> '')" for name in names)
    values = tuple(getattr(summary, name) for name in names)
    store.run(
        f"UPDATE article SET {fields} WHERE id = ? AND ({lacks})", (*values, article, *values)
    )
    if summary.status in STATES:
        store.run(
            "UPDATE article SET status = ? WHERE id = ? AND status = 'todo' AND status <> ?",
            (summary.status, article, summary.status),
        )


def versions_of(store: Store, article: int, ids: tuple[int, int]) -> None:
    """Note texts among those an article has had, unless they are noted."""
    uid = store.value("SELECT uid FROM article WHERE id = ?", (article,))
    for text in ids:
        digest = store.value("SELECT uid FROM text WHERE id = ?", (text,))
        name = named(f"version:{uid}:{digest}")
        known = store.value("SELECT deleted FROM version WHERE uid = ?", (name,))
        if known is None:
            store.run(
                "INSERT INTO version (uid, article_id, text_id, encoding, added)"
                " VALUES (?, ?, ?, 'utf-8', ?)",
                (name, article, text, store.stamp()),
            )
        elif known:
            store.run("UPDATE version SET deleted = 0 WHERE uid = ?", (name,))
