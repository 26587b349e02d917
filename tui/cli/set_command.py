"""``claimdesk set``: change what is known about an article."""

from pathlib import Path

import click

from tui.cli.database import db_option, reader, writer
from tui.errors import CallError
from tui.store import article_details, articles
from tui.text.safety import display_line


@click.command(short_help="Change an article's title, source, date and the like.")
@click.argument("start", metavar="ID")
@click.option("--title", metavar="WORDS")
@click.option("--source", metavar="NAME")
@click.option("--byline", metavar="NAMES")
@click.option("--published", metavar="DATE", help="As ISO 8601 has it: 2024-07-31T14:05+02:00.")
@click.option("--url", metavar="URL")
@click.option("--language", metavar="TAG", help="As BCP 47 has it: en, pt-BR.")
@click.option("--story", metavar="NAME")
@db_option
def command(start: str, database: Path, **details: str | None) -> None:
    """Change details of the article whose id is ID, or starts so; an empty one takes it away.

    It is one step, which undo in the desk takes back.
    """
    given = {name: value for name, value in details.items() if value is not None}
    if not given:
        raise CallError("nothing to change: give --title, --source or another, as in --help")
    with reader(database) as store:  # which makes none when it is missing
        uid = articles.find(store, start)
    with writer(database) as store:
        said = article_details.change(store, uid, given)
    click.echo(display_line(said or "that is what it has already"))
