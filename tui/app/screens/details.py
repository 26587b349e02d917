"""The panel of one annotation, filled in by key. What is answered is kept at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.app import drawing
from tui.app.details import Asked
from tui.app.keys import article_keys
from tui.app.screens.sheet import Sheet
from tui.app.sheet_keys import DETAILS
from tui.app.widgets.one_line import OneLine
from tui.app.widgets.rows import Rows
from tui.app.widgets.typed import AnswerLine
from tui.errors import CallError, DataError
from tui.text.choices import completing, keys_for
from tui.text.safety import display_line

if TYPE_CHECKING:
    from tui.app.details import Line, Panel

ANSWERS = {
    "attribute": "its letter chooses   {none} none   {take} next   {close} leave",
    "note": "{take} write it   {up} {down} other lines   {close} leave",
    "relation": "{take} go there   {up} {down} other lines   {close} leave",
    "claim": "{take} give it one   {up} {down} other lines   {close} leave",
}
"""The hints by the kind of the line at hand."""
OTHERS = "{up} {down} other lines   {close} leave"
TYPED = "1-9 take it   {complete} complete   {take} keep and next   {close} leave"
NAME = 12
"""Cells for the name of what is asked."""


class DetailsScreen(Sheet[Callable[[], object] | None], Generic[Asked]):
    """Asks what the tag asks, one after the other, and shows what else there is.

    A choice is made by its letter. Free text is typed: a digit takes one of those offered, Tab
    completes. Enter goes on, Escape leaves; a move key that is no choice's leaves and moves. It is
    dismissed with what is to be done then.
    """

    KEYS = DETAILS

    def __init__(self, details: "Panel[Asked]", of: Asked) -> None:
        super().__init__(classes="dialog-screen at-foot")
        self.details: Panel[Asked] = details
        self.of: Asked = of
        self.lines = details.lines(of)
        self.offers: Sequence[str] = ()
        self.fitting: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog details"):
            yield Static(self.details.title(self.of), classes="dialog-title")
            rows: Rows[Line] = Rows(self.lines, self._row, "", id="details", strong=True)
            rows.styles.height = min(12, len(self.lines))
            yield rows
            yield AnswerLine(self._take_typed)
            yield OneLine(id="offers")
            yield Static(classes="answers")

    @property
    def rows(self) -> "Rows[Line]":
        return self.query_one(Rows)

    @property
    def line(self) -> "Line":
        """What is at hand in the panel."""
        return self.lines[self.rows.at]

    @property
    def _choices(self) -> dict[str, str]:
        asked = self.line.asked
        return keys_for(asked.choices) if asked else {}

    def on_mount(self) -> None:
        open_ones = [
            at
            for at, line in enumerate(self.lines)
            if line.kind == "attribute" and not line.value and not line.further
        ]
        self.rows.at = open_ones[0] if open_ones else 0
        self._stand()

    def _row(self, line: "Line") -> Text:
        row = Text(f"{drawing.short(line.name, NAME - 1):<{NAME}}", Style(dim=True))
        row.stylize(Style(dim=line.kind != "relation"))
        if line.asked is None or not line.asked.choices:
            return row.append(display_line(line.value) or "–", Style(dim=False))
        for key, choice in keys_for(line.asked.choices).items():
            chosen, words = choice == line.value, display_line(choice)
            row.append(f"{key} ", Style(bold=True, dim=False))
            row.append(f"[{words}]" if chosen else words, Style(bold=chosen, dim=False))
            row.append("  ")
        return row

    def _stand(self) -> None:
        """Bring the panel up to date with the line at hand."""
        self.rows.refresh()
        answer, free = self.query_one(AnswerLine), self._is_free
        answer.display = self.query_one("#offers").display = free
        self.offers = self.details.offers(self.of, self.line.name) if free else ()
        answer.value = self.line.value if free else ""
        answer.cursor_position = len(answer.value)
        self._offer()
        hints = TYPED if free else ANSWERS.get(self.line.kind, OTHERS)
        self.query_one(".answers", Static).update(Text(self.KEYS.foot(hints)))
        (answer if free else self.rows).focus()

    @property
    def _is_free(self) -> bool:
        return self.line.kind == "attribute" and not self._choices

    def _offer(self) -> None:
        typed = self.query_one(AnswerLine).value
        self.fitting = completing(self.offers, "" if typed == self.line.value else typed)
        offered = Text()
        for number, value in enumerate(self.fitting[:9], 1):
            offered.append(f"{number} ", Style(bold=not typed, dim=bool(typed)))
            offered.append(f"{drawing.short(value, 24)}  ")
        self.query_one("#offers", OneLine).show(offered)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._is_free:
            self._offer()

    # Keys

    def _take_typed(self, name: str) -> bool:
        """Take a key before the line does: those that choose, complete, go on and leave."""
        answer = self.query_one(AnswerLine)
        untouched = answer.value in ("", self.line.value)
        if untouched and name in "123456789" and int(name) <= len(self.fitting[:9]):
            self._answer(self.fitting[int(name) - 1])
            return True
        action = self.KEYS.by_key().get(name)
        at_end = answer.cursor_position == len(answer.value)
        if action in (None, "none") or (action == "complete_at_end" and not at_end):
            return False
        self.perform(action)
        return True

    async def take_key(self, name: str) -> bool:
        """Do what a key does here, but in the line that is typed: a choice's letter comes first."""
        action = self.KEYS.by_key().get(name)
        if name in self._choices and self.line.kind == "attribute":
            self._answer(self._choices[name])
        elif action in ("take", "up", "down", "close") or (
            action == "none" and self.line.kind == "attribute"
        ):
            self.perform(action)
        elif name in article_keys():  # whoever reads on is not kept here
            self.dismiss(partial(self.details.screen.take_key, name))
        return True

    def do_none(self) -> None:
        self._answer("", go_on=False)

    def do_take(self) -> None:
        if self._is_free:
            self._answer(self.query_one(AnswerLine).value.strip())
        else:
            self._enter()

    def do_complete(self) -> None:
        answer = self.query_one(AnswerLine)
        if self.fitting and answer.value not in ("", self.line.value):
            answer.value = self.fitting[0]
            answer.cursor_position = len(answer.value)

    def do_complete_at_end(self) -> None:
        self.do_complete()

    def do_up(self) -> None:
        self._go_by(-1)

    def do_down(self) -> None:
        self._go_by(1)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._stand()
        if self.line.kind != "attribute":
            self._enter()

    def _go_by(self, lines: int) -> None:
        self.rows.mark(self.rows.at + lines)
        self._stand()

    def _enter(self) -> None:
        if self.line.kind == "attribute":
            self._next()
        elif (deed := self.details.enter(self.of, self.line)) is not None:
            self.dismiss(deed)

    def _answer(self, value: str, go_on: bool = True) -> None:
        try:
            self.of = self.details.answer(self.of, self.line.name, value)
        except (CallError, DataError) as error:
            self.dismiss(partial(self.details.screen.telling.complain, error))
            return
        self.lines = self.details.lines(self.of)
        self.rows.show_items(self.lines)
        if go_on:
            self._next()
        else:
            self._stand()

    def _next(self) -> None:
        """Go on to the next thing that is asked; after the last, leave."""
        at, here = self.rows.at + 1, self.line
        to = self.lines[at] if at < len(self.lines) else None
        if to and to.kind == "attribute" and (here.further or not to.further):
            self.rows.mark(at)
            self._stand()
        else:
            self.dismiss()
