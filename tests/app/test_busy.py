"""Every key of the desk while the database cannot be read: it is said, and the desk stays."""

import sqlite3
from contextlib import closing

import pytest

from tests.app.conftest import AtDesk
from tui.app import adding
from tui.app.keys import EVERYWHERE

AT_ONCE = 8
"""Keys that are tried at one desk."""
LEAVING = {"leave", "suspend", "palette"}


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "PATIENCE", 0)


KEYED = [one for one in EVERYWHERE if one.keys and one.name not in LEAVING]


@pytest.mark.parametrize("first", range(0, len(KEYED), AT_ONCE))
async def test_a_locked_database_ends_nothing(at_desk: AtDesk, path, first):
    async with at_desk((120, 40)) as seat:
        for action in KEYED[first : first + AT_ONCE]:
            await seat.press("]", "]")
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                await seat.press(action.keys[0], "a", "enter", "escape", "escape")
                other.execute("ROLLBACK")
            await seat.press("escape", "j")
            assert seat.app.is_running, action.name
