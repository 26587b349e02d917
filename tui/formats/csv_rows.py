"""CSV, an annotation a row, for spreadsheets and data frames (RFC 4180, UTF-8).

Fragments are written ``8-12;20-24`` in code points, end exclusive; attributes, and the text of each
fragment, as JSON. An article without annotations has no row. An annotation on an earlier text of
its article has that text's sha256. Tags of whole articles and decided
alignments have no row (`registry.left_out`).
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from tui.formats.entry import Entry
from tui.model import Annotation, ArticleSummary

COLUMNS = (
    *("article", "sha256", "title", "source", "published", "url", "story", "file"),
    *("id", "tag", "start", "end", "fragments", "quote", "quotes", "attributes", "note"),
    *("annotator", "claim", "claim_wording", "created", "modified"),
)


def write(entries: Iterator[Entry], stream: BinaryIO) -> None:
    """Write a header and one row for each annotation."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        for entry in entries:
            on_any = [entry.annotations, *(earlier.annotations for earlier in entry.earlier)]
            for marked in on_any:
                rows.writerows(row(entry.article.summary, made) for made in marked)
    finally:
        text.detach()  # the stream is its owner's to close


def row(summary: ArticleSummary, made: Annotation) -> tuple[object, ...]:
    """One annotation's cells, in the order of COLUMNS."""
    return (
        summary.uid,
        made.sha256,
        summary.title,
        summary.source,
        summary.published,
        summary.url,
        summary.story,
        summary.file,
        made.uid,
        made.tag,
        made.start,
        made.end,
        ";".join(f"{part.start}-{part.end}" for part in made.fragments),
        made.quote,
        json.dumps([part.exact for part in made.fragments], ensure_ascii=False),
        json.dumps(dict(made.attributes), ensure_ascii=False),
        made.note,
        made.annotator,
        made.claim.uid if made.claim else "",
        made.claim.wording if made.claim else "",
        made.created,
        made.modified,
    )
