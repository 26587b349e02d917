"""``claimdesk conflicts``: what a merge found overwritten unseen, and settling it."""

from dataclasses import asdict
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader, writer
from tui.errors import CallError
from tui.store import conflicts
from tui.store.conflicts import Conflict, Side
from tui.text.safety import display_line


@click.command(short_help="List or settle what a merge found overwritten unseen.")
@click.option("--keep", metavar="ID", help="Settle one: what stands stays.")
@click.option("--take", metavar="ID", help="Settle one: what was lost comes back.")
@db_option
@json_option
def command(keep: str | None, take: str | None, database: Path, as_json: bool) -> None:
    """List the values that were overwritten by someone who had not seen them.

    The later one stands until you settle the conflict, by its id or the start of it. That is an
    operation as any other: the desk's undo takes it back.
    """
    if keep and take:
        raise CallError("one conflict at a time: give --keep ID or --take ID")
    if keep is not None or take is not None:
        with writer(database, make=False) as store:
            about = conflicts.settle(store, keep or take or "", take_lost=keep is None)
        click.echo(display_line(f"{'kept' if keep is not None else 'taken back'}: {about}"))
        return
    with reader(database) as store:
        found = conflicts.open_conflicts(store)
    if as_json:
        print_json([as_row(conflict) for conflict in found])
        return
    for conflict in found:
        for line in lines(conflict):
            click.echo(line)
    if not found:
        click.echo("no conflicts", err=True)


def as_row(conflict: Conflict) -> dict[str, object]:
    """A conflict as the JSON gives it."""
    row = asdict(conflict)
    return {"id": row.pop("uid"), **row}


def lines(conflict: Conflict) -> list[str]:
    """A conflict in words, its id first."""
    said = [f"{conflict.uid[:8]}  {conflict.what}"]
    said.append(f"  stands: {_side(conflict.kept)}")
    if conflict.stands != conflict.kept.value:
        said[-1] = f"  stands: {conflict.stands}"
        said.append(f"  before: {_side(conflict.kept)}")
    said.append(f"  lost:   {_side(conflict.lost)}")
    return [display_line(line) for line in said]


def _side(side: Side) -> str:
    return f"{side.value} ({side.annotator}, {side.wall[:16].replace('T', ' ')})"
