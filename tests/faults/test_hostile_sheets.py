"""Every key in the sheets of the desk, with an attack on the terminal in every text."""

from pathlib import Path

from tests.faults.test_hostile import (  # noqa: F401  (a fixture)
    attacked,
    keyed,
    on_linux,
    opened,
    opening,
)
from tui.app.sheet_keys import SHEETS


@on_linux
def test_every_key_of_every_sheet_sends_nothing_of_the_texts(
    attacked: list[str],  # noqa: F811
    tmp_path: Path,
) -> None:
    with opened(tmp_path, (100, 30)) as desk:
        for sheet in SHEETS:
            for key in keyed(sheet.own) if sheet.opened_by else ():
                desk.type("]", opening(sheet.opened_by), "down", key)
                desk.type("enter", "escape", "escape", "escape", "escape")
