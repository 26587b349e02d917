"""``claimdesk export``: write the tagged dataset."""

import sys
from pathlib import Path

import click

from tui.cli.database import counted, db_option, reader
from tui.formats.losses import told
from tui.formats.writing import Written, write
from tui.text.safety import display_line


@click.command(short_help="Write the tagged dataset: jsonl, csv and others.")
@click.argument("format_name", metavar="FORMAT")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The file or folder to write; standard output when left out.",
)
@db_option
def command(format_name: str, output: Path | None, database: Path) -> None:
    """Export as FORMAT: jsonl is complete, an article a line.

    Nothing is in its place before it is whole.
    """
    with reader(database) as store:
        if output is None or output == Path("-"):
            _tell(format_name, write(store, format_name, sys.stdout.buffer), "")
            return
        written = write(store, format_name, output)
    _tell(str(output), written, str(output))


def _tell(name: str, written: Written, output: str) -> None:
    counts = f"{counted(written.articles, 'article')}, {counted(written.annotations, 'annotation')}"
    if written.earlier:
        are = "is" if written.earlier == 1 else "are"
        counts += f"; {counted(written.earlier, 'annotation')} {are} on an earlier text"
    if lost := told(written.losses.items()):
        counts += f"; left out: {lost}"
    if output or written.losses:
        click.echo(display_line(f"{name}: {counts}"), err=True)
