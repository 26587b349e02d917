"""What all edits from the codebook's sheet share: the tag at hand, choosing one, and doing it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import writing
from tui.app.screens.dialog import Choice, Picker, among, draw_choice
from tui.app.sheet_keys import CODEBOOK
from tui.errors import CallError
from tui.model import Tag
from tui.store.connection import Store
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.codebook import CodebookScreen

DO = {"do": "do it"}
OTHER = ""
"""The choice that is none of those listed."""


class Asking:
    """The edits of one sheet. An edit may raise CallError or DataError; nothing changes then."""

    def __init__(self, sheet: "CodebookScreen") -> None:
        self.sheet = sheet
        self.room = sheet.room
        self.store = sheet.workspace.store

    def at(self) -> Tag:
        """The tag at hand. Raises CallError when there is none."""
        entry = self.sheet.at_hand
        if entry is None:
            raise CallError(f"there are no tags: {CODEBOOK.key('add')} adds one")
        return entry.tag

    def living(self) -> Tag:
        """The tag at hand. Raises CallError when it has been deleted."""
        entry = self.sheet.at_hand
        if entry is not None and entry.deleted:
            add, merge = CODEBOOK.key("add"), CODEBOOK.key("merge")
            raise CallError(f"it is deleted: {add} adds it again, {merge} merges it into another")
        return self.at()

    def pick(self, title: str, choices: list[Choice], then: Callable[[str], None]) -> None:
        """Ask for one of these and do something with its value."""
        find = among(choices)
        self.sheet.ask(
            Picker(display_line(title), choices, find, draw_choice, lambda one: one.value), then
        )

    def pick_tag(
        self,
        title: str,
        then: Callable[[str], None],
        out: str = "",
        without: str = "",
        for_: frozenset[str] = frozenset(),
    ) -> None:
        """Ask for a tag that is not `without` or under it, and is for all that `for_` names.

        `out` names the choice of none.
        """
        tint = self.room.screen.look.shades.tint
        choices = [Choice(OTHER, out, Text(f"    {out}"))] if out else []
        choices += [
            Choice(
                tag.path,
                tag.path,
                Text.assemble(
                    (f" {display_line(tag.key) or ' '} ", tint(tag.colour)),
                    f" {display_line(tag.path)}",
                ),
            )
            for tag in self.sheet.workspace.tags
            if (not without or not f"{tag.path}/".startswith(f"{without}/"))
            and for_.issubset(tag.applies)
        ]
        self.pick(title, choices, then)

    def edit(self, edit: Callable[[], object], words: str, path: str) -> None:
        """Make an edit, say so, and go to the tag of this path."""
        self.room.do(edit)
        self.sheet.done(words, path)

    def edit_many(
        self, number: int, doing: str, edit: Callable[[Store], object], words: str, path: str
    ) -> None:
        """Make an edit that writes so many annotations; many of them in a thread."""
        if number < writing.MANY:
            self.edit(lambda: edit(self.store), words, path)
            return

        def done() -> None:
            if self.sheet.is_open:
                self.sheet.done(words, path)
            else:
                self.room.screen.actions.did(display_line(words))

        doing = f"{doing} {number:,} annotations"
        self.room.do_aside(doing, edit, done, self.sheet.failed)
        self.sheet.wait_for(doing)
