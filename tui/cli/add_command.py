"""``claimdesk add``: take text files in."""

from pathlib import Path

import click

from tui.cli.database import db_option, writer
from tui.cli.files import read_file
from tui.errors import CallError, DataError
from tui.store import articles
from tui.store.articles import Added, Intake
from tui.text.safety import display_line


@click.command(short_help="Add articles from text files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
def command(files: tuple[Path, ...], database: Path) -> None:
    """Add articles from text FILES, or from standard input with -.

    A file that cannot be read is told on a line of its own and the others are added. A text that
    is already here is told, not added twice.
    """
    intakes: list[Intake] = []
    failures: list[CallError | DataError] = []
    for file in files:
        try:
            intakes.append(read_file(file))
        except (CallError, DataError) as error:
            failures.append(error)
            click.echo(f"claimdesk: {display_line(str(error))}", err=True)
    if intakes:
        with writer(database) as store:
            for added in articles.add(store, intakes):
                click.echo(outcome(added))
    if failures:
        raise click.exceptions.Exit(max(failure.exit_code for failure in failures))


def outcome(added: Added) -> str:
    """One line on what became of a file."""
    word = "already here" if added.duplicate else "added"
    article = added.article
    return display_line(f"{word}: {article.file or 'standard input'}: {article.title}")
