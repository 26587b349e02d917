"""Importing a dataset from a format's file or folder into a database."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tui.codebook import Codebook
from tui.errors import CallError, DataError
from tui.formats.entry import Entry
from tui.formats.face import Options, Readable
from tui.formats.reading import MEND, short
from tui.formats.registry import load_readable
from tui.formats.sidecar import restored
from tui.formats.writing import sidecar_of
from tui.model import Tag
from tui.store import codebook
from tui.store.connection import Store
from tui.store.importing import Imported, Taking, take_in


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an import is to be: see `Taking`. `sidecar` is the file with what the format left out;
    one that lies beside the export under its own name is used without being named. `strict`
    refuses a file of which something would be left out (`Options.left`)."""

    options: Options = field(default_factory=Options)
    known_tags: bool = False
    rehearsal: bool = False
    sidecar: Path | None = None
    strict: bool = False


def take_in_from(store: Store, name: str, place: Path, wanted: Wanted) -> Imported:
    """Take in what a format's file or folder has, as one operation or not at all.

    Raises CallError for a format that is not read, a place that is not there, or where `strict`
    would leave something out; DataError with file, record and remedy for what is wrong in it.
    """
    kind = readable(name, place)
    _stay(place)
    sidecar = wanted.sidecar or (beside if (beside := sidecar_of(place)).exists() else None)
    taking = Taking(
        name,
        str(place),
        annotator=wanted.options.annotator,
        known_tags=wanted.known_tags,
        ids=kind.CARRIES.ids or sidecar is not None,
        regions=kind.CARRIES.regions or sidecar is not None,
        rehearsal=wanted.rehearsal,
    )
    if sidecar is None:
        found: Iterator[Entry] = kind.read(place, wanted.options)
    else:
        found = restored(kind, place, sidecar, wanted.options)
    with store.transaction():  # the articles and the codebook, or neither
        before = {tag.path for tag in codebook.tags(store)}
        done = take_in(store, _or_refused(found, name, place), taking)
        if wanted.strict and wanted.options.left.counts:
            told = "; ".join(wanted.options.left.lines(place))
            raise CallError(f"{place}: {told}: nothing was imported; import without --strict")
        if not (wanted.rehearsal or wanted.known_tags) and hasattr(kind, "read_tags"):
            done.tags += _take_in_tags(store, kind.read_tags(place), before)
    return done


STUMBLES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def _or_refused(found: Iterator[Entry], name: str, place: Path) -> Iterator[Entry]:
    """The entries of a reader, which knows what is wrong with most files and where. Of others too
    it is told that they cannot be read. Half a character is told by whoever writes it."""
    try:
        yield from found
    except UnicodeEncodeError:
        raise
    except OSError as error:
        raise CallError(
            f"{error.filename or place} cannot be read: {error.strerror}: see to it"
        ) from None
    except STUMBLES as error:
        why = f"it cannot be read as {name} ({type(error).__name__}: {short(str(error))})"
        raise DataError(f"{place}: {why}: {MEND}") from error


def _take_in_tags(store: Store, tags: Sequence[Tag], before: set[str]) -> list[str]:
    """Take in what a format's codebook says of the tags that are new here; those that were here
    before stay as people have them. Returns those that no annotation had brought yet."""
    here = {tag.path for tag in codebook.tags(store)}
    new = [tag for tag in tags if tag.path not in before]
    above = {path for tag in new for path in before if tag.path.startswith(f"{path}/")}
    if new:
        codebook.take_in(store, Codebook("", (*(Tag("", path) for path in sorted(above)), *new)))
    return [tag.path for tag in new if tag.path not in here]


def _stay(place: Path) -> None:
    """A folder's files are in it: raises DataError for a link that leads elsewhere."""
    if not place.is_dir():
        return
    inside = Path(os.path.realpath(place))
    for link in _links(place):
        if not Path(os.path.realpath(link)).is_relative_to(inside):
            raise DataError(f"{link} leads out of {place}: put the file itself there")


def _links(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as found:
        for one in found:
            if one.is_symlink():
                yield Path(one.path)
            elif one.is_dir():
                yield from _links(Path(one.path))


def readable(name: str, place: Path) -> Readable:
    """The format, for a place that is there. Raises CallError where it is not read, where there is
    nothing, or a folder in the place of a file; a folder format may be handed one file of it."""
    kind = load_readable(name)
    if not place.exists():
        raise CallError(f"{place}: there is no such file or folder: check the name")
    if kind.PLACE == "file" and place.is_dir():
        raise CallError(f"{place} is a folder, and {name} is a file: name a file in it")
    return kind
