"""The keys of the sheets on what comes in: adding articles, what is known of one, its body."""

from tui.app.shared_keys import BACK_AND_FORTH, LISTED, typing
from tui.app.sheet import Sheet, actions_of

REGIONS = Sheet(
    "regions",
    actions_of(
        *("regions", "In the list of what is not body"),
        ("is_body", "Z", "it is body; a line said of the source: turned round"),
        ("reason_is_body", "r", "all lines for this reason are body, here"),
        ("line_of_source", "s", "this line is body, or is not, in all of the source"),
        ("reason_of_source", "S", "all lines for this reason are body, in all of the source"),
        ("next_view", "tab", "here, lines that repeat, said of the source: the next"),
        ("previous_view", "shift+tab", "the one before"),
        ("pass_over", "z", "moves pass over what is not body, or not"),
        *BACK_AND_FORTH,
    ),
    LISTED,
)
ABOUT = Sheet(
    "about",
    actions_of(
        *("about", "In what is known of an article"),
        ("edit", "e", "change what the row says"),
        ("other", "o", "take what the other extractor finds, as a later text"),
        ("whole", "w", "take the whole page, as a later text"),
        ("best", "b", "take what the best extractor finds, as a later text"),
        ("hidden", "~", "go to the next hidden or bidirectional character"),
        *BACK_AND_FORTH,
    ),
    LISTED,
    "about",
)
ADDING = Sheet(
    "adding",
    actions_of(
        *("adding", "In what was added"),
        ("line", "i /", "type what is to be added"),
        ("options", "o ctrl+o", "source, story, feeds, pages, encoding, columns: how it is added"),
        ("paste", "v", "the text in the clipboard as an article, or no longer"),
        ("undo", "u", "take back all that was added"),
        ("stop", "escape", "stop adding, what is done stays; else leave"),
    ),
    LISTED,
    "add_articles",
)
ADDING_LINE = Sheet(
    "adding_line",
    actions_of(
        *("adding_line", "Where one types what is to be added"),
        ("complete", "tab", "complete the path"),
        ("options", "ctrl+o", "source, story, feeds, pages, encoding, columns: how it is added"),
        ("paste", "ctrl+v", "the text in the clipboard as an article, or no longer"),
        ("stop", "escape", "stop adding, what is done stays; else leave"),
    ),
    typing("up", "down", "take"),
    typed=True,
)
"""The line in the sheet of adding."""
ADDING_OPTIONS = Sheet(
    "adding_options",
    actions_of(
        *("adding_options", "In the options of adding"),
        ("usual", "backspace delete", "the row is as usual again"),
        ("done", "o ctrl+o", "back to what is to be added"),
    ),
    LISTED,
)
