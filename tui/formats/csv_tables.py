"""Four tables of CSV in a folder: documents, spans, relations, labels (RFC 4180, UTF-8).

Offsets are code points into the document's text, end exclusive; ``8-12;20-24`` are two fragments.
Attributes, and the text of each fragment, are JSON. A text that an article had before has a row in
the documents too, which names in `earlier_of` the sha256 of the text it has now. `ALONE` is the
table of spans by itself, which is written where a file is asked for.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from tui.formats.csv_cells import as_text, spans_cell
from tui.formats.csv_reading import read
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.model import Annotation, Relation, Tag

WHAT = "four tables of CSV in a folder: documents, spans, relations, labels"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
OFFSETS = "code points"
ALONE = "csv-spans"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    across=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    earlier=True,
    status=True,
    split=True,
    relation_notes=True,
)

__all__ = ["read", "write"]

META = (
    *("title", "source", "byline", "published", "url", "language", "story", "file", "added"),
    *("status", "split"),
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("id", "sha256", "earlier_of", *META, "text"),
    "spans": (
        *(
            "document",
            "sha256",
            "id",
            "tag",
            "fragments",
            "quotes",
            "attributes",
            "note",
            "annotator",
        ),
        *("claim", "claim_wording", "claim_note", "created", "modified"),
    ),
    "relations": (
        *("id", "kind", "from", "to", "from_document", "to_document", "note", "annotator"),
    ),
    "labels": ("path", "key", "colour", "meaning", "applies", "attributes"),
}


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the four tables, each with a header."""
    with ExitStack() as open_ones:
        tables = {}
        for name, columns in COLUMNS.items():
            stream = open_ones.enter_context(out.open(f"{name}.csv"))
            tables[name] = csv.writer(open_ones.enter_context(as_text(stream)))
            tables[name].writerow(columns)
        tables["labels"].writerows(map(_label, dataset.tags))
        for entry in dataset.entries:
            tables["documents"].writerows(_documents(entry))
            tables["spans"].writerows(map(_span, entry.annotations))
            for earlier in entry.earlier:
                tables["spans"].writerows(map(_span, earlier.annotations))
            tables["relations"].writerows(map(_relation, entry.own_relations))
    return ()


def _documents(entry: Entry) -> Iterable[Sequence[object]]:
    """The article's text, and those it had before as far as there are annotations on them."""
    summary = entry.article.summary
    details = (getattr(summary, name) for name in META)
    yield (summary.uid, summary.sha256, "", *details, entry.article.text)
    none = [""] * len(META)
    for earlier in entry.earlier:
        yield (summary.uid, earlier.sha256, summary.sha256, *none, earlier.text)


def _span(made: Annotation) -> Iterable[object]:
    claim = made.claim
    return (
        made.article,
        made.sha256,
        made.uid,
        made.tag,
        spans_cell(made),
        _json([part.exact for part in made.fragments]),
        _json(dict(made.attributes)),
        made.note,
        made.annotator,
        *((claim.uid, claim.wording, claim.note) if claim else ("", "", "")),
        made.created,
        made.modified,
    )


def _relation(one: Relation) -> Iterable[object]:
    ends = (one.source, one.target, one.source_article, one.target_article)
    return (one.uid, one.kind, *ends, one.note, one.annotator)


def _label(tag: Tag) -> Iterable[object]:
    asked = [
        {"name": one.name, "choices": list(one.choices), "meaning": one.meaning}
        for one in tag.attributes
    ]
    return (tag.path, tag.key, tag.colour, tag.meaning, _json(list(tag.applies)), _json(asked))


_json = json.JSONEncoder(ensure_ascii=False).encode
