"""Reading the four tables of CSV back. The tables of annotations and relations are held in memory.

Columns are known by their names, and their order is nothing; those a person added are left out.
"""

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tui.errors import DataError
from tui.formats.entry import Earlier, Entry
from tui.formats.face import Options
from tui.formats.left_out import Left
from tui.formats.reading import MEND, Record, fragments, opened, short
from tui.model import Annotation, Article, ArticleSummary, Claim, Relation
from tui.text.offsets import Unit
from tui.text.policy import sha256

DETAILS = ("title", "source", "byline", "published", "url", "language", "story", "file", "added")


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a folder with ``documents.csv``, ``spans.csv`` and ``relations.csv``.

    Raises DataError with table and row where a column is missing, an id comes twice, a row belongs
    to no document, or words are not those at their offsets.
    """
    unit: Unit = "utf16" if options.offsets == "utf16" else "codepoint"
    spans: dict[str, list[Record]] = defaultdict(list)
    for row in _unique(_rows(place / "spans.csv", "spans", options.left)):
        spans[row.text("document")].append(row)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for row in _unique(_rows(place / "relations.csv", "relations", options.left)):
        relations[row.text("from_document")].append(_relation(row))
    documents = _unique(_rows(place / "documents.csv", "documents", options.left), "sha256")
    for uid, group in groupby(documents, key=lambda row: row.text("id")):
        rows = list(group)
        yield _entry(rows, spans.pop(uid, []), relations.pop(uid, []), unit)
    for table, left in (("spans", spans), ("relations", relations)):
        for uid in left:
            why = f"the document {short(uid)} is not in documents.csv, or its rows are apart"
            raise DataError(f"{place / f'{table}.csv'}: {why}: {MEND}")


NEEDED = {
    "documents": ("id", "sha256", "text"),
    "spans": ("document", "id", "tag", "fragments", "quotes"),
    "relations": ("id", "kind", "from", "to", "from_document", "to_document"),
}
KNOWN = {
    "documents": {"earlier_of", "status", "split", *DETAILS},
    "spans": {
        *("sha256", "attributes", "note", "annotator", "claim", "claim_wording", "claim_note"),
        *("created", "modified"),
    },
    "relations": {"note", "annotator"},
}


def _rows(table: Path, name: str, left: Left) -> Iterator[Record]:
    csv.field_size_limit(sys.maxsize)  # a text is a cell, and may be longer than 128 KB
    with opened(table) as stream:
        try:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            rows = csv.DictReader(text, strict=True)
            columns = rows.fieldnames or ()
            for column in NEEDED[name]:
                if column not in columns:
                    raise DataError(f"{table}: the column {column!r} is missing: {MEND}")
            for column in columns:
                if column not in NEEDED[name] and column not in KNOWN[name]:
                    left.out(f"the column {column!r}", str(table))
            for number, row in enumerate(rows, 2):
                at = Record(row, f"{table}, row {number}")
                if None in row or None in row.values():
                    at.fail(f"it has another number of cells than the {len(row)} columns")
                yield at
        except csv.Error as error:
            raise DataError(f"{table}, near line {rows.line_num}: {error}: {MEND}") from None
        except UnicodeDecodeError as error:
            where = f"{table}: a byte 0x{error.object[error.start]:02X} is not UTF-8"
            raise DataError(f"{where}: save the table as UTF-8") from None


def _unique(rows: Iterator[Record], name: str = "id") -> Iterator[Record]:
    seen: set[str] = set()
    for row in rows:
        uid = row.text(name)
        if uid in seen:
            row.fail(f"the {name} {short(uid)} comes a second time", "each has one of its own")
        seen.add(uid)
        yield row


def _entry(
    documents: list[Record], spans: list[Record], relations: list[Relation], unit: Unit
) -> Entry:
    now = [row for row in documents if not row.text("earlier_of", "")]
    if len(now) != 1:
        documents[0].fail(f"the document {short(documents[0].text('id'))} has {len(now)} texts")
    texts = {}
    for row in documents:
        texts[row.text("sha256")] = row.text("text")
        if sha256(row.text("text")) != row.text("sha256"):
            row.fail(f"the text is not that of its sha256 {row.text('sha256')[:12]}")
    (row,) = now
    made: dict[str, list[Annotation]] = {digest: [] for digest in texts}
    for span in spans:
        digest = span.text("sha256", row.text("sha256"))
        if digest not in texts:
            span.fail(f"no text of its document has the sha256 {digest[:12]}")
        made[digest].append(_annotation(span, row.text("id"), digest, texts[digest], unit))
    digest = row.text("sha256")
    summary = ArticleSummary(
        uid=row.text("id"),
        sha256=digest,
        length=len(row.text("text")),
        annotations=len(made[digest]),
        status=row.text("status", "todo"),
        split=row.text("split", ""),
        **{name: row.text(name, "") for name in DETAILS},
    )
    earlier = (Earlier(other, texts[other], made[other]) for other in texts if other != digest)
    article = Article(summary, row.text("text"))
    return Entry(article, made[digest], relations, tuple(earlier))


def _annotation(row: Record, article: str, digest: str, text: str, unit: Unit) -> Annotation:
    uid = row.text("id")
    claim = Claim(row.text("claim", ""), row.text("claim_wording", ""), row.text("claim_note", ""))
    return Annotation(
        uid=uid,
        article=article,
        tag=row.text("tag"),
        fragments=fragments(text, _spans(row), _quotes(row), f"{row.where}, {uid}", unit),
        annotator=row.text("annotator", ""),
        created=row.text("created", ""),
        modified=row.text("modified", ""),
        attributes=_attributes(row),
        note=row.text("note", ""),
        claim=claim if claim.uid else None,
        sha256=digest,
    )


def _spans(row: Record) -> list[tuple[int, int]]:
    found = []
    for part in row.text("fragments").split(";"):
        start, _, end = part.partition("-")
        if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
            row.fail(f"{short(part)} is no span, as in 8-12;20-24")
        found.append((int(start), int(end)))
    return found


def _quotes(row: Record) -> list[str]:
    try:
        found = json.loads(row.text("quotes"))
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        row.fail("'quotes' is no JSON list of texts")
    return found


def _attributes(row: Record) -> dict[str, str]:
    try:
        found = json.loads(row.text("attributes", "") or "{}")
    except ValueError:
        found = None
    return Record({"attributes": found}, row.where).words("attributes")


def _relation(row: Record) -> Relation:
    return Relation(
        uid=row.text("id"),
        kind=row.text("kind"),
        source=row.text("from"),
        target=row.text("to"),
        source_article=row.text("from_document"),
        target_article=row.text("to_document"),
        annotator=row.text("annotator", ""),
        note=row.text("note", ""),
    )
