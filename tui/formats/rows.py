"""Annotations as objects beside the fields of another format: written and read back whole.

Formats that have no offsets of their own (AVeriTeC, sentence pairs) keep the annotation that a
record was made of in a key that their readers pass over, and the texts in a file of their own.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tui.formats.entry import Entry
from tui.formats.face import Options
from tui.formats.jsonl import annotation_as_json, as_json
from tui.formats.jsonl_reading import annotation_of
from tui.formats.jsonl_reading import read as read_jsonl
from tui.formats.left_out import Left
from tui.formats.reading import Record, short
from tui.model import Annotation
from tui.text.offsets import Unit

DOCUMENTS = "documents.jsonl"
"""The texts, in the form of Claimdesk's own JSON Lines, without annotations."""


def compact(row: Mapping[str, Any]) -> str:
    """JSON on one line without spaces, every character as it is."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def line(row: Mapping[str, Any]) -> bytes:
    """A line of JSON Lines."""
    return compact(row).encode() + b"\n"


def document_as_json(entry: Entry) -> dict[str, Any]:
    """An article with its text and what is said of it as a whole."""
    return as_json(
        replace(entry, annotations=[], relations=[], earlier=(), regions=(), alignments=())
    )


def annotation_with_article(made: Annotation) -> dict[str, Any]:
    """An annotation with the article that it is on."""
    return {"document": made.article, **annotation_as_json(made)}


def documents(folder: Path, left: Left) -> dict[str, Entry]:
    """The articles of a folder by their ids, without what was marked in them."""
    found = read_jsonl(folder / DOCUMENTS, Options(offsets="codepoint", left=left))
    return {one.article.uid: one for one in found}


def annotation(row: Record, articles: Mapping[str, Entry], unit: Unit) -> Annotation:
    """An annotation as `annotation_with_article` wrote it.

    Raises DataError where its article is not there, or its words are not at its offsets.
    """
    document = row.text("document")
    if document not in articles:
        row.fail(f"the document {short(document)} is not in {DOCUMENTS}")
    article = articles[document].article
    return annotation_of(row, document, article.text, article.summary.sha256, unit)
