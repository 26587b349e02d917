"""The words of the desk's lines and rows: titles, list rows, the card, status, tags, hints.

Everything that came from a file or a person goes through `display_line` first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from tui.app.action import Action, in_force
from tui.app.keys import EVERYWHERE, IN_PANEL, keys_of
from tui.app.labels import fitted
from tui.app.painting import Look
from tui.model import Annotation, ArticleSummary, ArticleTag, Operation, Tag
from tui.store.search import Hit
from tui.text.regions import Region
from tui.text.safety import display_line


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as seen from one of its annotations: the other end, and where that is."""

    kind: str
    other: Annotation
    label: str
    note: str
    elsewhere: bool


def short(words: str, length: int = 40) -> str:
    """Some words cut to a length, safe to show on one line."""
    line = display_line(words)
    return line if len(line) <= length else line[: length - 1] + "…"


GLYPHS = {"todo": "○", "work": "◐", "done": "●"}
"""How far an article is read, without colour too."""


def pane_title(
    number: int,
    summary: ArticleSummary,
    look: Look,
    focused: bool,
    waiting: int = 0,
    tags: Sequence[ArticleTag] = (),
    told: str = "",
    hidden: int = 0,
) -> Text:
    """``1 International News · Mali Cuts Diplomatic Ties…``, ``3 to place`` where some wait.

    The article's own tags as ``#report``; in front what is `told` of it in a comparison. How many
    characters of its text are `hidden` comes before all of it, where the narrowest pane has it.
    """
    strong = look.shades.bar if focused else look.shades.dim
    named, name = strong + Style(bold=focused), display_line(summary.label)
    title = Text().append(f" {number} " if hidden else f" {number} {name}", named)
    if hidden:
        title.append(f"hidden: {hidden:,}", look.shades.complaint)
        title.append("  ").append(name, named)
    if told:
        title.append(f"  {told}", look.shades.text)
    if waiting:
        title.append(f"  {waiting} to place", strong)
    for path in dict.fromkeys(tag.tag for tag in tags):
        title.append(f"  #{display_line(path.rpartition('/')[2])}", ink(look, path))
    if summary.title != summary.label:
        title.append(f"  {display_line(summary.title)}", look.shades.dim)
    return title


def article_row(summary: ArticleSummary, pane: int | None, read: str = " ") -> Text:
    """A row of the library: annotations, status, how far it was `read`, its pane, its name."""
    row = Text().append(f"{pane if pane is not None else ' '}", "bold").append(read, "dim")
    row.append(display_line(summary.label))
    if summary.label != summary.title:
        row.append(f"  {display_line(summary.title)}", "dim")
    count = f" {summary.annotations}" if summary.annotations else ""
    glyph = GLYPHS.get(summary.status, " ")
    return Text.assemble((count.rjust(4), "dim"), f" {glyph} ", row)


def library_heading(total: int, words: str) -> Text:
    """``Library (214)``, or ``Library: mali (3)`` while it is narrowed."""
    narrowed = f": {display_line(words)}" if words else ""
    return Text(f"Library{narrowed} ({total})")


def waiting(number: int) -> Text:
    """``3 annotations need a look · W``"""
    words = "1 annotation needs a look" if number == 1 else f"{number} annotations need a look"
    return Text.assemble(words, (f" · {keys_of('waiting')} places them", "dim"))


def annotation_row(annotation: Annotation, look: Look) -> Text:
    """A row of the annotations: key, tag and the words."""
    tag = look.tags.get(annotation.tag)
    row = Text().append(f"{tag.key if tag and tag.key else '•'} ", ink(look, annotation.tag))
    row.append(f"{display_line(annotation.tag.rpartition('/')[2])} ", ink(look, annotation.tag))
    row.append(display_line(annotation.quote))
    if annotation.note:
        row.append(" ✎", "dim")
    return row


def waiting_row(annotation: Annotation, label: str, look: Look) -> Text:
    """A row of the queue: the tag, the words, and the article."""
    row = Text().append(f"{display_line(annotation.tag)} ", ink(look, annotation.tag))
    words = display_line(annotation.quote)
    row.append(f"“{words if len(words) < 44 else words[:40] + '…'}”")
    return row.append(f"  {display_line(label)}", "dim")


def moment(stamp: str) -> str:
    """A time of the database as the clock on the wall here has it, to the minute."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:  # written by another program
        return display_line(stamp[:16])


def operation_row(operation: Operation, me: str) -> Text:
    """A row of the history: when, who, what; dim where it has been undone."""
    who = "" if operation.annotator == me else f"{display_line(operation.annotator)}: "
    row = Text.assemble(
        (f"{moment(operation.wall)}  ", "dim"), (who, "bold"), display_line(operation.label)
    )
    if operation.changes > 1:
        row.append(f"  {operation.changes} rows", "dim")
    if operation.undone:
        row.stylize("dim")
        row.append("  undone", "italic")
    return row


def hit_row(hit: Hit, width: int, look: Look) -> Text:
    """A passage that was found: its article's name in `width` cells, its tag, the words lit."""
    label = fitted(display_line(hit.label), width - 1)
    row = Text.assemble((label, "dim"), " ")
    if hit.annotation is not None:
        tag = look.tags.get(hit.annotation.tag)
        row.append(f"{tag.key if tag and tag.key else '•'} ", ink(look, hit.annotation.tag))
    words, start, end = hit.passage.text, hit.passage.start, hit.passage.end
    row.append(display_line(words[:start]))
    row.append(display_line(words[start:end]), "bold underline")
    return row.append(display_line(words[end:]))


def card(annotation: Annotation | None, related: Sequence[Related], look: Look) -> Text:
    """All there is to know of the annotation at hand."""
    if annotation is None:
        there = f"{keys_of('next_annotation')} goes to the next one."
        return Text(f"No annotation here. {there}", "dim")
    text = Text().append(f"{display_line(annotation.tag)}\n", ink(look, annotation.tag))
    text.append(f"“{display_line(annotation.quote)}”\n")
    for name, value in annotation.attributes.items():
        text.append(f"{display_line(name)} ", "dim")
        text.append(f"{display_line(value)}\n")
    if annotation.claim:
        text.append("claim ", "dim")
        text.append(f"{display_line(annotation.claim.wording)}\n")
    if annotation.note:
        text.append("note ", "dim")
        text.append(f"{display_line(annotation.note)}\n")
    for relation in related:
        where = f" ({display_line(relation.label)})" if relation.elsewhere else ""
        text.append(f"↔ {display_line(relation.kind)}{where} ", ink(look, relation.other.tag))
        text.append(f"“{display_line(relation.other.quote)}”\n")
        if relation.note:
            text.append(f"  {display_line(relation.note)}\n", "dim")
    text.append(f"{display_line(annotation.annotator)}, {annotation.modified[:10]}", "dim")
    return text


def at_hand(annotation: Annotation, look: Look) -> Text:
    """The annotation at hand in one line, for the status when there is no room for the card."""
    name = display_line(annotation.tag.rpartition("/")[2])
    line = Text().append(f"{name} ", ink(look, annotation.tag))
    words = display_line(annotation.quote)
    line.append(f"“{words if len(words) < 44 else words[:40] + '…'}”")
    details = [display_line(value) for value in annotation.attributes.values()]
    if annotation.note:
        details.append("✎ " + display_line(annotation.note))
    if details:
        line.append(f" · {' · '.join(details)}", "dim")
    return line


def nothing_open(has_articles: bool) -> str:
    """What stands where an article would: what to do about that."""
    if has_articles:
        return f"No article is open.\n\n{keys_of('library')} opens the library."
    adds = f"{keys_of('add_articles')} adds files, folders and web pages; or in the shell:"
    return f"No articles yet.\n\n{adds}\n\n  claimdesk add FILE…"


def not_body(region: Region) -> Text:
    """Why the words at the cursor are not body, and the key that says they are."""
    said = Text.assemble(("not body: ", "dim"), display_line(region.reason))
    return said.append(f" · {keys_of('not_body')} it is", "dim")


def status(left: Text, right: str, width: int) -> Text:
    """What just happened on the left, where one is on the right."""
    room = max(0, width - cell_len(right) - 3)
    left = left.copy()
    left.truncate(room, overflow="ellipsis", pad=True)
    return Text.assemble(" ", left, " ", (right, "dim"), " ")


def held(prefix: str) -> str:
    """What to do while a tag's prefix is held, "" when none is."""
    return f"{prefix} then a tag's letter · {prefix[-1]} or enter the tag itself" if prefix else ""


def tag_bar(tags: Sequence[Tag], look: Look, width: int, prefix: str = "") -> Text:
    """The tags with their keys as chips, their names cut alike where there is not the room.

    While a prefix is held, only its own tag and those under it, each with its own letter.
    """
    depth = len(prefix) + 1
    under = [tag for tag in tags if tag.key.startswith(prefix) and len(tag.key) == depth]
    itself = [tag for tag in tags if prefix and tag.key == prefix]
    keyed = [tag for tag in (*itself, *under) if "span" in tag.applies]
    names = [display_line(tag.name) for tag in keyed]
    picker = "esc leave" if prefix else f"{keys_of('pick_tag')} tag…"
    room = width - 1 - len(picker)
    longest = max(map(cell_len, names), default=0)
    gap = 2 if sum(2 + cell_len(name) + 2 for name in names) <= room else 1
    while longest > 1 and sum(2 + min(longest, cell_len(n)) + gap for n in names) > room:
        longest -= 1
    bar = Text(" ")
    for tag, name in zip(keyed, names, strict=True):
        cut = set_cell_size(name, max(0, longest - 1)).rstrip()
        shown = name if cell_len(name) <= longest else f"{cut}…"
        bar.append(tag.key[-1], look.shades.tint(tag.colour) + Style(bold=True))
        bar.append(f" {shown}{' ' * gap}")
    bar.append(picker)
    return bar


HINTS: Mapping[str, tuple[str, ...]] = {
    "letters": ("cancel",),
    "selecting": (
        *("next_word", "next_sentence", "grow", "other_end", "pick_tag", "add_fragment"),
        *("copy", "cancel"),
    ),
    "annotation": ("details", "note", "delete", "follow", "next_annotation", "undo", "keys"),
    "reading": (
        *("next_sentence", "pick_words", "next_quotation", "next_annotation", "find"),
        *("next_pane", "library", "annotations", "undo", "leave", "keys"),
    ),
    "compared": (
        *("next_sentence", "next_difference", "next_only", "confirm", "reject", "next_pane"),
        *("pick_words", "next_annotation", "find", "library", "annotations", "undo", "keys"),
    ),
    "panel": ("down", "choose", "keys", "back"),
    "empty": ("library", "leave", "keys"),
}
"""The actions that matter in each situation, most needed first."""


def hints(situation: str, width: int) -> Text:
    """The keys that matter now, as many as there is room for; the last of them always is."""
    return _hints(situation, width, id(in_force()))


@cache
def _hints(situation: str, width: int, _: int) -> Text:
    named: dict[str, Action] = {action.name: action for action in (*EVERYWHERE, *IN_PANEL)}
    wanted = [_hint(named[name]) for name in HINTS[situation]]
    line = Text(" ")
    if situation == "letters":
        long, short = (
            "the letters of the first word, then those of the last   ",
            "letters   ",
        )
        room = width - line.cell_len - wanted[-1].cell_len
        line.append(long if len(long) <= room else short, "dim")
    for index, hint in enumerate(wanted):
        kept = 0 if index == len(wanted) - 1 else wanted[-1].cell_len
        if line.cell_len + hint.cell_len + kept <= width:
            line.append_text(hint)
    return line


def keyed(keys: str, word: str) -> Text:
    """A key and what it does, as hints show them."""
    return Text.assemble((keys, "bold"), (f" {word}   ", "dim"))


def _hint(action: Action) -> Text:
    return keyed(action.shown.split(" ")[0], action.hint)


def ink(look: Look, path: str) -> Style:
    """The colour of a tag as ink, for rows whose ground is the list's own."""
    tag = look.tags.get(path)
    label = look.shades.label(tag.colour if tag else "")
    return Style(color=label.color, bold=True)
