"""Reading what is named, and fetching what is an address, as articles on their way in."""

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING

from tui.adding.outcomes import Arrival, Outcome, missed, refused
from tui.adding.sources import source_of
from tui.errors import CallError, DataError
from tui.intake.child import Readers, Source
from tui.intake.face import Found, Missed, Options
from tui.model import NOTHING
from tui.store.adding import Intake
from tui.text.policy import Decoded

if TYPE_CHECKING:
    from tui.intake.fetching import Fetcher

DEPTH = 2
"""Times that what was fetched may name more to fetch: a list names feeds, and these pages."""

_NUMBERED = re.compile(r"(?:row|record|line|entry) \d+(?:, record \d+)?\Z")
"""Places in a file that are another article's when one is put in before it."""


Item = Arrival | Outcome
"""An article that was read, or what became of what is none."""
Choose = Callable[[str, tuple[str, ...]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How what is named is to be taken in.

    `details` are for articles that tell none of their own. `fetch` asks for the pages that a feed's
    entries have, and for the feeds of a list. `choose` is given the name of a table and its columns
    where none is sure to be the text, and says which holds what, or nothing.
    """

    options: Options = field(default_factory=Options)
    details: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    allow_private: bool = False
    robots: bool = True
    fetch: bool = False
    choose: Choose | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one of the things named, and whether that is all of it."""

    items: list[Item]
    done: bool = True


def arrivals(named: Iterable[str | Outcome], wanted: Wanted) -> Iterator[Read]:
    """What is in each thing named (a path, an address, ``-``), one after another.

    Folders have to be expanded before (`sources.expanded`). Nothing is written. What is fetched
    besides, because `wanted` says so, is with the thing that named it. Raises CallError where the
    options ask for what is not there.
    """
    with _Reading(wanted) as reading:
        yield from reading.each(named)


def read_all(named: Sequence[str], wanted: Wanted | None = None) -> list[Arrival]:
    """The articles in all that is named, in this order.

    Raises CallError where a file cannot be opened, DataError where one, or a part of one, cannot be
    read.
    """
    come: list[Arrival] = []
    for read in arrivals(named, wanted or Wanted()):
        for item in read.items:
            if isinstance(item, Arrival):
                come.append(item)
                continue
            error = CallError if item.exit_code == CallError.exit_code else DataError
            raise error(item.line)
    return come


class _Reading:
    """The processes that read, and what fetches, while they are needed."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._opened = ExitStack()
        self._readers: dict[tuple[tuple[str, str], ...], Readers] = {}
        self._fetcher: Fetcher | None = None
        self._folders: dict[str, str] = {}

    def __enter__(self) -> "_Reading":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.__exit__(kind, error, trace)

    def each(self, named: Iterable[str | Outcome]) -> Iterator[Read]:
        """What is in each thing named, in this order but for what could not be opened."""
        aside: deque[Outcome] = deque()
        for source, results in self._with(NOTHING).read(self._sources(named, aside)):
            while aside:
                yield Read([aside.popleft()])
            if not self.wanted.fetch:
                yield Read(list(self._items(source, results, 0)))
                continue
            for item in self._items(source, results, DEPTH):
                yield Read([item], done=False)
            yield Read([])
        for outcome in aside:
            yield Read([outcome])

    def _with(self, columns: Mapping[str, str]) -> Readers:
        """What reads tables whose columns are these."""
        key = tuple(sorted(columns.items()))
        if key not in self._readers:
            options = self.wanted.options
            options = replace(options, columns={**options.columns, **columns})
            self._readers[key] = self._opened.enter_context(Readers(options))
        return self._readers[key]

    def _sources(self, named: Iterable[str | Outcome], aside: deque[Outcome]) -> Iterator[Source]:
        """What can be read; what cannot is put aside."""
        for one in named:
            if isinstance(one, Outcome):
                aside.append(one)
                continue
            try:
                source = source_of(one, self.wanted.options.largest, self._folders)
            except CallError as error:
                aside.append(refused(one, error))
                continue
            if source.data is None and source.path is None:
                fetched = self._fetched(source.name)
                if isinstance(fetched, Missed):
                    aside.append(missed(fetched.name, fetched.reason))
                    continue
                source = fetched
            yield source

    def _fetched(self, url: str) -> Source | Missed:
        """The page at an address."""
        if self._fetcher is None:
            from tui.intake.fetching import Fetcher, Limits

            wanted = self.wanted
            limits = Limits(
                largest=wanted.options.largest,
                allow_private=wanted.allow_private,
                robots=wanted.robots,
            )
            self._fetcher = self._opened.enter_context(Fetcher(limits))
        page = self._fetcher.fetch(url)
        if isinstance(page, Missed):
            return page
        return Source(page.asked, page.data, place=page.url, declared=page.charset, kind=page.kind)

    def _items(self, source: Source, results: list[Found | Missed], depth: int) -> Iterator[Item]:
        """The articles in a file. With `depth`, what it names is fetched."""
        if columns := self._unclear(source.name, results):
            ((_, results),) = self._with(columns).read([source])
        for result in results:
            if isinstance(result, Found):
                arrival = arrival_of(source, result, self.wanted.details)
                if depth and result.extraction.kind == "rss" and arrival.intake.url:
                    yield from self._followed(arrival.intake.url, depth, arrival)
                else:
                    yield arrival
            elif depth and result.url:
                yield from self._followed(result.url, depth)
            else:
                yield missed(result.name, result.reason)

    def _followed(self, url: str, depth: int, entry: Arrival | None = None) -> Iterator[Item]:
        """What is at an address that a feed or a list names; else the entry as it stood there."""
        source = self._fetched(url)
        if isinstance(source, Missed):
            items: Iterator[Item] = iter([missed(source.name, source.reason)])
        else:
            ((_, results),) = self._with(NOTHING).read([source])
            items = self._items(source, results, depth - 1)
        if entry is None:
            yield from items
            return
        found = list(items)
        if come := [_filled(one, entry) for one in found if isinstance(one, Arrival)]:
            yield from come
            return
        why = next((one.reason for one in found if isinstance(one, Outcome)), "it has no text")
        yield replace(entry, notes=(*entry.notes, f"its page was not taken: {why}"))

    def _unclear(self, name: str, results: list[Found | Missed]) -> Mapping[str, str]:
        """What a person says of a table's columns, where none is sure to be the text."""
        wanted = self.wanted
        if wanted.choose is None or "text" in wanted.options.columns:
            return NOTHING
        columns = next((one.columns for one in results if isinstance(one, Missed)), ())
        if not columns or any(isinstance(one, Found) for one in results):
            return NOTHING
        return wanted.choose(name, columns)


def arrival_of(source: Source, found: Found, filled: Mapping[str, str]) -> Arrival:
    """An article found in a file, with the details to be `filled` in where it tells none."""
    member = found.extraction.member
    # A name that is not UTF-8 cannot be kept as it is.
    shown = os.path.basename(source.name) if source.path else source.name  # noqa: PTH119
    shown = shown.encode("utf-8", "replace").decode()
    name = f"{shown}/{member}" if member else shown
    details = {**filled, **found.details}
    if not member and source.place and source.path is None:
        details.setdefault("url", source.place)
    decoded = Decoded(found.text, found.encoding, found.replaced, found.guessed)
    file = name if source.path else ""
    place = _place(source.place, member)
    intake = Intake(decoded, found.raw, file, details, place, found.extraction)
    return Arrival(name, intake, _notes(found))


def _place(place: str, member: str) -> str:
    """The place of an article and no other one: a number in a file is none."""
    if not place or not member:
        return place
    return "" if _NUMBERED.search(member) else f"{place}/{member}"


def _notes(found: Found) -> tuple[str, ...]:
    """What is to be known of how an article was read."""
    notes = []
    if of := found.extraction.words:
        from tui.intake.page_blocks import how_many

        taken = how_many(found.text)
        if taken < of:
            notes.append(f"extracted {taken:,} of {of:,} words")
    if found.extraction.kind == "rss":
        from tui.intake.json_feed import TEASER

        if found.extraction.options == TEASER:
            notes.append("the feed's summary only, --fetch takes the page")
    if found.guessed:
        notes.append(f"read as {found.encoding}, a guess")
    return tuple(notes)


def _filled(page: Arrival, entry: Arrival) -> Arrival:
    """A page with the details that only the feed tells."""
    details = {**(entry.intake.details or {}), **(page.intake.details or {})}
    return replace(page, intake=replace(page.intake, details=details))
