"""Argilla 2, as `Dataset.to_disk` lays a dataset out: settings, and records with suggestions.

A record is an article with the annotations of one annotator, as the suggestion to a span question:
Argilla takes one suggestion a question, and responses only of users whom its server knows. Offsets
are code points, end exclusive, as the server checks them. Quotes stand in the metadata, since
Argilla keeps no words with its spans.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui.formats.argilla_reading import QUESTION, TEXT, read
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_file import Items
from tui.formats.losses import kept
from tui.model import Annotation

WHAT = "Argilla 2: a folder with settings and records, annotations as suggestions"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OFFSETS = "code points"
CARRIES = Carries(overlaps=True, annotators=True, details=True)

__all__ = ["read", "write"]

DETAILS = ("title", "source", "byline", "published", "url", "language", "story", "file")
DATASET: dict[str, Any] = {
    "name": "claimdesk",
    "status": "draft",
    "guidelines": None,
    "allow_extra_metadata": True,
    "distribution": {"strategy": "overlap", "min_submitted": 1},
}
"""Argilla asks for another name where the workspace has one of this name."""
_NOT_IN_AN_AGENT = re.compile(r"[^a-zA-Z0-9_:./\s-]")
"""What Argilla's server does not take in the name of an agent."""


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the records, then the settings with every label of the codebook and of the records."""
    labels = {tag.path: tag.meaning for tag in dataset.tags if "span" in tag.applies}
    with out.open("records.json") as stream:
        stream.write(b"[")
        items = Items(stream)
        for entry in dataset.entries:
            labels |= {made.tag: "" for made in entry.annotations if made.tag not in labels}
            items.add_all(_records(entry))
        stream.write(b"\n]\n")
    for file, value in (("settings", _settings(labels)), ("dataset", DATASET)):
        with out.open(f".argilla/{file}.json") as stream:
            stream.write(f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode())
    return ()


def _records(entry: Entry) -> Iterator[dict[str, Any]]:
    """One record for each annotator of an article; one without a suggestion where there is none."""
    by_annotator: dict[str, list[Annotation]] = {}
    for made in kept(entry, CARRIES):
        by_annotator.setdefault(made.annotator, []).append(made)
    for number, annotator in enumerate(sorted(by_annotator) or [""], 1):
        yield _record(entry, number, annotator, by_annotator.get(annotator, []))


def _record(
    entry: Entry, number: int, annotator: str, made: Sequence[Annotation]
) -> dict[str, Any]:
    summary = entry.article.summary
    details = {name: getattr(summary, name) for name in DETAILS}
    about = {"article": entry.article.uid, "sha256": summary.sha256, "annotator": annotator}
    metadata: dict[str, Any] = {name: words for name, words in (about | details).items() if words}
    suggestions: dict[str, Any] = {}
    if made:
        metadata["quotes"] = [one.quote for one in made]
        agent = _NOT_IN_AN_AGENT.sub("-", annotator).strip() or "claimdesk"
        values = [{"start": one.start, "end": one.end, "label": one.tag} for one in made]
        suggestions[QUESTION] = {"value": values, "score": None, "agent": agent}
    return {
        "id": f"{entry.article.uid}:{number}",
        "fields": {TEXT: entry.article.text},
        "metadata": metadata,
        "suggestions": suggestions,
        "responses": {},
        "vectors": {},
        "status": "pending",
        "_server_id": None,
    }


def _settings(labels: dict[str, str]) -> dict[str, Any]:
    options = [
        {"value": path, "text": path, "description": meaning or None}
        for path, meaning in sorted(labels.items())
    ]
    question = {
        "name": QUESTION,
        "title": "Annotations",
        "description": None,
        "required": True,
        "settings": {
            "type": "span",
            "allow_overlapping": True,
            "field": TEXT,
            "options": options,
            "visible_options": max(3, len(options)),
        },
    }
    field = {
        "name": TEXT,
        "title": "Text",
        "required": True,
        "settings": {"type": "text", "use_markdown": False},
    }
    metadata = [
        {"name": name, "title": name, "settings": {"type": "terms", "values": None}}
        for name in ("annotator", "source", "story")
    ]
    return {
        "guidelines": None,
        "questions": [question],
        "fields": [field],
        "vectors": [],
        "metadata": metadata,
        "allow_extra_metadata": True,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
        "mapping": None,
    }
