"""REFI-QDA codebooks (QDA-XML 1.0): the tags alone, for the tools that read ``.qdpx`` projects.

A tag is a code under that of its parent, with its meaning and its colour. Nothing of the articles
goes along, so that all that is on them is told as lost.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.errors import CallError
from tui.formats.entry import Entry
from tui.formats.face import Carries, Dataset, Loss, Options, Out, Place
from tui.formats.losses import kept
from tui.formats.qde_codes import Codes, CodesRead
from tui.formats.qde_names import ORIGIN
from tui.formats.qde_xml import HEAD, Writing, sections
from tui.formats.reading import opened
from tui.model import Tag

WHAT = "REFI-QDA codebook: the tags alone, for NVivo, ATLAS.ti, MAXQDA and QualCoder"
PLACE: Place = "file"
SUFFIX = ".qdc"
EXTRA = ""
OFFSETS = "none"
CARRIES = Carries(bare=False)
NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]:
    """Write the codes. Raises CallError where there is no tag: a codebook has to have one."""
    xml = Writing()
    if not dataset.tags:
        raise CallError("a REFI-QDA codebook has at least one tag: add one to the codebook first")
    with out.open() as stream:
        stream.write(f'{HEAD}<CodeBook xmlns="{NAMESPACE}" origin="{ORIGIN}">\n'.encode())
        for piece in Codes(dataset.tags).written(xml):
            stream.write(piece.encode())
        stream.write(b"</CodeBook>\n")
    yield from _lost(dataset.tags)
    yield Loss("characters that XML cannot hold", xml.replaced)
    for entry in dataset.entries:
        made = kept(entry, CARRIES)
        yield Loss("articles with annotations", bool(entry.annotations))
        yield Loss("annotations", len(made))


def _lost(tags: tuple[Tag, ...]) -> Iterator[Loss]:
    yield Loss("keys of tags", sum(bool(tag.key) for tag in tags))
    yield Loss("attributes that tags ask for", sum(len(tag.attributes) for tag in tags))
    yield Loss("what tags are for", sum(tag.applies != ("span",) for tag in tags))


def read(place: Path, options: Options) -> Iterator[Entry]:
    """No article: there is none in a codebook. Raises DataError as `read_tags` does."""
    codes = _codes(place)
    options.left.out("colours of codes", str(place), codes.strange_colours)
    return iter(())


def read_tags(place: Path) -> tuple[Tag, ...]:
    """The tags of a codebook, parents before children.

    Raises DataError with the code where it is no codebook, a code has no GUID or name, or one has
    another's GUID.
    """
    return tuple(_codes(place).tags.values())


def _codes(place: Path) -> CodesRead:
    codes = CodesRead()
    with opened(place) as stream:
        for section, element in sections(stream, "CodeBook", str(place)):
            if section == "Codes":
                codes.add(element, str(place))
    return codes
