"""All there is to know of the annotation at hand, wrapped and scrolled without a new layout."""

from itertools import zip_longest

from rich.text import Text
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


def set_lines(view: ScrollView, count: int) -> None:
    """Tell a line view how many lines it has; lay out anew only where a scrollbar comes or goes.

    Assigning `virtual_size` lays out the whole screen, which is too much for a key press.
    """
    size = Size(view.size.width, count)
    room = view.container_size.height
    if (view.virtual_size.height > room) != (count > room):
        view.virtual_size = size
        return
    view.set_reactive(ScrollView.virtual_size, size)
    if view.show_vertical_scrollbar:
        view.vertical_scrollbar.window_virtual_size = count
    if view.scroll_offset.y > max(0, count - room):
        view.scroll_to(y=max(0, count - room), animate=False, immediate=True)


class Card(ScrollView, can_focus=False):
    """A text in a side panel, as high as the panel lets it be."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.text = Text()
        self._strips: list[Strip] = []

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

    def _wrap(self) -> None:
        width, room = self.container_size.width, self.container_size.height
        strips = self._wrapped(width)
        if len(strips) > room:  # the scrollbar needs a column of its own
            strips = self._wrapped(width - 1)
        before, self._strips = self._strips, strips
        set_lines(self, len(strips))
        for y, (was, now) in enumerate(zip_longest(before, strips)):
            if was != now:
                self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def _wrapped(self, width: int) -> list[Strip]:
        ground, console = self.rich_style, self.app.console
        return [
            Strip(line.render(console)).apply_style(ground).adjust_cell_length(width, ground)
            for line in self.text.wrap(console, max(1, width))
        ]

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line < len(self._strips):
            return self._strips[line]
        return Strip.blank(self.size.width, self.rich_style)
