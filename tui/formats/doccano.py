"""doccano's JSON Lines for sequence labelling with relations: an article a line.

The keys are those of its importer "JSONL(Relation)": ``text``, ``entities`` and ``relations``; what
else is on a line, doccano keeps as the document's meta data. Its screen counts UTF-16 (issue 2290),
so offsets are UTF-16, and ``offsets`` says so. A project has to allow overlapping, or doccano
leaves the later of two annotations out unsaid.
"""

from collections.abc import Iterable
from typing import Any

from tui.formats.doccano_reading import read
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.json_text import compact
from tui.formats.losses import DETAILS, kept, kept_relations
from tui.text.offsets import Offsets

__all__ = ["read", "write"]

WHAT = "doccano's JSON Lines for sequence labelling with relations"
PLACE: Place = "file"
SUFFIX = ".jsonl"
EXTRA = ""
OPTIONS = ("offsets",)
OFFSETS = "UTF-16; code points with --offsets codepoint"
CARRIES = Carries(overlaps=True, relations=True, kinds=True, details=True, status=True)


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write each entry as one line. Ids are whole numbers, counted over the file."""
    unit = "codepoint" if options.offsets == "codepoint" else "utf16"
    number = related = 0
    with out.open() as stream:
        for entry in dataset.entries:
            row, ids = _row(entry, unit, number)
            number += len(ids)
            for one in kept_relations(entry, CARRIES, dataset.on_earlier):
                related += 1
                ends = {"from_id": ids[one.source], "to_id": ids[one.target]}
                row["relations"].append({"id": related, **ends, "type": one.kind})
            line = compact(row)
            stream.write(line.encode() + b"\n")
    return ()


def _row(entry: Entry, unit: str, last: int) -> tuple[dict[str, Any], dict[str, int]]:
    """A line without its relations, and the numbers of its annotations; `last` is taken."""
    summary, text = entry.article.summary, entry.article.text
    offsets = Offsets(text)
    ids: dict[str, int] = {}
    entities = []
    for made in kept(entry, CARRIES):
        ends = (made.start, made.end)
        start, end = map(offsets.to_utf16, ends) if unit == "utf16" else ends
        ids[made.uid] = last + len(ids) + 1
        place = {"start_offset": start, "end_offset": end}
        entities.append({"id": ids[made.uid], **place, "label": made.tag})
    row: dict[str, Any] = {"text": text, "entities": entities, "relations": []}
    # Each line has each key: doccano makes a table of them, and a hole in it is no JSON.
    row |= {name: getattr(summary, name) for name in (*DETAILS, "status")}
    row |= {"article": summary.uid, "sha256": summary.sha256, "offsets": unit}
    return row, ids
