"""The strip under the panes: what differs in the sentence at hand, a column for each article."""

from collections.abc import Callable

from rich.text import Text

from tui.app.widgets.card import Card

Draw = Callable[[int], Text]


class Differing(Card):
    """Lines that are made for the width there is. Of no height while there is nothing to say."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.display = False
        self.draw: Draw = lambda width: Text()

    def show_drawn(self, draw: Draw) -> None:
        """Show what is drawn for a width, from its top; drawn anew where the width changes."""
        self.draw = draw
        self.show(draw(self.size.width))

    def stand(self, height: int) -> None:
        """Take so many lines of the screen; none of them hides the strip."""
        if height != (self.styles.height.value if self.display and self.styles.height else 0):
            self.display = height > 0
            self.styles.height = height

    def on_resize(self) -> None:
        self.show(self.draw(self.size.width))
        super().on_resize()

    def more(self) -> None:
        """The lines below those in sight; after the last the first."""
        seen = self.scroll_offset.y + self.size.height
        to = (
            self.scroll_offset.y + max(1, self.size.height - 1)
            if seen < self.virtual_size.height
            else 0
        )
        self.scroll_to(y=to, animate=False, immediate=True)
