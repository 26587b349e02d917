"""Moves that select, as shift and an arrow do elsewhere: any other move gives the selection up."""

from tui.app.keys import IN_ARTICLE
from tui.app.reading import Reading

EXTENDING = {
    "extend_right": "next_character",
    "extend_left": "previous_character",
    "extend_down": "next_line",
    "extend_up": "previous_line",
    "extend_word": "next_word",
    "extend_word_back": "previous_word",
}
"""Such a move, and the plain move it makes."""
MOVES = frozenset(action.name for action in IN_ARTICLE if action.group == "Move")


class Extending:
    """Knows whether a selection was begun by such a move."""

    def __init__(self) -> None:
        self.begun = False

    def plain(self, action: str, reading: Reading) -> str:
        """Begin a selection, or give it up, as an action asks; the name of the plain move."""
        if action in EXTENDING:
            self.begun = self.begun or reading.pivot is None
            if reading.pivot is None:
                reading.pivot = reading.cursor
        elif self.begun:
            self.begun = False
            if action in MOVES:
                reading.pivot = None
        return EXTENDING.get(action, action)
