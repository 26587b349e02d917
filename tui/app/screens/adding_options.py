"""The options of adding, row by row: what is not told, what is fetched, how files are read."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.adding.reading import Wanted
from tui.app import adding_lines as options
from tui.app.adding_lines import Line, lines, row
from tui.app.intake_keys import ADDING_OPTIONS
from tui.app.screens.asking import TypedAnswer
from tui.app.screens.sheet import Sheet
from tui.app.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.app.adding import Adding

ANSWERS = "{choose} change it   {usual} as usual   {done} {close} back to what is added"
ASKED: dict[str, tuple[str, str]] = {
    "source": ("Source of articles that tell none", "as each article tells"),
    "story": ("Story of articles that tell none", "none, or as an article tells"),
    "encoding": ("Encoding of texts, as in windows-1252", "as each file tells, or else guessed"),
    "columns": (
        "Columns of tables, as in text=body title='the head'",
        "by their names; where none is sure to be the text you are asked once",
    ),
}
"""What is typed: the question, and what holds where nothing is."""


class AddingOptionsScreen(Sheet[None]):
    """How what is named is to be added. What is chosen holds until something else is."""

    KEYS = ADDING_OPTIONS

    def __init__(self, room: "Adding") -> None:
        super().__init__(classes="dialog-screen")
        self.room = room

    def compose(self) -> ComposeResult:
        shown = lines(self.room.wanted)
        with Vertical(classes="dialog"):
            yield Static(Text("How articles are added"), classes="dialog-title")
            rows = Rows[Line](shown, row, "", id="adding-options", strong=True)
            rows.styles.height = len(shown)
            yield rows
            yield Static(Text(self.KEYS.foot(ANSWERS)), classes="answers")

    @property
    def rows(self) -> Rows[Line]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()

    def _changed(self, wanted: Wanted) -> None:
        self.room.wanted = wanted
        self.rows.show_items(lines(wanted))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Turn what has few values to the next, ask for what is typed."""
        about, wanted = event.rows.items[event.index].about, self.room.wanted
        if about == "fetch":
            self._changed(replace(wanted, fetch=not wanted.fetch))
        elif about == "taking":
            self._changed(options.with_next_taking(wanted))
        else:
            self._ask(about)

    def _ask(self, about: str) -> None:
        """Ask for a value in a line. What it will be, or why it cannot, is told while one types."""
        title, usual = ASKED[about]

        def will_be(typed: str) -> str:
            chosen = _with(self.room.wanted, about)(typed)
            line = next(one for one in lines(chosen) if one.about == about)
            return line.words if line.chosen else usual

        def answered(typed: str | None) -> None:
            if typed is not None:
                self._changed(_with(self.room.wanted, about)(typed))

        self.app.push_screen(TypedAnswer(title, _typed(self.room.wanted, about), will_be), answered)

    def do_usual(self) -> None:
        about = self.rows.items[self.rows.at].about
        self._changed(options.as_usual(self.room.wanted, about))

    def do_done(self) -> None:
        self.do_close()


def _typed(wanted: Wanted, about: str) -> str:
    """What stands in the line at first."""
    if about == "encoding":
        return wanted.options.encoding
    if about == "columns":
        return options.typed_columns(wanted.options.columns)
    return wanted.details.get(about, "")


def _with(wanted: Wanted, about: str) -> Callable[[str], Wanted]:
    """What a typed value makes of it. It raises CallError where that cannot be."""
    if about == "encoding":
        return lambda typed: options.with_encoding(wanted, typed)
    if about == "columns":
        return lambda typed: options.with_columns(wanted, typed)
    return lambda typed: options.with_detail(wanted, about, typed)
