"""``claimdesk add``: take in files of every kind that is read, folders, and pages by address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from tui.adding.outcomes import outcome
from tui.adding.reading import Wanted, read_all
from tui.adding.sources import expanded
from tui.adding.taking import take_in
from tui.cli.adding_options import adding_options, chosen, wanted_of
from tui.cli.database import db_option, json_option, reader, writer
from tui.cli.taking_in import Bar, Told
from tui.errors import CallError, DataError
from tui.store import adding, articles

STOPPED = 130

EXAMPLES = """
\b
Examples:
  claimdesk add articles/ page.html report.pdf
  claimdesk add https://example.org/news/toll
  claimdesk add toll.csv --column text=body --source "The Daily"
  claimdesk add feeds.opml --fetch
"""


@click.command(short_help="Add articles from files, folders and web pages.", epilog=EXAMPLES)
@click.argument("named", metavar="FILES…", nargs=-1, required=True, type=click.Path())
@db_option
@click.option("--version-of", metavar="ID", help="Take FILE in as a later text of this article.")
@adding_options
@json_option
def command(
    named: tuple[str, ...],
    database: Path,
    version_of: str | None,
    as_json: bool,
    **given: object,
) -> None:
    """Add articles from files, folders, zip archives, web addresses, or standard input with -.

    What a file is, its contents tell: text, Markdown, a web page, PDF, DOCX, RTF, EPUB, mail, a
    feed, CSV or JSON with an article a row, WARC. What cannot be read is told on a line of its own
    and the rest is added. A text that is already here is told, not added twice. One from the same
    place that has changed is a later text of its article: its annotations are carried over.
    Stopped, the same command goes on.
    """
    wanted = wanted_of(given)
    if version_of is None:
        code = _add(named, database, wanted, as_json)
    else:
        code = _version(named, database, version_of, wanted, as_json)
    if code:
        raise click.exceptions.Exit(code)


def _add(named: Sequence[str], database: Path, wanted: Wanted, as_json: bool) -> int:
    files = list(expanded(named))
    told = Told(len(files), as_json)
    stopped: KeyboardInterrupt | click.Abort | DataError | None = None
    with Bar(len(files)) as bar:

        def choose(name: str, columns: tuple[str, ...]) -> Mapping[str, str]:
            with bar.away():
                return chosen(name, columns)

        try:
            for batch in take_in(lambda: writer(database), files, replace(wanted, choose=choose)):
                told.take(batch.outcomes, batch.files)
                bar.advance(batch.files, len(batch.outcomes))
        except (KeyboardInterrupt, click.Abort, DataError) as error:  # what was added so far stays
            stopped = error
    told.tell(stopped is not None)
    if isinstance(stopped, DataError):
        raise stopped
    if stopped:
        done = (
            f"{told.done:,} of {len(files):,} {'file is' if len(files) == 1 else 'files are'} done"
        )
        click.echo(f"claimdesk: stopped: {done}; the same command goes on from there", err=True)
        return STOPPED
    return told.exit_code


def _version(
    named: Sequence[str], database: Path, start: str, wanted: Wanted, as_json: bool
) -> int:
    if len(named) != 1:
        raise CallError("--version-of is for one file: add the others on their own")
    come = read_all(named, wanted)
    if len(come) != 1:
        raise CallError(
            f"{named[0]} holds {len(come)} articles: --version-of is for one, give its file"
        )
    with reader(database) as store:  # which makes none when it is missing
        uid = articles.find(store, start)
    with writer(database) as store:
        became = outcome(come[0], adding.add_version(store, uid, come[0].intake))
    told = Told(1, as_json)
    told.take([became], 1)
    told.tell()
    return 0
