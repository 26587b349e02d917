"""``claimdesk remove``: take articles away."""

from pathlib import Path

import click

from tui.cli.database import db_option, reader, writer
from tui.store import articles
from tui.text.safety import display_line


@click.command(short_help="Take articles away.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@db_option
def command(ids: tuple[str, ...], database: Path) -> None:
    """Take the articles of these IDs away, with the annotations on them, all or none.

    An ID is one of claimdesk list, or its start. An article with another person's annotations
    stays. Undo in the desk brings the articles back.
    """
    with reader(database) as store:  # which makes none when it is missing
        found = list(dict.fromkeys(articles.find(store, start) for start in ids))
    with writer(database) as store:
        titles = [articles.summary(store, uid).title for uid in found]
        articles.remove(store, found)
    for title in titles:
        click.echo(display_line(f"removed: {title}"))
