"""The small face that every kind of file has: how it is known, and how articles are found in it.

A kind is a module with `WHAT` (a line for help), `SUFFIXES` (lower case, with the dot), `EXTRA`
(the extra it needs, or ""), `TRUSTED` (whether it may be read in this process: only where no
parser is needed that a made-up file could keep busy), and

    knows(head: bytes) -> bool
    read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]

`knows` tells the kind by the first bytes of a file (`HEAD` of them, or all of a shorter one), never
by its name: the suffix only decides between kinds that look alike. `read` finds the articles: a
`Found` for each, a `Part` for what is to be read as its own kind (a member of an archive, the page
in a saved message), a `Missed` for what could not be read and why. It raises nothing that a file
can cause; what a person can mend is said in `Missed`. A needed package that is missing is a
`Missed` that says what to install.

The texts found are given to the text policy by `reading`: a reader need not clean them. A reader
that decodes bytes itself calls `tui.text.policy.decode`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Protocol

from tui.model import NOTHING, Extraction

HEAD = 4096
"""Bytes that are looked at to tell the kind of a file."""

Taking = Literal["best", "other", "whole"]
"""Which body of a page to take: the best extractor's, the other one's, or all its text."""


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read. Sizes are in bytes.

    `kind` forces one by name, `encoding` a codec. `columns` says which column or key of a table
    holds which detail ("text", "title", "source", "byline", "published", "url", "language",
    "story"), as ``{"text": "body"}``. `largest` is the most that one file, one member of an archive
    or one decompressed stream may have.
    """

    kind: str = ""
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    taking: Taking = "best"
    largest: int = 25_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found. `raw` is what its text was found in: for a record of a table or a
    member of an archive its own bytes, else the whole file.

    `details` may name title, source, byline, published (ISO 8601 date or time), url, language and
    story. `encoding` and `replaced` are as `tui.text.policy.Decoded` has them, where bytes were
    decoded. `guessed` says that nothing declared the encoding.
    """

    text: str
    raw: bytes
    extraction: Extraction
    details: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    encoding: str = "utf-8"
    replaced: int = 0
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes inside a file that are to be read as the kind they are.

    `name` is the member's own, `details` are known from around it and hold where the part itself
    tells none. `declared` is the charset it was sent with, `kind` the kind where it is known.
    """

    data: bytes
    name: str
    details: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    declared: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """What could not be read. `name` is the file's or the member's, `reason` one line that ends
    with what to do.

    `url` is an address under which there is more: the page of a feed's entry, a feed in a list.
    `columns` are those of a table of which none is sure to be the text.
    """

    name: str
    reason: str
    url: str = ""
    columns: tuple[str, ...] = ()


class Kind(Protocol):
    """A module with the face described above."""

    WHAT: str
    SUFFIXES: tuple[str, ...]
    EXTRA: str
    TRUSTED: bool

    def knows(self, head: bytes) -> bool:
        """Whether a file that begins so is of this kind."""

    def read(self, data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
        """The articles in the bytes of a file."""
