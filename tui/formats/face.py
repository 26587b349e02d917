"""The small face that every format has: what it carries, what it writes from and into.

A format is a module with `WHAT` (a line for help), `PLACE` ("file" or "folder"), `SUFFIX`, `EXTRA`
(the extra it needs, or ""), `OFFSETS` (the unit it writes, in words), `CARRIES`, and

    write(dataset: Dataset, out: Out, options: Options) -> Iterable[Loss]
    read(place: Path, options: Options) -> Iterator[Entry]      (not for reports)

`write` goes through the entries once and gives the losses that are its own; what follows from
`CARRIES` is counted for it (`losses`). It may be a generator or give a list; an entry is only good
until the next is asked for. Nothing but files opened from `out` is written.

`read` yields entries one by one and raises DataError with file, record and remedy. It checks each
annotation's words against the text where the file quotes them. Where the file has no sha256, no
uids, no annotator or no times, these are "" in what it yields: `importing` fills them in. The ids
of annotations only have to be unique in the whole file, so that relations find their ends. What a
format leaves out for its `CARRIES` is for all the same: `losses.kept` and `kept_relations` say it.
What a file has and no entry has a place for is noted in `options.left`, counted and named.
`reading` has what readers share: records with their place, spans checked, the unit found.

A format may name in `OPTIONS` the fields of `Options` that its `write` heeds, as `("scheme",)`: the
sheet of the export asks for these, and an export that is given another is refused.

A folder format may name in `ALONE` the format of one file that stands for it where the output is a
file or a stream, as `csv` is one table then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from tui.formats.entry import Entry
from tui.formats.left_out import Left
from tui.model import Tag

Place = Literal["file", "folder"]
Asked = Literal["auto", "codepoint", "utf16"]


@dataclass(frozen=True, slots=True)
class Carries:
    """What a format can hold, and gives back when it is read. A field is named by the nouns."""

    overlaps: bool = False
    """Annotations that nest or overlap."""
    fragments: bool = False
    """Annotations of several fragments."""
    relations: bool = False
    across: bool = False
    """Relations between annotations of two articles."""
    kinds: bool = False
    """What kind of relation it is."""
    attributes: bool = False
    notes: bool = False
    annotators: bool = False
    times: bool = False
    ids: bool = False
    """The ids of annotations and relations, so that what comes back is known again."""
    details: bool = False
    """An article's title, source, byline, date, url, language, story and file."""
    claims: bool = False
    article_tags: bool = False
    regions: bool = False
    earlier: bool = False
    """Annotations on an earlier text of their article."""
    alignments: bool = False
    """What people decided of sentences of two articles."""
    status: bool = False
    split: bool = False
    """Which part of the dataset an article was put into by `claimdesk split`."""
    relation_notes: bool = False
    bare: bool = True
    """Articles without annotations."""


ALL = Carries(**dict.fromkeys((one.name for one in fields(Carries)), True))
"""What a format carries that holds everything."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be held: what, as in "overlapping annotations", and how many."""

    what: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asks of an export or import.

    `offsets` is the unit of a file's offsets: for an import "auto" finds it out by the words, for
    an export it is the format's own. `annotator` is whose annotations they are where the file does
    not say; `scheme` is for token tags; `licence` is what a dataset card says that the dataset may
    be used under, "" where nobody said. `left` is where a reader notes what it leaves out.
    """

    offsets: Asked = "auto"
    annotator: str = ""
    scheme: Literal["iob2", "iobes"] = "iob2"
    licence: str = ""
    left: Left = field(default_factory=Left, compare=False)


@dataclass(frozen=True)
class Dataset:
    """What goes out: the entries, to be gone through once, the codebook, and what is known of all.

    `splits` has train, dev or test by article; `name` is the database's, without folders.
    `on_earlier` are the annotations on earlier texts, so that a format that leaves these out leaves
    out relations that lead to them from another article (`losses.kept_relations`). `split_by` is
    the call that made the parts, with its seed; "" where that is not known.
    """

    entries: Iterator[Entry]
    tags: tuple[Tag, ...] = ()
    splits: Mapping[str, str] = field(default_factory=dict)
    name: str = "annotations"
    on_earlier: frozenset[str] = frozenset()
    split_by: str = ""

    def split_of(self, entry: Entry) -> str:
        """The part of the dataset an article is in, "train" where nothing was split."""
        return self.splits.get(entry.article.uid, "train")


class Out(Protocol):
    """Where an export goes. A format whose place is a file opens "", in a folder names its files.

    Nothing is in its place before all is written.
    """

    def open(self, name: str = "") -> AbstractContextManager[BinaryIO]:
        """A file of the export, by its path within the folder."""
        ...


class Format(Protocol):
    """A format's module, as the registry hands it out."""

    WHAT: str
    PLACE: Place
    SUFFIX: str
    EXTRA: str
    OFFSETS: str
    CARRIES: Carries
    write: Callable[[Dataset, Out, Options], Iterable[Loss]]


class Readable(Format, Protocol):
    """A format that can be read back."""

    read: Callable[[Path, Options], Iterator[Entry]]
