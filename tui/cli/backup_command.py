"""``claimdesk backup``: a copy of a database that may be in use, and the backups there are."""

from datetime import UTC, datetime
from pathlib import Path

import click

from tui.cli.database import db_option, json_option, print_json, reader, writer
from tui.errors import CallError
from tui.store import backups
from tui.store.copies import write_copy
from tui.text.safety import display_line


@click.command(short_help="Copy the database, also while it is in use.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@db_option
@click.option("--list", "listing", is_flag=True, help="List the backups, newest first.")
@click.option(
    "--keep",
    metavar="DAYS,WEEKS,MONTHS",
    help="Of how many to keep one backup each (7,4,6); 0 for no backups.",
)
@json_option
def command(
    file: Path | None, database: Path, listing: bool, keep: str | None, as_json: bool
) -> None:
    """Copy the database into FILE: whole, checked, as it is at this moment.

    Without FILE, makes a backup in the folder beside the database, as the desk does once a day
    when something was done, and thins the earlier ones. Put one back with claimdesk restore.
    """
    if sum((file is not None, listing, keep is not None)) > 1:
        raise CallError("FILE, --list and --keep go one at a time: leave the others out")
    if keep is not None:
        _set_keep(database, keep)
    elif listing:
        _list(database, as_json)
    else:
        made = _make(database, file)
        if as_json:
            print_json({"file": str(made), "bytes": made.stat().st_size})
        else:
            click.echo(display_line(f"{made}: {_size(made)}"))


def _set_keep(database: Path, text: str) -> None:
    keep = backups.keep_named(text)
    reader(database).close()  # a missing one is not made for this
    with writer(database) as store:
        backups.set_keep(store, keep)
    kept = f"one backup each of {keep.days} days, {keep.weeks} weeks, {keep.months} months is kept"
    click.echo(display_line(f"{database}: {kept if any(keep) else 'no backups are made'}"))


def _make(database: Path, file: Path | None) -> Path:
    with reader(database) as store:
        if file is not None:
            write_copy(store, file)
            return file
        made = backups.make(store)
        backups.thin(database, backups.keeping(store))
    return made.path


def _list(database: Path, as_json: bool) -> None:
    # The database itself is not opened: one looks for backups when it is damaged.
    found = backups.backups(database)
    if as_json:
        print_json([as_row(backup) for backup in found])
        return
    for backup in found:
        cells = (str(backup.path), _age(backup.made), _size(backup.path), _before(backup))
        click.echo(display_line("  ".join(cells).rstrip()))


def as_row(backup: backups.Backup) -> dict[str, object]:
    """A backup as the JSON of the list gives it."""
    return {
        "file": str(backup.path),
        "made": backup.made.isoformat().replace("+00:00", "Z"),
        "bytes": backup.path.stat().st_size,
        "before": backup.before or None,
        "schema": backup.schema,
    }


def _before(backup: backups.Backup) -> str:
    if backup.schema is not None:
        return f"before leaving schema {backup.schema}"
    return backup.before.replace("-", " ")


def _age(made: datetime) -> str:
    hours = int((datetime.now(UTC) - made).total_seconds() // 3600)
    if hours < 1:
        return "less than an hour old"
    return f"{hours} h old" if hours < 48 else f"{hours // 24} days old"


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:.0f} kB"
