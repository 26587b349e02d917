"""A line of the desk: a pane's title, the status, the tags, the hints."""

from rich.text import Text
from textual.visual import VisualType
from textual.widget import Widget


class OneLine(Widget):
    """One line of text, repainted only when it changes and never laid out anew."""

    DEFAULT_CSS = "OneLine { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = Text()

    def show(self, text: Text) -> None:
        """Show another text."""
        if text != self.text or text.spans != self.text.spans:
            self.text = text
            self.refresh()

    def render(self) -> VisualType:
        return self.text
