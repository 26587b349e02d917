"""What every sheet and dialog over the desk has in common: its keys come from the table of keys."""

from typing import ClassVar, TypeVar

from textual import events
from textual.screen import ModalScreen

from tui.app import sheet
from tui.app.keys import key_name
from tui.app.widgets.rows import Rows

Answer = TypeVar("Answer")


class Sheet(ModalScreen[Answer]):
    """A screen over the desk. Its method ``do_name`` is behind each action `name` of `KEYS`.

    What it shares with all lists, its rows do.
    """

    KEYS: ClassVar[sheet.Sheet]

    async def on_key(self, event: events.Key) -> None:
        if await self.take_key(key_name(event)):
            event.stop()
            event.prevent_default()

    async def take_key(self, name: str) -> bool:
        """Do what a key does here. Returns whether it is for nobody else.

        It is here and not in ``on_key`` that a sheet takes keys otherwise: Textual runs each
        class's ``on_key``.
        """
        action = self.KEYS.by_key().get(name)
        if action is not None:
            self.perform(action)
        return action is not None or not self.KEYS.typed

    def perform(self, action: str) -> None:
        """Do one of the actions of the sheet, by its own name."""
        deed = getattr(self, f"do_{action}", None)
        if deed is not None:
            deed()
        else:
            self.query(Rows).first().perform(action)

    def do_close(self) -> None:
        self.dismiss(None)

    def do_keys(self) -> None:
        """Show the keys, those of this sheet first."""
        from tui.app.screens.desk import DeskScreen
        from tui.app.screens.dialog import KeysDialog

        desk = self.app.screen_stack[0]
        if isinstance(desk, DeskScreen):
            tags, shades = desk.workspace.span_tags, desk.look.shades
            self.app.push_screen(KeysDialog(tags, shades, self.KEYS))
