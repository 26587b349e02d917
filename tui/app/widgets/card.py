"""All there is to know of the annotation at hand, wrapped and scrolled without a new layout."""

from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


def set_lines(view: ScrollView, count: int) -> None:
    """Tell a line view how many lines it has.

    `virtual_size` is not assigned, since that would lay out the whole screen for a key press; the
    views of the desk have no scrollbars that it would have to be done for.
    """
    view.set_reactive(ScrollView.virtual_size, Size(view.size.width, count))
    last = max(0, count - view.size.height)
    if view.scroll_offset.y > last:
        view.scroll_to(y=last, animate=False, immediate=True)


MORE = " ▾"
"""At the end of the last line in sight, when there are more."""


class Card(ScrollView, can_focus=False):
    """A text in a side panel, as high as the panel lets it be."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.text = Text()
        self._strips: list[Strip] = []
        self._ground = Style()

    def show(self, text: Text) -> None:
        """Show another text from its top."""
        if text == self.text and text.spans == self.text.spans:
            return
        self.text = text
        self.scroll_to(y=0, animate=False, immediate=True)
        self._wrap()

    def on_resize(self) -> None:
        self._wrap()
        self.refresh()

    def notify_style_update(self) -> None:
        """In another theme the same text stands on another ground."""
        super().notify_style_update()
        if self._strips and self.rich_style != self._ground:
            self._wrap()

    def _wrap(self) -> None:
        before, self._strips = self._strips, self._wrapped(self.size.width)
        set_lines(self, len(self._strips))
        for y, (was, now) in enumerate(zip_longest(before, self._strips)):
            if was != now:
                self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def _wrapped(self, width: int) -> list[Strip]:
        ground, console = self.rich_style, self.app.console
        self._ground = ground
        return [
            Strip(line.render(console)).apply_style(ground).adjust_cell_length(width, ground)
            for line in self.text.wrap(console, max(1, width))
        ]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line >= len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._strips[line]
        if y == self.size.height - 1 and line + 1 < len(self._strips):
            room = self.size.width - len(MORE)
            if strip.text[room - 1 : room + 1].strip():  # a word would be cut
                room = max(strip.text.rfind(" ", 0, room), 0)
            words = strip.crop(0, room).adjust_cell_length(
                self.size.width - len(MORE), self.rich_style
            )
            return Strip.join([words, Strip([Segment(MORE, self.rich_style)])])
        return strip
