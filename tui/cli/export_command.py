"""``claimdesk export``: write the tagged dataset."""

import sys
from pathlib import Path

import click

from tui.cli.database import counted, db_option, reader
from tui.formats.registry import FORMATS, Written, left_out, write_file, write_stream
from tui.text.safety import display_line


@click.command(short_help="Write the tagged dataset: jsonl or csv.")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The file to write; standard output when left out.",
)
@db_option
def command(format_name: str, output: Path | None, database: Path) -> None:
    """Export as FORMAT: jsonl (an article a line, complete) or csv (an annotation a row).

    A file is written under a temporary name and renamed when it is whole.
    """
    with reader(database) as store:
        if output is None or output == Path("-"):
            _tell_left_out(format_name, write_stream(store, format_name, sys.stdout.buffer))
            return
        written = write_file(store, format_name, output)
    counts = f"{counted(written.articles, 'article')}, {counted(written.annotations, 'annotation')}"
    if written.earlier:
        are = "is" if written.earlier == 1 else "are"
        counts += f"; {counted(written.earlier, 'annotation')} {are} on an earlier text"
    click.echo(display_line(f"{output}: {counts}"), err=True)
    _tell_left_out(format_name, written)


def _tell_left_out(format_name: str, written: Written) -> None:
    if words := left_out(format_name, written):
        click.echo(words, err=True)
