"""Articles in the database: taking a text in, listing, reading one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.model import Article, ArticleSummary
from tui.store import texts, versions
from tui.store.carrying import Carried
from tui.store.connection import Store, named
from tui.store.narrowing import narrowed
from tui.text.titles import title_of

if TYPE_CHECKING:
    from tui.text.policy import Decoded

DETAILS = ("title", "source", "byline", "published", "url", "language", "story")


@dataclass(frozen=True, slots=True)
class Intake:
    """A text on its way in. `raw` is what it was decoded from; `details` may name any DETAILS.

    `place` is the path or url it came from: another text from there is a later one of the same
    article.
    """

    decoded: "Decoded"
    raw: bytes
    file: str = ""
    details: Mapping[str, str] | None = None
    place: str = ""

    @property
    def origin(self) -> str:
        """The place as the database keeps it, which tells nobody's folders."""
        return named(f"place:{self.place}") if self.place else ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an intake: the article; whether its text was already here; for a later text
    of an article, what became of the annotations."""

    article: ArticleSummary
    duplicate: bool
    carried: Carried | None = None


def add(store: Store, intakes: Sequence[Intake]) -> list[Added]:
    """Take texts in as one operation: new articles, and later texts of those from the same place.

    A text that is already here is told, not added twice.
    """
    from tui.text.policy import sha256

    digests = [sha256(intake.decoded.text) for intake in intakes]
    here = [_here(store, digest) for digest in digests]
    if all(found and not found[1] for found in here):  # nothing to write: not a byte changes
        abouts = _summaries_of(store, [found[0] for found in here if found])
        return [Added(abouts[found[0]], True) for found in here if found]
    what = (intakes[0].file or "a text") if len(intakes) == 1 else f"{len(intakes)} texts"
    with store.operation(f"add {what}"):
        before = texts.newest(store)
        outcome, places = [], set[str]()
        for intake, digest in zip(intakes, digests, strict=True):
            if intake.origin in places:  # its article is to change, and so has to be in the index
                texts.index_after(store, before)
                before = texts.newest(store)
            places |= {intake.origin} - {""}
            outcome.append(_add_one(store, intake, digest))
        texts.index_after(store, before)
        # Read inside: what cannot be read again was not taken in, and is not said to be.
        abouts = _summaries_of(store, [uid for uid, _, _ in outcome])
        return [Added(abouts[uid], here, carried) for uid, here, carried in outcome]


def add_version(store: Store, uid: str, intake: Intake) -> Added:
    """Take a text in as a later one of this article, as one operation.

    Raises CallError when there is no such article, or the text is another article's.
    """
    from tui.text.policy import sha256

    about = summary(store, uid)
    digest = sha256(intake.decoded.text)
    if digest == about.sha256:
        return Added(about, True)
    if (other := _here(store, digest)) and not other[1]:
        raise CallError(f"this text is another article, {summary(store, other[0]).label}: open it")
    with store.operation(f"add a later text of {about.label}"):
        before = texts.newest(store)
        carried = _replace_text(store, uid, intake, digest)
        texts.index_after(store, before)
        return Added(summary(store, uid), False, carried)


def remove(store: Store, uids: Sequence[str]) -> None:
    """Take articles away, with the annotations on them, as one operation.

    Raises CallError when there is no such article, or one has annotations that are another's.
    """
    abouts = [summary(store, uid) for uid in uids]
    others = store.rows(
        "SELECT DISTINCT article.title, annotator.name FROM annotation"
        " JOIN article ON article.id = article_id JOIN annotator ON annotator.id = annotator_id"
        f" WHERE article.uid IN ({', '.join('?' * len(uids))}) AND NOT annotation.deleted"
        " AND annotator.name <> ? AND annotator.kind <> 'example'",
        (*uids, store.annotator),
    )
    for title, name in others:
        raise CallError(f"{title!r} has annotations by {name}, theirs to delete: it stays")
    what = abouts[0].label if len(abouts) == 1 else f"{len(abouts)} articles"
    with store.operation(f"remove {what}"):
        for uid in uids:
            article, _ = id_of(store, uid)
            store.run(
                "UPDATE annotation SET deleted = 1, modified = ?"
                " WHERE article_id = ? AND NOT deleted",
                (store.stamp(), article),
            )
            store.run("UPDATE article SET deleted = 1 WHERE id = ?", (article,))


def find(store: Store, start: str) -> str:
    """The uid of the article whose uid starts so. Raises CallError when that is none or several."""
    end = start + "\U0010ffff"
    found = store.rows(
        "SELECT uid FROM article WHERE uid >= ? AND uid < ? AND NOT deleted LIMIT 2", (start, end)
    )
    if len(found) == 1 and start:
        return str(found[0][0])
    how_many = "several articles start" if len(found) > 1 else "no article starts"
    raise CallError(f"{how_many} with {start!r} in {store.path}: see claimdesk list --json")


def _here(store: Store, digest: str) -> tuple[str, bool] | None:
    """The uid of the article with this text, and whether it is deleted."""
    return _with_text(store, digest, "article ON article.text_id = text.id")


def _was_here(store: Store, digest: str) -> tuple[str, bool] | None:
    """The uid of an article that had this text before a later one, and whether it is deleted."""
    versions = "version ON version.text_id = text.id AND NOT version.deleted"
    return _with_text(store, digest, f"{versions} JOIN article ON article.id = version.article_id")


def _with_text(store: Store, digest: str, joined: str) -> tuple[str, bool] | None:
    found = store.rows(
        f"SELECT article.uid, article.deleted FROM text JOIN {joined}"
        " WHERE text.uid = ? ORDER BY article.deleted LIMIT 1",
        (digest,),
    )
    return (found[0][0], bool(found[0][1])) if found else None


def _from_place(store: Store, origin: str) -> str | None:
    """The uid of the article that came from a place."""
    where = "WHERE origin = ? AND origin <> '' AND NOT deleted ORDER BY id DESC LIMIT 1"
    uid = store.value(f"SELECT uid FROM article {where}", (origin,))
    return str(uid) if uid else None


def _add_one(store: Store, intake: Intake, digest: str) -> tuple[str, bool, Carried | None]:
    here = _here(store, digest)
    if (here is None or here[1]) and (earlier := _from_place(store, intake.origin)):
        return earlier, False, _replace_text(store, earlier, intake, digest)
    here = here or _was_here(store, digest)
    if here is not None:
        uid, deleted = here
        if not deleted:
            return uid, True, None
        store.run("UPDATE article SET deleted = 0 WHERE uid = ?", (uid,))
        other = summary(store, uid).sha256 != digest
        return uid, False, _replace_text(store, uid, intake, digest) if other else None
    row = _row(store, intake, digest)
    columns = ", ".join(row)
    store.run(
        f"INSERT INTO article ({columns}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    return str(row["uid"]), False, None


def _replace_text(store: Store, uid: str, intake: Intake, digest: str) -> Carried:
    article, _ = id_of(store, uid)
    kept = texts.keep(store, intake.decoded, intake.raw, digest)
    place = {"file": intake.file, "origin": intake.origin}
    return versions.replace_text(store, article, kept, place)


def _row(store: Store, intake: Intake, digest: str) -> dict[str, object]:
    details = dict(intake.details or {})
    details.setdefault("title", title_of(intake.decoded.text))
    kept = texts.keep(store, intake.decoded, intake.raw, digest)
    return {
        # Two people who take in the same text get the same article.
        "uid": named(f"article:{digest}"),
        "text_id": kept.id,
        **{detail: details.get(detail, "") for detail in DETAILS},
        "file": intake.file,
        "encoding": kept.encoding,
        "replaced": kept.replaced,
        "original": kept.original,
        "added": store.stamp(),
        "origin": intake.origin,
    }


COUNT = """(SELECT count(*) FROM annotation WHERE article_id = article.id
    AND annotation.text_id = article.text_id AND NOT deleted)"""
SUMMARY = f"""
SELECT article.uid, text.uid, title, text.length,
  {COUNT},
  source, byline, published, url, language, story, file, added, status, split
FROM article JOIN text ON text.id = article.text_id WHERE NOT article.deleted
"""


def count(store: Store, words: str = "", without: Sequence[str] = ()) -> int:
    """How many articles there are for `page` to give."""
    ids, parameters = narrowed(words, without)
    return int(store.value(f"SELECT count(*) FROM ({ids})", parameters))


def page(
    store: Store, skip: int, limit: int, words: str = "", without: Sequence[str] = ()
) -> list[ArticleSummary]:
    """Some articles without their texts, from a place on in the order they came.

    `words` and `without` narrow them as `narrowing.narrowed` has it.
    """
    ids, parameters = narrowed(words, without)
    where = f" AND article.id IN ({ids} LIMIT ? OFFSET ?) ORDER BY article.id"
    return [ArticleSummary(*row) for row in store.rows(SUMMARY + where, (*parameters, limit, skip))]


def each(store: Store, batch: int = 500) -> Iterator[ArticleSummary]:
    """Every article without its text, in the order they came, a batch in memory at a time."""
    last = 0
    while rows := store.rows(
        SUMMARY.replace("SELECT", "SELECT article.id,", 1)
        + " AND article.id > ? ORDER BY article.id LIMIT ?",
        (last, batch),
    ):
        yield from (ArticleSummary(*row[1:]) for row in rows)
        last = rows[-1][0]


def summaries(store: Store) -> list[ArticleSummary]:
    """Every article without its text, in the order they came."""
    return list(each(store))


def _summaries_of(store: Store, uids: Sequence[str]) -> dict[str, ArticleSummary]:
    """The articles of these uids without their texts, read at once."""
    where = " AND article.uid IN (SELECT value FROM json_each(?))"
    found = [ArticleSummary(*row) for row in store.rows(SUMMARY + where, (json.dumps(uids),))]
    if len(found) < len(set(uids)):
        raise store.damaged("an article")
    return {about.uid: about for about in found}


def summary(store: Store, uid: str, counted: bool = True) -> ArticleSummary:
    """One article without its text. Raises CallError when there is none of that uid."""
    found = summary_or_none(store, uid, counted)
    if found is None:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return found


def summary_or_none(store: Store, uid: str, counted: bool = True) -> ArticleSummary | None:
    """One article without its text, if it is there.

    Where its annotations are not `counted`, their number is 0: with 200,000 that takes half a
    second.
    """
    query = SUMMARY if counted else SUMMARY.replace(COUNT, "0")
    rows = store.rows(query + " AND article.uid = ?", (uid,))
    return ArticleSummary(*rows[0]) if rows else None


def read(store: Store, uid: str, counted: bool = True) -> Article:
    """One article with its text. Raises CallError when there is none of that uid."""
    return Article(summary(store, uid, counted), text_of(store, uid))


def text_of(store: Store, uid: str) -> str:
    """The text an article has now. Raises CallError when there is none of that uid."""
    found = store.value("SELECT text_id FROM article WHERE uid = ?", (uid,))
    if found is None:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return texts.body(store, found)


def id_of(store: Store, uid: str) -> tuple[Any, Any]:
    """The row ids of an article and of its text."""
    rows = store.rows("SELECT id, text_id FROM article WHERE uid = ? AND NOT deleted", (uid,))
    if not rows:
        raise CallError(f"no article {uid} in {store.path}: see claimdesk list")
    return rows[0]  # type: ignore[no-any-return]
