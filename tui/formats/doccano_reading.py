"""Reading doccano's JSON Lines, its own exports and those made for it.

``label`` or ``labels`` has spans as ``[start, end, label]``; ``entities`` has them as objects, with
``relations`` between them. Nothing quotes the words. Where a line does not say what its offsets
count, it is found out for the whole file by where words begin and end. CRLF counts as one.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.given import Count, Given
from tui.formats.losses import DETAILS
from tui.formats.member_lines import records
from tui.formats.reading import Record, UnitsTied, short
from tui.model import Annotation, Article, ArticleSummary, Relation
from tui.text.offsets import UNITS, Unit

EVERYBODY = "all.jsonl"
"""The member of a zip of doccano's that has what all annotators made together."""

KNOWN = {
    *("text", "data", "label", "labels", "entities", "relations", "id", "article", "sha256"),
    *("offsets", "status", *DETAILS),
}


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a .jsonl, or of a zip with one for each annotator.

    A line without a text is left out and told. Raises DataError with file and line where a span is
    none of its text, a label is missing, an id comes twice or is not there; UnitsTied where nothing
    tells what the offsets count.
    """
    unit = _unit(place, options)
    for number, (member, row) in enumerate(records(place), 1):
        if _raw(row) is None:
            options.left.out("lines without a text", row.where)
            continue
        for name in ("label", "labels"):
            whole = sum(isinstance(one, str) for one in row.items(name, ()))
            options.left.out("labels of whole texts", row.where, whole)
        for name in row.fields:
            if name not in KNOWN and row.fields[name]:
                options.left.out(f"what is called {name!r}", row.where)
        yield _entry(row, str(number), _own_unit(row, options) or unit, _who(member, options))


def _raw(row: Record) -> str | None:
    if "text" not in row.fields and "data" not in row.fields:
        return None
    return row.text("text" if "text" in row.fields else "data")


def _who(member: str, options: Options) -> str:
    name = PurePosixPath(member).name
    own = "" if name == EVERYBODY else name.removesuffix(".jsonl")
    return own or options.annotator


def _own_unit(row: Record, options: Options) -> Unit | None:
    if options.offsets != "auto":
        return options.offsets
    said = row.fields.get("offsets")
    return next((unit for unit in UNITS if unit == said), None)


def _unit(place: Path, options: Options) -> Unit:
    """The unit of the lines that do not say theirs."""
    if options.offsets != "auto":
        return options.offsets
    score = dict.fromkeys(UNITS, 0)
    matters = ""
    for _, row in records(place):
        raw = _raw(row)
        if raw is None or raw.isascii() or _own_unit(row, options):
            continue
        given = Given(raw)
        for start, end in (span.ends for span in _spans(row)):
            found = [_boundaries(given, start, end, unit) for unit in UNITS]
            if found[0][0] != found[1][0]:
                matters = matters or row.where
                for unit, (_, points) in zip(UNITS, found, strict=True):
                    score[unit] += points
    if matters and score["codepoint"] == score["utf16"]:
        raise UnitsTied(
            f"{matters}: its offsets may be in code points or in UTF-16, and nothing tells which:"
            " say --offsets codepoint or --offsets utf16"
        )
    return max(UNITS, key=lambda unit: score[unit])


def _boundaries(given: Given, start: int, end: int, unit: Unit) -> tuple[tuple[int, int], int]:
    """Where a span would be, and how many of its ends are where words begin and end."""
    count, text = Count(unit, pairs=False), given.text
    try:
        first, last = given.at(start, count), given.at(end, count)
    except ValueError:
        return (-1, -1), -10
    if first >= last:
        return (-1, -1), -10
    return (first, last), sum(
        not text[at].isspace()
        and not (0 < edge < len(text) and text[edge - 1 : edge + 1].isalnum())
        for at, edge in ((first, first), (last - 1, last))
    )


class _Span:
    """One span as the file has it."""

    def __init__(self, row: Record, uid: str) -> None:
        self.uid, self.row = uid, row
        self.ends = row.number("start_offset"), row.number("end_offset")
        self.label = row.text("label")
        if not self.label.strip():
            row.fail("a span has an empty label")


def _spans(row: Record) -> Iterator[_Span]:
    for name in ("label", "labels"):
        for number, found in enumerate(row.items(name, ())):
            if isinstance(found, str):  # of the whole text: told by `read`
                continue
            if not isinstance(found, list) or len(found) != 3:
                row.fail(f"{name!r} has {short(found)}, which is no [start, end, label]")
            fields = dict(zip(("start_offset", "end_offset", "label"), found, strict=True))
            yield _Span(Record(fields, row.where), f"{name}{number}")
    for one in row.all_below("entities"):
        yield _Span(one, str(one.number("id")))


def _entry(row: Record, number: str, unit: Unit, who: str) -> Entry:
    given = Given(_raw(row) or "")
    own = row.fields.get("sha256") == given.sha256
    given_ones = {name: row.fields.get(name) for name in DETAILS}
    details = {name: found for name, found in given_ones.items() if isinstance(found, str)}
    article = row.text("article", "") if own else number
    made: dict[str, Annotation] = {}
    for span in _spans(row):
        if span.uid in made:
            span.row.fail(f"the id {span.uid} comes a second time", "each has an id of its own")
        made[span.uid] = _annotation(span, f"{number}:{span.uid}", given, unit, who, article)
    summary = ArticleSummary(
        uid=article,
        sha256=given.sha256,
        length=len(given.text),
        annotations=len(made),
        status=row.text("status", "todo") if own else "todo",
        title=details.pop("title", ""),
        **details,
    )
    relations = [
        _relation(one, f"{number}:r{at}", made, who, article)
        for at, one in enumerate(row.all_below("relations"))
    ]
    return Entry(Article(summary, given.text), list(made.values()), relations)


def _annotation(
    span: _Span, uid: str, given: Given, unit: Unit, who: str, article: str
) -> Annotation:
    try:
        parts = given.fragments([span.ends], Count(unit, pairs=False))
    except ValueError:
        start, end = span.ends
        span.row.fail(f"{start}–{end} is no stretch of a text of {len(given.text)} characters")
    return Annotation(uid, article, span.label, parts, who, "", "", sha256=given.sha256)


def _relation(
    row: Record, uid: str, made: Mapping[str, Annotation], who: str, article: str
) -> Relation:
    source, target = str(row.number("from_id")), str(row.number("to_id"))
    for end in (source, target):
        if end not in made:
            row.fail(f"a relation leads to the id {end}, which no entity of the line has")
    kind = row.text("type")
    if not kind.strip() or source == target:
        row.fail("a relation has no type, or leads to where it starts")
    return Relation(uid, kind, made[source].uid, made[target].uid, article, article, who)
