"""The day's backup of a desk that stays open."""

from contextlib import suppress
from pathlib import Path

from tui.errors import CallError, DataError


def roll_apart(path: Path) -> None:
    """Keep the day's backup if it is due, on a connection of its own, for another thread."""
    from tui.store import backups
    from tui.store.opening import open_reader

    with suppress(CallError, DataError), open_reader(path) as store:  # leaving says it
        backups.roll(store)
