"""The codebook's sheet: the tags as a tree, all there is to know of one, a key for each edit."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app import codebook_lines
from tui.app.codebook_room import Entry
from tui.app.screens.codebook_details import Details
from tui.app.screens.codebook_edits import Edits
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import CODEBOOK
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.errors import CallError, DataError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.codebook_room import CodebookRoom

ANSWERS = (
    "{add} add  {rename} rename  {move} under…  {merge} merge…  {split} split  {delete} delete  "
    "{earlier} {later} order\n"
    "{key} key  {colour} colour  {meaning} meaning  {asks} asks  {where} where  {export} export  "
    "{take_in} import  {undo} undo"
)
MORE_ANSWERS = "{choose} example  {redo} redo  {close} leave"
LOOK = 1.0
"""Seconds between two looks whether the codebook was changed elsewhere."""


class CodebookScreen(Sheet[None]):
    """The tags, and below them what there is to know of the one at hand."""

    KEYS = CODEBOOK

    def __init__(self, room: "CodebookRoom", entries: list[Entry]) -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.workspace = room.workspace
        self.entries = entries
        self.edits = Edits(self), Details(self)
        self._tags = room.workspace.tags

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield Rows(
                self.entries, self._row, f"No tags: {CODEBOOK.key('add')} adds one", id="tags-list"
            )
            yield Card(id="tag")
            yield Static(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Entry]:
        return self.query_one(Rows)

    @property
    def at_hand(self) -> Entry | None:
        """The tag of the marked row; None when there is none."""
        return self.entries[self.rows.at] if self.entries else None

    def on_mount(self) -> None:
        self.rows.focus()
        self._mark(self.room.at)
        self.set_interval(LOOK, self.follow)

    def _row(self, entry: Entry) -> Text:
        return codebook_lines.row(entry, self.room.screen.look)

    def _mark(self, path: str) -> None:
        """Go to the row of a tag, if it is there, and tell of the one at hand."""
        paths = [entry.tag.path for entry in self.entries]
        if path in paths:
            self.rows.mark(paths.index(path))
        living = sum(not entry.deleted for entry in self.entries)
        more = self.KEYS.foot(MORE_ANSWERS)
        heading = Text.assemble((f"Codebook ({living} tags)   ", "bold"), (more, "dim"))
        self.query_one("#heading", OneLine).show(heading)
        self._show_tag()

    def _show_tag(self) -> None:
        entry, look = self.at_hand, self.room.screen.look
        if entry is None:
            self.query_one(Card).show(Text())
            return
        self.room.at = entry.tag.path
        self.query_one(Card).show(codebook_lines.card(entry, look, self.workspace.tags))

    def follow(self) -> None:
        """Show the codebook as it is now, where another window changed it."""
        if self.workspace.tags is not self._tags:
            self.attempt(lambda: self.read_again(self.room.at))

    def read_again(self, path: str) -> None:
        """Read the tags again, and go to the one of this path."""
        self.entries = self.room.entries()
        self._tags = self.workspace.tags
        self.rows.show_items(self.entries)
        self.rows.repaint()
        self._mark(path)

    @property
    def is_open(self) -> bool:
        """Whether the sheet has not been left."""
        return self in self.room.screen.app.screen_stack

    # What is said, and asked

    def say(self, words: str) -> None:
        self.query_one("#said", Static).update(Text(display_line(words)))

    def attempt(self, deed: Callable[[], None]) -> None:
        """Do something that may be refused; a refusal is said and changes nothing."""
        try:
            deed()
        except (CallError, DataError) as error:
            self.app.bell()
            self.say(str(error))

    def ask(self, dialog: ModalScreen[str | None], then: Callable[[str], None]) -> None:
        """Open a dialog and do something with its answer, if there is one."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.attempt(lambda: then(answer))

        self.app.push_screen(dialog, answered)

    def done(self, words: str, path: str) -> None:
        """An edit was made: show it, go to this tag, and say how it is taken back."""
        self.read_again(path)
        self.say(f"{words} · {self.KEYS.key('undo')} undo")

    def wait_for(self, words: str) -> None:
        """Say what is being written, and that nobody has to wait here for it."""
        self.say(f"{words}… esc goes on reading meanwhile")

    def failed(self, error: Exception) -> None:
        """Say why nothing was written: here, or on the desk where the sheet was left."""
        self.room.screen.telling.complain(error)
        if self.is_open:
            self.say(str(error))

    # Keys

    def on_rows_marked(self) -> None:
        self.say("")
        self._show_tag()

    def on_rows_more(self, event: Rows.More) -> None:
        self.query_one(Card).scroll_relative(y=event.lines, animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to the example of a tag."""
        entry = self.entries[event.index]

        def go() -> None:
            self.room.go_to_example(entry)
            self.dismiss()

        self.rows.mark(event.index)
        self._show_tag()
        self.attempt(go)

    def perform(self, action: str) -> None:
        """Do an action of the sheet. Those of its own, but for undo, are edits."""
        edit = next((getattr(one, action) for one in self.edits if hasattr(one, action)), None)
        if edit is not None:
            self.attempt(edit)
        else:
            super().perform(action)

    def do_undo(self) -> None:
        self.attempt(lambda: self._take_back(redo=False))

    def do_redo(self) -> None:
        self.attempt(lambda: self._take_back(redo=True))

    def _take_back(self, redo: bool) -> None:
        entry = self.at_hand
        path = entry.tag.path if entry else ""

        def taken_back(said: str) -> None:
            if self.is_open:
                self.read_again(self.workspace.renamed.get(path, path))
                self.say(said)

        if waited_for := self.room.take_back(redo, taken_back, self.failed):
            self.wait_for(waited_for)
