"""``claimdesk export``: write the tagged dataset."""

import sys
from pathlib import Path

import click

from tui.cli.bars import articles_done
from tui.cli.database import counted, db_option, json_option, print_json, reader
from tui.cli.format_name import FormatName
from tui.errors import CallError
from tui.formats.face import Asked as Unit
from tui.formats.face import Options
from tui.formats.filters import SPLITS, Filters
from tui.formats.losses import told
from tui.formats.writing import Asked, Written, write
from tui.store.narrowing import STATES
from tui.text.safety import display_line


@click.command(short_help="Write the tagged dataset: jsonl, csv and others.")
@click.argument("format_name", metavar="FORMAT", type=FormatName())
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The file or folder to write; standard output when left out.",
)
@click.option("--tag", multiple=True, metavar="TAG", help="Only this tag and those under it.")
@click.option("--annotator", multiple=True, metavar="NAME", help="Only what this person made.")
@click.option("--source", multiple=True, metavar="NAME", help="Only articles of this source.")
@click.option("--story", multiple=True, metavar="STORY", help="Only articles of this story.")
@click.option(
    "--status", multiple=True, type=click.Choice(STATES), help="Only articles read so far."
)
@click.option(
    "--split", multiple=True, type=click.Choice(SPLITS), help="Only this part of the dataset."
)
@click.option("--strict", is_flag=True, help="Refuse an export that leaves something out.")
@click.option("--sidecar", is_flag=True, help="Keep what is left out in OUT.lossless.jsonl.")
@click.option(
    "--offsets",
    type=click.Choice(["auto", "codepoint", "utf16"]),
    default="auto",
    help="The unit of offsets, where a format can have either.",
)
@click.option(
    "--scheme",
    type=click.Choice(["iob2", "iobes"]),
    default="iob2",
    show_default=True,
    help="How conll marks tokens.",
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
    as_json: bool,
    database: Path,
) -> None:
    """Export as FORMAT, told what it leaves out: jsonl is complete; docs/formats.md has them all.

    The options that narrow what goes out can be given several times. Nothing is in its place before
    it is whole.
    """
    place = None if output == Path("-") else output
    if as_json and place is None:
        raise CallError("the report would stand among the data: name a file or folder with -o")
    with reader(database) as store, articles_done() as progress:
        asked = Asked(
            Options(offsets, scheme="iobes" if scheme == "iobes" else "iob2"),
            Filters(tag, annotator, source, status, story, split),
            strict=strict,
            sidecar=sidecar,
            progress=progress,
        )
        written = write(store, format_name, place or sys.stdout.buffer, asked)
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
