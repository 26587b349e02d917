"""The search of all articles: a line to type in, and the passages found under it as they come."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.app import drawing
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import SEARCH
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.app.widgets.typed import Line
from tui.errors import CallError, DataError
from tui.store.search import Hit
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.searching import Searching

AFTER = 0.12
"""Seconds after a letter until it is searched for: a hand that types on is not kept waiting."""
HELP = (
    'words · "a phrase" · start* · *inside* · -without · tag:claim/number · source:… ·'
    " date:2024-08 · annotator:… · has:note · in:annotations"
)
ANSWERS = "{up} {down} choose   {take} open   {close} leave"
LABEL = 18
"""Cells for the name of the article a passage is from."""


class SearchScreen(Sheet[None]):
    """Search, go through what is found, open it at its place."""

    KEYS = SEARCH

    def __init__(self, searching: "Searching") -> None:
        super().__init__(classes="dialog-screen")
        self.searching = searching
        self._due: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield Static(
                Text("Find in all articles, annotations and notes"), classes="dialog-title"
            )
            yield Line(self.searching.typed, placeholder="words to find", compact=True)
            yield OneLine(id="said")
            yield Rows(self.searching.found, self._row, "", id="hits", strong=True)
            yield Static(Text(HELP), classes="answers")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Hit]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.query_one(Line).focus()
        self.call_after_refresh(self._restore)

    def _restore(self) -> None:
        self.rows.show_items(self.searching.found)
        self.rows.mark(self.searching.at)
        self._tell()

    def _row(self, hit: Hit) -> Text:
        look = self.searching.screen.look
        return drawing.hit_row(hit, LABEL, look)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value == self.searching.typed:
            return
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(AFTER, self._search)

    def _search(self) -> None:
        self._due = None
        try:
            self.searching.begin(self.query_one(Line).value)
        except ValueError as error:
            self._show()
            self._say(Text(display_line(str(error)), "italic"))
            return
        self._show()
        self.rows.mark(0)
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        width = max(30, self.rows.size.width - LABEL - 3)
        try:
            async for _ in self.searching.batches(width):
                self._show()
        except (CallError, DataError) as error:
            self.app.bell()
            self._say(Text(display_line(str(error)), self.searching.screen.look.shades.complaint))
            return
        self._tell()

    def _show(self) -> None:
        self.rows.show_items(self.searching.found)
        self._tell()

    def _tell(self) -> None:
        found = len(self.searching.found)
        if not self.searching.typed.strip():
            self._say(Text(""))
        elif found:
            more = "" if self.searching.complete else " so far"
            self._say(Text(f"{found} passages{more}" if found > 1 else f"1 passage{more}"))
        else:
            self._say(Text("nothing found" if self.searching.complete else "looking…"))

    def _say(self, words: Text) -> None:
        self.query_one("#said", OneLine).show(words)

    def do_take(self) -> None:
        if self._due is not None:
            self._due.stop()
        if self.query_one(Line).value != self.searching.typed:  # Enter came before the search
            self._search()
        elif len(self.searching.found):
            self._open(self.rows.at)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._open(event.index)

    def _open(self, index: int) -> None:
        self.dismiss()
        self.searching.open(index)

    # Keys

    def do_close(self) -> None:
        self.searching.at = self.rows.at
        self.dismiss()

    def do_down(self) -> None:
        self.rows.mark(self.rows.at + 1)

    def do_up(self) -> None:
        self.rows.mark(self.rows.at - 1)

    def do_page_down(self) -> None:
        self.rows.mark(self.rows.at + max(1, self.rows.size.height - 1))

    def do_page_up(self) -> None:
        self.rows.mark(self.rows.at - max(1, self.rows.size.height - 1))
