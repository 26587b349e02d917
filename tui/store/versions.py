"""The texts an article has had, and giving it a later one."""

from collections.abc import Mapping
from dataclasses import dataclass

from tui.errors import CallError
from tui.store import texts
from tui.store.carrying import Carried, carry_over
from tui.store.connection import Store, named
from tui.store.texts import Kept


@dataclass(frozen=True, slots=True)
class Version:
    """A text of an article. `annotations` counts those on it; the current one is the newest."""

    sha256: str
    length: int
    file: str
    added: str
    annotations: int
    current: bool


def of_article(store: Store, article: str) -> list[Version]:
    """The texts of an article, oldest first, the one it has now last; empty when it has had one."""
    rows = store.rows(
        "SELECT text.uid, text.length, version.file, version.added,"
        " (SELECT count(*) FROM annotation WHERE annotation.article_id = article.id"
        "   AND annotation.text_id = text.id AND NOT annotation.deleted),"
        " article.text_id = text.id AS current"
        " FROM article JOIN version ON version.article_id = article.id AND NOT version.deleted"
        " JOIN text ON text.id = version.text_id"
        " WHERE article.uid = ? ORDER BY current, version.added, version.id",
        (article,),
    )
    return [
        Version(sha256, length, file, added, annotations, bool(current))
        for sha256, length, file, added, annotations, current in rows
    ]


def text_of(store: Store, article: str, sha256: str) -> str:
    """One of the texts of an article. Raises CallError when it has had no such text."""
    found = store.value(
        "SELECT text.id FROM article JOIN version ON version.article_id = article.id"
        " JOIN text ON text.id = version.text_id WHERE article.uid = ? AND text.uid = ?",
        (article, sha256),
    )
    if found is None:
        raise CallError(f"article {article} has had no text {sha256[:12]}")
    return texts.body(store, found)


def replace_text(store: Store, article: int, new: Kept, came: Mapping[str, str]) -> Carried:
    """Give an article, by its row, a later text inside an operation, and carry what it can over.

    `came` has the later text's ``file``, ``origin`` and ``extraction``; without an origin, the
    article keeps its.
    """
    ((uid, old, *was),) = store.rows(
        "SELECT uid, text_id, file, encoding, replaced, original, extraction, added FROM article"
        " WHERE id = ?",
        (article,),
    )
    _note_version(store, uid, article, old, tuple(was), anew=False)
    is_now = (came["file"], new.encoding, new.replaced, new.original, came["extraction"])
    _note_version(store, uid, article, new.id, (*is_now, store.stamp()), anew=True)
    store.run(
        "UPDATE article SET text_id = ?, file = ?, encoding = ?, replaced = ?, original = ?,"
        " extraction = ?, origin = coalesce(nullif(?, ''), origin) WHERE id = ?",
        (new.id, *is_now, came["origin"], article),
    )
    return carry_over(store, article, old)


def _note_version(
    store: Store, uid: str, article: int, text: int, known: tuple[object, ...], *, anew: bool
) -> None:
    """Note a text of an article. One noted before has come `anew`, or is the one it had."""
    sha256 = store.value("SELECT uid FROM text WHERE id = ?", (text,))
    name = named(f"version:{uid}:{sha256}")
    before = store.value("SELECT added FROM version WHERE uid = ?", (name,))
    if before is not None:
        added = known[-1] if anew else before
        store.run("UPDATE version SET deleted = 0, added = ? WHERE uid = ?", (added, name))
        return
    store.run(
        "INSERT INTO version (uid, article_id, text_id, file, encoding, replaced, original,"
        " extraction, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, article, text, *known),
    )
