"""Finding words in the leading article: the find line, and going back where it was left."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.keys import keys_of
from tui.app.widgets.reader import Reader

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Finding:
    """One find, from ``/`` to Enter or Escape. The find line stands in place of the hints."""

    def __init__(self, screen: "DeskScreen", reader: Reader) -> None:
        self.screen = screen
        self.reader = reader
        self.is_open = False
        self.origin = reader.reading.cursor
        self._chosen = reader.reading.chosen
        self._top = reader.scroll_offset.y

    async def open(self) -> None:
        """Put the find line up and take the keys there."""
        from tui.app.widgets.typed import FindBar

        self.screen.query_one("#hints").display = False
        bar = FindBar("find (small letters match either case)")
        await self.screen.mount(bar)
        self.screen.set_focus(bar)
        self.is_open = True

    def look_for(self, query: str) -> None:
        """Light what reads like `query` and say how much there is."""
        found = self.reader.find(query, self.origin)
        self.screen.telling.card()
        self.screen.telling.say(f"{found} found" if query else "")

    async def end(self, kept: bool) -> None:
        """Take the find line away; unless the place found is kept, go back to where it began."""
        from tui.app.widgets.typed import FindBar

        await self.screen.query(FindBar).remove()
        self.screen.query_one("#hints").display = True
        said = self.screen.message
        if not kept:
            self._go_back()
        elif self.reader.reading.found:
            words = f"{keys_of('next_match')} next · {keys_of('cancel')} leave the find"
            said = Text.assemble(said, (f" · {words}", "dim"))
        self.screen.lead(self.screen.leading)
        self.screen.telling.say(said if kept else "")

    def _go_back(self) -> None:
        self.reader.find("", self.origin)
        before = self.reader.reading.standing
        self.reader.reading.chosen = self._chosen
        self.reader.show_change(before, tell=False)
        self.reader.scroll_to(y=self._top, animate=False, immediate=True)
