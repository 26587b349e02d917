"""Taking in what a person names: read, fetched where it is an address, and added in batches.

`arrivals` reads, `add` writes; `take_in` is both, for a command. Nothing is printed here: what
became of each article and file is an `Outcome`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from time import monotonic

from tui.adding.outcomes import Arrival, Outcome, outcome
from tui.adding.reading import Item, Read, Wanted, arrivals
from tui.store import adding, texts
from tui.store.connection import Store

BATCH = 250
"""Articles of one operation: the database is locked for less than a tenth of a second (80 ms of CPU
at 4 kB each)."""
BYTES = 5_000_000
"""Bytes that the articles of one operation came as, about: some 13 web pages."""
SECONDS = 2.0
"""For which articles are waited for before those that came are added."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some articles, and how many more of the files named are done with."""

    outcomes: list[Outcome]
    files: int


def is_batch(items: Sequence[Item]) -> bool:
    """Whether so much has come that it is to be added before more is read."""
    come = sum(len(one.intake.raw) for one in items if isinstance(one, Arrival))
    return len(items) >= BATCH or come >= BYTES


def add(store: Store, items: Iterable[Item]) -> list[Outcome]:
    """Add what was read as one operation, and say what became of each; a batch is `BATCH` long."""
    items = list(items)
    come = [item for item in items if isinstance(item, Arrival)]
    added = iter(adding.add(store, [one.intake for one in come]) if come else ())
    return [outcome(item, next(added)) if isinstance(item, Arrival) else item for item in items]


def take_in(
    opening: Callable[[], AbstractContextManager[Store]],
    named: list[str | Outcome],
    wanted: Wanted,
) -> Iterator[Batch]:
    """Take in what is named, a batch as one operation, and give what became of each batch's.

    All of them are taken back together. The database is opened, and made when missing, only when
    there is a text to add.
    """
    with ExitStack() as opened:
        store: Store | None = None
        for items, files in _batches(arrivals(named, wanted)):
            if any(isinstance(item, Arrival) for item in items):
                if store is None:
                    store = opened.enter_context(opening())
                    opened.enter_context(store.together())
                    if len(named) > BATCH or len(items) >= BATCH:
                        texts.expect_many(store)
                yield Batch(add(store, items), files)
            else:
                yield Batch([item for item in items if isinstance(item, Outcome)], files)


def _batches(read: Iterator[Read]) -> Iterator[tuple[list[Item], int]]:
    """Batches of what was read, and how many files end in each; smaller ones where it comes slowly,
    so that it is seen to go on and little is lost. Stopped, what was read is not lost:
    it is the last batch."""
    waiting: list[Item] = []
    files = size = 0
    until = monotonic() + SECONDS
    try:
        for one in read:
            for item in one.items:
                if len(waiting) == BATCH or size >= BYTES:
                    yield waiting, files
                    waiting, files, size = [], 0, 0
                    until = monotonic() + SECONDS
                waiting.append(item)
                size += len(item.intake.raw) if isinstance(item, Arrival) else 0
            files += one.done
            if waiting and (len(waiting) == BATCH or size >= BYTES or monotonic() > until):
                yield waiting, files
                waiting, files, size = [], 0, 0
                until = monotonic() + SECONDS
    except KeyboardInterrupt:
        if waiting:
            yield waiting, files
        raise
    if waiting or files:
        yield waiting, files
