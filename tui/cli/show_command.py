"""``claimdesk show``: an article with its details, or the bytes it came as."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.cli.list_command import as_row
from tui.errors import CallError
from tui.model import Article
from tui.store import articles, origins, versions
from tui.store.articles import DETAILS
from tui.store.connection import Store
from tui.store.versions import Version
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
@click.option(
    "--text",
    "number",
    type=click.IntRange(1),
    metavar="N",
    help="One of the texts it has had: 1 is its first. The one it has now when left out.",
)
@json_option
@db_option
def command(
    start: str,
    as_origin: bool,
    output: Path | None,
    number: int | None,
    as_json: bool,
    database: Path,
) -> None:
    """Print the article whose id is ID, or starts so: its details, then its text.

    --json has with them how the text was found in the file it came from: the kind of file, what
    found it with which options, and the sha256 of the bytes, which --origin gives back. With --text
    each of them is of that text.
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
        known = versions.of_article(store, uid)
        one = _numbered(number, known)
        if as_origin:
            _write(origins.origin(store, uid, one.sha256 if one else "").raw, place, database)
        elif as_json:
            print_json(_row(store, uid, one, known))
        else:
            _print(_with(store, uid, one), one, known)


def _numbered(number: int | None, known: list[Version]) -> Version | None:
    """The text of this number; None is the one that the article has now. Raises CallError."""
    if number is None:
        return known[-1] if known else None
    if number > max(1, len(known)):
        had = f"has had {len(known)} texts" if known else "has had but one text"
        raise CallError(f"it {had}, and none of number {number}: choose --text 1 or see --json")
    return known[number - 1] if known else None


def _with(store: Store, uid: str, one: Version | None) -> Article:
    """The article as it was with one of its texts; None is the one it has now."""
    if one is None or one.current:
        return articles.read(store, uid)
    is_ = asdict(one)
    was = {name: is_[name] for name in ("sha256", "length", "file", "added")}
    summary = replace(articles.summary(store, uid), **was)
    return Article(summary, versions.text_of(store, uid, one.sha256))


def _write(raw: bytes, place: Path | None, database: Path) -> None:
    from tui.formats.whole import whole

    if place is None:
        sys.stdout.buffer.write(raw)
        return
    with whole(place, "-o page.html", database) as out:
        out.write(raw)


def _row(store: Store, uid: str, one: Version | None, known: list[Version]) -> dict[str, object]:
    article = _with(store, uid, one)
    found = origins.origin(store, uid, one.sha256 if one else "")
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
        "texts": [asdict(each) for each in known],
    }


def _print(article: Article, one: Version | None, known: list[Version]) -> None:
    for name in DETAILS:
        if value := getattr(article.summary, name):
            click.echo(display_line(f"{name}: {value}"))
    if one is not None:
        click.echo(f"text: {known.index(one) + 1} of {len(known)}")
    click.echo(f"\n{display_safe(article.text)}", nl=not article.text.endswith("\n"))
