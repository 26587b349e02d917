"""Every key of the desk while the database cannot be read: it is said, and the desk stays."""

import sqlite3
from contextlib import closing

import pytest

from tests.app.conftest import AtDesk
from tui.app import adding
from tui.app.keys import EVERYWHERE

LEAVING = {"leave", "suspend", "palette"}


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "PATIENCE", 0)


@pytest.mark.parametrize(
    "action", [one for one in EVERYWHERE if one.name not in LEAVING], ids=lambda one: one.name
)
async def test_a_locked_database_ends_nothing(at_desk: AtDesk, path, action):
    async with at_desk((120, 40)) as seat:
        await seat.press("]", "]")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await seat.press(*action.keys[:1], "a", "enter", "escape", "escape")
            other.execute("ROLLBACK")
        await seat.press("escape", "j")
        assert seat.app.is_running
