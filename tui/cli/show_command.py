"""``claimdesk show``: an article with its details, or the bytes it came as."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.cli.list_command import as_row
from tui.errors import CallError
from tui.store import articles, origins, versions
from tui.store.articles import DETAILS
from tui.store.connection import Store
from tui.text.safety import display_line, display_safe


@click.command(short_help="Print an article, or the file it came from.")
@click.argument("start", metavar="ID")
@click.option("--origin", "as_origin", is_flag=True, help="The bytes it came as, unchanged.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write these bytes to; standard output when left out.",
)
@json_option
@db_option
def command(
    start: str, as_origin: bool, output: Path | None, as_json: bool, database: Path
) -> None:
    """Print the article whose id is ID, or starts so: its details, then its text.

    --json has with them how the text was found in the file it came from: the kind of file, what
    found it with which options, and the sha256 of the bytes, which --origin gives back.
    """
    place = None if output == Path("-") else output
    if place is not None and not as_origin:
        raise CallError("-o is for the bytes it came as: give --origin as well")
    if as_origin and as_json:
        raise CallError("bytes are no JSON: give --origin or --json alone")
    if as_origin and place is None and sys.stdout.isatty():
        raise CallError("a terminal is no place for bytes: name a file with -o")
    with reader(database) as store:
        uid = articles.find(store, start)
        if as_origin:
            _write(origins.origin(store, uid).raw, place, database)
        elif as_json:
            print_json(_row(store, uid))
        else:
            _print(store, uid)


def _write(raw: bytes, place: Path | None, database: Path) -> None:
    from tui.formats.whole import whole

    if place is None:
        sys.stdout.buffer.write(raw)
        return
    with whole(place, "-o page.html", database) as out:
        out.write(raw)


def _row(store: Store, uid: str) -> dict[str, object]:
    article, found = articles.read(store, uid), origins.origin(store, uid)
    return {
        **as_row(article.summary),
        "text": article.text,
        "origin": {
            "sha256": found.sha256,
            "bytes": len(found.raw),
            "encoding": found.encoding,
            "replaced": found.replaced,
            **asdict(found.extraction),
        },
        "texts": [asdict(one) for one in versions.of_article(store, uid)],
    }


def _print(store: Store, uid: str) -> None:
    article = articles.read(store, uid)
    for name in DETAILS:
        if value := getattr(article.summary, name):
            click.echo(display_line(f"{name}: {value}"))
    click.echo(f"\n{display_safe(article.text)}", nl=not article.text.endswith("\n"))
