"""The export at the desk: its sheet, and counting and writing for it in threads."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from tui.errors import CallError, DataError
from tui.store.opening import open_reader
from tui.store.values import give_up_when

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.app.wish import Going, Wish
    from tui.store.connection import Store

PATIENCE = 1.0
"""Seconds to wait while the database is locked."""
T = TypeVar("T")


class Exporting:
    """The export of one desk. `wish` is what was asked last; `writing` is one under way."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.wish: Wish | None = None
        self.writing: Going | None = None

    def export(self) -> None:
        """Open the sheet of the export."""
        from tui.app.screens.export import ExportScreen
        from tui.app.wish import Wish

        self.wish = self.wish or Wish()
        self.screen.app.push_screen(ExportScreen(self, self.wish))

    def stop(self) -> bool:
        """Have the export under way end, and nothing be written. Returns whether there is one."""
        if self.writing is not None:
            self.writing.end()
        return self.writing is not None

    async def aside(self, read: "Callable[[Store], T]", going: "Going") -> T:
        """Do something with the database in a thread, over a connection of its own."""
        from tui.app.wish import GivenUp

        own = self.screen.workspace.store
        if own.on_network:  # locked for one connection alone
            return read(own)

        def with_its_own() -> T:
            with open_reader(own.path, PATIENCE) as store:
                give_up_when(store, going.is_ended)
                return read(store)

        try:
            return await asyncio.to_thread(with_its_own)
        except DataError:
            if going.ended:
                raise GivenUp from None
            raise

    def begin(
        self, wish: "Wish", then: Callable[[str], None], failed: Callable[[Exception], None]
    ) -> None:
        """Write the export in a thread, and go on with what was written, in words.

        It goes on though the sheet is left. Raises CallError while another is being written.
        """
        from tui.app.wish import Going

        if self.writing is not None:
            raise CallError("an export is still being written: try again when it is done")
        self.writing = Going()
        self.screen.work_on(self._write(wish, self.writing, then, failed))

    async def _write(
        self,
        wish: "Wish",
        going: "Going",
        then: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        from tui.app.wish import GivenUp, done, exported

        place = wish.place(self.screen.workspace.store.path)
        try:
            written = await self.aside(lambda store: exported(store, wish, place, going), going)
        except (CallError, DataError) as error:
            failed(error)
        except GivenUp:
            then("stopped: nothing was written")
        else:
            then(done(written, place, wish.sidecar))
        finally:
            self.writing = None
