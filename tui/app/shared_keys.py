"""What sheets and dialogs share: the keys of every sheet, of lists in them and of typing."""

from tui.app.action import Action
from tui.app.keys import IN_PANEL
from tui.app.sheet import actions_of, short

IN_SHEETS = actions_of(
    *("sheets", "In every sheet"),
    ("close", "escape q", "close it; so does the key that opened it"),
    ("keys", "?", "these keys, its own first"),
)
"""What every sheet does in which nothing is typed."""

IN_TYPING = actions_of(
    *("typing", "Where one types"),
    ("up", "up", "the row above"),
    ("down", "down", "the row below"),
    ("page_up", "pageup", "a page of rows up"),
    ("page_down", "pagedown", "a page of rows down"),
    ("take", "enter", "take it, keep it, do it"),
    ("new_line", "ctrl+j", "a new line in a note"),
    ("close", "escape", "leave it as it was"),
)
"""What dialogs do with a line or a note to type in."""

LISTED = IN_SHEETS + tuple(one for one in IN_PANEL if one.name != "back")
"""What the sheets do that hold a list."""
BACK_AND_FORTH = (
    ("undo", "u", "undo"),
    ("redo", "ctrl+r", "redo"),
)
"""The rows of undo and redo, for the sheets in which something is done."""


def typing(*names: str) -> tuple[Action, ...]:
    """Those of them with these names."""
    return tuple(one for one in IN_TYPING if short(one.name) in names)
