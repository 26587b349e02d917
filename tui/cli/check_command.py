"""``claimdesk check``: whether a database is whole."""

from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader
from tui.store.check import faults
from tui.text.safety import display_line


@click.command(short_help="Check that the database is whole.")
@db_option
@json_option
def command(database: Path, as_json: bool) -> None:
    """Check the file's pages, its references, every text and every annotation's words.

    Exits 1 when something is wrong, with a line for each fault and its remedy.
    """
    with reader(database) as store:
        found = faults(store)
    if as_json:
        print_json({"ok": not found, "faults": [asdict(fault) for fault in found]})
    elif not found:
        click.echo(display_line(f"{database} is whole"))
    for fault in found if not as_json else []:
        click.echo(display_line(f"{fault.kind}: {fault.where}: {fault.remedy}"))
    if found:
        raise click.exceptions.Exit(1)
