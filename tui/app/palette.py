"""The palette: every action of the key table and every tag, or those of a sheet, by typing."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from tui.app.keys import EVERYWHERE
from tui.app.sheet import short
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen
    from tui.app.screens.sheet import Sheet

Command = tuple[str, str, Callable[[], None]]


def commands(desk: "DeskScreen") -> Iterator[Command]:
    """Title, help and deed of everything the desk can do."""
    for action in EVERYWHERE:
        title = f"{action.help[0].upper()}{action.help[1:]}"
        yield title, f"{action.group} · {action.shown}", partial(desk.do, action.name)
    for tag in desk.workspace.span_tags:
        title, meaning = display_line(f"Tag {tag.path}"), display_line(tag.meaning)
        yield title, meaning, partial(desk.attempt, partial(desk.actions.tag, tag.path))


def commands_of_sheet(sheet: "Sheet[Any]") -> Iterator[Command]:
    """Title, help and deed of everything a sheet can do."""
    for action in sheet.KEYS.actions:
        title = f"{action.help[0].upper()}{action.help[1:]}"
        yield title, f"{action.group} · {action.shown}", partial(sheet.perform, short(action.name))


class Palette(Provider):
    """Offers the commands of the desk. Titles and help are words, not markup."""

    def _commands(self) -> list[Command]:
        from tui.app.screens.desk import DeskScreen
        from tui.app.screens.sheet import Sheet

        if isinstance(self.screen, Sheet):
            return list(commands_of_sheet(self.screen))
        return list(commands(self.screen)) if isinstance(self.screen, DeskScreen) else []

    async def discover(self) -> Hits:
        for title, help_, do in self._commands():
            yield DiscoveryHit(Content(title), do, text=title, help=escape(help_))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, help_, do in self._commands():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), do, text=title, help=escape(help_))
