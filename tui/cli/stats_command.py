"""``claimdesk stats``: what is in a database, counted."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.store import codebook
from tui.store.stats import Share, Stats, annotated, by_article, by_source, most_annotated, stats
from tui.text.bars import parted
from tui.text.safety import display_line

MOST = 20
"""Sources and articles that a terminal is shown; `--json` has all of them."""


@click.command(short_help="Count what is in the database.")
@db_option
@json_option
def command(database: Path, as_json: bool) -> None:
    """Count articles, annotations, relations and claims, and annotations per tag.

    A terminal gets bars, by source and by article too; --json has by_source and by_article.
    """
    with reader(database) as store:
        counted = stats(store)
        if as_json:
            shares = {one.name: one.tags for one in by_source(store)}
            print_json({**asdict(counted), "by_source": shares, "by_article": by_article(store)})
            return
        if sys.stdout.isatty():
            _print_bars(counted)
            keys = {tag.path: tag.key for tag in codebook.tags(store)}
            sources = by_source(store)
            _print_shares("source", sources[:MOST], len(sources), keys)
            _print_shares("article", most_annotated(store, 0, MOST), annotated(store), keys)
            return
    for name, number in totals(counted):
        click.echo(f"{name}\t{number}")
    for path, number in counted.tags.items():
        click.echo(f"{display_line(path)}\t{number}")
    for path, number in counted.article_tags.items():
        if number:
            click.echo(f"article tag {display_line(path)}\t{number}")


def totals(counted: Stats) -> list[tuple[str, int]]:
    """The counts over everything, with their names."""
    whole = sum(counted.article_tags.values())
    return [
        ("articles", counted.articles),
        ("code points", counted.code_points),
        ("annotations", counted.annotations),
        ("relations", counted.relations),
        ("claims", counted.claims),
        *([("article tags", whole)] if whole else []),
        *([("decided alignments", counted.alignments)] if counted.alignments else []),
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
    for path, number in counted.article_tags.items():
        if number:
            table.add_row(Text(f"article tag {display_line(path)}"), str(number))
    console.print(table)


def _print_shares(what: str, shares: list[Share], total: int, keys: dict[str, str]) -> None:
    """A bar for each source or article, made of the keys of its annotations' tags."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not shares:
        return
    console = Console()
    console.print(Text(f"\nby {what}", "bold"))
    most = shares[0].annotations
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=30)
    for one in shares:
        cells = parted([*one.tags.values()], most, 40)
        bar = "".join(
            (keys.get(path) or "•") * width for path, width in zip(one.tags, cells, strict=True)
        )
        name = display_line(one.name) or f"no {what}"
        table.add_row(Text(name), str(one.annotations), Text(display_line(bar)))
    console.print(table)
    if total > len(shares):
        console.print(Text(f"and {total - len(shares):,} more: see --json", "dim"))
