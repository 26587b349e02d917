"""WebAnno TSV 3.3 for INCEpTION: a folder with a file for each article, a row for each token.

Offsets are UTF-16 code units, end exclusive, and every row quotes its words. A file has the columns
of those features that are used in it. An article's file is named by its uid; what else is known of
the article has no place in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tui.formats import tsv_reading
from tui.formats.beside import formed
from tui.formats.cas_writing import file_name
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.inception import asked
from tui.formats.tsv_writing import lines

WHAT = "WebAnno TSV 3.3 for INCEpTION: a file of tokens for each article in a folder"
PLACE: Place = "folder"
SUFFIX = ""
EXTRA = ""
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
    claims=True,
    relation_notes=True,
)


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write ``UID.tsv`` for each article."""
    own = asked(dataset.tags)
    added = 0
    for entry, made in formed(_file, dataset.entries, own):
        added += bool(entry.article.summary.added)
        with out.open(file_name(entry.article.uid, ".tsv")) as stream:
            stream.write(made)
    return [Loss("times when articles came in", added)]


def _file(entry: Entry, own: Sequence[str]) -> bytes:
    return b"".join(map(str.encode, lines(entry, own)))


def read(place: Path, options: Options) -> Iterator[Entry]:
    """The articles of a file, or of the TSV files of a folder or zip; raises as
    `tsv_reading.read` does."""
    return tsv_reading.read(place, options)
