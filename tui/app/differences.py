"""Showing in the strip under the panes what differs in the sentence at the cursor."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import strip_lines
from tui.app.keys import keys_of
from tui.app.side_by_side import Overview, overview
from tui.app.widgets.differing import Differing
from tui.errors import CallError

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.compare.findings import Comparison, Place


class Differences:
    """The strip of one desk. It is drawn when the key that moved the cursor has been answered."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.following = screen.following
        self._whole = Overview()
        self._of: Comparison | None = None
        """The comparison that the overview is of."""
        self._shown: tuple[object, object, object] = (None, None, None)
        """What the strip was drawn of, besides the place."""
        self._place: Place | None = None
        self._waits = False
        self.following.listeners.append(self.look)
        screen.telling.listeners.append(self.look)

    @property
    def strip(self) -> Differing:
        return self.screen.query_one(Differing)

    def look(self) -> None:
        """Bring the strip up to date, soon. It has its lines from when there are two articles."""
        lines = strip_lines.height(self.screen.size.height) if self.following.comparing else 0
        self.strip.stand(lines)
        comparison = self.following.comparison
        if comparison is not None and comparison is not self._of:
            self._of, self._whole = comparison, Overview()
            self.screen.work_on(self._look_it_over(comparison))
        if not self._waits:
            self._waits = True
            self.screen.call_after_refresh(self.show)

    async def _look_it_over(self, comparison: "Comparison") -> None:
        whole = await asyncio.to_thread(overview, comparison)
        if comparison is self._of:
            self._whole = whole
            self.show()

    def show(self) -> None:
        """Draw the strip for the sentence at the cursor; empty until something is compared."""
        self._waits = False
        comparison, place, screen = self.following.comparison, self.following.at, self.screen
        strip = self.strip
        if comparison is None and self._shown[0] is not None:
            strip.show_drawn(lambda _: Text())
            self._shown = (None, None, None)
        shown = comparison, self._whole, screen.look
        same = all(one is other for one, other in zip(shown, self._shown, strict=True))
        if comparison is not None and not (same and place == self._place):
            self._shown, self._place = shown, place
            strip.show_drawn(partial(self._drawn, comparison, place))

    def _drawn(self, comparison: "Comparison", place: "Place | None", width: int) -> Text:
        screen = self.screen
        size, console = (width, self.strip.size.height), screen.app.console
        return strip_lines.strip(comparison, place, self._whole, size, screen.look.shades, console)

    def more_differences(self) -> None:
        """More of what the strip says."""
        if self.following.comparison is None:
            raise CallError(f"one article is open: {keys_of('beside')} opens another beside it")
        self.strip.more()
