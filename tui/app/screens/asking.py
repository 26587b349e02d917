"""Dialogs that tell what an answer will do before it is given: a line, a yes, some of many."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import CONFIRM, LINE, SOME
from tui.app.widgets.rows import Items, Rows
from tui.app.widgets.typed import Line
from tui.errors import CallError, DataError
from tui.model import Annotation
from tui.text.safety import display_line


class TypedAnswer(Sheet[str | None]):
    """A line typed in. What it will do is told with every letter; Enter does it, Escape leaves.

    `tell` says what will be; where it raises CallError or DataError that is told instead, and Enter
    does nothing.
    """

    KEYS = LINE

    def __init__(self, title: str, typed: str, tell: Callable[[str], str]) -> None:
        super().__init__(classes="dialog-screen")
        self.title_text = title
        self.typed = display_line(typed)
        self.tell = tell

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Text(display_line(self.title_text)), classes="dialog-title")
            yield Line(self.typed, compact=True, select_on_focus=False)
            yield Static(classes="preview")
            yield Static(Text(self.KEYS.foot("{take} do it   {close} leave")), classes="answers")

    def on_mount(self) -> None:
        line = self.query_one(Line)
        line.focus()
        line.cursor_position = len(line.value)
        self._told(line.value)

    def _told(self, typed: str) -> bool:
        """Tell what an answer will do. Returns whether it can be given."""
        try:
            words, can = self.tell(typed), True
        except (CallError, DataError) as error:
            words, can = str(error), False
        self.query_one(".preview", Static).update(Text(display_line(words)))
        return can

    def on_input_changed(self, event: Input.Changed) -> None:
        self._told(event.value)

    def do_take(self) -> None:
        typed = self.query_one(Line).value
        if self._told(typed):
            self.dismiss(typed)
        else:
            self.app.bell()


class Confirm(Sheet[str | None]):
    """What is about to happen, line by line.

    `answers` are the actions of the sheet that can be the answer, and what each does.
    """

    KEYS = CONFIRM

    def __init__(self, title: str, lines: Sequence[str], answers: dict[str, str]) -> None:
        super().__init__(classes="dialog-screen")
        self.title_text = title
        self.lines = lines
        self.answers = {**answers, "close": "leave"}

    def compose(self) -> ComposeResult:
        hints = "   ".join(f"{{{action}}} {does}" for action, does in self.answers.items())
        with Vertical(classes="dialog"):
            yield Static(Text(display_line(self.title_text)), classes="dialog-title")
            with VerticalScroll(classes="preview"):
                yield Static(Text("\n".join(display_line(line) for line in self.lines)))
            yield Static(Text(self.KEYS.foot(hints)), classes="answers")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def do_do(self) -> None:
        self._answer("do")

    def do_instead(self) -> None:
        self._answer("instead")

    def _answer(self, action: str) -> None:
        if action in self.answers:
            self.dismiss(action)

    def do_up(self) -> None:
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def do_down(self) -> None:
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def do_page_up(self) -> None:
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    def do_page_down(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


class ChooseSome(Sheet[list[str] | None]):
    """Some annotations of many: space takes one or lets it go, Enter has chosen, Escape leaves."""

    KEYS = SOME

    def __init__(
        self, title: str, items: Items[Annotation], draw: Callable[[Annotation], Text]
    ) -> None:
        super().__init__(classes="dialog-screen")
        self.title_text = title
        self.items = items
        self.draw = draw
        self.chosen: dict[str, None] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog sheet"):
            yield Static(Text(display_line(self.title_text)), classes="dialog-title")
            yield Rows(self.items, self._row, "Nothing is marked with it", id="some")
            yield Static(id="said")
            yield Static(
                Text(self.KEYS.foot("{turn} take or let go   {go_on} go on   {close} leave")),
                classes="answers",
            )

    @property
    def rows(self) -> Rows[Annotation]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.focus()
        self._changed()

    def _row(self, annotation: Annotation) -> Text:
        mark = "✓ " if annotation.uid in self.chosen else "  "
        return Text.assemble((mark, "bold"), self.draw(annotation))

    def _changed(self) -> None:
        self.rows.repaint()
        words = f"{len(self.chosen)} of {len(self.items)} chosen"
        self.query_one("#said", Static).update(Text(words))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A click takes a row or lets it go."""
        self._turn(event.rows.items[event.index].uid)

    def do_go_on(self) -> None:
        if self.chosen:
            self.dismiss([*self.chosen])
        else:
            self.app.bell()

    def do_turn(self) -> None:
        if len(self.items):
            self._turn(self.items[self.rows.at].uid)

    def perform(self, action: str) -> None:
        """Do an action of the sheet."""
        try:
            super().perform(action)
        except DataError as error:  # busy just now
            self.app.bell()
            self.query_one("#said", Static).update(Text(display_line(str(error))))

    def _turn(self, uid: str) -> None:
        if uid in self.chosen:
            del self.chosen[uid]
        else:
            self.chosen[uid] = None
        self._changed()
        self.rows.mark(self.rows.at + 1)
