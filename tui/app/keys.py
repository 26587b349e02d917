"""The one table of what keys do: the desk, its help, its hints and its palette all read it.

A key is named by the character it types (``j``, ``{``, ``"``), or by Textual's name where it types
none (``ctrl+d``, ``tab``, ``left``). Tag keys come from the codebook and are not listed here, the
keys inside the sheets are in `tui.app.sheet_keys`. The table has the keys of the vim-like keymap; a
person's own (`tui.app.keymap`) are put over them when the desk starts, and `Action.keys` are those
in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of actions by name, where they are not the table's own, and what was wrong."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `name` is the method's name behind ``action_``; `hint` is one word.

    `default` are its keys where no keymap says otherwise.
    """

    name: str
    default: tuple[str, ...]
    hint: str
    help: str
    group: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in force."""
        return _in_force[0].keys.get(self.name, self.default)

    @property
    def shown(self) -> str:
        """The keys in force as a person reads them; a dash where there are none."""
        return " ".join(SHOWN.get(key, key) for key in self.keys) or "–"


SHOWN = {
    **{"left": "←", "right": "→", "up": "↑", "down": "↓", "escape": "esc", "space": "space"},
    **{"shift+left": "shift+←", "shift+right": "shift+→"},
    **{"alt+left": "alt+←", "alt+right": "alt+→"},
}

_in_force = [Keymap()]

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

ON_DESK = (
    Action("pick_tag", ("t",), "tag…", "tag by typing part of its name", "Mark"),
    Action("tag_again", (".",), "again", "the same tag again, with the same attributes", "Mark"),
    Action(
        "next_suggestion", ("p",), "suggestion", "next suggestion: what is not yet marked", "Mark"
    ),
    Action("take_suggestion", (";",), "take", "take the suggestion here, with its tag", "Mark"),
    Action("dismiss_suggestion", (",",), "dismiss", "never suggest this here again", "Mark"),
    Action("suggestions", ("P",), "suggestions", "suggestions on or off", "Mark"),
    Action("elsewhere", ("*",), "elsewhere", "tag the same words at other places", "Mark"),
    Action("note", ("m",), "note", "note on the annotation", "Annotation"),
    Action(
        "delete",
        ("d", "delete"),
        "delete",
        "delete the annotation; in the library, the article",
        "Annotation",
    ),
    Action(
        "add_fragment",
        ("a",),
        "add",
        "add the selection to the annotation; what is its already is taken off",
        "Annotation",
    ),
    Action("start_earlier", ("(",), "start", "its start a word earlier", "Annotation"),
    Action("start_later", (")",), "start", "its start a word later", "Annotation"),
    Action("end_earlier", ("<",), "end", "its end a word earlier", "Annotation"),
    Action("end_later", (">",), "end", "its end a word later", "Annotation"),
    Action(
        "start_character_earlier",
        ("alt+left",),
        "start",
        "its start a character earlier",
        "Annotation",
    ),
    Action(
        "start_character_later",
        ("alt+right",),
        "start",
        "its start a character later",
        "Annotation",
    ),
    Action(
        "end_character_earlier",
        ("shift+left",),
        "end",
        "its end a character earlier",
        "Annotation",
    ),
    Action(
        "end_character_later",
        ("shift+right",),
        "end",
        "its end a character later",
        "Annotation",
    ),
    Action("copy", ("y",), "copy", "copy the quotation with its source", "Annotation"),
    Action(
        "details", ("enter",), "details", "its attributes, note, claim and relations", "Annotation"
    ),
    Action("follow", ("'",), "relation", "go to the annotation it is related to", "Annotation"),
    Action("claim", ("C",), "claim", "put it on a claim, or take it off", "Annotation"),
    Action("claim_again", ("R",), "same claim", "on the same claim as the last one", "Annotation"),
    Action(
        "relate",
        ("L",),
        "relate",
        "relate it to the one in the other pane; without two, align two sentences",
        "Annotation",
    ),
    Action(
        "relations",
        ("ctrl+l",),
        "relations",
        "its relations: go there, note, delete",
        "Annotation",
    ),
    Action("find", ("/",), "find", "find in the article", "Find"),
    Action("status", ("D",), "status", "the article is to do, in work, done", "Articles"),
    Action("next_to_do", ("J",), "to do", "open the next article to do", "Articles"),
    Action("next_pane", ("tab",), "pane", "next article", "Articles"),
    Action("previous_pane", ("shift+tab",), "pane", "previous article", "Articles"),
    Action("beside", ("c",), "beside", "open another article beside this one", "Articles"),
    Action("close_pane", ("ctrl+w",), "close", "close this article's pane", "Articles"),
    Action("next_difference", ("!",), "differs", "next sentence that is told otherwise", "Compare"),
    Action(
        "previous_difference",
        ("@",),
        "differs",
        "previous sentence that is told otherwise",
        "Compare",
    ),
    Action("next_only", ("%",), "only here", "next sentence that is only here", "Compare"),
    Action("previous_only", ("^",), "only here", "previous sentence that is only here", "Compare"),
    Action("confirm", ("=",), "confirm", "the sentence lit does tell the same", "Compare"),
    Action("reject", ("x",), "reject", "the sentence lit does not tell the same", "Compare"),
    Action("fold", ("_",), "fold", "pass over what is told alike, or no longer", "Compare"),
    Action("compare", ("|",), "compare", "compare what is open, or no longer", "Compare"),
    Action("matrix", ("M",), "matrix", "claims by sources: who says, denies, differs", "Compare"),
    Action(
        "more_differences",
        ("ctrl+e",),
        "more",
        "more of what the strip below says; after the last, the first",
        "Compare",
    ),
    Action("library", ("O",), "library", "library: go there, or leave it", "Articles"),
    Action(
        "annotations", ("A",), "annotations", "annotations: go there, or leave them", "Articles"
    ),
    Action("regions", ("z",), "not body", "what is not body, why, and passing over it", "Articles"),
    Action("not_body", ("Z",), "is body", "this paragraph is not body, or is", "Articles"),
    Action("jump_back", ("ctrl+o",), "back", "back to where you were before a jump", "Move"),
    Action("jump_forward", ("ctrl+n",), "forward", "forward again", "Move"),
    Action("bookmarks", ("B",), "bookmarks", "bookmarks: set one here, go to one", "Articles"),
    Action("focus_mode", ("F",), "focus", "only this paragraph bright, or all", "All"),
    Action("wider", (), "wider", "wider lines", "All"),
    Action("narrower", (), "narrower", "narrower lines", "All"),
    Action("undo", ("u",), "undo", "undo", "All"),
    Action("redo", ("ctrl+r",), "redo", "redo", "All"),
    Action("waiting", ("W",), "to place", "annotations to be placed in a later text", "Articles"),
    Action("versions", ("V",), "versions", "earlier texts, and what changed since", "Articles"),
    Action("search", ("ctrl+f",), "search", "find in all articles, annotations, notes", "Find"),
    Action("claims", ("ctrl+k",), "claims", "all claims, and what is on each", "All"),
    Action("counts", ("S",), "counts", "tags counted, by source and by article", "All"),
    Action("export", ("X",), "export", "write the dataset: format, what of it, losses", "All"),
    Action("history", ("H",), "history", "what was done, and undoing back to a point", "All"),
    Action("codebook", ("K",), "codebook", "the codebook: tags, keys, colours, as a file", "All"),
    Action("keys", ("?",), "keys", "these keys", "All"),
    Action("palette", ("ctrl+p",), "palette", "all commands, by typing", "All"),
    Action(
        "theme",
        ("T",),
        "theme",
        "the next theme: dark, light, high contrast, colour-blind safe, 16 colours",
        "All",
    ),
    Action("suspend", ("ctrl+z",), "suspend", "back to the shell; fg returns", "All"),
    Action("leave", ("q",), "leave", "leave; nothing is ever unsaved", "All"),
)
"""What the desk does, wherever the focus is."""

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
    _in_force[0] = keymap
    _by_key.cache_clear()


def in_force() -> Keymap:
    """The keymap in force."""
    return _in_force[0]


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
