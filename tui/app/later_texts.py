"""Annotations that wait to be placed in a later text of their article, and the earlier texts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class LaterTexts:
    """The actions on the versions of articles of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def waiting(self) -> None:
        pass

    def versions(self) -> None:
        pass
