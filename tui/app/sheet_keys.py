"""The table of what keys do inside the sheets and dialogs over the desk: `tui.app.keys` continued.

An action is named by its section of the keymap file and its own name, ``history.undo_this``. A key
of a sheet's own comes before the same key of the keys it shares with others, so it is free to mean
something else there, and the same key in two sheets is no clash.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tui.app.keys import EVERYWHERE, IN_PANEL, Action, by_key

Row = tuple[str, str, str]
"""An action's own name, its keys with blanks between, and what it does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The keys of a sheet. `name` is its section, `own` what only it does, `shared` the rest.

    The keys of the desk's action `opened_by` close it too. Where `typed`, what a key types goes
    into a line, so no letter can be a key.
    """

    name: str
    own: tuple[Action, ...]
    shared: tuple[Action, ...]
    opened_by: str = ""
    typed: bool = False

    @property
    def actions(self) -> tuple[Action, ...]:
        """All it does, what is its own first."""
        return self.own + self.shared

    def by_key(self) -> dict[str, str]:
        """The own name of the action of each key in force."""
        opening = [one for one in EVERYWHERE if one.name == self.opened_by]
        found = dict.fromkeys(by_key(tuple(opening)), "close") | by_key(self.shared)
        return {key: short(name) for key, name in (found | by_key(self.own)).items()}

    def action(self, name: str) -> Action:
        """The action with this own name."""
        return next(one for one in self.actions if short(one.name) == name)

    def key(self, name: str) -> str:
        """The first key of an action as a person reads it, or that the palette has it."""
        action = self.action(name)
        first = action.shown.split(" ")[0]
        return first if action.keys else f"ctrl+p {action.hint}"

    def foot(self, words: str) -> str:
        """The line of hints: ``{undo} undo   {close} leave`` with the keys in force.

        ``{turn+}`` is all keys of an action. What has no key is left out.
        """
        return "\n".join(self._hints(line) for line in words.split("\n"))

    def _hints(self, line: str) -> str:
        # The blanks between two hints belong to the one before.
        hints = re.findall(r"\S(?:.(?!\s{2}))*\s*", line)
        return "".join(hint for hint in map(self._hint, hints) if hint).rstrip()

    def _hint(self, hint: str) -> str:
        named = [self.action(name) for name in re.findall(r"\{(\w+)\+?\}", hint)]
        if named and not any(action.keys for action in named):
            return ""

        def keys(found: re.Match[str]) -> str:
            action = self.action(found[1])
            return action.shown if found[2] else action.shown.split(" ")[0]

        return re.sub(r"\{(\w+)(\+?)\}", keys, hint)


def short(name: str) -> str:
    """An action's own name, without its section."""
    return name.rpartition(".")[2]


def _actions(section: str, group: str, *rows: Row) -> tuple[Action, ...]:
    return tuple(
        Action(f"{section}.{name}", tuple(keys.split()), name.replace("_", " "), help, group)
        for name, keys, help in rows
    )


IN_SHEETS = _actions(
    *("sheets", "In every sheet"),
    ("close", "escape q", "close it; so does the key that opened it"),
    ("keys", "?", "these keys, its own first"),
)
"""What every sheet does in which nothing is typed."""

IN_TYPING = _actions(
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

_LISTED = IN_SHEETS + tuple(one for one in IN_PANEL if one.name != "back")
_BACK_AND_FORTH = (
    ("undo", "u", "undo"),
    ("redo", "ctrl+r", "redo"),
)


def _typing(*names: str) -> tuple[Action, ...]:
    return tuple(one for one in IN_TYPING if short(one.name) in names)


HISTORY = Sheet(
    "history",
    _actions(
        *("history", "In the history"),
        ("undo_this", "u", "undo this alone"),
        ("undo_back_to", "U", "undo everything back to here"),
        ("article_or_all", "a", "of the leading article, or of all"),
        ("page_down", "ctrl+d pagedown", "a page further back"),
        ("page_up", "ctrl+u pageup", "a page nearer"),
    ),
    _LISTED,
    "history",
)
WAITING = Sheet(
    "waiting",
    _actions(
        *("waiting", "In the queue of what is to be placed"),
        ("place_1", "1", "place it where 1 is"),
        ("place_2", "2", "place it where 2 is"),
        ("place_3", "3", "place it where 3 is"),
        ("place_selection", "0", "place it at what is selected in its article"),
        ("earlier_text", "e", "read the earlier text it is on"),
        ("stays", "s", "it stays with the earlier text"),
        ("delete", "d delete", "delete the annotation"),
        *_BACK_AND_FORTH,
    ),
    _LISTED,
    "waiting",
)
CODEBOOK = Sheet(
    "codebook",
    _actions(
        *("codebook", "In the codebook"),
        ("add", "a", "add a tag"),
        ("rename", "r", "rename the tag"),
        ("move", "v", "put it under another tag"),
        ("merge", "m", "merge it into another"),
        ("split", "s", "split some of its annotations off"),
        ("delete", "d delete", "delete the tag"),
        ("earlier", "<", "an earlier place among the tags"),
        ("later", ">", "a later place among the tags"),
        ("key", "=", "its key"),
        ("colour", "c", "its colour"),
        ("meaning", "e", "what it is for, in words"),
        ("asks", "f", "what it asks for"),
        ("where", "w", "whether it is for annotations, relations, articles"),
        ("export", "x", "write the codebook into a file"),
        ("take_in", "i", "take in a codebook file"),
        *_BACK_AND_FORTH,
    ),
    _LISTED,
    "codebook",
)
CLAIMS = Sheet(
    "claims",
    _actions(
        *("claims", "In the sheet of claims"),
        ("next_annotation", "n", "the next annotation on the claim"),
        ("previous_annotation", "p", "the annotation before"),
        ("go", "enter", "go to the annotation"),
        ("find", "/", "find among the claims"),
        ("reword", "r", "put the claim in other words"),
        ("note", "m", "note on the claim"),
        ("merge", "M", "merge it into another claim"),
        ("delete", "d delete", "delete the claim"),
        *_BACK_AND_FORTH,
    ),
    _LISTED,
    "claims",
)
CLAIMS_LINE = Sheet("typing", (), _typing("up", "down", "take", "close"), typed=True)
"""The line in the sheet of claims."""
RELATIONS = Sheet(
    "relations",
    _actions(
        *("relations", "In the sheet of relations"),
        ("note", "m", "note on the relation"),
        ("delete", "d delete", "delete the relation"),
        *_BACK_AND_FORTH,
    ),
    _LISTED,
    "relations",
)
COUNTS = Sheet(
    "counts",
    _actions(
        *("counts", "In the counts"),
        ("next_view", "tab", "tags, sources, articles: the next"),
        ("previous_view", "shift+tab", "the one before"),
    ),
    _LISTED,
    "counts",
)
VERSIONS = Sheet(
    "versions",
    _actions(*("versions", "In the list of texts"), ("changes", "d", "what changed since")),
    _LISTED,
    "versions",
)
COMPARISON = Sheet(
    "comparison",
    _actions(
        *("comparison", "In an earlier text"),
        ("turn", "d tab", "what changed since, or the earlier text alone"),
        ("next_change", "n", "the next change"),
        ("previous_change", "N", "the change before"),
        ("copy", "y", "copy the quotation with its source"),
        ("find", "/", "find in the text"),
    ),
    IN_SHEETS,
    "versions",
)
ELSEWHERE = Sheet(
    "elsewhere",
    _actions(
        *("elsewhere", "In the sheet of the same words elsewhere"),
        ("turn", "space x", "take the place in or out"),
        ("turn_all", "*", "all in, or all out"),
        ("everywhere", "a", "in this article, or in all"),
        ("tag", "enter", "tag those that are in"),
    ),
    _LISTED,
)
REGIONS = Sheet(
    "regions",
    _actions(
        *("regions", "In the list of what is not body"),
        ("is_body", "Z", "it is body"),
        ("pass_over", "z", "moves pass over what is not body, or not"),
    ),
    _LISTED,
)
DETAILS = Sheet(
    "details",
    _actions(
        *("details", "In the panel of one annotation"),
        ("none", "backspace delete", "no answer"),
        ("complete", "tab", "complete what is typed"),
        ("complete_at_end", "right", "complete it, at the end of the line"),
    ),
    _typing("up", "down", "take", "close"),
    typed=True,
)
KINDS = Sheet(
    "kinds",
    _actions(
        *("kinds", "Choosing how two annotations stand"),
        ("swap", "tab", "the other way round"),
        ("with_another", "L", "relate it to another annotation"),
        ("by_typing", "enter", "choose by typing"),
    ),
    IN_SHEETS,
)
SOME = Sheet(
    "some",
    _actions(
        *("some", "Choosing some of many"),
        ("turn", "space", "take the row or let it go"),
        ("go_on", "enter", "go on with those taken"),
    ),
    _LISTED,
)
CONFIRM = Sheet(
    "confirm",
    _actions(
        *("confirm", "Before something is done"),
        ("do", "enter", "do it"),
        ("instead", "m", "give them another tag instead"),
        ("up", "up", "scroll up"),
        ("down", "down", "scroll down"),
        ("page_up", "pageup", "a page up"),
        ("page_down", "pagedown", "a page down"),
        ("close", "escape", "do nothing"),
    ),
    (),
)
HELP = Sheet(
    "help",
    _actions(
        *("help", "In these keys"),
        ("down", "j down", "scroll down"),
        ("up", "k up", "scroll up"),
        ("further", "ctrl+d space", "half a page down"),
        ("back", "ctrl+u", "half a page up"),
        ("page_down", "pagedown", "a page down"),
        ("page_up", "pageup", "a page up"),
        ("close", "escape q ? enter", "leave them"),
    ),
    (),
)
SEARCH = Sheet(
    "search",
    (),
    _typing("up", "down", "page_up", "page_down", "take", "close"),
    "search",
    typed=True,
)
PICKER = Sheet("picker", (), _typing("up", "down", "take", "close"), typed=True)
LINE = Sheet("line", (), _typing("take", "close"), typed=True)
NOTE = Sheet("note", (), _typing("take", "new_line", "close"), typed=True)

SHEETS = (
    *(HISTORY, WAITING, CODEBOOK, CLAIMS, RELATIONS, COUNTS, VERSIONS, COMPARISON, ELSEWHERE),
    *(REGIONS, DETAILS, KINDS, SOME, CONFIRM, HELP, SEARCH, PICKER, LINE, NOTE, CLAIMS_LINE),
)
"""Every sheet and dialog."""


def in_sheets() -> Iterator[Action]:
    """Every action in the sheets once: what they share first, then what is each one's own."""
    yield from IN_SHEETS + IN_TYPING
    for sheet in SHEETS:
        yield from sheet.own


def sections() -> dict[str, dict[str, Action]]:
    """The actions by section of the keymap file and own name."""
    found: dict[str, dict[str, Action]] = {}
    for action in in_sheets():
        section, _, name = action.name.rpartition(".")
        found.setdefault(section, {})[name] = action
    return found
