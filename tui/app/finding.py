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
        self.is_open = False
        self.go_on_in(reader)

    def go_on_in(self, reader: Reader | None) -> None:
        """Find in this reader: the first, or the one that came in its place while one types."""
        self.reader = reader
        self.origin = reader.reading.cursor if reader else 0
        self._chosen = reader.reading.chosen if reader else None
        self._top = reader.scroll_offset.y if reader else 0

    async def open(self) -> None:
        """Put the find line up and take the keys there."""
        from tui.app.widgets.typed import FindBar

        self.screen.query_one("#hints").display = False
        bar = FindBar("find (small letters match either case; tab selects what is found)")
        await self.screen.mount(bar)
        self.screen.set_focus(bar)
        self.is_open = True

    def look_for(self, query: str) -> None:
        """Light what reads like `query` and say how much there is."""
        found = self.reader.find(query, self.origin) if self.reader else 0
        self.screen.telling.card()
        tab = (" · enter keeps the place · tab selects the words", "dim") if found else ""
        self.screen.telling.say(Text.assemble(f"{found} found", tab) if query else "")

    async def end(self, kept: bool, selects: bool) -> None:
        """Take the find line away; unless the place found is kept, go back to where it began.

        Where it `selects`, the words found are selected, so that a tag goes on them alone.
        """
        from tui.app.widgets.typed import FindBar

        self.is_open = False
        await self.screen.query(FindBar).remove()
        self.screen.query_one("#hints").display = True
        said = self.screen.message
        if self.reader is None:
            pass
        elif not kept:
            self._go_back(self.reader)
        elif self.reader.reading.found:
            if selects:
                self._select(self.reader)
            words = f"{keys_of('next_match')} next · {keys_of('cancel')} leave the find"
            said = Text.assemble(f"{len(self.reader.reading.found)} found", (f" · {words}", "dim"))
        self.screen.lead(self.screen.leading)
        self.screen.telling.say(said if kept else "")

    def _select(self, reader: Reader) -> None:
        reading, before = reader.reading, reader.reading.standing
        here = next((span for span in reading.found if span[0] == reading.cursor), None)
        if here is not None:
            reading.select_span(here)
            reader.show_change(before, tell=False)

    def _go_back(self, reader: Reader) -> None:
        reader.find("", self.origin)
        before = reader.reading.standing
        reader.reading.chosen = self._chosen
        reader.show_change(before, tell=False)
        reader.scroll_to(y=self._top, animate=False, immediate=True)
