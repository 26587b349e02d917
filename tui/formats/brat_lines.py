"""The lines of brat's .ann files, each by itself (https://brat.nlplab.org/standoff.html)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from tui.errors import DataError
from tui.formats.reading import MEND, short
from tui.text.offsets import Span

_ID = re.compile(r"[A-Za-z#]+[0-9]+\S*|\*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its id, the words before the second tab, and what is after it (None: no tab)."""

    where: str
    uid: str
    words: tuple[str, ...]
    tail: str | None

    def fail(self, what: str, remedy: str = MEND) -> NoReturn:
        """Raise the DataError that says what is wrong with it."""
        raise DataError(f"{self.where}, {self.uid}: {what}: {remedy}")

    def spans(self) -> list[Span]:
        """The offsets of a T line, in their order in the text."""
        found = []
        for part in " ".join(self.words[1:]).split(";"):
            ends = part.split()
            if len(ends) != 2 or not all(one.isascii() and one.isdigit() for one in ends):
                self.fail(f"{short(part)} are no offsets, as in 8 12;20 24")
            found.append((int(ends[0]), int(ends[1])))
        return sorted(found)

    def ends(self) -> list[tuple[str, str]]:
        """The roles of an R or E line with the ids they name."""
        found = [part.partition(":") for part in self.words[1:]]
        for role, _, uid in found:
            if not role or not uid:
                self.fail(f"{short(role)} is no end, as in Arg1:T1")
        return [(role, uid) for role, _, uid in found]


@dataclass
class Lines:
    """A document's lines by what they are."""

    texts: list[Line] = field(default_factory=list)
    events: list[Line] = field(default_factory=list)
    relations: list[Line] = field(default_factory=list)
    same: list[Line] = field(default_factory=list)
    attributes: list[Line] = field(default_factory=list)
    norms: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


SORTS = {
    "T": ("texts", 3),
    "E": ("events", 1),
    "R": ("relations", 3),
    "*": ("same", 3),
    "A": ("attributes", 2),
    "M": ("attributes", 2),
    "N": ("norms", 3),
    "#": ("notes", 2),
}
"""Where each line belongs by the letter it begins with, and how many words it has at least."""


def sorted_lines(parts: Sequence[tuple[str, str]]) -> Lines:
    """The lines of a document, each with where it is. Raises DataError for one that is none, for
    one that was cut off, and for an id that comes twice."""
    found, seen = Lines(), set[str]()
    for line in _parsed(parts):
        sort, least = SORTS.get(line.uid[0], ("", 0))
        if not sort:
            line.fail("brat has no lines of that letter")
        if len(line.words) < least:
            line.fail("it was cut off")
        if line.uid in seen and line.uid != "*":
            line.fail("the id comes a second time", "each has an id of its own")
        seen.add(line.uid)
        getattr(found, sort).append(line)
    return found


def _parsed(parts: Sequence[tuple[str, str]]) -> Iterator[Line]:
    for where, words in parts:
        uid, tab, rest = words.removesuffix("\r").partition("\t")
        if not words.strip():
            continue
        if not tab or not _ID.fullmatch(uid):
            raise DataError(f"{where}: {short(words)} is no annotation of brat's: {MEND}")
        data, tab, tail = rest.partition("\t")
        yield Line(where, uid, tuple(data.split()), tail if tab else None)
