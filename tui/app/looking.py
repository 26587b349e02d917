"""A look at what would come in before it is added: how many files, their kinds, first titles."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from tui.adding.outcomes import Arrival, Outcome, counted
from tui.adding.reading import Wanted, arrivals
from tui.adding.sources import expanded, is_address
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


def arrival_of(pasted: str) -> Arrival:
    """A text that was pasted, as an article on its way in."""
    raw = pasted.encode("utf-8", "replace")
    return Arrival(CLIPBOARD, Intake(decode(raw), raw, ""))


def look(store: "Store", names: list[str], pasted: str, ended: Callable[[], bool]) -> Look:
    """Look at what is named. Nothing is fetched, and nothing written."""
    found = list(islice(expanded(names), MOST + 1))
    refused = [one.line for one in found if isinstance(one, Outcome)]
    paths = [one for one in found if isinstance(one, str)]
    files = [one for one in paths if not is_address(one)]
    kinds = Counter[str]()
    for one in files[:LOOKED_INTO]:
        if ended():
            return Look()
        kinds[_kind(one)] += 1
    if len(files) > LOOKED_INTO:
        kinds["not looked at"] = len(files) - LOOKED_INTO
    first = [_first(store, arrival_of(pasted))] if pasted else []
    for read in arrivals(files[:READ], Wanted()):
        if ended():
            return Look()
        for item in read.items[: SHOWN - len(first)]:
            if isinstance(item, Arrival):
                first.append(_first(store, item))
            else:
                refused.append(item.line)
        if len(first) >= SHOWN:
            break
    missing = sum(not is_there(one) for one in files[:READ])
    more = len(found) > MOST
    addresses = len(paths) - len(files)
    return Look(len(files) - missing, addresses, dict(kinds), first, refused, more)


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


def told(found: Look) -> Text:
    """What would come in, line by line."""
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
        here = "already here: " if one.here else ""
        text.append(here, "italic").append(display_line(one.title))
        text.append(f"  {display_line(one.name)}\n", "dim")
    for line in found.refused[:SHOWN]:
        text.append(f"{display_line(line)}\n", "italic")
    if len(found.refused) > SHOWN:
        text.append(f"and {len(found.refused) - SHOWN:,} more that cannot be read\n", "italic")
    text.rstrip()
    return text
