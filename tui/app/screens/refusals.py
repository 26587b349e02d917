"""What a sheet does where the database refuses: it says why, and stays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.screen import Screen

from tui.errors import CallError, DataError


@contextmanager
def told(screen: Screen[None], say: Callable[[str], None]) -> Iterator[None]:
    """Do something with the database; where it cannot be done, `say` why in one line."""
    try:
        yield
    except (CallError, DataError) as error:
        screen.app.bell()
        say(str(error))
