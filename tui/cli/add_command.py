"""``claimdesk add``: take text files in."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from tui.cli.database import counted, db_option, reader, writer
from tui.cli.files import read_file
from tui.cli.taking_in import Outcome, expanded, outcome, progress, summed, take_in
from tui.errors import CallError, DataError
from tui.store import adding, articles

FEW = 20
"""Files that get a line each. Of more, only those that need a look do, and a sum is told."""
STOPPED = 130


@click.command(short_help="Add articles from text files and folders.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
@click.option("--version-of", metavar="ID", help="Take FILE in as a later text of this article.")
def command(files: tuple[Path, ...], database: Path, version_of: str | None) -> None:
    """Add articles from text FILES, the *.txt files in folders, or standard input with -.

    A file that cannot be read is told on a line of its own and the others are added. A text that
    is already here is told, not added twice. A file that has changed since it was added is a later
    text of its article: its annotations are carried over. Stopped, the same command goes on.
    """
    code = _add(files, database) if version_of is None else _version(files, database, version_of)
    if code:
        raise click.exceptions.Exit(code)


def _add(named: Sequence[Path], database: Path) -> int:
    files = list(expanded(named))
    if len(files) <= FEW:
        outcomes = [one for batch in take_in(database, files) for one in batch]
        _tell(outcomes)
        return max(one.exit_code for one in outcomes)
    counts: Counter[str] = Counter()
    to_see: list[Outcome] = []
    stopped: KeyboardInterrupt | DataError | None = None
    with progress(len(files)) as advance:
        try:
            for batch in take_in(database, files):
                counts.update(one.kind for one in batch)
                to_see += [one for one in batch if one.look]
                advance(len(batch))
        except (KeyboardInterrupt, DataError) as error:  # what was added so far stays
            stopped = error
    _tell(to_see)
    click.echo(summed(counts))
    if isinstance(stopped, DataError):
        raise stopped
    if stopped:
        done = f"{counts.total()} of {counted(len(files), 'file')} are done"
        click.echo(f"claimdesk: stopped: {done}; the same command goes on from there", err=True)
        return STOPPED
    return max((one.exit_code for one in to_see), default=0)


def _version(files: Sequence[Path], database: Path, start: str) -> int:
    if len(files) != 1:
        raise CallError("--version-of is for one file: add the others on their own")
    intake = read_file(files[0])
    with reader(database) as store:  # which makes none when it is missing
        uid = articles.find(store, start)
    with writer(database) as store:
        _tell([outcome(intake, adding.add_version(store, uid, intake))])
    return 0


def _tell(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        click.echo(one.line, err=bool(one.exit_code))
