"""``claimdesk history``: who did what, and when."""

from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.store import articles, describe, history
from tui.text.safety import display_line


@click.command(short_help="Who did what, and when.")
@click.option("--article", metavar="ID", help="Only what was done to this article.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, metavar="N")
@db_option
@json_option
def command(article: str | None, limit: int, database: Path, as_json: bool) -> None:
    """List what was done, newest first: when, by whom, what; with --json also what changed.

    H in the desk shows the same, and undoes.
    """
    with reader(database) as store:
        uid = articles.find(store, article) if article else None
        found = history.operations(store, limit, article=uid)
        if as_json:
            changes = [describe.changes(store, operation.uid) for operation in found]
            print_json(
                [
                    {**asdict(operation), "what": lines}
                    for operation, lines in zip(found, changes, strict=True)
                ]
            )
            return
    for operation in found:
        undone = "\tundone" if operation.undone else ""
        cells = (operation.wall[:19] + "Z", operation.annotator, operation.label)
        click.echo("\t".join(display_line(cell) for cell in cells) + undone)
