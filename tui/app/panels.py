"""What the rows of the desk's side panels do when they are chosen, marked and left."""

from typing import TYPE_CHECKING, Any

from tui.app.widgets.card import Card
from tui.app.widgets.rows import Rows

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Panels:
    """The library and the annotations of one desk."""

    def __init__(self, screen: "DeskScreen") -> None:
        self.screen = screen

    def chosen(self, rows: Rows[Any], index: int) -> None:
        """Open the article of a row, or go to its annotation."""
        screen = self.screen
        if rows.id == "library":
            screen.library_wanted = None
            screen.work_on(screen.opening.open_row(index))
        elif screen.reader is not None:
            screen.actions.go_to(screen.reader.reading.marks[index])
            screen.lead(screen.leading)

    def marked(self, rows: Rows[Any], index: int) -> None:
        """Show the annotation of a row."""
        if rows.id == "annotations" and self.screen.reader is not None:
            self.screen.actions.go_to(self.screen.reader.reading.marks[index])

    def more(self, rows: Rows[Any], lines: int) -> None:
        """Show more of what is known of an annotation."""
        if rows.id == "annotations":
            self.screen.query_one("#card", Card).scroll_relative(y=lines, animate=False)

    def left(self, rows: Rows[Any]) -> None:
        """Back to the whole library, or to the article; a panel without room goes away."""
        screen = self.screen
        if rows.id == "annotations":
            screen.annotations_wanted = None
        elif screen.workspace.library.words:
            screen.workspace.library.narrow("")
            return screen.telling.all()
        else:
            screen.library_wanted = None
        return screen.lead(screen.leading)
