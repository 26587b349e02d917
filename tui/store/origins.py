"""Where the text of an article came from: its original bytes, and how it was found in them."""

import json
from dataclasses import asdict, dataclass, fields

from tui.errors import CallError
from tui.model import Extraction
from tui.store import texts
from tui.store.connection import Store
from tui.store.packing import unpacked

PLAIN = Extraction()
"""How a plain text is found in its bytes: it is what they say."""
NAMES = frozenset(field.name for field in fields(Extraction))


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes a text came as, their sha256, the codec that read them, and how the text was found.

    `replaced` is how many code points the text policy put U+FFFD for.
    """

    raw: bytes
    sha256: str
    encoding: str
    extraction: Extraction
    replaced: int = 0


OF_ARTICLE = """SELECT one.text_id, one.original, one.encoding, one.extraction, one.replaced
FROM article AS one JOIN text ON text.id = one.text_id
WHERE one.uid = ?1 AND NOT one.deleted AND ?2 IN ('', text.uid)"""
OF_VERSION = """SELECT one.text_id, one.original, one.encoding, one.extraction, one.replaced
FROM version AS one JOIN text ON text.id = one.text_id JOIN article ON article.id = one.article_id
WHERE article.uid = ?1 AND NOT article.deleted AND text.uid = ?2"""


def origin(store: Store, uid: str, sha256: str = "") -> Origin:
    """Where the text came from that an article has now, or the one of this `sha256` that it had.

    Raises CallError when there is no such article or it has had no such text, DataError where the
    file is damaged at the bytes.
    """
    rows = store.rows(OF_ARTICLE, (uid, sha256)) or store.rows(OF_VERSION, (uid, sha256))
    if not rows:
        if not sha256 or not store.value("SELECT 1 FROM article WHERE uid = ?", (uid,)):
            raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
        raise CallError(f"article {uid} has had no text {sha256[:12]}: see claimdesk show --json")
    text, original, encoding, kept, replaced = rows[0]
    raw, name = _bytes(store, text, original)
    return Origin(raw, name, encoding, from_json(kept), replaced)


def extraction(store: Store, uid: str) -> Extraction:
    """How the text was found that an article has now; its bytes are not read. Raises CallError
    when there is no such article."""
    kept = store.value("SELECT extraction FROM article WHERE uid = ? AND NOT deleted", (uid,))
    if kept is None:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return from_json(kept)


def _bytes(store: Store, text: int, original: str | None) -> tuple[bytes, str]:
    """The original, or the UTF-8 of the text where that is it; and its sha256."""
    from hashlib import sha256

    if original is None:
        raw = texts.body(store, text).encode()
        return raw, sha256(raw).hexdigest()
    rows = store.rows("SELECT bytes, packing FROM original WHERE uid = ?", (original,))
    try:
        raw = unpacked(*rows[0]) if rows else b""
    except ValueError:
        raw = b""
    if sha256(raw).hexdigest() != original:
        raise store.damaged(f"the original {original[:12]}")
    return raw, original


def as_json(extraction: Extraction) -> str:
    """How a text was found, as the column keeps it: what is not as it is for plain text."""
    if extraction == PLAIN:
        return ""
    plain = asdict(PLAIN)
    told = {name: value for name, value in asdict(extraction).items() if value != plain[name]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_json(kept: str) -> Extraction:
    """What `as_json` kept. What a later program may have added is passed over."""
    told = json.loads(kept) if kept else {}
    return Extraction(**{name: value for name, value in told.items() if name in NAMES})
