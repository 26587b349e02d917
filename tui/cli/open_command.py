"""``claimdesk`` and ``claimdesk open``: the desk itself."""

import sys
from pathlib import Path

import click

from tui.cli.database import db_option, writer
from tui.errors import CallError, DataError
from tui.store import adding, history
from tui.store.connection import Store
from tui.text.safety import display_line


@click.command(short_help="Open the desk (also without this word).")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@db_option
@click.option("--annotator", metavar="NAME", help="Whose annotations these are (your login name).")
def command(files: tuple[Path, ...], database: Path, annotator: str | None) -> None:
    """Open the desk, adding the named text FILES first and showing them side by side."""
    named = [_named(file) for file in files]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CallError(
            "the desk needs a terminal; without one, use claimdesk add, list, export, stats, check"
        )
    intakes = _read(named)
    with writer(database, annotator, timeout=1.0) as store:
        added = adding.add(store, intakes) if intakes else []
        from tui.app.app import Desk

        desk = Desk(store, show=[entry.article.uid for entry in added])
        before = history.seen(store).last
        desk.run()
        if history.seen(store).last != before:
            keep_backup(store)
    if desk.return_code:
        raise click.exceptions.Exit(desk.return_code)


def keep_backup(store: Store) -> None:
    """Keep the day's backup, when it is time for one. Where that fails, say so and go on."""
    from tui.store import backups

    try:
        backups.roll(store)
    except (CallError, DataError) as error:
        click.echo(f"claimdesk: no backup was made: {display_line(str(error))}", err=True)


def _read(named: list[Path]) -> list[adding.Intake]:
    if not named:
        return []
    from tui.adding.reading import read_all

    return [one.intake for one in read_all([str(file) for file in named])]


def _named(file: Path) -> Path:
    """The file, or the reason why a word that is neither a file nor a command was refused."""
    try:
        if file.exists():
            return file
    except OSError as error:
        raise CallError(f"{file} cannot be read: {error.strerror}: check the name") from None
    from difflib import get_close_matches

    from tui.cli.main import COMMANDS

    if str(file) in COMMANDS:
        raise CallError(
            f"{file}: a command goes before its options, as in claimdesk {file} --db DB"
        )
    near = get_close_matches(str(file), COMMANDS, 1)
    hint = (
        f": did you mean claimdesk {near[0]}?" if near else " and no such command: check the name"
    )
    raise CallError(f"{file}: there is no such file{hint}")
