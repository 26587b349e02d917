"""``claimdesk codebook``: the tags as a file, and a file's tags taken in."""

from pathlib import Path

import click

from tui.cli.database import counted, db_option, reader, writer
from tui.errors import CallError
from tui.store import codebook
from tui.text.safety import display_line


@click.command(short_help="Write the codebook to a file, or take one in.")
@click.argument("action", type=click.Choice(["export", "import"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what import would change, and change nothing.")
@db_option
def command(action: str, file: Path, dry_run: bool, database: Path) -> None:
    """Write the codebook of the database into FILE (TOML), or take FILE in.

    A tag that FILE names is added, brought back or brought up to date; one that has been renamed
    here keeps its name. Other tags stay. That is one operation: the desk's undo takes it back.
    """
    if action == "export":
        if dry_run:
            raise CallError("--dry-run is for import: leave it out")
        with reader(database) as store:
            out = codebook.write_out(store, file)
        click.echo(display_line(f"{file}: {counted(len(out.tags), 'tag')}"))
        return
    from tui.codebook import read

    taken_in = read(file)
    if dry_run:
        with reader(database) as store:
            taken = codebook.plan(store, taken_in)
    else:
        with writer(database, make=False) as store:
            taken = codebook.take_in(store, taken_in)
    for one in taken:
        if one.what != "same":
            click.echo(display_line(one.words))
    if all(one.what == "same" for one in taken):
        click.echo("nothing to change", err=True)
