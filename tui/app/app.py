"""The Textual app: themes, the desk's screen, and the palette over the key table."""

from collections.abc import Iterable

from textual.app import App, SystemCommand
from textual.screen import Screen

from tui import places
from tui.app import view
from tui.app.keys import EVERYWHERE
from tui.app.screens.desk import DeskScreen
from tui.app.theme import DARK, THEMES
from tui.app.workspace import Workspace
from tui.store.connection import Store
from tui.text.safety import display_line


class Desk(App[None]):
    """Claimdesk in a terminal, on one open store. `show` names articles to open, by uid."""

    TITLE = "Claimdesk"
    CSS_PATH = "desk.tcss"
    ENABLE_COMMAND_PALETTE = True

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the key table and every tag, found by typing."""
        if not isinstance(screen, DeskScreen):
            return
        for action in EVERYWHERE:
            title = f"{action.help[0].upper()}{action.help[1:]}"
            yield SystemCommand(
                title, f"{action.group} · {action.shown}", screen.doing(action.name)
            )
        for tag in self.workspace.span_tags:
            title, meaning = display_line(f"Tag {tag.path}"), display_line(tag.meaning)
            yield SystemCommand(title, meaning, screen.tagging(tag.path))
