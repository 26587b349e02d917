"""``claimdesk export``: write the tagged dataset."""

from pathlib import Path

import click

from tui.cli.bars import articles_done
from tui.cli.database import counted, db_option, json_option, print_json, reader
from tui.cli.format_name import FormatName
from tui.cli.standard_output import standard_output
from tui.errors import CallError
from tui.formats import registry
from tui.formats.face import Asked as Unit
from tui.formats.face import Options
from tui.formats.filters import SPLITS, Filters
from tui.formats.losses import told
from tui.formats.writing import Asked, Written, write
from tui.store.narrowing import STATES
from tui.text.safety import display_line

EXAMPLES = f"""
\b
Example:
  claimdesk export csv -o tables --tag claim --status done
\b
writes four tables into the folder "tables", of what is marked as a claim, or as
a kind of claim, in the articles that are done.

Formats: {", ".join(registry.FORMATS)}. What each is and can hold: docs/formats.md.
"""


@click.command(short_help="Write the tagged dataset: jsonl, csv and others.", epilog=EXAMPLES)
@click.argument("format_name", metavar="FORMAT", type=FormatName())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The file or folder to write; standard output when left out.",
)
@click.option("--tag", multiple=True, metavar="TAG", help="Only what has this tag or one under it.")
@click.option("--annotator", multiple=True, metavar="NAME", help="Only what this person made.")
@click.option(
    "--source", multiple=True, metavar="NAME", help="Only articles of this source (publisher)."
)
@click.option("--story", multiple=True, metavar="STORY", help="Only articles of this story.")
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(STATES),
    help="Only articles that are to do, in work or done.",
)
@click.option(
    "--split",
    multiple=True,
    type=click.Choice(SPLITS),
    help="Only this part of the dataset, as claimdesk split made it.",
)
@click.option("--strict", is_flag=True, help="Write nothing if something would be left out.")
@click.option(
    "--sidecar",
    is_flag=True,
    help="Write OUT.lossless.jsonl too, from which an import restores what is left out.",
)
@click.option(
    "--offsets",
    type=click.Choice(["auto", "codepoint", "utf16"]),
    default="auto",
    show_default=True,
    help="What doccano and qdpx count offsets in; auto is what their tools do.",
)
@click.option(
    "--scheme",
    type=click.Choice(["iob2", "iobes"]),
    default="iob2",
    show_default=True,
    help="The token tags of conll: iobes also marks last and single tokens.",
)
@click.option(
    "--licence",
    default="",
    metavar="TEXT",
    help="What the card of parquet says the dataset may be used under, such as cc-by-4.0.",
)
@json_option
@db_option
def command(
    format_name: str,
    output: Path | None,
    tag: tuple[str, ...],
    annotator: tuple[str, ...],
    source: tuple[str, ...],
    story: tuple[str, ...],
    status: tuple[str, ...],
    split: tuple[str, ...],
    strict: bool,
    sidecar: bool,
    offsets: Unit,
    scheme: str,
    licence: str,
    as_json: bool,
    database: Path,
) -> None:
    """Write the articles with all that is marked on them, in FORMAT.

    jsonl holds everything. What another format cannot hold is counted and told. --tag, --annotator,
    --source, --story, --status and --split narrow what goes out; each can be given several times.
    The file or folder is there when it is whole, and not before.
    """
    place = None if output == Path("-") else output
    if as_json and place is None:
        raise CallError("the report would stand among the data: name a file or folder with -o")
    with reader(database) as store, articles_done() as progress:
        asked = Asked(
            Options(offsets, scheme="iobes" if scheme == "iobes" else "iob2", licence=licence),
            Filters(tag, annotator, source, status, story, split),
            strict=strict,
            sidecar=sidecar,
            progress=progress,
        )
        if place:
            written = write(store, format_name, place, asked)
        else:
            with standard_output() as stream:
                written = write(store, format_name, stream, asked)
    if as_json:
        print_json(_as_json(format_name, place, written))
    elif place or written.losses:
        click.echo(display_line(f"{place or format_name}: {_counts(written)}"), err=True)


def _counts(written: Written) -> str:
    counts = f"{counted(written.articles, 'article')}, {counted(written.annotations, 'annotation')}"
    if written.earlier:
        are = "is" if written.earlier == 1 else "are"
        counts += f"; {counted(written.earlier, 'annotation')} {are} on an earlier text"
    return f"{counts}; left out: {told(written.losses.items())}" if written.losses else counts


def _as_json(format_name: str, output: Path | None, written: Written) -> dict[str, object]:
    return {
        "format": format_name,
        "output": str(output),
        "articles": written.articles,
        "annotations": written.annotations,
        "on_earlier_texts": written.earlier,
        "left_out": dict(written.losses),
    }
