"""The sheet of adding: a line for paths and addresses, what would come in, what became of it."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.adding.outcomes import Outcome, counted
from tui.adding.sources import is_address
from tui.app import clipboard
from tui.app.adding_lines import first_to_read, in_a_line, outcome_row, shorter
from tui.app.intake_keys import ADDING, ADDING_LINE
from tui.app.screens import refusals
from tui.app.screens.adding_options import AddingOptionsScreen
from tui.app.screens.sheet import Sheet
from tui.app.typed_paths import completed, is_there, quoted
from tui.app.widgets.coming import Coming
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.app.widgets.typed import SourceLine
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.adding import Adding

TOLD_EVERY = 0.2
"""Seconds after which it is told anew how far adding is."""
HINT = "a file, a folder, an address; several with blanks between"
FURTHER = 3
"""Lines by which what would come in is scrolled."""
TYPING = (
    "{take} add it   {complete} complete the path   {paste} the clipboard\n"
    "{options} options   {down} MORE   {stop} leave"
)
LISTING = "{choose} open the article   UNDO{line} add more\n{options} options   {stop} leave"
UNDO = "{undo} take it all back   "
LOOKING = "looking…"
STOPPING = "{stop} stop adding: what is done stays"
STOPPED = "{stop} leave: the desk tells when it has stopped"


class AddingScreen(Sheet[None]):
    """What is to come in, and then what became of it, row by row."""

    KEYS = ADDING

    def __init__(self, room: "Adding") -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.listing = bool(room.outcomes or room.going) and not (room.typed or room.pasted)
        """Whether what became of it is shown, and not what would come in."""
        self.said = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            line = SourceLine(self._take_typed)
            line.placeholder = HINT
            line.value = self.room.typed
            yield line
            yield OneLine(id="offers")
            yield Coming(self.room.workspace.store, id="coming")
            yield Rows[Outcome](
                self.room.outcomes, self._row, "nothing yet", id="added", strong=True
            )
            yield Static(id="said")
            yield Static(classes="answers")

    @property
    def line(self) -> SourceLine:
        return self.query_one(SourceLine)

    @property
    def coming(self) -> Coming:
        return self.query_one(Coming)

    @property
    def rows(self) -> Rows[Outcome]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.query_one("#heading", OneLine).show(Text("Add articles", "bold"))
        self.set_interval(TOLD_EVERY, self._show_progress)
        self.line.focus()
        self.line.cursor_position = len(self.line.value)
        self.rows.at = first_to_read(self.room.outcomes)
        self.show()
        if not self.listing:
            self._look()
        self.room.opened.set()

    def show(self) -> None:
        """Bring the sheet up to date: with what became of it, or with what would come in."""
        self.rows.display = self.listing
        self.coming.display = not self.listing
        self.rows.show_items(self.room.outcomes)
        self.query_one("#offers", OneLine).show(Text(in_a_line(self.room.wanted)))
        self.query_one(".answers", Static).update(Text(self._foot()))

    def _foot(self) -> str:
        if self.room.going is not None:
            return self.KEYS.foot(STOPPED if self.room.going.ended else STOPPING)
        if self.line.has_focus:
            more = "the list" if self._has_list else "more"
            return ADDING_LINE.foot(TYPING.replace("MORE", more))
        return self.KEYS.foot(LISTING.replace("UNDO", UNDO if self.room.operations else ""))

    @property
    def _has_list(self) -> bool:
        """Whether one goes down from the line to what became of it."""
        return bool(self.room.outcomes) and (self.listing or not self.line.value.strip())

    def _row(self, one: Outcome) -> Text:
        return outcome_row(shorter(one, self.room.folders))

    def _line(self, one: Outcome) -> str:
        return shorter(one, self.room.folders).line

    def _show_progress(self) -> None:
        going = self.room.going
        if going is None:
            if self.coming.is_slow:
                self._say(LOOKING)
            return
        if len(self.rows.items) and self.rows.virtual_size.height != len(self.rows.items):
            self.rows.show_items(self.room.outcomes)
        of = f" of {counted(going.of, 'file')}" if going.of else ""
        doing = "stopping" if going.ended else "adding…"
        self._say(f"{doing} {going.done:,}{of}")

    def _say(self, words: str) -> None:
        self.said = words
        self.query_one("#said", Static).update(Text(display_line(words)))

    def on_descendant_focus(self) -> None:
        self.show()

    # What is to come in

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.line.value != self.room.typed:  # the event may tell of letters that are gone again
            self.room.typed = self.line.value
            self.listing = False
            self._look()

    def on_source_line_pasted(self, event: SourceLine.Pasted) -> None:
        self.take_pasted(event.text)

    def take_pasted(self, text: str) -> None:
        """Take a text that was pasted: what names files or addresses goes into the line."""
        lines = [one.strip() for one in text.splitlines() if one.strip()]
        if lines and all(is_address(one) or is_there(one) for one in lines):
            there = f"{self.line.value} " if self.line.value.strip() else ""
            self.line.value = there + " ".join(quoted(one) for one in lines)
            self.line.cursor_position = len(self.line.value)
            return
        self.room.pasted = "" if text == self.room.pasted else text
        self.listing = False
        self._look()

    def _look(self) -> None:
        """Look at what is named, as soon as one has stopped typing."""
        self.coming.look(self.line.value, self.room.pasted, self.room.wanted)
        self._say("")
        self.show()

    def on_coming_looked(self) -> None:
        if self.said == LOOKING:
            self._say("")

    # Keys

    async def take_key(self, name: str) -> bool:
        """Do what a key does here, but while one types: the line has the keys then."""
        return False if self.line.has_focus else await super().take_key(name)

    def _take_typed(self, name: str) -> bool:
        """Take a key before the line does."""
        action = ADDING_LINE.by_key().get(name)
        if action is None:
            return False
        if action == "take":
            self._add()
        elif action == "down" and self._has_list:
            self._to_list()
        elif action in ("down", "up"):
            by = FURTHER if action == "down" else -FURTHER
            self.coming.scroll_relative(y=by, animate=False)
        else:
            self.perform(action)
        return True

    def perform(self, action: str) -> None:
        """Do an action of the sheet, or of its line."""
        if action == "complete":
            self._complete()
        else:
            super().perform(action)

    def _complete(self) -> None:
        typed, names = completed(self.line.value)
        self.line.value = typed
        self.line.cursor_position = len(typed)
        # Behind the news of the letters, which takes what is offered away.
        offers = Text("  ".join(names) if len(names) > 1 else "")
        self.call_after_refresh(self.query_one("#offers", OneLine).show, offers)

    def _to_list(self) -> None:
        self.listing = True
        self.rows.focus()
        self.show()

    def do_line(self) -> None:
        self.line.focus()

    def do_paste(self) -> None:
        with refusals.told(self, self._say):
            self.take_pasted(clipboard.pasted())

    def do_options(self) -> None:
        """Choose how it is added; what would come in is looked at anew with that."""

        def done(_: None) -> None:
            if self.listing:
                self.show()
            else:
                self._look()

        self.app.push_screen(AddingOptionsScreen(self.room), done)

    def _add(self) -> None:
        with refusals.told(self, self._say):
            self.room.typed = self.line.value
            self.room.begin()
            self.coming.end()
            self.listing = True
            self._type()
            self._show_progress()
            self.show()

    def _type(self) -> None:
        """Have in the line what is kept of it: that is nothing new to look at."""
        self.line.value = self.room.typed
        self.line.cursor_position = len(self.room.typed)

    def added(self, words: str) -> None:
        """Tell what became of all of it."""
        if self.room.typed != self.line.value:
            self._type()
        self.rows.at = first_to_read(self.room.outcomes)
        at_hand = self.listing and bool(self.room.outcomes) and not self.line.value
        if at_hand:
            self.rows.focus()
        self.show()
        undo = f" · {self.KEYS.key('undo')} undo" if self.room.operations and at_hand else ""
        outcomes = self.room.outcomes
        alone = len(outcomes) == 1 and outcomes[0].reason  # a row has no room for all of it
        self._say(f"{words} · {self._line(outcomes[0])}" if alone else f"{words}{undo}")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        one = self.rows.items[event.index]
        if not one.uid:
            self._say(self._line(one))
            self.app.bell()
            return
        self.dismiss()
        self.room.open(one.uid)

    def on_rows_marked(self, event: Rows.Marked) -> None:
        self._say(self._line(self.rows.items[event.index]))

    def do_undo(self) -> None:
        def failed(error: Exception) -> None:
            self.app.bell()
            self._say(str(error))

        def done(words: str) -> None:
            if self.is_attached:
                self.listing = False
                self.line.focus()
                self._type()
                self._look()
                self._say(words)
            else:
                self.room.screen.telling.say(display_line(words))

        with refusals.told(self, self._say):
            self.room.take_back(done, failed)
            self._say("taking it back…")

    def do_stop(self) -> None:
        """Stop adding; leave where nothing is being added, or it is to stop already."""
        if self.room.stop():
            self._show_progress()
            self.show()
        else:
            self.do_close()

    def do_close(self) -> None:
        """Leave. What is typed is there again when the sheet is opened again."""
        self.room.typed = self.line.value
        super().do_close()
