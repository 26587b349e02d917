"""What a call of ``add`` shows while it goes on and at its end: a bar, lines, a table, JSON."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import IO, TYPE_CHECKING

import click

from tui.adding.copies import Groups, below
from tui.adding.outcomes import KINDS, OF_ADDED, Outcome, counted_kinds, reasons, summed
from tui.cli.database import print_json_list
from tui.text.safety import display_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FEW = 20
"""Articles that get a line each. Of more, only those that need a look do, and a sum is told."""
REASONS = 5
"""Reasons for files that were not read, in the table."""


@dataclass(slots=True)
class Told:
    """What became of everything so far. Of many, only what a person has to see is kept in memory;
    what is to be printed as JSON waits in a temporary file."""

    files: int
    as_json: bool = False
    done: int = 0
    exit_code: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[Outcome] = field(default_factory=list)
    near: Groups = field(init=False)
    rows: IO[str] | None = None

    def __post_init__(self) -> None:
        self.near = Groups(whole=self.as_json)
        if self.as_json:
            from tempfile import TemporaryFile

            self.rows = TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 - closed by `tell`

    @property
    def is_much(self) -> bool:
        """Whether there is too much for a line each."""
        return max(self.files, sum(self.counts[kind] for kind in KINDS)) > FEW

    def take(self, outcomes: list[Outcome], files: int) -> None:
        """Note what became of a batch."""
        self.done += files
        self.counts.update(counted_kinds(outcomes))
        self.near.take(outcomes)
        self.exit_code = max([self.exit_code, *(one.exit_code for one in outcomes)])
        if self.rows:
            self.rows.writelines(f"{json.dumps(one.row)}\n" for one in outcomes)
            return
        was_much = self.is_much
        self.kept += outcomes
        if was_much:
            self.kept = [one for one in self.kept if one.look]

    def tell(self, stopped: bool = False) -> None:
        """Say all of it."""
        if self.rows:
            with self.rows:
                self._print_json(self.rows, stopped)
            return
        for depth, one in [(0, one) for one in self.kept] if self.is_much else below(self.kept):
            if one.kind == "not read":
                click.echo(f"claimdesk: {one.line}", err=True)
            else:
                click.echo("  " * depth + one.line)
        if not self.is_much:
            return
        for line in self.near.lines:
            click.echo(line)
        if sys.stdout.isatty():
            self._print_table()
        else:
            click.echo(summed(self.done, self.counts))

    def _print_json(self, kept: IO[str], stopped: bool) -> None:
        head = {
            "files": self.files,
            "done": self.done,
            "stopped": stopped,
            "counts": {kind: self.counts[kind] for kind in (*KINDS, *OF_ADDED)},
        }
        click.echo(json.dumps(head, indent=2).removesuffix("\n}"), nl=False)
        kept.seek(0)
        for name, rows in (("results", map(json.loads, kept)), ("near_copies", self.near.rows)):
            click.echo(f',\n  "{name}": ', nl=False)
            print_json_list(rows, within="  ")
        click.echo("\n}")

    def _print_table(self) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, header_style="dim", pad_edge=False)
        table.add_column(f"{self.done:,} {'file' if self.done == 1 else 'files'}")
        table.add_column("", justify="right")
        table.add_column("")
        for kind in (*KINDS[:1], *OF_ADDED, *KINDS[1:]):
            if number := self.counts[kind]:
                table.add_row(f"  {kind}" if kind in OF_ADDED else kind, f"{number:,}", "")
        for reason, number in reasons(self.kept)[:REASONS]:
            table.add_row("", f"{number:,}", Text(display_line(reason)))
        Console().print(table)


class Bar:
    """A bar on standard error while much is taken in, where that is a terminal:
    ``with Bar(files) as bar: …``. It comes once there is much, and is gone at the end."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._come = 0
        self._done = 0
        self._begun = monotonic()
        self._shown: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *error: object) -> None:
        if self._shown:
            self._shown.stop()

    def advance(self, files: int, articles: int) -> None:
        """So many more files are done with, and so many articles have come."""
        self._done += files
        self._come += articles
        if max(self._files, self._come) <= FEW or not sys.stderr or not sys.stderr.isatty():
            return
        if self._shown is None or self._task is None:
            self._shown = _shown()
            self._task = self._shown.add_task("", total=self._files, articles=0, rate=0.0)
            self._shown.start()
        rate = self._come / max(monotonic() - self._begun, 0.001)
        self._shown.update(self._task, completed=self._done, articles=self._come, rate=rate)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Without the bar, so that something can be asked."""
        if self._shown:
            self._shown.stop()
        yield
        if self._shown:
            self._shown.start()


def _shown() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    come = TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:,.0f} a second")
    return Progress(
        *(BarColumn(), MofNCompleteColumn(), come),
        console=Console(stderr=True),
        transient=True,
        # Standard output may be a file: it is not the bar's to redirect.
        redirect_stdout=False,
        redirect_stderr=False,
    )


@contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while so many articles are read, where that is a terminal.

    Yields what is to be called with the number of articles done since.
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
