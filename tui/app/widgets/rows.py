"""A list of one-line rows of which only those in sight are painted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.keys import panel_keys
from tui.app.widgets.card import set_lines
from tui.errors import DataError

Item = TypeVar("Item")
Row = TypeVar("Row", covariant=True)


class Items(Protocol[Row]):
    """What rows are drawn from: a list, or anything that can count and give one by its place."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Row: ...


class Rows(ScrollView, Generic[Item], can_focus=True):
    """A list with one row marked. `draw` says what an item's row looks like.

    A `strong` list shows its marked row as strongly while the keys are typed elsewhere.
    """

    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """A row was opened, by Enter or a click."""

        rows: "Rows[Any]"
        index: int

    @dataclass
    class Marked(Message):
        """The reader went to another row."""

        rows: "Rows[Any]"
        index: int

    @dataclass
    class More(Message):
        """More of what is known of the row is wanted, some lines further down or up."""

        rows: "Rows[Any]"
        lines: int

    @dataclass
    class Left(Message):
        """The reader wants back to the article."""

        rows: "Rows[Any]"

    def __init__(
        self,
        items: Items[Item],
        draw: Callable[[Item], Text],
        empty: str,
        *,
        id: str,
        strong: bool = False,
    ) -> None:
        super().__init__(id=id, classes="side")
        self.items = items
        self.draw = draw
        self.empty = empty
        self.at = 0
        self.strong = strong
        self._lit = True
        self._shown: dict[int, Item] = {}
        """What was painted at each place."""
        self._strips: LRUCache[int, tuple[Item, tuple[bool, bool], Strip]] = LRUCache(512)
        """The painting of each item by its identity; the item is kept with it, so that it holds."""

    def show_items(self, items: Items[Item] | None = None) -> None:
        """Show other rows, or the same after a change. Only those that differ are drawn."""
        self.items = self.items if items is None else items
        self.at = max(0, min(self.at, len(self.items) - 1))
        set_lines(self, max(1, len(self.items)))
        top = self.scroll_offset.y
        for index in range(top, top + self.size.height):
            item = self._item(index)
            if self._shown.get(index) is not item:
                self._shown.pop(index, None)
                self.refresh(Region(0, index - top, self.size.width, 1))

    def on_resize(self) -> None:
        self._strips.clear()
        self.show_items()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        item = self._item(index)
        if item is None:
            return self._nothing(index)
        state = index == self.at and (self._lit or self.has_focus), self.has_focus
        self._shown[index] = item
        kept = self._strips.get(id(item))
        if kept is None or kept[0] is not item or kept[1] != state:
            kept = item, state, self._drawn(self.draw(item), *state)
            self._strips[id(item)] = kept
        return kept[2]

    def _item(self, index: int) -> Item | None:
        """The item of a row; None beyond the last, and where it cannot be read just now."""
        try:
            return self.items[index] if index < len(self.items) else None
        except DataError:
            return None

    def _nothing(self, index: int) -> Strip:
        words = self.empty if index == 0 and not len(self.items) else ""
        if index < len(self.items):
            words = "cannot be read just now"
        return self._drawn(Text(words, style="dim"), False, False)

    def _drawn(self, text: Text, marked: bool, focused: bool) -> Strip:
        width, ground = self.scrollable_content_region.width, self.rich_style
        text.truncate(width, overflow="ellipsis", pad=True)
        turned = marked and (focused or self.strong)
        if marked:
            ground += Style(reverse=True) if turned else Style(bold=True)
        segments = [
            Segment(segment.text, ground + _on_mark(segment.style, turned))
            for segment in text.render(self.app.console)
            if isinstance(segment.style, Style | None)
        ]
        return Strip(segments).adjust_cell_length(width, ground)

    def light(self, lit: bool) -> None:
        """Show the marked row as such, or not, while the keys are elsewhere."""
        if lit != self._lit:
            self._lit = lit
            self.refresh(Region(0, self.at - self.scroll_offset.y, self.size.width, 1))

    def repaint(self) -> None:
        """Draw the rows anew: what they say changed, or how they look."""
        self._strips.clear()
        self.refresh()

    def mark(self, index: int) -> None:
        """Mark a row and bring it into sight."""
        index = max(0, min(index, len(self.items) - 1))
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if index == self.at:
            return
        for line in (self.at, index):
            self.refresh(Region(0, line - top, self.size.width, 1))
        self.at = index
        if index < top or index >= top + height:
            self.scroll_to(y=index - height // 2, animate=False, immediate=True)

    def take_key(self, name: str) -> bool:
        """Do what a key does in a list. Returns whether it does anything here."""
        action = panel_keys().get(name)
        if action is not None:
            self.perform(action)
        return action is not None

    def perform(self, action: str) -> None:
        """Do one of the actions of keys.IN_PANEL, by name."""
        if action == "choose":
            if len(self.items):
                self.post_message(self.Chosen(self, self.at))
        elif action == "back":
            self.post_message(self.Left(self))
        elif action in ("down", "up", "first", "last"):
            to = {"down": self.at + 1, "up": self.at - 1, "first": 0, "last": len(self.items) - 1}
            self.mark(to[action])
            self.post_message(self.Marked(self, self.at))
        elif action in ("card_down", "card_up"):
            self.post_message(self.More(self, 5 if action == "card_down" else -5))

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < len(self.items):
            self.mark(index)
            self.post_message(self.Chosen(self, index))


def _on_mark(style: Style | None, turned: bool) -> Style:
    """A part's style in a row; in one that is turned round, all its inks are one, samples stay."""
    if style is None or not turned:
        return style or Style()
    if style.bgcolor is not None and not style.bgcolor.is_default:
        return style + Style(reverse=False)
    return style.without_color + Style(dim=False)
