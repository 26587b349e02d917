"""Going back and forward between the places one has been at, and bookmarks."""

from typing import TYPE_CHECKING

from rich.text import Text

from tui.app.keys import keys_of
from tui.app.trail import Spot
from tui.errors import CallError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

HERE = "here"
SHOWN = 60
"""Code points of an article that a row shows of a place."""


class Jumping:
    """The actions on the trail of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen
        self.workspace = screen.workspace

    def jump_back(self) -> None:
        self._jump(self.screen.trail.back(), "there is no earlier place to go back to")

    def jump_forward(self) -> None:
        self._jump(self.screen.trail.forward(), "there is no later place to go forward to")

    def _jump(self, spot: Spot | None, refusal: str) -> None:
        if spot is None:
            raise CallError(refusal)
        self.screen.work_on(self._go(spot))

    async def _go(self, spot: Spot) -> None:
        try:
            await self._open(spot)
        finally:
            self.screen.trail.arrived()
        self.screen.follow()

    async def _open(self, spot: Spot) -> None:
        if self.workspace.summary(spot.article) is None:
            raise CallError("its article is no longer there")
        await self.screen.opening.open(spot.article)
        reader = self.screen.actions.reader()
        before = reader.reading.standing
        reader.reading.pivot = None
        reader.reading.go_to(spot.offset)
        reader.show_change(before, tell=False)

    def bookmarks(self) -> None:
        """Set a bookmark at the sentence at the cursor, take it off, or go to one."""
        from tui.app.screens.dialog import Choice, Picker, among, draw_choice

        trail = self.screen.trail
        choices = []
        if self.screen.reader is not None:
            words = (
                "take the bookmark here off" if self._here() in trail.bookmarks else "set one here"
            )
            choices.append(Choice(HERE, words, Text.assemble(words, ("  this sentence", "dim"))))
        for at, spot in enumerate(trail.bookmarks):
            row = self._row(spot)
            if row is not None:
                choices.append(Choice(str(at), row.plain, row))
        picker = Picker("Bookmarks", choices, among(choices), draw_choice, lambda one: one.value)
        self.screen.ask(picker, self._picked)

    def _here(self) -> Spot:
        reading = self.screen.actions.reader().reading
        return Spot(reading.article.uid, reading.sentence_span()[0])

    def _row(self, spot: Spot) -> Text | None:
        summary = self.workspace.summary(spot.article)
        if summary is None:
            return None
        text = self.workspace.article(spot.article).text
        words = display_line(text[spot.offset : spot.offset + SHOWN])
        return Text.assemble(f"{words}  ", (display_line(summary.label), "dim"))

    def _picked(self, value: str) -> None:
        if value != HERE:
            self.screen.work_on(self._go(self.screen.trail.bookmarks[int(value)]))
            return
        set_now = self.screen.trail.mark(self._here())
        said = "bookmark set" if set_now else "bookmark taken off"
        back = f" · {keys_of('bookmarks')} lists them" if self.screen.trail.bookmarks else ""
        self.screen.telling.say(Text.assemble(said, (back, "dim")))
        self.screen.remembering.soon()
