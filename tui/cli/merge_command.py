"""``claimdesk merge``: bring together files that grew apart."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import counted, db_option, json_option, print_json, writer
from tui.errors import CallError, DataError
from tui.store.merge import Merged, Progress, merge
from tui.text.safety import display_line

LARGE = 5000
"""Rows from which it is worth telling how far a merge is."""


@click.command(short_help="Bring in what others did in their files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
@json_option
def command(files: tuple[Path, ...], database: Path, as_json: bool) -> None:
    """Bring in what was done in other database FILES, each made with claimdesk pack or a copy.

    The files are only read. What two people changed without seeing it from each other is listed by
    claimdesk conflicts. A file that cannot be merged is told on a line of its own and the others
    are merged. A merge cannot be undone: a backup is kept from before it, see claimdesk backup
    --list.
    """
    done: dict[str, Merged] = {}
    failures: list[CallError | DataError] = []
    with writer(database, make=False) as store:
        for file in files:
            back_up = all(merged.backup is None for merged in done.values())
            try:
                done[str(file)] = merge(store, file, _tell(file), back_up=back_up)
            except (CallError, DataError) as error:
                failures.append(error)
                click.echo(f"claimdesk: {display_line(str(error))}", err=True)
            else:
                if not as_json:
                    click.echo(display_line(f"{file}: {outcome(done[str(file)])}"))
    if as_json:
        print_json([_as_row(file, merged) for file, merged in done.items()])
    if failures:
        raise click.exceptions.Exit(max(failure.exit_code for failure in failures))


def outcome(merged: Merged) -> str:
    """What came from a file, in one line."""
    waiting = f"{counted(merged.waiting, 'annotation')} of yours to place in a later text"
    if not merged.operations:
        return f"nothing new; {waiting}" if merged.waiting else "nothing new"
    done = [f"{counted(count, 'operation')} of {who}" for who, count in merged.annotators.items()]
    said = [" and ".join(done) or counted(merged.operations, "operation")]
    if merged.articles:
        said.append(f"{counted(merged.articles, 'article')} new")
    said.append(f"{counted(merged.annotations, 'annotation')} new")
    if merged.conflicts:
        said.append(f"{counted(merged.conflicts, 'conflict')}: see claimdesk conflicts")
    line = ", ".join(said)
    return f"{line}; {waiting}" if merged.waiting else line


def _as_row(file: str, merged: Merged) -> dict[str, object]:
    kept = str(merged.backup) if merged.backup else None
    return {"file": file, **asdict(merged), "backup": kept}


def _tell(file: Path) -> Progress:
    """How far a large file is, on a terminal."""

    def progress(done: int, of: int) -> None:
        if sys.stderr.isatty() and of >= LARGE:
            line = display_line(f"{file}: {done:,} of {of:,} rows")
            click.echo(f"\r{line}" if done < of else "\r\x1b[K", nl=False, err=True)

    return progress
