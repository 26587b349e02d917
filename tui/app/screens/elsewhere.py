"""The sheet of the other places where some words stand: in or out, one by one or all."""

from rich.style import Style
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import drawing
from tui.app.elsewhere import MOST, Search
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import ELSEWHERE
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.store.elsewhere import Place
from tui.text.passages import Excerpt
from tui.text.safety import display_line

ANSWERS = (
    "{turn+} in or out   {turn_all} all   {everywhere} this article or all   {tag} tag them   "
    "{close} leave"
)
LABEL = 16
"""Cells for the name of the article a place is in."""


class ElsewhereScreen(Sheet[None]):
    """All places are in at first. Enter tags those that are."""

    KEYS = ELSEWHERE

    def __init__(self, search: Search) -> None:
        super().__init__(classes="dialog-screen")
        self.search = search

    def compose(self) -> ComposeResult:
        look = self.search.room.screen.look
        title = Text.assemble(
            (f"{display_line(self.search.tag)} ", drawing.ink(look, self.search.tag)),
            f"“{drawing.short(self.search.words, 60)}” elsewhere",
        )
        with Vertical(classes="dialog sheet"):
            yield Static(title, classes="dialog-title")
            yield OneLine(id="said")
            yield Rows(self.search.found, self._row, "", id="others", strong=True)
            yield Card(id="context")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Place]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()
        self._look()

    def _row(self, place: Place) -> Text:
        is_in = place not in self.search.out
        row = Text.assemble(("✓ " if is_in else "  ", "bold"))
        if self.search.everywhere:
            row.append(f"{drawing.short(place.label, LABEL - 1):<{LABEL}}", "dim")
        row.append_text(_lit(place.row))
        if not is_in:
            row.stylize(Style(dim=True))
        return row

    @work(exclusive=True)
    async def _look(self) -> None:
        try:
            async for _ in self.search.batches():
                self._show()
        except (CallError, DataError) as error:
            self.app.bell()
            self._say(display_line(str(error)))

    def _show(self) -> None:
        self.rows.show_items(self.search.found)
        self.rows.repaint()
        self._tell()

    def _tell(self) -> None:
        search = self.search
        where = "in all articles" if search.everywhere else "in this article"
        words = f"{len(search.chosen)} of {len(search.found)} places {where}"
        if search.tagged > 0:
            words += f" · {search.tagged} tagged so already"
        if len(search.found) >= MOST:
            words += f" · the first {MOST}: tag them, then look again"
        elif search.share < 1:
            words += f" · looking, {round(100 * search.share)} %"
        self._say(words)
        at = self.rows.at
        passage = _lit(search.found[at].passage) if at < len(search.found) else Text()
        self.query_one(Card).show(passage)

    def _say(self, words: str) -> None:
        self.query_one("#said", OneLine).show(Text(words))

    def on_rows_marked(self) -> None:
        self._tell()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click takes the place in or out."""
        self._turn(event.index)

    def _turn(self, index: int) -> None:
        if index < len(self.search.found):
            self.search.turn(self.search.found[index])
            self.rows.repaint()
            self._tell()

    # Keys

    def do_turn(self) -> None:
        self._turn(self.rows.at)
        self.rows.mark(self.rows.at + 1)
        self._tell()

    def do_turn_all(self) -> None:
        self.search.turn_all()
        self._show()

    def do_everywhere(self) -> None:
        self.search.everywhere = not self.search.everywhere
        self._look()

    def do_tag(self) -> None:
        desk = self.search.room.screen
        if self.search.share < 1 and len(self.search.found) < MOST:
            again = self.KEYS.key("tag")
            self._say(f"still looking: press {again} again when all are found")
            return
        self.dismiss()
        desk.attempt(lambda: self.search.room.tag(self.search))


def _lit(excerpt: Excerpt) -> Text:
    """A passage with the words in it lit."""
    words, start, end = excerpt.text, excerpt.start, excerpt.end
    return Text.assemble(
        display_line(words[:start]),
        (display_line(words[start:end]), "bold underline"),
        display_line(words[end:]),
    )
