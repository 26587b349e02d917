"""``claimdesk import``: take in what other tools, or this one, exported."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import click

from tui.cli.database import counted, db_option, json_option, print_json, writer
from tui.cli.format_name import FormatName
from tui.formats import registry
from tui.formats.face import Asked as Unit
from tui.formats.face import Options
from tui.formats.left_out import Left
from tui.formats.reading import UnitsTied
from tui.formats.taking_in import Wanted, readable, take_in_from
from tui.store.connection import Store
from tui.store.importing import Imported
from tui.text.offsets import UNITS
from tui.text.safety import display_line

TOLD = 12
"""Names of new tags that are told one by one."""


EXAMPLES = f"""
\b
Example:
  claimdesk import brat corpus --annotator ana --dry-run
\b
says what would come in of the brat files in the folder "corpus", as ana's work.

Formats: {", ".join(registry.FORMATS)}. Which of them are read back: docs/formats.md.
"""


@click.command("import", short_help="Take in a dataset: jsonl, csv and others.", epilog=EXAMPLES)
@click.argument("format_name", metavar="FORMAT", type=FormatName())
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--offsets",
    type=click.Choice(["auto", "codepoint", "utf16"]),
    default="auto",
    show_default=True,
    help="What the file counts offsets in; auto finds it out by the words it quotes.",
)
@click.option(
    "--annotator",
    default="",
    metavar="NAME",
    help="Whose work it is where the file does not say; else yours.",
)
@click.option(
    "--known-tags",
    is_flag=True,
    help="Refuse tags that are not in the codebook; else they are added to it.",
)
@click.option(
    "--sidecar",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What export --sidecar kept; PATH.lossless.jsonl is used without being named.",
)
@click.option("--strict", is_flag=True, help="Refuse rather than leave anything out.")
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@json_option
@db_option
def command(
    format_name: str,
    path: Path,
    offsets: Unit,
    annotator: str,
    known_tags: bool,
    sidecar: Path | None,
    strict: bool,
    dry_run: bool,
    as_json: bool,
    database: Path,
) -> None:
    """Take in the file or folder PATH, which is in FORMAT.

    Its articles are added, or what is on them is, where their texts are here already. Who made what
    stays as the file says it. All of it comes in or nothing, as one operation, which u at the desk
    takes back. What PATH has and the database has no place for is counted and named.
    """
    wanted = Wanted(Options(offsets, annotator), known_tags, dry_run, sidecar, strict)
    readable(format_name, path)  # before a database is made for nothing
    with writer(database, make=not dry_run) as store:
        done, left = _take_in(store, format_name, path, wanted)
    if as_json:
        report = {"format": format_name, "file": str(path), "dry_run": dry_run, **asdict(done)}
        print_json({**report, "left_out": dict(sorted(left.counts.items()))})
        return
    for line in left.lines(path):
        click.echo(display_line(f"{path}: {line}"), err=True)
    for line in _lines(done):
        click.echo(display_line(f"{path}: {line}"))
    if dry_run:
        click.echo("nothing was written: it was a dry run", err=True)


def _take_in(store: Store, format_name: str, path: Path, wanted: Wanted) -> tuple[Imported, Left]:
    """Take it in, and ask a person at a terminal for the unit where its words do not tell."""
    try:
        return take_in_from(store, format_name, path, wanted), wanted.options.left
    except UnitsTied:
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            raise
    question = f"{path} may count its offsets in either unit; in which does it"
    said = click.prompt(display_line(question), type=click.Choice(UNITS), err=True)
    offsets: Unit = "utf16" if said == "utf16" else "codepoint"
    options = replace(wanted.options, offsets=offsets, left=Left())
    wanted = replace(wanted, options=options)
    return take_in_from(store, format_name, path, wanted), options.left


def _lines(done: Imported) -> list[str]:
    """What came in, a line each."""
    here = f" ({done.articles_here:,} here already)" if done.articles_here else ""
    first = f"{counted(done.articles, 'new article')}{here}"
    first += f", {counted(done.annotations, 'new annotation')}"
    first += f" ({done.here:,} here already)" if done.here else ""
    for number, what in (
        (done.relations, "relation"),
        (done.article_tags, "tag of an article"),
        (done.claims, "claim"),
        (done.alignments, "decided alignment"),
        (done.regions, "correction of the body"),
    ):
        first += f", {number:,} {what if number == 1 else PLURAL[what]}" if number else ""
    lines = [first]
    if done.other:
        are = "is another's" if done.other == 1 else "are others'"
        lines.append(f"the ids of {done.other:,} {are} here: they got new ones")
    if done.other_parts:
        are = "is" if done.other_parts == 1 else "are"
        told = counted(done.other_parts, "article")
        lines.append(f"{told} {are} in another part of the dataset here: they stay in it")
    if done.tags:
        more = f" and {len(done.tags) - TOLD:,} more" if len(done.tags) > TOLD else ""
        lines.append(f"new in the codebook: {', '.join(done.tags[:TOLD])}{more}")
    lines += [f"the tag {was!r} is {now} here" for was, now in done.renamed.items()]
    if done.replaced:
        lines.append(f"{counted(done.replaced, 'control character')} replaced by U+FFFD")
    return lines


PLURAL = {
    "relation": "relations",
    "tag of an article": "tags of articles",
    "claim": "claims",
    "decided alignment": "decided alignments",
    "correction of the body": "corrections of the body",
}
