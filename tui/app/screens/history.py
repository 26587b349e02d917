"""The history: who did what and when, going there, and undoing one thing or back to a point."""

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app import drawing
from tui.app.keys import key_name
from tui.app.paged import Paged
from tui.app.renewing import Touched
from tui.app.screens.refusals import told
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.model import Operation
from tui.store import describe, history
from tui.store.connection import Store
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.taking_back import TakingBack

ANSWERS = "enter go there   u undo this   U undo back to here   a article or all   esc leave"


def _some(store: Store, article: str | None, skip: int, limit: int) -> list[Operation]:
    """Some operations, from a place on, of one article or all."""
    return history.operations(store, limit, skip=skip, article=article)


class HistoryScreen(ModalScreen[None]):
    """The log, newest first, of one article when asked for.

    `article` is the one that leads: the history opens with that of the whole library, and `a`
    narrows it to this article.
    """

    def __init__(self, taking_back: "TakingBack", article: str | None) -> None:
        super().__init__(classes="dialog-screen")
        self.taking_back = taking_back
        self.workspace = taking_back.workspace
        self.article = article
        self.narrowed = False
        self.entries: Paged[Operation] = Paged(0, lambda skip, limit: [])

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield Rows(self.entries, self._row, "Nothing was done yet", id="log")
            yield Card(id="changes")
            yield Static(id="said")
            yield Static(Text(ANSWERS), classes="answers")

    @property
    def rows(self) -> Rows[Operation]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()
        self._read()

    def _read(self) -> None:
        """Read the log again, from its newest entry."""
        only = self.article if self.narrowed else None
        with told(self, self._say):
            store = self.workspace.store
            total = history.count(store, only)
            self.entries = Paged(total, partial(_some, store, only))
            self.rows.show_items(self.entries)
            about = self.workspace.summary(only) if only else None
            of = f" of {display_line(about.label)}" if about else ""
            self.query_one("#heading", OneLine).show(Text(f"History{of} ({total})", "bold"))
            self._show_changes()

    def _row(self, operation: Operation) -> Text:
        return drawing.operation_row(operation, self.workspace.store.annotator)

    def _show_changes(self) -> None:
        lines: list[str] = []
        with told(self, self._say):
            if len(self.entries):
                lines = describe.changes(self.workspace.store, self.entries[self.rows.at].uid)
        self.query_one(Card).show(Text("\n".join(display_line(line) for line in lines)))

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Text(display_line(words)))

    def on_rows_marked(self) -> None:
        self._say("")
        self._show_changes()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to what the operation was done to."""
        with told(self, self._say):
            place = history.place_of(self.workspace.store, self.entries[event.index].uid)
            if place is None:
                self._say("nothing of this is left to go to")
                return
            self.dismiss()
            self.taking_back.go_to(place)

    def on_key(self, event: events.Key) -> None:
        name = key_name(event)
        event.stop()
        if name in ("escape", "q", "H"):
            self.dismiss()
        elif name == "a":
            self.narrowed = not self.narrowed and self.article is not None
            self.rows.mark(0)
            self._read()
        elif name in ("u", "U") and len(self.entries):
            undo = self.workspace.undo_this if name == "u" else self.workspace.undo_back_to
            self._undo(partial(undo, self.entries[self.rows.at].uid))
        elif name in ("ctrl+d", "ctrl+u", "pagedown", "pageup"):
            page = self.rows.size.height
            down = name in ("ctrl+d", "pagedown")
            self.rows.mark(self.rows.at + (page if down else -page))
            self._show_changes()
        else:
            self.rows.take_key(name)

    def _undo(self, undo: "partial[Touched]") -> None:
        with told(self, self._say):
            touched = undo()
            self.taking_back.show(touched, "")
            before = len(self.entries)
            self._read()
            self.rows.mark(self.rows.at + len(self.entries) - before)  # stays on the same one
            self._show_changes()
            self._say(touched.said)
