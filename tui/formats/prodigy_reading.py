"""Reading Prodigy's JSON Lines: Claimdesk's own and those that Prodigy's recipes made.

Lines of one text that follow each other are one article. Only tasks that were accepted have
annotations. A relation between words that are no spans makes them annotations, tagged `BARE`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.left_out import Left
from tui.formats.reading import Record, fragments, json_lines, short, unit_of
from tui.model import Annotation, Article, ArticleSummary, Claim, Relation
from tui.text.offsets import Offsets, Span, Unit
from tui.text.policy import clean, sha256

META = (
    *("title", "source", "byline", "published", "url", "language", "story", "file", "added"),
    *("status", "split"),
)
KNOWN = {
    *("text", "tokens", "spans", "relations", "meta", "answer"),
    *("_input_hash", "_task_hash", "_session_id", "_annotator_id", "_view_id", "_timestamp"),
}
MOST_BLANKS = 1_000
"""Characters that may be missing between two tokens of a task that has no text."""
BARE = "token"
"""The tag of an end of a relation that is no span: Prodigy relates single tokens too."""


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, one in memory at a time.

    The unit of the offsets is found by the words of tokens and spans. Raises DataError with the
    line where something is missing, an id comes twice, or words are not those at their offsets,
    UnitsTied where the words do not tell the unit.
    """
    unit = unit_of(place, map(_quoted, _tasks(place)), options.offsets)
    ids: set[str] = set()
    for _, group in groupby(_tasks(place, options.left), key=_article):
        tasks = list(group)
        for row in tasks:
            _leave(row, options.left)
        entry = _entry(tasks, unit)
        for uid in _ids(entry):
            if uid in ids:
                tasks[0].fail(f"the id {short(uid)} comes a second time", "each has one of its own")
            ids.add(uid)
        yield entry


def _leave(row: Record, left: Left) -> None:
    """Note what of a task has no place here."""
    if row.text("answer", "accept") != "accept":
        left.out("tasks that were not accepted", row.where)
        return
    for name, value in row.fields.items():
        if name not in KNOWN and value not in ("", [], {}):
            left.out(f"what is called {name!r}", row.where)
    for name in _meta(row).fields:
        if name not in (*META, "id", "sha256", "split"):
            left.out(f"what is called {name!r} in 'meta'", row.where)


def _tasks(place: Path, left: Left | None = None) -> Iterator[Record]:
    """The tasks with a text, be it that of their tokens; others, as of pictures, are left out."""
    for line in json_lines(place):
        row = Record(_without_nulls(line.fields), line.where)
        if "text" in row.fields or ("tokens" not in row.fields and row.items("spans", ())):
            yield row  # where it has no text, that is told
        elif "tokens" in row.fields:
            yield Record({**row.fields, "text": _joined(row)}, row.where)
        elif left:
            left.out("tasks without a text", row.where)


def _joined(row: Record) -> str:
    """The text that tokens stand in at their offsets, with blanks between them."""
    text = ""
    for token in row.all_below("tokens"):
        blanks = token.number("start") - len(text)
        if not 0 <= blanks < MOST_BLANKS:
            row.fail(f"the token {short(token.text('text'))} does not follow the one before it")
        text += " " * blanks + token.text("text")
    return text


def _without_nulls(value: Any) -> Any:
    """A value without what is null in it: Prodigy writes it for what is not there."""
    if isinstance(value, Mapping):
        return {name: _without_nulls(one) for name, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value


def _article(row: Record) -> tuple[str, str]:
    return row.text("text"), _uid(row)


def _meta(row: Record) -> Record:
    found = row.fields.get("meta")
    return Record(found if isinstance(found, dict) else {}, row.where)


def _uid(row: Record) -> str:
    """The article's id. Another's `meta` may have one too, which is of something else."""
    return _meta(row).text("id") if _digest(row) else ""


def _digest(row: Record) -> str:
    """The text's sha256, which says that Claimdesk wrote the task; "" in those of others."""
    found = _meta(row).fields.get("sha256")
    return found if isinstance(found, str) and isinstance(_meta(row).fields.get("id"), str) else ""


def _ids(entry: Entry) -> Iterator[str]:
    if entry.article.uid:
        yield entry.article.uid
    yield from (one.uid for one in entry.annotations)
    yield from (one.uid for one in entry.relations)


def _quoted(row: Record) -> tuple[str, list[tuple[Span, str]]]:
    """A text with all that a line quotes of it, and "" for a span it does not quote.

    Nothing of a text in which both units are the same.
    """
    text = row.text("text")
    if Offsets(text).same:
        return text, []
    rows = [*row.all_below("tokens"), *row.all_below("spans")]
    return text, [((one.number("start"), one.number("end")), one.text("text", "")) for one in rows]


@dataclass
class _Made:
    """What was made on one article so far: its spans, and the relations between them."""

    annotations: list[Annotation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def _entry(tasks: Sequence[Record], unit: Unit) -> Entry:
    text, uid = _article(tasks[0])
    for row in tasks:
        if (digest := _digest(row)) and digest != sha256(clean(text)[0]):
            row.fail(f"the text is not that of its sha256 {digest[:12]}: it was changed")
    made = _Made()
    accepted = [row for row in tasks if row.text("answer", "accept") == "accept"]
    for row in accepted:
        _check_tokens(row, text, unit)
        for number, span in enumerate(row.all_below("spans"), 1):
            at = Record(span.fields, f"{row.where}, span {number}")
            made.annotations.append(_annotation(at, row, text, unit))
    for row in accepted:
        for number, relation in enumerate(row.all_below("relations"), 1):
            at = Record(relation.fields, f"{row.where}, relation {number}")
            made.relations.append(_relation(at, row, made, text, unit))
    meta = _meta(tasks[0])
    details = {name: _told(meta, name) for name in META}
    if details["status"] not in ("todo", "work", "done"):
        details["status"] = "todo"
    if not _digest(tasks[0]):
        details["split"] = ""  # what another's `meta` calls so is not ours
    summary = ArticleSummary(
        uid, _digest(tasks[0]), length=len(text), annotations=len(made.annotations), **details
    )
    return Entry(Article(summary, text), made.annotations, made.relations)


def _told(meta: Record, name: str) -> str:
    """A detail of the article. In another's `meta` it may be of any kind, and is then none."""
    found = meta.fields.get(name, "")
    return found if isinstance(found, str) else ""


def _check_tokens(row: Record, text: str, unit: Unit) -> None:
    """Tokens are the words at their offsets, and a span's tokens begin and end with it."""
    found: dict[int, tuple[int, int]] = {}
    offsets = Offsets(text)
    for number, token in enumerate(row.all_below("tokens")):
        start, end, words = token.number("start"), token.number("end"), token.text("text")
        try:
            same = text[offsets.read(start, unit) : offsets.read(end, unit)] == words
        except ValueError:
            same = False
        if not same:
            row.fail(f"token {number} is {short(words)}, which is not the text at {start}–{end}")
        found[token.number("id", number)] = (start, end)
    if not found:
        return
    for number, one in enumerate(row.all_below("spans"), 1):
        first, last = one.number("token_start", -1), one.number("token_end", -1)
        if first == last == -1:
            continue
        if first not in found or last not in found:
            row.fail(f"span {number} is of the tokens {first} to {last}, which are not there")
        start, end = found[first][0], found[last][1]
        if (one.number("start"), one.number("end")) != (start, end):
            row.fail(f"span {number} is at other offsets than its tokens, {start}–{end}")


def _annotation(at: Record, row: Record, text: str, unit: Unit) -> Annotation:
    span = (at.number("start"), at.number("end"))
    quotes = [at.text("text")] if "text" in at.fields else None
    uid, time = at.fields.get("id"), _time(row)
    return Annotation(
        uid=uid if isinstance(uid, str) and uid else _name(at),
        article=_uid(row),
        tag=at.text("label"),
        fragments=fragments(text, [span], quotes, at.where, unit),
        annotator=_annotator(row),
        created=at.text("created", time),
        modified=at.text("modified", time),
        attributes=at.words("attributes"),
        note=at.text("note", ""),
        claim=_claim(at.below("claim")) if isinstance(at.fields.get("claim"), dict) else None,
        sha256=_digest(row),
    )


def _claim(at: Record) -> Claim:
    return Claim(at.text("id", ""), at.text("wording"), at.text("note", ""))


def _name(at: Record) -> str:
    """An id for what has none in the file: the place where it stands, as ``line 3, span 2``."""
    return at.where[at.where.rindex("line ") :]


def _time(row: Record) -> str:
    """When a task was answered, which Prodigy has in seconds since 1970; "" where it does not."""
    seconds = row.fields.get("_timestamp")
    if type(seconds) is not int or not 0 <= seconds < 1 << 33:
        return ""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _annotator(row: Record) -> str:
    return row.text("_annotator_id", "") or row.text("_session_id", "")


def _relation(at: Record, row: Record, made: _Made, text: str, unit: Unit) -> Relation:
    uid, article = at.fields.get("id"), _uid(row)
    return Relation(
        uid=uid if isinstance(uid, str) and uid else _name(at),
        kind=at.text("label"),
        source=_end("head", at, row, made, text, unit),
        target=_end("child", at, row, made, text, unit),
        source_article=article,
        target_article=article,
        annotator=_annotator(row),
        note=at.text("note", ""),
    )


def _end(name: str, at: Record, row: Record, made: _Made, text: str, unit: Unit) -> str:
    """The id of the annotation that a relation begins or ends with: by its id, else its span."""
    given = at.below(f"{name}_span") if f"{name}_span" in at.fields else _token(name, at, row)
    uid = given.fields.get("id")
    if isinstance(uid, str):
        if any(one.uid == uid for one in made.annotations):
            return uid
        at.fail(f"its {name} {short(uid)} is no span of this text")
    span = (given.number("start"), given.number("end"))
    (part,) = fragments(text, [span], None, f"{at.where}, {name}", unit)
    label = given.fields.get("label")
    who = _annotator(row)
    for one in made.annotations:
        same = (one.start, one.end, one.annotator) == (part.start, part.end, who)
        if same and label in (None, "", one.tag):
            return one.uid
    tag = label if isinstance(label, str) and label else BARE
    uid, time = f"{_name(at)}, {name}", _time(row)
    found = Annotation(uid, _uid(row), tag, (part,), who, time, time, sha256=_digest(row))
    made.annotations.append(found)
    return found.uid


def _token(name: str, at: Record, row: Record) -> Record:
    """The end of a relation that has only a token: the one span that ends with it, or itself."""
    place = at.number(name)
    ending = [one for one in row.all_below("spans") if one.number("token_end", -1) == place]
    if len(ending) > 1:
        at.fail(f"its {name}, token {place}, ends {len(ending)} spans", "give it a head_span")
    tokens = row.all_below("tokens")
    if not ending and not 0 <= place < len(tokens):
        at.fail(f"its {name}, token {place}, is not there")
    found = ending[0] if ending else tokens[place]
    given = {key: found.fields[key] for key in ("start", "end", "label") if key in found.fields}
    return Record(given, at.where)
