"""The panel of a tag that a whole article has: what the tag asks, and its note."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from tui.app import drawing
from tui.app.details import Line, attribute_lines, with_answer
from tui.errors import DataError
from tui.model import ArticleTag
from tui.store import answers
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class ArticleDetails:
    """The panels of the tags of whole articles on one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def open(self, tag: ArticleTag) -> None:
        """Ask what a tag of an article asks for."""
        from tui.app.screens.details import DetailsScreen

        def then(deed: Callable[[], object] | None) -> None:
            if deed is not None:
                self.screen.attempt(deed)

        self.screen.app.push_screen(DetailsScreen(self, tag), then)

    def pick(self, tags: Sequence[ArticleTag]) -> None:
        """Open the panel of one of these tags; which one is asked where there are several."""
        from tui.app.screens.dialog import Choice, Picker, among, draw_choice

        if len(tags) == 1:
            self.open(tags[0])
            return
        by_uid = {one.uid: one for one in tags}
        choices = [Choice(one.uid, one.tag, Text(f" {display_line(one.tag)}")) for one in tags]
        title = "Which tag of the whole article?"
        picker = Picker(title, choices, among(choices), draw_choice, lambda one: one.value)
        self.screen.ask(picker, lambda uid: self.open(by_uid[uid]))

    def title(self, of: ArticleTag) -> Text:
        """What the panel is about."""
        ink = drawing.ink(self.screen.look, of.tag)
        about = self.workspace.summary(of.article)
        label = display_line(about.label) if about else ""
        return Text.assemble((f"{display_line(of.tag)} ", ink), "whole article ", (label, "dim"))

    def lines(self, of: ArticleTag) -> list[Line]:
        """What there is to show of the tag, and to ask."""
        return [
            *attribute_lines(self.workspace.tags, of.tag, of.attributes),
            Line("note", "note", of.note),
        ]

    def offers(self, of: ArticleTag, name: str) -> Sequence[str]:
        """What an attribute of free text may be: the values in use."""
        with suppress(DataError):
            return answers.values_used(self.workspace.store, name, of.article)
        return ()

    def answer(self, of: ArticleTag, name: str, value: str) -> ArticleTag:
        """Keep an answer, show it, and say so. Raises CallError where it is another's."""
        if of.attributes.get(name, "") == value:
            return of
        answered = with_answer(of.attributes, name, value)
        fresh = self.workspace.whole.change(of, attributes=answered)
        self.screen.actions.did(f"{name} {value}" if value else f"took {name} off")
        return fresh

    def enter(self, of: ArticleTag, line: Line) -> Callable[[], object] | None:
        """What Enter does on a line that asks for nothing: the note is written."""
        return partial(self._note, of) if line.kind == "note" else None

    def _note(self, of: ArticleTag, typed: str | None = None) -> None:
        from tui.app.screens.dialog import NoteDialog

        def keep(note: str) -> None:
            try:
                self.workspace.whole.change(of, note=note)
            except DataError:  # not kept: what was typed must not be lost with it
                self._note(of, note)
                raise
            self.screen.actions.did("noted" if note else "took the note off")

        title = f"Note on {display_line(of.tag)}, whole article"
        self.screen.ask(NoteDialog(title, of.note, typed), keep)
