"""The history: who did what and when, going there, and undoing one thing or back to a point."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.app import drawing
from tui.app.paged import Paged
from tui.app.renewing import Touched
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import HISTORY
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.model import Operation
from tui.store import describe, history
from tui.store.connection import Store
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.taking_back import TakingBack

ANSWERS = (
    "{choose} go there   {undo_this} undo this   {undo_back_to} undo back to here   "
    "{article_or_all} article or all   {close} leave"
)


def _some(store: Store, article: str | None, skip: int, limit: int) -> list[Operation]:
    """Some operations, from a place on, of one article or all."""
    return history.operations(store, limit, skip=skip, article=article)


class HistoryScreen(Sheet[None]):
    """The log, newest first, of one article when asked for.

    `article` is the one that leads: the history opens with that of the whole library, and `a`
    narrows it to this article.
    """

    KEYS = HISTORY

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
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

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

    # Keys

    def do_article_or_all(self) -> None:
        self.narrowed = not self.narrowed and self.article is not None
        self.rows.mark(0)
        self._read()

    def do_undo_this(self) -> None:
        self._undo(self.workspace.undo_this)

    def do_undo_back_to(self) -> None:
        self._undo(self.workspace.undo_back_to)

    def do_page_down(self) -> None:
        self._go_by(self.rows.size.height)

    def do_page_up(self) -> None:
        self._go_by(-self.rows.size.height)

    def _go_by(self, rows: int) -> None:
        self.rows.mark(self.rows.at + rows)
        self._show_changes()

    def _undo(self, undo: Callable[[str], Touched]) -> None:
        if not len(self.entries):
            return
        with told(self, self._say):
            touched = undo(self.entries[self.rows.at].uid)
            self.taking_back.show(touched, "")
            before = len(self.entries)
            self._read()
            self.rows.mark(self.rows.at + len(self.entries) - before)  # stays on the same one
            self._show_changes()
            self._say(touched.said)
