"""``claimdesk add``: take text files in."""

from pathlib import Path

import click

from tui.cli.database import db_option, writer
from tui.cli.files import read_file
from tui.errors import CallError, DataError
from tui.store import articles
from tui.store.articles import Added, Intake
from tui.text.safety import display_line, hidden_count


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
            for intake, added in zip(intakes, articles.add(store, intakes), strict=True):
                click.echo(outcome(intake, added))
    if failures:
        raise click.exceptions.Exit(max(failure.exit_code for failure in failures))


def outcome(intake: Intake, added: Added) -> str:
    """One line on what became of a file, and on characters in it that are not what they seem."""
    word = "already here" if added.duplicate else "added"
    article = added.article
    line = f"{word}: {article.file or 'standard input'}: {article.title}"
    notes = []
    if intake.decoded.replaced:
        notes.append(f"{intake.decoded.replaced} control characters replaced by U+FFFD")
    if hidden := hidden_count(intake.decoded.text):
        notes.append(f"{hidden} hidden or bidirectional characters, shown as ·")
    return display_line(f"{line} ({', '.join(notes)})" if notes else line)
