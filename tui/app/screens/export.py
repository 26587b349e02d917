"""The sheet of the export: a format, what of the database, what it loses, and the place."""

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import wish as wishes
from tui.app.claim_lines import several
from tui.app.export_lines import FILTERS, OPTIONS, Line, going_out, lines, row
from tui.app.screens.asking import Confirm
from tui.app.screens.export_choosing import choose
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import EXPORT
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.app.wish import GivenUp, Going, Offered, Wish
from tui.errors import CallError, DataError
from tui.formats.filters import Filters
from tui.formats.writing import Written
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.exporting import Exporting

ANSWERS = (
    "{choose} choose   {previous_format} {next_format} format   {all_of_it} all of it   "
    "{strict} strict   {sidecar} sidecar\n{write} write it   {card_down} more   {close} leave"
)
TOLD_EVERY = 0.2
"""Seconds after which it is told anew how far a count is."""


class ExportScreen(Sheet[None]):
    """What is to go out, row by row, and under it what that is and what would be left out."""

    KEYS = EXPORT

    def __init__(self, room: "Exporting", wish: Wish) -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.wish = wish
        self.kind = wish.kind
        """The format that is written: csv is one table in a file."""
        self.database = room.screen.workspace.store.path
        self.offered = Offered()
        self.reading = Going()
        self.going = Going()
        self.counted: Written | None = None
        self.trouble = ""
        self.outcome = Text()
        """What came of writing, until something else is asked."""
        self.asked: object = None
        """What was counted, or is being."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            rows = Rows[Line]([], row, "", id="export")
            rows.strong = True
            yield rows
            yield Card(id="going-out")
            yield Static(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Line]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.query_one("#heading", OneLine).show(Text("Export of the dataset", "bold"))
        self.rows.focus()
        self.set_interval(TOLD_EVERY, self._show_progress)
        self.run_worker(self._read())
        self.call_after_refresh(self.changed, self.wish)

    def on_unmount(self) -> None:
        self.reading.end()
        self.going.end()

    # What is asked

    def changed(self, wish: Wish) -> None:
        """Show what is asked now, and count what that is where it was not counted yet."""
        self.wish = self.room.wish = wish
        self.outcome = Text()
        self._say("")
        self.rows.show_items(lines(wish, self.database))
        self.kind = wish.kind
        with told(self, self._say):
            self.kind = wish.meant(self.database)
        asked = self.kind, wish.filters
        if asked != self.asked:
            self.asked = asked
            self.going.end()
            self.going, self.counted, self.trouble = Going(), None, ""
            self.run_worker(self._count(self.going, *asked))
        self._show()

    async def _read(self) -> None:
        """Read what can be chosen."""
        try:
            self.offered = await self.room.aside(wishes.offered, self.reading)
        except GivenUp:
            return
        except (CallError, DataError) as error:
            self.app.bell()
            self._say(wishes.why(error))

    # What that would be

    async def _count(self, going: Going, kind: str, filters: Filters) -> None:
        try:
            counted = await self.room.aside(
                lambda store: wishes.counted(store, kind, filters, going), going
            )
        except GivenUp:
            return
        except (CallError, DataError) as error:
            if going is self.going:
                self.trouble = wishes.why(error)
                self._show()
            return
        if going is self.going:
            self.counted = counted
            self._show()

    def _show_progress(self) -> None:
        if self.room.writing is not None:
            far = f"{self.room.writing.done:,} of {several(self.room.writing.of, 'article')}"
            stopping = "stopping" if self.room.writing.ended else self.KEYS.foot("{stop} stops it")
            self._say(f"writing… {far}   {stopping}")
        if self.counted is None and not self.trouble:
            self._show()

    def _show(self) -> None:
        """Tell what came of writing, else what would go out and what would not."""
        text = Text()
        if self.outcome:
            text = self.outcome
        elif self.trouble:
            text.append(f"cannot be exported: {display_line(self.trouble)}", self._complaint)
        elif self.counted is None:
            far = f" {several(self.going.done, 'article')} so far" if self.going.done else ""
            text.append(f"counting…{far}", "dim")
        else:
            text = going_out(self.counted, self.wish, self.kind)
        for card in self.query(Card):  # none, where the sheet is left while it is counted
            card.show(text)

    @property
    def _complaint(self) -> Style:
        return self.room.screen.look.shades.complaint

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Text(display_line(words)))

    # Choosing

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Choose what the row is about."""
        about = event.rows.items[event.index].about
        with told(self, self._say):
            if about in ("strict", "sidecar"):
                self.perform(about)
            else:
                choose(self, about)

    def on_rows_more(self, event: Rows.More) -> None:
        self.query_one(Card).scroll_relative(y=event.lines, animate=False)

    # Keys

    def do_next_format(self) -> None:
        self._go_by(1)

    def do_previous_format(self) -> None:
        self._go_by(-1)

    def _go_by(self, by: int) -> None:
        names = [*self.offered.formats]
        if self.wish.kind in names:  # read by now
            kind = names[(names.index(self.wish.kind) + by) % len(names)]
            self.changed(self.wish.as_kind(kind))

    def do_all_of_it(self) -> None:
        if not self.rows.items:  # typed before they were shown
            return
        about = self.rows.items[self.rows.at].about
        if about in FILTERS:
            self.changed(self.wish.with_values(about, ()))
        elif about in OPTIONS:
            self.changed(self.wish.with_option(about, ""))
        elif about == "place":
            self.changed(replace(self.wish, typed=""))

    def do_strict(self) -> None:
        self.changed(replace(self.wish, strict=not self.wish.strict))

    def do_sidecar(self) -> None:
        self.changed(replace(self.wish, sidecar=not self.wish.sidecar))

    def do_stop(self) -> None:
        """Stop writing, or leave where nothing is being written."""
        if self.room.stop():
            self._show_progress()
        else:
            self.do_close()

    def do_write(self) -> None:
        """Write it; what is there already is asked about first."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                self._write()

        with told(self, self._say):
            there = wishes.in_the_way(self.wish, self.database)
            if there:
                lines = [f"{one} is there already" for one in there]
                answers = {"do": "write over it"}
                self.app.push_screen(Confirm("Write over it?", lines, answers), answered)
            else:
                self._write()

    def _write(self) -> None:
        def failed(error: Exception) -> None:
            self.app.bell()
            self._tell_outcome(wishes.why(error), self._complaint)

        with told(self, self._say):
            self.room.begin(self.wish, self._tell_outcome, failed)
            self.outcome = Text()
            self._show()
            self._show_progress()

    def _tell_outcome(self, words: str, style: Style | str = "") -> None:
        """Say how it went: here, or on the desk where this sheet was left meanwhile."""
        if self.is_mounted and self.is_attached:
            self.outcome = Text(display_line(words), style or "bold")
            self._say("")
            self._show()
        else:
            self.room.screen.telling.say(display_line(words))
