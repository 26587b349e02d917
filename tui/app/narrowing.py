"""Narrowing the library to the articles with some words in their details, as they are typed."""

from typing import TYPE_CHECKING

from tui.app.widgets.rows import Rows
from tui.app.widgets.typed import FindBar

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Narrowing:
    """One narrowing, from ``/`` in the library to Enter or Escape."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.is_open = False
        self._before = screen.workspace.library.words

    async def open(self) -> None:
        """Put the line up in place of the hints and take the keys there."""
        self.screen.query_one("#hints").display = False
        bar = FindBar("words of title, source, story, file", self._before)
        await self.screen.mount(bar)
        self.screen.set_focus(bar)
        self.is_open = True

    def look_for(self, query: str) -> None:
        """Show the articles with these words."""
        library = self.screen.workspace.library
        if query != library.words:
            library.narrow(query)
            self.screen.query_one("#library", Rows).mark(0)
            self.screen.telling.all()
            self.screen.telling.say(f"{len(library)} found" if query else "")

    async def end(self, kept: bool, _: bool) -> None:
        """Take the line away; Escape shows what was there before."""
        await self.screen.query(FindBar).remove()
        self.screen.query_one("#hints").display = True
        if not kept:
            self.look_for(self._before)
        self.screen.set_focus(self.screen.query_one("#library", Rows))
        self.screen.telling.status()
