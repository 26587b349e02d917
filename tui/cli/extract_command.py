"""``claimdesk extract``: find an article's text in its page again, in another way."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.adding.extracting import extracted
from tui.adding.outcomes import outcome
from tui.cli.database import db_option, json_option, print_json, reader, writer
from tui.store import adding, articles

if TYPE_CHECKING:
    from tui.intake.face import Taking


@click.command(short_help="Take another text of an article's page.")
@click.argument("start", metavar="ID")
@click.option(
    "--with",
    "taking",
    type=click.Choice(["best", "other", "whole"]),
    default="best",
    show_default=True,
    help="The best extractor's text, the second one's, or all text of the page.",
)
@json_option
@db_option
def command(start: str, taking: "Taking", as_json: bool, database: Path) -> None:
    """Find the text of the article ID again, in the page it came as, which is kept.

    It is a later text of the article: annotations are carried over, and the text before stays among
    its versions. It is one step, which undo in the desk takes back.
    """
    with reader(database) as store:  # which makes none when it is missing
        uid = articles.find(store, start)
    with writer(database) as store:
        come = extracted(store, uid, taking)
        became = outcome(come, adding.add_version(store, uid, come.intake))
    if as_json:
        print_json(became.row)
    else:
        click.echo(became.line)
