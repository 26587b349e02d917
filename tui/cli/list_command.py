"""``claimdesk list``: the articles in a database."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.model import ArticleSummary
from tui.store import articles
from tui.text.safety import display_line


@click.command(short_help="List the articles.")
@db_option
@json_option
def command(database: Path, as_json: bool) -> None:
    """List the articles: id, annotations, length, source, title."""
    with reader(database) as store:
        found = articles.summaries(store)
    if as_json:
        print_json([as_row(article) for article in found])
    elif sys.stdout.isatty():
        _print_table(found)
    else:
        for article in found:
            cells = (article.uid, article.annotations, article.length, article.label, article.title)
            click.echo("\t".join(display_line(str(cell)) for cell in cells))


def as_row(article: ArticleSummary) -> dict[str, object]:
    """An article as the JSON of the list gives it; lengths are in code points."""
    row = asdict(article)
    return {"id": row.pop("uid"), **row}


def _print_table(found: list[ArticleSummary]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", pad_edge=False)
    for name, justify in (("id", "left"), ("marks", "right"), ("length", "right")):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("source", overflow="ellipsis", no_wrap=True, max_width=28)
    table.add_column("title", overflow="fold")
    for article in found:
        cells = (article.uid[:8], article.annotations, article.length, article.label, article.title)
        table.add_row(*(Text(display_line(str(cell))) for cell in cells))
    Console().print(table if found else "No articles yet: claimdesk add FILE")
