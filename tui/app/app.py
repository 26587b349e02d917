"""The Textual app: themes, the desk's screen, and the palette over the key table."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import App
from textual.screen import Screen

from tui import places
from tui.app import view
from tui.app.palette import Palette
from tui.app.screens.desk import DeskScreen
from tui.app.theme import DARK, THEMES
from tui.app.workspace import Workspace
from tui.store.connection import Store


class Desk(App[None]):
    """Claimdesk in a terminal, on one open store. `show` names articles to open, by uid."""

    TITLE = "Claimdesk"
    CSS_PATH = "desk.tcss"
    COMMANDS: ClassVar = {Palette}

    def __init__(self, store: Store, show: Iterable[str] = ()) -> None:
        super().__init__()
        self.workspace = Workspace(store)
        self.view_file = places.view_file(store.path)
        self.remembered = view.load(self.view_file)
        self.show_first = list(show)
        for theme in THEMES:
            self.register_theme(theme)
        known = {theme.name for theme in THEMES}
        self.theme = self.remembered.theme if self.remembered.theme in known else DARK.name

    def get_default_screen(self) -> Screen[None]:
        return DeskScreen(self.workspace, self.remembered, self.view_file, self.show_first)
