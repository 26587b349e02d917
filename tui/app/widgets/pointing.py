"""The mouse in an article: a click puts the cursor there, dragging selects."""

from typing import TYPE_CHECKING

from textual import events

from tui.app.strips import GUTTER
from tui.text.motions import word_at

if TYPE_CHECKING:
    from tui.app.widgets.reader import Reader


class Pointing:
    """The mouse of one reader."""

    def __init__(self, reader: "Reader") -> None:
        self.reader = reader
        self._drag_from: int | None = None

    def _under(self, event: events.MouseEvent) -> int:
        """The offset of what is under the mouse."""
        x = event.x - self.reader.left - GUTTER
        return self.reader.layout_of_text.offset_at(event.y + self.reader.scroll_offset.y, x)

    def press(self, event: events.MouseDown) -> None:
        """Put the cursor there; a drag begins."""
        reading = self.reader.reading
        before = reading.standing
        reading.leave_letters()
        reading.pivot = None
        reading.go_to(self._under(event))
        self._drag_from = reading.cursor
        self.reader.capture_mouse()
        self.reader.show_change(before)

    def drag(self, event: events.MouseMove) -> None:
        """Select from where the drag began."""
        if self._drag_from is None:
            return
        reading = self.reader.reading
        before = reading.standing
        reading.go_to(self._under(event))
        if reading.cursor != self._drag_from or reading.pivot is not None:
            reading.pivot = self._drag_from
        self.reader.show_change(before)

    def release(self) -> None:
        """The drag ends."""
        self._drag_from = None
        self.reader.release_mouse()

    def click(self, event: events.Click) -> None:
        """A click takes the innermost annotation there in hand; a double click selects the word."""
        reading = self.reader.reading
        before = reading.standing
        if event.chain == 2:
            word = word_at(reading.text, reading.cursor)
            if word:
                reading.select_span(word)
        elif reading.pivot is None:
            at = reading.marks.at(reading.cursor)
            reading.chosen = at[0].uid if at else None
        self.reader.show_change(before)
