"""``claimdesk compare``: articles side by side."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tui.cli.database import db_option
from tui.cli.standard_output import standard_output
from tui.errors import CallError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.cli.compared import Named
    from tui.compare.findings import Comparison

Write = Callable[[BinaryIO], None]
MATRIX = ("csv", "html", "markdown")


@click.command(short_help="Set articles side by side: what differs, what only one tells.")
@click.argument("articles", metavar="A B [C…]", nargs=-1, required=True)
@click.option("--json", "form", flag_value="json", help="Print JSON, for other programs.")
@click.option("--csv", "form", flag_value="csv", help="An alignment a row.")
@click.option("--html", "form", flag_value="html", help="A page that needs nothing else.")
@click.option(
    "--matrix",
    type=click.Choice(MATRIX),
    metavar="FORMAT",
    help="Claims by sources instead, as csv, html or markdown.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The file to write; standard output when left out.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    metavar="T",
    help="The score from which on sentences are aligned, 0 to 1.",
)
@click.option("--semantic", is_flag=True, help="Refine by sentence vectors (the extra [semantic]).")
@db_option
def command(
    articles: tuple[str, ...],
    form: str | None,
    matrix: str | None,
    output: Path | None,
    threshold: float | None,
    semantic: bool,
    database: Path,
) -> None:
    """Compare two or more articles: files, or ids of articles in the database.

    Shows the details that differ, the sentences that tell the same (with their score), and those
    that only one article has. Offsets in JSON and CSV are code points, end exclusive.
    """
    if form and matrix:
        raise CallError(f"--{form} and --matrix are two outputs: choose one")
    if output and not (form or matrix):
        raise CallError(f"what to write into {output} is not said: add --json, --csv or --html")
    from tui.cli.compared import compared
    from tui.compare.comparison import compare

    named = compared(articles, database, semantic)
    found = compare(
        named.sources, named.decisions, named.frequencies, named.vectors, threshold=threshold
    )
    write = _matrix_writer(found, named, matrix) if matrix else _writer(found, form)
    if output is not None and output != Path("-"):
        from tui.formats.whole import whole

        with whole(output, f"comparison.{form or matrix}", database) as stream:
            write(stream)
    elif form or matrix:
        with standard_output() as stream:
            write(stream)
    elif sys.stdout.isatty():
        from rich.console import Console

        from tui.cli.comparison_table import print_comparison

        print_comparison(found, Console())
    else:
        _print_lines(found)


def _writer(found: "Comparison", form: str | None) -> Write:
    from importlib import import_module

    module = import_module(f"tui.formats.comparison_{form or 'csv'}")
    return lambda stream: module.write(found, stream)


def _matrix_writer(found: "Comparison", named: "Named", form: str) -> Write:
    from importlib import import_module

    from tui.compare.matrix import matrix

    table = matrix(found, named.annotations, named.relations)
    module = import_module(f"tui.formats.matrix_{form}")
    return lambda stream: module.write(table, stream)


def _print_lines(found: "Comparison") -> None:
    from tui.formats.comparison_csv import cells

    for row in cells(found):
        click.echo("\t".join(display_line(str(cell)) for cell in row))
