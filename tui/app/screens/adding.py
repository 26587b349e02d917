"""The sheet of adding: a line for paths and addresses, what would come in, what became of it."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.adding.outcomes import Outcome
from tui.adding.sources import is_address
from tui.app import clipboard
from tui.app.apart import apart
from tui.app.intake_keys import ADDING, ADDING_LINE
from tui.app.looking import look, told
from tui.app.screens import refusals
from tui.app.screens.sheet import Sheet
from tui.app.typed_paths import completed, is_there, named, quoted
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.app.widgets.typed import SourceLine
from tui.app.wish import Going
from tui.errors import CallError, DataError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.adding import Adding

AFTER = 0.15
"""Seconds without a letter after which it is looked at what is named."""
TOLD_EVERY = 0.2
"""Seconds after which it is told anew how far adding is."""
HINT = "a file, a folder, an address; several with blanks between"
TYPING = (
    "{take} add it   {complete} complete the path   {paste} the clipboard\n"
    "{down} the list   {stop} leave"
)
LISTING = "{choose} open the article   {undo} take it all back   {line} add more   {stop} leave"
STOPPING = "{stop} stop adding: what is done stays"


class AddingScreen(Sheet[None]):
    """What is to come in, and then what became of it, row by row."""

    KEYS = ADDING

    def __init__(self, room: "Adding") -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.pasted = ""
        """A text that was pasted, to be added as an article."""
        self.looking = Going()
        self.listing = bool(room.outcomes)
        """Whether what became of it is shown, and not what would come in."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            line = SourceLine(self._take_typed)
            line.placeholder = HINT
            yield line
            yield OneLine(id="offers")
            yield Card(id="coming")
            yield Rows[Outcome](self.room.outcomes, _row, "nothing yet", id="added", strong=True)
            yield Static(id="said")
            yield Static(classes="answers")

    @property
    def line(self) -> SourceLine:
        return self.query_one(SourceLine)

    @property
    def rows(self) -> Rows[Outcome]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.query_one("#heading", OneLine).show(Text("Add articles", "bold"))
        self.set_interval(TOLD_EVERY, self._show_progress)
        self.line.focus()
        self.show()

    def on_unmount(self) -> None:
        self.looking.end()

    def show(self) -> None:
        """Bring the sheet up to date: with what became of it, or with what would come in."""
        self.rows.display = self.listing
        self.query_one(Card).display = not self.listing
        self.rows.show_items(self.room.outcomes)
        if self.room.going is not None:
            words = self.KEYS.foot(STOPPING)
        elif self.line.has_focus:
            words = ADDING_LINE.foot(TYPING)
        else:
            words = self.KEYS.foot(LISTING)
        self.query_one(".answers", Static).update(Text(words))

    def _show_progress(self) -> None:
        going = self.room.going
        if going is None:
            return
        if len(self.rows.items) and self.rows.virtual_size.height != len(self.rows.items):
            self.rows.show_items(self.room.outcomes)
        of = f" of {going.of:,}" if going.of else ""
        doing = "stopping" if going.ended else "adding…"
        self._say(f"{doing} {going.done:,}{of}")

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Text(display_line(words)))

    def on_descendant_focus(self) -> None:
        self.show()

    # What is to come in

    def on_input_changed(self, event: Input.Changed) -> None:
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
        self.pasted = "" if text == self.pasted else text
        self.listing = False
        self._look()

    def _look(self) -> None:
        """Look at what is named, as soon as one has stopped typing."""
        self.looking.end()
        self.looking = Going()
        self.query_one("#offers", OneLine).show(Text())
        self._say("")
        self.show()
        going = self.looking
        self.set_timer(AFTER, lambda: self.run_worker(self._looked(going)))

    async def _looked(self, going: Going) -> None:
        names, pasted = named(self.line.value), self.pasted
        if going.ended:
            return
        try:
            store = self.room.workspace.store
            found = await apart(store, lambda own: look(own, names, pasted, going.is_ended))
        except (CallError, DataError) as error:
            self._say(str(error))
            return
        if not going.ended and self.is_attached:
            self.query_one(Card).show(told(found))

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
        elif action == "down":
            self._to_list()
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
        if self.room.outcomes:
            self.listing = True
            self.rows.focus()
            self.show()
        else:
            self.query_one(Card).scroll_relative(y=3, animate=False)

    def do_line(self) -> None:
        self.line.focus()

    def do_paste(self) -> None:
        with refusals.told(self, self._say):
            self.take_pasted(clipboard.pasted())

    def _add(self) -> None:
        with refusals.told(self, self._say):
            names = named(self.line.value)
            if not names and not self.pasted:
                raise CallError(f"there is nothing to add: type {HINT}")
            self.room.begin(names, self.pasted, self._added)
            self.looking.end()
            self.pasted, self.listing = "", True
            self._show_progress()
            self.show()

    def _added(self, words: str) -> None:
        """Tell what became of all of it: here, or on the desk where the sheet was left."""
        if not self.is_attached:
            self.room.screen.telling.say(display_line(words))
            return
        with self.prevent(Input.Changed):
            self.line.value = ""
        with_article = [at for at, one in enumerate(self.room.outcomes) if one.uid]
        self.rows.at = with_article[0] if with_article else 0
        if self.room.outcomes:
            self.rows.focus()
        self.show()
        undo = f" · {self.KEYS.key('undo')} undo" if self.room.operations else ""
        self._say(f"{words}{undo}")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        one = self.rows.items[event.index]
        if not one.uid:
            self._say(one.line)
            self.app.bell()
            return
        self.dismiss()
        self.room.open(one.uid)

    def on_rows_marked(self, event: Rows.Marked) -> None:
        self._say(self.rows.items[event.index].line)

    def do_undo(self) -> None:
        def failed(error: Exception) -> None:
            self.app.bell()
            self._say(str(error))

        def done(words: str) -> None:
            if self.is_attached:
                self.line.focus()
                self.listing = False
                self.show()
                self._say(words)
            else:
                self.room.screen.telling.say(display_line(words))

        with refusals.told(self, self._say):
            self.room.take_back(done, failed)
            self._say("taking it back…")

    def do_stop(self) -> None:
        """Stop adding, or leave where nothing is being added."""
        if self.room.stop():
            self._show_progress()
        else:
            self.do_close()


def _row(one: Outcome) -> Text:
    """A row: what became of it, its title, its name and what is to be known of it."""
    strong = "bold" if one.look or one.kind == "not read" else ""
    row = Text.assemble((f"{one.kind:<13}", strong))
    if one.reason:
        return row.append(display_line(f"{one.name}: {one.reason}"))
    row.append(display_line(one.title))
    if one.notes:
        row.append(display_line(f"  ({', '.join(one.notes)})"))
    return row.append(f"  {display_line(one.name)}", "dim")
