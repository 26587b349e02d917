"""The pane an article is read in, drawn line by line (Textual's line API).

A key press repaints the lines it touches and no others: lines without the cursor or a selection
are painted once and kept, and what stands on the cursor's line is laid over it.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.keys import IN_ARTICLE, by_key
from tui.app.painting import Look, Overlay, paint, rivals
from tui.app.reading import Reading, Standing
from tui.model import Annotation
from tui.text.graphemes import next_boundary
from tui.text.layout import Layout
from tui.text.motions import word_at

MEASURE = 76
"""The widest a line of text gets, in cells."""
GUTTER = 2
CONTEXT = 2
"""Lines kept in sight above and below the cursor."""
AROUND = 8
"""Code points around an annotation among which its key stands."""
BARS = (" ", "▌", "▏")
"""What stands at the left edge: nothing, the sentence at the cursor, the same without the focus."""

KEYS = by_key(IN_ARTICLE)
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
        """The cursor, the selection, the letters or the annotation at hand changed."""

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
        self.look = look
        self.layout_of_text = Layout("", 1)
        self.left = 0
        self._top_wanted = top
        self._sight_wanted = False
        self._resized: tuple[int, int] | None = None
        self._strips: LRUCache[tuple[int, str], Strip] = LRUCache(2048)
        self._column: int | None = None
        self._drag_from: int | None = None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled(self))

    # What is shown

    @property
    def top(self) -> int:
        """The offset of the first character in sight."""
        if not self.layout_of_text.text:
            return self._top_wanted
        return self.layout_of_text.line_start(self._line(self.scroll_offset.y))

    def _line(self, y: int) -> int:
        return min(max(0, y), self.layout_of_text.height - 1)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew where the width changed, with the same words at the top."""
        width = min(MEASURE, max(8, self.size.width - GUTTER - 1))
        self.left = max(0, (self.size.width - width - GUTTER - 1) // 2)
        if width == self.layout_of_text.width and self.layout_of_text.text == self.reading.text:
            return self._forget_lines()
        # After one resize and another, the words that were at the top before the first stay there.
        there = self._resized if self._resized else (-1, 0)
        top = there[1] if there[0] == self.scroll_offset.y else self.top
        self.layout_of_text = Layout(self.reading.text, width)
        self._forget_lines()
        self.virtual_size = Size(self.size.width, self.layout_of_text.height)
        self.scroll_to(y=self.layout_of_text.line_of(top), animate=False, immediate=True)
        self._resized = (self.scroll_offset.y, top)
        if self._sight_wanted:
            self._bring_into_sight(moved_sentence=True)
        return None

    def _forget_lines(self) -> None:
        self._strips.clear()
        self.refresh()

    def set_look(self, look: Look) -> None:
        """Paint with other styles."""
        self.look = look
        self._forget_lines()

    def on_focus(self) -> None:
        self._repaint_spans([self.reading.sentence_span()])

    def on_blur(self) -> None:
        self._repaint_spans([self.reading.sentence_span()])

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line >= self.layout_of_text.height:
            return Strip.blank(self.size.width, self.look.shades.text)
        first, last = self._sentence_lines()
        at_cursor = first <= line <= last
        overlays = self._overlays(line)
        letters = self._letters(line) if at_cursor else {}
        if overlays or letters:
            return self._painted(line, at_cursor, overlays, letters)
        key = line, self._bar(at_cursor)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._painted(line, at_cursor, [], {})
        return strip

    def _bar(self, at_cursor: bool) -> str:
        return BARS[0] if not at_cursor else BARS[1] if self.has_focus else BARS[2]

    def _bar_segment(self, bar: str) -> Segment:
        shades = self.look.shades
        return Segment(
            bar, dict(zip(BARS, (shades.text, shades.bar, shades.dim), strict=True))[bar]
        )

    def _sentence_lines(self) -> tuple[int, int]:
        start, end = self.reading.sentence_span()
        layout = self.layout_of_text
        return layout.line_of(start), layout.line_of(max(start, end - 1))

    def _painted(
        self, line: int, at_cursor: bool, overlays: list[Overlay], letters: dict[int, str]
    ) -> Strip:
        shades = self.look.shades
        reading, layout = self.reading, self.layout_of_text
        overlays = self._matches(line) + overlays
        painted = paint(layout, line, reading.marks, self.look, reading.chosen, overlays, letters)
        segments = [
            Segment(" " * self.left, shades.text),
            self._bar_segment(self._bar(at_cursor)),
            painted.gutter,
            *painted.segments,
        ]
        used = self.left + GUTTER + painted.cells
        if painted.tail:
            segments.append(painted.tail)
            used += 1
        room = self.size.width - used
        if room > 0:
            segments.append(Segment(" " * room, shades.text))
        strip = Strip(segments, max(used, self.size.width))
        return strip if room >= 0 else strip.crop(0, self.size.width)

    def _matches(self, line: int) -> list[Overlay]:
        found = self.reading.found
        start, end = self.layout_of_text.line_start(line), self.layout_of_text.line_end(line)
        index = max(0, bisect_left(found, (start, start)) - 1)
        overlays = []
        while index < len(found) and found[index][0] < end:
            overlays.append((*found[index], self.look.shades.found))
            index += 1
        return overlays

    def _overlays(self, line: int) -> list[Overlay]:
        """The selection and the cursor, where they are on this line."""
        start, end = self.layout_of_text.line_start(line), self.layout_of_text.line_end(line)
        shades, reading = self.look.shades, self.reading
        overlays: list[Overlay] = []
        selection = reading.selection
        if selection and selection[0] < end and start < selection[1]:
            overlays.append((*selection, shades.selection))
        if line == self.layout_of_text.line_of(reading.cursor):
            style = shades.cursor if self.has_focus else Style(underline=True)
            after = next_boundary(reading.text, reading.cursor)
            overlays.append((reading.cursor, after, style))
        return overlays

    def _letters(self, line: int) -> dict[int, str]:
        start, end = self.layout_of_text.line_start(line), self.layout_of_text.line_end(line)
        return {
            word[0]: letter
            for letter, word in self.reading.letters.items()
            if start <= word[0] < end
        }

    # Keys

    def take_key(self, name: str) -> bool:
        """Do what a key does in an article. Returns whether it does anything here."""
        if self.reading.letters and self._takes_as_letter(name):
            return True
        if name in KEYS:
            self.perform(KEYS[name])
            return True
        return False

    def _takes_as_letter(self, name: str) -> bool:
        """Take a key while letters stand on the words; any other key takes the letters away."""
        before = self.reading.standing
        letter = len(name) == 1 and name.isalpha()
        if letter:
            self.reading.take_letter(name)
        elif name == "space":
            self.reading.pick_words()
        else:
            self.reading.leave_letters()
        self.show_change(before)
        return letter or name in ("space", "escape")

    def perform(self, action: str) -> None:
        """Do one of the actions of keys.IN_ARTICLE, by name."""
        before = self.reading.standing
        found = bool(self.reading.found)
        if action in LINE_MOTIONS:
            self._move_by_lines(*LINE_MOTIONS[action])
        elif action in ("line_start", "line_end"):
            self._move_in_line(action)
        else:
            self._column = None
            getattr(self.reading, action)()
        if found and not self.reading.found:
            self._forget_lines()
        self.show_change(before)

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
        self._forget_lines()
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
        self._repaint_spans(self._differing(before, now))
        self._bring_into_sight(moved_sentence=before.sentence != now.sentence)
        if tell:
            self.post_message(self.Moved(self))

    def _differing(self, before: Standing, now: Standing) -> Iterable[tuple[int, int]]:
        reading = self.reading
        yield before.cursor, before.cursor + 1
        yield now.cursor, now.cursor + 1
        if before.sentence != now.sentence or before.letters != now.letters:
            for index in {before.sentence, now.sentence} - {-1}:
                yield reading.sentences.span(index)
        if before.letters:
            yield before.letters[0][0], before.letters[-1][0] + 1
        if before.pivot is not None or now.pivot is not None:
            places = [place for place in (*before[:2], *now[:2]) if place is not None]
            yield min(places), max(places) + 1
        for uid in {before.chosen, now.chosen} if before.chosen != now.chosen else ():
            annotation = reading.marks.get(uid)
            if annotation is not None:
                self.forget(annotation)
                yield annotation.start, annotation.end

    def _repaint_spans(self, spans: Iterable[tuple[int, int]]) -> None:
        top = self.scroll_offset.y
        bottom = top + self.size.height - 1
        layout = self.layout_of_text
        lines: set[int] = set()
        for start, end in spans:
            first, last = layout.line_of(start), layout.line_of(max(start, end - 1))
            lines.update(range(max(first, top), min(last, bottom) + 1))
        for _, run in groupby(enumerate(sorted(lines)), key=lambda pair: pair[1] - pair[0]):
            run_lines = [line for _, line in run]
            self.refresh(Region(0, run_lines[0] - top, self.size.width, len(run_lines)))

    def forget(self, annotation: Annotation) -> None:
        """Drop the kept paintings of the lines an annotation touches, its key's included."""
        layout = self.layout_of_text
        for start, end in self._touched(annotation):
            for line in range(layout.line_of(start), layout.line_of(end) + 1):
                for bar in BARS:
                    self._strips.discard((line, bar))

    def _touched(self, annotation: Annotation) -> list[tuple[int, int]]:
        """The spans that show an annotation, and those that want the same cells for their keys."""
        reading = self.reading
        shown = {annotation.uid: annotation}
        shown.update((one.uid, one) for one in rivals(reading.text, annotation, reading.marks))
        reach = len(reading.text)
        return [
            (max(0, part.start - AROUND), min(part.end + AROUND, reach))
            for one in shown.values()
            for part in one.fragments
        ]

    def repaint_annotation(self, annotation: Annotation) -> None:
        """Show that an annotation was made, changed or removed."""
        self.forget(annotation)
        self._repaint_spans(self._touched(annotation))

    def repaint_all(self) -> None:
        """Show that any number of annotations changed."""
        self._forget_lines()

    def _bring_into_sight(self, moved_sentence: bool) -> None:
        """Scroll so that the cursor, and the whole of a sentence just reached, can be seen."""
        layout, height = self.layout_of_text, self.size.height
        self._sight_wanted = not height
        if not height:  # not laid out yet: on_resize comes back here
            return
        top = self.scroll_offset.y
        first = last = layout.line_of(self.reading.cursor)
        if moved_sentence:
            last = max(last, min(self._sentence_lines()[1], first + height - 1))
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

    def _offset_under(self, event: events.MouseEvent) -> int:
        x = event.x - self.left - GUTTER
        return self.layout_of_text.offset_at(event.y + self.scroll_offset.y, x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1:
            return
        before = self.reading.standing
        self.reading.leave_letters()
        self.reading.pivot = None
        self.reading.go_to(self._offset_under(event))
        self._drag_from = self.reading.cursor
        self._column = None
        self.capture_mouse()
        self.show_change(before)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drag_from is None:
            return
        before = self.reading.standing
        self.reading.go_to(self._offset_under(event))
        if self.reading.cursor != self._drag_from or self.reading.pivot is not None:
            self.reading.pivot = self._drag_from
        self.show_change(before)

    def on_mouse_up(self) -> None:
        self._drag_from = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click takes the innermost annotation there in hand; a double click selects the word."""
        if event.button != 1:
            return
        before = self.reading.standing
        if event.chain == 2:
            word = word_at(self.reading.text, self.reading.cursor)
            if word:
                self.reading.select_span(word)
        elif self.reading.pivot is None:
            at = self.reading.marks.at(self.reading.cursor)
            self.reading.chosen = at[0].uid if at else None
        self.show_change(before)
