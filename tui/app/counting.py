"""The sheet of counts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Counting:
    """Counting on one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen

    def counts(self) -> None:
        from tui.app.screens.counts import CountsScreen

        leading = self.screen.reader.reading.article.summary if self.screen.reader else None
        self.screen.app.push_screen(CountsScreen(self.screen, leading))
