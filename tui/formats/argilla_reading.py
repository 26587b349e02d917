"""Reading a dataset of Argilla 2: the suggestions and responses to its span questions.

Records on the same text are one article. A suggestion is its agent's; a response is its user's, by
the id the server has. Argilla's screen writes UTF-16 and its server code points, and no words: the
unit is found out by quotes in the metadata, and asked for where there are none and it matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.json_file import load, records
from tui.formats.left_out import Left
from tui.formats.reading import MEND, Record, fragments, short, unit_of
from tui.model import Annotation, Article, ArticleSummary, Fragment
from tui.text.offsets import Span, Unit
from tui.text.policy import sha256

QUESTION, TEXT = "spans", "text"
"""The question and the field of our own records."""
KNOWN = {"article", "sha256", "annotator", "quotes", "split", "status"}
"""What an export of ours has in a record's metadata beside the details."""
DETAILS = ("title", "source", "byline", "published", "url", "language", "story", "file")


@dataclass(frozen=True, slots=True)
class _Question:
    """A span question: the field it asks about, and its labels; None where they are not told."""

    field: str
    labels: frozenset[str] | None


@dataclass
class _Answer:
    """One annotator's spans on a text, with where they stand, for a message."""

    at: Record
    uid: str
    annotator: str
    spans: list[tuple[Span, str]]
    quotes: list[str] | None


@dataclass
class _Text:
    """A text with the first record's metadata and all answers about it."""

    metadata: Record
    answers: list[_Answer] = field(default_factory=list)


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a folder with ``records.json``, or of that file alone; all held in memory.

    Raises DataError with the record where an id comes twice, a label is none of the question's, a
    span is not in the text, or its words are others than those quoted.
    """
    file = place / "records.json" if place.is_dir() else place
    settings = file.parent / ".argilla" / "settings.json"
    questions = _questions(settings) if settings.is_file() else None
    texts: dict[str, _Text] = {}
    ids: set[str] = set()
    for row in records(load(file), file):
        uid = row.text("id") if row.fields.get("id") is not None else row.where
        if uid in ids:
            row.fail(f"the id {short(uid)} comes a second time", "each has one of its own")
        ids.add(uid)
        _take(row, uid, questions, texts, options.left)
    quoted = ((text, list(_quoted(one))) for text, one in texts.items())
    unit = unit_of(file, quoted, options.offsets)
    for text, one in texts.items():
        yield _entry(text, one, unit)


def _questions(place: Path) -> dict[str, _Question]:
    found = load(place)
    if not isinstance(found, dict):
        Record({}, str(place)).fail("it is no object")
    questions = {}
    for one in Record(found, str(place)).all_below("questions"):
        asked = one.below("settings")
        if asked.text("type", "") == "span":
            labels = frozenset(option.text("value") for option in asked.all_below("options"))
            questions[one.text("name")] = _Question(asked.text("field", TEXT), labels)
    return questions


def _take(
    row: Record,
    uid: str,
    questions: dict[str, _Question] | None,
    texts: dict[str, _Text],
    left: Left,
) -> None:
    """Put a record's answers to the text that each is about."""
    metadata = _object(row, "metadata")
    quotes = metadata.fields.get("quotes")
    fields = row.below("fields")
    answered = {*_object(row, "suggestions").fields, *_object(row, "responses").fields}
    asked = questions
    if asked is None:
        asked = {name: _Question(TEXT, None) for name in answered if _of_spans(row, name)}
    _leave(row, asked, answered - asked.keys(), metadata, left)
    for name in sorted({question.field for question in asked.values()} or {TEXT}):
        texts.setdefault(fields.text(name), _Text(metadata))
    for name, question in asked.items():
        text = texts[fields.text(question.field)]
        for number, (annotator, value) in enumerate(_values(row, name, metadata)):
            if value is None:
                left.out("answers that were discarded", row.where)
                continue
            at = Record({"value": value}, f"{row.where}, {name}")
            known = quotes if isinstance(quotes, list) and number == 0 else None
            spans = [_span(one, question.labels) for one in at.all_below("value")]
            if spans:
                text.answers.append(
                    _Answer(at, f"{uid}:{name}:{number + 1}", annotator, spans, known)
                )


def _leave(
    row: Record, asked: dict[str, _Question], others: set[str], metadata: Record, left: Left
) -> None:
    """Note what of a record has no place here."""
    left.out("answers to questions that are not of spans", row.where, len(others))
    fields = row.below("fields").fields.keys() - {one.field for one in asked.values()} - {TEXT}
    for name in fields:
        left.out(f"the field {name!r}", row.where)
    for name in metadata.fields.keys() - {*KNOWN, *DETAILS}:
        left.out(f"metadata called {name!r}", row.where)
    left.out("vectors", row.where, len(_object(row, "vectors").fields))


def _of_spans(row: Record, name: str) -> bool:
    """Whether the answers to a question that no settings tell of look like spans."""
    values = (value for _, value in _values(row, name, Record({}, row.where)))
    return all(
        value is None or (isinstance(value, list) and all(isinstance(one, dict) for one in value))
        for value in values
    )


def _object(row: Record, name: str) -> Record:
    """An object that may be missing or null."""
    return row.below(name) if row.fields.get(name) is not None else Record({}, row.where)


def _values(row: Record, name: str, metadata: Record) -> Iterator[tuple[str, Any]]:
    """What is suggested for a question, then what each user answered."""
    suggested = _object(row, "suggestions")
    if suggested.fields.get(name) is not None:
        one = suggested.below(name)
        annotator = metadata.text("annotator", "") or _name(one.fields.get("agent"))
        yield annotator, one.fields.get("value")
    responses = _object(row, "responses")
    if responses.fields.get(name) is not None:
        for one in responses.all_below(name):
            yield _name(one.fields.get("user_id")), one.fields.get("value")


def _name(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _span(one: Record, labels: frozenset[str] | None) -> tuple[Span, str]:
    label = one.text("label")
    if labels is not None and label not in labels:
        one.fail(f"the label {short(label)} is none of the settings", "add it there")
    return (one.number("start"), one.number("end")), label


def _quoted(text: _Text) -> Iterator[tuple[Span, str]]:
    for answer in text.answers:
        quotes = answer.quotes or [""] * len(answer.spans)
        for (span, _), words in zip(answer.spans, quotes, strict=False):
            yield span, words if isinstance(words, str) else ""


def _entry(text: str, one: _Text, unit: Unit) -> Entry:
    try:
        digest = sha256(text)
    except UnicodeEncodeError:
        one.metadata.fail("its text has half a character (a lone surrogate)", MEND)
    metadata = one.metadata
    if metadata.text("sha256", digest) != digest:
        metadata.fail("the text is not that of its sha256: it was changed", MEND)
    uid = metadata.text("article", digest)
    made = [
        Annotation(
            uid=name,
            article=uid,
            tag=tag,
            fragments=found,
            annotator=answer.annotator,
            created="",
            modified="",
            sha256=digest,
        )
        for answer in one.answers
        for name, tag, found in _marked(answer, text, unit)
    ]
    made.sort(key=lambda made: (made.start, -made.end))
    details = {name: _name(metadata.fields.get(name)) for name in DETAILS}
    summary = ArticleSummary(
        uid=uid, sha256=digest, length=len(text), annotations=len(made), **details
    )
    return Entry(Article(summary, text), made, [])


def _marked(
    answer: _Answer, text: str, unit: Unit
) -> Iterator[tuple[str, str, tuple[Fragment, ...]]]:
    """The id, tag and fragment of each span of an answer."""
    quotes = answer.quotes
    if quotes is not None and len(quotes) != len(answer.spans):
        answer.at.fail(f"{len(answer.spans)} spans and {len(quotes)} quotes", MEND)
    for number, (span, label) in enumerate(answer.spans):
        words = None if quotes is None else [quotes[number]]
        found = fragments(text, [span], words, answer.at.where, unit)
        yield f"{answer.uid}.{number + 1}", label, found
