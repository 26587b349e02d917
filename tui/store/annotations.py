"""Annotations in the database: making, changing, removing and reading them.

Each call that writes is one operation. Whatever is written is checked against the article first:
``text[start:end] == exact`` for every fragment.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tui.errors import CallError, DataError
from tui.model import NOTHING, Annotation, Claim, Fragment
from tui.store import articles, codebook, progress, texts
from tui.store.connection import Store, named
from tui.text.anchors import holds


@dataclass(frozen=True, slots=True)
class Draft:
    """An annotation about to be made. `tag` is a path; `claim` the uid of a claim, or None."""

    article: str
    tag: str
    fragments: tuple[Fragment, ...]
    attributes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    note: str = ""
    claim: str | None = None


COLUMNS = """
SELECT annotation.uid, article.uid, tag_id, fragments, annotator.name, annotation.created,
  annotation.modified, annotation.attributes, annotation.note, text.uid,
  claim.uid, claim.wording, claim.note
FROM annotation JOIN article ON article.id = article_id
  JOIN text ON text.id = annotation.text_id
  JOIN annotator ON annotator.id = annotator_id
  LEFT JOIN claim ON claim.id = claim_id AND NOT claim.deleted
WHERE NOT annotation.deleted AND NOT article.deleted
"""


def of_article(store: Store, article: str) -> list[Annotation]:
    """The annotations on an article's text, in the order of the text, longer ones first."""
    where = " AND article.uid = ? AND annotation.text_id = article.text_id"
    return _read(store, where, (article,))


def of_text(store: Store, article: str, sha256: str) -> list[Annotation]:
    """The annotations on one of the texts an article has had, in the order of that text."""
    return _read(store, " AND article.uid = ? AND text.uid = ?", (article, sha256))


OFF_TEXT = """annotation.article_id IN (SELECT article_id FROM version)
  AND annotation.text_id <> article.text_id"""
WAITS = (
    f"{OFF_TEXT} AND NOT annotation.stays AND (annotator.name = ? OR annotator.kind = 'example')"
)


def off_text(store: Store, article: str) -> list[Annotation]:
    """The annotations of an article that are on another text than it has now."""
    return _read(
        store, " AND article.uid = ? AND annotation.text_id <> article.text_id", (article,)
    )


def all_off_text(store: Store) -> list[str]:
    """The uids of the annotations that are on another text than their article has now."""
    rows = store.rows(
        "SELECT annotation.uid FROM annotation JOIN article ON article.id = article_id"
        f" WHERE {OFF_TEXT} AND NOT annotation.deleted AND NOT article.deleted"
    )
    return [uid for (uid,) in rows]


def waiting(store: Store) -> list[Annotation]:
    """The annotations on another text of their article that the one at work has yet to place."""
    return _read(store, f" AND {WAITS}", (store.annotator,))


def count_waiting(store: Store) -> int:
    """How many annotations wait for the one at work to place them."""
    return sum(waiting_by_article(store).values())


def waiting_by_article(store: Store) -> dict[str, int]:
    """How many annotations wait for the one at work to place them, by the uid of their article."""
    rows = store.rows(
        "SELECT article.uid, count(*) FROM annotation JOIN article ON article.id = article_id"
        " JOIN annotator ON annotator.id = annotator_id"
        f" WHERE NOT annotation.deleted AND NOT article.deleted AND {WAITS}"
        " GROUP BY article.id",
        (store.annotator,),
    )
    return dict(rows)


def with_uids(store: Store, uids: Sequence[str]) -> list[Annotation]:
    """The annotations of these uids that are there, in the order of the text."""
    marks = ", ".join("?" * len(uids))
    return _read(store, f" AND annotation.uid IN ({marks})", tuple(uids))


def _read(store: Store, where: str, parameters: tuple[object, ...]) -> list[Annotation]:
    order = ' ORDER BY annotation."start", annotation."end" DESC, annotation.id'
    rows = store.rows(COLUMNS + where + order, parameters)
    paths = codebook.tag_paths(store) if rows else {}
    try:
        return [_from_row(row, paths) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise store.damaged(f"an annotation: {error!r}") from None


def _from_row(row: Sequence[Any], paths: Mapping[int, str]) -> Annotation:
    uid, article, tag, fragments, annotator, created, modified, attributes, note, *rest = row
    sha256, *claim = rest
    return Annotation(
        uid=uid,
        article=article,
        tag=paths[tag],
        fragments=tuple(Fragment(**fragment) for fragment in json.loads(fragments)),
        annotator=annotator,
        created=created,
        modified=modified,
        attributes={} if attributes == "{}" else json.loads(attributes),
        note=note,
        claim=Claim(*claim) if claim[0] else None,
        sha256=sha256,
    )


def add(store: Store, drafts: Sequence[Draft], label: str = "") -> list[str]:
    """Make annotations as one operation, and return their uids in the order of the drafts.

    An article that was to do is then in work. Raises CallError for an unknown tag, article or
    claim, DataError where a fragment is not the
    text it says; nothing is written then.
    """
    tags = sorted({draft.tag for draft in drafts})
    number = "" if len(drafts) == 1 else f"{len(drafts)} annotations "
    with store.operation(label or f"tag {number}{', '.join(tags)}"):
        annotator = annotator_id(store)
        ids = {tag: tag_id(store, tag) for tag in tags}
        made = [_insert(store, draft, annotator, ids[draft.tag]) for draft in drafts]
        progress.begin(store, sorted({draft.article for draft in drafts}))
        return made


def _insert(store: Store, draft: Draft, annotator: int, tag: int) -> str:
    article, text = articles.id_of(store, draft.article)
    verify(store, draft.article, text, draft.fragments)
    uid, stamp = store.new_uid(), store.stamp()
    store.run(
        "INSERT INTO annotation (uid, article_id, text_id, tag_id, fragments, annotator_id,"
        " claim_id, attributes, note, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            uid,
            article,
            text,
            tag,
            _json([asdict(fragment) for fragment in draft.fragments]),
            annotator,
            _claim_id(store, draft.claim),
            _json(dict(draft.attributes)),
            draft.note,
            stamp,
            stamp,
        ),
    )
    return uid


def change(
    store: Store,
    uid: str,
    *,
    label: str,
    tag: str | None = None,
    fragments: tuple[Fragment, ...] | None = None,
    attributes: Mapping[str, str] | None = None,
    note: str | None = None,
    claim: str | None = None,
) -> None:
    """Change what is given of one annotation; the rest stays. Raises as `add` does.

    New `fragments` are of the text its article has now. An empty `claim` takes it off its claim.
    """
    annotation = mine(store, uid)
    row: dict[str, object] = {}
    with store.operation(label):
        if fragments is not None:
            _, text = articles.id_of(store, annotation.article)
            verify(store, annotation.article, text, fragments)
            row["text_id"] = text
            row["fragments"] = _json([asdict(fragment) for fragment in fragments])
            row["stays"] = 0
        if claim is not None:
            row["claim_id"] = _claim_id(store, claim) if claim else None
        if tag is not None:
            row["tag_id"] = tag_id(store, tag)
        if attributes is not None:
            row["attributes"] = _json(dict(attributes))
        if note is not None:
            row["note"] = note
        row["modified"] = store.stamp()
        _update(store, uid, row)


def remove(store: Store, uids: Sequence[str], label: str = "") -> None:
    """Take annotations away as one operation. Raises CallError where one is another's."""
    found = [mine(store, uid) for uid in uids]
    tags = ", ".join(sorted({annotation.tag for annotation in found}))
    number = "" if len(found) == 1 else f"{len(found)} annotations "
    with store.operation(label or f"delete {number}{tags}"):
        for uid in uids:
            _update(store, uid, {"deleted": 1, "modified": store.stamp()})


def place(store: Store, uid: str, fragments: tuple[Fragment, ...]) -> None:
    """Put a waiting annotation where a person says it is in its article's text."""
    tag = mine(store, uid).tag
    change(store, uid, label=f"place {tag} in the later text", fragments=fragments)


def leave(store: Store, uids: Sequence[str]) -> None:
    """Let waiting annotations stay with the text they are on, as one operation."""
    found = [mine(store, uid) for uid in uids]
    tags = ", ".join(sorted({annotation.tag for annotation in found}))
    with store.operation(f"leave {tags} with the earlier text"):
        for uid in uids:
            _update(store, uid, {"stays": 1, "modified": store.stamp()})


def mine(store: Store, uid: str) -> Annotation:
    """The annotation, if the one at work may change it: it is theirs, or part of an example.

    Raises CallError when it is not there or another's.
    """
    found = with_uids(store, [uid])
    if not found:
        raise CallError("this annotation is no longer there")
    name = found[0].annotator
    kind = store.value("SELECT kind FROM annotator WHERE name = ?", (name,))
    if name != store.annotator and kind != "example":
        raise CallError(f"this annotation is {name}'s and theirs to change: make one of your own")
    return found[0]


def annotator_id(store: Store) -> int:
    """The row of who is at work, made when new. The same name is the same annotator everywhere."""
    row = (named(f"annotator:{store.annotator}"), store.annotator, store.kind)
    found = store.value("SELECT id FROM annotator WHERE uid = ?", row[:1])
    if found is None:
        store.run("INSERT INTO annotator (uid, name, kind) VALUES (?, ?, ?)", row)
        found = store.value("SELECT last_insert_rowid()")
    return int(found)


def _update(store: Store, uid: str, row: Mapping[str, object]) -> None:
    fields = ", ".join(f"{column} = ?" for column in row)
    store.run(f"UPDATE annotation SET {fields} WHERE uid = ?", (*row.values(), uid))


def verify(store: Store, article: str, text_id: int, fragments: Sequence[Fragment]) -> None:
    """Raise DataError where a fragment is not what it says of a text, or there is none."""
    text = texts.body(store, text_id)
    end = 0
    for fragment in fragments:
        if fragment.start < end or not holds(text, fragment):
            raise DataError(
                f"the span {fragment.start}–{fragment.end} is not {fragment.exact!r} in article"
                f" {article}: nothing was written"
            )
        end = fragment.end
    if not fragments:
        raise DataError("an annotation needs at least one fragment: nothing was written")


def tag_id(store: Store, path: str) -> int:
    """The row of the tag of this path. Raises CallError when the codebook has none."""
    name = path.rpartition("/")[2]
    there = store.rows("SELECT id FROM tag WHERE name = ? AND NOT deleted", (name,))
    paths = codebook.tag_paths(store) if there else {}
    for (id_,) in there:
        if paths[id_] == path:
            return int(id_)
    codebook.tag_named(store, path)  # raises, naming the tags there are
    raise CallError(f"no tag {path!r}")


def _claim_id(store: Store, uid: str | None) -> int | None:
    if uid is None:
        return None
    found = store.value("SELECT id FROM claim WHERE uid = ? AND NOT deleted", (uid,))
    if found is None:
        raise CallError(f"no claim {uid} in {store.path}")
    return int(found)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
