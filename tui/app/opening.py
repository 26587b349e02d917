"""Opening articles, closing them, and going between them and the side panels."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.arrangement import both_fit
from tui.app.keys import keys_of
from tui.app.library import Library
from tui.app.widgets.panes import MOST
from tui.app.widgets.rows import Rows
from tui.errors import CallError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Opening:
    """The actions on the panes and panels of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace
        self._told: set[str] = set()
        """The texts of which it was told what they are of their page."""

    def next_pane(self) -> None:
        self._lead(1)

    def previous_pane(self) -> None:
        self._lead(-1)

    def _lead(self, by: int) -> None:
        if isinstance(self.screen.focused, Rows):  # from a panel, back to the article
            by = 0
        if self.screen.panes:
            there = (self.screen.leading + by) % len(self.screen.panes)
            self.screen.following.go_along(self.screen.panes[there])
            self.screen.lead(there)
            self.screen.remembering.soon()

    async def open(self, uid: str, beside: bool = False) -> None:
        """Open an article in the leading pane, or beside it; go there if it is open already."""
        there = self.screen.row.of(uid)
        if there is None:
            beside = beside and len(self.screen.panes) < MOST
            place = self.screen.row.place(uid)
            instead = None if beside else self.screen.row.pane
            await self.screen.open_pane(place, instead)
            there = self.screen.row.of(uid)
        if there is not None:
            self.screen.lead(self.screen.panes.index(there))
            self.tell_of_text()
        self.screen.remembering.soon()

    def tell_of_text(self) -> None:
        """Say once of a text that more of its page was left out, or that it hides something."""
        from tui.app.about import left_out

        pane = self.screen.row.pane
        if pane is None or pane.reader.reading.article.summary.sha256 in self._told:
            return
        article = pane.reader.reading.article
        self._told.add(article.summary.sha256)
        if said := left_out(self.workspace.store, article, pane.hidden):
            self.screen.telling.say(said)

    async def open_row(self, row: int) -> None:
        """Open an article by its place in the library. Raises DataError when it is gone."""
        await self.open(self.workspace.library[row].uid)

    def beside(self) -> None:
        from tui.app.screens.beside import BesideScreen

        if len(self.screen.panes) >= MOST:
            raise CallError(f"four articles are open: {keys_of('close_pane')} closes one")
        beside = [pane.uid for pane in self.screen.panes]
        if not len(Library(self.workspace.store, without=beside)):
            raise CallError("every article of the library is open")
        leading = self.screen.row.pane.uid if self.screen.row.pane else ""
        picker = BesideScreen(self.workspace.store, leading, beside)
        self.screen.ask(picker, self._open_beside)

    def _open_beside(self, uid: str) -> None:
        self.screen.work_on(self.open(uid, beside=True))

    def close_pane(self) -> None:
        pane = self.screen.row.pane
        if pane is None:
            raise CallError("no article is open")
        self.screen.work_on(self.screen.close_pane(pane))
        self.screen.remembering.soon()

    def remove(self) -> None:
        """Take the article of the library's row away, with the annotations on it."""
        rows = self.screen.query_one("#library", Rows)
        if not len(rows.items):
            raise CallError("there is no article to remove")
        about = rows.items[rows.at]
        self.workspace.remove_article(about.uid)
        self.screen.taking_back.show_anew(frozenset({about.uid}), codebook=False)
        words = f"removed {display_line(about.label)}"
        self.screen.telling.say(Text.assemble(words, (f" · {keys_of('undo')} undo", "dim")))

    def library(self) -> None:
        self.screen.library_wanted = not self._in_panel("library")
        if self.screen.library_wanted and not both_fit(self.screen.size.width):
            self.screen.annotations_wanted = None
        self._show_panel("library")

    def annotations(self) -> None:
        self.screen.annotations_wanted = not self._in_panel("annotations")
        if self.screen.annotations_wanted and not both_fit(self.screen.size.width):
            self.screen.library_wanted = None
        self._show_panel("annotations")

    def _in_panel(self, name: str) -> bool:
        """Whether the keys are in a side panel: the key that opened it then closes it."""
        return self.screen.query_one(f"#{name}", Rows).has_focus

    def _show_panel(self, name: str) -> None:
        self.screen.fit()
        self.screen.telling.all()
        rows = self.screen.query_one(f"#{name}", Rows)
        if self.screen.query_one(f"#{name}-side").display:
            rows.focus()
        else:
            self.screen.lead(self.screen.leading)
        self.screen.remembering.soon()
