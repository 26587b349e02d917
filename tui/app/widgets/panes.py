"""The open articles, side by side, one of them leading."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui.app.view import PaneView, View
from tui.app.widgets.pane import Pane
from tui.app.workspace import Workspace

MOST = 4


class Panes(Horizontal):
    """The panes from left to right. `places` remembers cursor and top of articles once open."""

    def __init__(self, places: dict[str, tuple[int, int]], *, id: str) -> None:
        super().__init__(id=id)
        self.places = places
        self.open: list[Pane] = []
        self.leading = 0
        self.nothing = Static(classes="nothing")
        self.nothing.display = False

    def compose(self) -> ComposeResult:
        yield self.nothing
        yield from self.open

    @property
    def pane(self) -> Pane | None:
        """The pane that leads, None when none is open."""
        return self.open[self.leading] if self.open else None

    def of(self, uid: str) -> Pane | None:
        """The pane an article is open in."""
        return next((pane for pane in self.open if pane.uid == uid), None)

    def place(self, uid: str) -> PaneView:
        """Where the reader of an article was last."""
        return PaneView(uid, *self.places.get(uid, (0, 0)))

    def first(
        self, remembered: View, show: list[str], workspace: Workspace
    ) -> tuple[list[PaneView], int]:
        """What to open: the articles named, else those open last time, else the first two.

        And which of them leads.
        """
        if show:
            return [self.place(uid) for uid in dict.fromkeys(show)][-MOST:], 0
        if remembered == View():  # never open before
            two = range(min(2, len(workspace.library)))
            return [self.place(workspace.library[index].uid) for index in two], 0
        there = [pane for pane in remembered.panes if workspace.summary(pane.article)]
        return there[:MOST], remembered.focus

    def keep_places(self) -> None:
        """Remember where the readers of all open articles stand."""
        for pane in self.open:
            self._keep(pane)

    def _keep(self, pane: Pane) -> None:
        self.places[pane.uid] = (pane.reader.reading.cursor, pane.reader.top)

    async def add(self, pane: Pane, instead: Pane | None = None) -> None:
        """Show a pane at the right end, or in the place of another."""
        if instead is None:
            self.open.append(pane)
            await self.mount(pane)
            return
        self._keep(instead)
        self.open[self.open.index(instead)] = pane
        await self.mount(pane, after=instead)
        if instead.reader.has_focus:  # or it goes to another pane when this one is taken away
            self.screen.set_focus(pane.reader)
        await instead.remove()

    async def close(self, pane: Pane) -> None:
        """Close a pane that is open; where its reader was is remembered."""
        if pane not in self.open:
            return
        self._keep(pane)
        self.open.remove(pane)
        self.leading = max(0, min(self.leading, len(self.open) - 1))
        await pane.remove()

    def fit(self, number: int, stacked: bool, signed: bool, empty: str) -> None:
        """Show `number` of the panes, the leading one among them; say `empty` when none is open.

        `stacked`, they stand one above the other, and the leading one has the most lines; `signed`,
        they keep a cell free for signs.
        """
        first = max(0, self.leading - number + 1)
        self.set_class(stacked, "stacked")
        for index, pane in enumerate(self.open):
            pane.display = first <= index < first + number
            pane.set_class(index > first and not stacked, "ruled")
            pane.set_class(index == self.leading and stacked, "leads")
            pane.reader.sign(signed)
        self.nothing.display = not self.open
        if not self.open:
            self.nothing.update(Text(empty))
