"""The words of the sheet of the export: its rows, what can be chosen, and what would go out."""

from dataclasses import dataclass
from pathlib import Path

from rich.style import Style
from rich.text import Text

from tui.app import wish as wishes
from tui.app.claim_lines import several
from tui.app.screens.dialog import Choice
from tui.app.wish import Offered, Wish
from tui.formats import registry
from tui.formats.filters import SPLITS
from tui.formats.writing import Written, sidecar_of
from tui.store.narrowing import STATES
from tui.store.progress import WORDS
from tui.text.safety import display_line

NAME = 11
"""Cells for the name of a row."""
EVERY = "\0"
"""The answer that narrows by nothing; a value may be empty."""

FILTERS = {
    "tags": ("Tag", "every tag, and what is not marked"),
    "sources": ("Source", "every source"),
    "annotators": ("Annotator", "everybody, and what is not marked"),
    "statuses": ("Status", "to do, in work and done"),
    "stories": ("Story", "every story, and articles in none"),
    "splits": ("Split", "train, dev and test, and articles in none"),
}
"""The kinds of filters that have a row: its name, and what it says where it narrows nothing."""
OPTIONS = {
    "offsets": (
        "Offsets",
        {"auto": "as its tools count them", "codepoint": "code points", "utf16": "UTF-16 units"},
    ),
    "scheme": (
        "Token tags",
        {"iob2": "IOB2", "iobes": "IOBES: the last of several tokens and single ones too"},
    ),
    "licence": ("Licence", {"": "unknown, the card says"}),
}
"""The options that some formats heed: the name of their row, and what the answers mean; where there
is one answer alone, others are typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: what it is about, its name, what is chosen, and whether that narrows."""

    about: str
    name: str
    words: str
    narrows: bool = False


def lines(wish: Wish, database: Path) -> list[Line]:
    """The rows."""
    place = wish.place(database)
    beside_it = place.parent == database.parent
    where = ", beside the database" if beside_it else f" in {place.parent}"
    beside = f"all of it goes into {sidecar_of(place).name} too"
    return [
        Line("kind", "Format", f"{wish.kind}: {registry.load(wish.kind).WHAT}"),
        *(_narrowed(about, wish) for about in FILTERS),
        *(_option(about, wish) for about in registry.heeds(wish.kind) if about in OPTIONS),
        Line("place", "Into", display_line(f"{place.name}{where}")),
        Line("strict", "Strict", "yes: refuses to leave anything out" if wish.strict else "no"),
        Line("sidecar", "Sidecar", f"yes: {display_line(beside)}" if wish.sidecar else "no"),
    ]


def _narrowed(about: str, wish: Wish) -> Line:
    name, every = FILTERS[about]
    values: tuple[str, ...] = getattr(wish.filters, about)
    named = (_called(about, one) for one in values)
    return Line(about, name, display_line(", ".join(named)) or every, bool(values))


def _option(about: str, wish: Wish) -> Line:
    name, words = OPTIONS[about]
    value: str = getattr(wish.options, about)
    first = next(iter(words))
    return Line(about, name, words.get(value, display_line(value)), value != first)


def answers(about: str) -> list[Choice]:
    """The values of an option to choose from."""
    return [Choice(value, words, Text(words)) for value, words in OPTIONS[about][1].items()]


def _called(about: str, value: str) -> str:
    """A value as a person reads it."""
    return WORDS[value] if about == "statuses" else value or "none"


def row(line: Line) -> Text:
    """A row: what narrows stands out."""
    text = Text(f"{line.name:<{NAME}}", Style(dim=True))
    return text.append(line.words, Style(dim=False, bold=line.narrows))


def formats(offered: Offered) -> list[Choice]:
    """The formats to choose from."""
    return [
        Choice(name, f"{name} {what}", Text.assemble((f"{name:<14}", "bold"), display_line(what)))
        for name, what in offered.formats.items()
    ]


def choices(about: str, wish: Wish, offered: Offered) -> list[Choice]:
    """The values to narrow by; those that do already are ticked."""
    every, chosen = FILTERS[about][1], getattr(wish.filters, about)
    found = [Choice(EVERY, every, Text(f"  {every}"))]
    for value, more in _values(about, offered):
        words = display_line(_called(about, value))
        mark = "✓ " if value in chosen else "  "
        found.append(Choice(value, words, Text.assemble((mark, "bold"), words, (more, "dim"))))
    return found


def _values(about: str, offered: Offered) -> list[tuple[str, str]]:
    """What can be chosen of a kind of filter, and what there is to know of it."""
    if about == "tags":
        return [(tag.path, f"  {display_line(tag.meaning)}") for tag in offered.tags]
    if about == "statuses":
        return [(state, "") for state in STATES]
    noun = "mark" if about == "annotators" else "article"
    there: dict[str, int] = getattr(offered.values, about)
    if about == "splits":
        there = {part: there[part] for part in SPLITS if part in there}
    return [(name, f"  {several(number, noun)}") for name, number in there.items()]


def going_out(counted: Written, wish: Wish, kind: str) -> Text:
    """What would go out in a format, and what that cannot hold."""
    text = Text()
    text.append(f"{wishes.counts(counted)} go out as {kind}\n", "bold")
    lost = wishes.left_out(counted)
    if not lost:
        return text.append("nothing is left out")
    if wish.strict:
        heading = "strict: it will not be written, since it would leave out "
    elif wish.sidecar:
        heading = "the sidecar keeps what is left out: "
    else:
        heading = "left out: "
    return text.append(heading, "bold").append(display_line(lost))
