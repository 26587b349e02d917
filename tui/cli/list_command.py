"""``claimdesk list``: the articles in a database."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.database import db_option, in_batches, json_option, print_json_list, reader
from tui.model import ArticleSummary
from tui.store import articles
from tui.text.safety import display_line

if TYPE_CHECKING:
    from rich.table import Table

SOURCE = 20
"""Cells for the source in a table."""


@click.command(short_help="List the articles.")
@db_option
@json_option
def command(database: Path, as_json: bool) -> None:
    """List the articles: id, annotations, length, source, title."""
    with reader(database) as store:
        found = articles.each(store)
        if as_json:
            print_json_list(as_row(article) for article in found)
        elif sys.stdout.isatty():
            _print_tables(found)
        else:
            for some in in_batches(found):
                click.echo("\n".join(map(_as_line, some)))


def _as_line(article: ArticleSummary) -> str:
    cells = (article.uid, article.annotations, article.length, article.label, article.title)
    return "\t".join(display_line(str(cell)) for cell in cells)


def as_row(article: ArticleSummary) -> dict[str, object]:
    """An article as the JSON of the list gives it; lengths are in code points."""
    row = asdict(article)
    return {"id": row.pop("uid"), **row}


def _print_tables(found: Iterator[ArticleSummary]) -> None:
    from rich.console import Console

    console = Console()
    none = True
    for some in in_batches(found):
        console.print(_table(some, heading=none))
        none = False
    if none:
        console.print("No articles yet: claimdesk add FILE")


def _table(found: Sequence[ArticleSummary], heading: bool) -> "Table":
    """Some of the articles; the columns are as wide in the next table."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", pad_edge=False, show_header=heading, expand=True)
    table.add_column("id", width=8)
    table.add_column("marks", justify="right", width=6)
    table.add_column("length", justify="right", width=7)
    table.add_column("source", overflow="ellipsis", no_wrap=True, width=SOURCE)
    table.add_column("title", overflow="fold", ratio=1)
    for article in found:
        cells = (article.uid[:8], article.annotations, article.length, article.label, article.title)
        table.add_row(*(Text(display_line(str(cell))) for cell in cells))
    return table
