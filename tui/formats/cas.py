"""UIMA CAS JSON 0.4 for INCEpTION: a folder with a file for each article, which has its types.

Offsets are UTF-16 code units, end exclusive, as Java counts. A relation has the place of its
Dependent. Reading takes a file, a folder or a zip, of JSON or XMI, and needs no extra.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.formats import cas_reading
from tui.formats.cas_writing import Writer, file_name
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place

WHAT = "UIMA CAS JSON for INCEpTION: a file for each article in a folder"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = "cas"
OFFSETS = "UTF-16"
CARRIES = Carries(
    overlaps=True,
    fragments=True,
    relations=True,
    kinds=True,
    attributes=True,
    notes=True,
    annotators=True,
    times=True,
    ids=True,
    details=True,
    claims=True,
    article_tags=True,
    regions=True,
    status=True,
    relation_notes=True,
)


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write ``UID.json`` for each article. Raises CallError where the extra is not installed."""
    writer = Writer(dataset.tags)
    for entry in dataset.entries:
        with out.open(file_name(entry.article.uid, ".json")) as stream:
            stream.write(writer.cas(entry).to_json(pretty_print=True).encode() + b"\n")
    return ()


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, of the JSON and XMI files of a folder or zip; raises as
    `cas_reading.read` does."""
    yield from cas_reading.read(place, options, (".json", ".xmi"))
