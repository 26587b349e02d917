"""The table of what keys do inside the sheets and dialogs over the desk: `tui.app.keys` continued.

An action is named by its section of the keymap file and its own name, ``history.undo_this``. A key
of a sheet's own comes before the same key of the keys it shares with others, so it is free to mean
something else there, and the same key in two sheets is no clash.
"""

from tui.app.action import Action
from tui.app.intake_keys import ABOUT, ADDING, ADDING_LINE, ADDING_OPTIONS, REGIONS
from tui.app.keys import EVERYWHERE, IN_PANEL
from tui.app.shared_keys import BACK_AND_FORTH, IN_SHEETS, IN_TYPING, LISTED, typing
from tui.app.sheet import Sheet, actions_of

HISTORY = Sheet(
    "history",
    actions_of(
        *("history", "In the history"),
        ("undo_this", "u", "undo this alone"),
        ("undo_back_to", "U", "undo everything back to here"),
        ("article_or_all", "a", "of the leading article, or of all"),
        ("page_down", "ctrl+d pagedown", "a page further back"),
        ("page_up", "ctrl+u pageup", "a page nearer"),
    ),
    LISTED,
    "history",
)
WAITING = Sheet(
    "waiting",
    actions_of(
        *("waiting", "In the queue of what is to be placed"),
        ("place_1", "1", "place it where 1 is"),
        ("place_2", "2", "place it where 2 is"),
        ("place_3", "3", "place it where 3 is"),
        ("place_selection", "0", "place it at what is selected in its article"),
        ("earlier_text", "e", "read the earlier text it is on"),
        ("stays", "s", "it stays with the earlier text"),
        ("delete", "d delete", "delete the annotation"),
        *BACK_AND_FORTH,
    ),
    LISTED,
    "waiting",
)
CODEBOOK = Sheet(
    "codebook",
    actions_of(
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
        *BACK_AND_FORTH,
    ),
    LISTED,
    "codebook",
)
CLAIMS = Sheet(
    "claims",
    actions_of(
        *("claims", "In the sheet of claims"),
        ("next_annotation", "n", "the next annotation on the claim"),
        ("previous_annotation", "p", "the annotation before"),
        ("go", "enter", "go to the annotation"),
        ("find", "/", "find among the claims"),
        ("reword", "r", "put the claim in other words"),
        ("note", "m", "note on the claim"),
        ("merge", "M", "merge it into another claim"),
        ("delete", "d delete", "delete the claim"),
        *BACK_AND_FORTH,
    ),
    LISTED,
    "claims",
)
CLAIMS_LINE = Sheet("typing", (), typing("up", "down", "take", "close"), typed=True)
"""The line in the sheet of claims."""
RELATIONS = Sheet(
    "relations",
    actions_of(
        *("relations", "In the sheet of relations"),
        ("note", "m", "note on the relation"),
        ("delete", "d delete", "delete the relation"),
        *BACK_AND_FORTH,
    ),
    LISTED,
    "relations",
)
COUNTS = Sheet(
    "counts",
    actions_of(
        *("counts", "In the counts"),
        ("next_view", "tab", "tags, sources, articles: the next"),
        ("previous_view", "shift+tab", "the one before"),
    ),
    LISTED,
    "counts",
)
EXPORT = Sheet(
    "export",
    actions_of(
        *("export", "In the export"),
        ("next_format", "l right tab", "the next format"),
        ("previous_format", "h left shift+tab", "the format before"),
        ("all_of_it", "backspace delete", "no longer narrowed by the row, or the proposed name"),
        ("strict", "s", "refuse to leave anything out, or not"),
        ("sidecar", "b", "keep all in a file beside it too, or not"),
        ("write", "w", "write it"),
        ("stop", "escape", "stop writing, so that nothing is there; else leave"),
    ),
    LISTED,
    "export",
)
VERSIONS = Sheet(
    "versions",
    actions_of(*("versions", "In the list of texts"), ("changes", "d", "what changed since")),
    LISTED,
    "versions",
)
MATRIX = Sheet(
    "matrix",
    actions_of(
        *("matrix", "In the claims by sources"),
        ("next_source", "l right tab", "the next source"),
        ("previous_source", "h left shift+tab", "the source before"),
        ("with_tag", "t", "only the claims with a tag, or all"),
        ("export", "e", "write them into a file: CSV, Markdown or HTML"),
    ),
    LISTED,
    "matrix",
)
COMPARISON = Sheet(
    "comparison",
    actions_of(
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
    actions_of(
        *("elsewhere", "In the sheet of the same words elsewhere"),
        ("turn", "space x", "take the place in or out"),
        ("turn_all", "*", "all in, or all out"),
        ("everywhere", "a", "in this article, or in all"),
        ("tag", "enter", "tag those that are in"),
    ),
    LISTED,
)
DETAILS = Sheet(
    "details",
    actions_of(
        *("details", "In the panel of one annotation"),
        ("none", "backspace delete", "no answer"),
        ("complete", "tab", "complete what is typed"),
        ("complete_at_end", "right", "complete it, at the end of the line"),
    ),
    typing("up", "down", "take", "close"),
    typed=True,
)
KINDS = Sheet(
    "kinds",
    actions_of(
        *("kinds", "Choosing how two annotations stand"),
        ("swap", "tab", "the other way round"),
        ("with_another", "L", "relate it to another annotation"),
        ("by_typing", "enter", "choose by typing"),
    ),
    IN_SHEETS,
)
SOME = Sheet(
    "some",
    actions_of(
        *("some", "Choosing some of many"),
        ("turn", "space", "take the row or let it go"),
        ("go_on", "enter", "go on with those taken"),
    ),
    LISTED,
)
CONFIRM = Sheet(
    "confirm",
    actions_of(
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
    actions_of(
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
    typing("up", "down", "page_up", "page_down", "take", "close"),
    "search",
    typed=True,
)
PICKER = Sheet("picker", (), typing("up", "down", "take", "close"), typed=True)
LINE = Sheet("line", (), typing("take", "close"), typed=True)
FIND = Sheet(
    "find",
    actions_of(*("find", "In the line of finding"), ("select", "tab", "select the words found")),
    typing("take", "close"),
    typed=True,
)
NOTE = Sheet("note", (), typing("take", "new_line", "close"), typed=True)

SHEETS = (
    *(HISTORY, WAITING, CODEBOOK, CLAIMS, RELATIONS, COUNTS, EXPORT, VERSIONS, COMPARISON),
    *(ELSEWHERE, MATRIX, REGIONS, DETAILS, KINDS, SOME, CONFIRM, HELP, SEARCH, PICKER, LINE),
    *(FIND, NOTE, CLAIMS_LINE, ABOUT, ADDING, ADDING_LINE, ADDING_OPTIONS),
)
"""Every sheet and dialog."""


def in_sheets() -> tuple[Action, ...]:
    """Every action in the sheets once: what they share first, then what is each one's own."""
    return (*IN_SHEETS, *IN_TYPING, *(action for sheet in SHEETS for action in sheet.own))


def every_action() -> tuple[Action, ...]:
    """Every action there is: of the desk, of lists and of the sheets."""
    return (*EVERYWHERE, *IN_PANEL, *in_sheets())


def sections() -> dict[str, dict[str, Action]]:
    """The actions by section of the keymap file and own name."""
    found: dict[str, dict[str, Action]] = {}
    for action in in_sheets():
        section, _, name = action.name.rpartition(".")
        found.setdefault(section, {})[name] = action
    return found
