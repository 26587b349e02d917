"""The one table of what keys do: the desk, its help, its hints and its palette all read it.

A key is named by the character it types (``j``, ``{``, ``"``), or by Textual's name where it types
none (``ctrl+d``, ``tab``, ``left``). Tag keys come from the codebook and are not listed here, the
keys inside the sheets are in `tui.app.sheet_keys`. The table has the keys of the vim-like keymap; a
person's own (`tui.app.keymap`) are put over them when the desk starts, and `Action.keys` are those
in force.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from tui.app.action import Action, Keymap, put_in_force
from tui.app.desk_keys import ON_DESK

if TYPE_CHECKING:
    from textual import events

IN_ARTICLE = (
    Action("next_sentence", ("j",), "sentence", "next sentence", "Move"),
    Action("previous_sentence", ("k",), "sentence", "previous sentence", "Move"),
    Action("next_word", ("w",), "word", "next word", "Move"),
    Action("previous_word", ("b",), "word", "previous word", "Move"),
    Action("word_end", ("e",), "word end", "end of the word", "Move"),
    Action("next_character", ("l", "right"), "character", "next character", "Move"),
    Action("previous_character", ("h", "left"), "character", "previous character", "Move"),
    Action("next_line", ("down",), "line", "next line on the screen", "Move"),
    Action("previous_line", ("up",), "line", "previous line on the screen", "Move"),
    Action("line_start", ("home",), "line start", "start of the line", "Move"),
    Action("line_end", ("end",), "line end", "end of the line", "Move"),
    Action("next_paragraph", ("}",), "paragraph", "next paragraph", "Move"),
    Action("previous_paragraph", ("{",), "paragraph", "previous paragraph", "Move"),
    Action("half_page_down", ("ctrl+d", "pagedown"), "half page", "half a page down", "Move"),
    Action("half_page_up", ("ctrl+u", "pageup"), "half page", "half a page up", "Move"),
    Action("first_line", ("g",), "top", "start of the article", "Move"),
    Action("last_line", ("G",), "end", "end of the article", "Move"),
    Action("pick_words", ("f",), "words", "letters on the words: first, then last", "Select"),
    Action(
        "select", ("v", "space"), "select", "start or stop selecting; any move extends", "Select"
    ),
    Action(
        "other_end",
        ("o",),
        "other end",
        "other end; or the next of overlapping annotations and fragments",
        "Select",
    ),
    Action("extend_right", (), "select", "select, character by character", "Select"),
    Action("extend_left", (), "select", "select backwards, character by character", "Select"),
    Action("extend_down", ("shift+down",), "select", "select to the next line", "Select"),
    Action("extend_up", ("shift+up",), "select", "select to the line before", "Select"),
    Action("extend_word", ("ctrl+shift+right",), "select", "select, word by word", "Select"),
    Action(
        "extend_word_back", ("ctrl+shift+left",), "select", "select backwards by word", "Select"
    ),
    Action("next_quotation", ('"',), "quotation", "the quotation here; again: the next", "Select"),
    Action(
        "next_figure", ("#",), "figure", "the next figure or quantity; again: the next", "Select"
    ),
    Action("grow", ("+",), "grow", "word, clause, quotation, sentence, paragraph", "Select"),
    Action("shrink", ("-",), "shrink", "shrink back to what was selected before", "Select"),
    Action("cancel", ("escape",), "cancel", "leave the selection, letters or find", "Select"),
    Action("next_annotation", ("]",), "annotation", "next annotation", "Annotation"),
    Action("previous_annotation", ("[",), "annotation", "previous annotation", "Annotation"),
    Action("next_match", ("n",), "next match", "next place found", "Find"),
    Action("previous_match", ("N",), "last match", "previous place found", "Find"),
)
"""What the article in focus does itself."""

IN_PANEL = (
    Action("down", ("j", "down"), "down", "next row", "In lists"),
    Action("up", ("k", "up"), "up", "previous row", "In lists"),
    Action("first", ("g", "home"), "first", "first row", "In lists"),
    Action("last", ("G", "end"), "last", "last row", "In lists"),
    Action("card_down", ("ctrl+d", "pagedown"), "more", "more of what is known", "In lists"),
    Action("card_up", ("ctrl+u", "pageup"), "less", "back up in what is known", "In lists"),
    Action("choose", ("enter",), "open", "open the row", "In lists"),
    Action("back", ("escape",), "back", "back to the article", "In lists"),
)
"""What a list does itself: a side panel in focus, and the rows of a sheet."""

EVERYWHERE = IN_ARTICLE + ON_DESK


def use(keymap: Keymap) -> None:
    """Put a keymap in force."""
    put_in_force(keymap)
    _by_key.cache_clear()


@cache
def _by_key(table: str) -> dict[str, str]:
    return by_key({"article": IN_ARTICLE, "desk": ON_DESK, "panel": IN_PANEL}[table])


def article_keys() -> Mapping[str, str]:
    """The name of the action of each key in an article."""
    return _by_key("article")


def desk_keys() -> Mapping[str, str]:
    """The name of the action of each key wherever the focus is."""
    return _by_key("desk")


def panel_keys() -> Mapping[str, str]:
    """The name of the action of each key in a side panel."""
    return _by_key("panel")


def by_key(actions: tuple[Action, ...]) -> dict[str, str]:
    """Each key's action name."""
    return {key: action.name for action in actions for key in action.keys}


def key_name(event: "events.Key") -> str:
    """The name of a key press as this table writes it."""
    if event.key == "space":
        return "space"
    return event.character if event.is_printable and event.character else event.key


def keys_of(name: str) -> str:
    """The keys of an action as a person reads them; without any, the palette's and its name."""
    action = next(action for action in EVERYWHERE if action.name == name)
    return action.shown if action.keys else f"{keys_of('palette')} {action.hint}"
