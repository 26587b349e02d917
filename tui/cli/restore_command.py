"""``claimdesk restore``: put a backup in the place of the database."""

from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import counted, db_option, json_option, print_json
from tui.store.restoring import restore
from tui.text.safety import display_line


@click.command(short_help="Put a backup in the place of the database.")
@click.argument("file", type=click.Path(path_type=Path))
@db_option
@json_option
def command(file: Path, database: Path, as_json: bool) -> None:
    """Put a copy of FILE in the place of the database. FILE itself is only read.

    The present state is kept first: as a backup, or, where it is damaged, as a file beside it.
    Close the desk before.
    """
    restored = restore(file, database)
    if as_json:
        row = asdict(restored)
        print_json({**row, "kept": str(restored.kept) if restored.kept else None})
        return
    amount = (
        f"{counted(restored.articles, 'article')}, {counted(restored.annotations, 'annotation')}"
    )
    newest = f", as of {restored.newest}" if restored.newest else ""
    click.echo(display_line(f"{database}: {amount}{newest}, from {file}"))
    if restored.kept:
        click.echo(display_line(f"the earlier state is kept: {restored.kept}"))
