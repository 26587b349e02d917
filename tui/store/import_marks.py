"""What was made on the texts of a dataset that is taken in: annotations, tags, relations."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from tui.errors import DataError
from tui.model import Annotation, ArticleTag, Claim, Fragment, Relation
from tui.store import texts
from tui.store.alignments import Decided
from tui.store.connection import Store
from tui.store.entry import Entry
from tui.store.import_articles import TextRow
from tui.store.import_rows import UID, Came, annotator_id, meant, put, time_of
from tui.text.anchors import anchor
from tui.text.policy import sha256

NOTHING = "nothing was imported"


class Tags(Protocol):
    """Where the rows of tags come from."""

    def of(self, path: str, applies: str, where: str) -> tuple[int, str]:
        """The row and path of a tag."""
        ...


class Marks:
    """Writes annotations and tags of whole articles, and knows the row of each by its name in the
    file. `annotator` is whose they are where the file does not say."""

    def __init__(self, store: Store, annotator: str, tags: Tags, ids: bool) -> None:
        self.store, self.annotator, self.tags, self.ids = store, annotator, tags, ids
        self.rows: dict[str, int] = {}
        self.claims: dict[str, int] = {}
        self.claims_made: set[int] = set()
        self.annotators: dict[str, int] = {}

    def on(
        self, article: int, on: TextRow, made: Iterable[Annotation], where: str
    ) -> Counter[Came]:
        """Write the annotations on a text. Returns how many came to what."""
        tally = Counter[Came]()
        known: dict[tuple[Any, ...], list[int]] | None = None
        for one in made:
            at = f"{where}, annotation {one.uid or one.quote[:40]!r}"
            if one.uid and one.uid in self.rows:
                raise DataError(f"{at}: its id comes a second time: each has its own; {NOTHING}")
            row = self._row(article, on, one, at)
            came: Came = "here"
            uid = self.uid_of(one.uid)
            if not uid and known is None:
                known = self._known(article, on.id)
            alike = known.get(_content(row)) if known and not uid else None
            if alike:
                id_ = alike.pop()
            else:
                id_, _, came = put(self.store, "annotation", uid, row)
            tally[came] += 1
            if one.uid:
                self.rows[one.uid] = id_
        return tally

    def uid_of(self, name: str) -> str:
        """The uid that a file has for something; "" where its name is none, or is not kept."""
        return name if self.ids and UID.fullmatch(name) else ""

    def _known(self, article: int, text: int) -> dict[tuple[Any, ...], list[int]]:
        """The annotations on a text that are here, by what they are: some may be alike."""
        rows = self.store.rows(
            f"SELECT id, {', '.join(CONTENT)} FROM annotation"
            " WHERE article_id = ? AND text_id = ? AND NOT deleted",
            (article, text),
        )
        known: dict[tuple[Any, ...], list[int]] = {}
        for id_, *content in rows:
            known.setdefault(_content(dict(zip(CONTENT, content, strict=True))), []).append(id_)
        return known

    def _row(self, article: int, on: TextRow, one: Annotation, at: str) -> dict[str, Any]:
        now = self.store.stamp()
        created = time_of(one.created, now, at)
        return {
            "article_id": article,
            "text_id": on.id,
            "tag_id": self.tags.of(one.tag, "span", at)[0],
            "fragments": _as_json([asdict(part) for part in placed(on, one.fragments, at)]),
            "annotator_id": self.who(one.annotator),
            "claim_id": self._claim(one.claim),
            "attributes": _as_json(dict(one.attributes)),
            "note": one.note,
            "created": created,
            "modified": time_of(one.modified, created, at),
        }

    def who(self, name: str) -> int:
        """The row of an annotator, of the one who is meant where the file names none."""
        name = name or self.annotator
        if name not in self.annotators:
            self.annotators[name] = annotator_id(self.store, name)
        return self.annotators[name]

    def _claim(self, claim: Claim | None) -> int | None:
        if claim is None:
            return None
        key = claim.uid or claim.wording
        if key not in self.claims:
            self.claims[key] = self._find_claim(claim)
        return self.claims[key]

    def _find_claim(self, claim: Claim) -> int:
        """A claim that is here keeps its words: those of everybody at this desk."""
        uid = self.uid_of(claim.uid)
        find = "uid = ?" if uid else "wording = ?"
        value = uid or claim.wording
        found = self.store.value(f"SELECT id FROM claim WHERE {find} AND NOT deleted", (value,))
        if found is not None:
            return int(found)
        row = {"wording": claim.wording, "note": claim.note}
        id_, _, _ = put(self.store, "claim", uid, row)
        self.claims_made.add(id_)
        return id_

    def on_whole(self, article: int, tags: Sequence[ArticleTag], where: str) -> int:
        """Write the tags of an article as a whole. Returns how many are new."""
        new = 0
        for one in tags:
            tag, _ = self.tags.of(one.tag, "article", where)
            who = self.who(one.annotator)
            created = time_of(one.created, self.store.stamp(), where)
            here = self.store.value(
                "SELECT 1 FROM article_tag WHERE article_id = ? AND tag_id = ?"
                " AND annotator_id = ? AND NOT deleted",
                (article, tag, who),
            )
            if here:
                continue
            row = {
                "article_id": article,
                "tag_id": tag,
                "annotator_id": who,
                "attributes": json.dumps(dict(one.attributes), ensure_ascii=False),
                "note": one.note,
                "created": created,
                "modified": time_of(one.modified, created, where),
            }
            put(self.store, "article_tag", self.uid_of(one.uid), row)
            new += 1
        return new


CONTENT = (*("article_id", "text_id", "tag_id", "fragments", "annotator_id", "attributes", "note"),)
"""What makes two annotations the same where a format has no ids."""


def _content(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(meant(name, row[name]) for name in CONTENT)


def placed(on: TextRow, parts: Sequence[Fragment], at: str) -> list[Fragment]:
    """Fragments of a text that came, in the text as it is kept. Raises DataError where one is not
    what it says."""
    found: list[Fragment] = []
    for part in parts:
        try:
            kept = on.cleaned.fragment(part)
        except ValueError as error:
            raise DataError(f"{at}: {error}: mend it there; {NOTHING}") from None
        if found and kept.start < found[-1].end:
            raise DataError(f"{at}: its fragments overlap: mend them there; {NOTHING}")
        found.append(kept)
    if not found:
        raise DataError(f"{at}: it has no fragment: leave it out; {NOTHING}")
    return found


class Related:
    """Holds relations and decided alignments back until all annotations and articles are there."""

    def __init__(self, store: Store, marks: Marks) -> None:
        self.store, self.marks = store, marks
        self.relations: list[tuple[Relation, str]] = []
        self.alignments: list[tuple[Decided, str]] = []
        self.articles: dict[str, int] = {}

    def later(self, entry: Entry, article: int, where: str) -> None:
        """Note what starts in an article."""
        self.articles[entry.article.uid] = article
        self.relations += [(one, where) for one in entry.own_relations]
        self.alignments += [(one, where) for one in entry.alignments]

    def write(self) -> tuple[int, int]:
        """Write all that was held back. Returns how many relations and alignments are new."""
        relations = sum(self._relation(*one) for one in self.relations)
        return relations, sum(self._alignment(*one) for one in self.alignments)

    def _relation(self, one: Relation, where: str) -> bool:
        marks = self.marks
        at = f"{where}, relation {one.uid or one.kind!r}"
        source, target = self._end(one.source, at), self._end(one.target, at)
        if source == target:
            raise DataError(f"{at}: it relates an annotation to itself: leave it out; {NOTHING}")
        _, kind = marks.tags.of(one.kind, "relation", at)
        who = marks.who(one.annotator)
        row = {"kind": kind, "from_id": source, "to_id": target, "annotator_id": who}
        row["note"] = one.note
        uid = marks.uid_of(one.uid)
        find = "kind = ? AND from_id = ? AND to_id = ? AND annotator_id = ? AND note = ?"
        here = f"SELECT 1 FROM relation WHERE {find} AND NOT deleted"
        if not uid and self.store.value(here, tuple(row.values())):
            return False
        known = uid and self.store.value(
            f"SELECT 1 FROM relation WHERE uid = ? AND {find} AND NOT deleted",
            (uid, *row.values()),
        )
        if known:
            return False
        put(self.store, "relation", uid, {**row, "created": self.store.stamp()})
        return True

    def _end(self, uid: str, at: str) -> int:
        """The annotation at an end, of the file or else of the database."""
        found = self.marks.rows.get(uid)
        if found is None and self.marks.ids:
            where = "WHERE uid = ? AND NOT deleted"
            found = self.store.value(f"SELECT id FROM annotation {where}", (uid,))
        if found is None:
            why = f"it leads to {uid!r}, and there is no such annotation"
            raise DataError(f"{at}: {why}: export both articles together; {NOTHING}")
        return int(found)

    def _alignment(self, one: Decided, where: str) -> bool:
        at = f"{where}, alignment {one.uid}"
        ends = [
            self._sentence(one.a, one.a_sha256, one.a_span, one.a_quote, at),
            self._sentence(one.b, one.b_sha256, one.b_span, one.b_quote, at),
        ]
        ends.sort(key=lambda end: end[0])
        (_, a, a_text, a_part), (_, b, b_text, b_part) = ends
        if a == b:
            raise DataError(f"{at}: both sentences are one article's: leave it out; {NOTHING}")
        created = time_of(one.created, self.store.stamp(), at)
        row = {
            "a_article_id": a,
            "a_text_id": a_text,
            "a_fragments": a_part,
            "b_article_id": b,
            "b_text_id": b_text,
            "b_fragments": b_part,
            "same": int(one.same),
            "annotator_id": self.marks.who(one.annotator),
            "created": created,
            "modified": time_of(one.modified, created, at),
        }
        return put(self.store, "alignment", one.uid, row)[2] != "here"

    def _sentence(
        self, article: str, digest: str, span: tuple[int, int], quote: str, at: str
    ) -> tuple[str, int, int, str]:
        """The uid and row of a sentence's article, the row of its text, its fragment."""
        id_ = self.articles.get(article)
        if id_ is None:
            where = "WHERE uid = ? AND NOT deleted"
            id_ = self.store.value(f"SELECT id FROM article {where}", (article,))
        text = self.store.value("SELECT id FROM text WHERE uid = ?", (digest,))
        if id_ is None or text is None:
            why = f"its article {article} with the text {digest[:12]} is not here"
            raise DataError(f"{at}: {why}: export both articles together; {NOTHING}")
        body = texts.body(self.store, text)
        if sha256(body) != digest or body[slice(*span)] != quote or not quote:
            why = f"at {span[0]}–{span[1]} its article has not {quote[:40]!r}"
            raise DataError(f"{at}: {why}: mend it there; {NOTHING}")
        uid = str(self.store.value("SELECT uid FROM article WHERE id = ?", (id_,)))
        return uid, int(id_), int(text), _as_json([asdict(anchor(body, *span))])


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
