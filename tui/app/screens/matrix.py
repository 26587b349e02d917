"""The sheet of claims by sources: who says, denies or reports each, and where values differ."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app import matrix_lines
from tui.app.screens.asking import TypedAnswer
from tui.app.screens.dialog import Choice, Picker, among, draw_choice
from tui.app.screens.refusals import told
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import MATRIX
from tui.app.widgets.card import Card
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.compare.matrix import Row
from tui.errors import CallError
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.matrix_room import MatrixRoom

ANSWERS = (
    "{choose} the passage   {previous_source} {next_source} source   {with_tag} by tag   "
    "{export} export   {close} leave"
)
ALL = "all tags"


class MatrixScreen(Sheet[None]):
    """The claims, conflicts first, and under them the one at hand in full."""

    KEYS = MATRIX

    def __init__(self, room: "MatrixRoom") -> None:
        super().__init__(classes="dialog-screen")
        self.room = room
        self.look = room.screen.look
        self.all = room.made()
        self.shown = self.all.with_tag(room.tag)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield OneLine(classes="dialog-title", id="heading")
            yield OneLine(id="columns")
            rows = Rows[Row]([], self._row, "Nothing is told by two of the articles", id="matrix")
            rows.strong = True
            yield rows
            yield Card(id="row")
            yield OneLine(id="said")
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Row]:
        return self.query_one(Rows)

    @property
    def at_hand(self) -> Row | None:
        """The claim of the marked row."""
        return self.shown.rows[self.rows.at] if self.shown.rows else None

    def on_mount(self) -> None:
        self.rows.focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_row)

    def _show(self) -> None:
        self.shown = self.all.with_tag(self.room.tag)
        self.rows.show_items(self.shown.rows)
        self.rows.mark(self.room.row)
        self.rows.repaint()
        conflicts = sum(row.conflicts for row in self.shown.rows)
        tag = f" with {display_line(self.room.tag)}" if self.room.tag else ""
        words = (
            f"Claims by sources{tag} ({len(self.shown.rows)}), {conflicts} in conflict · ? proposed"
        )
        self.query_one("#heading", OneLine).show(Text(words, "bold"))
        self._show_row()

    def _show_row(self) -> None:
        self.room.row = self.rows.at
        width, shades = self.rows.size.width, self.look.shades
        columns = matrix_lines.heading(self.shown, self.room.source, width, shades)
        self.query_one("#columns", OneLine).show(columns)
        card = matrix_lines.card(self.at_hand, self.shown.labels, self.room.source, shades)
        self.query_one(Card).show(card)

    def _row(self, row: Row) -> Text:
        return matrix_lines.row(row, self.rows.size.width, self.look.shades)

    def _say(self, words: str) -> None:
        self.query_one("#said", OneLine).show(Text(display_line(words)))

    def on_rows_marked(self) -> None:
        self._say("")
        self._show_row()

    def on_rows_more(self, event: Rows.More) -> None:
        self.query_one(Card).scroll_relative(y=event.lines, animate=False)

    def on_rows_chosen(self) -> None:
        """Go to the passage of the source at hand; to the first there is, where it is silent."""
        with told(self, self._say):
            row = self.at_hand
            if row is not None:
                self.room.go_to(row)
                self.dismiss()

    # Keys

    def do_next_source(self) -> None:
        self._turn(1)

    def do_previous_source(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.room.source = (self.room.source + by) % len(self.all.labels)
        self._say("")
        self._show_row()

    def do_with_tag(self) -> None:
        """Choose by typing the tag that claims must have to be listed."""
        with told(self, self._say):
            if not self.all.tags:
                raise CallError("nothing is marked in what is listed: tag a passage first")
            tint = self.look.shades.label
            colours = {path: tag.colour for path, tag in self.look.tags.items()}
            choices = [Choice("", ALL, Text(ALL))]
            choices += [
                Choice(path, path, Text(display_line(path), tint(colours.get(path, ""))))
                for path in self.all.tags
            ]
            picker = Picker(
                "Only claims tagged", choices, among(choices), draw_choice, lambda one: one.value
            )
            self._ask(picker, self._narrow)

    def _narrow(self, path: str) -> None:
        self.room.tag, self.room.row = path, 0
        self.rows.at = 0
        self._show()

    def do_export(self) -> None:
        dialog = TypedAnswer("Write the matrix into", "claims.csv", self.room.writing_out)

        def write(typed: str) -> None:
            self._say(self.room.write_out(self.shown, typed))

        self._ask(dialog, write)

    def _ask(self, dialog: ModalScreen[str | None], then: Callable[[str], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                with told(self, self._say):
                    then(answer)

        self.app.push_screen(dialog, answered)
