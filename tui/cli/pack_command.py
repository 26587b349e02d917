"""``claimdesk pack``: a new database for a colleague."""

from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import counted, db_option, json_option, print_json, reader
from tui.store.pack import pack
from tui.text.safety import display_line


@click.command(short_help="Make a database for a colleague: articles and codebook.")
@click.argument("out", type=click.Path(path_type=Path))
@db_option
@json_option
def command(out: Path, database: Path, as_json: bool) -> None:
    """Make OUT with the articles and the codebook, without annotations, claims or names.

    A colleague marks claims in it, and claimdesk merge brings their work back.
    """
    with reader(database) as store:
        packed = pack(store, out)
    if as_json:
        print_json({"file": str(out), **asdict(packed)})
        return
    amount = f"{counted(packed.articles, 'article')}, {counted(packed.tags, 'tag')}"
    click.echo(display_line(f"{out}: {amount}"))
