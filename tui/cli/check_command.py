"""``claimdesk check``: whether a database is whole, and mending what can be mended."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader, writer
from tui.store.check import faults
from tui.store.faults import Fault
from tui.text.safety import display_line


@click.command(short_help="Check that the database is whole; --repair mends it.")
@db_option
@click.option("--repair", "mend", is_flag=True, help="Mend what can be, after keeping a copy.")
@json_option
def command(database: Path, mend: bool, as_json: bool) -> None:
    """Check the file's pages, texts, annotations' words, search indexes, and rows against the log.

    Exits 1 when something is wrong, with a line for each fault and its remedy. With --repair,
    mends what can be mended without guessing, and tells what it did and what is left.
    """
    if mend:
        _repair(database, as_json)
        return
    with reader(database) as store:
        found = faults(store)
    if as_json:
        print_json({"ok": not found, "faults": [asdict(fault) for fault in found]})
    else:
        _tell(database, found)
    if found:
        raise click.exceptions.Exit(1)


def _repair(database: Path, as_json: bool) -> None:
    from tui.store.repair import repair

    reader(database).close()  # a missing one is not made for this
    with writer(database) as store:
        done = repair(store)
    if as_json:
        print_json(
            {
                "ok": not done.left,
                "fixed": list(done.fixed),
                "faults": [asdict(fault) for fault in done.left],
                "kept": str(done.kept) if done.kept else None,
            }
        )
    else:
        for line in done.fixed:
            click.echo(display_line(f"fixed: {line}"))
        _tell(database, done.left)
        if done.kept:
            click.echo(display_line(f"the file as it was is kept: {done.kept}"))
    if done.left:
        raise click.exceptions.Exit(1)


def _tell(database: Path, found: Sequence[Fault]) -> None:
    if not found:
        click.echo(display_line(f"{database} is whole"))
    for fault in found:
        click.echo(display_line(f"{fault.kind}: {fault.where}: {fault.remedy}"))
