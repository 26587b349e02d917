"""Texts and the bytes they were decoded from: kept once, named by their sha256, never changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.store.connection import Store
from tui.store.packing import packed

if TYPE_CHECKING:
    from tui.text.policy import Decoded

KEPT = 16
"""Texts held in memory."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text in the database: its row, its name, and what is known of where it came from."""

    id: int
    sha256: str
    encoding: str
    replaced: int
    original: str | None


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes that a text was decoded from, as they are to be kept, and their own sha256."""

    sha256: str
    kept: bytes
    packing: str


def original_of(decoded: "Decoded", raw: bytes) -> Original | None:
    """The bytes as they are to be kept, None where they are the text's own UTF-8.

    Those of a web page take milliseconds: a batch of them is made before its operation.
    """
    from hashlib import sha256

    if raw == decoded.text.encode():
        return None
    return Original(sha256(raw).hexdigest(), *packed(raw))


def keep(store: Store, decoded: "Decoded", original: Original | None, digest: str) -> Kept:
    """Keep a text, and the bytes it was decoded from as `original_of` has them."""
    id_ = store.insert(
        "INSERT OR IGNORE INTO text (uid, length, body) VALUES (?, ?, ?)",
        (digest, len(decoded.text), decoded.text),
    ) or store.value("SELECT id FROM text WHERE uid = ?", (digest,))
    if original:
        store.run(
            "INSERT OR IGNORE INTO original (uid, bytes, packing) VALUES (?, ?, ?)",
            (original.sha256, original.kept, original.packing),
        )
    name = original.sha256 if original else None
    return Kept(int(id_), digest, decoded.encoding, decoded.replaced, name)


def body(store: Store, id_: int) -> str:
    """A text by its row. Raises DataError when the file is damaged there."""
    known = store.texts.get(id_)
    if known is not None:
        return known
    found = store.value("SELECT body FROM text WHERE id = ?", (id_,))
    if not isinstance(found, str):
        raise store.damaged(f"text {id_}")
    if len(store.texts) >= KEPT:
        store.texts.pop(next(iter(store.texts)))
    store.texts[id_] = found
    return found


def newest(store: Store) -> tuple[int, int]:
    """The last rows of text and article, to be given to `index_after`."""
    text = store.value("SELECT max(id) FROM text")
    article = store.value("SELECT max(id) FROM article")
    return text or 0, article or 0


def expect_many(store: Store) -> None:
    """Make ready for thousands of texts: 32 MB of pages in memory, 64 MB of log before it is folded
    in, so that a page of an index is written once for many texts (a third quicker at 100,000)."""
    store.run("PRAGMA cache_size = -32768")
    store.run("PRAGMA wal_autocheckpoint = 16000")


def index_after(store: Store, rows: tuple[int, int]) -> None:
    """Take the texts and articles after these rows into the search indexes, all at once.

    One by one SQLite would write out the index after each (half the speed, measured).
    """
    store.run("INSERT INTO text_fts (rowid, body) SELECT id, body FROM text WHERE id > ?", rows[:1])
    columns = "title, source, byline, story, file"
    store.run(
        f"INSERT INTO article_fts (rowid, {columns})"
        f" SELECT id, {columns} FROM article WHERE id > ?",
        rows[1:],
    )
