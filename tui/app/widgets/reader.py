"""The pane an article is read in: its keys, its mouse, its scrolling (Textual's line API)."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.aside import move
from tui.app.extending import Extending
from tui.app.keys import article_keys
from tui.app.lights import Lights
from tui.app.outlines import Outlines
from tui.app.painting import Look
from tui.app.reading import Reading, Span, Standing
from tui.app.strips import Strips
from tui.app.widgets.pointing import Pointing
from tui.model import Annotation
from tui.text.layout import Layout

CONTEXT = 2
"""Lines kept in sight above and below the cursor."""

LINE_MOTIONS = {
    "next_line": (1, 0.0),
    "previous_line": (-1, 0.0),
    "half_page_down": (0, 0.5),
    "half_page_up": (0, -0.5),
}
"""How far each goes: lines, and shares of the pane's height."""


class Reader(ScrollView, can_focus=True):
    """One article, its cursor and its annotations."""

    ALLOW_SELECT = False

    @dataclass
    class Moved(Message):
        """The mouse changed the cursor, the selection or the annotation at hand."""

        reader: "Reader"

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Reader.Moved) and message.reader is self.reader

    @dataclass
    class Scrolled(Message):
        """Other lines came into sight."""

        reader: "Reader"

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Reader.Scrolled) and message.reader is self.reader

    def __init__(self, reading: Reading, look: Look, top: int = 0) -> None:
        super().__init__()
        self.reading = reading
        self.strips = Strips(reading, look)
        self._top_wanted = top
        self._sight_wanted = False
        self._resized: tuple[int, int] | None = None
        self._column: int | None = None
        self._extending = Extending()
        self._pointing = Pointing(self)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.screen.post_message(self.Scrolled(self))

    # What is shown

    @property
    def layout_of_text(self) -> Layout:
        """The article wrapped at the pane's width."""
        return self.strips.layout

    @property
    def left(self) -> int:
        """Cells of margin before the gutter."""
        return self.strips.left

    @property
    def top(self) -> int:
        """The offset of the first character in sight."""
        if not self.layout_of_text.text:
            return self._top_wanted
        return self.layout_of_text.line_start(self._line(self.scroll_offset.y))

    @property
    def sight(self) -> Span:
        """The stretch of the text that is on the screen."""
        top = self.scroll_offset.y
        last = self._line(top + max(1, self.size.height) - 1)
        return self.top, self.layout_of_text.line_end(last)

    def _line(self, y: int) -> int:
        return min(max(0, y), self.layout_of_text.height - 1)

    def on_resize(self) -> None:
        """Wrap anew where the width changed, with the same words at the top."""
        # After one resize and another, the words that were at the top before the first stay there.
        there = self._resized if self._resized else (-1, 0)
        top = there[1] if there[0] == self.scroll_offset.y else self.top
        if self.strips.fit(self.size.width):
            # Not assigned: that would lay out the screen anew, for scrollbars that are not shown.
            size = Size(self.size.width, self.layout_of_text.height)
            self.set_reactive(ScrollView.virtual_size, size)
            self.scroll_to(y=self.layout_of_text.line_of(top), animate=False, immediate=True)
            self._resized = (self.scroll_offset.y, top)
            if self._sight_wanted:
                self._bring_into_sight(moved_sentence=True)
        if self.strips.lights.lit:
            self.show_span(self.strips.lights.lit[0])
        elif self.has_focus and self.strips.signed:  # its height changed with another leader
            self._bring_into_sight(moved_sentence=False)
        self.refresh()

    def set_look(self, look: Look) -> None:
        """Paint with other styles."""
        self.strips.look = look
        if self.size.width:
            self.on_resize()
        self.repaint_all()

    def on_focus(self) -> None:
        self._repaint_spans([self.reading.sentence_span()])

    def on_blur(self) -> None:
        self._repaint_spans([self.reading.sentence_span()])

    def render_line(self, y: int) -> Strip:
        return self.strips.line(y + self.scroll_offset.y, self.has_focus)

    # Keys

    def take_key(self, name: str) -> bool:
        """Do what a key does in an article. Returns whether it does anything here.

        Whoever hands over the key tells what is to be told of it.
        """
        if self.reading.letters and self._takes_as_letter(name):
            return True
        if name in article_keys():
            self.perform(article_keys()[name])
            return True
        return False

    def _takes_as_letter(self, name: str) -> bool:
        """Take a key while letters stand on the words; any other key takes the letters away."""
        before = self.reading.standing
        letter = len(name) == 1 and name.isalpha()
        if letter:
            self.reading.take_letter(name)
        elif name == "space":
            self.reading.pick_words(self.sight)
        else:
            first = self.reading.first_letter
            self.reading.leave_letters()
            if first and name not in article_keys():  # a tag's key after one letter takes that word
                self.reading.select_span(first)
        self.show_change(before, tell=False)
        return letter or name in ("space", "escape")

    def perform(self, action: str) -> None:
        """Do one of the actions of keys.IN_ARTICLE, by name."""
        before = self.reading.standing
        found = bool(self.reading.found)
        action = self._extending.plain(action, self.reading)
        if action in LINE_MOTIONS:
            self._move_by_lines(*LINE_MOTIONS[action])
        elif action in ("line_start", "line_end"):
            self._move_in_line(action)
        elif action == "pick_words":
            self.reading.pick_words(self.sight)
        else:
            self._column = None
            move(self.reading, action)
        if found and not self.reading.found:
            self.repaint_all()
        self.show_change(before, tell=False)

    def _move_by_lines(self, lines: int, pages: float) -> None:
        layout = self.layout_of_text
        if self._column is None:
            self._column = layout.column_of(self.reading.cursor)
        by = lines or (1 if pages > 0 else -1) * max(1, int(self.size.height * abs(pages)))
        y = self._line(layout.line_of(self.reading.cursor) + by)
        self.reading.go_to(layout.offset_at(y, self._column))
        if pages:
            top = self.scroll_offset.y + by
            self.scroll_to(y=top, animate=False, immediate=True)

    def _move_in_line(self, action: str) -> None:
        layout = self.layout_of_text
        y = layout.line_of(self.reading.cursor)
        self._column = None
        end = layout.offset_at(y, layout.cells(y) - 1)
        self.reading.go_to(layout.line_start(y) if action == "line_start" else end)

    def find(self, query: str, origin: int) -> int:
        """Light the places that read like `query`, go to the first from `origin`; how many."""
        before = self.reading.standing
        if not self.reading.find(query, origin):
            self.reading.go_to(origin)
        self.repaint_all()
        self.show_change(before, tell=False)
        return len(self.reading.found)

    # Repainting

    def show_change(self, before: Standing, tell: bool = True) -> None:
        """Repaint what differs from an earlier standing, bring it into sight, and tell of it.

        Whoever changed the reading on the reader's behalf does not need to be told.
        """
        now = self.reading.standing
        if now == before:
            return
        self._repaint_spans(self.strips.differing(before, now))
        # A cell for each line, not the line: a quarter of the bytes of a move to the next sentence.
        self._repaint_spans(self.strips.barred(before, now), self.left, 1)
        self._bring_into_sight(moved_sentence=before.sentence != now.sentence)
        if tell:
            self.screen.post_message(self.Moved(self))

    def _repaint_spans(self, spans: Iterable[Span], x: int = 0, cells: int | None = None) -> None:
        top = self.scroll_offset.y
        width = self.size.width if cells is None else cells
        for first, number in self.strips.runs(spans, top, top + self.size.height - 1):
            self.refresh(Region(x, first - top, width, number))

    def repaint_annotation(self, annotation: Annotation) -> None:
        """Show that an annotation was made, changed or removed."""
        self._repaint_spans(self.strips.forget(annotation))

    def suggest(self, outlines: Outlines) -> None:
        """Draw what is suggested, instead of what was."""
        spans = self.strips.suggest(outlines)
        if self.size.height:
            self._repaint_spans(spans)

    def show_lights(self, lights: Lights) -> None:
        """Show otherwise what a comparison found, and bring the first that is lit into sight."""
        spans = self.strips.light(lights)
        if not self.size.height:
            return
        if spans is None:
            self.refresh()
        else:
            self._repaint_spans(spans)
        if lights.lit and spans != []:
            self.show_span(lights.lit[0])

    def show_span(self, span: Span) -> None:
        """Scroll to a span, a third down the pane, if it is not whole in sight already."""
        layout, height, top = self.layout_of_text, self.size.height, self.scroll_offset.y
        first, last = layout.line_of(span[0]), layout.line_of(max(span[0], span[1] - 1))
        if first < top or min(last, first + height - 1) > top + height - 1:
            above = min(height // 3, max(0, height - (last - first) - 1))
            self.scroll_to(y=max(0, first - above), animate=False, immediate=True)

    def sign(self, signed: bool) -> None:
        """Keep a cell free at the left for the signs of a comparison, or keep none."""
        if self.strips.signed != signed:
            self.strips.signed = signed
            if self.size.width:
                self.on_resize()

    def repaint_all(self) -> None:
        """Show that any number of annotations changed."""
        self.strips.clear()
        self.refresh()

    def _bring_into_sight(self, moved_sentence: bool) -> None:
        """Scroll so that the cursor, and the whole of a sentence just reached, can be seen."""
        layout, height = self.layout_of_text, self.size.height
        self._sight_wanted = not height
        if not height:  # not laid out yet: on_resize comes back here
            return
        top = self.scroll_offset.y
        first = last = layout.line_of(self.reading.cursor)
        if moved_sentence:
            last = max(last, min(self.strips.sentence_lines()[1], first + height - 1))
        margin = min(CONTEXT, max(0, (height - (last - first) - 1) // 2))
        if first < top - height or last > top + 2 * height:
            wanted = first - height // 3
        elif first - margin < top:
            wanted = first - margin
        elif last + margin > top + height - 1:
            wanted = last + margin - height + 1
        else:
            return
        self.scroll_to(y=max(0, wanted), animate=False, immediate=True)

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1:
            self._column = None
            self._pointing.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._pointing.drag(event)

    def on_mouse_up(self) -> None:
        self._pointing.release()

    def on_click(self, event: events.Click) -> None:
        if event.button == 1:
            self._pointing.click(event)
