"""Taking texts in: new articles, and later texts of those there are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.errors import CallError
from tui.model import ArticleSummary, Extraction
from tui.store import addresses, near, texts, versions
from tui.store.articles import DETAILS, id_of, summaries_of, summary
from tui.store.carrying import Carried
from tui.store.coming import AMONG, Coming, Known
from tui.store.connection import Store, named
from tui.store.near import Near
from tui.store.origins import PLAIN, as_json
from tui.store.texts import Kept
from tui.text.runs import share, words
from tui.text.titles import title_of
from tui.text.urls import canonical, names_a_page

if TYPE_CHECKING:
    from tui.text.policy import Decoded

LATER = 0.3
"""The share of the shorter text's words that stand in the other, from which on two texts with the
url of one page are texts of one article."""
LOOKED_AT = 3
"""Articles with the url of one page that a text is held against, the latest first."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A text on its way in. `raw` is what it was decoded from; `details` may name any DETAILS.

    `place` is the path or url it came from, and nothing else did: of a member of an archive or an
    entry of a feed it names both. Another text from there is a later one of the same article.
    `extraction` says how the text was found in `raw`.
    """

    decoded: "Decoded"
    raw: bytes
    file: str = ""
    details: Mapping[str, str] | None = None
    place: str = ""
    extraction: Extraction = PLAIN

    @property
    def url(self) -> str:
        """The url among its details."""
        return (self.details or {}).get("url", "")

    @property
    def origin(self) -> str:
        """The place as the database keeps it, which tells nobody's folders; empty for none.

        An address is one however it is written. It is no place of an article where it is that of
        a whole site, or the article says that it has another: the feed it stood in, say.
        """
        page = canonical(self.place)
        if page and (not names_a_page(page) or canonical(self.url) not in ("", page)):
            return ""
        return named(f"place:{page or self.place}") if self.place else ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an intake: the article; whether its text was already here; for a later text
    of an article, what became of the annotations; for a new one, which it is nearly a copy of."""

    article: ArticleSummary
    duplicate: bool
    carried: Carried | None = None
    near: Near | None = None


def add(store: Store, intakes: Sequence[Intake]) -> list[Added]:
    """Take texts in as one operation: new articles, and later texts of those there are.

    A text that is already here, or was before a later one, is told and not added twice. It is a
    later text of the article that came from the same place (path or url). It is one, too, of the
    article whose url names the same page, if at least `LATER` of the shorter one's words stand in
    the other: articles that have the address of a page they all stood on are not one article.
    """
    from tui.text.policy import sha256

    digests = [sha256(intake.decoded.text) for intake in intakes]
    here = _all_here(store, digests)
    if all(digest in here for digest in digests):  # nothing to write: not a byte changes
        abouts = summaries_of(store, [*here.values()])
        return [Added(abouts[here[digest]], True) for digest in digests]
    near.catch_up(store)
    both = zip(intakes, digests, strict=True)
    coming = [Coming.of(intake, digest, digest not in here) for intake, digest in both]
    what = (intakes[0].file or "a text") if len(intakes) == 1 else f"{len(intakes)} texts"
    with store.operation(f"add {what}"):
        before = newest = texts.newest(store)
        known = Known.of(store, coming)
        outcome, places = [], set[str]()
        for one in coming:
            of_this = {one.origin, one.page} - {""}
            if of_this & places:  # its article is to change, and so has to be in the index
                texts.index_after(store, before)
                before = texts.newest(store)
            places |= of_this
            outcome.append(_add_one(store, one, known))
        texts.index_after(store, before)
        copies = _near(store, newest)
        # Read inside: what cannot be read again was not taken in, and is not said to be.
        abouts = summaries_of(store, [uid for uid, _, _ in outcome])
        return [
            Added(abouts[uid], is_here, carried, None if is_here or carried else copies.get(uid))
            for uid, is_here, carried in outcome
        ]


def _near(store: Store, before: tuple[int, int]) -> dict[str, Near]:
    """What the articles after these rows are nearly copies of."""
    kept = dict[int, near.Sketched]()
    while some := near.keep(store):
        kept.update(some)
    rows = store.rows("SELECT uid, text_id FROM article WHERE id > ? ORDER BY id", before[1:])
    found = near.nearest(store, {text: kept[text] for _, text in rows if text in kept})
    return {uid: found[text] for uid, text in rows if text in found}


def is_here(store: Store, text: str) -> bool:
    """Whether an article has this text, or had it before a later one."""
    from tui.text.policy import sha256

    digest = sha256(text)
    here = _here(store, digest) or _was_here(store, digest)
    return here is not None and not here[1]


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
    coming = Coming.of(intake, digest)
    with store.operation(f"add a later text of {about.label}"):
        before = texts.newest(store)
        carried = _replace_text(store, uid, coming, Known.of(store, [coming]))
        texts.index_after(store, before)
        return Added(summary(store, uid), False, carried)


def _here(store: Store, digest: str) -> tuple[str, bool] | None:
    """The uid of the article with this text, and whether it is deleted."""
    return _with_text(store, digest, "article ON article.text_id = text.id")


def _was_here(store: Store, digest: str) -> tuple[str, bool] | None:
    """The uid of an article that had this text before a later one, and whether it is deleted."""
    versions = "version ON version.text_id = text.id AND NOT version.deleted"
    return _with_text(store, digest, f"{versions} JOIN article ON article.id = version.article_id")


def _all_here(store: Store, digests: Sequence[str]) -> dict[str, str]:
    """Of these texts those that an article has, with its uid."""
    rows = store.rows(
        "SELECT text.uid, article.uid FROM text JOIN article ON article.text_id = text.id"
        f" WHERE text.uid {AMONG} AND NOT article.deleted",
        (json.dumps(digests),),
    )
    return dict(rows)


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


def _add_one(store: Store, coming: Coming, known: Known) -> tuple[str, bool, Carried | None]:
    digest, origin = coming.digest, coming.origin
    here = _here(store, digest) if digest in known.texts else None
    may_be_later = (here is None or here[1]) and origin in known.origins
    if may_be_later and (earlier := _from_place(store, origin)):
        return earlier, False, _replace_text(store, earlier, coming, known)
    if here is None and digest in known.texts:
        here = _was_here(store, digest)
    if here is not None:
        uid, deleted = here
        if not deleted:
            return uid, True, None
        store.run("UPDATE article SET deleted = 0 WHERE uid = ?", (uid,))
        other = summary(store, uid).sha256 != digest
        return uid, False, _replace_text(store, uid, coming, known) if other else None
    if earlier := _of_page(store, coming.intake):
        return earlier, False, _replace_text(store, earlier, coming, known)
    row = _row(store, coming, known)
    columns = ", ".join(row)
    store.run(
        f"INSERT INTO article ({columns}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    return str(row["uid"]), False, None


def _of_page(store: Store, intake: Intake) -> str | None:
    """The uid of the article that has the url of a text, and much of its words."""
    if not names_a_page(intake.url):
        return None
    own = words(intake.decoded.text)
    for uid, text in addresses.articles(store, intake.url)[:LOOKED_AT]:
        if share(own, words(texts.body(store, text))) >= LATER:
            return uid
    return None


def _replace_text(store: Store, uid: str, coming: Coming, known: Known) -> Carried:
    article, _ = id_of(store, uid)
    kept = _kept(store, coming, known)
    intake = coming.intake
    came = {"file": intake.file, "origin": coming.origin, "extraction": as_json(intake.extraction)}
    return versions.replace_text(store, article, kept, came)


def _kept(store: Store, coming: Coming, known: Known) -> Kept:
    """The text, kept: another of its words or its place that comes behind it finds it."""
    known.texts.add(coming.digest)
    known.origins.update(filter(None, [coming.origin]))
    decoded, raw = coming.intake.decoded, coming.intake.raw
    original = coming.original if coming.new else texts.original_of(decoded, raw)
    return texts.keep(store, decoded, original, coming.digest)


def _row(store: Store, coming: Coming, known: Known) -> dict[str, object]:
    intake = coming.intake
    details = dict(intake.details or {})
    details.setdefault("title", title_of(intake.decoded.text))
    kept = _kept(store, coming, known)
    return {
        # Two people who take in the same text get the same article.
        "uid": named(f"article:{coming.digest}"),
        "text_id": kept.id,
        **{detail: details.get(detail, "") for detail in DETAILS},
        "file": intake.file,
        "encoding": kept.encoding,
        "replaced": kept.replaced,
        "original": kept.original,
        "added": store.stamp(),
        "origin": coming.origin,
        "address": addresses.of(intake.url),
        "extraction": as_json(intake.extraction),
    }
