"""``claimdesk search``: find in all articles, annotations and notes."""

import sys
from itertools import chain, islice
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.errors import CallError
from tui.store.search import Hit, find
from tui.text.query import FILTERS, parse
from tui.text.safety import display_line


@click.command(
    short_help="Find in all articles, annotations and notes.",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N")
@db_option
@json_option
def command(words: tuple[str, ...], limit: int, database: Path, as_json: bool) -> None:
    """Find WORDS: all of them, in any order, newest articles first.

    "a phrase" in quotes, start*, *inside*, -without; filters tag:claim/number source:… story:…
    date:2024-08 or date:2024-08-01..2024-08-31 annotator:… has:note in:text in:annotations
    in:notes. Exits 1 when nothing is found. Offsets are code points, end exclusive.
    """
    try:
        query = parse(" ".join(map(as_typed, words)))
    except ValueError as error:
        raise CallError(str(error)) from None
    with reader(database) as store:
        batches = find(store, query, 400 if as_json else 100)
        hits = list(islice(chain.from_iterable(batches), limit))
    if as_json:
        print_json([as_row(hit) for hit in hits])
    for hit in hits if not as_json else []:
        click.echo(line(hit, sys.stdout.isatty()))
    if not hits:
        raise click.exceptions.Exit(1)


def as_typed(word: str) -> str:
    """An argument as it would be typed: a shell has taken the quotes off one with blanks."""
    if " " not in word or '"' in word:
        return word
    name, colon, value = word.partition(":")
    return f'{name}:"{value}"' if colon and name in FILTERS else f'"{word}"'


def as_row(hit: Hit) -> dict[str, object]:
    """A passage as JSON: where it is, its words, and the annotation it is of."""
    made, passage = hit.annotation, hit.passage
    row: dict[str, object] = {
        "article": hit.article,
        "label": hit.label,
        "title": hit.title,
        "start": hit.offset,
        "passage": passage.text,
        "match": [passage.start, passage.end],
    }
    if made is not None:
        row["annotation"] = {
            "id": made.uid,
            "tag": made.tag,
            "quote": made.quote,
            "note": made.note,
        }
    return row


def line(hit: Hit, on_terminal: bool) -> str:
    """A passage on a line: article, offset, tag, words; parted by tabs for other programs."""
    tag = hit.annotation.tag if hit.annotation else ""
    cells = (hit.article[:8], str(hit.offset), hit.label, tag, hit.passage.text)
    if not on_terminal:
        return "\t".join(display_line(cell) for cell in (hit.article, *cells[1:]))
    words, start, end = hit.passage.text, hit.passage.start, hit.passage.end
    match = click.style(display_line(words[start:end]), bold=True)
    lit = display_line(words[:start]) + match + display_line(words[end:])
    return f"{display_line(hit.label)[:20]:20} {tag and display_line(tag) + ': '}{lit}"
