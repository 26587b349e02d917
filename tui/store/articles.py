"""Articles in the database: taking a text in, listing, reading one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.model import Article, ArticleSummary
from tui.store.connection import Store, named

if TYPE_CHECKING:
    from tui.text.policy import Decoded

DETAILS = ("title", "source", "byline", "published", "url", "language", "story")
TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Intake:
    """A text on its way in. `raw` is what it was decoded from; `details` may name any DETAILS."""

    decoded: "Decoded"
    raw: bytes
    file: str = ""
    details: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an intake: the article, and whether it was already here."""

    article: ArticleSummary
    duplicate: bool


def add(store: Store, intakes: list[Intake]) -> list[Added]:
    """Take texts in as one operation. A text that is already here is told, not added twice."""
    from tui.text.policy import sha256

    digests = [sha256(intake.decoded.text) for intake in intakes]
    here = [_here(store, digest) for digest in digests]
    if all(found and not found[1] for found in here):  # nothing to write: not a byte changes
        return [Added(summary(store, found[0]), True) for found in here if found]
    what = (intakes[0].file or "a text") if len(intakes) == 1 else f"{len(intakes)} texts"
    with store.operation(f"add {what}"):
        outcome = [_add_one(store, *each) for each in zip(intakes, digests, strict=True)]
    return [Added(summary(store, uid), duplicate) for uid, duplicate in outcome]


def _here(store: Store, digest: str) -> tuple[str, bool] | None:
    """The uid of the article with this text, and whether it is deleted."""
    found = store.rows(
        "SELECT article.uid, deleted FROM article JOIN text ON text.id = text_id"
        " WHERE text.uid = ? ORDER BY deleted LIMIT 1",
        (digest,),
    )
    return (found[0][0], bool(found[0][1])) if found else None


def _add_one(store: Store, intake: Intake, digest: str) -> tuple[str, bool]:
    here = _here(store, digest)
    if here is not None:
        uid, deleted = here
        if deleted:
            store.run("UPDATE article SET deleted = 0 WHERE uid = ?", (uid,))
        return uid, not deleted
    row = _row(store, intake, digest)
    columns = ", ".join(row)
    store.run(
        f"INSERT INTO article ({columns}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    return str(row["uid"]), False


def _row(store: Store, intake: Intake, digest: str) -> dict[str, object]:
    decoded, details = intake.decoded, dict(intake.details or {})
    details.setdefault("title", title_of(decoded.text))
    return {
        # Two people who take in the same text get the same article.
        "uid": named(f"article:{digest}"),
        "text_id": _text_id(store, decoded.text, digest),
        **{detail: details.get(detail, "") for detail in DETAILS},
        "file": intake.file,
        "encoding": decoded.encoding,
        "replaced": decoded.replaced,
        "original": _original(store, intake),
        "added": store.stamp(),
    }


def _text_id(store: Store, text: str, digest: str) -> int:
    store.run(
        "INSERT OR IGNORE INTO text (uid, length, body) VALUES (?, ?, ?)",
        (digest, len(text), text),
    )
    return int(store.value("SELECT id FROM text WHERE uid = ?", (digest,)))


def _original(store: Store, intake: Intake) -> str | None:
    """Keep the bytes as they came, unless the text's own UTF-8 is just that."""
    from hashlib import sha256 as digest_of

    if intake.raw == intake.decoded.text.encode():
        return None
    digest = digest_of(intake.raw).hexdigest()
    store.run("INSERT OR IGNORE INTO original VALUES (?, ?)", (digest, intake.raw))
    return digest


def title_of(text: str) -> str:
    """A title for a text that came with none: its first line, cut at a word when it is long."""
    line = " ".join(text.lstrip().partition("\n")[0].split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    words = cut.rpartition(" ")[0].rstrip(",;:–— ")
    # Scripts without blanks between words have no better place to cut than the length.
    return (words if len(words) > TITLE_LENGTH // 2 else cut) + "…"


SUMMARY = """
SELECT article.uid, text.uid, title, text.length,
  (SELECT count(*) FROM annotation WHERE article_id = article.id AND NOT deleted),
  source, byline, published, url, language, story, file, added
FROM article JOIN text ON text.id = article.text_id WHERE NOT article.deleted
"""


def summaries(store: Store) -> list[ArticleSummary]:
    """Every article without its text, in the order they came."""
    return [ArticleSummary(*row) for row in store.rows(SUMMARY + " ORDER BY article.id")]


def summary(store: Store, uid: str) -> ArticleSummary:
    """One article without its text. Raises CallError when there is none of that uid."""
    rows = store.rows(SUMMARY + " AND article.uid = ?", (uid,))
    if not rows:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return ArticleSummary(*rows[0])


def read(store: Store, uid: str) -> Article:
    """One article with its text. Raises CallError when there is none of that uid."""
    return Article(summary(store, uid), text_of(store, uid))


def text_of(store: Store, uid: str) -> str:
    """The text of an article, from memory when it has been read before: texts never change."""
    known = store.texts.get(uid)
    if known is not None:
        return known
    body = store.value(
        "SELECT body FROM article JOIN text ON text.id = text_id WHERE article.uid = ?", (uid,)
    )
    if body is None:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    if not isinstance(body, str):
        raise store.damaged(f"the text of article {uid}")
    if len(store.texts) >= 16:
        store.texts.pop(next(iter(store.texts)))
    store.texts[uid] = body
    return str(body)


def id_of(store: Store, uid: str) -> tuple[Any, Any]:
    """The row ids of an article and of its text."""
    rows = store.rows("SELECT id, text_id FROM article WHERE uid = ? AND NOT deleted", (uid,))
    if not rows:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return rows[0]  # type: ignore[no-any-return]
