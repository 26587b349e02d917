"""What the commands share: the --db option, and opening that database."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import click

from tui.errors import CallError
from tui.store.connection import Store
from tui.store.opening import open_reader, open_store

T = TypeVar("T")
DEFAULT = Path("annotations.db")

db_option: Callable[[Any], Any] = click.option(
    "--db",
    "database",
    type=click.Path(path_type=Path),
    default=DEFAULT,
    show_default=True,
    metavar="FILE",
    help="The database to work in.",
)

json_option: Callable[[Any], Any] = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, for other programs."
)


def reader(database: Path) -> Store:
    """The database, for reading. It is not made when missing."""
    return open_reader(database)


def writer(
    database: Path, annotator: str | None = None, timeout: float = 5.0, *, make: bool = True
) -> Store:
    """The database, for writing, signed by the person at work; made when missing, if `make`."""
    from tui import places

    if not make and not database.exists():
        raise CallError(f"{database} does not exist: name a database with --db")
    return open_store(
        database,
        annotator=annotator or places.annotator(),
        device=places.device(),
        timeout=timeout,
    )


def print_json(value: object) -> None:
    """One JSON value on standard output, in plain ASCII so that any terminal is safe with it."""
    import json

    click.echo(json.dumps(value, indent=2))


def print_json_list(rows: Iterable[object], within: str = "") -> None:
    """What `print_json` prints of a list, with few of its rows in memory at a time.

    Where it stands in something else, `within` is how far its line is indented; that line goes on.
    """
    import json
    from textwrap import indent

    start = "[\n"
    for some in in_batches(rows):
        text = ",\n".join(indent(json.dumps(row, indent=2), f"{within}  ") for row in some)
        click.echo(start + text, nl=False)
        start = ",\n"
    click.echo("[]" if start == "[\n" else f"\n{within}]", nl=not within)


def in_batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """Rows some at a time: printing each on its own takes longer than making it."""
    left = iter(rows)
    while some := list(islice(left, 500)):
        yield some


def counted(number: int, name: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
