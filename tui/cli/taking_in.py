"""Taking in the files that a call of ``add`` names, a batch at a time, and what became of each."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tui.cli.database import counted, writer
from tui.cli.files import files_in, read_file
from tui.errors import CallError, DataError
from tui.store import adding, texts
from tui.store.adding import Added, Intake
from tui.text.safety import display_line, hidden_count

BATCH = 150
"""Files of one operation: the database is locked for less than a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `look` says whether a person should see its line in any case."""

    kind: str
    line: str
    look: bool = False
    exit_code: int = 0


def expanded(named: Sequence[Path]) -> Iterator[Path | Outcome]:
    """The files, those in folders too; for a folder that gives none, why."""
    for one in named:
        try:
            yield from files_in(one)
        except CallError as error:
            yield _failed(error)


def take_in(database: Path, files: Sequence[Path | Outcome]) -> Iterator[list[Outcome]]:
    """Add the files, a batch as one operation, and give what became of each batch's.

    The database is opened, and made when missing, only when there is a text to add.
    """
    left = iter(files)
    with ExitStack() as opened:
        store = None
        while batch := list(islice(left, BATCH)):
            found = [file if isinstance(file, Outcome) else _read(file) for file in batch]
            intakes = [intake for intake in found if isinstance(intake, Intake)]
            added: list[Added] = []
            if intakes:
                if store is None:
                    store = opened.enter_context(writer(database))
                    if len(files) > BATCH:
                        texts.expect_many(store)
                added = adding.add(store, intakes)
            failures = [failure for failure in found if isinstance(failure, Outcome)]
            yield [*failures, *map(outcome, intakes, added)]


def _read(file: Path) -> Intake | Outcome:
    try:
        return read_file(file)
    except (CallError, DataError) as error:
        return _failed(error)


def _failed(error: CallError | DataError) -> Outcome:
    line = f"claimdesk: {display_line(str(error))}"
    return Outcome("not read", line, look=True, exit_code=error.exit_code)


def outcome(intake: Intake, added: Added) -> Outcome:
    """What became of a text, and of characters in it that are not what they seem."""
    kind = "already here" if added.duplicate else "later text" if added.carried else "added"
    article = added.article
    line = f"{kind}: {article.file or 'standard input'}: {article.title}"
    notes = []
    if added.carried and (moved := added.carried.moved):
        notes.append(f"{counted(moved, 'annotation')} carried over")
    if added.carried and (waiting := added.carried.waiting):
        notes.append(f"{waiting} {'needs' if waiting == 1 else 'need'} a look")
    if added.carried and (lost := added.carried.regions_lost):
        told = counted(lost, "region correction")
        notes.append(f"{told} had no place in the new text")
    if added.carried and (left := added.carried.alignments_left):
        are = "stays" if left == 1 else "stay"
        told = counted(left, "decided alignment")
        notes.append(f"{told} {are} with the earlier text")
    if replaced := intake.decoded.replaced:
        notes.append(f"{counted(replaced, 'control character')} replaced by U+FFFD")
    if hidden := hidden_count(intake.decoded.text):
        notes.append(f"{counted(hidden, 'hidden or bidirectional character')}, shown as ·")
    told = display_line(f"{line} ({', '.join(notes)})" if notes else line)
    return Outcome(kind, told, look=bool(added.carried or (replaced and not added.duplicate)))


def summed(counts: Counter[str]) -> str:
    """How many files came to what: ``1,200 files: 1,198 added, 1 later text, 1 not read``."""
    parts = [
        counted(number, kind) if kind == "later text" else f"{number} {kind}"
        for kind in ("added", "already here", "later text", "not read")
        if (number := counts[kind])
    ]
    return f"{counted(counts.total(), 'file')}: {', '.join(parts)}"


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while so many files are added, where that is a terminal.

    Yields what is to be called with the number of files done since.
    """
    if not sys.stderr or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    # Standard output may be a file: it is not the bar's to redirect.
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.advance(task, done)
