"""What people decided of two sentences of two articles: that they tell the same, or do not.

What the program proposes is never kept. Each annotator has a decision of their own on a pair of
spans, in whichever order the articles are named. A pair that someone decided in two files has two
rows once these are merged; what they said last is what holds. A later text has the decisions
carried over (`carrying`); where it came with a merge they are placed in it when they are read.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from tui.errors import CallError
from tui.model import Fragment
from tui.store import articles, texts
from tui.store.annotations import annotator_id
from tui.store.carrying import surely_placed
from tui.store.connection import Store
from tui.store.describe import SAME
from tui.text.anchors import anchor

if TYPE_CHECKING:
    from tui.text.reanchor import Reanchoring

Span = tuple[int, int]
"""Where a sentence starts and ends in its text, in code points, the end exclusive."""

LONGEST = 60
"""Code points of a sentence in the label of an operation."""


@dataclass(frozen=True, slots=True)
class Decided:
    """That sentences of the articles `a` and `b` (uids) tell the same, or do not, and who says so.

    Of each sentence there are its span and words, and the sha256 of the text it stands in;
    `present` says whether these are the texts that both articles have now. Times are ISO 8601, UTC.
    """

    uid: str
    a: str
    a_span: Span
    b: str
    b_span: Span
    same: bool
    annotator: str
    created: str
    modified: str
    a_sha256: str
    a_quote: str
    b_sha256: str
    b_quote: str
    present: bool = True

    @property
    def pair(self) -> tuple[object, ...]:
        """What it is about: the two sentences."""
        return self.a, self.a_sha256, self.a_span, self.b, self.b_sha256, self.b_span

    def turned(self) -> "Decided":
        """The same with the articles the other way round."""
        return replace(
            self,
            a=self.b,
            a_span=self.b_span,
            a_sha256=self.b_sha256,
            a_quote=self.b_quote,
            b=self.a,
            b_span=self.a_span,
            b_sha256=self.a_sha256,
            b_quote=self.a_quote,
        )


COLUMNS = """
SELECT alignment.uid, a.uid, a_text_id, a.text_id, a_fragments, b.uid, b_text_id, b.text_id,
  b_fragments, same, annotator.name, alignment.created, alignment.modified
FROM alignment
  JOIN article AS a ON a.id = a_article_id AND NOT a.deleted
  JOIN article AS b ON b.id = b_article_id AND NOT b.deleted
  JOIN annotator ON annotator.id = annotator_id
WHERE NOT alignment.deleted
"""
IN_ORDER = " ORDER BY alignment.modified, alignment.uid"


def decide(store: Store, a: str, a_span: Span, b: str, b_span: Span, same: bool) -> str:
    """Say as one operation that two spans of two articles tell the same, or do not.

    Said before by the same annotator of the same two spans, it is changed. Returns the decision's
    uid. Raises CallError when an article is not there, both are one, or a span is not within its
    text; nothing is written then.
    """
    if a == b:
        raise CallError("two sentences of one article cannot be aligned: name two articles")
    named = [_end(store, a, a_span), _end(store, b, b_span)]
    quotes = " and ".join(f"“{_short(end.part.exact)}”" for end in named)
    ends = sorted(named, key=lambda end: end.article)
    with store.operation(f"{SAME[same]}: {quotes}"):
        pair = tuple(part for end in ends for part in (end.article, end.sha256, end.span))
        known = _rows_on(store, store.annotator, pair)
        for one in known:
            store.run(
                "UPDATE alignment SET same = ?, modified = ? WHERE uid = ? AND same <> ?",
                (int(same), store.stamp(), one.uid, int(same)),
            )
        return known[-1].uid if known else _insert(store, ends, same)


def withdraw(store: Store, uids: Sequence[str]) -> None:
    """Take decisions back as one operation, so that nothing is decided of these sentences.

    Raises CallError when one is not there or another's; nothing is written then.
    """
    found = [_mine(store, uid) for uid in uids]
    what = "the decision" if len(found) == 1 else f"{len(found)} decisions"
    if len(found) == 1:
        what += f" on “{_short(found[0].a_quote)}” and “{_short(found[0].b_quote)}”"
    with store.operation(f"withdraw {what}"):
        for one in found:
            # Every row of the pair: one that was shadowed would hold again.
            for row in _rows_on(store, one.annotator, one.pair):
                store.run(
                    "UPDATE alignment SET deleted = 1, modified = ? WHERE uid = ?",
                    (store.stamp(), row.uid),
                )


def between(store: Store, uids: Sequence[str]) -> list[Decided]:
    """What was decided of these articles' present texts among each other, by anyone.

    `a` is of the article that comes first in `uids`. A decision with a sentence that has no place
    in its article's present text is left out, and kept (`carrying`).
    """
    place = {uid: number for number, uid in enumerate(uids)}
    among = "(SELECT value FROM json_each(?1))"
    where = f" AND a.uid IN {among} AND b.uid IN {among}"
    found = [one for one in _read(store, where, (json.dumps([*uids]),)) if one.present]
    turned = [one if place[one.a] < place[one.b] else one.turned() for one in found]
    return sorted(
        turned,
        key=lambda one: (place[one.a], place[one.b], one.a_span, one.b_span, one.annotator),
    )


def all_of(store: Store) -> list[Decided]:
    """Every decision that holds, also of sentences that have no place in the present texts.

    `a` is the article with the lower uid.
    """
    return sorted(_read(store, "", ()), key=lambda one: (one.a, one.a_span, one.uid))


def count(store: Store) -> int:
    """How many decisions hold, also of sentences that have no place in the present texts."""
    return len(all_of(store))


def _read(store: Store, where: str, parameters: tuple[object, ...]) -> list[Decided]:
    """The decisions that hold: of several by one annotator on one pair, the last."""
    found = _rows(store, where, parameters)
    return [*{(one.annotator, one.pair): one for one in found}.values()]


def _rows_on(store: Store, annotator: str, pair: tuple[object, ...]) -> list[Decided]:
    """All that an annotator said of two sentences: in several files, there are several rows."""
    where = " AND annotator.name = ? AND a.uid = ? AND b.uid = ?"
    rows = _rows(store, where, (annotator, pair[0], pair[3]))
    return [one for one in rows if one.pair == pair]


def _rows(store: Store, where: str, parameters: tuple[object, ...]) -> list[Decided]:
    """Rows that are not withdrawn, what was said last at the end."""
    rows = store.rows(COLUMNS + where + IN_ORDER, parameters)
    try:
        ends = _Ends(store)
        return [_from_row(row, ends) for row in rows]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise store.damaged(f"an alignment: {error!r}") from None


def _from_row(row: Sequence[Any], ends: "_Ends") -> Decided:
    uid, a, *a_end, b, b_text, b_now, b_fragments, same, annotator, created, modified = row
    (a_text, a_part), (b_text, b_part) = ends.read(*a_end), ends.read(b_text, b_now, b_fragments)
    return Decided(
        uid=uid,
        a=a,
        a_span=(a_part.start, a_part.end),
        b=b,
        b_span=(b_part.start, b_part.end),
        present=(a_text, b_text) == (a_end[1], b_now),
        same=bool(same),
        annotator=annotator,
        created=created,
        modified=modified,
        a_sha256=ends.sha256(a_text),
        a_quote=a_part.exact,
        b_sha256=ends.sha256(b_text),
        b_quote=b_part.exact,
    )


class _Ends:
    """The sentences of rows that are being read, each in its article's present text if it can be.

    Whatever two texts are needed are laid side by side once.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.placing = cache(self._placing)
        self.sha256 = cache(self._sha256)

    def read(self, text: int, now: int, fragments: str) -> tuple[int, Fragment]:
        """The text (its row) in which a sentence stands, and its fragment there."""
        (part,) = (Fragment(**one) for one in json.loads(fragments))
        if text != now and (placed := surely_placed(self.placing(text, now), [part])):
            return now, placed[0]
        return text, part

    def _placing(self, text: int, now: int) -> "Reanchoring":
        from tui.text.reanchor import Reanchoring

        return Reanchoring(texts.body(self.store, text), texts.body(self.store, now))

    def _sha256(self, text: int) -> str:
        return str(self.store.value("SELECT uid FROM text WHERE id = ?", (text,)))


@dataclass(frozen=True, slots=True)
class _End:
    """A sentence about to be decided on: its article and text, each by row and by name."""

    article_id: int
    text_id: int
    article: str
    sha256: str
    part: Fragment

    @property
    def span(self) -> Span:
        return self.part.start, self.part.end


def _end(store: Store, article: str, span: Span) -> _End:
    """A sentence of an article's present text. Raises CallError when it is not there."""
    article_id, text_id = articles.id_of(store, article)
    text = texts.body(store, text_id)
    start, end = span
    if not 0 <= start < end <= len(text):
        about = articles.summary(store, article, counted=False).label
        raise CallError(f"{start}–{end} is not within {about}: it has {len(text)} characters")
    sha256 = store.value("SELECT uid FROM text WHERE id = ?", (text_id,))
    return _End(article_id, text_id, article, sha256, anchor(text, start, end))


def _insert(store: Store, ends: Sequence[_End], same: bool) -> str:
    uid, stamp = store.new_uid(), store.stamp()
    a, b = ((end.article_id, end.text_id, _as_json(end.part)) for end in ends)
    store.run(
        "INSERT INTO alignment (uid, a_article_id, a_text_id, a_fragments, b_article_id,"
        " b_text_id, b_fragments, same, annotator_id, created, modified)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (uid, *a, *b, int(same), annotator_id(store), stamp, stamp),
    )
    return uid


def _as_json(part: Fragment) -> str:
    """A fragment as the column keeps it."""
    return json.dumps([asdict(part)], ensure_ascii=False, separators=(",", ":"))


def _mine(store: Store, uid: str) -> Decided:
    """A decision, if the one at work may change it: it is theirs, or part of an example."""
    found = _read(store, " AND alignment.uid = ?", (uid,))
    if not found:
        raise CallError("this decision is no longer there")
    name = found[0].annotator
    kind = store.value("SELECT kind FROM annotator WHERE name = ?", (name,))
    if name != store.annotator and kind != "example":
        raise CallError(f"this decision is {name}'s and theirs to withdraw: make one of your own")
    return found[0]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
