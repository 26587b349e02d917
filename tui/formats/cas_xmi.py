"""UIMA CAS in XMI: a folder with a file for each article, and ``TypeSystem.xml`` for all.

As `cas` in all but the syntax. XML has no control characters: in a note they become U+FFFD.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.formats import cas, cas_reading
from tui.formats.cas_writing import Writer, file_name
from tui.formats.entry import Entry
from tui.formats.face import Dataset, Loss, Options, Out, Place

WHAT = "UIMA CAS in XMI, for programs that do not read CAS JSON"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = "cas"
OFFSETS = "UTF-16"
CARRIES = cas.CARRIES

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write ``UID.xmi`` for each article. Raises CallError where the extra is not installed."""
    replaced = 0

    def mended(words: str) -> str:
        nonlocal replaced
        words, number = _NO_XML.subn("\ufffd", words)
        replaced += number
        return words

    writer = Writer(dataset.tags, mended)
    with out.open("TypeSystem.xml") as stream:
        stream.write(writer.types.to_xml().encode())
    for entry in dataset.entries:
        with out.open(file_name(entry.article.uid, ".xmi")) as stream:
            stream.write(writer.cas(entry).to_xmi(pretty_print=True).encode())
    return [Loss("characters that XML does not have", replaced)]


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, or of the XMI files of a folder or zip; raises as
    `cas_reading.read` does."""
    yield from cas_reading.read(place, options, (".xmi",))
