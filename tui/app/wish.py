"""What is asked of an export at the desk, and what that would write. No Textual here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tui.app.claim_lines import several
from tui.errors import CallError
from tui.formats import registry
from tui.formats.dataset import ALL_OF_IT
from tui.formats.face import Options
from tui.formats.filters import Filters
from tui.formats.losses import told
from tui.formats.whole import part_of
from tui.formats.writing import PLAIN, Asked, Written, fitting, sidecar_of, write
from tui.model import Tag
from tui.store import codebook
from tui.store.connection import Store
from tui.store.values import Values, values
from tui.text.safety import display_line

FIRST = "jsonl"
"""The format that is complete."""


class GivenUp(Exception):
    """Nobody waits for it any more."""


@dataclass
class Going:
    """A count or an export under way in a thread: how far it is, and whether it is to end."""

    done: int = 0
    of: int = 0
    ended: bool = False

    def step(self, done: int, of: int) -> None:
        """Take note of an article. Raises GivenUp where it is to end."""
        if self.ended:
            raise GivenUp
        self.done, self.of = done, of

    def end(self) -> None:
        """Have it end; nothing is told of it."""
        self.ended = True

    def is_ended(self) -> bool:
        """Whether it is to end."""
        return self.ended


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: a format by name, what of the database, and the place that was typed.

    Without a place it is the proposed one, beside the database. Of `options` only those count that
    the format heeds; the others are kept for when it is one that does.
    """

    kind: str = FIRST
    filters: Filters = ALL_OF_IT
    typed: str = ""
    strict: bool = False
    sidecar: bool = False
    options: Options = PLAIN

    @property
    def heeded(self) -> Options:
        """The options as far as the format heeds them."""
        return Options(**{name: getattr(self.options, name) for name in registry.heeds(self.kind)})

    def with_option(self, name: str, value: str) -> "Wish":
        """With another value of an option; empty, it is the format's own again."""
        chosen: dict[str, Any] = {name: value or getattr(PLAIN, name)}
        return replace(self, options=replace(self.options, **chosen))

    def place(self, database: Path) -> Path:
        """The file or folder to write. Raises CallError for a home there is none of."""
        if self.typed:
            with _said_of(Path(self.typed)):
                return Path(self.typed).expanduser()
        suffix = registry.load(self.kind).SUFFIX
        of_it = "" if suffix == f".{self.kind}" else f"-{self.kind}"
        return database.with_name(f"{database.stem}{of_it}{suffix}")

    def meant(self, database: Path) -> str:
        """The format that is written into that place: csv is one table in a file.

        Raises CallError where nothing can be seen there.
        """
        place = self.place(database)
        with _said_of(place):
            return fitting(self.kind, place)

    def as_kind(self, kind: str) -> "Wish":
        """The same in another format; the name that was typed gets its suffix."""
        old, new = registry.load(self.kind).SUFFIX, registry.load(kind).SUFFIX
        typed = self.typed
        if typed and typed.endswith(old):
            typed = typed.removesuffix(old) + new
        return replace(self, kind=kind, typed=typed)

    def turned(self, what: str, value: str) -> "Wish":
        """With one more value of a kind of filter, a field of `Filters`, or without it."""
        values: tuple[str, ...] = getattr(self.filters, what)
        left = tuple(one for one in values if one != value)
        return self.with_values(what, left if len(left) < len(values) else (*values, value))

    def with_values(self, what: str, values: tuple[str, ...]) -> "Wish":
        """With these values of a kind of filter alone; with none of them all goes out."""
        return replace(self, filters=replace(self.filters, **{what: values}))


NO_VALUES = Values({}, {}, {})


@dataclass(frozen=True)
class Offered:
    """What can be chosen: formats by name with what they are, tags, and what articles have."""

    formats: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[Tag, ...] = ()
    values: Values = NO_VALUES


def offered(store: Store) -> Offered:
    """Read what can be chosen."""
    marks = tuple(one for one in codebook.tags(store) if {"span", "article"} & {*one.applies})
    formats = {name: registry.load(name).WHAT for name in registry.names()}
    return Offered(formats, marks, values(store))


def counted(store: Store, kind: str, filters: Filters, going: Going) -> Written:
    """What an export would write, and what its format cannot hold; nothing is written."""
    return write(store, kind, None, Asked(filters=filters, progress=going.step))


def exported(store: Store, wish: Wish, place: Path, going: Going) -> Written:
    """Write it, whole or not at all. Raises CallError and DataError as `write`."""
    asked = Asked(
        wish.heeded, wish.filters, strict=wish.strict, sidecar=wish.sidecar, progress=going.step
    )
    return write(store, wish.kind, place, asked)


def in_the_way(wish: Wish, database: Path) -> list[Path]:
    """What is there already and would be written over.

    Raises CallError where it may not be: the database and what SQLite keeps beside it, a folder
    where a file is to be. What else is in a folder is looked at when it is written.
    """
    place = wish.place(database)
    places = [place, sidecar_of(place)] if wish.sidecar else [place]
    is_folder = registry.load(wish.meant(database)).PLACE == "folder"
    with _said_of(place):
        place.resolve()  # raises where links lead in a circle
        if any(part_of(one, database) is not None for one in places):
            raise CallError(f"{place} is the database itself: type another name")
        if place.is_dir() and not is_folder:
            raise CallError(f"{place} is a folder: type the name of a file")
        return [one for one in places if one.exists()]


@contextmanager
def _said_of(place: Path) -> Iterator[None]:
    """Say in words what the system has against a place."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it leads nowhere"
        raise CallError(f"{place}: {reason}: type another name") from None


# In words


def counts(written: Written) -> str:
    """``2 articles, 40 annotations``"""
    words = f"{several(written.articles, 'article')}, {several(written.annotations, 'annotation')}"
    if written.earlier:
        words += f" ({written.earlier:,} on an earlier text)"
    return words


def left_out(written: Written) -> str:
    """What the format cannot hold; empty where it holds all."""
    return told(written.losses.items())


def done(written: Written, place: Path, sidecar: bool = False) -> str:
    """What was written, and what was left out."""
    words = f"wrote {counts(written)} into {place}; "
    words += f"left out: {lost}" if (lost := left_out(written)) else "nothing is left out"
    return display_line(f"{words}; all of it is in {sidecar_of(place).name}" if sidecar else words)


def why(error: Exception) -> str:
    """What went wrong, with the remedy as it is at the desk and not on the command line."""
    words = str(error).removesuffix(" with -o")
    return words.replace("or export without --strict", "or let it be left out")
