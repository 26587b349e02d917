"""The bar that waits for how two annotations stand, in place of the tags."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.app import claim_lines
from tui.app.relating import MARK_FIRST
from tui.app.screens.dialog import Choice, Picker, among, draw_choice
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import KINDS
from tui.app.widgets.one_line import OneLine
from tui.errors import DataError
from tui.model import Annotation, Tag
from tui.store import relations
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.relating import Relating


ANSWERS = "{swap} swap   {with_another} with another   {by_typing} by typing   {close} leave"


class KindBar(OneLine, can_focus=True):
    """The line of kinds. It has the keys while it is there."""


class KindsScreen(Sheet[str | None]):
    """Waits for a kind's key. `pair` is which annotation comes first and which second.

    Answers the kind's path, or `MARK_FIRST` where another annotation is to be gone to.
    """

    KEYS = KINDS

    def __init__(self, room: "Relating", source: Annotation, target: Annotation) -> None:
        super().__init__(classes="bar-screen")
        self.room = room
        self.pair = source, target
        self.kinds = room.workspace.kinds
        self.keys = {kind.key: kind.path for kind in self.kinds if kind.key}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield OneLine(id="from")
            yield KindBar(id="kinds")
            yield OneLine(id="to")
            yield OneLine(id="answers")

    def on_mount(self) -> None:
        look = self.room.screen.look
        self.query_one(KindBar).show(claim_lines.kinds_bar(self.kinds, look))
        self.query_one(KindBar).focus()
        self._show_ends()

    def _show_ends(self) -> None:
        look = self.room.screen.look
        source, target = self.pair
        try:
            known = relations.of_annotation(self.room.workspace.store, source.uid)
        except DataError:  # busy: what there is already is told when the kind is chosen
            known = []
        ends = {source.uid, target.uid}
        already = ", ".join(one.kind for one in known if {one.source, one.target} == ends)
        for id_, word, one in (("#from", "this", source), ("#to", "that", target)):
            row = claim_lines.end_row(word, one, self.room.label(one), look)
            self.query_one(id_, OneLine).show(row)
        keys = self.KEYS.foot(ANSWERS)
        line = Text.assemble((f" {keys}", "dim"))
        if already:
            line.append(f"   already {display_line(already)}", "italic")
        self.query_one("#answers", OneLine).show(line)

    async def take_key(self, name: str) -> bool:
        """Do what a key does here: a kind's own comes first."""
        if name not in self.keys:
            return await super().take_key(name)
        self.dismiss(self.keys[name])
        return True

    def do_swap(self) -> None:
        self.pair = self.pair[1], self.pair[0]
        self._show_ends()

    def do_with_another(self) -> None:
        self.dismiss(MARK_FIRST)

    def do_by_typing(self) -> None:
        choices = [Choice(kind.path, kind.path, _row(kind)) for kind in self.kinds]

        def answered(kind: str | None) -> None:
            if kind is not None:
                self.dismiss(kind)

        picker = Picker("How they stand", choices, among(choices), draw_choice, lambda c: c.value)
        self.app.push_screen(picker, answered)


def _row(kind: Tag) -> Text:
    return Text.assemble(
        (f" {kind.key or ' '} ", "bold"),
        f" {display_line(kind.path)}  ",
        (display_line(kind.meaning), "dim"),
    )
