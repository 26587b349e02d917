"""A look at what would come in before it is added: how many files, their kinds, first titles."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from tui import places
from tui.adding.outcomes import Arrival, Outcome, counted
from tui.adding.reading import Wanted, arrivals
from tui.adding.remembered import remembered
from tui.adding.sources import expanded, is_address
from tui.app.adding_lines import at_the_desk, folders_of, shorter
from tui.app.typed_paths import is_there
from tui.intake import registry
from tui.intake.face import HEAD
from tui.store.adding import Intake, is_here
from tui.text.policy import decode
from tui.text.safety import display_line
from tui.text.titles import title_of

if TYPE_CHECKING:
    from tui.store.connection import Store

MOST = 20_000
"""Files that are counted at most."""
LOOKED_INTO = 1_000
"""Files whose beginning is read for their kind."""
READ = 6
"""Files that are read for the titles of their articles."""
SHOWN = 12
"""Articles whose titles are shown."""
CLIPBOARD = "the clipboard"


@dataclass(frozen=True, slots=True)
class First:
    """One of the first articles: its name and title, and whether its text is here already."""

    name: str
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What would come in: files, addresses, kinds with their numbers, the first articles, and what
    cannot be read."""

    files: int = 0
    addresses: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    first: list[First] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    more: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to add."""
        return bool(self.files or self.addresses or self.first)


def arrival_of(pasted: str, details: Mapping[str, str]) -> Arrival:
    """A text that was pasted, as an article on its way in with these details."""
    raw = pasted.encode("utf-8", "replace")
    return Arrival(CLIPBOARD, Intake(decode(raw), raw, "", details))


def look(
    store: "Store", names: list[str], pasted: str, wanted: Wanted, ended: Callable[[], bool]
) -> Look:
    """Look at what is named, read as it is wanted. Nothing is fetched, and nothing written."""
    found = list(islice(expanded(names), MOST + 1))
    refused = [one for one in found if isinstance(one, Outcome)]
    paths = [one for one in found if isinstance(one, str)]
    files = [one for one in paths if not is_address(one)]
    kinds = Counter[str]()
    for one in files[:LOOKED_INTO]:
        if ended():
            return Look()
        kinds[_kind(one)] += 1
    if len(files) > LOOKED_INTO:
        kinds["not looked at"] = len(files) - LOOKED_INTO
    first = [_first(store, arrival_of(pasted, {}))] if pasted else []
    for read in arrivals(files[:READ], replace(wanted, fetch=False, choose=_chosen)):
        if ended():
            return Look()
        for item in read.items[: SHOWN - len(first)]:
            if isinstance(item, Arrival):
                first.append(_first(store, item))
            else:
                refused.append(item)
        if len(first) >= SHOWN:
            break
    missing = sum(not is_there(one) for one in files[:READ])
    more = len(found) > MOST
    addresses = len(paths) - len(files)
    folders = folders_of(names)
    told = [shorter(at_the_desk(one, coming=True), folders) for one in refused]
    return Look(
        len(files) - missing, addresses, dict(kinds), first, [one.line for one in told], more
    )


def _chosen(name: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    """What was said of a table's columns before: nobody is asked yet."""
    return remembered(places.columns_file(), columns)


def _first(store: "Store", arrival: Arrival) -> First:
    intake = arrival.intake
    title = (intake.details or {}).get("title", "") or title_of(intake.decoded.text)
    return First(arrival.name, title, is_here(store, intake.decoded.text))


def _kind(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD)
            tail = b""
            if head.startswith(b"PK"):
                file.seek(0, 2)
                file.seek(max(0, file.tell() - 65_536))
                tail = file.read()
    except (OSError, ValueError):
        return "not to be read"
    return registry.kind_of(head, path, tail) or "of no kind that is read"


def told(found: Look, width: int) -> Text:
    """What would come in, line by line: a title and its file, in lines of `width` cells."""
    text = Text()
    what = []
    if found.files:
        least = "more than " if found.more else ""
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in found.kinds.items())
        what.append(f"{least}{counted(found.files, 'file')} ({kinds})")
    if found.addresses:
        number = f"{found.addresses:,} addresses" if found.addresses > 1 else "1 address"
        what.append(f"{number}, fetched when added")
    if what:
        text.append(f"{'; '.join(what)}\n", "bold")
    for one in found.first:
        text.append(_titled(one, width)).append("\n")
    if found.files > READ:
        text.append(f"and {found.files - READ:,} files more\n", "dim")
    for line in found.refused[:SHOWN]:
        text.append(f"{display_line(line)}\n", "italic")
    if len(found.refused) > SHOWN:
        text.append(f"and {len(found.refused) - SHOWN:,} more that cannot be read\n", "italic")
    text.rstrip()
    return text


def _titled(one: First, width: int) -> Text:
    """One of the first articles, on a line: its file's name is told in full before its title."""
    here = "already here: " if one.here else ""
    name = Text(f"  {display_line(one.name)}", "dim")
    name.truncate(max(width // 2, width - len(here) - cell_len(one.title)), overflow="ellipsis")
    line = Text.assemble((here, "italic"), display_line(one.title))
    line.truncate(max(0, width - name.cell_len), overflow="ellipsis")
    return line.append(name)
