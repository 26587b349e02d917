"""Prodigy's JSON Lines: a task for each annotator of an article, with tokens, spans and relations.

Offsets are code points, end exclusive; `token_end` is the last token of a span, as Prodigy has it,
and a relation's `head` and `child` are the last tokens of its ends. Tokens are cut where a span
begins or ends, so that each span is whole ones. What Prodigy has no field for is under names of
Claimdesk's own in the span (`id`, `note`, `attributes`, `claim`) and in `meta`: Prodigy keeps what
it does not know. A relation is in the task of who made it, though its ends may be another's.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from tui.formats.beside import formed
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_text import compact, quoted
from tui.formats.losses import kept, kept_relations
from tui.formats.prodigy_reading import META, read
from tui.formats.prodigy_tokens import tokens
from tui.model import Annotation, Relation
from tui.text.token_cuts import runs

WHAT = "Prodigy's JSON Lines: spans and relations with tokens, a task for each annotator"
PLACE: Place = "file"
SUFFIX = ".jsonl"
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(
    overlaps=True,
    relations=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    status=True,
    split=True,
    relation_notes=True,
)

__all__ = ["read", "write"]


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write a line of UTF-8 for each annotator of an article, one without any for a bare one."""
    with out.open() as stream:
        for _, made in formed(lines, dataset.entries):
            stream.write(made)
    return ()


def lines(entry: Entry) -> bytes:
    """The tasks of an article, each a line."""
    return b"".join(_lines(entry))


def _lines(entry: Entry) -> Iterator[bytes]:
    made, related = kept(entry, CARRIES), kept_relations(entry, CARRIES)
    text = entry.article.text
    found, starts = tokens(runs(text, [(one.start, one.end) for one in made]))
    places = {
        one.uid: (bisect_left(starts, one.start), bisect_left(starts, one.end)) for one in made
    }
    begun = b'{"text":%b,"tokens":[%b],' % (quoted(text), found)
    annotators = {one.annotator for one in made} | {one.annotator for one in related}
    for annotator in sorted(annotators) or [""]:
        own = [one for one in made if one.annotator == annotator]
        line = {
            "spans": [_span(one, places[one.uid]) for one in own],
            **_relations([one for one in related if one.annotator == annotator], made, places),
            "meta": _meta(entry),
            "answer": "accept",
            "_view_id": "spans_manual",
            **_who(annotator, own),
        }
        if "relations" in line:
            line["_view_id"] = "relations"
        yield b"%b%b\n" % (begun, compact(line)[1:].encode())


def _span(made: Annotation, place: tuple[int, int]) -> dict[str, Any]:
    claim = made.claim
    row = {
        "start": made.start,
        "end": made.end,
        "token_start": place[0],
        "token_end": place[1] - 1,
        "label": made.tag,
        "text": made.fragments[0].exact,
        "id": made.uid,
        "created": made.created,
        "modified": made.modified,
    }
    if made.attributes:
        row["attributes"] = dict(made.attributes)
    if made.note:
        row["note"] = made.note
    if claim:
        row["claim"] = {"id": claim.uid, "wording": claim.wording, "note": claim.note}
    return row


def _relations(
    related: Sequence[Relation], made: Sequence[Annotation], places: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    if not related:
        return {}
    by_id = {one.uid: one for one in made}

    def end(uid: str) -> dict[str, Any]:
        row = _span(by_id[uid], places[uid])
        return {name: row[name] for name in _END}

    return {
        "relations": [
            {
                "head": places[one.source][1] - 1,
                "child": places[one.target][1] - 1,
                "head_span": end(one.source),
                "child_span": end(one.target),
                "label": one.kind,
                "id": one.uid,
                **({"note": one.note} if one.note else {}),
            }
            for one in related
        ]
    }


_END = ("start", "end", "token_start", "token_end", "label", "id")


def _meta(entry: Entry) -> dict[str, str]:
    summary = entry.article.summary
    given = {name: getattr(summary, name) for name in META}
    filled = {name: value for name, value in given.items() if value}
    return {"id": summary.uid, "sha256": summary.sha256, **filled}


def _who(annotator: str, made: Sequence[Annotation]) -> dict[str, Any]:
    """Whose task it is, and when it was last changed, as Prodigy has it: in seconds since 1970."""
    row: dict[str, Any] = {}
    if annotator:
        row = {"_annotator_id": annotator, "_session_id": annotator}
    if times := [one.modified for one in made if one.modified]:
        row["_timestamp"] = int(datetime.fromisoformat(max(times)).timestamp())
    return row
