"""The words of adding: its options row by row and in a line, and what is typed for them."""

import os
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.style import Style
from rich.text import Text

from tui.adding.outcomes import Outcome
from tui.adding.reading import Wanted
from tui.adding.sources import is_address
from tui.app.intake_keys import ADDING_LINE
from tui.errors import CallError
from tui.intake.face import Taking
from tui.intake.reading import DETAILS
from tui.text.policy import charset
from tui.text.safety import display_line

NAME = 11
"""Cells for the name of a row."""
TAKEN: dict[Taking, str] = {
    "best": "the article alone",
    "other": "what the other extractor finds",
    "whole": "all text of the page",
}
"""What is taken of a page, in the order in which one turns to the next."""
USUAL = Wanted()
_OPTION = re.compile(r"--(?=largest\b|no-robots\b|allow-private\b)")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the options: what it is about, its name, what holds, and whether that was chosen."""

    about: str
    name: str
    words: str
    chosen: bool


def lines(wanted: Wanted) -> list[Line]:
    """The rows of the options."""
    options, details = wanted.options, wanted.details
    source, story = details.get("source", ""), details.get("story", "")
    fetched = "fetched: the pages that feeds list, and listed feeds"
    encoding = f"texts are read as {options.encoding}" if options.encoding else ""
    return [
        _line(
            "source",
            "Source",
            f"{source}, where none is told" if source else "",
            "as each article tells",
        ),
        _line(
            "story",
            "Story",
            f"{story}, where none is told" if story else "",
            "none, or as an article tells",
        ),
        _line("fetch", "Feeds", fetched if wanted.fetch else "", "what the feed itself tells"),
        _line("taking", "Pages", _page(options.taking), TAKEN["best"]),
        _line("encoding", "Encoding", encoding, "as each file tells, or else guessed"),
        _line(
            "columns",
            "Columns",
            typed_columns(options.columns),
            "by their names; else you are asked, once",
        ),
    ]


def _line(about: str, name: str, chosen: str, usual: str) -> Line:
    return Line(about, name, display_line(chosen) or usual, bool(chosen))


def _page(taking: Taking) -> str:
    return "" if taking == "best" else TAKEN[taking]


def row(line: Line) -> Text:
    """A row: what was chosen stands out."""
    text = Text(f"{line.name:<{NAME}}", Style(dim=True))
    return text.append(line.words, Style(dim=False, bold=line.chosen))


def in_a_line(wanted: Wanted) -> str:
    """What was chosen, in a line: ``source Le Monde · all text of a page``; empty where nothing."""
    options = wanted.options
    told = [f"{name} {value}" for name, value in wanted.details.items()]
    told += ["feeds are fetched"] if wanted.fetch else []
    told += {"other": ["the other extractor"], "whole": ["whole pages"]}.get(options.taking, [])
    told += [f"read as {options.encoding}"] if options.encoding else []
    told += [typed_columns(options.columns)] if options.columns else []
    return display_line(" · ".join(told))


# What is chosen


def with_detail(wanted: Wanted, name: str, typed: str) -> Wanted:
    """With this for articles that tell no `name` of their own; empty, with nothing."""
    details = {**wanted.details, name: typed.strip()}
    return replace(wanted, details={one: details[one] for one in details if details[one]})


def with_encoding(wanted: Wanted, typed: str) -> Wanted:
    """With texts read in an encoding; empty, as they say. Raises CallError where there is none."""
    name = charset(typed) if typed.strip() else ""
    if typed.strip() and not name:
        raise CallError(f"there is no encoding {typed.strip()!r}: name another, as in windows-1252")
    return replace(wanted, options=replace(wanted.options, encoding=name))


def with_columns(wanted: Wanted, typed: str) -> Wanted:
    """With these columns of a table: ``text=body title="the head"``. Raises CallError."""
    try:
        parts = shlex.split(typed)
    except ValueError:
        raise CallError("a quotation mark is open: close it") from None
    columns = {}
    for part in parts:
        what, _, name = part.partition("=")
        if not name or what not in ("text", *DETAILS):
            known = ", ".join(("text", *DETAILS))
            raise CallError(f"{part}: type WHAT=COLUMN, and for WHAT one of {known}")
        columns[what] = name
    return replace(wanted, options=replace(wanted.options, columns=columns))


def typed_columns(columns: Mapping[str, str]) -> str:
    """Columns as one types them."""
    return " ".join(f"{what}={shlex.quote(name)}" for what, name in columns.items())


def with_next_taking(wanted: Wanted) -> Wanted:
    """With the next of what can be taken of a page."""
    ways = [*TAKEN]
    taking = ways[(ways.index(wanted.options.taking) + 1) % len(ways)]
    return replace(wanted, options=replace(wanted.options, taking=taking))


def as_usual(wanted: Wanted, about: str) -> Wanted:
    """With what a row is about as it is where nothing was chosen."""
    if about in ("source", "story"):
        return with_detail(wanted, about, "")
    if about == "fetch":
        return replace(wanted, fetch=False)
    usual = {about: getattr(USUAL.options, about)}
    return replace(wanted, options=replace(wanted.options, **usual))


# What became of it


def at_the_desk(one: Outcome, coming: bool = False) -> Outcome:
    """What became of an article, with the remedy as it is here and not on the command line.

    Where it is only `coming`, what is asked for when it is added is told as that.
    """
    notes = tuple(_remedied(note, coming) for note in one.notes)
    return replace(one, reason=_remedied(one.reason, coming), notes=notes)


def _remedied(words: str, coming: bool) -> str:
    key = ADDING_LINE.key("options")
    which = "you are asked which when it is added" if coming else f"{key} Columns says which"
    words = words.replace("say --column text=NAME", which)
    words = words.replace("--fetch takes the page", f"{key} Feeds takes the page")
    return _OPTION.sub("claimdesk add --", words)


def folders_of(named: Iterable[str]) -> list[str]:
    """The folders from which on files are told that were named so, the longest names first."""
    paths = [one for one in named if not is_address(one)]
    folders = {one if os.path.isdir(one) else os.path.dirname(one) for one in paths}  # noqa: PTH112, PTH120
    return sorted({f"{one.rstrip('/')}/" for one in folders} - {"/"}, key=len, reverse=True)


def shorter(one: Outcome, folders: Iterable[str]) -> Outcome:
    """The same, with its file named from the folder on in which it is."""
    above = next((folder for folder in folders if one.name.startswith(folder)), "")
    return replace(one, name=one.name.removeprefix(above))


def outcome_row(one: Outcome) -> Text:
    """A row: what became of it, its title, its name and what is to be known of it."""
    strong = "bold" if one.look or one.kind == "not read" else ""
    row = Text.assemble((f"{one.kind:<13}", strong))
    if one.reason:
        names_it = one.exit_code == CallError.exit_code
        return row.append(display_line(one.reason if names_it else f"{one.name}: {one.reason}"))
    row.append(display_line(one.title))
    if one.notes:
        row.append(display_line(f"  ({', '.join(one.notes)})"))
    return row.append(f"  {display_line(one.name)}", "dim")


def first_to_read(outcomes: Sequence[Outcome]) -> int:
    """The place of the first article that came in, or else that is here; 0 where none is."""
    fresh = [at for at, one in enumerate(outcomes) if one.uid and one.kind != "already here"]
    return next(iter(fresh), next((at for at, one in enumerate(outcomes) if one.uid), 0))
