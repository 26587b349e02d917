"""``claimdesk stats``: what is in a database, counted."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.store.stats import Stats, by_article, stats
from tui.text.safety import display_line


@click.command(short_help="Count what is in the database.")
@db_option
@json_option
def command(database: Path, as_json: bool) -> None:
    """Count articles, annotations, relations and claims, and annotations per tag."""
    with reader(database) as store:
        counted = stats(store)
        if as_json:
            print_json({**asdict(counted), "by_article": by_article(store)})
            return
    if sys.stdout.isatty():
        _print_bars(counted)
        return
    for name, number in totals(counted):
        click.echo(f"{name}\t{number}")
    for path, number in counted.tags.items():
        click.echo(f"{display_line(path)}\t{number}")


def totals(counted: Stats) -> list[tuple[str, int]]:
    """The counts over everything, with their names."""
    return [
        ("articles", counted.articles),
        ("code points", counted.code_points),
        ("annotations", counted.annotations),
        ("relations", counted.relations),
        ("claims", counted.claims),
    ]


def _print_bars(counted: Stats) -> None:
    from rich.bar import Bar
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    console.print("  ".join(f"{number:,} {name}" for name, number in totals(counted)))
    most = max(counted.tags.values(), default=0)
    table = Table(box=None, show_header=False, pad_edge=False)
    for path, number in counted.tags.items():
        table.add_row(Text(display_line(path)), str(number), Bar(max(most, 1), 0, number, width=40))
    console.print(table)
