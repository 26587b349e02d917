"""Choosing a claim by typing, or making one of what was typed."""

from collections.abc import Callable, Sequence

from tui.app.screens.dialog import Choice, Picker, draw_choice

ROWS = 10


class ClaimPicker(Picker[Choice]):
    """The claims that `find` gives for some words; it stays as high whatever is typed."""

    def __init__(self, title: str, find: Callable[[str], Sequence[Choice]]) -> None:
        super().__init__(title, find(""), find, draw_choice, lambda choice: choice.value)

    def on_mount(self) -> None:
        self.rows.styles.height = ROWS
